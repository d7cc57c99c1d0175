package heap

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

func random(rng *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	return b
}

// TestLocal inserts and removes names at random and reads the heap back.
func TestLocal(t *testing.T) {
	s := codectest.New()
	h, err := NewLocal(s, 88)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	want := make(map[uint64]string)
	for i := range 600 {
		if len(want) > 0 && rng.IntN(5) < 2 {
			off := slices.Sorted(maps.Keys(want))[rng.IntN(len(want))]
			if err := h.Remove(off); err != nil {
				t.Fatal(err)
			}
			delete(want, off)
		} else {
			name := strings.Repeat("n", 1+rng.IntN(30))
			off, err := h.Insert(s, name)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := want[off]; ok {
				t.Fatalf("offset %d is given twice", off)
			}
			want[off] = name
		}
		if i%3 == 0 {
			if err := h.Write(s); err != nil {
				t.Fatal(err)
			}
			if h, err = EditLocal(s, h.Addr()); err != nil {
				t.Fatal(err)
			}
		}
		for off, name := range want {
			if got, err := h.Name(off); err != nil || got != name {
				t.Fatalf("step %d: %q at %d, want %q: %v", i, got, off, name, err)
			}
		}
	}
	if name, err := h.Name(0); err != nil || name != "" {
		t.Errorf("%q at 0: %v", name, err)
	}
	if _, err := h.Name(1 << 40); err == nil {
		t.Error("no error beyond the data")
	}
}

// TestGlobal puts and removes objects of all sizes.
func TestGlobal(t *testing.T) {
	s := codectest.New()
	w := NewGlobalWriter(s)
	rng := rand.New(rand.NewPCG(2, 2))
	want := make(map[GlobalID][]byte)
	for i := range 800 {
		if len(want) > 0 && rng.IntN(4) == 0 {
			for id := range want {
				if err := w.Remove(id); err != nil {
					t.Fatal(err)
				}
				delete(want, id)
				break
			}
		} else {
			data := random(rng, []int{0, 1, 8, 100, 3000, 5000}[rng.IntN(6)])
			id, err := w.Put(data)
			if err != nil {
				t.Fatal(err)
			}
			want[id] = data
		}
		if i%97 == 0 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for id, data := range want {
		if got, err := w.Get(id); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%v before the flush: %v", id, err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	g := NewGlobal(s)
	for id, data := range want {
		for _, get := range []func(GlobalID) ([]byte, error){g.Get, w.Get, func(id GlobalID) ([]byte, error) { return ReadGlobal(s, id) }} {
			if got, err := get(id); err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%v: %v", id, err)
			}
		}
	}
	if _, err := g.Get(GlobalID{8, 60000}); err == nil {
		t.Error("no error for an object that is not there")
	}
}

// TestFractal inserts and removes objects of all kinds, in heaps so small that
// indirect blocks are nested.
func TestFractal(t *testing.T) {
	small := FractalParams{IDLen: 8, MaxManaged: 100, Width: 2, StartSize: 64, MaxDirect: 128, MaxBits: 20, StartRows: 1}
	direct := FractalParams{IDLen: 20, MaxManaged: 200, Width: 4, StartSize: 256, MaxDirect: 512, MaxBits: 24, StartRows: 2}
	for i, p := range []FractalParams{small, direct, LinkParams(), AttributeParams()} {
		t.Run(fmt.Sprint(i), func(t *testing.T) { testFractal(t, p) })
	}
}

func testFractal(t *testing.T, p FractalParams) {
	s := codectest.New()
	e, err := CreateFractal(s, p)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, uint64(p.IDLen)))
	want := make(map[string][]byte)
	for i := range 1500 {
		if len(want) > 0 && (i > 1100 || rng.IntN(4) == 0) {
			for id := range want {
				if err := e.Remove([]byte(id)); err != nil {
					t.Fatal(err)
				}
				delete(want, id)
				break
			}
		} else {
			size := 1 + rng.IntN(60)
			if rng.IntN(40) == 0 {
				size = int(p.MaxManaged) + 1 + rng.IntN(300)
			}
			data := random(rng, size)
			id, err := e.Insert(data)
			if err != nil {
				t.Fatal(err)
			}
			if len(id) != int(p.IDLen) {
				t.Fatalf("id of %d bytes", len(id))
			}
			if tiny := id[0]>>4 == idTiny; !tiny && want[string(id)] != nil {
				t.Fatalf("id %x is given twice", id)
			}
			want[string(id)] = data
		}
		if i%250 == 0 {
			ids := func(yield func([]byte, error) bool) {
				for id := range want {
					if !yield([]byte(id), nil) {
						return
					}
				}
			}
			if e, err = EditFractal(s, e.Addr(), ids); err != nil {
				t.Fatal(err)
			}
			checkFractal(t, s, e.Addr(), want)
		}
		checkRoom(t, e, want)
	}
	checkFractal(t, s, e.Addr(), want)
	for id := range want {
		if err := e.Remove([]byte(id)); err != nil {
			t.Fatal(err)
		}
	}
	checkRoom(t, e, nil)
	if e.h.root.Defined() || e.h.allocated != 0 || len(e.free)+len(e.holes) != 0 {
		t.Errorf("an empty heap has a block at %v, %d bytes in the file, %v free", e.h.root, e.h.allocated, e.free)
	}
	if err := e.Free(); err != nil {
		t.Fatal(err)
	}
}

// checkRoom compares the header with the blocks: what they hold, what is free
// in all of the address space, and where the next goes.
func checkRoom(t *testing.T, e *FractalEditor, want map[string][]byte) {
	t.Helper()
	h := &e.h
	var used, managed, allocated, end uint64
	for id := range want {
		if sp, ok := e.managedSpan([]byte(id)); ok {
			used, managed = used+sp.size, managed+1
		}
	}
	if err := e.eachDirect(func(off, size uint64) { allocated, end = allocated+size, off+size }); err != nil {
		t.Fatal(err)
	}
	room := uint64(0)
	switch {
	case h.rootRows > 0:
		room = e.capacity(int(h.rootRows))
	case h.root.Defined():
		room = h.startSize - uint64(h.directPrefix(e.s.Sizes()))
	}
	if h.managed != managed || h.freeSpace != room-used || h.allocated != allocated || h.iterator != end {
		t.Fatalf("%d objects, %d bytes free, %d in the file, next block at %d; want %d, %d, %d, %d",
			h.managed, h.freeSpace, h.allocated, h.iterator, managed, room-used, allocated, end)
	}
}

func checkFractal(t *testing.T, s codec.Space, addr codec.Address, want map[string][]byte) {
	t.Helper()
	f, err := OpenFractal(s, addr)
	if err != nil {
		t.Fatal(err)
	}
	for id, data := range want {
		if got, err := f.Object([]byte(id)); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("object %x of %d bytes: %v", id, len(data), err)
		}
	}
}

// An insertion writes the bytes of its object and what tells of it, however
// large the block is.
func TestFractalWritesWhatChanges(t *testing.T) {
	s := &counting{Space: codectest.New()}
	e, err := CreateFractal(s, FractalParams{IDLen: 8, MaxManaged: 4096, Width: 4, StartSize: 64 << 10, MaxDirect: 64 << 10, MaxBits: 32, StartRows: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Insert(make([]byte, 50)); err != nil {
		t.Fatal(err)
	}
	s.written = 0
	if _, err := e.Insert(make([]byte, 50)); err != nil || s.written > 400 {
		t.Errorf("%d bytes written: %v", s.written, err)
	}
}

// counting counts the bytes that are written.
type counting struct {
	*codectest.Space
	written int
}

func (c *counting) WriteBlock(addr codec.Address, b []byte) error {
	c.written += len(b)
	return c.Space.WriteBlock(addr, b)
}

// TestHostileHeaps changes every byte of small heaps: reading must end.
func TestHostileHeaps(t *testing.T) {
	s := codectest.New()
	local, err := NewLocal(s, 32)
	if err != nil {
		t.Fatal(err)
	}
	name, err := local.Insert(s, "name")
	if err != nil {
		t.Fatal(err)
	}
	if err := local.Write(s); err != nil {
		t.Fatal(err)
	}
	e, err := CreateFractal(s, FractalParams{IDLen: 8, MaxManaged: 40, Width: 2, StartSize: 64, MaxDirect: 64, MaxBits: 16, StartRows: 1})
	if err != nil {
		t.Fatal(err)
	}
	var ids [][]byte
	for i := range 8 {
		id, err := e.Insert(bytes.Repeat([]byte{byte(i)}, 12+8*i))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	codectest.Damage(t, s.Bytes, func(int) bool { return true }, func(b []byte) error {
		damaged := &codectest.Space{Bytes: b, Width: codec.DefaultSizes()}
		if h, err := EditLocal(damaged, local.Addr()); err != nil {
			return err
		} else if _, err := h.Name(name); err != nil {
			return err
		}
		f, err := OpenFractal(damaged, e.Addr())
		if err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := f.Object(id); err != nil {
				return err
			}
		}
		return nil
	})
	w := NewGlobalWriter(s)
	id, err := w.Put([]byte("object"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	block := s.Bytes[id.Collection:]
	codectest.Damage(t, block[:128], func(int) bool { return true }, func(b []byte) error {
		_, err := ReadGlobal(&codectest.Space{Bytes: append(b, block[128:]...), Width: codec.DefaultSizes()}, GlobalID{0, id.Index})
		return err
	})
}
