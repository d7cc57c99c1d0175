package h5py

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// datasetModule is h5py.h5d.
func (s *Session) datasetModule() *pyrt.Module {
	m := lowModule("h5py.h5d", "Datasets.", map[string]int{
		"COMPACT": 0, "CONTIGUOUS": 1, "CHUNKED": 2, "VIRTUAL": 3, "ALLOC_TIME_DEFAULT": 0, "ALLOC_TIME_EARLY": 1, "ALLOC_TIME_LATE": 2,
		"ALLOC_TIME_INCR": 3, "SPACE_STATUS_NOT_ALLOCATED": 0, "SPACE_STATUS_PART_ALLOCATED": 1, "SPACE_STATUS_ALLOCATED": 2,
		"FILL_TIME_ALLOC": 0, "FILL_TIME_NEVER": 1, "FILL_TIME_IFSET": 2, "FILL_VALUE_UNDEFINED": 0, "FILL_VALUE_DEFAULT": 1,
		"FILL_VALUE_USER_DEFINED": 2, "VDS_FIRST_MISSING": 0, "VDS_LAST_AVAILABLE": 1,
	}, map[string]pyrt.Func{"create": s.createDatasetID, "open": s.openDatasetID})
	m.Members["DatasetID"] = s.types.datasetID
	return m
}

func (s *Session) createDatasetID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, tid, space starlark.Value
	var dcpl, unused starlark.Value = starlark.None, nil
	if err := c.Unpack("loc", &loc, "name", &name, "tid", &tid, "space", &space, "dcpl?", &dcpl, "lcpl?", &unused, "dapl?", &unused, "gcpl?", &unused); err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	t, ok1 := tid.(*TypeID)
	sp, ok2 := space.(*SpaceID)
	if !ok1 || !ok2 {
		return nil, pyrt.Errorf(pyrt.TypeError, "h5d.create takes a datatype and a dataspace, not %s and %s", pyrt.TypeName(tid), pyrt.TypeName(space))
	}
	p, ok := dcpl.(*PropID)
	if !ok {
		p = s.newProps("DATASET_CREATE")
	}
	extent, err := sp.space()
	if err != nil {
		return nil, createDataset.wrap(err)
	}
	d, err := g.createWith(path, t.t, extent, p)
	if err != nil {
		return nil, err
	}
	return idOf(d), nil
}

func (s *Session) openDatasetID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, dapl starlark.Value = nil, nil, starlark.None
	if err := c.Unpack("loc", &loc, "name", &name, "dapl?", &dapl); err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	path, err := linkName(name)
	if err != nil {
		return nil, err
	}
	access := &hdf5.DatasetAccess{}
	p, ok := dapl.(*PropID)
	if !ok {
		p = s.newProps("DATASET_ACCESS")
	}
	access.VirtualPrefix, _ = linkName(p.class.props["virtual_prefix"])
	access.ExternalPrefix, _ = linkName(p.class.props["efile_prefix"])
	access.FirstMissing = p.ints("virtual_view")[0] == 0
	access.PrintfGap = uint64(p.ints("virtual_printf_gap")[0])
	core, err := g.core.OpenDataset(path, access)
	if err != nil {
		return nil, g.openError(path, err)
	}
	d := s.dataset(g.file, core)
	d.access = p.copy()
	if access.FirstMissing { // which knows no gap
		d.access.set("virtual_printf_gap", number(0))
	}
	return idOf(d), nil
}

// newDataset is h5py.Dataset(identifier).
func (s *Session) newDataset(c *pyrt.Call) (starlark.Value, error) {
	var bind, unused starlark.Value
	if err := c.Unpack("bind", &bind, "readonly?", &unused); err != nil {
		return nil, err
	}
	if id, ok := bind.(*objectID); ok {
		if d, ok := id.of.(*Dataset); ok {
			return d, nil
		}
	}
	return nil, pyrt.Errorf(pyrt.ValueError, "%s is not a DatasetID", reprOf(bind))
}

var datasetIDProps = map[string]func(*objectID) (starlark.Value, error){
	"dtype": func(o *objectID) (starlark.Value, error) { return o.dataset().dtypeValue() },
	"shape": func(o *objectID) (starlark.Value, error) { return o.dataset().shape() },
	"rank":  func(o *objectID) (starlark.Value, error) { return o.dataset().ndim() },
}

func (o *objectID) dataset() *Dataset { return o.of.(*Dataset) }

var datasetIDMethods = map[string]func(*objectID, *pyrt.Call) (starlark.Value, error){
	"get_type": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		d := o.dataset()
		named, err := d.core.NamedType()
		return d.session.committedOr(d.file, named, d.core.Type()), readData.wrap(err)
	},
	"get_space": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		sp, err := o.dataset().space()
		return o.dataset().session.spaceID(sp), err
	},
	"get_create_plist": func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return o.dataset().datasetProps() },
	"get_access_plist": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		return o.dataset().accessPropsNow(), c.NoArgs()
	},
	"get_offset": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		if at, ok := o.dataset().core.Offset(); ok {
			return starlark.MakeInt64(at), nil
		}
		return starlark.None, c.NoArgs()
	},
	"get_storage_size": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		n, err := o.dataset().storageSize()
		return starlark.MakeUint64(n), err
	},
	"get_space_status":        (*objectID).spaceStatus,
	"get_num_chunks":          (*objectID).numChunks,
	"get_chunk_info":          (*objectID).chunkInfo,
	"get_chunk_info_by_coord": (*objectID).chunkAt,
	"chunk_iter":              (*objectID).chunkIter,
	"read_direct_chunk":       (*objectID).readChunk,
	"write_direct_chunk":      (*objectID).writeChunk,
	"read":                    (*objectID).read,
	"write":                   (*objectID).write,
	"set_extent":              (*objectID).setExtent,
	"flush":                   func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return o.dataset().flush(c) },
	"refresh":                 func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return o.dataset().refresh(c) },
	"close":                   func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return starlark.None, c.NoArgs() },
}

// accessProps returns the list by which the dataset was opened.
func (d *Dataset) accessProps() *PropID {
	if d.access == nil {
		d.access = d.session.newProps("DATASET_ACCESS")
		if cache, ok := d.file.access().class.props["cache"].(starlark.Tuple); ok {
			d.access.set("chunk_cache", cache[1:])
		}
	}
	return d.access
}

// storageSize returns the bytes of the elements that have space in the file,
// changed chunks included.
func (d *Dataset) storageSize() (uint64, error) {
	if err := d.storeChunks(readData); err != nil {
		return 0, err
	}
	n, err := d.core.StorageSize()
	return n, readData.wrap(err)
}

// accessPropsNow returns a copy of the list, in which the directories of other
// files are those that are looked in.
func (d *Dataset) accessPropsNow() *PropID {
	p := d.accessProps().copy()
	if env := d.session.getenv("HDF5_EXTFILE_PREFIX"); env != "" {
		p.set("efile_prefix", starlark.Bytes(env))
	}
	for _, name := range []string{"efile_prefix", "virtual_prefix"} {
		prefix, _ := linkName(p.class.props[name])
		if rest, ok := strings.CutPrefix(prefix, "${ORIGIN}"); ok {
			if dir, err := filepath.Abs(filepath.Dir(d.file.core.Name())); err == nil {
				p.set(name, starlark.Bytes(dir+"/"+rest))
			}
		}
	}
	return p
}

// The values of H5D_space_status_t.
const (
	notAllocated  = 0
	partAllocated = 1
	allocated     = 2
)

// spaceStatus tells how much of the storage is allocated.
func (o *objectID) spaceStatus(c *pyrt.Call) (starlark.Value, error) {
	d := o.dataset()
	status := allocated
	switch d.core.Layout() {
	case hdf5.Virtual:
	case hdf5.Chunked:
		chunks, err := d.storedChunks(countChunks)
		if err != nil {
			return nil, err
		}
		all := uint64(1)
		for i, n := range d.core.Chunks() {
			all *= (d.core.Space().Dims[i] + n - 1) / n
		}
		switch {
		case len(chunks) == 0:
			status = notAllocated
		case uint64(len(chunks)) < all:
			status = partAllocated
		}
	default:
		n, err := d.storageSize()
		if err != nil {
			return nil, err
		}
		if n == 0 {
			status = notAllocated
		}
	}
	return number(status), c.NoArgs()
}

// setExtent changes the shape.
func (o *objectID) setExtent(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	shape, err := o.dataset().session.shapeOf(v)
	if err == nil && len(shape) != len(o.dataset().core.Space().Dims) {
		err = pyrt.Errorf(pyrt.TypeError, "New shape length (%d) must match dataset rank (%d)", len(shape), len(o.dataset().core.Space().Dims))
	}
	if err != nil {
		return nil, err
	}
	return starlark.None, o.dataset().setSize(shape)
}

// transferArgs reads the two spaces and the array of read and write.
func (o *objectID) transferArgs(c *pyrt.Call) (mem, file *SpaceID, arr starlark.Value, err error) {
	var m, f, mtype, dxpl starlark.Value
	if err := c.Unpack("mspace", &m, "fspace", &f, "arr_obj", &arr, "mtype?", &mtype, "dxpl?", &dxpl); err != nil {
		return nil, nil, nil, err
	}
	mem, ok1 := m.(*SpaceID)
	file, ok2 := f.(*SpaceID)
	if !ok1 || !ok2 {
		return nil, nil, nil, pyrt.Errorf(pyrt.TypeError, "Argument 'mspace' has incorrect type (expected h5py.h5s.SpaceID)")
	}
	return mem, file, arr, nil
}

func (o *objectID) read(c *pyrt.Call) (starlark.Value, error) {
	mem, file, v, err := o.transferArgs(c)
	if err != nil {
		return nil, err
	}
	d := o.dataset()
	a, err := d.session.np.ToArray(v, nil)
	if err != nil {
		return nil, err
	}
	return starlark.None, readData.wrap(readInto(a, dims(a.Shape()), nil, func(m hdf5.Memory) error {
		m.Select = &mem.sel
		return d.core.Read(d.session.ctx(), file.sel, m)
	}))
}

func (o *objectID) write(c *pyrt.Call) (starlark.Value, error) {
	mem, file, v, err := o.transferArgs(c)
	if err != nil {
		return nil, err
	}
	d := o.dataset()
	a, err := d.session.np.ToArray(v, nil)
	if err != nil {
		return nil, err
	}
	return starlark.None, writeData.wrap(writeFrom(a, dims(a.Shape()), nil, func(m hdf5.Memory) error {
		m.Select = &mem.sel
		return d.core.Write(d.session.ctx(), file.sel, m)
	}))
}

// The operations on chunks that can fail.
var (
	countChunks  = action{"Can't get number of chunks", pyrt.RuntimeError}
	findChunk    = action{"Can't get chunk info by its logical coordinates", pyrt.RuntimeError}
	iterChunks   = action{"Error iterating over dataset chunks", pyrt.RuntimeError}
	readChunkRaw = action{"Can't get storage size of chunk", pyrt.RuntimeError}
	writeRaw     = action{"Can't write unprocessed chunk data", pyrt.OSError}
)

// wrapChunk is wrap for an operation on the chunk at an offset, or on all.
func (a action) wrapChunk(d *Dataset, at []uint64, err error) error {
	outside := false
	if dims := d.core.Space().Dims; len(at) == len(dims) {
		for i, n := range dims {
			outside = outside || at[i] >= n
		}
	}
	switch {
	case errors.Is(err, hdf5.ErrWrongKind):
		return pyrt.Wrap(a.class, a.text+" (not a chunked dataset)", err)
	case errors.Is(err, hdf5.ErrNotFound), errors.Is(err, dataspace.ErrRange) && a == readChunkRaw:
		return pyrt.Wrap(a.class, a.text+" (chunk storage is not allocated)", err)
	case errors.Is(err, dataspace.ErrRange) && outside:
		return pyrt.Wrap(a.class, a.text+" (offset exceeds dimensions of dataset)", err)
	case errors.Is(err, dataspace.ErrRange):
		return pyrt.Wrap(a.class, a.text+" (offset doesn't fall on chunks's boundary)", err)
	}
	return a.wrap(err)
}

var storeInfoFields = []string{"chunk_offset", "filter_mask", "byte_offset", "size"}

// storedChunks returns the chunks that are in the file, for an operation.
func (d *Dataset) storedChunks(op action) ([]hdf5.Chunk, error) {
	if err := d.storeChunks(op); err != nil {
		return nil, err
	}
	var out []hdf5.Chunk
	for chunk, err := range d.core.EachChunk(d.session.ctx()) {
		if err != nil {
			return nil, op.wrapChunk(d, nil, err)
		}
		out = append(out, chunk)
	}
	return out, nil
}

// storeChunks writes the chunks that wait in memory.
func (d *Dataset) storeChunks(op action) error {
	if d.file.core.Mode() != hdf5.ReadWrite || d.core.Layout() != hdf5.Chunked && op != countChunks && op != iterChunks {
		return nil
	}
	return op.wrapChunk(d, nil, d.core.Flush(d.session.ctx()))
}

func storeInfo(c hdf5.Chunk) starlark.Value {
	return pyrt.NewNamedTuple("StoreInfo", storeInfoFields, starlark.Tuple{shapeTuple(c.Offset), starlark.MakeUint64(uint64(c.Mask)),
		starlark.MakeInt64(c.Address), starlark.MakeUint64(c.Size)})
}

func (o *objectID) numChunks(c *pyrt.Call) (starlark.Value, error) {
	chunks, err := o.dataset().storedChunks(countChunks)
	return starlark.MakeInt(len(chunks)), err
}

func (o *objectID) chunkInfo(c *pyrt.Call) (starlark.Value, error) {
	var space starlark.Value
	i := 0
	if err := c.Unpack("index", &i, "space?", &space); err != nil {
		return nil, err
	}
	chunks, err := o.dataset().storedChunks(countChunks)
	if err == nil && (i < 0 || i >= len(chunks)) {
		err = pyrt.Errorf(pyrt.ValueError, "Chunk index is out of range (chunk index is out of range)")
	}
	if err != nil {
		return nil, err
	}
	return storeInfo(chunks[i]), nil
}

// chunkIter calls a function with each stored chunk until the function returns
// something other than None.
func (o *objectID) chunkIter(c *pyrt.Call) (starlark.Value, error) {
	fn, err := c.One()
	if err != nil {
		return nil, err
	}
	chunks, err := o.dataset().storedChunks(iterChunks)
	if err != nil {
		return nil, err
	}
	for _, chunk := range chunks {
		v, err := pyrt.CallValue(c.Thread, fn, starlark.Tuple{storeInfo(chunk)}, nil)
		if err != nil || v != starlark.None {
			return v, err
		}
	}
	return starlark.None, nil
}

func (o *objectID) chunkAt(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	at, err := o.dataset().session.shapeOf(v)
	if err != nil {
		return nil, err
	}
	chunks, err := o.dataset().storedChunks(findChunk)
	for _, chunk := range chunks {
		if slices.Equal(chunk.Offset, at) {
			return storeInfo(chunk), err
		}
	}
	return pyrt.NewNamedTuple("StoreInfo", storeInfoFields, starlark.Tuple{starlark.None, number(0), starlark.None, number(0)}), err
}

// offsets reads the position of a chunk.
func (d *Dataset) offsets(v starlark.Value) ([]uint64, error) {
	at, err := d.session.shapeOf(v)
	if rank := len(d.core.Space().Dims); err == nil && len(at) != rank {
		err = pyrt.Errorf(pyrt.TypeError, "offsets length (%d) must match dataset rank (%d)", len(at), rank)
	}
	return at, err
}

// byteTarget is a buffer that bytes can be stored in: bytearray and memoryview.
type byteTarget interface{ PyBuffer() ([]byte, error) }

func (o *objectID) readChunk(c *pyrt.Call) (starlark.Value, error) {
	var offsets, dxpl, out starlark.Value = nil, nil, starlark.None
	if err := c.Unpack("offsets", &offsets, "dxpl?", &dxpl, "out?", &out); err != nil {
		return nil, err
	}
	d := o.dataset()
	at, err := d.offsets(offsets)
	if err != nil {
		return nil, err
	}
	stored, mask, err := d.core.ReadChunk(d.session.ctx(), at)
	if err != nil {
		return nil, readChunkRaw.wrapChunk(d, at, err)
	}
	if out == starlark.None {
		return starlark.Tuple{starlark.MakeUint64(uint64(mask)), starlark.Bytes(stored)}, nil
	}
	buf, err := writableBytes(out)
	if err != nil {
		return nil, err
	}
	if len(buf) < len(stored) {
		return nil, pyrt.Errorf(pyrt.ValueError, "out buffer is only %d bytes, %d bytes required", len(buf), len(stored))
	}
	copy(buf, stored)
	return starlark.Tuple{starlark.MakeUint64(uint64(mask)), starlark.Bytes(stored)}, nil
}

// writableBytes returns the memory of a 1-d buffer of bytes.
func writableBytes(v starlark.Value) ([]byte, error) {
	switch v := v.(type) {
	case byteTarget:
		return v.PyBuffer()
	case starlark.Bytes:
		return nil, pyrt.Errorf(pyrt.BufferError, "Object is not writable.")
	case *numpy.Array:
		a := v.Array()
		b, ok := a.Memory()
		switch {
		case a.NDim() != 1:
			return nil, pyrt.Errorf(pyrt.ValueError, "Buffer has wrong number of dimensions (expected 1, got %d)", a.NDim())
		case a.DType().ItemSize() != 1:
			return nil, pyrt.Errorf(pyrt.ValueError, "Buffer dtype mismatch, expected 'unsigned char' but got '%s'", a.DType().Name())
		case !ok:
			return nil, pyrt.Errorf(pyrt.ValueError, "ndarray is not C-contiguous")
		}
		return b, nil
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "a bytes-like object is required, not '%s'", pyrt.TypeName(v))
}

func (o *objectID) writeChunk(c *pyrt.Call) (starlark.Value, error) {
	var offsets, data, dxpl starlark.Value
	mask := 0
	if err := c.Unpack("offsets", &offsets, "data", &data, "filter_mask?", &mask, "dxpl?", &dxpl); err != nil {
		return nil, err
	}
	d := o.dataset()
	at, err := d.session.shapeOf(offsets)
	if rank := len(d.core.Space().Dims); err == nil && len(at) != rank {
		err = pyrt.Errorf(pyrt.TypeError, "offset length (%d) must match dataset rank (%d)", len(at), rank)
	}
	if err != nil {
		return nil, err
	}
	b, err := pyrt.BytesOf(data)
	if err != nil {
		return nil, err
	}
	return starlark.None, writeRaw.wrapChunk(d, at, d.core.WriteChunk(d.session.ctx(), at, b, uint32(mask)))
}
