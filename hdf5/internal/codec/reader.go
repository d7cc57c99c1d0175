package codec

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// A Reader decodes one block of metadata, field by field in file order.
//
// Every read names its field. The first failure is kept, later reads return
// zero values, and the decoder asks Err once at its end:
//
//	r := codec.NewReader("link info message", addr, body, sizes)
//	version := r.Version("version", 0)
//	flags := r.Flags("flags", 0x03)
//	...
//	return info, r.Err()
type Reader struct {
	name  string
	addr  Address
	base  int // offset of block[0] from addr, for errors of a Sub
	sizes Sizes
	block []byte
	off   int
	err   error
}

// NewReader returns a Reader over block, which holds the structure name and
// lies at addr of the file (Undefined for bytes that have no address).
func NewReader(name string, addr Address, block []byte, sizes Sizes) *Reader {
	return &Reader{name: name, addr: addr, sizes: sizes, block: block}
}

// Sizes returns the widths of addresses and lengths.
func (r *Reader) Sizes() Sizes { return r.sizes }

// SetSizes sets the widths: a superblock tells them in its midst.
func (r *Reader) SetSizes(s Sizes) { r.sizes = s }

// Err returns the first failure, an *Error, or nil.
func (r *Reader) Err() error { return r.err }

// Offset returns how many bytes of the block are consumed.
func (r *Reader) Offset() int { return r.off }

// Len returns how many bytes of the block remain, 0 after a failure.
func (r *Reader) Len() int {
	if r.err != nil {
		return 0
	}
	return len(r.block) - r.off
}

// Addr returns the file address of the block.
func (r *Reader) Addr() Address { return r.addr }

// Fail records err for the field label at the current offset. The first
// failure wins. An err outside of the three classes counts as ErrFormat.
func (r *Reader) Fail(label string, err error) {
	r.failAt(r.off, label, err)
}

// Failf is Fail with a Formatf error.
func (r *Reader) Failf(label, format string, args ...any) {
	if r.err == nil {
		r.Fail(label, Formatf(format, args...))
	}
}

func (r *Reader) failAt(off int, label string, err error) {
	if r.err == nil && err != nil {
		r.err = &Error{Struct: r.name, Field: label, Addr: r.addr, Off: r.base + off, Err: err}
	}
}

// Bytes returns the next n bytes; they alias the block.
func (r *Reader) Bytes(label string, n int) []byte {
	if r.err != nil {
		return nil
	}
	if n < 0 || n > len(r.block)-r.off {
		r.Failf(label, "needs %d bytes, %d remain", n, len(r.block)-r.off)
		return nil
	}
	b := r.block[r.off : r.off+n : r.off+n]
	r.off += n
	return b
}

// Rest returns all bytes that remain; they alias the block.
func (r *Reader) Rest() []byte { return r.Bytes("", r.Len()) }

// Skip passes over n bytes, whatever they hold.
func (r *Reader) Skip(label string, n int) { r.Bytes(label, n) }

// Align passes over padding up to the next multiple of n bytes from the
// block's start.
func (r *Reader) Align(n int) {
	if rem := r.off % n; rem != 0 {
		r.Skip("padding", n-rem)
	}
}

// U8 reads one byte.
func (r *Reader) U8(label string) uint8 {
	if b := r.Bytes(label, 1); b != nil {
		return b[0]
	}
	return 0
}

// U16 reads a two-byte little-endian number.
func (r *Reader) U16(label string) uint16 {
	if b := r.Bytes(label, 2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

// U32 reads a four-byte little-endian number.
func (r *Reader) U32(label string) uint32 {
	if b := r.Bytes(label, 4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// U64 reads an eight-byte little-endian number.
func (r *Reader) U64(label string) uint64 {
	if b := r.Bytes(label, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// Uint reads a little-endian number of width bytes. One that needs more than
// 64 bits fails, except all ones, which is ^uint64(0).
func (r *Reader) Uint(label string, width int) uint64 {
	b := r.Bytes(label, width)
	if b == nil {
		return 0
	}
	var v uint64
	ones := true
	for i, c := range b {
		ones = ones && c == 0xff
		if i < 8 {
			v |= uint64(c) << (8 * i)
		} else if c != 0 && !ones {
			r.failAt(r.off-width, label, Unsupportedf("number exceeds 64 bits"))
			return 0
		}
	}
	return v
}

// Address reads a file address.
func (r *Reader) Address(label string) Address {
	v := r.Uint(label, int(r.sizes.Offsets))
	if r.err == nil && isOnes(v, int(r.sizes.Offsets)) {
		return Undefined
	}
	return Address(v)
}

// Length reads a length. All ones, the undefined length, is ^uint64(0)
// whatever the width.
func (r *Reader) Length(label string) uint64 {
	v := r.Uint(label, int(r.sizes.Lengths))
	if r.err == nil && isOnes(v, int(r.sizes.Lengths)) {
		return ^uint64(0)
	}
	return v
}

func isOnes(v uint64, width int) bool {
	return width >= 8 && v == ^uint64(0) || width < 8 && v == 1<<(8*width)-1
}

// Signature reads len(want) bytes that must be want.
func (r *Reader) Signature(want string) {
	at := r.off
	if b := r.Bytes("signature", len(want)); b != nil && string(b) != want {
		r.failAt(at, "signature", Formatf("got %q, want %q", b, want))
	}
}

// Version reads a version byte. One that is not allowed is ErrUnsupported.
func (r *Reader) Version(label string, allowed ...uint8) uint8 {
	at := r.off
	v := r.U8(label)
	if r.err == nil && !slices.Contains(allowed, v) {
		r.failAt(at, label, Unsupportedf("got %d, want one of %d", v, allowed))
	}
	return v
}

// Flags reads a byte of which only the bits of known may be set.
func (r *Reader) Flags(label string, known uint8) uint8 {
	at := r.off
	v := r.U8(label)
	if v&^known != 0 {
		r.failAt(at, label, Formatf("unknown bits %#02x", v&^known))
	}
	return v
}

// CString reads up to a NUL, which is consumed and not returned.
func (r *Reader) CString(label string) string {
	if r.err != nil {
		return ""
	}
	n := bytes.IndexByte(r.block[r.off:], 0)
	if n < 0 {
		r.Failf(label, "string has no terminating NUL")
		return ""
	}
	s := string(r.block[r.off : r.off+n])
	r.off += n + 1
	return s
}

// SkipCString passes over a NUL-terminated string.
func (r *Reader) SkipCString(label string) {
	if n := bytes.IndexByte(r.block[r.off:], 0); n >= 0 || r.err != nil {
		r.Skip(label, n+1)
	} else {
		r.Failf(label, "string has no terminating NUL")
	}
}

// Count checks a declared number of elements of at least size bytes each
// against the bytes that remain, so that a slice made for them is never larger
// than the block justifies. It returns 0 on failure.
func (r *Reader) Count(label string, n uint64, size int) int {
	if r.err != nil {
		return 0
	}
	if n > uint64(r.Len()/max(size, 1)) {
		r.Failf(label, "%d elements of at least %d bytes do not fit in the %d bytes that remain", n, size, r.Len())
		return 0
	}
	return int(n)
}

// Sub returns a Reader over the next n bytes, which hold a structure of its
// own, and passes over them. A failure of r is its failure too; its own
// failures are brought back with Fail or Merge.
func (r *Reader) Sub(name string, n int) *Reader {
	at := r.off
	b := r.Bytes(name, n)
	return &Reader{name: name, addr: r.addr, base: r.base + at, sizes: r.sizes, block: b, err: r.err}
}

// Merge takes over the failure of a Reader that came from Sub.
func (r *Reader) Merge(sub *Reader) {
	if r.err == nil {
		r.err = sub.err
	}
}

// Sealed verifies the lookup3 checksum that the first n bytes of the block end
// with and takes it off: only what it covers remains to be read. A decoder
// calls it before it believes any field that does not tell n, so that damage
// is a wrong checksum whichever field it hit.
func (r *Reader) Sealed(n int) {
	at := n - checksumSize
	if r.err != nil {
		return
	}
	if at < r.off || n > len(r.block) {
		r.Failf("checksum", "needs %d bytes, %d remain", n, len(r.block)-r.off)
		return
	}
	got, want := binary.LittleEndian.Uint32(r.block[at:]), Lookup3(r.block[:at], 0)
	if got != want {
		r.failAt(at, "checksum", &ChecksumError{got, want})
		return
	}
	r.block = r.block[:at]
}

const checksumSize = 4

// End fails if bytes other than zeros remain: a structure must consume its
// block but for padding.
func (r *Reader) End() {
	if r.err != nil {
		return
	}
	for _, c := range r.block[r.off:] {
		if c != 0 {
			r.Failf("", "%d bytes are left over", r.Len())
			return
		}
	}
}
