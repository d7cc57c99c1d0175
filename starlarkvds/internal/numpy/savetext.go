package numpy

import (
	"slices"
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
	line := rowFormat(c, x)
	var b strings.Builder
	comment := func(text string) {
		if text != "" {
			b.WriteString(c.str("comments") + strings.ReplaceAll(text, "\n", "\n"+c.str("comments")) + newline)
		}
	}
	comment(c.str("header"))
	for i := range x.Shape()[0] {
		text, err := pyrt.Binary(pyrt.Mod, starlark.String(line), c.rowValues(x, i))
		if err != nil {
			if e, ok := err.(*pyrt.Error); ok && e.Class() == pyrt.TypeError && x.DType().Kind() != ndarray.Complex {
				throwf(pyrt.TypeError, "Mismatch between array dtype ('%s') and format specifier ('%s')", x.DType(), line)
			}
			throw(err)
		}
		row, _ := starlark.AsString(text)
		if x.DType().Kind() == ndarray.Complex {
			row = strings.ReplaceAll(row, "+-", "-")
		}
		b.WriteString(row + newline)
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

// rowValues are the arguments of a row's format: complex numbers give two each.
func (c *call) rowValues(x *ndarray.Array, i int) starlark.Tuple {
	if x.NDim() == 1 {
		return c.fromItem(x.At(i).Item()).(starlark.Tuple)
	}
	values := make(starlark.Tuple, 0, x.Shape()[1])
	for j := range x.Shape()[1] {
		switch v := x.At(i, j); v.DType().Kind() {
		case ndarray.Complex:
			z, _ := v.Item().(complex128)
			values = append(values, starlark.Float(real(z)), starlark.Float(imag(z)))
		default:
			values = append(values, c.FromScalar(v))
		}
	}
	return values
}

// textFile reports whether a file object takes str rather than bytes.
func (c *call) textFile(f starlark.Value) bool {
	_, err := pyrt.GetAttr(f, "encoding")
	return err == nil
}

// rowFormat joins the column formats: one for all, one for each, or a whole line.
func rowFormat(c *call, x *ndarray.Array) string {
	columns := len(x.DType().Fields())
	if x.NDim() == 2 {
		columns = x.Shape()[1]
	}
	var parts []string
	f, isText := c.value("fmt").(starlark.String)
	list, isList := c.value("fmt").(starlark.Indexable)
	switch {
	case !isText && isList:
		if list.Len() != columns {
			throwf(pyrt.AttributeError, "fmt has wrong shape.  %s", must(pyrt.Str(c.value("fmt"))))
		}
		for i := range columns {
			part, _ := starlark.AsString(list.Index(i))
			parts = append(parts, part)
		}
	case !isText:
		throwf(pyrt.ValueError, "invalid fmt: %s", reprOf(c.value("fmt")))
	default:
		format := string(f)
		n, want := strings.Count(format, "%"), columns
		if isComplex := x.DType().Kind() == ndarray.Complex; isComplex {
			want *= 2
			if n == 1 {
				format = " (" + format + "+" + format + "j)"
			}
		}
		if n != 1 {
			if n != want {
				throwf(pyrt.ValueError, "fmt has wrong number of %% formats:  %s", format)
			}
			return format
		}
		parts = slices.Repeat([]string{format}, columns)
	}
	return strings.Join(parts, c.str("delimiter"))
}
