package ndarray

import "encoding/binary"

// References as they lie in a file with 8-byte offsets.
const (
	objectRefSize = 8  // address
	regionRefSize = 12 // heap address, index
)

// Reference is the value of an element of h5py.Reference: the address of an
// object's header. Zero refers to nothing.
type Reference struct{ Address uint64 }

// RegionReference is the value of an element of h5py.RegionReference: a global
// heap object that holds the object's address and a selection.
type RegionReference struct {
	Heap  uint64
	Index uint32
}

func decodeReference(kind RefKind, b []byte) any {
	if kind == RegionRef {
		return RegionReference{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint32(b[8:])}
	}
	return Reference{binary.LittleEndian.Uint64(b)}
}

// encodeReference writes a reference value; nil, and numpy's 0 in place of it,
// refers to nothing.
func encodeReference(kind RefKind, b []byte, v any) error {
	clear(b)
	switch v := v.(type) {
	case nil:
		return nil
	case Reference:
		if kind == ObjectRef {
			binary.LittleEndian.PutUint64(b, v.Address)
			return nil
		}
	case RegionReference:
		if kind == RegionRef {
			binary.LittleEndian.PutUint64(b, v.Heap)
			binary.LittleEndian.PutUint32(b[8:], v.Index)
			return nil
		}
	}
	if i, ok := goInteger(v); ok && i.Sign() == 0 {
		return nil
	}
	if kind == RegionRef {
		return typeError("Can't convert incompatible object to HDF5 region reference")
	}
	return typeError("Can't convert incompatible object to HDF5 object reference")
}
