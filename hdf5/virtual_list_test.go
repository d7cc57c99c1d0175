package hdf5_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/vds"
)

// A set of files keeps the mappings of a virtual dataset, and must not believe
// in them when another program has changed the bytes at the same place.
func TestKeptMappingsFollowTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	f, err := hdf5.Create(context.Background(), "v.h5", hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{2}}
	for name, value := range map[string]byte{"one": 1, "two": 2} {
		d, err := f.Root().CreateDataset(name, i4, space, nil)
		if err == nil {
			err = d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: space.Dims, Bytes: bytes.Repeat([]byte{value, 0, 0, 0}, 2)})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	list := vds.List{{Virtual: dataspace.All(), File: ".", Dataset: "one", Source: dataspace.All()}}
	if _, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: space.Dims, Type: i4, Mappings: list}, nil); err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	set := hdf5.NewFiles(0)
	first := func() int64 {
		f, err := hdf5.Open(context.Background(), "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{Files: set})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		d, err := f.Root().OpenDataset("v", nil)
		if err != nil {
			t.Fatal(err)
		}
		return readInts(t, d, space.Dims)[0]
	}
	for range 2 {
		if got := first(); got != 1 {
			t.Fatalf("got %d, want 1", got)
		}
	}
	// The same file, as its inode says, with other bytes in its list alone.
	b, err := os.ReadFile("v.h5")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte(".\x00one\x00"))
	if at < 0 {
		t.Fatal("no mapping in the file")
	}
	copy(b[at+2:], "two")
	// Version and number of entries, two names, two selections of everything,
	// and the checksum of these.
	const length = 1 + 8 + 2 + 4 + 16 + 16
	block := b[at-9:]
	binary.LittleEndian.PutUint32(block[length:], codec.Lookup3(block[:length], 0))
	if err := os.WriteFile("v.h5", b, 0o666); err != nil {
		t.Fatal(err)
	}
	if got := first(); got != 2 {
		t.Errorf("after the change: got %d, want 2", got)
	}
}
