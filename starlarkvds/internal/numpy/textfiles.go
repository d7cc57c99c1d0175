package numpy

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// saveText is np.savetxt: one line a row, every column through a % format.
func saveText(c *call) starlark.Value {
	x := c.array("X")
	if x.NDim() == 0 || x.NDim() > 2 {
		throwf(pyrt.ValueError, "Expected 1D or 2D array, got %dD array instead", x.NDim())
	}
	if x.NDim() == 1 && !x.DType().IsStruct() {
		x = must(x.Reshape([]int{-1, 1}))
	}
	newline := strings.ReplaceAll(c.str("newline"), `\n`, "\n")
	line, columns := rowFormat(c, x)
	var b strings.Builder
	comment := func(text string) {
		if text != "" {
			b.WriteString(c.str("comments") + strings.ReplaceAll(text, "\n", "\n"+c.str("comments")) + newline)
		}
	}
	comment(c.str("header"))
	for i := range x.Shape()[0] {
		var args starlark.Tuple
		if x.DType().IsStruct() {
			args = c.fromItem(x.At(i).Item()).(starlark.Tuple)
		} else {
			for j := range columns {
				args = append(args, c.fromItem(x.At(i, j).Item()))
			}
		}
		b.WriteString(must(pyrt.Str(must(pyrt.Binary(pyrt.Mod, starlark.String(line), args)))) + newline)
	}
	comment(c.str("footer"))
	if _, ok := pathOf(c.value("fname")); ok {
		c.writeFile(c.value("fname"), []byte(b.String()))
	} else if c.textFile(c.value("fname")) {
		c.writeObject(c.value("fname"), starlark.String(b.String()))
	} else {
		c.writeObject(c.value("fname"), starlark.Bytes(b.String()))
	}
	return starlark.None
}

// textFile reports whether a file object takes str rather than bytes.
func (c *call) textFile(f starlark.Value) bool {
	_, err := pyrt.GetAttr(f, "encoding")
	return err == nil
}

// rowFormat joins the column formats: one for all, one for each, or a whole line.
func rowFormat(c *call, x *ndarray.Array) (line string, columns int) {
	columns = len(x.DType().Fields())
	if columns == 0 {
		columns = x.Shape()[1]
	}
	if list, ok := c.value("fmt").(starlark.Indexable); ok {
		if _, isText := c.value("fmt").(starlark.String); !isText {
			if list.Len() != columns {
				throwf(pyrt.AttributeError, "fmt has wrong shape.  %s", reprOf(c.value("fmt")))
			}
			parts := make([]string, columns)
			for i := range parts {
				parts[i], _ = starlark.AsString(list.Index(i))
			}
			return strings.Join(parts, c.str("delimiter")), columns
		}
	}
	f := c.str("fmt")
	if n := strings.Count(f, "%") - 2*strings.Count(f, "%%"); n == columns && n != 1 {
		return f, columns
	}
	return strings.TrimSuffix(strings.Repeat(f+c.str("delimiter"), columns), c.str("delimiter")), columns
}

// loadText is np.loadtxt for one dtype or a structured one.
func loadText(c *call) starlark.Value {
	lines := strings.Split(strings.ReplaceAll(string(c.readFile(c.value("fname"))), "\r\n", "\n"), "\n")
	skip := "skiprows"
	if c.has("skip_header") {
		skip = "skip_header"
	}
	lines = lines[min(max(c.int(skip), 0), len(lines)):]
	delimiter := ""
	if c.given("delimiter") {
		delimiter = c.str("delimiter")
	}
	var cols []int
	if c.given("usecols") {
		cols = c.axes("usecols")
	}
	var rows [][]string
	for _, line := range lines {
		if c.given("comments") {
			line, _, _ = strings.Cut(line, c.str("comments"))
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if n := c.optInt("max_rows"); n != nil && len(rows) >= *n {
			break
		}
		rows = append(rows, pick(textWords(line, delimiter), cols, len(rows)+1))
	}
	return c.FromArray(c.tableOf(rows))
}

func textWords(line, delimiter string) []string {
	if delimiter == "" {
		return strings.Fields(line)
	}
	return splitWords(line, delimiter)
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

// tableOf makes the array of the words of all rows.
func (c *call) tableOf(rows [][]string) *ndarray.Array {
	dt, width := c.dtype("dtype"), 0
	if len(rows) > 0 {
		width = len(rows[0])
	}
	var leaves []any
	for i, row := range rows {
		if len(row) != width {
			throwf(pyrt.ValueError, "the number of columns changed from %d to %d at row %d; use `usecols` to select a subset and avoid this error", width, len(row), i+1)
		}
		if dt.IsStruct() {
			t := make(ndarray.Tuple, len(row))
			for j, w := range row {
				t[j] = w
			}
			leaves = append(leaves, t)
			continue
		}
		for _, w := range row {
			leaves = append(leaves, w)
		}
	}
	shape := []int{len(rows), width}
	if dt.IsStruct() {
		shape = shape[:1]
	}
	a, err := ndarray.FromValues(c.nd, dt, shape, leaves)
	if err != nil {
		throwf(pyrt.ValueError, "%v", err)
	}
	if !dt.IsStruct() {
		a = must(a.Squeeze(nil))
		for n := c.int("ndmin"); a.NDim() < n; {
			a = must(a.Reshape(append(a.Shape(), 1)))
		}
	}
	if c.bool("unpack") {
		a = must(a.Transpose(nil))
	}
	return a
}
