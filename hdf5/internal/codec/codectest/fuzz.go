package codectest

import (
	"encoding/binary"
	"errors"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// What the decoder of a few kilobytes may cost.
const (
	fuzzTime  = 2 * time.Second
	fuzzBytes = 64 << 20
)

// maxMends bounds the checksums that Mend corrects in one input.
const maxMends = 64

// Fuzz gives a decoder arbitrary bytes as a file, which it must survive:
// every error has one of codec's classes and its cost is bounded. The decoder
// runs on the bytes as they are, and with their checksums put right.
func Fuzz(t *testing.T, b []byte, width codec.Sizes, decode func(s *Space) error) {
	t.Helper()
	start, before := time.Now(), allocated()
	s := &Space{Bytes: slices.Clone(b), Width: width}
	for range maxMends {
		err := decode(s)
		if err == nil {
			break
		}
		if !errors.Is(err, codec.ErrFormat) && !errors.Is(err, codec.ErrChecksum) && !errors.Is(err, codec.ErrUnsupported) {
			t.Errorf("error without a class: %v", err)
		}
		if !Mend(s.Bytes, err) {
			break
		}
	}
	took, cost := time.Since(start), allocated()-before
	if took > fuzzTime || cost > fuzzBytes {
		t.Errorf("%d bytes took %v and %d MiB", len(b), took, cost>>20)
	}
}

// Mend stores the right checksum in a file where err tells of a wrong one, and
// reports whether it did: no fuzzer guesses a checksum, and without it damage
// never gets behind them.
func Mend(file []byte, err error) bool {
	var at *codec.Error
	var sum *codec.ChecksumError
	if !errors.As(err, &at) || !errors.As(err, &sum) || !at.Addr.Defined() {
		return false
	}
	off := uint64(at.Addr) + uint64(at.Off)
	if off < uint64(at.Addr) || off+4 > uint64(len(file)) || binary.LittleEndian.Uint32(file[off:]) != sum.Stored {
		return false // not a block of the file: decoded from a filter, or made of parts
	}
	binary.LittleEndian.PutUint32(file[off:], sum.Computed)
	return true
}

// allocated returns the bytes allocated so far, freed ones included.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
