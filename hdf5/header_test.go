package hdf5_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// headers returns what the superblock and the object header of each object
// of a file are like: the version, and each message's type, flags and body,
// without addresses.
func headers(t *testing.T, name string) map[string]string {
	t.Helper()
	file, err := driver.OS().Open(ctx, name, driver.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	size, err := file.Size()
	if err != nil {
		t.Fatal(err)
	}
	space := filespace.New(file, filespace.Config{Sizes: codec.DefaultSizes(), End: codec.Address(size)}, false)
	f, err := hdf5.Open(ctx, name, hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]string{"superblock": fmt.Sprintf("version %d", f.Superblock())}
	for v := range f.Root().Walk(hdf5.ByName) {
		if _, group := v.Object.(*hdf5.Group); v.Object == nil || group || v.Again {
			continue
		}
		h, err := objheader.Read(space, codec.Address(v.Object.Address()))
		if err != nil {
			t.Fatal(err)
		}
		text := []string{fmt.Sprintf("version %d", h.Version)}
		for _, m := range h.Messages {
			text = append(text, message(t, m))
		}
		slices.Sort(text[1:]) // a reference count moves others
		out[v.Path] = strings.Join(text, "\n")
	}
	return out
}

// message describes a message without addresses.
func message(t *testing.T, m objheader.Message) string {
	r := format.NewReader(m.Type, m.Addr, m.Body, codec.DefaultSizes())
	body := fmt.Sprintf("%x", m.Body)
	if m.Flags&format.FlagShared != 0 {
		body = fmt.Sprint("shared, ", len(m.Body))
	} else if m.Type == format.TypeLayout {
		l, err := format.DecodeLayout(r)
		if err != nil {
			t.Fatal(err)
		}
		body = fmt.Sprintf("%v version %d, %d bytes, size %d, data %x", l.Class, l.Version, len(m.Body), l.Size, l.Data)
		if l.Chunked != nil {
			c := *l.Chunked
			c.FilteredSize = 0 // another compressor
			body += fmt.Sprintf(", %+v", c)
		}
	}
	return fmt.Sprintf("%v %#x: %s", m.Type, m.Flags, body)
}

// compareHeaders makes sure that our object headers have h5py's messages, bit
// by bit.
func compareHeaders(t *testing.T, ours, theirs string) {
	t.Helper()
	got, want := headers(t, ours), headers(t, theirs)
	for path := range want {
		if strings.Contains(want[path], "virtual version") {
			// h5py keeps the time of virtual datasets, and of no others.
			want[path] = dropLine(want[path], "modification time")
		}
		if got[path] != want[path] {
			t.Errorf("%s: header of %s: got\n%s\nwant\n%s", ours, path, got[path], want[path])
		}
	}
}

func dropLine(text, prefix string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, prefix) }), "\n")
}
