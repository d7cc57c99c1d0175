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
	inflaters sync.Pool // of *inflater
	readers   sync.Pool // of *zlibReader
	writers   [10]sync.Pool
	// encoders are *zlibEncoder.
	encoders sync.Pool
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
	fast, _ := d.inflaters.Get().(*inflater)
	if fast == nil {
		fast = new(inflater)
	}
	defer d.inflaters.Put(fast)
	if n, ok := fast.inflate(dst[:cap(dst)], src); ok {
		return dst[:n], nil
	}
	return d.examine(dst, src)
}

// examine reads a zlib stream that may be damaged, or too long, and says what
// is wrong with it.
func (d *deflate) examine(dst, src []byte) ([]byte, error) {
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

const (
	sampleSize = 16 << 10 // bytes that decide which of two encoders takes a chunk
	smallChunk = 4 << 10  // below, time does not matter
)

// Encode writes a zlib stream. A chunk goes to a fast encoder unless a sample
// from its middle says that the one which compresses as zlib does makes it
// smaller by a fourteenth; a small one, and one of many short matches, goes
// there anyhow. Which it is depends on nothing but the bytes.
func (d *deflate) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	if len(params) < 1 || params[0] > 9 {
		return nil, corrupt("deflate parameters %v, want a level of 0 to 9", params)
	}
	level := int(params[0])
	if level > 0 {
		e, _ := d.encoders.Get().(*zlibEncoder)
		if e == nil {
			e = newZlibEncoder()
		}
		defer d.encoders.Put(e)
		if len(src) <= smallChunk {
			return e.encode(dst[:0], src, level), nil
		}
		if better, err := d.better(e, src, level); err != nil {
			return nil, err
		} else if better {
			return e.encode(dst[:0], src, level), nil
		}
	}
	return d.fast(dst, src, level)
}

// better reports whether e makes a sample of src much smaller than the fast
// encoder. It is asked only where short matches cover part of the sample: else
// both find the same.
func (d *deflate) better(e *zlibEncoder, src []byte, level int) (bool, error) {
	size := min(len(src), sampleSize)
	at := (len(src) - size) / 2
	sample := src[at : at+size]
	if covered := e.short(sample); covered < size/8 {
		return false, nil
	} else if covered > size/2 {
		return true, nil
	}
	fast, err := d.fast(nil, sample, level)
	if err != nil {
		return false, err
	}
	n := len(fast)
	return len(e.encode(fast[:0], sample, level)) < n-n/14, nil
}

// fast is Encode by the fast encoder.
func (d *deflate) fast(dst, src []byte, level int) ([]byte, error) {
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
