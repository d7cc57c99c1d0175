package filter

import (
	"bytes"
	"compress/bzip2"
	"errors"
)

// bzip is filter 307: a bzip2 stream.
type bzip struct{}

func (bzip) ID() ID       { return Bzip2 }
func (bzip) Name() string { return "bzip2" }

func (bzip) Encode(_, _ []byte, _ []uint32) ([]byte, error) { return nil, ErrNoEncoder }

func (bzip) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	out, err := readAll(dst, bzip2.NewReader(bytes.NewReader(src)))
	if err != nil && !errors.Is(err, ErrTooLong) {
		err = corrupt("bzip2: %v", err)
	}
	return out, err
}
