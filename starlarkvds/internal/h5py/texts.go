package h5py

import (
	"strings"
	"unicode/utf8"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file refuses what variable-length strings cannot hold before anything
// is written, as h5py does.

// encodeText returns the bytes of a str in a character set of HDF5's.
func encodeText(text, charset string) ([]byte, error) {
	if charset != "ascii" || utf8.RuneCountInString(text) == len(text) {
		return []byte(text), nil
	}
	out, err := pyrt.Encode(text, charset, "strict")
	return []byte(out), err
}

// checkTexts fails for an array with an element that is no string, for one
// that the dtype's character set lacks, and for a NUL, which would end it.
func checkTexts(a *ndarray.Array) error {
	dt := a.DType()
	for _, f := range dt.Fields() {
		if !f.Type.HasObjects() {
			continue
		}
		part, err := a.Field(f.Name)
		if err == nil {
			err = checkTexts(part)
		}
		if err != nil {
			return numpy.PyError(err)
		}
	}
	if meta := dt.Meta(); dt.Kind() != ndarray.Object || meta == nil || !meta.VlenString {
		return nil
	}
	charset := encodingOf(dt)
	for s := range a.All() {
		var text string
		switch item := s.Item().(type) {
		case string:
			if _, err := encodeText(item, charset); err != nil {
				return err
			}
			text = item
		case []byte:
			text = string(item)
		default:
			return pyrt.Errorf(pyrt.TypeError, "Can't implicitly convert non-string objects to strings")
		}
		if strings.IndexByte(text, 0) >= 0 {
			return pyrt.Errorf(pyrt.ValueError, "VLEN strings do not support embedded NULLs")
		}
	}
	return nil
}
