package pyrt

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file renders exceptions as CPython's tracebacks.

// A Texts returns the source text of a file, or nil where it is unknown.
type Texts func(file string) []byte

// Traceback returns the text that Python prints for an uncaught exception:
// causes and contexts first, each with its calls and source lines, and last
// the message. The text ends in a newline.
func Traceback(e *Error, texts Texts) string {
	w := newTracer(texts)
	w.exception(e, false)
	return w.String()
}

// StackTraceback returns the head of a traceback: the calls of a stack with
// their source lines, without the message. Frames of the runtime are hidden,
// and the pieces that one function was cut into show as one frame.
func StackTraceback(stack starlark.CallStack, texts Texts) string {
	w := newTracer(texts)
	w.frames(w.visible(stack, dialect.OtherFault))
	return w.String()
}

// maxChain bounds the causes that a traceback shows.
const maxChain = 50

// A tracer writes tracebacks.
type tracer struct {
	strings.Builder
	texts Texts
	files map[string]*source
	chain int
}

// A source is a file that a traceback quotes.
type source struct {
	lines  []string
	places *dialect.Places // nil if the file does not parse
}

func newTracer(texts Texts) *tracer { return &tracer{texts: texts, files: map[string]*source{}} }

// source returns what is known of a file.
func (w *tracer) source(name string) *source {
	if src, ok := w.files[name]; ok {
		return src
	}
	src := &source{}
	w.files[name] = src
	if w.texts == nil {
		return src
	}
	text := w.texts(name)
	src.lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if file, err := dialect.Parse(name, text); err == nil {
		src.places = dialect.NewPlaces(file)
	}
	return src
}

func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// exception writes an exception with those that led to it. inner exceptions
// show the calls below the try statement that caught them.
func (w *tracer) exception(e *Error, inner bool) {
	w.chain++
	defer func() { w.chain-- }()
	switch {
	case w.chain > maxChain:
	case e.Cause != nil:
		w.exception(e.Cause, true)
		w.WriteString("\nThe above exception was the direct cause of the following exception:\n\n")
	case e.Context != nil && !e.HideContext:
		w.exception(e.Context, true)
		w.WriteString("\nDuring handling of the above exception, another exception occurred:\n\n")
	}
	w.frames(w.visible(e.calls(inner), e.fault()))
	w.message(e)
}

// calls returns the stack that a traceback shows.
func (e *Error) calls(inner bool) starlark.CallStack {
	if inner {
		return e.Stack[min(e.base, len(e.Stack)):]
	}
	return e.Stack
}

// fault tells the failures apart that have one position.
func (e *Error) fault() dialect.Fault {
	switch {
	case e.IsA(NameError):
		return dialect.NameFault
	case len(e.args) == 1 && (e.IsA(ValueError) || e.IsA(TypeError)):
		text, _ := e.args[0].(starlark.String)
		for _, start := range []string{"cannot unpack non-iterable", "not enough values to unpack", "too many values to unpack"} {
			if strings.HasPrefix(string(text), start) {
				return dialect.UnpackFault
			}
		}
	}
	return dialect.OtherFault
}

// message writes the last lines: class, message, notes.
func (w *tracer) message(e *Error) {
	w.WriteString(e.class.shownName())
	if msg := e.Message(); msg != "" {
		w.WriteString(": " + msg)
	}
	if e.hint != "" {
		fmt.Fprintf(w, ". Did you mean: '%s'?", e.hint)
	}
	w.WriteByte('\n')
	for _, note := range e.Notes {
		w.WriteString(note + "\n")
	}
}

// A tbFrame is one entry of a traceback.
type tbFrame struct {
	file, name string
	line       int
	text       string        // of the line, with its indentation
	place      dialect.Place // zero if unknown
	col        int           // 1-based, where the place is unknown
}

// visible returns the entries of a stack. The runtime's frames are dropped, a
// piece of a function replaces the frame of the function that called it, and
// comprehensions get frames of their own. fault is that of the innermost frame.
func (w *tracer) visible(stack starlark.CallStack, fault dialect.Fault) []tbFrame {
	var calls []starlark.CallFrame
	for _, f := range stack {
		name, hidden, piece := dialect.FrameName(f.Name)
		if hidden || f.Pos.Filename() == "<builtin>" {
			continue
		}
		f.Name = name
		if piece {
			for i := len(calls) - 1; i >= 0; i-- {
				if calls[i].Name == name {
					calls = calls[:i]
					break
				}
			}
		}
		calls = append(calls, f)
	}
	var out []tbFrame
	for i, f := range calls {
		kind := dialect.OtherFault
		if i == len(calls)-1 {
			kind = fault
		}
		out = append(out, w.entries(f, kind)...)
	}
	return out
}

// entries returns a frame and those of the comprehensions that it is in.
func (w *tracer) entries(f starlark.CallFrame, fault dialect.Fault) []tbFrame {
	src := w.source(f.Pos.Filename())
	base := tbFrame{file: f.Pos.Filename(), name: f.Name, line: int(f.Pos.Line), col: int(f.Pos.Col)}
	var places []dialect.Place
	if src.places != nil {
		var lambda string
		places, lambda = src.places.Find(dialect.Pos{Line: f.Pos.Line, Col: f.Pos.Col}, fault)
		if f.Name == "<lambda>" && lambda != "" {
			base.name = lambda
		}
	}
	if places == nil {
		base.text = src.line(base.line)
		return []tbFrame{base}
	}
	var out []tbFrame
	for _, p := range places {
		entry := base
		if p.Function != "" {
			entry.name = p.Function
		}
		entry.place, entry.line, entry.text = p, int(p.Start.Line), src.line(int(p.Start.Line))
		out = append(out, entry)
	}
	return out
}

// shownRepeats is how often equal entries are shown.
const shownRepeats = 3

// frames writes the head of a traceback.
func (w *tracer) frames(list []tbFrame) {
	if len(list) == 0 {
		return
	}
	w.WriteString("Traceback (most recent call last):\n")
	repeats := 0
	for i, f := range list {
		if i > 0 && f.line == list[i-1].line && f.name == list[i-1].name && f.file == list[i-1].file {
			repeats++
		} else {
			w.repeats(repeats)
			repeats = 0
		}
		if repeats < shownRepeats {
			w.frame(f)
		}
	}
	w.repeats(repeats)
}

// repeats tells how many equal frames were left out.
func (w *tracer) repeats(n int) {
	if n -= shownRepeats - 1; n > 0 {
		fmt.Fprintf(w, "  [Previous line repeated %d more time%s]\n", n, plural(n))
	}
}

func (w *tracer) frame(f tbFrame) {
	fmt.Fprintf(w, "  File \"%s\", line %d, in %s\n", f.file, f.line, f.name)
	text := trimmed(f.text)
	if text == "" {
		return
	}
	fmt.Fprintf(w, "    %s\n", text)
	if carets := f.carets(); carets != "" {
		fmt.Fprintf(w, "    %s\n", carets)
	}
}

// SyntaxTraceback returns what Python prints for a script that cannot be
// compiled: place, line, carets and message.
func SyntaxTraceback(list dialect.ErrorList) string {
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  File \"%s\", line %d\n", e.Filename, e.Pos.Line)
		if trimmed := strings.TrimLeft(e.Line, " \t\f"); strings.TrimSpace(trimmed) != "" {
			fmt.Fprintf(&b, "    %s\n", strings.TrimRight(trimmed, " \t\r\n"))
			indent := utf8.RuneCountInString(e.Line) - utf8.RuneCountInString(trimmed)
			if col := int(e.Pos.Col) - 1 - indent; col >= 0 {
				width := 1
				if e.End.Line == e.Pos.Line && e.End.Col > e.Pos.Col {
					width = int(e.End.Col - e.Pos.Col)
				}
				fmt.Fprintf(&b, "    %s%s\n", strings.Repeat(" ", col), strings.Repeat("^", width))
			}
		}
		fmt.Fprintf(&b, "%s: %s\n", e.Class, e.Msg)
	}
	return b.String()
}

// trimmed is a source line as tracebacks show it.
func trimmed(line string) string { return strings.TrimSpace(line) }
