package driver_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// handles is how many files may be open in these tests.
const handles = 8

// family makes a family of members of the given sizes, whose bytes count up.
func family(sizes ...int) (*fewHandles, []byte) {
	memory := new(driver.Memory)
	var all []byte
	for i, size := range sizes {
		part := make([]byte, size)
		for j := range part {
			part[j] = byte(1 + i*7 + j)
		}
		memory.WriteFile("m"+strconv.Itoa(i), part)
		all = append(all, part...)
		if i < len(sizes)-1 {
			all = append(all, make([]byte, sizes[0]-size)...)
		}
	}
	return &fewHandles{FS: memory, left: handles}, all
}

func TestFamilyIsOneFile(t *testing.T) {
	many := make([]int, 200)
	for i := range many {
		many[i] = 5
	}
	for _, sizes := range [][]int{{10}, {10, 10, 3}, {10, 0, 3}, {10, 4, 10}, {10, 10, 0, 0}, many} {
		fsys, want := family(sizes...)
		last := len(sizes) - 1
		for sizes[last] == 0 {
			last--
		}
		want = want[:last*sizes[0]+sizes[last]]
		f, err := driver.Family{FS: fsys}.Open(ctx, "m%d", driver.ReadOnly)
		if err != nil {
			t.Fatal(err)
		}
		size, _ := f.Size()
		if size != int64(len(want)) {
			t.Fatalf("members of %v: size %d, want %d", sizes, size, len(want))
		}
		for off := range want {
			p := make([]byte, min(13, len(want)-off))
			if err := f.ReadAt(ctx, p, int64(off)); err != nil || !bytes.Equal(p, want[off:off+len(p)]) {
				t.Fatalf("members of %v: at %d got %v %v, want %v", sizes, off, p, err, want[off:off+len(p)])
			}
		}
		if err := f.ReadAt(ctx, make([]byte, 2), size-1); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("past the end: %v", err)
		}
		if err := f.Close(); err != nil || fsys.left != handles {
			t.Errorf("close: %v, %d handles are open", err, handles-fsys.left)
		}
	}
}

func TestFamilyNames(t *testing.T) {
	for name, want := range map[string]string{
		"m%d": "m0", "m%05d.h5": "m00000.h5", "%%%x": "%0", "m%3i": "m  0", "m%lu": "m0", "m%.2d": "m00",
	} {
		memory := new(driver.Memory)
		memory.WriteFile(want, []byte("x"))
		if _, err := (driver.Family{FS: memory}).Stat(ctx, name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for name, class := range map[string]error{
		"m": driver.ErrMemberNames, "100%%": driver.ErrMemberNames, "m%s": fs.ErrInvalid, "m%": fs.ErrInvalid, "%d%d": fs.ErrInvalid,
		"m%999999d": fs.ErrInvalid, "none%d": fs.ErrNotExist,
	} {
		if _, err := (driver.Family{FS: new(driver.Memory)}).Open(ctx, name, driver.ReadOnly); !errors.Is(err, class) {
			t.Errorf("%q: got %v, want %v", name, err, class)
		}
	}
}

func TestSetsAreNotWritten(t *testing.T) {
	for _, fsys := range []driver.FS{driver.Family{FS: new(driver.Memory)}, driver.Multi{FS: new(driver.Memory)}} {
		_, open := fsys.Open(ctx, "m%d", driver.ReadWrite)
		_, temp := fsys.CreateTemp(ctx, "m%d", true)
		for _, err := range []error{open, temp, fsys.Rename(ctx, "a%d", "b%d", true), fsys.Remove(ctx, "a%d")} {
			if !errors.Is(err, errors.ErrUnsupported) {
				t.Errorf("%T: %v", fsys, err)
			}
		}
	}
}

func TestMultiFilePlacesMembers(t *testing.T) {
	memory := new(driver.Memory)
	memory.WriteFile("f-s", []byte("super"))
	memory.WriteFile("f-r", []byte("raw data"))
	opened, err := driver.Multi{FS: memory, Super: "-s"}.Open(ctx, "f", driver.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	f := opened.(*driver.MultiFile)
	const high = 1<<63 + 5
	if err := f.Join(ctx, []driver.Part{{Start: 0, Template: "%s-s"}, {Start: 100, Template: "%s-none"}, {Start: high, Template: "%s-r"}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ addr, n uint64 }{{0, 5}, {4, 1}, {5, 0}, {99, 0}, {100, 0}, {high - 1, 0}, {high, 8}, {high + 7, 1}, {high + 8, 0}, {1<<64 - 1, 0}} {
		if _, n := f.Locate(test.addr); n != test.n {
			t.Errorf("%#x: %d bytes, want %d", test.addr, n, test.n)
		}
	}
	off, _ := f.Locate(high + 4)
	p := make([]byte, 4)
	if err := f.ReadAt(ctx, p, off); err != nil || string(p) != "data" {
		t.Errorf("got %q, %v", p, err)
	}
	for _, template := range []string{"/etc/passwd", "%s/../x", "%s%s", "x%s", `%s\x`} {
		if err := f.Join(ctx, []driver.Part{{Start: 7, Template: template}}); !errors.Is(err, driver.ErrPolicy) {
			t.Errorf("template %q: %v", template, err)
		}
	}
}
