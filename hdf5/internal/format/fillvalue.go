package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// AllocTime says when a dataset's storage is allocated.
type AllocTime uint8

// The allocation times.
const (
	AllocDefault     AllocTime = 0 // of the layout; not written by libhdf5
	AllocEarly       AllocTime = 1
	AllocLate        AllocTime = 2
	AllocIncremental AllocTime = 3
)

// FillTime says when fill values are written into allocated storage.
type FillTime uint8

// The fill times.
const (
	FillOnAlloc FillTime = 0
	FillNever   FillTime = 1
	FillIfSet   FillTime = 2
)

// FillValue is the fill value message (IV.A.2.f), versions 1 to 3.
type FillValue struct {
	Version   uint8
	AllocTime AllocTime
	FillTime  FillTime
	// Undefined: the user asked for no fill value at all.
	Undefined bool
	// Value is one element in the dataset's datatype. It is empty for the
	// library's default, which is all zeros.
	Value []byte
	// OldSize is what version 1 stores as the size of no value: 0 or -1.
	OldSize int32
}

// The bits of a version 3 fill value.
const (
	fillUndefined = 0x10
	fillHasValue  = 0x20
)

// Type returns TypeFillValue.
func (*FillValue) Type() MessageType { return TypeFillValue }

// DecodeFillValue decodes a fill value message.
func DecodeFillValue(r *codec.Reader) (*FillValue, error) {
	m := &FillValue{}
	m.Version = r.Version("version", 1, 2, 3)
	if m.Version == 3 {
		m.decode3(r)
		return m, r.Err()
	}
	m.AllocTime = AllocTime(r.U8("space allocation time"))
	m.FillTime = FillTime(r.U8("fill value write time"))
	// libhdf5 writes the size only for a defined value, in version 1 too.
	m.Undefined = r.U8("fill value defined") == 0
	if !m.Undefined {
		size := int32(r.U32("size"))
		if size > 0 {
			m.Value = r.Bytes("fill value", int(size))
		} else {
			m.OldSize = size
		}
	}
	return m, r.Err()
}

func (m *FillValue) decode3(r *codec.Reader) {
	flags := r.Flags("flags", 0x3f)
	m.AllocTime = AllocTime(flags & 3)
	m.FillTime = FillTime(flags >> 2 & 3)
	m.Undefined = flags&fillUndefined != 0
	if flags&fillHasValue == 0 {
		return
	}
	if m.Undefined {
		r.Failf("flags", "%#02x: fill value is undefined and has a value", flags)
	}
	size := r.U32("size")
	m.Value = r.Bytes("fill value", r.Count("size", uint64(size), 1))
}

// Encode writes the message in its Version.
func (m *FillValue) Encode(w *codec.Writer) {
	w.U8(m.Version)
	if m.Version == 3 {
		flags := uint8(m.AllocTime)&3 | uint8(m.FillTime)&3<<2
		switch {
		case m.Undefined:
			flags |= fillUndefined
		case len(m.Value) > 0:
			flags |= fillHasValue
		}
		w.U8(flags)
		if flags&fillHasValue != 0 {
			w.Uint("size", uint64(len(m.Value)), 4)
			w.Bytes(m.Value)
		}
		return
	}
	w.U8(uint8(m.AllocTime))
	w.U8(uint8(m.FillTime))
	if m.Undefined {
		w.U8(0)
		return
	}
	w.U8(1)
	if len(m.Value) == 0 {
		w.U32(uint32(m.OldSize))
		return
	}
	w.Uint("size", uint64(len(m.Value)), 4)
	w.Bytes(m.Value)
}

// FillValueOld is the old fill value message (IV.A.2.e): one element in the
// dataset's datatype, or nothing.
type FillValueOld struct {
	Value []byte
}

// Type returns TypeFillValueOld.
func (*FillValueOld) Type() MessageType { return TypeFillValueOld }

// DecodeFillValueOld decodes an old fill value message.
func DecodeFillValueOld(r *codec.Reader) (*FillValueOld, error) {
	size := r.U32("size")
	m := &FillValueOld{Value: r.Bytes("fill value", r.Count("size", uint64(size), 1))}
	return m, r.Err()
}

// Encode writes the message.
func (m *FillValueOld) Encode(w *codec.Writer) {
	w.Uint("size", uint64(len(m.Value)), 4)
	w.Bytes(m.Value)
}
