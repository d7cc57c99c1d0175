package pymod

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// csvError is csv.Error.
var csvError = pyrt.NewType(pyrt.TypeSpec{Name: "Error", Module: "_csv", Bases: []*pyrt.Type{pyrt.Exception}})

// csvModule is _csv: the reader and the writer of stdlib/csv.py.
func csvModule(*pyrt.Env) *pyrt.Module {
	limit := 128 << 10
	m := funcs(map[string]pyrt.Func{
		"reader": func(c *pyrt.Call) (starlark.Value, error) { return newCSVReader(c, &limit) },
		"writer": newCSVWriter,
		"field_size_limit": func(c *pyrt.Call) (starlark.Value, error) {
			old := limit
			return starlark.MakeInt(old), c.Positional(0, &limit)
		},
	})
	for name, n := range map[string]int{"QUOTE_MINIMAL": quoteMinimal, "QUOTE_ALL": quoteAll, "QUOTE_NONNUMERIC": quoteNonNumeric, "QUOTE_NONE": quoteNone} {
		m[name] = starlark.MakeInt(n)
	}
	m["Error"] = csvError
	return &pyrt.Module{Name: "_csv", Members: m}
}

// What is quoted, by csv's numbers.
const (
	quoteMinimal = iota
	quoteAll
	quoteNonNumeric
	quoteNone
)

// csvDialect is how a table is written as text. Absent characters are "".
type csvDialect struct {
	delimiter, quote, escape string
	terminator               string
	doubleQuote, skipInitial bool
	strict                   bool
	quoting                  int
}

// newCSVDialect reads a dialect object (nil: none) and the keywords over it.
func newCSVDialect(from starlark.Value, kwargs []starlark.Tuple) (*csvDialect, error) {
	d := &csvDialect{delimiter: ",", quote: `"`, terminator: "\r\n", doubleQuote: true}
	if from != nil {
		for _, name := range []string{"delimiter", "quotechar", "escapechar", "lineterminator", "doublequote", "skipinitialspace", "strict", "quoting"} {
			v, err := pyrt.GetAttr(from, name)
			if pyrt.Is(err, pyrt.AttributeError) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if err := d.set(name, v); err != nil {
				return nil, err
			}
		}
	}
	for _, kw := range kwargs {
		if err := d.set(string(kw[0].(starlark.String)), kw[1]); err != nil {
			return nil, err
		}
	}
	if d.quoting != quoteNone && d.quote == "" {
		return nil, pyrt.Errorf(pyrt.TypeError, "quotechar must be set if quoting enabled")
	}
	return d, nil
}

func (d *csvDialect) set(name string, v starlark.Value) (err error) {
	switch name {
	case "delimiter":
		return d.character(name, v, &d.delimiter, false)
	case "quotechar":
		return d.character(name, v, &d.quote, true)
	case "escapechar":
		return d.character(name, v, &d.escape, true)
	case "lineterminator":
		s, ok := v.(starlark.String)
		if !ok {
			return pyrt.Errorf(pyrt.TypeError, `"lineterminator" must be a string, not %s`, pyrt.TypeName(v))
		}
		d.terminator = string(s)
	case "doublequote":
		d.doubleQuote, err = pyrt.Truth(v)
	case "skipinitialspace":
		d.skipInitial, err = pyrt.Truth(v)
	case "strict":
		d.strict, err = pyrt.Truth(v)
	case "quoting":
		d.quoting, err = pyrt.Int(v)
		if err != nil {
			return pyrt.Errorf(pyrt.TypeError, `"quoting" must be an integer`)
		}
		if d.quoting < quoteMinimal || d.quoting > quoteNone {
			return pyrt.Errorf(pyrt.TypeError, `bad "quoting" value`)
		}
	default:
		return pyrt.Errorf(pyrt.TypeError, "'%s' is an invalid keyword argument for this function", name)
	}
	return err
}

// value is the dialect as a reader or writer shows it.
func (d *csvDialect) value() starlark.Value {
	char := func(s string) starlark.Value {
		if s == "" {
			return starlark.None
		}
		return starlark.String(s)
	}
	return &record{typ: "Dialect", repr: "<_csv.Dialect object>", attrs: starlark.StringDict{
		"delimiter": char(d.delimiter), "quotechar": char(d.quote), "escapechar": char(d.escape),
		"lineterminator": starlark.String(d.terminator), "doublequote": starlark.Bool(d.doubleQuote),
		"skipinitialspace": starlark.Bool(d.skipInitial), "strict": starlark.Bool(d.strict), "quoting": starlark.MakeInt(d.quoting),
	}}
}

// character stores an option of one character.
func (d *csvDialect) character(name string, v starlark.Value, dst *string, noneOK bool) error {
	if noneOK && v == starlark.None {
		*dst = ""
		return nil
	}
	s, ok := v.(starlark.String)
	if !ok {
		orNone := ""
		if noneOK {
			orNone = " or None"
		}
		return pyrt.Errorf(pyrt.TypeError, `"%s" must be string%s, not %s`, name, orNone, pyrt.TypeName(v))
	}
	if utf8.RuneCountInString(string(s)) != 1 {
		return pyrt.Errorf(pyrt.TypeError, `"%s" must be a 1-character string`, name)
	}
	*dst = string(s)
	return nil
}

// csvWriter is csv.writer.
type csvWriter struct {
	record
	d     *csvDialect
	write starlark.Value
}

func newCSVWriter(c *pyrt.Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "expected at least 1 argument, got 0")
	}
	var from starlark.Value
	if len(c.Args) > 1 {
		from = c.Args[1]
	}
	d, err := newCSVDialect(from, c.Kwargs)
	if err != nil {
		return nil, err
	}
	write, err := pyrt.GetAttr(c.Args[0], "write")
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, `argument 1 must have a "write" method`)
	}
	w := &csvWriter{record: record{typ: "writer", repr: "<_csv.writer object>"}, d: d, write: write}
	w.attrs = starlark.StringDict{
		"dialect": d.value(),
		"writerow": pyrt.NewMethod("writer.writerow", w, func(c *pyrt.Call) (starlark.Value, error) {
			row, err := c.One()
			if err != nil {
				return nil, err
			}
			return w.row(c.Thread, row)
		}),
		"writerows": pyrt.NewMethod("writer.writerows", w, func(c *pyrt.Call) (starlark.Value, error) {
			rows, err := c.One()
			if err != nil {
				return nil, err
			}
			for row, err := range pyrt.All(rows) {
				if err != nil {
					return nil, err
				}
				if _, err := w.row(c.Thread, row); err != nil {
					return nil, err
				}
			}
			return starlark.None, nil
		}),
	}
	return w, nil
}

func (w *csvWriter) row(thread *starlark.Thread, row starlark.Value) (starlark.Value, error) {
	fields, err := pyrt.Collect(row)
	if err != nil {
		return nil, pyrt.Errorf(csvError, "iterable expected, not %s", pyrt.TypeName(row))
	}
	var b strings.Builder
	for i, v := range fields {
		if i > 0 {
			b.WriteString(w.d.delimiter)
		}
		text, err := w.d.field(v, len(fields) == 1)
		if err != nil {
			return nil, err
		}
		b.WriteString(text)
	}
	b.WriteString(w.d.terminator)
	return pyrt.CallValue(thread, w.write, starlark.Tuple{starlark.String(b.String())}, nil)
}

// field returns the text of one field; alone says that the row has no other.
func (d *csvDialect) field(v starlark.Value, alone bool) (string, error) {
	text := ""
	if v != starlark.None {
		var err error
		if text, err = pyrt.Str(v); err != nil {
			return "", err
		}
	}
	quoted := d.quoting == quoteAll
	switch v.(type) {
	case starlark.Int, starlark.Float, starlark.Bool:
	default:
		quoted = quoted || d.quoting == quoteNonNumeric
	}
	if alone && text == "" {
		if d.quoting == quoteNone {
			return "", pyrt.Errorf(csvError, "single empty field record must be quoted")
		}
		quoted = true
	}
	var b strings.Builder
	for _, r := range text {
		ch := string(r)
		if strings.Contains(d.delimiter+d.escape+d.quote+d.terminator, ch) {
			switch {
			case d.quoting != quoteNone && ch == d.quote && d.doubleQuote:
				b.WriteString(ch)
				quoted = true
			case d.quoting == quoteNone || ch == d.quote || ch == d.escape:
				if d.escape == "" {
					return "", pyrt.Errorf(csvError, "need to escape, but no escapechar set")
				}
				b.WriteString(d.escape)
			default:
				quoted = true
			}
		}
		b.WriteString(ch)
	}
	if quoted {
		return d.quote + b.String() + d.quote, nil
	}
	return b.String(), nil
}
