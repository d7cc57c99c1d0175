//go:build !js && !wasip1 && !plan9

package repl

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/chzyer/readline"

	"github.com/vdscript/vdscript/starlarkvds"
)

// NewEditor returns an editor on the process's terminal, or on any input that
// is none: then lines are read as they come. historyFile may be empty; an
// input of several lines is one entry of it.
func NewEditor(s *starlarkvds.Session, historyFile string, stdin io.ReadCloser, stdout, stderr io.Writer) (Editor, error) {
	cfg := &readline.Config{
		HistoryFile:            historyFile,
		DisableAutoSaveHistory: true,
		HistoryLimit:           10000,
		AutoComplete:           completer{s},
		Stdin:                  stdin,
		Stdout:                 stdout,
		Stderr:                 stderr,
	}
	in, err := readline.NewEx(cfg)
	if err != nil {
		return nil, err
	}
	if historyFile != "" {
		// Inputs may hold what is nobody else's business.
		if err := os.Chmod(historyFile, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) {
			in.Close()
			return nil, err
		}
	}
	return &editor{in}, nil
}

type editor struct{ in *readline.Instance }

func (e *editor) ReadLine(prompt string) (string, error) {
	e.in.SetPrompt(prompt)
	line, err := e.in.Readline()
	if errors.Is(err, readline.ErrInterrupt) {
		return "", ErrInterrupted
	}
	return line, err
}

// Remember joins the lines of a block, since the history has an entry a line.
func (e *editor) Remember(input string) {
	_ = e.in.SaveHistory(strings.ReplaceAll(input, "\n", "; "))
}

func (e *editor) Close() error { return e.in.Close() }

// completer completes names and attributes.
type completer struct{ session *starlarkvds.Session }

// Do implements readline.AutoCompleter. A Tab with nothing but blanks before
// it indents: pasted blocks keep their shape.
func (c completer) Do(line []rune, pos int) ([][]rune, int) {
	before := string(line[:pos])
	if strings.TrimSpace(before) == "" {
		return [][]rune{[]rune("    ")}, 0
	}
	start, items := c.session.Complete(before)
	typed := before[start:]
	var out [][]rune
	for _, item := range items {
		if rest, ok := strings.CutPrefix(item, typed); ok {
			out = append(out, []rune(rest))
		}
	}
	return out, len([]rune(typed))
}
