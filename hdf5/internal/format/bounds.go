package format

// Bound is a library release as a bound for format versions ("libver"). What
// is written takes the version that the low bound names, or a later one if the
// value needs it.
type Bound uint8

// The bounds that libhdf5 knows.
const (
	BoundEarliest Bound = iota
	BoundV18
	BoundV110
	BoundV112
	BoundV114
	BoundV200
	BoundLatest = BoundV200
)

// String returns the name of the bound, as h5py spells it.
func (b Bound) String() string {
	names := [...]string{"earliest", "v108", "v110", "v112", "v114", "v200"}
	if int(b) < len(names) {
		return names[b]
	}
	return "unknown bound"
}

// SuperblockVersion returns the superblock version that libhdf5 writes.
func SuperblockVersion(low Bound) uint8 {
	return [...]uint8{0, 2, 3, 3, 3, 3}[min(low, BoundLatest)]
}

// HeaderVersion returns the object header version that libhdf5 writes.
func HeaderVersion(low Bound) uint8 {
	if low >= BoundV18 {
		return 2
	}
	return 1
}

// LayoutVersion returns the data layout message version that the low bound
// gives a class (measured with HDF5 2.0). libhdf5 takes version 5 only for
// chunks that pass filters or have 4 GiB and more, else 4.
func LayoutVersion(low Bound, class LayoutClass) uint8 {
	switch class {
	case LayoutChunked:
		return [...]uint8{3, 3, 4, 4, 4, 5}[min(low, BoundLatest)]
	case LayoutVirtual:
		return 4
	}
	return 3
}

// DatatypeVersion returns the datatype message version that the low bound gives
// compound, array and enumeration types.
func DatatypeVersion(low Bound) uint8 {
	return [...]uint8{1, 3, 3, 4, 4, 5}[min(low, BoundLatest)]
}

// FillValueVersion returns the fill value message version that libhdf5 writes.
func FillValueVersion(low Bound) uint8 {
	if low >= BoundV18 {
		return 3
	}
	return 2
}

// PipelineVersion returns the filter pipeline message version that libhdf5
// writes.
func PipelineVersion(low Bound) uint8 {
	if low >= BoundV18 {
		return 2
	}
	return 1
}
