package objheader

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

func comment(s string) *format.Comment { return &format.Comment{Text: s} }

// texts returns the comments of a header as it is in the file.
func texts(t *testing.T, s codec.Space, addr codec.Address) []string {
	t.Helper()
	h, err := Read(s, addr)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for m := range h.All(format.TypeComment) {
		c, err := format.DecodeComment(format.NewReader(m.Type, m.Addr, m.Body, s.Sizes()))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c.Text)
	}
	return out
}

// TestEdit adds, replaces and deletes messages at random in headers of both
// versions and reads them back.
func TestEdit(t *testing.T) {
	for _, o := range []Options{
		{Version: 1}, {Version: 1, Room: 100}, {Version: 2}, {Version: 2, Room: 300, Times: true, Now: 7},
		{Version: 2, TrackAttrOrder: true, MaxCompactAttrs: 3, MinDenseAttrs: 1},
	} {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) { testEdit(t, o) })
	}
}

func testEdit(t *testing.T, o Options) {
	s := codectest.New()
	e := Create(s, o)
	addr, err := e.Commit()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, uint64(o.Room)))
	var want []string
	for i := range 200 {
		if i%10 == 0 {
			if e, err = Edit(s, addr); err != nil {
				t.Fatal(err)
			}
			want = texts(t, s, addr)
		}
		text := fmt.Sprint(i, string(bytes.Repeat([]byte{'x'}, rng.IntN(60))))
		switch k := rng.IntN(4); {
		case k == 0 && len(want) > 0:
			at := rng.IntN(len(want))
			e.Delete(at)
			want = slices.Delete(want, at, at+1)
		case k == 1 && len(want) > 0:
			at := rng.IntN(len(want))
			if err := e.Replace(at, comment(text)); err != nil {
				t.Fatal(err)
			}
			want[at] = text
		case len(want) < 40:
			if err := e.Add(comment(text), 0); err != nil {
				t.Fatal(err)
			}
			want = append(want, text)
		}
		if got, err := e.Commit(); err != nil || got != addr {
			t.Fatalf("step %d: %s, want %s: %v", i, got, addr, err)
		}
		if got := texts(t, s, addr); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
			t.Fatalf("step %d:\n got %q\nwant %q", i, got, want)
		}
	}
	h, err := Read(s, addr)
	if err != nil {
		t.Fatal(err)
	}
	if h.Version != o.Version || h.HasTimes != o.Times || h.Born != o.Now || h.TrackAttrOrder != o.TrackAttrOrder ||
		o.MaxCompactAttrs != 0 && h.MaxCompactAttrs != o.MaxCompactAttrs {
		t.Errorf("header %+v", h)
	}
	if o.Room > 0 {
		codectest.Damage(t, s.Bytes[:min(len(s.Bytes), 250)], func(int) bool { return true }, func(b []byte) error {
			_, err := Read(&codectest.Space{Bytes: append(b, s.Bytes[len(b):]...), Width: codec.DefaultSizes()}, addr)
			return err
		})
	}
}

func TestRefCount(t *testing.T) {
	for _, version := range []uint8{1, 2} {
		s := codectest.New()
		e := Create(s, Options{Version: version})
		for _, n := range []uint32{1, 2, 70000, 3, 1} {
			if err := e.SetRefCount(n); err != nil {
				t.Fatal(err)
			}
			addr, err := e.Commit()
			if err != nil {
				t.Fatal(err)
			}
			if h, err := Read(s, addr); err != nil || h.RefCount != n {
				t.Errorf("version %d: count %d, want %d: %v", version, h.RefCount, n, err)
			}
		}
	}
}

// TestLoops makes headers that continue in themselves.
func TestLoops(t *testing.T) {
	for _, version := range []uint8{1, 2} {
		s := codectest.New()
		e := Create(s, Options{Version: version})
		if err := e.Add(&format.Continuation{Addr: 8, Size: 40}, 0); err != nil {
			t.Fatal(err)
		}
		addr, err := e.Commit()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(s, addr); !errors.Is(err, codec.ErrFormat) {
			t.Errorf("version %d: %v", version, err)
		}
	}
}

// TestUnknown opens headers with messages of a type that nobody knows.
func TestUnknown(t *testing.T) {
	for _, c := range []struct {
		flags       uint8
		read, write bool
	}{
		{0, true, true},
		{format.FlagFailUnknownAlways, false, false},
		{format.FlagFailUnknownWrite, true, false},
		{format.FlagMarkUnknown, true, true},
		{format.FlagWasUnknown, false, false}, // without FlagMarkUnknown
	} {
		s := codectest.New()
		e := Create(s, Options{Version: 2})
		if err := e.Add(&format.Unknown{Number: 0x77, Body: []byte("body")}, c.flags); err != nil {
			t.Fatal(err)
		}
		addr, err := e.Commit()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(s, addr); (err == nil) != c.read {
			t.Errorf("flags %#02x: read: %v", c.flags, err)
		}
		e, err = Edit(s, addr)
		if (err == nil) != c.write {
			t.Errorf("flags %#02x: edit: %v", c.flags, err)
		}
		if err == nil && c.flags == format.FlagMarkUnknown && e.Messages[0].Flags&format.FlagWasUnknown == 0 {
			t.Errorf("flags %#02x: not marked", c.flags)
		}
	}
}
