package pyrt

import "go.starlark.net/starlark"

// This file is e.__traceback__ and what the module traceback asks for.

// TraceValue returns the traceback of an exception that was caught: a chain of
// entries, outermost call first; None before it was raised.
func (e *Error) TraceValue() starlark.Value {
	if e.trace != nil {
		return e.trace
	}
	w := newTracer(nil)
	if e.class.env != nil {
		w.texts = e.class.env.Texts
	}
	frames := w.visible(e.calls(true), e.fault())
	var next starlark.Value = starlark.None
	for i := len(frames) - 1; i >= 0; i-- {
		next = traceEntry(frames[i], next)
	}
	return next
}

func traceEntry(f tbFrame, next starlark.Value) starlark.Value {
	line := starlark.MakeInt(f.line)
	code := NewRecord("code", starlark.StringDict{
		"co_name": starlark.String(f.name), "co_filename": starlark.String(f.file),
	})
	frame := NewRecord("frame", starlark.StringDict{"f_code": code, "f_lineno": line})
	return NewRecord("traceback", starlark.StringDict{"tb_lineno": line, "tb_frame": frame, "tb_next": next})
}

// TracebackOf is what traceback.format_exception gives as one text; chain says
// whether causes and contexts come first.
func (env *Env) TracebackOf(e *Error, chain bool) string {
	w := newTracer(env.Texts)
	if !chain {
		w.chain = maxChain
	}
	w.exception(e, true)
	return w.String()
}

// MessageOf is the last part of [Env.TracebackOf]: class, message and notes.
func (env *Env) MessageOf(e *Error) string {
	w := newTracer(nil)
	w.message(e)
	return w.String()
}

// Calls returns the calls of the running script as entries of a traceback: file,
// line, function, text of the line, and the whole entry.
func (env *Env) Calls() starlark.Value {
	w := newTracer(env.Texts)
	var stack starlark.CallStack
	for _, t := range env.threads {
		stack = append(stack, t.CallStack()...)
	}
	var out []starlark.Value
	for _, f := range w.visible(stack, 0) {
		entry := newTracer(env.Texts)
		entry.frame(f)
		out = append(out, starlark.Tuple{
			starlark.String(f.file), starlark.MakeInt(f.line), starlark.String(f.name), starlark.String(trimmed(f.text)), starlark.String(entry.String()),
		})
	}
	return starlark.NewList(out)
}
