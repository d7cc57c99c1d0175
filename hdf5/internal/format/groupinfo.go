package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// GroupInfo is the group info message (IV.A.2.k), version 0: hints for a
// new-style group.
type GroupInfo struct {
	// HasPhase: MaxCompact and MinDense are stored; else they are 8 and 6.
	HasPhase             bool
	MaxCompact, MinDense uint16
	// HasEstimate: EstEntries and EstNameLen are stored; else they are 4 and 8.
	HasEstimate            bool
	EstEntries, EstNameLen uint16
}

// The defaults of what a GroupInfo does not store.
const (
	DefaultMaxCompact = 8
	DefaultMinDense   = 6
	DefaultEstEntries = 4
	DefaultEstNameLen = 8
)

// The bits of a group info message's flags.
const (
	groupHasPhase    = 0x01
	groupHasEstimate = 0x02
)

// Type returns TypeGroupInfo.
func (*GroupInfo) Type() MessageType { return TypeGroupInfo }

// DecodeGroupInfo decodes a group info message.
func DecodeGroupInfo(r *codec.Reader) (*GroupInfo, error) {
	m := &GroupInfo{
		MaxCompact: DefaultMaxCompact, MinDense: DefaultMinDense,
		EstEntries: DefaultEstEntries, EstNameLen: DefaultEstNameLen,
	}
	r.Version("version", 0)
	flags := r.Flags("flags", groupHasPhase|groupHasEstimate)
	if m.HasPhase = flags&groupHasPhase != 0; m.HasPhase {
		m.MaxCompact = r.U16("maximum compact value")
		m.MinDense = r.U16("minimum dense value")
	}
	if m.HasEstimate = flags&groupHasEstimate != 0; m.HasEstimate {
		m.EstEntries = r.U16("estimated number of entries")
		m.EstNameLen = r.U16("estimated link name length of entries")
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *GroupInfo) Encode(w *codec.Writer) {
	var flags uint8
	if m.HasPhase {
		flags |= groupHasPhase
	}
	if m.HasEstimate {
		flags |= groupHasEstimate
	}
	w.U8(0)
	w.U8(flags)
	if m.HasPhase {
		w.U16(m.MaxCompact)
		w.U16(m.MinDense)
	}
	if m.HasEstimate {
		w.U16(m.EstEntries)
		w.U16(m.EstNameLen)
	}
}
