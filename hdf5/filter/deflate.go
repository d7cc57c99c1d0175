package filter

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// deflate is filter 1: a zlib stream (RFC 1950). Its parameter is the level,
// 0 to 9.
type deflate struct {
	readers sync.Pool
	writers [10]sync.Pool
}

func newDeflate() *deflate { return new(deflate) }

func (*deflate) ID() ID       { return Deflate }
func (*deflate) Name() string { return "deflate" }

func (d *deflate) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	return d.decode(dst, src)
}

// decode reads a zlib stream. Bytes after its end are ignored, as zlib and so
// libhdf5 do.
func (d *deflate) decode(dst, src []byte) ([]byte, error) {
	if len(src) < 2 {
		return nil, errInputEnds
	}
	head := binary.BigEndian.Uint16(src)
	if head%31 != 0 || head>>8&15 != 8 || head>>12 > 7 {
		return nil, corrupt("deflate: %#04x is no zlib header", head)
	}
	if head>>5&1 != 0 {
		return nil, corrupt("deflate: preset dictionary")
	}
	z, _ := d.readers.Get().(*inflater)
	if z == nil {
		z = new(inflater)
	}
	defer d.readers.Put(z)
	out, n, err := z.inflate(dst, src[2:])
	if err != nil {
		return nil, err
	}
	rest := src[2+n:]
	if len(rest) < 4 {
		return nil, errInputEnds
	}
	if stored, sum := binary.BigEndian.Uint32(rest), adler32.Checksum(out); stored != sum {
		return nil, checksumError(stored, sum)
	}
	return out, nil
}

func (d *deflate) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	if len(params) < 1 || params[0] > 9 {
		return nil, corrupt("deflate parameters %v, want a level of 0 to 9", params)
	}
	level := int(params[0])
	buf := bytes.NewBuffer(dst[:0])
	w, _ := d.writers[level].Get().(*zlib.Writer)
	if w == nil {
		var err error
		if w, err = zlib.NewWriterLevel(buf, level); err != nil {
			return nil, err
		}
	} else {
		w.Reset(buf)
	}
	defer d.writers[level].Put(w)
	if _, err := w.Write(src); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
