package filter

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// deflate is filter 1: a zlib stream (RFC 1950). Its parameter is the level,
// 0 to 9.
type deflate struct {
	readers sync.Pool // of *zlibReader
	writers [10]sync.Pool
}

func newDeflate() *deflate { return new(deflate) }

func (*deflate) ID() ID       { return Deflate }
func (*deflate) Name() string { return "deflate" }

// zlibReader is a decoder with its source.
type zlibReader struct {
	src bytes.Reader
	io.ReadCloser
}

func (d *deflate) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	return d.decode(dst, src)
}

// decode reads a zlib stream. Bytes after its end are ignored, as zlib and so
// libhdf5 do.
func (d *deflate) decode(dst, src []byte) ([]byte, error) {
	r, err := d.reader(src)
	if err != nil {
		return nil, corrupt("deflate: %v", err)
	}
	defer func() {
		r.src.Reset(nil)
		d.readers.Put(r)
	}()
	out, err := readAll(dst, r)
	if err != nil && !errors.Is(err, ErrTooLong) {
		err = corrupt("deflate: %v", err)
	}
	return out, err
}

// reader returns a decoder over src.
func (d *deflate) reader(src []byte) (*zlibReader, error) {
	r, _ := d.readers.Get().(*zlibReader)
	if r != nil {
		r.src.Reset(src)
		return r, r.ReadCloser.(zlib.Resetter).Reset(&r.src, nil)
	}
	r = &zlibReader{}
	r.src.Reset(src)
	var err error
	r.ReadCloser, err = zlib.NewReader(&r.src)
	return r, err
}

// readAll reads a stream to its end into dst's capacity.
func readAll(dst []byte, r io.Reader) ([]byte, error) {
	dst = dst[:cap(dst)]
	n := 0
	for n < len(dst) {
		k, err := r.Read(dst[n:])
		n += k
		if err == io.EOF {
			return dst[:n], nil
		}
		if err != nil {
			return nil, err
		}
	}
	// The stream must end here; its checksum is verified on the way.
	var one [1]byte
	for {
		k, err := r.Read(one[:])
		switch {
		case k > 0:
			return nil, ErrTooLong
		case err == io.EOF:
			return dst, nil
		case err != nil:
			return nil, err
		}
	}
}

// smallChunk is the size in bytes below which time does not matter.
const smallChunk = 2048

func (d *deflate) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	if len(params) < 1 || params[0] > 9 {
		return nil, corrupt("deflate parameters %v, want a level of 0 to 9", params)
	}
	level := int(params[0])
	if len(src) < smallChunk && level > 0 {
		level = max(level, 7) // the fast encoder's lower levels store small inputs
	}
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
