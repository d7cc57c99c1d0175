package hdf5_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
)

// entry is what the model knows of an object or a soft link.
type entry struct {
	Kind  string // "group", "dataset", "link"
	Dims  []uint64
	Data  []int32  // of a dataset
	Words []string // of a dataset of strings
	To    string   // of a soft link
	Attrs map[string][]int32
}

func (e *entry) clone() *entry {
	c := *e
	c.Dims, c.Data, c.Words, c.Attrs = slices.Clone(e.Dims), slices.Clone(e.Data), slices.Clone(e.Words), maps.Clone(e.Attrs)
	return &c
}

// model is what a file should hold below a group, by path from there.
type model map[string]*entry

func (m model) clone() model {
	c := make(model, len(m))
	for name, e := range m {
		c[name] = e.clone()
	}
	return c
}

// pick returns the path of some entry of a kind, "" for none.
func (m model) pick(rng *rand.Rand, kind string) string {
	var names []string
	for name, e := range m {
		if e.Kind == kind {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return names[rng.IntN(len(names))]
}

// remove takes an entry away and what is below it.
func (m model) remove(name string) {
	delete(m, name)
	for other := range m {
		if strings.HasPrefix(other, name+"/") {
			delete(m, other)
		}
	}
}

// editor changes the objects below a group and a model of them alike.
type editor struct {
	t     testing.TB
	rng   *rand.Rand
	root  *hdf5.Group
	model model
	made  int
}

// edits are the changes that an editor makes, some more often than others.
var edits = []func(*editor) error{
	(*editor).addGroup, (*editor).addPlain, (*editor).addPlain, (*editor).addChunked, (*editor).addChunked, (*editor).addWords,
	(*editor).addLink, (*editor).write, (*editor).write, (*editor).write, (*editor).resize, (*editor).resize, (*editor).put,
	(*editor).put, (*editor).put, (*editor).dropAttribute, (*editor).remove, (*editor).move,
}

func (e *editor) step() error { return edits[e.rng.IntN(len(edits))](e) }

// name returns a new path in some group.
func (e *editor) name() string {
	e.made++
	return path.Join(e.model.pick(e.rng, "group"), fmt.Sprintf("n%d", e.made)+strings.Repeat("x", e.rng.IntN(12)))
}

func (e *editor) add(name string, x *entry) {
	x.Attrs = map[string][]int32{}
	e.model[name] = x
}

func (e *editor) addGroup() error {
	name := e.name()
	_, err := e.root.CreateGroup(name, &hdf5.GroupCreate{TrackOrder: e.rng.IntN(4) == 0})
	e.add(name, &entry{Kind: "group"})
	return err
}

func (e *editor) addLink() error {
	name, to := e.name(), fmt.Sprintf("/somewhere/%d", e.made)
	e.add(name, &entry{Kind: "link", To: to})
	return e.root.LinkSoft(name, to, nil)
}

func (e *editor) numbers(n uint64) []int32 {
	v := make([]int32, n)
	for i := range v {
		v[i] = e.rng.Int32N(1000)
	}
	return v
}

func memory32(v []int32) hdf5.Memory {
	m := hdf5.Memory{Type: int32LE, Dims: []uint64{uint64(len(v))}}
	for _, x := range v {
		m.Bytes = binary.LittleEndian.AppendUint32(m.Bytes, uint32(x))
	}
	return m
}

// shape returns a shape of at most a few thousand elements.
func (e *editor) shape() []uint64 {
	return []uint64{1 + e.rng.Uint64N(40), 1 + e.rng.Uint64N(50)}
}

func (e *editor) addPlain() error {
	dims := e.shape()
	return e.create(&entry{Kind: "dataset", Dims: dims, Data: e.numbers(dims[0] * dims[1])}, simple(dims...), nil)
}

func (e *editor) addChunked() error {
	dims := e.shape()
	options := &hdf5.DatasetCreate{Chunks: []uint64{1 + e.rng.Uint64N(9), 1 + e.rng.Uint64N(9)}}
	space := dataspace.Space{Class: dataspace.Simple, Dims: dims, MaxDims: []uint64{dataspace.Unlimited, dataspace.Unlimited}}
	switch e.rng.IntN(4) {
	case 0:
		space.MaxDims = []uint64{100, 100}
	case 1:
		space.MaxDims = []uint64{dataspace.Unlimited, 100}
	}
	switch e.rng.IntN(3) {
	case 0:
		options.Filters = []filter.Info{{ID: filter.Shuffle, Flags: filter.FlagOptional}, {ID: filter.Deflate, Flags: filter.FlagOptional, Params: []uint32{1}}}
	case 1:
		options.Filters = []filter.Info{{ID: filter.Fletcher32}}
	}
	return e.create(&entry{Kind: "dataset", Dims: dims, Data: e.numbers(dims[0] * dims[1])}, space, options)
}

// create makes a dataset of numbers and writes it.
func (e *editor) create(x *entry, space dataspace.Space, options *hdf5.DatasetCreate) error {
	name := e.name()
	d, err := e.root.CreateDataset(name, int32LE, space, options)
	if err != nil {
		return err
	}
	e.add(name, x)
	m := memory32(x.Data)
	m.Dims = x.Dims
	return d.Write(ctx, dataspace.All(), m)
}

func (e *editor) addWords() error {
	name := e.name()
	x := &entry{Kind: "dataset", Words: make([]string, 1+e.rng.IntN(5))}
	for i := range x.Words {
		x.Words[i] = strings.Repeat(string(rune('a'+e.rng.IntN(26))), e.rng.IntN(60))
	}
	x.Dims = []uint64{uint64(len(x.Words))}
	d, err := e.root.CreateDataset(name, datatype.NewVarString(datatype.UTF8, 8), simple(x.Dims...), nil)
	if err != nil {
		return err
	}
	e.add(name, x)
	return d.Write(ctx, dataspace.All(), fixture{t: e.t}.words(x.Words...))
}

// dataset picks a dataset of numbers; nil if there is none.
func (e *editor) dataset() (*hdf5.Dataset, *entry, error) {
	name := e.model.pick(e.rng, "dataset")
	if name == "" || e.model[name].Data == nil {
		return nil, nil, nil
	}
	d, err := e.root.OpenDataset(name, nil)
	return d, e.model[name], err
}

// write changes a box of a dataset.
func (e *editor) write() error {
	d, x, err := e.dataset()
	if d == nil || len(x.Data) == 0 {
		return err
	}
	var start, count [2]uint64
	for i, n := range x.Dims {
		start[i] = e.rng.Uint64N(n)
		count[i] = 1 + e.rng.Uint64N(n-start[i])
	}
	v := e.numbers(count[0] * count[1])
	for i := range v {
		row, col := start[0]+uint64(i)/count[1], start[1]+uint64(i)%count[1]
		x.Data[row*x.Dims[1]+col] = v[i]
	}
	sel, err := dataspace.NewBox(dataspace.Box{Start: start[:], Count: count[:]})
	if err != nil {
		return err
	}
	m := memory32(v)
	return d.Write(ctx, sel, m)
}

func (e *editor) resize() error {
	d, x, err := e.dataset()
	if d == nil || d.Chunks() == nil {
		return err
	}
	dims := e.shape()
	if err := d.Resize(ctx, dims); err != nil {
		return err
	}
	data := make([]int32, dims[0]*dims[1])
	for r := range min(dims[0], x.Dims[0]) {
		n := min(dims[1], x.Dims[1])
		copy(data[r*dims[1]:], x.Data[r*x.Dims[1]:][:n])
	}
	x.Dims, x.Data = dims, data
	return nil
}

// object picks a group or dataset.
func (e *editor) object() (hdf5.Object, *entry, error) {
	name := e.model.pick(e.rng, []string{"group", "dataset"}[e.rng.IntN(2)])
	if name == "" {
		return nil, nil, nil
	}
	obj, err := e.root.Open(name)
	return obj, e.model[name], err
}

func (e *editor) put() error {
	obj, x, err := e.object()
	if obj == nil || err != nil {
		return err
	}
	name := fmt.Sprint("a", e.rng.IntN(14))
	v := e.numbers(1 + e.rng.Uint64N(20))
	x.Attrs[name] = v
	return obj.Attributes().Put(name, int32LE, simple(uint64(len(v))), memory32(v))
}

func (e *editor) dropAttribute() error {
	obj, x, err := e.object()
	if obj == nil || err != nil || len(x.Attrs) == 0 {
		return err
	}
	names := slices.Sorted(maps.Keys(x.Attrs))
	name := names[e.rng.IntN(len(names))]
	delete(x.Attrs, name)
	return obj.Attributes().Delete(name)
}

func (e *editor) remove() error {
	name := e.model.pick(e.rng, []string{"group", "dataset", "dataset", "link"}[e.rng.IntN(4)])
	if name == "" {
		return nil
	}
	e.model.remove(name)
	return e.root.Delete(name)
}

func (e *editor) move() error {
	name := e.model.pick(e.rng, "dataset")
	if name == "" {
		return nil
	}
	to := e.name()
	e.model[to] = e.model[name]
	delete(e.model, name)
	return e.root.Move(name, to, nil)
}

// found reads what is below a group.
func found(g *hdf5.Group) (model, error) {
	m := make(model)
	return m, m.read(g, "")
}

func (m model) read(g *hdf5.Group, prefix string) error {
	for link, err := range g.Links(hdf5.ByName) {
		if err != nil {
			return err
		}
		name := path.Join(prefix, link.Name)
		x := &entry{Kind: "link", To: link.Path, Attrs: map[string][]int32{}}
		m[name] = x
		if link.Kind != hdf5.HardLink {
			continue
		}
		obj, err := g.Open(link.Name)
		if err != nil {
			return err
		}
		if err := x.readAttributes(obj); err != nil {
			return err
		}
		switch obj := obj.(type) {
		case *hdf5.Group:
			x.Kind = "group"
			err = m.read(obj, name)
		case *hdf5.Dataset:
			x.Kind = "dataset"
			err = x.readDataset(obj)
		default:
			err = errors.New("named datatype")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *entry) readAttributes(obj hdf5.Object) error {
	for a, err := range obj.Attributes().All(hdf5.ByName) {
		if err != nil {
			return err
		}
		m := memory32(make([]int32, a.Space().NumElements()))
		if err := a.Read(m); err != nil {
			return err
		}
		x.Attrs[a.Name()] = values32(m.Bytes)
	}
	return nil
}

func values32(b []byte) []int32 {
	v := make([]int32, len(b)/4)
	for i := range v {
		v[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}

func (x *entry) readDataset(d *hdf5.Dataset) error {
	x.Dims = d.Space().Dims
	if d.Type().Class == datatype.String {
		heap := datatype.NewHeap()
		m := hdf5.Memory{Type: datatype.NewVarString(datatype.UTF8, heap.RefSize()), Dims: x.Dims, Objects: heap}
		m.Bytes = make([]byte, int(d.Space().NumElements())*m.Type.Size)
		if err := d.Read(ctx, dataspace.All(), m); err != nil {
			return err
		}
		for i := range x.Dims[0] {
			text, _, err := heap.Get(m.Bytes[int(i)*heap.RefSize():][:heap.RefSize()])
			if err != nil {
				return err
			}
			x.Words = append(x.Words, string(text))
		}
		return nil
	}
	m := memory32(make([]int32, d.Space().NumElements()))
	m.Dims = x.Dims
	err := d.Read(ctx, dataspace.All(), m)
	x.Data = values32(m.Bytes)
	return err
}

// difference tells the first difference of two models, or "".
func difference(got, want model) string {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] == nil {
			return fmt.Sprintf("%q is missing", name)
		}
		g, _ := json.Marshal(got[name])
		w, _ := json.Marshal(want[name])
		if string(g) != string(w) {
			return fmt.Sprintf("%q: got %.400s, want %.400s", name, g, w)
		}
	}
	for name := range got {
		if want[name] == nil {
			return fmt.Sprintf("%q should not be there", name)
		}
	}
	return ""
}
