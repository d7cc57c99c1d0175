package format_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// message is a message of a fixture.
type message struct {
	t     format.MessageType
	sizes codec.Sizes
	body  []byte
}

// messages returns messages of all kinds from the fixtures: of each type and
// version those of different lengths.
func messages(t testing.TB) []message {
	t.Helper()
	paths, err := filepath.Glob("../../../testdata/hdf5/h5py-3.16/*.h5")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	type key struct {
		t       format.MessageType
		sizes   codec.Sizes
		version byte
		n       int
	}
	seen := make(map[key]bool)
	var out []message
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(b[:8]) != format.Signature {
			b = b[512:]
		}
		super, err := format.DecodeSuperblock(codec.NewReader("superblock", 0, b, codec.Sizes{}))
		if err != nil {
			t.Fatal(err)
		}
		s := &codectest.Space{Bytes: b, Width: super.Sizes}
		for addr := codec.Address(0); addr < s.End(); addr++ {
			// Headers are found by what they begin with: a signature, or
			// version 1 and one link.
			head := b[addr:min(int(addr)+8, len(b))]
			if !bytes.HasPrefix(head, []byte("OHDR")) && (!bytes.HasPrefix(head, []byte{1, 0}) || !bytes.HasSuffix(head, []byte{1, 0, 0, 0})) {
				continue
			}
			h, err := objheader.Read(s, addr)
			if err != nil {
				continue
			}
			for _, m := range h.Messages {
				if _, err := (objheader.Resolver{Space: s}).Decode(m); err != nil {
					continue
				}
				k := key{m.Type, s.Width, 0, len(m.Body)}
				if len(m.Body) > 0 {
					k.version = m.Body[0]
				}
				if m.Flags&format.FlagShared == 0 && !seen[k] && len(m.Body) < 250 {
					seen[k] = true
					out = append(out, message{m.Type, s.Width, m.Body})
				}
			}
		}
	}
	return out
}

// TestDamagedMessages decodes messages that libhdf5 wrote, cut at every byte
// and with every byte changed.
func TestDamagedMessages(t *testing.T) {
	types := make(map[format.MessageType]int)
	for _, m := range messages(t) {
		types[m.t]++
		decode := func(b []byte) error {
			got, err := format.Decode(m.t, format.NewReader(m.t, codec.Undefined, b, m.sizes))
			if err == nil {
				_, err = format.EncodeMessage(got, m.sizes)
			}
			return err
		}
		// What a message needs ends where its encoding does; attributes hold
		// the data that is there.
		got, err := format.Decode(m.t, format.NewReader(m.t, codec.Undefined, m.body, m.sizes))
		if err != nil {
			t.Fatalf("%s: %v: %x", m.t, err, m.body)
		}
		again, err := format.EncodeMessage(got, m.sizes)
		if err != nil {
			t.Fatal(err)
		}
		codectest.Damage(t, m.body, func(n int) bool {
			return n >= len(again) || m.t == format.TypeAttribute || m.t == format.TypeNil
		}, decode)
	}
	for _, want := range []format.MessageType{
		format.TypeDataspace, format.TypeLinkInfo, format.TypeDatatype, format.TypeFillValue, format.TypeLink,
		format.TypeExternalFiles, format.TypeLayout, format.TypeGroupInfo, format.TypePipeline, format.TypeAttribute,
		format.TypeSymbolTable, format.TypeAttributeInfo, format.TypeFileSpaceInfo,
	} {
		if types[want] == 0 {
			t.Errorf("no %s message in the fixtures", want)
		}
	}
}

// FuzzMessage decodes messages of every type; what can be decoded can be
// encoded, and decodes to the same bytes again.
func FuzzMessage(f *testing.F) {
	for _, m := range messages(f) {
		f.Add(uint8(m.t), m.sizes.Offsets, m.body)
	}
	for _, m := range []format.Message{
		&format.BTreeK{ChunkK: 32, GroupInternalK: 16, GroupLeafK: 4},
		&format.DriverInfo{Driver: "NCSAfami", Info: make([]byte, 8)},
		&format.Comment{Text: "text"},
		&format.RefCount{Count: 2},
		&format.MTime{Seconds: 1 << 30},
	} {
		body, err := format.EncodeMessage(m, codec.DefaultSizes())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(m.Type()), uint8(8), body)
	}
	f.Add(uint8(format.TypeMTimeOld), uint8(8), []byte("20261122191500\x00\x00"))
	f.Add(uint8(format.TypeBogus), uint8(8), []byte("\xef\xbe\xad\xde"))
	f.Fuzz(func(t *testing.T, typ, width uint8, body []byte) {
		sizes := codec.DefaultSizes()
		if width == 4 {
			sizes = codec.Sizes{Offsets: 4, Lengths: 4}
		}
		mt := format.MessageType(typ)
		m, err := format.Decode(mt, format.NewReader(mt, codec.Undefined, body, sizes))
		if err != nil {
			return
		}
		b, err := format.EncodeMessage(m, sizes)
		if err != nil {
			return
		}
		m, err = format.Decode(mt, format.NewReader(mt, codec.Undefined, b, sizes))
		if err != nil {
			t.Fatalf("encoded %x: %v", b, err)
		}
		if again, err := format.EncodeMessage(m, sizes); err != nil || string(again) != string(b) {
			t.Fatalf("encoded %x, then %x: %v", b, again, err)
		}
	})
}
