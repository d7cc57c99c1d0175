package pymod

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// csvReader is csv.reader: an iterator over the rows of lines.
type csvReader struct {
	*pyrt.IteratorValue
	lines pyrt.Iterator
	count int // lines read
	limit *int
	env   *pyrt.Env

	d      *csvDialect
	state  csvState
	fields []starlark.Value
	text   strings.Builder
	quoted bool // the field began with a quote
}

var csvReaderType = pyrt.NewType(pyrt.TypeSpec{Name: "reader", Module: "_csv"})

// csvState is where the reader stands in a row.
type csvState uint8

const (
	rowStart csvState = iota
	fieldStart
	escaped
	inField
	inQuotes
	escapedInQuotes
	quoteInQuotes
	afterNewline
)

func newCSVReader(c *pyrt.Call, limit *int) (starlark.Value, error) {
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
	lines, err := pyrt.IterOf(c.Args[0])
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "argument 1 must be an iterator")
	}
	r := &csvReader{lines: lines, limit: limit, env: c.Env(), d: d}
	r.IteratorValue = pyrt.NewIterator(c.Thread, csvReaderType, r)
	return r, nil
}

// Attr returns line_num, or what every iterator has.
func (r *csvReader) Attr(name string) (starlark.Value, error) {
	switch name {
	case "line_num":
		return starlark.MakeInt(r.count), nil
	case "dialect":
		return r.d.value(), nil
	}
	return r.IteratorValue.Attr(name)
}

// AttrNames lists the attributes.
func (r *csvReader) AttrNames() []string {
	return append(r.IteratorValue.AttrNames(), "dialect", "line_num")
}

// Next returns the next row: one line, or more where quotes hold newlines.
func (r *csvReader) Next() (starlark.Value, error) {
	r.fields, r.state, r.quoted = nil, rowStart, false
	r.text.Reset()
	for {
		v, err := r.lines.Next()
		if err != nil {
			return nil, err
		}
		if v == nil {
			return r.atEnd()
		}
		line, ok := v.(starlark.String)
		if !ok {
			return nil, pyrt.Errorf(csvError, "iterator should return strings, not %s (the file should be opened in text mode)", pyrt.TypeName(v))
		}
		r.count++
		for _, ch := range string(line) {
			if err := r.step(ch); err != nil {
				return nil, err
			}
		}
		if err := r.step(0); err != nil {
			return nil, err
		}
		if r.state == rowStart {
			return starlark.NewList(r.fields), nil
		}
	}
}

// atEnd ends the last row where the lines end.
func (r *csvReader) atEnd() (starlark.Value, error) {
	if r.text.Len() == 0 && r.state != inQuotes || r.state == rowStart {
		return nil, nil
	}
	if r.d.strict {
		return nil, pyrt.Errorf(csvError, "unexpected end of data")
	}
	err := r.save()
	return starlark.NewList(r.fields), err
}

// save ends a field.
func (r *csvReader) save() error {
	text := r.text.String()
	r.text.Reset()
	if r.d.quoting == quoteNonNumeric && !r.quoted {
		f, err := pyrt.CallValue(r.env.Thread(), pyrt.FloatType, starlark.Tuple{starlark.String(text)}, nil)
		if err != nil {
			return err
		}
		r.fields = append(r.fields, f)
		return nil
	}
	r.quoted = false
	r.fields = append(r.fields, starlark.String(text))
	return nil
}

func (r *csvReader) add(ch rune) error {
	if r.text.Len() >= *r.limit {
		return pyrt.Errorf(csvError, "field larger than field limit (%d)", *r.limit)
	}
	r.text.WriteRune(ch)
	return nil
}

// is reports whether a character is a given one of the dialect.
func is(ch rune, special string) bool { return special != "" && string(ch) == special }

// step takes one character; 0 is the end of a line's text.
func (r *csvReader) step(ch rune) error {
	newline := ch == '\n' || ch == '\r'
	switch r.state {
	case rowStart:
		switch {
		case ch == 0:
			return nil
		case newline:
			r.state = afterNewline
			return nil
		}
		r.state = fieldStart
		return r.begin(ch)
	case fieldStart:
		return r.begin(ch)
	case escaped:
		if ch == 0 {
			ch = '\n'
		}
		r.state = inField
		return r.add(ch)
	case inField:
		return r.inside(ch)
	case inQuotes:
		return r.insideQuotes(ch)
	case escapedInQuotes:
		if ch == 0 {
			ch = '\n'
		}
		r.state = inQuotes
		return r.add(ch)
	case quoteInQuotes:
		return r.afterQuote(ch)
	case afterNewline:
		if ch == 0 {
			r.state = rowStart
		} else if !newline {
			return pyrt.Errorf(csvError, "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?")
		}
	}
	return nil
}

// begin takes the first character of a field.
func (r *csvReader) begin(ch rune) error {
	switch {
	case ch == 0, ch == '\n', ch == '\r':
		return r.endRow(ch)
	case is(ch, r.d.quote) && r.d.quoting != quoteNone:
		r.quoted, r.state = true, inQuotes
	case is(ch, r.d.escape):
		r.state = escaped
	case ch == ' ' && r.d.skipInitial:
	case is(ch, r.d.delimiter):
		return r.save()
	default:
		r.state = inField
		return r.add(ch)
	}
	return nil
}

// endRow ends the last field of a row.
func (r *csvReader) endRow(ch rune) error {
	r.state = afterNewline
	if ch == 0 {
		r.state = rowStart
	}
	return r.save()
}

func (r *csvReader) inside(ch rune) error {
	switch {
	case ch == 0, ch == '\n', ch == '\r':
		return r.endRow(ch)
	case is(ch, r.d.escape):
		r.state = escaped
	case is(ch, r.d.delimiter):
		r.state = fieldStart
		return r.save()
	default:
		return r.add(ch)
	}
	return nil
}

func (r *csvReader) insideQuotes(ch rune) error {
	switch {
	case ch == 0:
	case is(ch, r.d.escape):
		r.state = escapedInQuotes
	case is(ch, r.d.quote) && r.d.doubleQuote:
		r.state = quoteInQuotes
	case is(ch, r.d.quote):
		r.state = inField
	default:
		return r.add(ch)
	}
	return nil
}

// afterQuote takes what follows a quote inside quotes.
func (r *csvReader) afterQuote(ch rune) error {
	switch {
	case is(ch, r.d.quote):
		r.state = inQuotes
		return r.add(ch)
	case is(ch, r.d.delimiter):
		r.state = fieldStart
		return r.save()
	case ch == 0, ch == '\n', ch == '\r':
		return r.endRow(ch)
	case r.d.strict:
		return pyrt.Errorf(csvError, "'%s' expected after '%s'", r.d.delimiter, r.d.quote)
	}
	r.state = inField
	return r.add(ch)
}
