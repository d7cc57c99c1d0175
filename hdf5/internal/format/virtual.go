package format

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/vds"
)

// The flags of an entry of a version 1 mapping list.
const (
	mappingSharedFile    = 0x01
	mappingSharedDataset = 0x02
	mappingSameFile      = 0x04
)

// VirtualBlock is the list of mappings of a virtual dataset (III.F), versions
// 0 and 1: a global heap object. Opening it finds where each entry begins;
// an entry is decoded when it is asked for. It is safe for concurrent use.
type VirtualBlock struct {
	version uint8
	sizes   codec.Sizes
	block   []byte
	starts  []int
	// virtuals are where the virtual selections begin, 0 where that is not
	// known without decoding.
	virtuals []int
	endless  bool // a virtual selection has no end, or may have none
}

var (
	_ vds.Mappings = (*VirtualBlock)(nil)
	_ vds.Bounder  = (*VirtualBlock)(nil)
	_ vds.Grower   = (*VirtualBlock)(nil)
)

// sameFile is the name that stands for the file of the virtual dataset.
const sameFile = "."

const virtualName = "virtual dataset mappings"

// OpenVirtualBlock checks a list and its checksum.
func OpenVirtualBlock(block []byte, sizes codec.Sizes) (*VirtualBlock, error) {
	r := codec.NewReader(virtualName, codec.Undefined, block, sizes)
	r.Sealed(len(block))
	v := &VirtualBlock{block: block, sizes: sizes}
	v.version = r.Version("version", 0, 1)
	n := r.Length("number of entries")
	v.starts = make([]int, r.Count("number of entries", n, minMapping(v.version)))
	v.virtuals = make([]int, len(v.starts))
	for i := range v.starts {
		v.starts[i] = r.Offset()
		if n, virtual, ok := v.entrySize(block[r.Offset():], i); ok && r.Err() == nil {
			v.virtuals[i] = v.starts[i] + virtual
			r.Skip("entry", n)
		} else {
			v.skip(r, i)
			v.endless = true
		}
	}
	r.End()
	return v, r.Err()
}

// minMapping returns the least bytes of an entry.
func minMapping(version uint8) int {
	if version == 0 {
		return 1 + 1 + 16 + 16
	}
	return 1 + 0 + 1 + 16 + 16
}

func (v *VirtualBlock) skip(r *codec.Reader, i int) {
	flags := v.flags(r)
	v.skipName(r, "source filename", flags&mappingSharedFile != 0, flags&mappingSameFile != 0, i)
	v.skipName(r, "source dataset", flags&mappingSharedDataset != 0, false, i)
	skipSelection(r)
	skipSelection(r)
}

func (v *VirtualBlock) flags(r *codec.Reader) uint8 {
	if v.version == 0 {
		return 0
	}
	return r.Flags("flags", mappingSharedFile|mappingSharedDataset|mappingSameFile)
}

func (v *VirtualBlock) skipName(r *codec.Reader, label string, shared, same bool, i int) {
	switch {
	case same:
	case shared:
		if from := r.Length(label + " entry"); r.Err() == nil && from >= uint64(i) {
			r.Failf(label+" entry", "entry %d shares the name of entry %d", i, from)
		}
	default:
		r.SkipCString(label)
	}
}

// Grows reports whether the extent may depend on sources.
func (v *VirtualBlock) Grows() bool { return v.endless }

// Len returns the number of mappings.
func (v *VirtualBlock) Len() int { return len(v.starts) }

// At decodes a mapping.
func (v *VirtualBlock) At(i int) (vds.Mapping, error) {
	r := v.entry(i)
	flags := v.flags(r)
	var m vds.Mapping
	m.File = v.name(r, flags, mappingSharedFile)
	m.Dataset = v.name(r, flags, mappingSharedDataset)
	var err error
	if m.Source, err = DecodeSelection(r); err != nil {
		return m, err
	}
	m.Virtual, err = DecodeSelection(r)
	return m, err
}

func (v *VirtualBlock) entry(i int) *codec.Reader {
	r := codec.NewReader(virtualName, codec.Undefined, v.block, v.sizes)
	r.Skip("", v.starts[i])
	return r
}

// name reads a name: which is the flag that says that it is shared. A shared
// name is that of an earlier entry, which may share it in turn.
func (v *VirtualBlock) name(r *codec.Reader, flags, which uint8) string {
	for {
		switch {
		case which == mappingSharedFile && flags&mappingSameFile != 0:
			return sameFile
		case flags&which == 0:
			return r.CString("name")
		}
		r = v.entry(int(r.Length("entry")))
		flags = v.flags(r)
		if which == mappingSharedDataset {
			v.skipName(r, "source filename", flags&mappingSharedFile != 0, flags&mappingSameFile != 0, len(v.starts))
		}
	}
}

// EncodeVirtualBlock returns the list that libhdf5 writes: version 1 if the
// low bound allows it and it is not larger.
func EncodeVirtualBlock(list vds.Mappings, low Bound, sizes codec.Sizes) ([]byte, error) {
	v0, err := encodeVirtual(list, 0, low, sizes)
	if err != nil || low < BoundV200 {
		return v0, err
	}
	v1, err := encodeVirtual(list, 1, low, sizes)
	if err == nil && len(v1) <= len(v0) {
		return v1, nil
	}
	return v0, err
}

func encodeVirtual(list vds.Mappings, version uint8, low Bound, sizes codec.Sizes) ([]byte, error) {
	w := codec.NewWriter(virtualName, sizes)
	w.U8(version)
	w.Length("number of entries", uint64(list.Len()))
	files, datasets := make(map[string]int), make(map[string]int)
	for i := range list.Len() {
		m, err := list.At(i)
		if err != nil {
			return nil, err
		}
		if version == 0 {
			w.CString(m.File)
			w.CString(m.Dataset)
		} else {
			encodeNames(w, m, i, files, datasets)
		}
		EncodeSelection(w, m.Source, low)
		EncodeSelection(w, m.Virtual, low)
	}
	w.Checksum()
	return w.Block()
}

// encodeNames writes the flags and names of an entry of version 1. A name is
// shared with the first entry that has it, unless it is not longer than the
// number of that entry would be.
func encodeNames(w *codec.Writer, m vds.Mapping, i int, files, datasets map[string]int) {
	share := func(seen map[string]int, name string) (int, bool) {
		if len(name)+1 < int(w.Sizes().Lengths) {
			return 0, false
		}
		from, ok := seen[name]
		if !ok {
			seen[name] = i
		}
		return from, ok
	}
	var flags uint8
	file, fileShared := 0, false
	if m.File == sameFile {
		flags = mappingSameFile
	} else if file, fileShared = share(files, m.File); fileShared {
		flags = mappingSharedFile
	}
	dataset, datasetShared := share(datasets, m.Dataset)
	if datasetShared {
		flags |= mappingSharedDataset
	}
	w.U8(flags)
	switch {
	case fileShared:
		w.Length("source filename entry", uint64(file))
	case m.File != sameFile:
		w.CString(m.File)
	}
	if datasetShared {
		w.Length("source dataset entry", uint64(dataset))
	} else {
		w.CString(m.Dataset)
	}
}
