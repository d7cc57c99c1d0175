package hdf5_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
)

// reuse runs change a few times and then many times more on the file "f", each
// time in an opening of its own if reopen, and makes sure that the file stays
// as long as it was.
func reuse(t *testing.T, what string, create *hdf5.FileCreate, low hdf5.Version, reopen bool, change func(w fixture, i int)) {
	t.Helper()
	m := new(driver.Memory)
	access := &hdf5.FileAccess{FS: m, Low: low}
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, create, access)
	if err != nil {
		t.Fatal(err)
	}
	length := func() int {
		b, err := m.ReadFile("f")
		if err != nil {
			t.Fatal(err)
		}
		return len(b)
	}
	most := 0
	for i := range 40 {
		w := fixture{t, f.Root()}
		change(w, i)
		if reopen {
			w.check(f.Close())
			f, err = hdf5.Open(ctx, "f", hdf5.ReadWrite, access)
			w.check(err)
		} else {
			w.check(f.Flush(ctx))
		}
		if i < 10 {
			most = max(most, length())
		}
	}
	fixture{t, nil}.check(f.Close())
	if n := length(); n > most {
		t.Errorf("%s: %d bytes after 40 times, at most %d after 10", what, n, most)
	}
}

// churns change a file and end where they began.
var churns = map[string]func(w fixture, i int){
	"dataset": func(w fixture, i int) {
		values := upTo(1000 + i%3)
		w.again("x", func() hdf5.Object { return w.dataset("x", int64LE, simple(values.Dims...), &values, nil) })
	},
	"chunks": func(w fixture, i int) {
		values := upTo(1000)
		w.again("x", func() hdf5.Object {
			return w.dataset("x", int64LE, dataspace.Space{Class: dataspace.Simple, Dims: []uint64{1000}, MaxDims: []uint64{dataspace.Unlimited}}, &values,
				&hdf5.DatasetCreate{Chunks: []uint64{70}, Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}})
		})
	},
	"group": func(w fixture, i int) {
		w.again("x", func() hdf5.Object {
			g, err := w.root.CreateGroup("x/deep/down", nil)
			w.check(err)
			for j := range 40 {
				w.check(g.LinkSoft(fmt.Sprint("link", j), "/somewhere", nil))
			}
			return g
		})
	},
	"attributes": func(w fixture, i int) {
		for j := range 20 {
			w.attribute(w.root, fmt.Sprint("a", j), int64LE, simple(10), upTo(10))
		}
		for j := range 20 {
			w.check(w.root.Attributes().Delete(fmt.Sprint("a", j)))
		}
	},
	"texts": func(w fixture, i int) {
		var words []string
		for j := range 200 {
			words = append(words, strings.Repeat("x", (i+j)%10))
		}
		d, err := w.root.OpenDataset("words", nil)
		if err != nil {
			d, err = w.root.CreateDataset("words", datatype.NewVarString(datatype.UTF8, 8), simple(200), &hdf5.DatasetCreate{Chunks: []uint64{30}})
		}
		w.check(err)
		w.check(d.Write(ctx, dataspace.All(), w.words(words...)))
		w.check(d.Write(ctx, dataspace.All(), w.words(words...)))
		w.check(w.root.Attributes().Put("words", datatype.NewVarString(datatype.UTF8, 8), simple(200), w.words(words...)))
	},
	"deleted texts": func(w fixture, i int) {
		words := make([]string, 100)
		for j := range words {
			words[j] = strings.Repeat("y", 20)
		}
		w.again("x", func() hdf5.Object {
			d, err := w.root.CreateDataset("x", datatype.NewVarString(datatype.UTF8, 8), simple(100), nil)
			w.check(err)
			w.check(d.Write(ctx, dataspace.All(), w.words(words...)))
			w.check(d.Attributes().Put("words", datatype.NewVarString(datatype.UTF8, 8), simple(100), w.words(words...)))
			return d
		})
	},
	"sizes": func(w fixture, i int) {
		d, err := w.root.OpenDataset("grid", nil)
		if err != nil {
			d, err = w.root.CreateDataset("grid", int64LE, dataspace.Space{Class: dataspace.Simple, Dims: []uint64{30, 30}, MaxDims: []uint64{dataspace.Unlimited, dataspace.Unlimited}},
				&hdf5.DatasetCreate{Chunks: []uint64{4, 4}})
		}
		w.check(err)
		w.check(d.Resize(ctx, []uint64{2, 2}))
		w.check(d.Resize(ctx, []uint64{30, 30}))
		values := upTo(900)
		values.Dims = []uint64{30, 30}
		w.check(d.Write(ctx, dataspace.All(), values))
	},
}

// Texts in chunks that have never been flushed are taken from the heap too when
// they are overwritten.
func TestOverwrittenTextsLeaveNothing(t *testing.T) {
	m := new(driver.Memory)
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m, Low: hdf5.Latest})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	words := make([]string, 100)
	for j := range words {
		words[j] = strings.Repeat("z", 30)
	}
	d, err := w.root.CreateDataset("words", datatype.NewVarString(datatype.UTF8, 8), simple(100), &hdf5.DatasetCreate{Chunks: []uint64{30}})
	w.check(err)
	for range 20 {
		w.check(d.Write(ctx, dataspace.All(), w.words(words...)))
	}
	w.check(f.Close())
	if b, err := m.ReadFile("f"); err != nil || len(b) > 12<<10 {
		t.Errorf("%d bytes: %v", len(b), err)
	}
}

// again deletes what is at a path, if anything, and makes it again.
func (w fixture) again(path string, make func() hdf5.Object) {
	w.t.Helper()
	if _, err := w.root.Open(path); err == nil {
		w.check(w.root.Delete(path))
	}
	make()
}

// Deleting and making again, overwriting and resizing does not make a file
// longer, within one opening and from one opening to the next.
func TestFreedSpaceIsUsedAgain(t *testing.T) {
	persist := &hdf5.FileCreate{Space: &hdf5.FileSpace{Strategy: hdf5.SpaceFSM, Persist: true, Threshold: 1}}
	for name, change := range churns {
		for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.V18, hdf5.Latest} {
			what := fmt.Sprintf("%s, %v", name, low)
			reuse(t, what, nil, low, false, change)
			reuse(t, what+", reopened, persistent", persist, low, true, change)
			// Who opens a file does not know what room there is in its global heap,
			// nor the pieces that a local heap has left behind as it grew.
			if name != "deleted texts" && (name != "group" || low == hdf5.Latest) {
				reuse(t, what+", reopened", nil, low, true, change)
			}
		}
	}
}
