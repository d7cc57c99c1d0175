package format

import (
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// DriverInfo is the driver info message (IV.A.2.u), version 0, of a superblock
// extension.
type DriverInfo struct {
	Driver string // eight characters
	Info   []byte
}

// Type returns TypeDriverInfo.
func (*DriverInfo) Type() MessageType { return TypeDriverInfo }

// DecodeDriverInfo decodes a driver info message.
func DecodeDriverInfo(r *codec.Reader) (*DriverInfo, error) {
	m := &DriverInfo{}
	r.Version("version", 0)
	m.Driver = string(r.Bytes("driver identification", 8))
	m.Info = r.Bytes("driver information", int(r.U16("driver information size")))
	return m, r.Err()
}

// Encode writes the message.
func (m *DriverInfo) Encode(w *codec.Writer) {
	w.U8(0)
	if len(m.Driver) != 8 {
		w.Failf("driver identification", "%q has not 8 characters", m.Driver)
	}
	w.String(m.Driver)
	w.Uint("driver information size", uint64(len(m.Info)), 2)
	w.Bytes(m.Info)
}

// DecodeFamilyInfo decodes the information of driver "NCSAfami": the size in
// bytes of each member but the last.
func DecodeFamilyInfo(r *codec.Reader) (uint64, error) {
	n := r.U64("member size")
	return n, r.Err()
}

// DecodeMultiInfo decodes the information of driver "NCSAmult" (II.B): for each
// of six uses of bytes the use whose member it shares; then, for each member,
// its first address with the end of its allocation, and the templates of the
// members' names.
func DecodeMultiInfo(r *codec.Reader) ([]driver.Part, error) {
	const uses = 6
	var parts []driver.Part
	var seen [uses + 1]bool
	for use := uint8(1); use <= uses; use++ {
		of := r.U8("member mapping")
		if of > uses {
			r.Failf("member mapping", "got %d, want at most %d", of, uses)
			break
		}
		if of == 0 {
			of = use
		}
		if !seen[of] {
			seen[of] = true
			parts = append(parts, driver.Part{})
		}
	}
	r.Skip("reserved", 2)
	for i := range parts {
		parts[i].Start = r.U64("address of member data")
		r.Skip("end of address for member", 8)
	}
	for i := range parts {
		parts[i].Template = r.CString("name of member file")
		r.Align(8)
	}
	return parts, r.Err()
}
