package filter

import "encoding/binary"

// szip is filter 4 (H5Zszip.c): the size of the chunk (4 bytes,
// little-endian), then CCSDS 121.0 coded samples as libaec's szip interface
// writes them. Parameters are the options, samples per block, bits per sample
// and samples per scan line.
//
// Numbers of 32 and 64 bits are stored as planes of bytes, each byte a sample.
// A scan line is padded to whole blocks.
type szip struct{}

const (
	szipMSB = 16 // samples of two bytes and more are big-endian
	szipNN  = 32 // samples are differences from their predecessor
)

func (szip) ID() ID       { return Szip }
func (szip) Name() string { return "szip" }

func (szip) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	if len(params) != 4 || len(src) < 4 {
		return nil, corrupt("szip: %d parameters, %d bytes", len(params), len(src))
	}
	size := int(binary.LittleEndian.Uint32(src))
	if size > cap(dst) {
		return nil, ErrTooLong
	}
	options, block, width, line := params[0], int(params[1]), uint(params[2]), int(params[3])
	planes := 1
	if width == 32 || width == 64 {
		planes, width = int(width/8), 8
	}
	if block < 2 || block > 32 || block%2 != 0 || width < 1 || width > 32 || line < 1 || line > 1<<20 {
		return nil, corrupt("szip: parameters %v", params)
	}
	a := newRice(src[4:], width, block, (line+block-1)/block, options&szipNN != 0)
	out := dst[:0:size]
	bytes := sampleBytes(width)
	if planes > 1 {
		out = make([]byte, 0, size)
	}
	for len(out) < size {
		samples, err := a.interval(lineSamples(size-len(out), bytes, line, block))
		if err != nil {
			return nil, err
		}
		out = appendSamples(out, samples[:min(line, len(samples))], bytes, options&szipMSB != 0)
	}
	if planes == 1 {
		return out, nil
	}
	dst = dst[:size]
	unshuffleBytes(dst, out, planes)
	return dst, nil
}

// sampleBytes is the size of a sample in memory.
func sampleBytes(width uint) int {
	switch {
	case width > 16:
		return 4
	case width > 8:
		return 2
	}
	return 1
}

// lineSamples is the number of coded samples of the next scan line: all of
// it with its padding, or what rest bytes need in whole blocks where lines are
// not padded.
func lineSamples(rest, bytes, line, block int) int {
	if line%block != 0 {
		return (line + block - 1) / block * block
	}
	need := (rest + bytes - 1) / bytes
	return min(line, (need+block-1)/block*block)
}

// appendSamples stores samples up to dst's capacity.
func appendSamples(dst []byte, samples []uint32, bytes int, msb bool) []byte {
	for _, s := range samples {
		if cap(dst)-len(dst) < bytes {
			return dst[:cap(dst)]
		}
		switch {
		case bytes == 1:
			dst = append(dst, byte(s))
		case bytes == 2 && msb:
			dst = binary.BigEndian.AppendUint16(dst, uint16(s))
		case bytes == 2:
			dst = binary.LittleEndian.AppendUint16(dst, uint16(s))
		case msb:
			dst = binary.BigEndian.AppendUint32(dst, s)
		default:
			dst = binary.LittleEndian.AppendUint32(dst, s)
		}
	}
	return dst
}
