package pymod

import (
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// jsonModule is json; json_decode.go holds loads.
func jsonModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"dumps": func(c *pyrt.Call) (starlark.Value, error) {
			s, err := dumps(c, nil)
			return starlark.String(s), err
		},
		"dump": func(c *pyrt.Call) (starlark.Value, error) {
			var file starlark.Value
			s, err := dumps(c, &file)
			if err != nil {
				return nil, err
			}
			write, err := pyrt.GetAttr(file, "write")
			if err != nil {
				return nil, err
			}
			_, err = pyrt.CallValue(c.Thread, write, starlark.Tuple{starlark.String(s)}, nil)
			return starlark.None, err
		},
		"loads":     loads,
		"load":      load,
		"raw_loads": rawLoads,
	})
	m["JSONDecodeError"] = jsonDecodeError
	return &pyrt.Module{Name: "json", Doc: "Read and write JSON.", Members: m}
}

// jsonDecodeError is the class of faults in a text.
var jsonDecodeError = pyrt.NewType(pyrt.TypeSpec{Name: "JSONDecodeError", Module: "json.decoder", Bases: []*pyrt.Type{pyrt.ValueError}})

// encoder writes JSON as json.dumps does.
type encoder struct {
	b                  strings.Builder
	call               *pyrt.Call
	ascii, nan, sorted bool
	skip               bool
	indent             string
	pretty             bool
	item, key          string // separators
	fallback           starlark.Value
	depth              int
	fallbacks          int // calls of fallback under way
}

// maxJSONDepth bounds the nesting of values written and read.
const maxJSONDepth = 900

// dumps reads the arguments of dumps, or with file those of dump, and encodes.
func dumps(c *pyrt.Call, file *starlark.Value) (string, error) {
	e := &encoder{call: c, ascii: true, nan: true, item: ", ", key: ": "}
	var obj, indent, separators, cls, circular starlark.Value
	pairs := []any{"obj", &obj}
	if file != nil {
		pairs = append(pairs, "fp", file)
	}
	pairs = append(pairs, "*", "skipkeys?", &e.skip, "ensure_ascii?", &e.ascii, "check_circular?", &circular, "allow_nan?", &e.nan,
		"cls??", &cls, "indent??", &indent, "separators??", &separators, "default??", &e.fallback, "sort_keys?", &e.sorted)
	if err := c.Unpack(pairs...); err != nil {
		return "", err
	}
	switch indent := indent.(type) {
	case nil:
	case starlark.String:
		e.indent, e.pretty, e.item = string(indent), true, ","
	default:
		n, err := pyrt.Int(indent)
		if err != nil {
			return "", err
		}
		e.indent, e.pretty, e.item = strings.Repeat(" ", max(min(n, 1000), 0)), true, ","
	}
	if separators != nil {
		pair, err := pyrt.Collect(separators)
		if err != nil {
			return "", err
		}
		if len(pair) != 2 {
			return "", pyrt.Errorf(pyrt.ValueError, "not enough values to unpack (expected 2, got %d)", len(pair))
		}
		if err := pyrt.Unpack(pair[0], &e.item); err != nil {
			return "", err
		}
		if err := pyrt.Unpack(pair[1], &e.key); err != nil {
			return "", err
		}
	}
	err := e.value(obj)
	return e.b.String(), err
}

func (e *encoder) value(v starlark.Value) error {
	switch v := pyrt.Plain(v).(type) {
	case starlark.NoneType:
		e.b.WriteString("null")
	case starlark.Bool:
		if v {
			e.b.WriteString("true")
		} else {
			e.b.WriteString("false")
		}
	case starlark.String:
		e.string(string(v))
	case starlark.Int:
		e.b.WriteString(v.String())
	case starlark.Float:
		return e.float(float64(v))
	case *starlark.List, starlark.Tuple, *pyrt.NamedTuple:
		items, err := pyrt.Collect(v)
		if err != nil {
			return err
		}
		return e.nested('[', ']', len(items), func(i int) error { return e.value(items[i]) })
	case starlark.IterableMapping:
		return e.object(v)
	default:
		if e.fallback == nil {
			return pyrt.Errorf(pyrt.TypeError, "Object of type %s is not JSON serializable", pyrt.TypeOf(v).Name())
		}
		if e.fallbacks++; e.fallbacks > maxJSONDepth {
			return pyrt.Errorf(pyrt.RecursionError, "maximum recursion depth exceeded")
		}
		w, err := pyrt.CallValue(e.call.Thread, e.fallback, starlark.Tuple{v}, nil)
		if err != nil {
			return err
		}
		err = e.value(w)
		e.fallbacks--
		return err
	}
	return nil
}

func (e *encoder) float(f float64) error {
	if (math.IsNaN(f) || math.IsInf(f, 0)) && !e.nan {
		return pyrt.Errorf(pyrt.ValueError, "Out of range float values are not JSON compliant")
	}
	switch {
	case math.IsNaN(f):
		e.b.WriteString("NaN")
	case math.IsInf(f, 1):
		e.b.WriteString("Infinity")
	case math.IsInf(f, -1):
		e.b.WriteString("-Infinity")
	default:
		s, err := pyrt.Repr(starlark.Float(f))
		e.b.WriteString(s)
		return err
	}
	return nil
}

// nested writes the n members of an array or object.
func (e *encoder) nested(open, end byte, n int, member func(i int) error) error {
	if e.depth++; e.depth > maxJSONDepth {
		return pyrt.Errorf(pyrt.ValueError, "Circular reference detected")
	}
	e.b.WriteByte(open)
	for i := range n {
		if i > 0 {
			e.b.WriteString(e.item)
		}
		e.newline(e.depth)
		if err := member(i); err != nil {
			return err
		}
	}
	e.depth--
	if n > 0 {
		e.newline(e.depth)
	}
	e.b.WriteByte(end)
	return nil
}

func (e *encoder) newline(depth int) {
	if e.pretty {
		e.b.WriteByte('\n')
		for range depth {
			e.b.WriteString(e.indent)
		}
	}
}

func (e *encoder) object(m starlark.IterableMapping) error {
	type member struct {
		key   string
		value starlark.Value
	}
	var members []member
	items := m.Items()
	if e.sorted {
		keys := make([]starlark.Value, len(items))
		for i, kv := range items {
			keys[i] = kv
		}
		if err := pyrt.Sort(e.call.Thread, keys, nil, false); err != nil {
			return err
		}
		for i, kv := range keys {
			items[i] = kv.(starlark.Tuple)
		}
	}
	for _, kv := range items {
		key, ok, err := e.keyText(kv[0])
		if err != nil {
			return err
		}
		if ok {
			members = append(members, member{key, kv[1]})
		}
	}
	return e.nested('{', '}', len(members), func(i int) error {
		e.string(members[i].key)
		e.b.WriteString(e.key)
		return e.value(members[i].value)
	})
}

// keyText returns a key as text; ok is false for one that skipkeys skips.
func (e *encoder) keyText(k starlark.Value) (text string, ok bool, err error) {
	switch k := pyrt.Plain(k).(type) {
	case starlark.String:
		return string(k), true, nil
	case starlark.Bool:
		return strings.ToLower(k.String()), true, nil
	case starlark.NoneType:
		return "null", true, nil
	case starlark.Int, starlark.Float:
		text, err := pyrt.Repr(k)
		return text, true, err
	}
	if e.skip {
		return "", false, nil
	}
	return "", false, pyrt.Errorf(pyrt.TypeError, "keys must be str, int, float, bool or None, not %s", pyrt.TypeOf(k).Name())
}

// string writes a quoted text.
func (e *encoder) string(s string) {
	const digits = "0123456789abcdef"
	unit := func(u uint16) {
		e.b.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			e.b.WriteByte(digits[u>>shift&15])
		}
	}
	e.b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			e.b.WriteByte('\\')
			e.b.WriteByte(byte(r))
		case r == '\n':
			e.b.WriteString(`\n`)
		case r == '\r':
			e.b.WriteString(`\r`)
		case r == '\t':
			e.b.WriteString(`\t`)
		case r == '\b':
			e.b.WriteString(`\b`)
		case r == '\f':
			e.b.WriteString(`\f`)
		case r < ' ' || r == 0x7f && e.ascii:
			unit(uint16(r))
		case r >= utf8.RuneSelf && e.ascii && r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			unit(uint16(hi))
			unit(uint16(lo))
		case r >= utf8.RuneSelf && e.ascii:
			unit(uint16(r))
		default:
			e.b.WriteRune(r)
		}
	}
	e.b.WriteByte('"')
}
