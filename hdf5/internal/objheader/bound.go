package objheader

import "github.com/vdscript/vdscript/hdf5/internal/format"

// Bound returns the bound with which libhdf5 writes an object like this one, as
// far as the versions of its messages tell it, and the type of the message that
// asks for it, if one does.
func (h *Header) Bound() (low format.Bound, by format.MessageType) {
	if h.Version == 1 {
		return format.BoundEarliest, 0
	}
	low = format.BoundV18
	need := func(b format.Bound, m Message) {
		if b > low {
			low, by = b, m.Type
		}
	}
	for _, m := range h.Messages {
		if len(m.Body) < 2 || m.Flags&format.FlagShared != 0 {
			continue
		}
		switch version := m.Body[0]; m.Type {
		case format.TypeFillValue:
			if version < format.FillValueVersion(format.BoundV18) {
				return format.BoundEarliest, 0 // the version of the header is due to the order of attributes
			}
		case format.TypeLayout:
			if format.LayoutClass(m.Body[1]) == format.LayoutChunked {
				need(firstWith(version, func(b format.Bound) uint8 { return format.LayoutVersion(b, format.LayoutChunked) }), m)
			}
		case format.TypeDatatype:
			need(firstWith(version>>4, format.DatatypeVersion), m)
		}
	}
	return low, by
}

// firstWith returns the lowest bound that has at least a version.
func firstWith(version uint8, of func(format.Bound) uint8) format.Bound {
	b := format.BoundEarliest
	for b < format.BoundLatest && of(b) < version {
		b++
	}
	return b
}
