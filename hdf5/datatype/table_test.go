package datatype

import (
	"bytes"
	"testing"
)

func TestTablesHoldWhatSingleConversionsGive(t *testing.T) {
	const n = 1 << 16
	in := make([]byte, 2*n)
	for i := range n {
		in[2*i], in[2*i+1] = byte(i), byte(i>>8)
	}
	for _, dst := range []*Type{NewFloat(4, LittleEndian), NewFloat(8, BigEndian), NewInt(1, true, LittleEndian)} {
		for _, src := range []*Type{NewFloat(2, LittleEndian), NewFloat(2, BigEndian), NewBFloat16(LittleEndian)} {
			p, err := NewPath(src, dst, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			whole, pieces := make([]byte, n*dst.Size), make([]byte, n*dst.Size)
			if err := p.Convert(whole, in, n); err != nil {
				t.Fatal(err)
			}
			for at := 0; at < n; at += 64 {
				if err := p.Convert(pieces[at*dst.Size:], in[2*at:], 64); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(whole, pieces) {
				t.Errorf("%v to %v", src, dst)
			}
		}
	}
}

func TestUnalignedBuffersConvert(t *testing.T) {
	src, dst := NewFloat(8, BigEndian), NewInt(4, true, LittleEndian)
	p, err := NewPath(src, dst, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	const n = 1000
	in, out := make([]byte, 8*n+1), make([]byte, 4*n+1)
	for i := range in {
		in[i] = byte(i * 37)
	}
	want := make([]byte, 4*n)
	if err := p.Convert(want, bytes.Clone(in[1:]), n); err != nil {
		t.Fatal(err)
	}
	if err := p.Convert(out[1:], in[1:], n); err != nil || !bytes.Equal(out[1:], want) {
		t.Errorf("unaligned: %v", err)
	}
	if err := p.Convert(out[1:], in[:8*n-1], n); err == nil {
		t.Error("a short buffer was accepted")
	}
}

func FuzzPath(f *testing.F) {
	f.Add([]byte{0, 4, 0, 32, 0, 31, 23, 8, 0, 23, 1, 8, 1, 64, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Fuzz(func(t *testing.T, spec []byte) {
		next := func() int {
			if len(spec) == 0 {
				return 0
			}
			b := spec[0]
			spec = spec[1:]
			return int(b)
		}
		number := func() *Type {
			n := &Type{Class: Class(next() % 5), Size: next() % 40, Order: Order(next() % 4), Precision: next(), BitOffset: next(), Signed: next()%2 == 0}
			n.Float = &FloatLayout{SignPos: next(), ExpPos: next(), ExpSize: next(), MantPos: next(), MantSize: next(), Bias: uint32(next()) << 3, Norm: Norm(next() % 3)}
			switch next() % 4 {
			case 1:
				return NewArray(n, next()%3, next()%3)
			case 2:
				return NewCompound(next(), Member{"a", next(), n}, Member{"b", next(), n})
			}
			return n
		}
		src, dst := number(), number()
		p, err := NewPath(src, dst, nil, nil)
		if err != nil {
			return
		}
		in := append(spec, make([]byte, 4*src.Size)...)
		if err := p.Convert(make([]byte, 4*dst.Size), in, 4); err != nil {
			t.Error(err)
		}
	})
}
