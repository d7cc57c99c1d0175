package pyrt

import (
	"fmt"
	"regexp"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file decides what becomes of warnings, those of a script and those of
// numpy and h5py alike, by the rules of CPython's module warnings.

// Warnings are the filters of a session and what was shown already.
type Warnings struct {
	filters []warningFilter
	shown   map[string]bool
	// Show writes or records a warning that passed the filters; nil writes it
	// to Stderr.
	Show func(e *Error, file string, line int, text string) error
}

// A warningFilter is an entry of warnings.filters.
type warningFilter struct {
	action   string
	message  *regexp.Regexp // nil matches every text
	category *Type
	module   *regexp.Regexp
	line     int
}

// AddWarningFilter is warnings.filterwarnings.
func (e *Env) AddWarningFilter(action, message string, category *Type, module string, line int, last bool) error {
	f := warningFilter{action: action, category: category, line: line}
	var err error
	if message != "" {
		if f.message, err = regexp.Compile("(?i)^(?:" + message + ")"); err != nil {
			f.message = regexp.MustCompile("(?i)^" + regexp.QuoteMeta(message))
		}
	}
	if module != "" {
		if f.module, err = regexp.Compile("^(?:" + module + ")"); err != nil {
			return Errorf(ValueError, "%s", err.Error())
		}
	}
	if last {
		e.Warnings.filters = append(e.Warnings.filters, f)
	} else {
		e.Warnings.filters = append([]warningFilter{f}, e.Warnings.filters...)
	}
	e.Warnings.shown = nil
	return nil
}

// ResetWarningFilters is warnings.resetwarnings.
func (e *Env) ResetWarningFilters() { e.Warnings.filters, e.Warnings.shown = nil, nil }

// SaveWarnings returns how to put the filters back as they are now.
func (e *Env) SaveWarnings() (restore func()) {
	filters, show := e.Warnings.filters, e.Warnings.Show
	e.Warnings.shown = nil
	return func() { e.Warnings.filters, e.Warnings.Show, e.Warnings.shown = filters, show, nil }
}

// Warn warns of something that the running statement of the script did. Where
// a filter makes an error of it, that is the statement's.
func (e *Env) Warn(class *Type, message string) {
	e.Raise(e.warnings(NewError(class, starlark.String(message)), 1))
}

// WarnAt is warnings.warn: level 1 is the place where the script stands, 2 that
// of its caller.
func (e *Env) WarnAt(warning *Error, level int) error { return e.warnings(warning, level) }

func (e *Env) warnings(warning *Error, level int) error {
	file, line := e.scriptPlace(level)
	text := warning.Message()
	action := e.warningAction(warning.class, text, line)
	key := warning.class.Name() + ": " + text
	switch action {
	case "ignore":
		return nil
	case "error":
		return warning
	case "always":
		key = ""
	case "module":
		key = file + ": " + key
	case "default":
		key = fmt.Sprintf("%s:%d: %s", file, line, key)
	}
	if key != "" {
		if e.Warnings.shown[key] {
			return nil
		}
		if e.Warnings.shown == nil {
			e.Warnings.shown = make(map[string]bool)
		}
		e.Warnings.shown[key] = true
	}
	src := e.SourceLine(file, line)
	if e.Warnings.Show != nil {
		return e.Warnings.Show(warning, file, line, src)
	}
	if e.Stderr != nil {
		fmt.Fprint(e.Stderr, FormatWarning(warning, file, line, src))
	}
	return nil
}

// warningAction returns the action of the first filter that matches, or else
// CPython's for a script.
func (e *Env) warningAction(class *Type, text string, line int) string {
	for _, f := range e.Warnings.filters {
		if class.IsSubclass(f.category) && (f.message == nil || f.message.MatchString(text)) &&
			(f.module == nil || f.module.MatchString("__main__")) && (f.line == 0 || f.line == line) {
			return f.action
		}
	}
	for _, name := range [...]string{"PendingDeprecationWarning", "ImportWarning", "ResourceWarning"} {
		if class.IsSubclass(ExceptionNamed(name)) {
			return "ignore"
		}
	}
	return "default"
}

// FormatWarning returns the text of a warning, with the line of the script.
func FormatWarning(warning *Error, file string, line int, src string) string {
	text := fmt.Sprintf("%s:%d: %s: %s\n", file, line, warning.class.Name(), warning.Message())
	if src != "" {
		text += "  " + src + "\n"
	}
	return text
}

// scriptPlace returns where the script stands, level - 1 calls up.
func (e *Env) scriptPlace(level int) (file string, line int) {
	for i := len(e.threads) - 1; i >= 0; i-- {
		stack := e.threads[i].CallStack()
		for j := len(stack) - 1; j >= 0; j-- {
			pos := stack[j].Pos
			_, hidden, piece := dialect.FrameName(stack[j].Name)
			if pos.Line <= 0 || hidden || pos.Filename() == "<builtin>" || strings.HasPrefix(pos.Filename(), "stdlib/") {
				continue
			}
			if level--; level <= 0 {
				return pos.Filename(), int(pos.Line)
			}
			if piece {
				level++
			}
		}
	}
	return "sys", 1
}

// SourceLine returns a line of a file of the script without its indentation, or
// "".
func (e *Env) SourceLine(file string, line int) string {
	if e.Texts == nil {
		return ""
	}
	lines := strings.Split(string(e.Texts(file)), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return trimmed(lines[line-1])
}
