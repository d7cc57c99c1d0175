package filter

import (
	"errors"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// ErrTooLong is a decoder's result that is longer than its chunk.
var ErrTooLong = codec.Formatf("decoded data is longer than its chunk")

// ErrIncompressible tells that a filter's result would not be smaller.
var ErrIncompressible = errors.New("data does not become smaller")

// ErrNoEncoder tells that a filter of this package only reads.
var ErrNoEncoder = codec.Unsupportedf("encoder is not available")

// corrupt makes an error of the class of damaged data.
func corrupt(format string, args ...any) error { return codec.Formatf(format, args...) }
