//go:build js || wasip1 || plan9

package repl

import (
	"bufio"
	"io"

	"github.com/vdscript/vdscript/starlarkvds"
)

// NewEditor returns an editor that reads plain lines: these systems have no
// terminal.
func NewEditor(_ *starlarkvds.Session, _ string, stdin io.ReadCloser, stdout, _ io.Writer) (Editor, error) {
	return &editor{bufio.NewScanner(stdin), stdout}, nil
}

type editor struct {
	in  *bufio.Scanner
	out io.Writer
}

func (e *editor) ReadLine(prompt string) (string, error) {
	io.WriteString(e.out, prompt)
	if e.in.Scan() {
		return e.in.Text(), nil
	}
	if err := e.in.Err(); err != nil {
		return "", err
	}
	return "", io.EOF
}

func (e *editor) Remember(string) {}
func (e *editor) Close() error    { return nil }
