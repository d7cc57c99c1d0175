package h5py

import (
	"errors"
	"math"
	"math/big"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// storage reads the arguments about chunks and filters: h5py's fill_dcpl.
func (s *Session) storage(a *datasetArgs, p *datasetPlan, shape []uint64, dt *ndarray.DType) error {
	if r, err := s.filterOf(a.compression); err != nil {
		return err
	} else if r != nil {
		if a.compressionOpts != starlark.None {
			return pyrt.Errorf(pyrt.TypeError, "compression_opts must be None when compression is a filter with its options")
		}
		a.compression, a.compressionOpts = r.id, r.options
	} else if err := s.legacyCompression(a); err != nil {
		return err
	}
	if len(shape) == 0 {
		return withoutStorage(a, "Scalar")
	}
	if err := checkRank(a.chunks, "chunks", len(shape)); err != nil {
		return err
	}
	if err := checkRank(a.maxShape, "maxshape", len(shape)); err != nil {
		return err
	}
	filters, err := s.pipeline(a, dt)
	if err != nil {
		return err
	}
	p.options.Filters = append(p.options.Filters, filters...)
	chunks, given, err := chunkShape(a.chunks)
	switch {
	case err != nil:
		return err
	case slices.Contains(chunks, 0):
		return pyrt.Errorf(pyrt.ValueError, "All chunk dimensions must be positive (all chunk dimensions must be positive)")
	case given:
		p.options.Chunks = chunks
	case a.chunks == starlark.True, a.chunks == starlark.None && (len(filters) > 0 || isSet(a.maxShape) && !isSet(a.external)):
		p.options.Chunks = guessChunk(shape, dt.ItemSize())
	}
	if a.fillTime != starlark.None {
		p.options.FillTime, err = fillTime(a.fillTime)
	}
	return err
}

// tracking reads the arguments about times and the order of attributes.
func (s *Session) tracking(a *datasetArgs, o *hdf5.DatasetCreate) error {
	switch v := a.trackTimes.(type) {
	case starlark.NoneType:
	case starlark.Bool:
		o.TrackTimes = bool(v)
	default:
		if n, ok := asIndex(v); !ok || n.Sign() != 0 && n.BigInt().Cmp(big.NewInt(1)) != 0 {
			return pyrt.Errorf(pyrt.TypeError, "track_times must be either True or False")
		}
		o.TrackTimes = bool(v.Truth())
	}
	switch v := a.trackOrder.(type) {
	case nil:
		o.TrackOrder = s.ordered
	case starlark.NoneType:
	case starlark.Bool:
		o.TrackOrder = bool(v)
	default:
		return pyrt.Errorf(pyrt.TypeError, "track_order must be either True or False")
	}
	return nil
}

// isSet reports whether an option was given and is not False or empty.
func isSet(v starlark.Value) bool { return v != nil && v != starlark.None && bool(v.Truth()) }

// legacyCompression turns compression=True and compression=9 into gzip.
func (s *Session) legacyCompression(a *datasetArgs) error {
	if a.chunks == starlark.False && (isSet(a.compression) || isSet(a.shuffle) || isSet(a.fletcher32) || isSet(a.maxShape) || isSet(a.scaleOffset)) {
		return pyrt.Errorf(pyrt.ValueError, "Chunked format required for given storage options")
	}
	index, ok := asIndex(a.compression)
	levels, _ := s.hl["dataset"].Members["_LEGACY_GZIP_COMPRESSION_VALS"].(starlark.Tuple)
	level := slices.ContainsFunc(levels, func(v starlark.Value) bool { same, err := pyrt.Equal(v, index); return same && err == nil })
	switch {
	case a.compression == starlark.True:
		if a.compressionOpts == starlark.None {
			a.compressionOpts = starlark.MakeInt(4)
		}
	case ok && level: // False is level 0
		if a.compressionOpts != starlark.None {
			return pyrt.Errorf(pyrt.TypeError, "Conflict in compression options")
		}
		a.compressionOpts = index
	default:
		return nil
	}
	a.compression = starlark.String("gzip")
	return nil
}

// withoutStorage refuses the arguments about chunks, filters and growth for a
// dataset that is "Scalar" or "Empty".
func withoutStorage(a *datasetArgs, kind string) error {
	if isSet(a.chunks) || isSet(a.compression) || isSet(a.compressionOpts) || isSet(a.shuffle) || isSet(a.fletcher32) || a.scaleOffset != starlark.None {
		return pyrt.Errorf(pyrt.TypeError, "%s datasets don't support chunk/filter options", kind)
	}
	if isSet(a.maxShape) {
		return pyrt.Errorf(pyrt.TypeError, "%s datasets cannot be extended", kind)
	}
	return nil
}

func checkRank(v starlark.Value, name string, rank int) error {
	if v == starlark.None || v == starlark.True {
		return nil
	}
	if v == starlark.False {
		return pyrt.Errorf(pyrt.TypeError, "'%s' argument must be None or a sequence object", name)
	}
	if _, ok := asIndex(v); ok {
		if rank == 1 {
			return nil
		}
		return pyrt.Errorf(pyrt.ValueError, "'%s' must have same rank as dataset shape", name)
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return pyrt.Errorf(pyrt.TypeError, "'%s' argument must be None or a sequence object", name)
	}
	if len(items) != rank {
		return pyrt.Errorf(pyrt.ValueError, "'%s' must have same rank as dataset shape", name)
	}
	return nil
}

// pipeline returns the filters in h5py's order: scale-offset, shuffle,
// compression, checksum.
func (s *Session) pipeline(a *datasetArgs, dt *ndarray.DType) ([]filter.Info, error) {
	compression, err := s.compressionFilter(a)
	if err != nil {
		return nil, err
	}
	scale, err := scaleOffsetFilter(a, dt)
	if err != nil {
		return nil, err
	}
	out := scale
	if isSet(a.shuffle) {
		out = append(out, filter.Info{ID: filter.Shuffle, Name: "shuffle", Flags: filter.FlagOptional})
	}
	out = append(out, compression...)
	if isSet(a.fletcher32) {
		out = append(out, filter.Info{ID: filter.Fletcher32, Name: "fletcher32"})
	}
	return out, nil
}

// compressionFilter returns the filter of the compression argument, if any.
func (s *Session) compressionFilter(a *datasetArgs) ([]filter.Info, error) {
	if a.compression == starlark.None {
		if a.compressionOpts != starlark.None {
			return nil, pyrt.Errorf(pyrt.TypeError, "Compression method must be specified")
		}
		return nil, nil
	}
	if id, ok := asIndex(a.compression); ok {
		return s.numberedFilter(id, a)
	}
	name, ok := starlark.AsString(a.compression)
	switch {
	case ok && name == "gzip":
		return gzipFilter(a.compressionOpts)
	case ok && name == "lzf":
		if a.compressionOpts != starlark.None {
			return nil, pyrt.Errorf(pyrt.ValueError, "LZF compression filter accepts no options")
		}
		return []filter.Info{{ID: filter.LZF, Name: "lzf", Flags: filter.FlagOptional}}, nil
	case ok && name == "szip":
		return szipFilter(a.compressionOpts)
	}
	if t, isTuple := a.compression.(starlark.Tuple); isTuple && len(t) == 1 {
		a.compression = t[0] // as Python's % operator takes it
	}
	text, err := pyrt.Str(a.compression)
	if err != nil {
		return nil, err
	}
	return nil, pyrt.Errorf(pyrt.ValueError, `Compression filter "%s" is unavailable`, text)
}

func gzipFilter(opts starlark.Value) ([]filter.Info, error) {
	level := uint64(4)
	if opts != starlark.None {
		n, ok := asIndex(opts)
		if level, _ = n.Uint64(); !ok || n.Sign() < 0 || level > 9 {
			if t, isTuple := opts.(starlark.Tuple); isTuple && len(t) == 1 {
				opts = t[0] // as Python's % operator takes it
			}
			return nil, pyrt.Errorf(pyrt.ValueError, "GZIP setting must be an integer from 0-9, not %s", reprOf(opts))
		}
	}
	return []filter.Info{{ID: filter.Deflate, Name: "deflate", Flags: filter.FlagOptional, Params: []uint32{uint32(level)}}}, nil
}

// szipFilter reads ("nn" or "ec", samples per block).
func szipFilter(opts starlark.Value) ([]filter.Info, error) {
	method, pixels := "nn", 8
	if opts != starlark.None {
		const want = "SZIP options must be a 2-tuple ('ec'|'nn', even integer 0-32)"
		items, err := pyrt.Collect(opts)
		switch {
		case err != nil:
			return nil, pyrt.Errorf(pyrt.TypeError, want)
		case len(items) < 2:
			return nil, pyrt.Errorf(pyrt.ValueError, "not enough values to unpack (expected 2, got %d)", len(items))
		case len(items) > 2:
			return nil, pyrt.Errorf(pyrt.ValueError, "too many values to unpack (expected 2)")
		}
		method, _ = starlark.AsString(items[0])
		if pixels, err = pyrt.Int(items[1]); err != nil || method != "nn" && method != "ec" || pixels <= 0 || pixels > 32 || pixels%2 != 0 {
			return nil, pyrt.Errorf(pyrt.ValueError, want)
		}
	}
	const entropyCoding, nearestNeighbour = 4, 32
	mask := uint32(nearestNeighbour)
	if method == "ec" {
		mask = entropyCoding
	}
	return []filter.Info{{ID: filter.Szip, Name: "szip", Flags: filter.FlagOptional, Params: []uint32{mask, uint32(pixels)}}}, nil
}

// encodes reports whether a filter can write.
func encodes(f filter.Filter) bool {
	_, err := f.Encode(nil, make([]byte, 64), nil)
	return !errors.Is(err, filter.ErrNoEncoder)
}

// numberedFilter returns a registered filter with its options.
func (s *Session) numberedFilter(id starlark.Int, a *datasetArgs) ([]filter.Info, error) {
	if id.Sign() < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid filter identification number (invalid filter identification number)")
	}
	n, ok := id.Uint64()
	if !ok || n > math.MaxUint16 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid filter identification number (invalid filter identification number)")
	}
	f, known := filter.Standard().Lookup(filter.ID(n))
	switch {
	case isSet(a.unknownFilter):
	case !known:
		return nil, pyrt.Errorf(pyrt.ValueError, "Unknown compression filter number: %v", id)
	case !encodes(f):
		return nil, pyrt.Errorf(pyrt.ValueError, "Unknown compression filter number: %v (vdscript only reads %s)", id, f.Name())
	}
	info := filter.Info{ID: filter.ID(n), Flags: filter.FlagOptional}
	if known {
		info.Name = f.Name()
	}
	if a.compressionOpts != starlark.None {
		items, isTuple := a.compressionOpts.(starlark.Tuple)
		if !isTuple {
			return nil, pyrt.Errorf(pyrt.ValueError, "values must be a tuple or None.")
		}
		for _, item := range items {
			whole, err := intOf(item)
			if err != nil {
				return nil, err
			}
			v, err := pyrt.Int(whole)
			if err != nil {
				return nil, err
			}
			info.Params = append(info.Params, uint32(v))
		}
	}
	return []filter.Info{info}, nil
}

// scaleOffsetFilter returns the scale-offset filter, if it is asked for. Its
// first two parameters are its kind and factor; the rest follow from the
// dataset's type.
func scaleOffsetFilter(a *datasetArgs, dt *ndarray.DType) ([]filter.Info, error) {
	if a.scaleOffset == starlark.None {
		return nil, nil
	}
	if f, err := pyrt.Float(a.scaleOffset); err == nil && f < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "scale factor must be >= 0")
	}
	n, err := pyrt.Int(a.scaleOffset)
	if err != nil {
		return nil, err
	}
	const floatDScale, integer = 0, 2
	kind := uint32(integer)
	switch dt.Kind() {
	case ndarray.Float:
		kind = floatDScale
		if a.scaleOffset == starlark.True {
			return nil, pyrt.Errorf(pyrt.ValueError, "integer scaleoffset must be provided for floating point types")
		}
	case ndarray.Int, ndarray.Uint:
		if a.scaleOffset == starlark.True {
			n = 0 // found for each chunk
		}
	default:
		return nil, pyrt.Errorf(pyrt.TypeError, "scale/offset filter only supported for integer and floating-point types")
	}
	switch {
	case n < 0:
		return nil, pyrt.Errorf(pyrt.ValueError, "scale factor must be >= 0")
	case isSet(a.fletcher32):
		return nil, pyrt.Errorf(pyrt.ValueError, "fletcher32 cannot be used with potentially lossy scale/offset filter")
	}
	return []filter.Info{{ID: filter.ScaleOffset, Name: "scaleoffset", Flags: filter.FlagOptional, Params: []uint32{kind, uint32(n)}}}, nil
}

func fillTime(v starlark.Value) (hdf5.FillTime, error) {
	if v == starlark.None {
		return hdf5.DefaultFillTime, nil
	}
	switch name, _ := starlark.AsString(v); name {
	case "alloc":
		return hdf5.FillAlloc, nil
	case "never":
		return hdf5.FillNever, nil
	case "ifset":
		return hdf5.FillIfSet, nil
	}
	text, err := pyrt.Str(v)
	if err != nil {
		return 0, err
	}
	return 0, pyrt.Errorf(pyrt.ValueError, "fill_time must be one of the following choices: 'alloc', 'never' or 'ifset', but it is %s.", text)
}

// The sizes in bytes that guessChunk aims at, as h5py's.
const (
	chunkBase = 16 * 1024
	chunkMin  = 8 * 1024
	chunkMax  = 1024 * 1024
)

// guessChunk returns a chunk shape for a dataset: h5py's guess_chunk, digit by
// digit, for files that are to be equal.
func guessChunk(shape []uint64, itemSize int) []uint64 {
	chunks := make([]float64, len(shape))
	for i, n := range shape {
		chunks[i] = float64(n)
		if n == 0 {
			chunks[i] = 1024
		}
	}
	volume := func() float64 {
		v := 1.0
		for _, c := range chunks {
			v *= c
		}
		return v
	}
	target := chunkBase * math.Pow(2, math.Log10(volume()*float64(itemSize)/(1024*1024)))
	target = min(max(target, chunkMin), chunkMax)
	for i := 0; ; i++ {
		n := volume()
		size := n * float64(itemSize)
		if (size < target || math.Abs(size-target)/target < 0.5) && size < chunkMax || n == 1 {
			break
		}
		axis := i % len(chunks)
		chunks[axis] = math.Ceil(chunks[axis] / 2)
	}
	out := make([]uint64, len(chunks))
	for i, c := range chunks {
		out[i] = uint64(c)
	}
	return out
}

// filterName returns h5py's name of a filter.
func filterName(id filter.ID) string {
	switch id {
	case filter.Deflate:
		return "gzip"
	case filter.Szip:
		return "szip"
	case filter.Shuffle:
		return "shuffle"
	case filter.Fletcher32:
		return "fletcher32"
	case filter.LZF:
		return "lzf"
	case filter.ScaleOffset:
		return "scaleoffset"
	}
	return starlark.MakeUint64(uint64(id)).String()
}

// findFilter returns a filter of the dataset by h5py's name.
func (d *Dataset) findFilter(name string) (filter.Info, bool) {
	filters := d.core.Filters()
	i := slices.IndexFunc(filters, func(f filter.Info) bool { return filterName(f.ID) == name })
	if i < 0 {
		return filter.Info{}, false
	}
	return filters[i], true
}

func (d *Dataset) hasFilter(name string) starlark.Value {
	_, ok := d.findFilter(name)
	return starlark.Bool(ok)
}

func (d *Dataset) compression() (starlark.Value, error) {
	for _, name := range []string{"gzip", "lzf", "szip"} {
		if _, ok := d.findFilter(name); ok {
			return starlark.String(name), nil
		}
	}
	known := []filter.ID{filter.Shuffle, filter.Fletcher32, filter.ScaleOffset}
	for _, f := range d.core.Filters() {
		if !slices.Contains(known, f.ID) {
			return starlark.String("unknown"), nil
		}
	}
	return starlark.None, nil
}

func (d *Dataset) compressionOpts() (starlark.Value, error) {
	if f, ok := d.findFilter("gzip"); ok && len(f.Params) > 0 {
		return starlark.MakeUint64(uint64(f.Params[0])), nil
	}
	if f, ok := d.findFilter("szip"); ok && len(f.Params) > 1 {
		const entropyCoding = 4
		method := "nn"
		if f.Params[0]&entropyCoding != 0 {
			method = "ec"
		}
		return starlark.Tuple{starlark.String(method), starlark.MakeUint64(uint64(f.Params[1]))}, nil
	}
	return starlark.None, nil
}

func (d *Dataset) scaleOffset() (starlark.Value, error) {
	if f, ok := d.findFilter("scaleoffset"); ok && len(f.Params) > 1 {
		return starlark.MakeUint64(uint64(f.Params[1])), nil
	}
	return starlark.None, nil
}

func (d *Dataset) filterIDs() (starlark.Value, error) {
	var out starlark.Tuple
	for _, f := range d.core.Filters() {
		out = append(out, starlark.MakeUint64(uint64(f.ID)))
	}
	return out, nil
}

func (d *Dataset) filterNames() (starlark.Value, error) {
	var out starlark.Tuple
	for _, f := range d.core.Filters() {
		out = append(out, starlark.String(f.Name))
	}
	return out, nil
}

// filterTable is Dataset._filters: the parameters of each filter by its name.
func (d *Dataset) filterTable() (starlark.Value, error) {
	filters := d.core.Filters()
	out := starlark.NewDict(len(filters))
	for _, f := range filters {
		params := make(starlark.Tuple, len(f.Params))
		for i, n := range f.Params {
			params[i] = starlark.MakeUint64(uint64(n))
		}
		var v starlark.Value = params
		switch {
		case f.ID == filter.LZF || len(params) == 0:
			v = starlark.None
		case f.ID == filter.Deflate:
			v = params[0]
		}
		if err := out.SetKey(starlark.String(filterName(f.ID)), v); err != nil {
			return nil, err
		}
	}
	return out, nil
}
