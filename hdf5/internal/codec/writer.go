package codec

import (
	"encoding/binary"
	"slices"
)

// A Writer encodes one block of metadata: the mirror of Reader. The first
// number that does not fit its field is kept as the error.
type Writer struct {
	name  string
	sizes Sizes
	buf   []byte
	err   error
	usual [usualSize]byte // where buf begins: most messages are no longer
}

// NewWriter returns an empty Writer for the structure name.
func NewWriter(name string, sizes Sizes) *Writer {
	w := &Writer{name: name, sizes: sizes}
	w.buf = w.usual[:0]
	return w
}

// usualSize is as long as most messages are at most, in bytes.
const usualSize = 64

// Grow makes room for n bytes in all, for blocks whose size is known: they
// need no copies on the way to it.
func (w *Writer) Grow(n int) { w.buf = slices.Grow(w.buf, max(0, n-len(w.buf))) }

// Sizes returns the widths of addresses and lengths.
func (w *Writer) Sizes() Sizes { return w.sizes }

// Len returns how many bytes are written.
func (w *Writer) Len() int { return len(w.buf) }

// Block returns the bytes written and the first failure.
func (w *Writer) Block() ([]byte, error) { return w.buf, w.err }

// Err returns the first failure, an *Error, or nil.
func (w *Writer) Err() error { return w.err }

// Fail records err for the field label. The first failure wins.
func (w *Writer) Fail(label string, err error) {
	if w.err == nil && err != nil {
		w.err = &Error{Struct: w.name, Field: label, Addr: Undefined, Off: len(w.buf), Err: err}
	}
}

// Failf is Fail with a Formatf error.
func (w *Writer) Failf(label, format string, args ...any) {
	w.Fail(label, Formatf(format, args...))
}

// Bytes writes b.
func (w *Writer) Bytes(b []byte) { w.buf = append(w.buf, b...) }

// String writes the bytes of s, without a NUL.
func (w *Writer) String(s string) { w.buf = append(w.buf, s...) }

// CString writes s and a NUL.
func (w *Writer) CString(s string) {
	for i := range len(s) {
		if s[i] == 0 {
			w.Failf("", "string %q holds a NUL", s)
			return
		}
	}
	w.buf = append(append(w.buf, s...), 0)
}

// Zero writes n zero bytes.
func (w *Writer) Zero(n int) { w.buf = append(w.buf, make([]byte, n)...) }

// Align writes zeros up to the next multiple of n bytes from the start.
func (w *Writer) Align(n int) {
	if rem := len(w.buf) % n; rem != 0 {
		w.Zero(n - rem)
	}
}

// U8 writes one byte.
func (w *Writer) U8(v uint8) { w.buf = append(w.buf, v) }

// U16 writes a two-byte little-endian number.
func (w *Writer) U16(v uint16) { w.buf = binary.LittleEndian.AppendUint16(w.buf, v) }

// U32 writes a four-byte little-endian number.
func (w *Writer) U32(v uint32) { w.buf = binary.LittleEndian.AppendUint32(w.buf, v) }

// U64 writes an eight-byte little-endian number.
func (w *Writer) U64(v uint64) { w.buf = binary.LittleEndian.AppendUint64(w.buf, v) }

// Uint writes v in width bytes. ^uint64(0) becomes all ones of any width;
// another value that does not fit fails.
func (w *Writer) Uint(label string, v uint64, width int) {
	w.buf = append(w.buf, make([]byte, width)...)
	w.putUint(label, len(w.buf)-width, v, width)
}

func (w *Writer) putUint(label string, at int, v uint64, width int) {
	ones := v == ^uint64(0)
	if width < 8 && !ones && v>>(8*width) != 0 {
		w.Failf(label, "%d does not fit in %d bytes", v, width)
		return
	}
	for i := range width {
		switch {
		case ones:
			w.buf[at+i] = 0xff
		case i < 8:
			w.buf[at+i] = byte(v >> (8 * i))
		}
	}
}

// Address writes a file address; Undefined becomes all ones.
func (w *Writer) Address(label string, a Address) {
	w.Uint(label, uint64(a), int(w.sizes.Offsets))
}

// Length writes a length; ^uint64(0) becomes all ones.
func (w *Writer) Length(label string, v uint64) {
	w.Uint(label, v, int(w.sizes.Lengths))
}

// Reserve writes width zero bytes, to be set with Patch when their value is
// known, and returns their place.
func (w *Writer) Reserve(width int) int {
	w.Zero(width)
	return len(w.buf) - width
}

// Patch sets the width bytes that Reserve wrote at the place at.
func (w *Writer) Patch(label string, at int, v uint64, width int) {
	w.putUint(label, at, v, width)
}

// Checksum writes the lookup3 checksum of everything before it.
func (w *Writer) Checksum() { w.U32(Lookup3(w.buf, 0)) }
