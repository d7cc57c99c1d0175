package hdf5

import (
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// Mode says how a file is opened or made.
type Mode uint8

const (
	// ReadOnly opens an existing file (h5py's "r").
	ReadOnly Mode = iota
	// ReadWrite opens an existing file ("r+").
	ReadWrite
	// Truncate makes a file and replaces an existing one ("w").
	Truncate
	// Exclusive makes a file that must not exist ("w-", "x").
	Exclusive
)

// Version names the oldest or newest release of libhdf5 that a file's
// structures are for (H5F_libver_t).
type Version uint8

const (
	Earliest Version = iota
	V18
	V110
	V112
	V114
	V200
	Latest = V200
)

// String returns h5py's name: "earliest", "v108" ... "v200".
func (v Version) String() string {
	names := [...]string{"earliest", "v108", "v110", "v112", "v114", "v200"}
	if int(v) < len(names) {
		return names[v]
	}
	return "invalid version"
}

// FileAccess says how a file is accessed (a file access property list). Nil
// and zero fields mean the defaults.
type FileAccess struct {
	// FS opens files by name. Nil: the operating system's, [driver.OS].
	FS driver.FS
	// Files is the set of open files that this one joins. Nil: it is alone,
	// and another opening of the same file knows nothing of its changes.
	Files *Files
	// Locking is libhdf5's file locking. Zero: best effort.
	Locking driver.Locking
	// SWMR reads a file even while another program writes it in SWMR mode.
	SWMR bool
	// NoJournal changes files without a rollback journal: a writer that dies
	// may then leave half of a change, as libhdf5's does.
	NoJournal bool
	// Low and High bound the versions of what is written. Zero Low:
	// Earliest; zero High: Latest.
	Low, High Version
	// Limits bounds what the file may cost.
	Limits driver.Limits
	// Policy says which other files the contents may name.
	Policy driver.Policy
	// Filters decode and encode chunks. Nil: [filter.Standard].
	Filters *filter.Registry
	// VirtualPrefix is the host's value of HDF5_VDS_PREFIX: a list of
	// directories where sources of virtual datasets are looked for.
	VirtualPrefix string
	// ExternalPrefix is the host's value of HDF5_EXT_PREFIX: directories where
	// targets of external links are looked for.
	ExternalPrefix string
	// RawPrefix is the host's value of HDF5_EXTFILE_PREFIX: the directory where
	// raw data files with relative names are, whatever DatasetAccess says.
	RawPrefix string
	// Missing is what reads do about missing sources. Zero: [vds.MissingWarn].
	Missing vds.Missing
	// OnMissing, if set, is told of each missing source of a virtual dataset
	// once for each reason. It may be called by several goroutines.
	OnMissing func(dataset string, source *vds.SourceError)
	// Relaxed reads numbers of which less than half the bits are used, which
	// libhdf5 2 takes for damage (H5Pset_relax_file_integrity_checks).
	Relaxed bool
	// Threshold and Alignment place allocations of at least Threshold bytes
	// at multiples of Alignment (H5Pset_alignment). Zero: no alignment.
	Threshold, Alignment uint64
	// MetaBlock is the size in bytes of the blocks that metadata is allocated
	// from, so that it lies together (H5Pset_meta_block_size). Zero: 2 KiB in
	// files of 64 KiB and more; in smaller ones each structure is allocated by
	// itself. Files with pages have them in place.
	MetaBlock uint64
	// ChunkCacheBytes bounds the decoded chunks that one dataset keeps. Zero:
	// 8 MiB.
	ChunkCacheBytes int64
}

// FileCreate says what a new file is like (a file creation property list).
type FileCreate struct {
	// UserBlock is the size in bytes of the space before the superblock: 0 or
	// a power of two from 512.
	UserBlock uint64
	// TrackOrder makes the root group remember the order of its links and
	// attributes.
	TrackOrder bool
	// Space says how the file's space is managed. Nil: freed space is used
	// again while the file is open.
	Space *FileSpace
}

// GroupCreate says what a new group is like.
type GroupCreate struct {
	LinkCreate
	// TrackOrder makes the group remember the order in which links and
	// attributes were made (h5py's track_order).
	TrackOrder bool

	like *likeness // of a copy
}

// LinkCreate says how a new link is made (a link creation property list).
type LinkCreate struct {
	// NoIntermediate refuses a path whose groups are missing. Zero: they are
	// made, as h5py does.
	NoIntermediate bool
	// CharSet marks the name's character set. A name that is not ASCII is
	// marked UTF-8 whatever it says, as h5py does.
	CharSet datatype.CharSet
}

// Layout says where the elements of a dataset are.
type Layout uint8

const (
	// DefaultLayout is contiguous without chunks and chunked with them.
	DefaultLayout Layout = iota
	// Compact: in the object header.
	Compact
	// Contiguous: in one piece of the file.
	Contiguous
	// Chunked: in pieces of equal shape, which filters may transform.
	Chunked
	// Virtual: in other datasets.
	Virtual
)

// String returns h5dump's word in lower case.
func (l Layout) String() string {
	names := [...]string{"default", "compact", "contiguous", "chunked", "virtual"}
	if int(l) < len(names) {
		return names[l]
	}
	return "invalid layout"
}

// FillTime says when the space of a dataset is filled with its fill value.
// The values are one more than those on disk.
type FillTime uint8

const (
	DefaultFillTime FillTime = iota // FillIfSet
	FillAlloc                       // whenever space is allocated
	FillNever                       // never
	FillIfSet                       // when space is allocated, if a fill value was set
)

// AllocTime says when the space of a dataset is allocated. The values are
// those on disk.
type AllocTime uint8

const (
	DefaultAllocTime AllocTime = iota // by layout: early, late or incremental
	AllocEarly                        // when it is made
	AllocLate                         // at the first write, all of it
	AllocIncremental                  // at the first write of each chunk
)

// DatasetCreate says what a new dataset is like (a dataset creation property
// list).
type DatasetCreate struct {
	LinkCreate
	// Layout places the elements. Virtual datasets are made by
	// [Group.CreateVirtual].
	Layout Layout
	// Chunks is the shape of a chunk.
	Chunks []uint64
	// Filters transform each chunk, in this order when writing.
	Filters []filter.Info
	// Fill is one element of the fill value in type FillType. Nil: zeros.
	Fill []byte
	// FillType is the datatype of Fill. Nil: that of the dataset. FillObjects
	// holds its variable-length parts, if it has any.
	FillType    *datatype.Type
	FillObjects datatype.Objects
	// NoFill leaves the fill value undefined (H5Pset_fill_value with NULL).
	NoFill bool
	// FillTime and AllocTime default as libhdf5's do.
	FillTime  FillTime
	AllocTime AllocTime
	// TrackTimes stores the time of the last change in the object header.
	// Zero: no times, so that equal calls make equal files.
	TrackTimes bool
	// TrackOrder makes the dataset remember the order of its attributes.
	TrackOrder bool
	// Named, if set, is the committed datatype of this file to share.
	Named *NamedType
	// External is the list of raw data files of an external layout, and
	// ExternalPrefix that of [DatasetAccess].
	External       []ExternalFile
	ExternalPrefix string

	like *likeness // of a copy
}

// DatasetAccess says how a dataset is accessed (a dataset access property
// list).
type DatasetAccess struct {
	// VirtualPrefix is a directory where sources are looked for;
	// "${ORIGIN}" at its start is the directory of the virtual dataset's file.
	VirtualPrefix string
	// ExternalPrefix is a directory where raw data files with relative names
	// are (H5Pset_efile_prefix), "${ORIGIN}" as above. What is given last holds
	// for all who have the dataset open.
	ExternalPrefix string
	// FirstMissing ends an unlimited virtual dataset at the first missing
	// source. Zero: at the last that is there.
	FirstMissing bool
	// PrintfGap is how many numbered sources in a row may be missing.
	PrintfGap uint64
	// Missing, if set, replaces the file's setting.
	Missing *vds.Missing
}
