package pymod

import (
	"regexp"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// stringModule is string.
func stringModule(*pyrt.Env) *pyrt.Module {
	const lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	const whitespace = " \t\n\r\v\f"
	m := funcs(map[string]pyrt.Func{"capwords": capWords})
	for name, text := range map[string]string{
		"ascii_lowercase": lower, "ascii_uppercase": upper, "ascii_letters": lower + upper, "digits": digits,
		"hexdigits": digits + "abcdefABCDEF", "octdigits": "01234567", "punctuation": punctuation, "whitespace": whitespace,
		"printable": digits + lower + upper + punctuation + whitespace,
	} {
		m[name] = starlark.String(text)
	}
	m["Template"] = pyrt.NewType(pyrt.TypeSpec{Name: "Template", Module: "string", New: newTemplate})
	return &pyrt.Module{Name: "string", Doc: "Kinds of characters, and templates.", Members: m}
}

func capWords(c *pyrt.Call) (starlark.Value, error) {
	var s string
	var sep starlark.Value
	if err := c.Unpack("s", &s, "sep??", &sep); err != nil {
		return nil, err
	}
	words, joint := strings.Fields(s), " "
	if sep != nil {
		if err := pyrt.Unpack(sep, &joint); err != nil {
			return nil, err
		}
		words = strings.Split(s, joint)
	}
	for i, w := range words {
		if w != "" {
			n := runeLen(w)
			words[i] = strings.ToUpper(w[:n]) + strings.ToLower(w[n:])
		}
	}
	return starlark.String(strings.Join(words, joint)), nil
}

// newTemplate is string.Template.
func newTemplate(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var text string
	if err := pyrt.UnpackArgs("Template", args, kwargs, "template", &text); err != nil {
		return nil, err
	}
	r := &record{typ: "Template", repr: "<string.Template object>"}
	r.attrs = funcs(map[string]pyrt.Func{
		"substitute":      substitute(text, false),
		"safe_substitute": substitute(text, true),
	})
	r.attrs["template"] = starlark.String(text)
	return r, nil
}

// substitute fills $name and ${name}; a safe one leaves what it cannot fill.
func substitute(text string, safe bool) pyrt.Func {
	pattern := regexp.MustCompile(`\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|())`)
	return func(c *pyrt.Call) (starlark.Value, error) {
		var failed error
		out := pattern.ReplaceAllStringFunc(text, func(match string) string {
			name := strings.Trim(match[1:], "{}")
			switch {
			case match == "$$":
				return "$"
			case name == "":
				if !safe && failed == nil {
					failed = pyrt.Errorf(pyrt.ValueError, "Invalid placeholder in string")
				}
				return match
			}
			for _, kw := range c.Kwargs {
				if string(kw[0].(starlark.String)) == name {
					s, err := pyrt.Str(kw[1])
					if err != nil && failed == nil {
						failed = err
					}
					return s
				}
			}
			if len(c.Args) > 0 {
				v, err := pyrt.GetItem(c.Args[0], starlark.String(name))
				if err == nil {
					s, err := pyrt.Str(v)
					if err != nil && failed == nil {
						failed = err
					}
					return s
				}
			}
			if !safe && failed == nil {
				failed = pyrt.NewError(pyrt.KeyError, starlark.String(name))
			}
			return match
		})
		return starlark.String(out), failed
	}
}
