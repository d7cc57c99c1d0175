package format

import (
	"fmt"
	"time"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// MTime is the object modification time message (IV.A.2.s), version 1.
type MTime struct {
	Seconds uint32 // since 1970-01-01 UTC
}

// Type returns TypeMTime.
func (*MTime) Type() MessageType { return TypeMTime }

// DecodeMTime decodes an object modification time message.
func DecodeMTime(r *codec.Reader) (*MTime, error) {
	r.Version("version", 1)
	r.Skip("reserved", 3)
	m := &MTime{Seconds: r.U32("seconds after epoch")}
	return m, r.Err()
}

// Encode writes the message.
func (m *MTime) Encode(w *codec.Writer) {
	w.U8(1)
	w.Zero(3)
	w.U32(m.Seconds)
}

// MTimeOld is the old object modification time message (IV.A.2.o): fourteen
// digits YYYYMMDDhhmmss in UTC.
type MTimeOld struct {
	Time time.Time
}

const mtimeOldLayout = "20060102150405"

// Type returns TypeMTimeOld.
func (*MTimeOld) Type() MessageType { return TypeMTimeOld }

// DecodeMTimeOld decodes an old object modification time message.
func DecodeMTimeOld(r *codec.Reader) (*MTimeOld, error) {
	digits := r.Bytes("time", len(mtimeOldLayout))
	r.Skip("reserved", 2)
	if err := r.Err(); err != nil {
		return nil, err
	}
	t, err := time.Parse(mtimeOldLayout, string(digits))
	if err != nil {
		r.Failf("time", "got %q, want YYYYMMDDhhmmss", digits)
	}
	return &MTimeOld{t}, r.Err()
}

// Encode writes the message.
func (m *MTimeOld) Encode(w *codec.Writer) {
	s := m.Time.UTC().Format(mtimeOldLayout)
	if len(s) != len(mtimeOldLayout) {
		w.Fail("time", fmt.Errorf("%w: year %d", codec.ErrFormat, m.Time.Year()))
		return
	}
	w.String(s)
	w.Zero(2)
}
