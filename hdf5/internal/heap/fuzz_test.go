package heap

import (
	"bytes"
	"cmp"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// FuzzLocal reads the name at every offset of a local heap.
func FuzzLocal(f *testing.F) {
	s := codectest.New()
	h, err := NewLocal(s, 88)
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"a", "another", "third"} {
		if _, err := h.Insert(s, name); err != nil {
			f.Fatal(err)
		}
	}
	if err := h.Write(s); err != nil {
		f.Fatal(err)
	}
	f.Add(s.Bytes, uint16(h.Addr()))
	f.Fuzz(func(t *testing.T, b []byte, addr uint16) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			h, err := EditLocal(s, codec.Address(addr)) // reads the free list, too
			if err != nil {
				return err
			}
			for off := range uint64(len(b)) {
				_, e := h.Name(off)
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}

// FuzzGlobal reads objects of a collection.
func FuzzGlobal(f *testing.F) {
	s := codectest.New()
	w := NewGlobalWriter(s)
	var id GlobalID
	for _, data := range []string{"one", "", "the third object"} {
		var err error
		if id, err = w.Put([]byte(data)); err != nil {
			f.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		f.Fatal(err)
	}
	f.Add(s.Bytes, uint16(id.Collection), id.Index)
	f.Fuzz(func(t *testing.T, b []byte, addr uint16, index uint32) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			g, err := NewGlobal(s), error(nil)
			for i := range uint32(8) {
				_, e := g.Get(GlobalID{codec.Address(addr), index + i})
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}

// fractalSeeds makes heaps whose objects are managed in nested indirect
// blocks, huge, and tiny, and calls add for an object of each.
func fractalSeeds(t testing.TB, add func(s *codectest.Space, addr codec.Address, id []byte)) {
	t.Helper()
	for _, p := range []FractalParams{
		{IDLen: 8, MaxManaged: 100, Width: 2, StartSize: 64, MaxDirect: 128, MaxBits: 20, StartRows: 1},
		{IDLen: 20, MaxManaged: 200, Width: 4, StartSize: 256, MaxDirect: 512, MaxBits: 24, StartRows: 2},
	} {
		s := codectest.New()
		e, err := CreateFractal(s, p)
		if err != nil {
			t.Fatal(err)
		}
		ids := make(map[byte][]byte) // by what an id's first byte tells: the kind of object
		for i, n := range []int{3, 50, 50, 50, 50, 50, 50, 300} {
			id, err := e.Insert(bytes.Repeat([]byte{byte(i)}, n))
			if err != nil {
				t.Fatal(err)
			}
			ids[id[0]] = id
		}
		for _, id := range ids {
			add(s, e.Addr(), id)
		}
	}
}

// FuzzFractal reads an object of a fractal heap.
func FuzzFractal(f *testing.F) {
	fractalSeeds(f, func(s *codectest.Space, addr codec.Address, id []byte) { f.Add(s.Bytes, uint16(addr), id) })
	f.Fuzz(func(t *testing.T, b []byte, addr uint16, id []byte) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			h, err := OpenFractal(s, codec.Address(addr))
			if err != nil {
				return err
			}
			_, err = h.Object(id)
			return err
		})
	})
}
