package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// datasetArgs are the arguments of create_dataset as the script gave them;
// those without a default of None are nil if it did not.
type datasetArgs struct {
	shape, dtype, data                        starlark.Value
	chunks, maxShape, fill, fillTime          starlark.Value
	compression, compressionOpts, scaleOffset starlark.Value
	shuffle, fletcher32, trackOrder           starlark.Value
	trackTimes, unknownFilter                 starlark.Value
	external, efilePrefix, virtualPrefix      starlark.Value
	slots, bytes, w0, dcpl, dapl              starlark.Value
	cache                                     starlark.Tuple // of chunks: slots, bytes, w0
}

func newDatasetArgs() *datasetArgs {
	a := &datasetArgs{}
	for _, p := range []*starlark.Value{&a.shape, &a.dtype, &a.data, &a.chunks, &a.maxShape, &a.fill, &a.fillTime, &a.compression,
		&a.compressionOpts, &a.scaleOffset, &a.shuffle, &a.fletcher32, &a.trackTimes, &a.unknownFilter,
		&a.external, &a.efilePrefix, &a.virtualPrefix} {
		*p = starlark.None
	}
	return a
}

// params are the parameters of create_dataset after the name.
func (a *datasetArgs) params() []any {
	return []any{"shape?", &a.shape, "dtype?", &a.dtype, "data?", &a.data, "chunks?", &a.chunks, "compression?", &a.compression,
		"shuffle?", &a.shuffle, "fletcher32?", &a.fletcher32, "maxshape?", &a.maxShape, "compression_opts?", &a.compressionOpts,
		"fillvalue?", &a.fill, "scaleoffset?", &a.scaleOffset, "track_times?", &a.trackTimes, "track_order?", &a.trackOrder,
		"fill_time?", &a.fillTime, "allow_unknown_filter?", &a.unknownFilter, "rdcc_nslots?", &a.slots, "rdcc_nbytes?", &a.bytes,
		"rdcc_w0?", &a.w0, "dcpl?", &a.dcpl, "dapl?", &a.dapl, "*", "external?", &a.external, "efile_prefix?", &a.efilePrefix, "virtual_prefix?", &a.virtualPrefix}
}

// datasetPlan is what create_dataset makes.
type datasetPlan struct {
	typ     *hdf5Type
	space   dataspace.Space
	options *hdf5.DatasetCreate
	data    *ndarray.Array
}

// planDataset checks the arguments of create_dataset, in h5py's order, so that
// the first error is h5py's.
func (s *Session) planDataset(a *datasetArgs) (*datasetPlan, error) {
	if e, ok := a.data.(*Empty); ok {
		if a.dtype == starlark.None {
			a.dtype = s.np.FromDType(e.dt)
		}
		if a.shape != starlark.None {
			return nil, pyrt.Errorf(pyrt.TypeError, "'NoneType' object is not iterable")
		}
		return s.planEmpty(a)
	}
	p := &datasetPlan{options: &hdf5.DatasetCreate{}}
	shape, err := s.dataAndShape(a, p)
	if err != nil {
		return nil, err
	}
	if list, ok := a.dcpl.(*PropID); ok && len(shape) > 0 {
		if p.options, err = list.options(); err != nil {
			return nil, err
		}
	}
	if shape == nil { // only a dtype
		return s.planEmpty(a)
	}
	if err := checkChunkShape(a, shape); err != nil {
		return nil, err
	}
	dt, err := s.elementType(a, p)
	if err != nil {
		return nil, err
	}
	if err := s.storage(a, p, shape, dt); err != nil {
		return nil, err
	}
	if len(shape) > 0 { // h5py looks at no more options for scalars
		if p.options.External, err = s.externalFiles(a.external); err != nil {
			return nil, err
		}
	}
	if err := s.moreOptions(a, p, dt); err != nil {
		return nil, err
	}
	maxShape, err := s.maxShapeOf(a.maxShape)
	if a.maxShape == starlark.True {
		maxShape, err = slices.Repeat([]uint64{dataspace.Unlimited}, len(shape)), nil
	}
	if err != nil {
		return nil, err
	}
	if len(shape) > dataspace.MaxRank {
		return nil, pyrt.Errorf(pyrt.ValueError, "Dimensionality is too large (dimensionality is too large)")
	}
	if p.space, err = wholeSpace(shape, maxShape); err != nil {
		return nil, pyrt.Wrap(pyrt.ValueError, "Maxdims is smaller than dims (maxdims is smaller than dims)", err)
	}
	return p, p.checkData()
}

// checkData refuses data that no dataset can hold before there is one.
func (p *datasetPlan) checkData() error {
	if p.data == nil {
		return nil
	}
	if _, err := p.data.DType().HDF5(); err != nil {
		return numpy.PyError(err)
	}
	return checkTexts(p.data)
}

// planEmpty plans a dataset without elements.
func (s *Session) planEmpty(a *datasetArgs) (*datasetPlan, error) {
	p := &datasetPlan{space: dataspace.NewNull(), options: &hdf5.DatasetCreate{}}
	dt, err := s.elementType(a, p)
	if err == nil {
		err = withoutStorage(a, "Empty")
	}
	if err == nil {
		err = s.moreOptions(a, p, dt)
	}
	return p, err
}

// moreOptions reads the fill value and what is remembered of times and order.
func (s *Session) moreOptions(a *datasetArgs, p *datasetPlan, dt *ndarray.DType) error {
	if a.fill != starlark.None {
		if err := s.setFillValue(p.options, a.fill, dt); err != nil {
			return err
		}
	}
	return s.tracking(a, p.options)
}

// dataAndShape converts the data and returns the shape: given, or the data's,
// or nil if there is neither.
func (s *Session) dataAndShape(a *datasetArgs, p *datasetPlan) ([]uint64, error) {
	var given *ndarray.DType
	var err error
	if a.dtype != starlark.None && !isNamedType(a.dtype) {
		if given, err = s.np.ToDType(a.dtype); err != nil {
			return nil, err
		}
	}
	if a.data != starlark.None {
		if p.data, err = s.arrayForNew(a.data, given); err != nil {
			return nil, err
		}
	}
	if a.shape == starlark.None {
		switch {
		case p.data != nil:
			if given == nil {
				return dims(p.data.Shape()), nil
			}
			return elementShape(p.data, given)
		case a.dtype == starlark.None:
			return nil, pyrt.Errorf(pyrt.TypeError, "One of data, shape or dtype must be specified")
		}
		return nil, nil
	}
	shape, err := s.shapeOf(a.shape)
	if err != nil {
		return nil, err
	}
	if p.data != nil {
		if elements(shape) != uint64(p.data.Size()) {
			return nil, pyrt.Errorf(pyrt.ValueError, "Shape tuple is incompatible with data")
		}
		if p.data, err = p.data.Reshape(ints(shape)); err != nil {
			return nil, numpy.PyError(err)
		}
	}
	return shape, nil
}

// checkChunkShape refuses chunks larger than the data, with h5py's words.
func checkChunkShape(a *datasetArgs, shape []uint64) error {
	chunks, ok, err := chunkShape(a.chunks)
	if !ok || err != nil {
		return err
	}
	limit := shape
	if a.maxShape == starlark.True {
		limit = []uint64{1} // as h5py compares: True is a number
	} else if given, ok := limits(a.maxShape); ok {
		limit = given
	}
	for i := range min(len(chunks), len(limit)) {
		if chunks[i] > limit[i] {
			return pyrt.Errorf(pyrt.ValueError, "Chunk shape must not be greater than data shape in any dimension. %s is not compatible with %s", dataspace.Text(chunks), dataspace.Text(shape))
		}
	}
	return nil
}

// chunkShape reads a chunks argument that is a shape: an int or a tuple of
// numbers.
func chunkShape(v starlark.Value) (chunks []uint64, given bool, err error) {
	if _, isBool := v.(starlark.Bool); isBool || v == starlark.None {
		return nil, false, nil
	}
	if i, ok := asIndex(v); ok {
		v = starlark.Tuple{i}
	}
	items, ok := v.(starlark.Tuple)
	if _, text := v.(starlark.String); text {
		return nil, false, nil // of the wrong rank
	}
	if !ok {
		return nil, true, pyrt.Errorf(pyrt.ValueError, "chunksize must be a tuple.")
	}
	for i, item := range items {
		whole, err := intOf(item)
		if err != nil {
			return nil, true, notASize(i, item)
		}
		n, err := unsignedAs(whole, "hsize_t")
		if err != nil {
			return nil, true, err
		}
		chunks = append(chunks, n)
	}
	return chunks, true, nil
}

// notASize refuses an element of a shape that is no number.
func notASize(i int, v starlark.Value) error {
	text, err := pyrt.Str(v)
	if err != nil {
		return err
	}
	return pyrt.Errorf(pyrt.TypeError, "Can't convert element %d (%s) to hsize_t", i, text)
}

// limits reads a maxshape argument: an int or a sequence of numbers and None,
// which is no limit. ok is false for any other value.
func limits(v starlark.Value) ([]uint64, bool) {
	if v == starlark.None {
		return nil, false
	}
	if i, ok := asIndex(v); ok {
		v = starlark.Tuple{i}
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, false
	}
	out := make([]uint64, len(items))
	for i, item := range items {
		out[i] = dataspace.Unlimited
		if n, ok := asIndex(item); ok {
			out[i], _ = n.Uint64()
		}
	}
	return out, true
}

// noElementType is the warning of a dataset whose type nobody gave.
const noElementType = "Creating a dataset without passing data or dtype is deprecated. Pass an explicit dtype. Using dtype='f4' will keep the current default behaviour."

// elementType returns the dtype of the elements and sets the plan's datatype.
func (s *Session) elementType(a *datasetArgs, p *datasetPlan) (*ndarray.DType, error) {
	switch {
	case a.dtype == starlark.None && p.data == nil:
		if err := s.deprecated(noElementType); err != nil {
			return nil, err
		}
		a.dtype = s.np.FromDType(ndarray.Float32())
	case a.dtype == starlark.None:
		typ, err := p.data.DType().HDF5()
		p.typ = typ
		return p.data.DType(), numpy.PyError(err)
	}
	dt, typ, named, err := s.fileType(a.dtype)
	p.typ, p.options.Named = typ, named
	return dt, err
}
