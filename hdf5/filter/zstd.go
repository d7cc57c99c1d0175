package filter

import (
	"errors"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// zstdFilter is filter 32015: a Zstandard frame. The only parameter is the
// level, 3 where it is absent.
type zstdFilter struct{ zstdCodec }

func (*zstdFilter) ID() ID { return Zstd }
func (*zstdFilter) Name() string {
	return "HDF5 zstd filter; see https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md"
}

func (z *zstdFilter) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	return z.decode(dst, src)
}

func (z *zstdFilter) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	level := 3
	if len(params) > 0 {
		level = int(int32(params[0]))
	}
	return z.encode(dst, src, level)
}

// zstdCodec keeps decoders and encoders for use again.
type zstdCodec struct {
	decoders sync.Pool
	encoders [5]sync.Pool // by zstd.EncoderLevel
}

// decode decodes frames into dst's capacity.
func (z *zstdCodec) decode(dst, src []byte) ([]byte, error) {
	d, _ := z.decoders.Get().(*zstd.Decoder)
	if d == nil {
		var err error
		d, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, err
		}
	}
	defer z.decoders.Put(d)
	out, err := d.DecodeAll(src, dst[:0])
	switch {
	case errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return nil, ErrTooLong
	case err != nil:
		return nil, corrupt("zstd: %v", err)
	}
	return out, nil
}

// encode appends a frame to dst[:0].
func (z *zstdCodec) encode(dst, src []byte, level int) ([]byte, error) {
	l := zstd.EncoderLevelFromZstd(level)
	e, _ := z.encoders[l].Get().(*zstd.Encoder)
	if e == nil {
		var err error
		if e, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(l), zstd.WithEncoderConcurrency(1), zstd.WithSingleSegment(true)); err != nil {
			return nil, err
		}
	}
	defer z.encoders[l].Put(e)
	return e.EncodeAll(src, dst), nil
}
