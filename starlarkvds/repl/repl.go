// Package repl is the prompt of vdscript: lines edited with history, blocks of
// several lines, values echoed as Python does, Ctrl-C that stops a running
// call and keeps the session.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/vdscript/vdscript/starlarkvds"
)

// Options says where the prompt talks.
type Options struct {
	// Editor reads lines. It is closed by Run.
	Editor Editor
	// Stdout receives the greeting, Stderr tracebacks.
	Stdout, Stderr io.Writer
	// Greeting is shown first.
	Greeting string
}

// Editor reads lines from a person.
type Editor interface {
	// ReadLine returns a line without its end. It returns [ErrInterrupted]
	// for Ctrl-C and io.EOF for Ctrl-D on an empty line.
	ReadLine(prompt string) (string, error)
	// Remember adds an input, which may have several lines, to the history.
	Remember(input string)
	// Close restores the terminal.
	Close() error
}

// ErrInterrupted is Ctrl-C at the prompt.
var ErrInterrupted = errors.New("interrupted")

const (
	prompt       = ">>> "
	continuation = "... "
)

// Run talks until the input ends or the script calls exit, and returns the
// status that it asked for.
func Run(ctx context.Context, s *starlarkvds.Session, opts Options) (status int, err error) {
	defer opts.Editor.Close()
	fmt.Fprint(opts.Stdout, opts.Greeting)
	for {
		chunk, err := readChunk(ctx, s, opts)
		switch {
		case errors.Is(err, io.EOF):
			fmt.Fprintln(opts.Stdout)
			return 0, nil
		case errors.Is(err, ErrInterrupted):
			fmt.Fprintln(opts.Stderr, "KeyboardInterrupt")
			continue
		case err != nil:
			return 1, err
		}
		if strings.TrimSpace(chunk) == "" {
			continue
		}
		opts.Editor.Remember(strings.TrimRight(chunk, "\n"))
		if status, exit := run(ctx, s, chunk, opts); exit {
			return status, nil
		}
	}
}

// readChunk reads lines until they make a whole statement.
func readChunk(ctx context.Context, s *starlarkvds.Session, opts Options) (string, error) {
	var chunk strings.Builder
	for {
		p := prompt
		if chunk.Len() > 0 {
			p = continuation
		}
		line, err := opts.Editor.ReadLine(p)
		if errors.Is(err, io.EOF) && chunk.Len() > 0 {
			return chunk.String(), nil
		}
		if err != nil {
			return "", err
		}
		chunk.WriteString(line + "\n")
		if strings.TrimSpace(chunk.String()) == "" || !s.Incomplete(chunk.String()) {
			return chunk.String(), nil
		}
	}
}

// run executes one input; Ctrl-C stops it.
func run(ctx context.Context, s *starlarkvds.Session, chunk string, opts Options) (status int, exit bool) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	_, err := s.Exec(ctx, chunk)
	if err == nil {
		return 0, false
	}
	var script *starlarkvds.Error
	if !errors.As(err, &script) {
		fmt.Fprintln(opts.Stderr, err)
		return 0, false
	}
	if status, ok := script.ExitStatus(); ok {
		return status, true
	}
	fmt.Fprint(opts.Stderr, script.Traceback())
	return 0, false
}
