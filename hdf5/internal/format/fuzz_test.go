package format_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// FuzzSuperblock decodes superblocks of all versions; what can be decoded can
// be encoded.
func FuzzSuperblock(f *testing.F) {
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundV18, format.BoundV110} {
		sb := &format.Superblock{Version: format.SuperblockVersion(low), Sizes: codec.DefaultSizes(), GroupLeafK: 4, GroupInternalK: 16, ChunkK: 32}
		w := codec.NewWriter("superblock", sb.Sizes)
		sb.Encode(w)
		b, err := w.Block()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		codectest.Fuzz(t, b, codec.Sizes{}, func(s *codectest.Space) error {
			sb, err := format.DecodeSuperblock(codec.NewReader("superblock", 0, s.Bytes, codec.Sizes{}))
			if err != nil {
				return err
			}
			w := codec.NewWriter("superblock", sb.Sizes)
			sb.Encode(w)
			if got, err := w.Block(); err != nil || len(got) > len(s.Bytes) {
				t.Errorf("%+v becomes %d bytes of %d: %v", sb, len(got), len(s.Bytes), err)
			}
			return nil
		})
	})
}

// FuzzBlocks decodes what superblock extensions point to: driver information,
// the image of a metadata cache, and the table of shared message indexes.
func FuzzBlocks(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x08\x00\x00\x00NCSAfami\x00\x10\x00\x00\x00\x00\x00\x00"), uint8(1))
	f.Add([]byte("MDCI\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), uint8(0))
	f.Add(append([]byte("SMTB"), make([]byte, 60)...), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		whole := func(s *codectest.Space) *codec.Reader { return codec.NewReader("block", 0, s.Bytes, s.Sizes()) }
		for _, decode := range []func(s *codectest.Space) error{
			func(s *codectest.Space) error { _, err := format.DecodeDriverInfoBlock(whole(s)); return err },
			func(s *codectest.Space) error { _, err := format.DecodeCacheImageBlock(whole(s)); return err },
			func(s *codectest.Space) error { _, err := format.DecodeSharedMasterTable(whole(s), int(n)); return err },
		} {
			codectest.Fuzz(t, b, codec.DefaultSizes(), decode)
		}
	})
}

// FuzzDriverInfo decodes what says which driver wrote a file and how the
// members of one that consists of several lie.
func FuzzDriverInfo(f *testing.F) {
	family := "\x00\x10\x00\x00\x00\x00\x00\x00"
	multi := "\x01\x03\x03\x03\x01\x03\x00\x00" + strings.Repeat("\x00", 16) + "\x00\x00\x00\x00\x00\x00\x00\x40" + strings.Repeat("\xff", 8) +
		"%s-m.h5\x00%s-r.h5\x00"
	for i, info := range []string{family, multi} {
		name := []string{"NCSAfami", "NCSAmult"}[i]
		f.Add(uint8(0), []byte("\x00\x00\x00\x00"+string(rune(len(info)))+"\x00\x00\x00"+name+info))
		f.Add(uint8(1), []byte("\x00"+name+string(rune(len(info)))+"\x00"+info))
		f.Add(uint8(2+i), []byte(info))
	}
	f.Fuzz(func(t *testing.T, what uint8, b []byte) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			r := codec.NewReader("block", 0, s.Bytes, s.Sizes())
			switch what {
			case 0:
				if _, err := format.DecodeDriverInfoPrefix(r); err != nil {
					return err
				}
				_, err := format.DecodeDriverInfoBlock(codec.NewReader("block", 0, s.Bytes, s.Sizes()))
				return err
			case 1:
				_, err := format.DecodeDriverInfo(r)
				return err
			case 2:
				_, err := format.DecodeFamilyInfo(r)
				return err
			}
			_, err := format.DecodeMultiInfo(r)
			return err
		})
	})
}

// FuzzFreeSpace decodes a free-space manager and its list of sections, which
// stand anywhere in a file.
func FuzzFreeSpace(f *testing.F) {
	b, err := os.ReadFile("../../../testdata/hdf5/h5py-3.16/structures-paged.h5")
	if err != nil {
		f.Fatal(err)
	}
	for at := bytes.Index(b, []byte("FSHD")); at >= 0 && at < len(b); {
		f.Add(b, uint16(at))
		next := bytes.Index(b[at+4:], []byte("FSHD"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	f.Fuzz(func(t *testing.T, b []byte, at uint16) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			addr := codec.Address(at)
			m, err := format.DecodeFreeSpace(codec.ReadSealed(s, "free space manager", addr, format.FreeSpaceSize(s.Sizes())))
			if err != nil || !m.List.Defined() {
				return err
			}
			list, err := m.DecodeFreeSections(codec.ReadSealed(s, "free space section list", m.List, m.ListSize), addr)
			if err != nil {
				return err
			}
			if uint64(len(list)) != m.Serialized {
				t.Fatalf("%d sections, want %d", len(list), m.Serialized)
			}
			m.SetSections(list, s.Sizes())
			w := codec.NewWriter("free space section list", s.Sizes())
			m.EncodeFreeSections(w, addr, list)
			if again, err := w.Block(); err != nil || uint64(len(again)) != m.ListSize {
				t.Fatalf("%+v becomes %d bytes of %d: %v", list, len(again), m.ListSize, err)
			}
			return nil
		})
	})
}

// FuzzReference decodes references of both generations; what can be decoded
// encodes, and decodes to the same bytes again.
func FuzzReference(f *testing.F) {
	f.Add(uint8(0), uint8(0), make([]byte, 40))
	f.Add(uint8(128), uint8(0), []byte("\x02\x00\x10\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00"))
	f.Add(uint8(datatype.RefStdRegion), uint8(1), []byte("\x08\x01\x02\x03\x04\x05\x06\x07\x08\x03\x00\x00\x00name"))
	for _, sel := range selections(f) {
		w := codec.NewWriter("", codec.DefaultSizes())
		(&format.Region{Object: 800, Selection: sel}).Encode(w, format.BoundEarliest)
		if b, err := w.Block(); err == nil {
			f.Add(uint8(0), uint8(0), b)
		}
	}
	f.Fuzz(func(t *testing.T, kind, flags uint8, b []byte) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			reader := codec.NewReader("reference", codec.Undefined, s.Bytes, s.Sizes())
			if kind >= 128 {
				format.DecodeStdRefHead(reader)
				return reader.Err()
			}
			if kind != 0 {
				_, err := format.DecodeStdRef(reader, datatype.RefKind(kind), flags)
				return err
			}
			m, err := format.DecodeRegion(reader)
			if err == nil {
				checkRegion(t, m)
			}
			return err
		})
	})
}

func checkRegion(t *testing.T, m *format.Region) {
	t.Helper()
	encode := func(m *format.Region) ([]byte, error) {
		w := codec.NewWriter("reference", codec.DefaultSizes())
		m.Encode(w, format.BoundV112)
		return w.Block()
	}
	b, err := encode(m)
	if err != nil {
		return
	}
	again, err := format.DecodeRegion(codec.NewReader("reference", codec.Undefined, b, codec.DefaultSizes()))
	if err != nil {
		t.Fatalf("encoded %x: %v", b, err)
	}
	if b2, err := encode(again); err != nil || !bytes.Equal(b, b2) {
		t.Fatalf("encoded %x, then %x: %v", b, b2, err)
	}
}
