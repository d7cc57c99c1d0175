package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

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
