package pymod

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// warningsModule is _warnings: the session's filters, which numpy's and h5py's
// warnings pass too.
func warningsModule(env *pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"filter": func(c *pyrt.Call) (starlark.Value, error) {
			var action, message, module string
			var category *pyrt.Type
			var line int
			var last bool
			if err := c.Unpack("action", &action, "message", &message, "category", &category, "module", &module, "line", &line, "last", &last); err != nil {
				return nil, err
			}
			return starlark.None, env.AddWarningFilter(action, message, category, module, line, last)
		},
		"reset": func(c *pyrt.Call) (starlark.Value, error) {
			env.ResetWarningFilters()
			return starlark.None, c.NoArgs()
		},
		"save": func(c *pyrt.Call) (starlark.Value, error) {
			restore := env.SaveWarnings()
			return pyrt.NewFunc("restore", func(*pyrt.Call) (starlark.Value, error) {
				restore()
				return starlark.None, nil
			}), c.NoArgs()
		},
		"show": func(c *pyrt.Call) (starlark.Value, error) {
			fn, err := c.One()
			if err != nil {
				return nil, err
			}
			env.Warnings.Show = func(e *pyrt.Error, file string, line int, text string) error {
				args := starlark.Tuple{e, e.Class(), starlark.String(file), starlark.MakeInt(line), starlark.String(text)}
				_, err := pyrt.CallValue(env.Thread(), fn, args, nil)
				return err
			}
			return starlark.None, nil
		},
		"warn": func(c *pyrt.Call) (starlark.Value, error) {
			var v starlark.Value
			var level int
			if err := c.Positional(2, &v, &level); err != nil {
				return nil, err
			}
			warning, err := exceptionOf(v)
			if err != nil {
				return nil, err
			}
			return starlark.None, env.WarnAt(warning, level)
		},
	})
	return &pyrt.Module{Name: "_warnings", Members: m}
}

// tracebackModule is _traceback: how exceptions are written.
func tracebackModule(env *pyrt.Env) *pyrt.Module {
	return &pyrt.Module{Name: "_traceback", Members: funcs(map[string]pyrt.Func{
		"format": func(c *pyrt.Call) (starlark.Value, error) {
			var v starlark.Value
			var chain bool
			if err := c.Positional(2, &v, &chain); err != nil {
				return nil, err
			}
			e, err := exceptionOf(v)
			if err != nil {
				return nil, err
			}
			return starlark.String(env.TracebackOf(e, chain)), nil
		},
		"message": func(c *pyrt.Call) (starlark.Value, error) {
			v, err := c.One()
			if err != nil {
				return nil, err
			}
			e, err := exceptionOf(v)
			if err != nil {
				return nil, err
			}
			return starlark.String(env.MessageOf(e)), nil
		},
		"line": func(c *pyrt.Call) (starlark.Value, error) {
			var file string
			var line int
			if err := c.Positional(2, &file, &line); err != nil {
				return nil, err
			}
			return starlark.String(env.SourceLine(file, line)), nil
		},
		"calls": func(c *pyrt.Call) (starlark.Value, error) {
			return env.Calls(), c.NoArgs()
		},
	})}
}

// exceptionOf returns a value as an exception.
func exceptionOf(v starlark.Value) (*pyrt.Error, error) {
	if e, ok := v.(*pyrt.Error); ok {
		return e, nil
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "'%s' object is no exception", pyrt.TypeName(v))
}
