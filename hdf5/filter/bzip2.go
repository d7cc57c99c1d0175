package filter

import (
	"bytes"
	"compress/bzip2"
	"errors"
	"io"
)

// bzip is filter 307: a bzip2 stream.
type bzip struct{}

func (bzip) ID() ID       { return Bzip2 }
func (bzip) Name() string { return "bzip2" }

func (bzip) Encode(_, _ []byte, _ []uint32) ([]byte, error) { return nil, ErrNoEncoder }

func (bzip) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	return readAll(dst, bzip2.NewReader(bytes.NewReader(src)))
}

// readAll reads a stream into dst's capacity.
func readAll(dst []byte, r io.Reader) ([]byte, error) {
	dst = dst[:cap(dst)]
	n, err := io.ReadFull(r, dst)
	if err == nil {
		var one [1]byte
		if k, _ := r.Read(one[:]); k > 0 {
			return nil, ErrTooLong
		}
		return dst[:n], nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		if _, more := r.Read(make([]byte, 1)); more == io.EOF {
			return dst[:n], nil
		}
	}
	return nil, corrupt("%v", err)
}
