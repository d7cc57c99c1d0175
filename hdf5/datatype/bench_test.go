package datatype

import "testing"

func BenchmarkConvert(b *testing.B) {
	le, be := LittleEndian, BigEndian
	const n = 1 << 17
	for _, c := range []struct {
		name     string
		src, dst *Type
	}{
		{"copy", NewInt(4, true, le), NewInt(4, true, le)},
		{"swap2", NewInt(2, true, be), NewInt(2, true, le)},
		{"swap4", NewInt(4, true, be), NewInt(4, true, le)},
		{"swap8", NewFloat(8, be), NewFloat(8, le)},
		{"u2-f4", NewInt(2, false, le), NewFloat(4, le)},
		{"u2-u4", NewInt(2, false, le), NewInt(4, false, le)},
		{"i4-f8", NewInt(4, true, le), NewFloat(8, le)},
		{"i8-i4", NewInt(8, true, le), NewInt(4, true, le)},
		{"f4-f8", NewFloat(4, le), NewFloat(8, le)},
		{"f8-f4", NewFloat(8, le), NewFloat(4, le)},
		{"f8-i4", NewFloat(8, le), NewInt(4, true, le)},
		{"F8be-f4", NewFloat(8, be), NewFloat(4, le)},
		{"I4be-f8", NewInt(4, true, be), NewFloat(8, le)},
		{"f2-f4", NewFloat(2, le), NewFloat(4, le)},
		{"f2-f8", NewFloat(2, le), NewFloat(8, le)},
		{"f4-f2", NewFloat(4, le), NewFloat(2, le)},
		{"bf16-f4", NewBFloat16(le), NewFloat(4, le)},
		{"string", NewFixedString(8, NullPad, ASCII), NewFixedString(12, NullTerm, ASCII)},
		{"compound", structTypes()["point"], structTypes()["swapped"]},
		{"bool-i4", NewBool(), NewInt(4, true, le)},
	} {
		b.Run(c.name, func(b *testing.B) {
			p, err := NewPath(c.src, c.dst, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			src, dst := make([]byte, n*c.src.Size), make([]byte, n*c.dst.Size)
			for i := range src {
				src[i] = byte(i * 7)
			}
			b.SetBytes(int64(len(src) + len(dst)))
			for b.Loop() {
				if err := p.Convert(dst, src, n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
