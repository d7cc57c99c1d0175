package filespace_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
)

var ctx = context.Background()

func newSpace(t *testing.T, m *driver.Memory, conf filespace.Config) *filespace.Space {
	t.Helper()
	f, err := m.Open(ctx, "f", driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	conf.Sizes = codec.DefaultSizes()
	return filespace.New(f, conf, true)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func alloc(t *testing.T, s *filespace.Space, n uint64) codec.Address {
	t.Helper()
	addr, err := s.Alloc(n, codec.KindRaw)
	must(t, err)
	return addr
}

func noHead(codec.Address) ([]byte, error) { return nil, nil }

func TestMetadataIsSeenBeforeItIsWritten(t *testing.T) {
	var m driver.Memory
	s := newSpace(t, &m, filespace.Config{Base: 512, Cache: filespace.NewCache(1 << 16)})
	addr := alloc(t, s, 10000)
	must(t, s.WriteBlock(addr+4090, []byte("0123456789")))
	must(t, s.WriteAt(ctx, []byte("ab"), addr+4093))
	want := append(make([]byte, 4090), "012ab56789"...)
	check := func(when string) {
		t.Helper()
		got, err := s.ReadBlock(addr, 4100)
		must(t, err)
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got %q", when, got[4080:])
		}
	}
	check("before the flush")
	if b, _ := m.ReadFile("f"); bytes.Contains(b, []byte("012")) {
		t.Error("metadata is in the file before the flush")
	}
	must(t, s.Flush(ctx, noHead))
	check("after the flush")
	if b, _ := m.ReadFile("f"); len(b) != 512+10000 || !bytes.Equal(b[512:512+4100], want) {
		t.Errorf("file of %d bytes is wrong", len(b))
	}
	if s.Dirty() {
		t.Error("dirty after the flush")
	}
}

func TestReadsStayInTheFile(t *testing.T) {
	var m driver.Memory
	m.WriteFile("f", make([]byte, 5000))
	f, err := m.Open(ctx, "f", driver.ReadOnly)
	must(t, err)
	s := filespace.New(f, filespace.Config{Base: 1000, End: 4000, MaxBlock: 3000, Cache: filespace.NewCache(1 << 16)}, false)
	for _, test := range []struct {
		addr codec.Address
		n    uint64
		err  error
	}{
		{0, 3000, nil},
		{3000, 1000, nil},
		{4000, 0, nil},
		{3999, 2, codec.ErrFormat},
		{4001, 0, codec.ErrFormat},
		{codec.Undefined, 1, codec.ErrFormat},
		{codec.Undefined - 1, 100, codec.ErrFormat},
		{5, 1 << 40, driver.ErrLimit},
	} {
		got, err := s.ReadBlock(test.addr, test.n)
		if !errors.Is(err, test.err) || err == nil && uint64(len(got)) != test.n {
			t.Errorf("%d bytes at %v: got %d bytes, %v, want %v", test.n, test.addr, len(got), err, test.err)
		}
	}
	if err := s.WriteBlock(0, []byte{1}); !errors.Is(err, filespace.ErrReadOnly) {
		t.Errorf("write: got %v", err)
	}
	if _, err := s.Alloc(1, codec.KindRaw); !errors.Is(err, filespace.ErrReadOnly) {
		t.Errorf("alloc: got %v", err)
	}
}

func TestFreedSpaceIsUsedAfterTheNextFlush(t *testing.T) {
	var m driver.Memory
	s := newSpace(t, &m, filespace.Config{})
	a, b, c := alloc(t, s, 100), alloc(t, s, 100), alloc(t, s, 100)
	must(t, s.Free(a, 100, codec.KindRaw))
	must(t, s.Free(b, 100, codec.KindRaw))
	if d := alloc(t, s, 50); d <= c {
		t.Errorf("%v was freed and used again before the flush", d)
	}
	must(t, s.Flush(ctx, noHead))
	if d := alloc(t, s, 200); d != a {
		t.Errorf("got %v, want the joined sections at %v", d, a)
	}
	end := s.End()
	last := alloc(t, s, 1000)
	must(t, s.Free(last, 1000, codec.KindRaw))
	must(t, s.Flush(ctx, noHead))
	if s.End() != end {
		t.Errorf("end of allocation: got %v, want %v", s.End(), end)
	}
	if got, _ := m.ReadFile("f"); uint64(len(got)) != uint64(end) {
		t.Errorf("file of %d bytes, want %d", len(got), end)
	}
}

func TestAlignment(t *testing.T) {
	var m driver.Memory
	s := newSpace(t, &m, filespace.Config{Threshold: 100, Align: 4096})
	if a, b := alloc(t, s, 99), alloc(t, s, 1); a != 0 || b != 99 {
		t.Errorf("small: got %v and %v", a, b)
	}
	if a := alloc(t, s, 100); a != 4096 {
		t.Errorf("large: got %v", a)
	}
}

func TestAddressesFitTheirWidth(t *testing.T) {
	var m driver.Memory
	f, err := m.Open(ctx, "f", driver.Create)
	must(t, err)
	s := filespace.New(f, filespace.Config{Sizes: codec.Sizes{Offsets: 2, Lengths: 2}}, true)
	if _, err := s.Alloc(1<<16-2, codec.KindRaw); err != nil {
		t.Error(err)
	}
	if _, err := s.Alloc(1, codec.KindRaw); !errors.Is(err, codec.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}

// The order is raw data, at the flush small pieces of it and metadata, and then
// the superblock; a failed write stays.
func TestFlushOrderAndStickyErrors(t *testing.T) {
	full := errors.New("disk is full")
	var writes []int64
	faulty := &driver.Faulty{FS: new(driver.Memory)}
	f, err := faulty.Open(ctx, "f", driver.Create)
	must(t, err)
	s := filespace.New(f, filespace.Config{Sizes: codec.DefaultSizes(), End: 10}, true)
	faulty.Plan = func(c driver.Call) driver.Fault {
		if c.Op == "write" {
			writes = append(writes, c.Off)
		}
		return driver.Fault{}
	}
	addr := alloc(t, s, 5000)
	must(t, s.WriteBlock(addr+20, []byte("meta")))
	data := make([]byte, 2000)
	must(t, s.WriteAt(ctx, data, addr+1000))
	must(t, s.WriteAt(ctx, []byte("data"), addr))
	must(t, s.Flush(ctx, func(end codec.Address) ([]byte, error) {
		if end != 5010 {
			t.Errorf("superblock is encoded for %v", end)
		}
		return []byte("super"), nil
	}))
	if want := []int64{1010, 10, 30, 0}; !slices.Equal(writes, want) {
		t.Errorf("writes at %d, want %d", writes, want)
	}
	faulty.Plan = driver.ShortWrites(1, 3, full)
	if err := s.WriteAt(ctx, data, addr); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	faulty.Plan = nil
	for _, err := range []error{
		s.WriteAt(ctx, []byte("data"), addr), s.WriteBlock(addr, []byte("x")), s.Flush(ctx, noHead), s.Err(),
		s.Free(addr, 1, codec.KindRaw),
	} {
		if !errors.Is(err, full) {
			t.Errorf("after a failed write: got %v", err)
		}
	}
}

// A Space must look like an array of bytes, whatever is flushed or cached.
func TestSpaceAgainstModel(t *testing.T) {
	const size = 50000
	random := rand.New(rand.NewPCG(1, 2))
	var m driver.Memory
	s := newSpace(t, &m, filespace.Config{Cache: filespace.NewCache(5 * 4096)})
	alloc(t, s, size)
	model := make([]byte, size)
	for range 3000 {
		addr := random.IntN(size)
		n := min(1+random.IntN(1<<random.IntN(14)), size-addr)
		p := make([]byte, n)
		for i := range p {
			p[i] = byte(random.Uint32())
		}
		switch op := random.IntN(20); {
		case op < 6:
			must(t, s.WriteBlock(codec.Address(addr), p))
			copy(model[addr:], p)
		case op < 9:
			must(t, s.WriteAt(ctx, p, codec.Address(addr)))
			copy(model[addr:], p)
		case op < 10:
			must(t, s.Flush(ctx, func(codec.Address) ([]byte, error) { return model[:1], nil }))
		case op < 14:
			must(t, s.ReadAt(ctx, p, codec.Address(addr)))
			if !bytes.Equal(p, model[addr:addr+n]) {
				t.Fatalf("ReadAt %d bytes at %d is wrong", n, addr)
			}
		default:
			got, err := s.ReadBlock(codec.Address(addr), uint64(n))
			must(t, err)
			if !bytes.Equal(got, model[addr:addr+n]) {
				t.Fatalf("ReadBlock %d bytes at %d is wrong", n, addr)
			}
		}
	}
}

// Zeros are written where something was before, and nowhere else: a large
// dataset of which little is written takes little of the disk.
func TestZeroWritesWhatIsInTheFile(t *testing.T) {
	var m driver.Memory
	s := newSpace(t, &m, filespace.Config{Base: 512})
	addr := alloc(t, s, 1<<40)
	must(t, s.Zero(ctx, addr, 1<<40))
	if b, _ := m.ReadFile("f"); len(b) != 0 {
		t.Errorf("%d bytes written for new space", len(b))
	}
	must(t, s.WriteAt(ctx, bytes.Repeat([]byte{7}, 1<<20), addr+100))
	must(t, s.WriteBlock(addr+(1<<20)+200, []byte("held")))
	must(t, s.Zero(ctx, addr+200, 1<<30))
	got := make([]byte, 1<<21)
	must(t, s.ReadAt(ctx, got, addr))
	want := slices.Concat(make([]byte, 100), bytes.Repeat([]byte{7}, 100), make([]byte, 1<<21-200))
	if !bytes.Equal(got, want) {
		t.Error("what was there is not zero")
	}
	if b, _ := m.ReadFile("f"); len(b) != 512+100+1<<20 {
		t.Errorf("the file has %d bytes", len(b))
	}
}
