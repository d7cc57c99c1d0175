package datatype

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
)

// wideHeap is a Heap with references of 16 bytes, as files have them.
type wideHeap struct{ Heap }

func (h *wideHeap) RefSize() int                        { return 16 }
func (h *wideHeap) Get(ref []byte) ([]byte, int, error) { return h.Heap.Get(ref[8:]) }
func (h *wideHeap) Put(ref, seq []byte, n int) error {
	clear(ref[:8])
	ref[0] = byte(n)
	return h.Heap.Put(ref[8:], seq, n)
}

func texts(t *testing.T, h Objects, refs []byte, n int) []string {
	t.Helper()
	var out []string
	for i := range n {
		s, _, err := h.Get(refs[i*h.RefSize() : (i+1)*h.RefSize()])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(s))
	}
	return out
}

func convert(t *testing.T, src, dst *Type, from, to Objects, in []byte, n int) []byte {
	t.Helper()
	p, err := NewPath(src, dst, from, to)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, n*dst.Size)
	if err := p.Convert(out, in, n); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestVariableStringsMoveBetweenHeaps(t *testing.T) {
	file, memory := &wideHeap{}, NewHeap()
	want := []string{"", "alpha", "nul\x00inside", "beta"}
	refs := make([]byte, 16*len(want))
	for i, s := range want {
		if s != "" {
			if err := file.Put(refs[16*i:16*i+16], []byte(s), len(s)); err != nil {
				t.Fatal(err)
			}
		}
	}
	inFile, inMemory := NewVarString(UTF8, 16), NewVarString(ASCII, 8)
	out := convert(t, inFile, inMemory, file, memory, refs, len(want))
	if got := texts(t, memory, out, len(want)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if !bytes.Equal(out[:8], make([]byte, 8)) {
		t.Error("nothing became something")
	}
	fixed := convert(t, inMemory, NewFixedString(6, NullPad, ASCII), memory, nil, out, len(want))
	if string(fixed) != "\x00\x00\x00\x00\x00\x00alpha\x00nul\x00\x00\x00beta\x00\x00" {
		t.Errorf("fixed %q", fixed)
	}
	back := convert(t, NewFixedString(6, NullPad, ASCII), inMemory, nil, memory, fixed, len(want))
	if got := texts(t, memory, back, len(want)); !slices.Equal(got, []string{"", "alpha", "nul", "beta"}) {
		t.Errorf("back %q", got)
	}
	if _, err := NewPath(inFile, inMemory, nil, memory); !errors.Is(err, ErrNoPath) {
		t.Errorf("without a heap: %v", err)
	}
}

func TestSequencesConvertTheirElements(t *testing.T) {
	file, memory := &wideHeap{}, NewHeap()
	inner := NewVlen(NewInt(2, true, BigEndian), 16)
	src := NewCompound(20, Member{"n", 0, NewInt(4, true, LittleEndian)}, Member{"v", 4, NewVlen(inner, 16)})
	dst := src.WithRefSize(8)
	if dst.Size != 12 || dst.Members[1].Type.Base.Size != 8 {
		t.Fatalf("size %d", dst.Size)
	}
	// {7, [[1, -2], [], nothing]}
	refs := make([]byte, 48)
	file.Put(refs[:16], []byte{0, 1, 0xff, 0xfe}, 2)
	file.Put(refs[16:32], nil, 0)
	elem := make([]byte, 20)
	elem[0] = 7
	file.Put(elem[4:], refs, 3)
	dst = NewCompound(12, Member{"v", 0, NewVlen(NewVlen(NewFloat(4, LittleEndian), 8), 8)}, Member{"n", 8, NewInt(4, true, LittleEndian)})
	out := convert(t, src, dst, file, memory, elem, 1)
	seq, n, err := memory.Get(out[:8])
	if err != nil || n != 3 || out[8] != 7 {
		t.Fatalf("%d sequences, %v, %x", n, err, out)
	}
	first, k, _ := memory.Get(seq[:8])
	if want := []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0}; k != 2 || !bytes.Equal(first, want) {
		t.Errorf("got %x", first)
	}
	if _, k, _ := memory.Get(seq[8:16]); k != 0 || isZero(seq[8:16]) || !isZero(seq[16:]) {
		t.Errorf("empty and none: %x", seq[8:])
	}
	if _, _, err := memory.Get(binary.NativeEndian.AppendUint64(nil, 99)); err == nil {
		t.Error("a handle of nothing")
	}
}

func TestEnumerationsConvertByName(t *testing.T) {
	src := NewEnum(NewInt(1, true, LittleEndian), []string{"A", "B", "C"}, []byte{1, 2, 3})
	dst := NewEnum(NewInt(2, false, BigEndian), []string{"D", "C", "A"}, []byte{0, 4, 0, 5, 0, 6})
	out := convert(t, src, dst, nil, nil, []byte{1, 2, 3, 9}, 4)
	if want := []byte{0, 6, 0xff, 0xff, 0, 5, 0xff, 0xff}; !bytes.Equal(out, want) {
		t.Errorf("got %x, want %x", out, want)
	}
}

func TestTypesThatCannotBe(t *testing.T) {
	deep := NewInt(1, true, LittleEndian)
	for range MaxDepth + 1 {
		deep = NewArray(deep, 1)
	}
	loop := &Type{Class: Vlen, Size: 16}
	loop.Base = loop
	i4 := NewInt(4, true, LittleEndian)
	for i, typ := range []*Type{
		nil, {}, NewInt(0, true, LittleEndian), {Class: Integer, Size: 2, Precision: 17}, {Class: Integer, Size: 2, Precision: 8, BitOffset: 9},
		NewFloat(3, LittleEndian), {Class: Float, Size: 4, Precision: 32}, deep, loop, NewFixedString(0, NullPad, ASCII),
		NewCompound(4, Member{"a", 0, i4}, Member{"b", 2, NewInt(1, true, LittleEndian)}), NewCompound(4, Member{"a", 1, i4}),
		NewCompound(8, Member{"a", 0, i4}, Member{"a", 4, i4}), {Class: Array, Size: 4, Base: i4, Dims: []int{math.MaxInt/2 + 1, 4}},
		{Class: Array, Size: 4, Base: i4, Dims: []int{-1}}, {Class: Enum, Size: 4, Base: i4, Names: []string{"A"}}, {Class: 12, Size: 1},
		NewEnum(NewFloat(4, LittleEndian), nil, nil), {Class: Complex, Size: 9, Base: NewFloat(4, LittleEndian)}, {Class: Vlen, Size: 16},
	} {
		if err := typ.Validate(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%d: %v: %v", i, typ, err)
		}
	}
	for name, typ := range structTypes() {
		if err := typ.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !typ.Equal(typ.WithRefSize(3)) {
			t.Errorf("%s is not equal to itself", name)
		}
	}
}

func TestNamesAreThoseOfH5dump(t *testing.T) {
	types := structTypes()
	for want, typ := range map[string]*Type{
		"H5T_STD_I32BE":        types["B4"],
		"H5T_IEEE_F64LE":       types["f8"],
		"H5T_STD_B16LE":        types["bits2"],
		"H5T_FLOAT_BFLOAT16LE": NewBFloat16(LittleEndian),
		"H5T_STRING { STRSIZE 5; STRPAD H5T_STR_NULLTERM; CSET H5T_CSET_ASCII; CTYPE H5T_C_S1; }": types["term5"],
		"H5T_ARRAY { [2][3] H5T_STD_I16LE }":                                                      types["arr23"],
		`H5T_COMPOUND { H5T_STD_I32LE "x"; H5T_IEEE_F64LE "y"; }`:                                 types["point"],
		`H5T_ENUM { H5T_STD_I8LE; "FALSE" 0; "TRUE" 1; }`:                                         NewBool(),
		"H5T_VLEN { H5T_STD_U8LE }":                                                               NewVlen(NewInt(1, false, LittleEndian), 16),
		`H5T_OPAQUE { OPQ_SIZE 4; OPQ_TAG "tag"; }`:                                               types["opaque"],
		"H5T_COMPLEX { H5T_IEEE_F32LE }":                                                          types["c8"],
	} {
		if got := typ.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A file may say that a sequence has more elements than there are bytes.
func TestSequenceThatIsTooShort(t *testing.T) {
	file := &wideHeap{}
	ref := make([]byte, 16)
	if err := file.Heap.Put(ref[8:], []byte("ab"), 3); err != nil {
		t.Fatal(err)
	}
	for _, types := range [][2]*Type{
		{NewVlen(NewInt(1, true, LittleEndian), 16), NewVlen(NewInt(1, true, LittleEndian), 8)}, // elements as they are
		{NewVlen(NewInt(1, true, LittleEndian), 16), NewVlen(NewInt(2, true, LittleEndian), 8)}, // converted
		{NewVarString(ASCII, 16), NewVarString(ASCII, 8)},
		{NewVarString(ASCII, 16), NewFixedString(5, NullPad, ASCII)},
	} {
		p, err := NewPath(types[0], types[1], file, NewHeap())
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Convert(make([]byte, types[1].Size), ref, 1); err == nil {
			t.Errorf("%v to %v: no error", types[0], types[1])
		}
	}
}
