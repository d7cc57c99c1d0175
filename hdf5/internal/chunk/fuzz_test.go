package chunk

import (
	"cmp"
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// errEnough ends a walk over an index that claims more chunks than a fuzzer
// has time for.
var errEnough = errors.New("enough")

// fuzzIndex looks up chunks and walks over an index of arbitrary bytes.
func fuzzIndex(f *testing.F, kind string) {
	conf := kinds()[kind]
	s := codectest.New()
	x, err := Open(s, conf)
	if err != nil {
		f.Fatal(err)
	}
	for i := range uint64(24) {
		c := Chunk{Scaled: []uint64{i, i * 7 % 20}, Addr: codec.Address(100 + i), Size: 24}
		if err := x.Insert(c); err != nil {
			f.Fatal(err)
		}
	}
	f.Add(s.Bytes, uint16(conf.Layout.Address))
	f.Fuzz(func(t *testing.T, b []byte, root uint16) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			conf := kinds()[kind]
			conf.Layout.Address = codec.Address(root)
			x, err := Open(s, conf)
			if err != nil {
				return err
			}
			_, _, err = x.Lookup([]uint64{7, 9})
			chunks := 0
			each := x.Each([]uint64{3, 2}, []uint64{20, 11}, func(Chunk) error {
				if chunks++; chunks > 1000 {
					return errEnough
				}
				return nil
			})
			if errors.Is(each, errEnough) {
				t.Errorf("more chunks than the grid has places")
				each = nil
			}
			return cmp.Or(err, each)
		})
	})
}

func FuzzBTree1(f *testing.F)             { fuzzIndex(f, "v1") }
func FuzzBTree2(f *testing.F)             { fuzzIndex(f, "v2") }
func FuzzBTree2Filtered(f *testing.F)     { fuzzIndex(f, "v2 filtered") }
func FuzzFixedArray(f *testing.F)         { fuzzIndex(f, "fixed") }
func FuzzFixedArrayPages(f *testing.F)    { fuzzIndex(f, "fixed pages") }
func FuzzExtensibleArray(f *testing.F)    { fuzzIndex(f, "ext") }
func FuzzExtensibleArrayOf2(f *testing.F) { fuzzIndex(f, "ext last") }
func FuzzExtensiblePages(f *testing.F)    { fuzzIndex(f, "ext pages") }
