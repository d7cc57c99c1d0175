package datatype

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

//go:embed testdata/structs.py
var structsScript string

// structTypes are the types of structs.py by name.
func structTypes() map[string]*Type {
	le, be := LittleEndian, BigEndian
	i1, i2, i4 := NewInt(1, true, le), NewInt(2, true, le), NewInt(4, true, le)
	b4, f4, f8, bf8 := NewInt(4, true, be), NewFloat(4, le), NewFloat(8, le), NewFloat(8, be)
	point := NewCompound(16, Member{"x", 0, i4}, Member{"y", 8, f8})
	enum := func(base *Type, names string, values ...byte) *Type {
		return NewEnum(base, strings.Fields(names), values)
	}
	return map[string]*Type{
		"term5": NewFixedString(5, NullTerm, ASCII), "pad5": NewFixedString(5, NullPad, ASCII), "space5": NewFixedString(5, SpacePad, ASCII),
		"term8": NewFixedString(8, NullTerm, ASCII), "pad8": NewFixedString(8, NullPad, ASCII), "space8": NewFixedString(8, SpacePad, ASCII),
		"pad3": NewFixedString(3, NullPad, ASCII), "utf5": NewFixedString(5, NullPad, UTF8),
		"point":    point,
		"swapped":  NewCompound(12, Member{"y", 0, bf8}, Member{"x", 8, b4}),
		"subset":   NewCompound(4, Member{"y", 0, f4}),
		"superset": NewCompound(24, Member{"z", 0, i4}, Member{"x", 6, i2}, Member{"y", 16, f8}),
		"nested":   NewCompound(24, Member{"p", 0, point}, Member{"q", 16, i4}),
		"nested2": NewCompound(20, Member{"q", 0, b4},
			Member{"p", 4, NewCompound(16, Member{"x", 0, i4}, Member{"w", 4, i4}, Member{"y", 8, f8})}),
		"stranger": NewCompound(4, Member{"u", 0, i4}),
		"mixed":    NewCompound(9, Member{"y", 0, NewFixedString(9, NullPad, ASCII)}),
		"color1":   enum(i1, "RED GREEN BLUE", 0, 1, 2),
		"color2":   enum(i2, "BLUE RED GREEN BLACK", 0xfb, 0xff, 0x2c, 0x01, 7, 0, 9, 0),
		"colorB":   enum(b4, "RED BLUE GREEN", 0, 0, 0, 10, 0, 0, 0, 12, 0, 0, 0, 11),
		"less":     enum(i1, "RED GREEN", 0, 1),
		"i2":       i2, "f8": f8, "B4": b4,
		"arr23": NewArray(i2, 2, 3), "arrB23": NewArray(b4, 2, 3), "arr32": NewArray(i2, 3, 2), "arr6": NewArray(i2, 6),
		"arrp":  NewArray(NewCompound(3, Member{"a", 0, i1}, Member{"b", 1, i2}), 2),
		"arrq":  NewArray(NewCompound(8, Member{"b", 0, i4}), 2),
		"bits1": NewBitfield(1, le), "bits2": NewBitfield(2, le), "bits4": NewBitfield(4, be),
		"c8": NewComplex(f4), "c16": NewComplex(f8), "cB16": NewComplex(bf8),
		"ri16":   NewCompound(16, Member{"r", 0, f8}, Member{"i", 8, f8}),
		"opaque": NewOpaque(4, "tag"),
	}
}

func TestCompositesConvertAsInLibhdf5(t *testing.T) {
	types := structTypes()
	out := hdf5test.RunPython(t, t.TempDir(), structsScript)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(types)*len(types) {
		t.Errorf("%d pairs, want %d", len(lines), len(types)*len(types))
	}
	for _, line := range lines {
		f := strings.Fields(line)
		src, dst := types[f[0]], types[f[1]]
		p, err := NewPath(src, dst, nil, nil)
		if f[3] == "-" {
			if !errors.Is(err, ErrNoPath) {
				t.Errorf("%s to %s: got %v, want no path", f[0], f[1], err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s to %s: %v", f[0], f[1], err)
			continue
		}
		in, _ := hex.DecodeString(f[2])
		want, _ := hex.DecodeString(f[3])
		got := bytes.Repeat([]byte{0xee}, len(want))
		if err := p.Convert(got, in, len(in)/src.Size); err != nil {
			t.Error(err)
		}
		if src.Class == Enum && dst.Class == Enum && len(src.Names) != len(dst.Names) {
			continue // libhdf5 2.0 takes the name before the right one
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s to %s of\n%x: got\n%x, want\n%x", f[0], f[1], in, got, want)
		}
	}
}
