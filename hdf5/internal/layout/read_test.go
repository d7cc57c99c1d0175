package layout

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Every layout, index and many filters, as h5py writes them.
const everyLayout = `
shapes = [((60, 50), (7, 9)), ((2000,), (7,)), ((4, 30, 22), (3, 8, 5)), ((33,), (33,))]
for libver in ("earliest", "v110", "latest"):
    f = h5py.File(libver + ".h5", "w", libver=(libver, "latest"))
    for i, (shape, chunk) in enumerate(shapes[:1] if libver == "v110" else shapes[:3] if libver == "earliest" else shapes):
        a = rng.integers(0, 50, shape).astype(("u2", "i4", "f8", "u1")[i])
        n = "s%d " % i
        put(f, n + "contiguous", a)
        put(f, n + "chunked", a, chunks=chunk)
        put(f, n + "gzip", a, chunks=chunk, compression="gzip", shuffle=True)
        put(f, n + "lzf", a, chunks=chunk, compression="lzf", shuffle=True, fletcher32=True)
        grow = (None,) + shape[1:]
        put(f, n + "growing", a, chunks=chunk, maxshape=grow)
        put(f, n + "growing gzip", a, chunks=chunk, maxshape=grow, compression="gzip")
        put(f, n + "growing last", a, chunks=chunk, maxshape=shape[:-1] + (None,))
        put(f, n + "growing all", a, chunks=chunk, maxshape=(None,) * len(shape))
        put(f, n + "growing all gzip", a, chunks=chunk, maxshape=(None,) * len(shape), compression="gzip")
        put(f, n + "bounded", a, chunks=chunk, maxshape=tuple(2 * x for x in shape))
        put(f, n + "one chunk", a, chunks=shape)
        put(f, n + "one gzip", a, chunks=shape, compression="gzip")
        d = f.create_dataset(n + "sparse", shape, a.dtype, chunks=chunk, fillvalue=7)
        d[tuple(x // 2 for x in shape)] = 5
        note(f, d, n + "sparse")
        d = f.create_dataset(n + "empty", shape, a.dtype, fillvalue=9)
        note(f, d, n + "empty")
        p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        p.set_layout(h5py.h5d.COMPACT)
        d = h5py.h5d.create(f.id, (n + "compact").encode(), h5py.h5t.py_create(a.dtype), h5py.h5s.create_simple(shape), p)
        d = h5py.Dataset(d)
        d[...] = a
        note(f, d, n + "compact")
        p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        p.set_chunk(chunk)
        p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        d = h5py.h5d.create(f.id, (n + "early").encode(), h5py.h5t.py_create(a.dtype), h5py.h5s.create_simple(shape), p)
        d = h5py.Dataset(d)
        d[...] = a
        note(f, d, n + "early")
        p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        p.set_chunk(chunk)
        p.set_deflate(4)
        keep_partial(p, libver)
        d = h5py.h5d.create(f.id, (n + "edges").encode(), h5py.h5t.py_create(a.dtype), h5py.h5s.create_simple(shape), p)
        d = h5py.Dataset(d)
        d[...] = a
        note(f, d, n + "edges")
        d = put(f, n + "shrunk", a, chunks=chunk, maxshape=(None,) * len(shape), compression="gzip")
        d.resize(tuple(x // 2 + 1 for x in shape))
        d.resize(tuple(x + 3 for x in shape))
    a = np.arange(9000, dtype="i4")
    put(f, "many", a, chunks=(3,))
    put(f, "many growing", a, chunks=(3,), maxshape=(None,))
    put(f, "many growing gzip", a, chunks=(3,), maxshape=(None,), compression="gzip")
    put(f, "many gzip", a, chunks=(3,), compression="gzip")
    d = f.create_dataset("far", (300000,), "u1", chunks=(3,), maxshape=(None,))
    for x in (0, 5000, 10**5, 290000): d[x] = x % 251
    note(f, d, "far")
`

func TestReadsEveryLayoutOfLibhdf5(t *testing.T) {
	all, dir := openListed(t, everyLayout)
	for _, x := range all {
		t.Run(x.File+"/"+x.Name, func(t *testing.T) {
			space, sb := openSpace(t, filepath.Join(dir, x.File))
			d := openDataset(t, space, sb, x.Addr)
			want, err := os.ReadFile(filepath.Join(dir, x.Data))
			if err != nil {
				t.Fatal(err)
			}
			s, err := Open(d)
			if err != nil {
				t.Fatal(err)
			}
			checkReads(t, d, s, want)
		})
	}
}

// checkReads compares reads of selections with the elements as libhdf5 sees
// them.
func checkReads(t *testing.T, d Dataset, s Storage, want []byte) {
	t.Helper()
	ctx := context.Background()
	got := make([]byte, len(want))
	dims := d.Extent.Dims
	if err := s.Read(ctx, dataspace.All(), dims, dataspace.All(), d.Type, got, nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("whole: elements differ from %d on", differ(got, want)/d.Type.Size)
	}
	if len(want) > 1<<20 {
		return
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 12 {
		file := randomSelection(t, rng, dims)
		n := file.NumPoints(dims)
		mdims, mem := []uint64{n}, dataspace.All()
		if i%3 == 1 && n > 0 { // every other element of a larger buffer, from an offset on
			mdims = []uint64{2*n + 3}
			var err error
			mem, err = dataspace.NewHyperslab(dataspace.Hyperslab{Start: []uint64{2}, Stride: []uint64{2}, Count: []uint64{n}, Block: []uint64{1}})
			if err != nil {
				t.Fatal(err)
			}
		}
		if i%3 == 2 && file.Kind() != dataspace.KindPoints { // the same place of an equal array
			mdims, mem = dims, file
		}
		size := int(product(mdims)) * d.Type.Size
		got, want1 := bytes.Repeat([]byte{0xaa}, size), bytes.Repeat([]byte{0xaa}, size)
		if err := dataspace.Copy(want1, mdims, mem, want, dims, file, d.Type.Size); err != nil {
			t.Fatal(err)
		}
		if err := s.Read(ctx, file, mdims, mem, d.Type, got, nil); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want1) {
			t.Fatalf("selection %d (%v): elements differ from %d on", i, describe(file), differ(got, want1)/d.Type.Size)
		}
	}
}

func describe(s dataspace.Selection) string {
	if h, ok := s.Regular(); ok {
		return fmt.Sprintf("%+v", h)
	}
	return fmt.Sprint("kind ", s.Kind())
}

func differ(a, b []byte) int {
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}
