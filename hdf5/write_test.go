package hdf5_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

const (
	little = datatype.LittleEndian
	big    = datatype.BigEndian
)

var (
	int16LE   = datatype.NewInt(2, true, little)
	int32LE   = datatype.NewInt(4, true, little)
	int64LE   = datatype.NewInt(8, true, little)
	float32LE = datatype.NewFloat(4, little)
	float64LE = datatype.NewFloat(8, little)
)

// fixture writes what testdata/write.py writes. The first error ends the test.
type fixture struct {
	t    testing.TB
	root *hdf5.Group
}

func (w fixture) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func simple(dims ...uint64) dataspace.Space {
	return dataspace.Space{Class: dataspace.Simple, Dims: dims}
}

// numbers returns integers as 64-bit elements in memory.
func numbers(values ...int) hdf5.Memory {
	m := hdf5.Memory{Type: int64LE, Dims: []uint64{uint64(len(values))}}
	for _, v := range values {
		m.Bytes = binary.LittleEndian.AppendUint64(m.Bytes, uint64(v))
	}
	return m
}

func upTo(n int) hdf5.Memory {
	values := make([]int, n)
	for i := range values {
		values[i] = i
	}
	return numbers(values...)
}

func float(v float64) hdf5.Memory {
	return hdf5.Memory{Type: float64LE, Bytes: binary.LittleEndian.AppendUint64(nil, math.Float64bits(v))}
}

func fixed(size int, text string) hdf5.Memory {
	b := make([]byte, size)
	copy(b, text)
	return hdf5.Memory{Type: datatype.NewFixedString(size, datatype.NullPad, datatype.ASCII), Bytes: b}
}

// words returns variable-length strings.
func (w fixture) words(words ...string) hdf5.Memory {
	heap := datatype.NewHeap()
	m := hdf5.Memory{
		Type:    datatype.NewVarString(datatype.UTF8, heap.RefSize()),
		Dims:    []uint64{uint64(len(words))},
		Bytes:   make([]byte, heap.RefSize()*len(words)),
		Objects: heap,
	}
	for i, word := range words {
		w.check(heap.Put(m.Bytes[i*heap.RefSize():][:heap.RefSize()], []byte(word), len(word)))
	}
	return m
}

// dataset makes a dataset and writes all of it, unless there is no memory.
func (w fixture) dataset(path string, typ *datatype.Type, space dataspace.Space, mem *hdf5.Memory, options *hdf5.DatasetCreate) *hdf5.Dataset {
	w.t.Helper()
	d, err := w.root.CreateDataset(path, typ, space, options)
	w.check(err)
	if mem != nil {
		m := *mem
		m.Dims = space.Dims
		w.check(d.Write(ctx, dataspace.All(), m))
	}
	return d
}

func (w fixture) attribute(o hdf5.Object, name string, typ *datatype.Type, space dataspace.Space, mem hdf5.Memory) {
	w.t.Helper()
	w.check(o.Attributes().Put(name, typ, space, mem))
}

func (w fixture) fill(high hdf5.Version) {
	w.attributes()
	w.groups()
	w.types()
	w.datasets()
	w.links()
	if high >= hdf5.V110 { // before, no layout is virtual
		w.virtual()
	}
}

func (w fixture) attributes() {
	put := func(name string, typ *datatype.Type, space dataspace.Space, mem hdf5.Memory) {
		w.t.Helper()
		w.attribute(w.root, name, typ, space, mem)
	}
	text := w.words("héllo")
	put("float", float64LE, dataspace.NewScalar(), float(1.5))
	put("text", text.Type, dataspace.NewScalar(), text)
	put("bytes", fixed(3, "").Type, dataspace.NewScalar(), fixed(3, "abc"))
	put("array", datatype.NewInt(2, true, big), simple(2, 3), upTo(6))
	put("empty", float32LE, dataspace.NewNull(), hdf5.Memory{})
	words := w.words("one", "", "three")
	put("words", words.Type, simple(3), words)
	put("bool", datatype.NewBool(), dataspace.NewScalar(), hdf5.Memory{Type: datatype.NewBool(), Bytes: []byte{1}})
	for i := range 20 {
		put(fmt.Sprintf("many %d", i), int64LE, dataspace.NewScalar(), numbers(i))
	}
}

func (w fixture) groups() {
	g, err := w.root.CreateGroup("group", nil)
	w.check(err)
	for i := range 30 {
		sub, err := g.CreateGroup(fmt.Sprintf("sub%03d", i), nil)
		w.check(err)
		w.attribute(sub, "i", int64LE, dataspace.NewScalar(), numbers(i))
	}
	_, err = w.root.CreateGroup("ordered", &hdf5.GroupCreate{TrackOrder: true})
	w.check(err)
	for _, name := range []string{"zebra", "ant", "mouse"} {
		m := numbers(len(name))
		w.dataset("ordered/"+name, int64LE, dataspace.NewScalar(), &m, nil)
	}
}

func (w fixture) types() {
	values := upTo(12)
	for name, typ := range map[string]*datatype.Type{
		"i1": datatype.NewInt(1, true, little), "u1": datatype.NewInt(1, false, little),
		"li2": int16LE, "bi2": datatype.NewInt(2, true, big),
		"lu4": datatype.NewInt(4, false, little), "bu4": datatype.NewInt(4, false, big),
		"li8": int64LE, "bu8": datatype.NewInt(8, false, big),
		"lf2": datatype.NewFloat(2, little), "lf4": float32LE, "bf4": datatype.NewFloat(4, big),
		"lf8": float64LE, "bf8": datatype.NewFloat(8, big),
	} {
		w.dataset("types/"+name, typ, simple(3, 4), &values, nil)
	}
	for name, part := range map[string]*datatype.Type{"lc8": float32LE, "lc16": float64LE} {
		typ := datatype.NewCompound(2*part.Size,
			datatype.Member{Name: "r", Type: part}, datatype.Member{Name: "i", Offset: part.Size, Type: part})
		m := hdf5.Memory{Type: datatype.NewCompound(8, datatype.Member{Name: "r", Type: int64LE}), Bytes: values.Bytes}
		w.dataset("types/"+name, typ, simple(3, 4), &m, nil)
	}
	s5 := hdf5.Memory{Type: fixed(5, "").Type}
	boolean := hdf5.Memory{Type: datatype.NewBool()}
	for i := range 12 {
		s5.Bytes = append(s5.Bytes, fixed(5, fmt.Sprint(i)).Bytes...)
		boolean.Bytes = append(boolean.Bytes, byte(min(i, 1)))
	}
	w.dataset("types/S5", s5.Type, simple(3, 4), &s5, nil)
	w.dataset("types/bool", boolean.Type, simple(3, 4), &boolean, nil)
	compound := hdf5.Memory{Type: datatype.NewCompound(15, datatype.Member{Name: "a", Type: int32LE},
		datatype.Member{Name: "b", Offset: 4, Type: float64LE}, datatype.Member{Name: "c", Offset: 12, Type: fixed(3, "").Type})}
	for _, row := range []struct {
		a int
		b float64
		c string
	}{{1, 2.5, "x"}, {3, 4.5, "yz"}} {
		compound.Bytes = binary.LittleEndian.AppendUint32(compound.Bytes, uint32(row.a))
		compound.Bytes = append(compound.Bytes, float(row.b).Bytes...)
		compound.Bytes = append(compound.Bytes, fixed(3, row.c).Bytes...)
	}
	w.dataset("types/compound", compound.Type, simple(2), &compound, nil)
	array := hdf5.Memory{Type: datatype.NewCompound(12, datatype.Member{Name: "m", Type: datatype.NewArray(int16LE, 2, 3)}), Bytes: make([]byte, 24)}
	w.dataset("types/array", array.Type, simple(2), &array, nil)
	words := w.words("alpha", "", "gamma")
	w.dataset("types/words", words.Type, simple(3), &words, nil)
	enum := hdf5.Memory{Type: datatype.NewEnum(int16LE, []string{"A", "B", "C"}, []byte{0, 0, 1, 0, 2, 0}), Bytes: []byte{0, 0, 2, 0, 1, 0}}
	w.dataset("types/enum", enum.Type, simple(3), &enum, nil)
	w.ragged()
	named, err := w.root.CreateNamedType("types/float", fixed(4, "").Type, nil)
	w.check(err)
	abcd := fixed(4, "abcd")
	w.dataset("committed", named.Type(), simple(1), &abcd, &hdf5.DatasetCreate{Named: named})
}

func (w fixture) ragged() {
	heap := datatype.NewHeap()
	ragged := hdf5.Memory{Type: datatype.NewVlen(int32LE, heap.RefSize()), Bytes: make([]byte, 3*heap.RefSize()), Objects: heap}
	for i, seq := range [][]uint32{{1, 2, 3}, nil, {7}} {
		var b []byte
		for _, v := range seq {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
		w.check(heap.Put(ragged.Bytes[i*heap.RefSize():][:heap.RefSize()], b, len(seq)))
	}
	w.dataset("types/ragged", ragged.Type, simple(3), &ragged, nil)
}

func (w fixture) datasets() {
	sources := upTo(60)
	scalar := float(2.25)
	w.dataset("scalar", float64LE, dataspace.NewScalar(), &scalar, nil)
	w.dataset("null", int32LE, dataspace.NewNull(), nil, nil)
	w.dataset("zero", int32LE, simple(0, 3), nil, nil)
	w.dataset("contiguous", int32LE, simple(6, 10), &sources, nil)
	w.dataset("unwritten", int16LE, simple(5), nil, &hdf5.DatasetCreate{Fill: numbers(7).Bytes, FillType: int64LE})
	four := numbers(1, 2, 3, 4)
	w.dataset("compact", int16LE, simple(4), &four, &hdf5.DatasetCreate{Layout: hdf5.Compact})
	w.dataset("chunked", int32LE, simple(6, 10), &sources, &hdf5.DatasetCreate{Chunks: []uint64{4, 3}})
	w.dataset("gzip", int32LE, simple(6, 10), &sources, &hdf5.DatasetCreate{Chunks: []uint64{4, 3},
		Filters: []filter.Info{{ID: filter.Shuffle, Flags: filter.FlagOptional}, {ID: filter.Deflate, Params: []uint32{4}, Flags: filter.FlagOptional}, {ID: filter.Fletcher32}}})
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{6, 10}, MaxDims: []uint64{dataspace.Unlimited, 20}}
	growing := w.dataset("growing", int32LE, space, &sources,
		&hdf5.DatasetCreate{Chunks: []uint64{2, 5}, Fill: numbers(-5).Bytes, FillType: int64LE})
	w.check(growing.Resize(ctx, []uint64{8, 12}))
	sparse := w.dataset("sparse", float32LE, simple(100, 100), nil,
		&hdf5.DatasetCreate{Chunks: []uint64{10, 10}, Fill: float(3.5).Bytes, FillType: float64LE})
	one := numbers(1)
	w.check(sparse.Write(ctx, box(w, []uint64{55, 55}, []uint64{1, 1}), one))
	w.indexes(&sources)
}

// indexes makes chunked datasets with the indexes that datasets has not.
func (w fixture) indexes(sources *hdf5.Memory) {
	w.t.Helper()
	gzip := []filter.Info{{ID: filter.Deflate, Params: []uint32{4}, Flags: filter.FlagOptional}}
	endless := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{6, 10}, MaxDims: []uint64{dataspace.Unlimited, dataspace.Unlimited}}
	w.dataset("single", int32LE, simple(6, 10), sources, &hdf5.DatasetCreate{Chunks: []uint64{6, 10}})
	w.dataset("packed", int32LE, simple(6, 10), sources, &hdf5.DatasetCreate{Chunks: []uint64{6, 10}, Filters: gzip})
	w.dataset("both", int32LE, endless, sources, &hdf5.DatasetCreate{Chunks: []uint64{2, 5}})
	w.dataset("squeezed", int32LE, endless, sources, &hdf5.DatasetCreate{Chunks: []uint64{2, 5}, Filters: gzip})
	w.dataset("early", int32LE, simple(6, 10), sources, &hdf5.DatasetCreate{Chunks: []uint64{4, 3}, AllocTime: hdf5.AllocEarly})
}

func box(w fixture, start, count []uint64) dataspace.Selection {
	w.t.Helper()
	sel, err := dataspace.NewBox(dataspace.Box{Start: start, Count: count})
	w.check(err)
	return sel
}

func (w fixture) links() {
	target, err := w.root.Open("contiguous")
	w.check(err)
	w.check(w.root.LinkHard("hard", target, nil))
	w.check(w.root.LinkSoft("soft", "group/sub003", nil))
	w.check(w.root.LinkSoft("dangling", "/no/such", nil))
	w.check(w.root.LinkExternal("external", "other.h5", "/there/data", nil))
}

func (w fixture) virtual() {
	slab := func(start, stride, count, block []uint64) dataspace.Selection {
		sel, err := dataspace.NewHyperslab(dataspace.Hyperslab{Start: start, Stride: stride, Count: count, Block: block})
		w.check(err)
		return sel
	}
	_, err := w.root.CreateVirtual("virtual", &vds.Layout{Dims: []uint64{4, 10}, Type: int64LE, Mappings: vds.List{
		{Virtual: box(w, []uint64{0, 0}, []uint64{1, 10}), File: "other.h5", Dataset: "there/data", Source: dataspace.All()},
		{Virtual: box(w, []uint64{1, 0}, []uint64{2, 10}), File: ".", Dataset: "/contiguous", Source: box(w, []uint64{2, 0}, []uint64{2, 10})},
		{Virtual: slab([]uint64{3, 0}, []uint64{1, 2}, []uint64{1, 5}, []uint64{1, 1}), File: "missing.h5", Dataset: "x", Source: dataspace.All()},
	}}, &hdf5.DatasetCreate{Fill: numbers(-1).Bytes, FillType: int64LE})
	w.check(err)
	endless := slab([]uint64{0, 0}, []uint64{1, 1}, []uint64{dataspace.Unlimited, 1}, []uint64{1, 10})
	_, err = w.root.CreateVirtual("endless", &vds.Layout{Dims: []uint64{1, 10}, MaxDims: []uint64{dataspace.Unlimited, 10}, Type: int32LE,
		Mappings: vds.List{{Virtual: endless, File: "other.h5", Dataset: "growing", Source: endless}}}, nil)
	w.check(err)
	_, err = w.root.CreateVirtual("unmapped", &vds.Layout{Dims: []uint64{3}, Type: float32LE}, &hdf5.DatasetCreate{Fill: float(2).Bytes, FillType: float64LE})
	w.check(err)
}

// bounds are a pair of versions that a file is written for.
type bounds struct{ low, high hdf5.Version }

// allBounds returns the pairs, by h5py's names: when VDSCRIPT_LONG_TESTS is set
// every one, else those with the oldest high for each low.
func allBounds() map[string]bounds {
	out := map[string]bounds{"latest": {hdf5.Latest, hdf5.Latest}, "earliest": {hdf5.Earliest, hdf5.Latest}}
	for low := hdf5.Earliest; low <= hdf5.Latest; low++ {
		oldest := max(low, hdf5.V18)
		for high := oldest; high <= hdf5.Latest; high++ {
			if high == oldest || stride(2) == 1 {
				out[low.String()+"-"+high.String()] = bounds{low, high}
			}
		}
	}
	return out
}

// For every pair of versions files have what libhdf5 writes: the same versions
// of superblock, headers and messages, the same indexes.
func TestH5pyReadsWhatWeWrite(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for libver, pair := range allBounds() {
		name := "ours-" + libver + ".h5"
		f, err := hdf5.Create(ctx, filepath.Join(dir, name), hdf5.Truncate, nil, &hdf5.FileAccess{Low: pair.low, High: pair.high})
		if err != nil {
			t.Fatal(err)
		}
		w := fixture{t, f.Root()}
		w.fill(pair.high)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		names = append(names, name, libver+".h5")
	}
	var files map[string]map[string]map[string]any
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, dir, writeScript, names...)), &files); err != nil {
		t.Fatal(err)
	}
	for libver, pair := range allBounds() {
		name := "ours-" + libver + ".h5"
		ours, theirs := files[name], files[libver+".h5"]
		for path, want := range theirs {
			delete(want, "offset")
			got := ours[path]
			delete(got, "offset")
			if path == "/gzip" || path == "/packed" || path == "/squeezed" { // another compressor
				delete(want, "storage")
				delete(got, "storage")
			}
			equal(t, libver+" "+path, got, want)
		}
		compareHeaders(t, filepath.Join(dir, name), filepath.Join(dir, libver+".h5"))
		if len(ours) != len(theirs) {
			t.Errorf("%s: %d objects, want %d", name, len(ours), len(theirs))
		}
		if pair.low <= hdf5.V110 { // what is newer the tools do not know
			hdf5test.Run(t, dir, hdf5test.Tool(t, "h5dump"), "-p", name)
		}
		hdf5test.Run(t, dir, hdf5test.Tool(t, "h5ls"), "-r", name)
	}
}
