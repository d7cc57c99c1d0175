package format_test

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/vds"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Mapping lists that HDF5 1.10.8 wrote.
const (
	// a.h5 d -> row 0 of (4,6); . /g/e -> [1:4:2, 0:3]
	vectorRows = `00 0200000000000000 612e683500 6400
		03000000 01000000 00000000 00000000
		02000000 01000000 00000000 18000000 02000000 01000000 00000000 00000000 00000000 05000000
		2e00 2f672f6500
		03000000 01000000 00000000 00000000
		02000000 01000000 00000000 28000000 02000000 02000000 01000000 00000000 01000000 02000000 03000000 00000000 03000000 02000000
		13c0f209`
	// s-%b.h5 d -> [:UNLIMITED] of (1,6), maximum (None,6)
	vectorUnlimited = `00 0100000000000000 732d25622e683500 6400
		03000000 01000000 00000000 00000000
		02000000 02000000 01 44000000 02000000
		0000000000000000 0100000000000000 ffffffffffffffff 0100000000000000
		0000000000000000 0100000000000000 0100000000000000 0600000000000000
		f8286693`
)

func slab(t testing.TB, start, stride, count, block []uint64) dataspace.Selection {
	t.Helper()
	s, err := dataspace.NewHyperslab(dataspace.Hyperslab{Start: start, Stride: stride, Count: count, Block: block})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVirtualBlockVectors(t *testing.T) {
	n := []uint64{1, 1}
	for _, c := range []struct {
		bytes string
		want  vds.List
	}{
		{vectorRows, vds.List{
			{File: "a.h5", Dataset: "d", Source: dataspace.All(), Virtual: slab(t, []uint64{0, 0}, n, n, []uint64{1, 6})},
			{File: ".", Dataset: "/g/e", Source: dataspace.All(), Virtual: slab(t, []uint64{1, 0}, []uint64{2, 1}, []uint64{2, 1}, []uint64{1, 3})},
		}},
		{vectorUnlimited, vds.List{
			{File: "s-%b.h5", Dataset: "d", Source: dataspace.All(), Virtual: slab(t, []uint64{0, 0}, n, []uint64{dataspace.Unlimited, 1}, []uint64{1, 6})},
		}},
	} {
		b := unhex(t, c.bytes)
		v, err := format.OpenVirtualBlock(b, codec.DefaultSizes())
		if err != nil {
			t.Fatal(err)
		}
		if v.Len() != len(c.want) {
			t.Fatalf("%d mappings, want %d", v.Len(), len(c.want))
		}
		for i, want := range c.want {
			got, err := v.At(i)
			if err != nil {
				t.Fatal(err)
			}
			if got.File != want.File || got.Dataset != want.Dataset || !got.Source.Equal(want.Source) || !got.Virtual.Equal(want.Virtual) {
				t.Errorf("mapping %d: got %+v, want %+v", i, got, want)
			}
		}
		for _, list := range []vds.Mappings{v, c.want} {
			if again, err := format.EncodeVirtualBlock(list, format.BoundEarliest, codec.DefaultSizes()); err != nil || !bytes.Equal(again, b) {
				t.Errorf("encoded %x, want %x: %v", again, b, err)
			}
		}
		codectest.Damage(t, b, nil, func(b []byte) error { return decodeAll(b) })
	}
}

func decodeAll(b []byte) error {
	v, err := format.OpenVirtualBlock(b, codec.DefaultSizes())
	if err != nil {
		return err
	}
	for i := range v.Len() {
		if _, err := v.At(i); err != nil {
			return err
		}
	}
	return nil
}

// TestSharedNames writes the version that shares names, and reads it back.
func TestSharedNames(t *testing.T) {
	long := strings.Repeat("n", 20)
	one := slab(t, []uint64{0}, []uint64{1}, []uint64{1}, []uint64{4})
	var list vds.List
	for _, m := range []vds.Mapping{
		{File: ".", Dataset: long}, {File: long, Dataset: "d"}, {File: long, Dataset: long}, {File: long, Dataset: long}, {File: "f", Dataset: "d"},
	} {
		m.Source, m.Virtual = one, one
		list = append(list, m)
	}
	v0, err := format.EncodeVirtualBlock(list, format.BoundV114, codec.DefaultSizes())
	if err != nil {
		t.Fatal(err)
	}
	v1, err := format.EncodeVirtualBlock(list, format.BoundV200, codec.DefaultSizes())
	if err != nil {
		t.Fatal(err)
	}
	if v0[0] != 0 || v1[0] != 1 || len(v1) >= len(v0) {
		t.Errorf("version %d of %d bytes, version %d of %d", v0[0], len(v0), v1[0], len(v1))
	}
	for _, b := range [][]byte{v0, v1} {
		v, err := format.OpenVirtualBlock(b, codec.DefaultSizes())
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range list {
			if got, err := v.At(i); err != nil || got.File != want.File || got.Dataset != want.Dataset {
				t.Errorf("version %d, mapping %d: got %q %q, want %q %q: %v", b[0], i, got.File, got.Dataset, want.File, want.Dataset, err)
			}
		}
		codectest.Damage(t, b, nil, decodeAll)
	}
}

func FuzzVirtualBlock(f *testing.F) {
	f.Add(unhex(f, vectorRows))
	f.Add(unhex(f, vectorUnlimited))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 4 {
			return
		}
		// Sign it, so that the checksum does not hide the rest.
		w := codec.NewWriter("", codec.DefaultSizes())
		w.Bytes(b[:len(b)-4])
		w.Checksum()
		signed, _ := w.Block()
		_ = decodeAll(signed)
	})
}

func FuzzSelection(f *testing.F) {
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundV110, format.BoundV112} {
		for _, sel := range selections(f) {
			w := codec.NewWriter("selection", codec.DefaultSizes())
			format.EncodeSelection(w, sel, low)
			b, err := w.Block()
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		sel, err := format.DecodeSelection(codec.NewReader("selection", codec.Undefined, b, codec.DefaultSizes()))
		if err != nil {
			return
		}
		w := codec.NewWriter("selection", codec.DefaultSizes())
		format.EncodeSelection(w, sel, format.BoundV112)
		again, err := w.Block()
		if err != nil {
			return
		}
		got, err := format.DecodeSelection(codec.NewReader("selection", codec.Undefined, again, codec.DefaultSizes()))
		if err != nil || !got.Equal(sel) {
			t.Fatalf("%x became %x: %v", b, again, err)
		}
	})
}

func selections(t testing.TB) []dataspace.Selection {
	t.Helper()
	points, err := dataspace.NewPoints(2, []uint64{3, 4, 1, 70000, 3, 4})
	if err != nil {
		t.Fatal(err)
	}
	boxes, err := dataspace.NewBoxes(2, []dataspace.Box{
		{Start: []uint64{0, 0}, Count: []uint64{1, 3}}, {Start: []uint64{2, 5}, Count: []uint64{2, 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return []dataspace.Selection{
		dataspace.All(), dataspace.None(), points, boxes,
		slab(t, []uint64{1, 0}, []uint64{3, 2}, []uint64{5, 2}, []uint64{2, 1}),
		slab(t, []uint64{1 << 40}, []uint64{1}, []uint64{1}, []uint64{7}),
		slab(t, []uint64{2, 0}, []uint64{3, 1}, []uint64{dataspace.Unlimited, 1}, []uint64{1, 6}),
	}
}

// TestSelections writes selections for every low bound, reads them back and
// damages them.
func TestSelections(t *testing.T) {
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundV110, format.BoundV112} {
		for i, sel := range selections(t) {
			w := codec.NewWriter("selection", codec.DefaultSizes())
			format.EncodeSelection(w, sel, low)
			b, err := w.Block()
			if err != nil {
				t.Fatal(err)
			}
			decode := func(b []byte) error {
				_, err := format.DecodeSelection(codec.NewReader("selection", codec.Undefined, b, codec.DefaultSizes()))
				return err
			}
			got, err := format.DecodeSelection(codec.NewReader("selection", codec.Undefined, b, codec.DefaultSizes()))
			if err != nil || !got.Equal(sel) {
				t.Errorf("%s: selection %d: %x: %v", low, i, b, err)
			}
			codectest.Damage(t, b, nil, decode)
		}
	}
}

// The box that is read off the bytes of a virtual selection is the one of the
// decoded selection.
func TestVirtualBounds(t *testing.T) {
	u := func(v ...uint64) []uint64 { return v }
	two, err := dataspace.NewBoxes(2, []dataspace.Box{{Start: u(1, 2), Count: u(3, 4)}, {Start: u(7, 0), Count: u(2, 9)}})
	if err != nil {
		t.Fatal(err)
	}
	sels := []dataspace.Selection{
		slab(t, u(0, 0), u(1, 1), u(1, 1), u(4, 5)),
		slab(t, u(3, 1), u(4, 2), u(9, 6), u(2, 1)),
		slab(t, u(1<<40, 1), u(1, 2), u(1, 1<<33), u(2, 1)),
		slab(t, u(70000, 65534), u(1, 1), u(1, 1), u(1, 1)),
		slab(t, u(3, 1), u(4, 2), u(dataspace.Unlimited, 6), u(2, 1)),
		slab(t, u(3, 1), u(1, 1), u(1, 1), u(dataspace.Unlimited, 2)),
		two, dataspace.All(), dataspace.None(), slab(t, u(1), u(1), u(1), u(5)),
	}
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundV110, format.BoundV112, format.BoundV200} {
		var list vds.List
		for i, s := range sels {
			name := []string{"a_long_name_of_a_file.h5", "."}[i%2]
			list = append(list, vds.Mapping{File: name, Dataset: "a_long_name_of_a_dataset", Source: sels[len(sels)-1-i], Virtual: s})
		}
		block, err := format.EncodeVirtualBlock(list, low, codec.DefaultSizes())
		if err != nil {
			t.Fatal(err)
		}
		v, err := format.OpenVirtualBlock(block, codec.DefaultSizes())
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range sels {
			lo, hi, wantLo, wantHi := u(0, 0), u(0, 0), u(0, 0), u(0, 0)
			_, unlimited := s.Unlimited()
			want := s.Rank() == 2 && !unlimited && s.Hull(nil, wantLo, wantHi)
			if got := v.Bounds(i, lo, hi); got != want || got && (!slices.Equal(lo, wantLo) || !slices.Equal(hi, wantHi)) {
				t.Errorf("low %v, selection %d: %t %d %d, want %t %d %d", low, i, got, lo, hi, want, wantLo, wantHi)
			}
		}
	}
}
