package filter

import (
	"bytes"
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// conform is what every filter promises: what it encodes it decodes, a decoder
// stays inside the room that it is given, and damaged input ends in an error
// or in a result of allowed length. info has the user's parameters.
func conform(t *testing.T, info Info, c Creation, data []byte) {
	t.Helper()
	infos, err := Standard().SetLocal([]Info{info}, c)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := Standard().Lookup(info.ID)
	if !ok {
		t.Fatalf("filter %d is not registered", info.ID)
	}
	params := infos[0].Params
	stored, err := f.Encode(nil, data, params)
	if errors.Is(err, ErrIncompressible) || errors.Is(err, ErrNoEncoder) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	exact(t, f, params, stored, data)
	damaged(t, f, params, stored, len(data))
}

// exact decodes into just enough room, into a little more, and into too
// little.
func exact(t *testing.T, f Filter, params []uint32, stored, want []byte) {
	t.Helper()
	for _, more := range []int{0, 1, 100} {
		room := make([]byte, len(want)+more+8)
		for i := range room {
			room[i] = 0xcc
		}
		got, err := f.Decode(room[:0:len(want)+more], stored, params)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%s: decodes to other bytes", f.Name())
		}
		if tail := room[len(want)+more:]; !bytes.Equal(tail, bytes.Repeat([]byte{0xcc}, len(tail))) {
			t.Fatalf("%s: wrote behind its room", f.Name())
		}
	}
	if len(want) == 0 {
		return
	}
	got, err := f.Decode(make([]byte, 0, len(want)-1), stored, params)
	if err == nil && len(got) >= len(want) && !same(got, stored) {
		t.Fatalf("%s: result of %d bytes in room for %d", f.Name(), len(got), len(want)-1)
	}
}

// damaged decodes truncated and changed input.
func damaged(t *testing.T, f Filter, params []uint32, stored []byte, room int) {
	t.Helper()
	step := max(1, len(stored)/100)
	for n := 0; n < len(stored); n += step {
		check(t, f, params, stored[:n], room)
		bad := bytes.Clone(stored)
		bad[n] ^= byte(1 + n%255)
		check(t, f, params, bad, room)
	}
}

// check decodes anything and looks at the length and the class of error.
func check(t *testing.T, f Filter, params []uint32, src []byte, room int) {
	t.Helper()
	got, err := f.Decode(make([]byte, 0, room), src, params)
	if err == nil {
		if len(got) > room && len(got) > len(src) {
			t.Fatalf("%s: result of %d bytes in room for %d", f.Name(), len(got), room)
		}
		return
	}
	if !errors.Is(err, codec.ErrFormat) && !errors.Is(err, codec.ErrChecksum) && !errors.Is(err, codec.ErrUnsupported) {
		t.Fatalf("%s: error without a class: %v", f.Name(), err)
	}
}

func TestDamagedChunks(t *testing.T) {
	for _, c := range readChunks(t, fixture) {
		f, _ := Standard().Lookup(c.Infos[len(c.Infos)-1].ID)
		damaged(t, f, c.Infos[len(c.Infos)-1].Params, c.Stored, len(c.Want)+8)
	}
}

func TestPipelineNamesWhatIsMissing(t *testing.T) {
	p := Standard().Pipeline([]Info{{ID: 32013, Name: "zfp"}})
	err := p.Decode(make([]byte, 4), []byte{1, 2, 3, 4}, 0)
	var missing *MissingError
	if !errors.As(err, &missing) || missing.ID != 32013 || missing.Name != "zfp" || !errors.Is(err, codec.ErrUnsupported) {
		t.Fatalf("got %v", err)
	}
	if err := p.Decode(make([]byte, 4), []byte{1, 2, 3, 4}, 1); err != nil {
		t.Fatalf("a chunk without the filter: %v", err)
	}
}

func TestPipelineRefusesOtherLengths(t *testing.T) {
	reg := Standard()
	p := reg.Pipeline([]Info{{ID: Deflate, Params: []uint32{6}}})
	stored, _, err := p.Encode(nil, make([]byte, 55<<20))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Decode(make([]byte, 64), stored, 0); !errors.Is(err, ErrTooLong) {
		t.Fatalf("a chunk of 64 bytes that decodes to 55 MiB: %v", err)
	}
	if err := p.Decode(make([]byte, 56<<20), stored, 0); !errors.Is(err, codec.ErrFormat) {
		t.Fatalf("a chunk that decodes to less: %v", err)
	}
}
