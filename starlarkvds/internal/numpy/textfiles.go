package numpy

import (
	"fmt"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// loadText is np.loadtxt.
func loadText(c *call) starlark.Value {
	dt := must(c.textType())
	cols := c.columnsWanted()
	words := c.textRows(cols)
	a := c.table(words, dt, cols)
	if ndmin := c.int("ndmin"); ndmin < 0 || ndmin > 2 {
		throwf(pyrt.ValueError, "Illegal value of ndmin keyword: %d", ndmin)
	} else if a.NDim() > ndmin {
		if a = must(a.Squeeze(nil)); a.NDim() < ndmin {
			shape := [][]int{nil, {-1}, {-1, 1}}[ndmin]
			if a.NDim() == 0 {
				shape = []int{1, 1}[:ndmin]
			}
			a = must(a.Reshape(shape))
		}
	} else if a.NDim() < ndmin {
		a = must(a.Reshape([]int{-1, 1}))
	}
	if len(words) == 0 {
		c.session.Warn(pyrt.ExceptionNamed("UserWarning"), fmt.Sprintf("loadtxt: input contained no data: \"%s\"", must(pyrt.Str(c.value("fname")))))
	}
	if !c.bool("unpack") {
		return c.FromArray(a)
	}
	if !dt.IsStruct() {
		return c.FromArray(must(a.Transpose(nil)))
	}
	var out []starlark.Value
	for _, f := range dt.Fields() {
		out = append(out, c.Unbox(must(a.Field(f.Name))))
	}
	return starlark.NewList(out)
}

// textType is dtype= of loadtxt, where str and bytes may have any length.
func (c *call) textType() (*ndarray.DType, error) {
	if c.value("dtype") == starlark.None {
		return ndarray.Float64(), nil
	}
	return c.ToDType(c.value("dtype"))
}

// columnsWanted is usecols, nil for all columns.
func (c *call) columnsWanted() []int {
	if !c.given("usecols") {
		return nil
	}
	return c.axes("usecols")
}

// leaves is how many columns an element takes.
func leaves(dt *ndarray.DType) int {
	if base, shape, ok := dt.Sub(); ok {
		n := leaves(base)
		for _, d := range shape {
			n *= d
		}
		return n
	}
	n := 0
	for _, f := range dt.Fields() {
		n += leaves(f.Type)
	}
	if !dt.IsStruct() {
		n = 1
	}
	return n
}

// textRows splits the text into rows of words: comments, quotes, blank lines and skipped rows done with.
func (c *call) textRows(cols []int) [][]string {
	lines := strings.Split(strings.ReplaceAll(c.textOf(c.value("fname")), "\r\n", "\n"), "\n")
	lines = lines[min(max(c.int("skiprows"), 0), len(lines)):]
	delimiter, quote := "", ""
	if c.given("delimiter") {
		delimiter = c.str("delimiter")
	}
	if c.given("quotechar") {
		quote = c.str("quotechar")
	}
	var marks []string
	switch v := c.value("comments").(type) {
	case starlark.String:
		marks = []string{string(v)}
	case starlark.NoneType:
	default:
		for _, item := range must(pyrt.Collect(v)) {
			s, _ := starlark.AsString(item)
			marks = append(marks, s)
		}
	}
	var rows [][]string
	for _, line := range lines {
		if n := c.optInt("max_rows"); n != nil && len(rows) >= *n {
			break
		}
		if words := splitRow(line, delimiter, quote, marks); words != nil {
			rows = append(rows, pick(words, cols, len(rows)+1))
		}
	}
	return rows
}

// splitRow is the words of a line; nil for a line without any.
func splitRow(line, delimiter, quote string, marks []string) []string {
	var words []string
	var word strings.Builder
	started, quoted := false, false
	flush := func() {
		words = append(words, word.String())
		word.Reset()
		started = false
	}
	for i := 0; i < len(line); {
		rest := line[i:]
		switch {
		case quoted && strings.HasPrefix(rest, quote+quote):
			word.WriteString(quote)
			i += 2 * len(quote)
			continue
		case quote != "" && strings.HasPrefix(rest, quote) && (quoted || !started):
			quoted, started = !quoted, true
			i += len(quote)
			continue
		case quoted:
		case startsWithAny(rest, marks):
			i = len(line)
			continue
		case delimiter != "" && strings.HasPrefix(rest, delimiter):
			flush()
			i += len(delimiter)
			continue
		case delimiter == "" && strings.ContainsRune(" \t\r\f\v", rune(line[i])):
			if started {
				flush()
			}
			i++
			continue
		}
		word.WriteByte(line[i])
		started = true
		i++
	}
	switch {
	case delimiter == "" && started:
		flush()
	case delimiter != "" && (started || len(words) > 0):
		flush()
	}
	if len(words) == 1 && delimiter != "" && strings.TrimSpace(words[0]) == "" && quote == "" && strings.TrimSpace(line) == "" {
		return nil
	}
	return words
}

func startsWithAny(s string, marks []string) bool {
	for _, m := range marks {
		if m != "" && strings.HasPrefix(s, m) {
			return true
		}
	}
	return false
}

func pick(words []string, cols []int, row int) []string {
	if cols == nil {
		return words
	}
	out := make([]string, len(cols))
	for i, n := range cols {
		if n < -len(words) || n >= len(words) {
			throwf(pyrt.ValueError, "invalid column index %d at row %d with %d columns", n, row, len(words))
		}
		out[i] = words[(n+len(words))%len(words)]
	}
	return out
}

// table makes the array of the words of all rows.
func (c *call) table(words [][]string, dt *ndarray.DType, cols []int) *ndarray.Array {
	width := len(cols)
	if len(words) > 0 {
		width = len(words[0])
	}
	convert := c.converters(width, cols)
	isText := (dt.Kind() == ndarray.Unicode || dt.Kind() == ndarray.Bytes) && dt.ItemSize() == 0
	shape := []int{len(words), width}
	if leaves(dt) > 1 || dt.IsStruct() {
		shape = shape[:1]
	} else if len(words) == 0 && cols == nil {
		shape = []int{0}
	}
	var items []any
	for i, row := range words {
		checkWidth(dt, row, i, width)
		cells := make(ndarray.Tuple, len(row))
		for j, w := range row {
			cells[j] = w
			if f := convert(j); f != nil {
				v := must(starlark.Call(c.thread, f, starlark.Tuple{starlark.String(w)}, nil))
				cells[j] = c.toItem(v)
			} else if !isText {
				c.checkWord(leafAt(dt, j), w, i, column(j, cols))
			}
		}
		if dt.IsStruct() {
			items = append(items, nested(dt, &cells))
		} else {
			items = append(items, cells...)
		}
	}
	if dt.Kind() == ndarray.Bool {
		for i, v := range items {
			if s, ok := v.(string); ok {
				n, _ := strconv.Atoi(strings.TrimSpace(s))
				items[i] = n != 0
			}
		}
	}
	a, err := ndarray.FromValues(c.nd, dt, shape, items)
	if err != nil {
		throw(PyError(err))
	}
	return a
}

// nested regroups a row's cells as the fields of dt are.
func nested(dt *ndarray.DType, cells *ndarray.Tuple) any {
	if base, shape, ok := dt.Sub(); ok {
		n := 1
		for _, d := range shape {
			n *= d
		}
		values := make([]any, n)
		for i := range values {
			values[i] = nested(base, cells)
		}
		a, err := ndarray.FromValues(nil, base, shape, values)
		if err != nil {
			throw(PyError(err))
		}
		return a
	}
	if !dt.IsStruct() {
		v := (*cells)[0]
		*cells = (*cells)[1:]
		return v
	}
	var out ndarray.Tuple
	for _, f := range dt.Fields() {
		out = append(out, nested(f.Type, cells))
	}
	return out
}

// leafAt is the dtype of column j.
func leafAt(dt *ndarray.DType, j int) *ndarray.DType {
	if base, _, ok := dt.Sub(); ok {
		return leafAt(base, j%leaves(base))
	}
	for _, f := range dt.Fields() {
		if n := leaves(f.Type); j < n {
			return leafAt(f.Type, j)
		} else {
			j -= n
		}
	}
	return dt
}

// checkWidth refuses a row of another length than the first one's or than dt takes.
func checkWidth(dt *ndarray.DType, row []string, i, width int) {
	if want := leaves(dt); (want > 1 || dt.IsStruct()) && len(row) != want {
		throwf(pyrt.ValueError, "the dtype passed requires %d columns but %d were found at row %d; use `usecols` to select a subset and avoid this error", want, len(row), i+1)
	}
	if len(row) != width {
		throwf(pyrt.ValueError, "the number of columns changed from %d to %d at row %d; use `usecols` to select a subset and avoid this error", width, len(row), i+1)
	}
}

// column is where word j of a row stood in the file.
func column(j int, cols []int) int {
	if cols != nil && cols[j] >= 0 {
		return cols[j]
	}
	return j
}

// checkWord refuses a word that is no value of the column's dtype.
func (c *call) checkWord(dt *ndarray.DType, w string, row, col int) {
	ok := true
	switch dt.Kind() {
	case ndarray.Bool, ndarray.Int, ndarray.Uint:
		s := strings.TrimPrefix(strings.TrimSpace(w), "+")
		n, err := strconv.ParseInt(s, 10, 64)
		ok = err == nil && s != ""
		if u, err := strconv.ParseUint(s, 10, 64); err == nil && dt.Kind() == ndarray.Uint {
			ok = dt.ItemSize() == 8 || u>>(8*dt.ItemSize()) == 0
		} else if ok {
			bits := 8 * dt.ItemSize()
			ok = dt.Kind() != ndarray.Uint && (bits == 64 || n >= -1<<(bits-1) && n < 1<<(bits-1)) || dt.Kind() == ndarray.Bool
		}
	case ndarray.Float, ndarray.Complex:
		s := strings.TrimSpace(w)
		_, err := ndarray.NewScalar(c.nd, dt, s)
		ok = err == nil && s != "" && !strings.Contains(s, "_")
	case ndarray.Datetime, ndarray.Timedelta:
		_, err := ndarray.NewScalar(c.nd, dt, w)
		ok = err == nil
	}
	if !ok {
		throwf(pyrt.ValueError, "could not convert string %s to %s at row %d, column %d.", reprOf(starlark.String(w)), dt.Name(), row, col+1)
	}
}

// converters finds the function for each column, nil where there is none.
func (c *call) converters(width int, cols []int) func(j int) starlark.Value {
	switch v := c.value("converters").(type) {
	case starlark.NoneType, nil:
		return func(int) starlark.Value { return nil }
	case *starlark.Dict:
		table := make(map[int]starlark.Value)
		for _, item := range v.Items() {
			n, err := starlark.AsInt32(item[0])
			check(err)
			if n < 0 {
				n += width
			}
			for j, col := range cols {
				if col == n {
					table[j] = item[1]
				}
			}
			if cols == nil {
				table[n] = item[1]
			}
		}
		return func(j int) starlark.Value { return table[j] }
	default:
		return func(int) starlark.Value { return v }
	}
}

// textOf returns the text of a file, or of an iterable of lines.
func (c *call) textOf(source starlark.Value) string {
	if _, isPath := pathOf(source); isPath {
		return string(c.readFile(source))
	}
	if _, err := pyrt.GetAttr(source, "read"); err == nil {
		return string(c.readFile(source))
	}
	if _, err := pyrt.IterOf(source); err != nil {
		throwf(pyrt.ValueError, "fname must be a string, filehandle, list of strings,\nor generator. Got %s instead.", must(pyrt.Str(pyrt.TypeOf(source))))
	}
	var b strings.Builder
	for v, err := range pyrt.All(source) {
		check(err)
		line, ok := starlark.AsString(v)
		if !ok {
			line = string(must(pyrt.BytesOf(v)))
		}
		b.WriteString(strings.TrimSuffix(line, "\n") + "\n")
	}
	return b.String()
}
