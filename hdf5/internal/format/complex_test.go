package format_test

import (
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Class bits of complex numbers that libhdf5 2.0 refuses are refused.
func TestComplexClassBits(t *testing.T) {
	m := &format.Datatype{Version: 5, Datatype: datatype.NewComplex(datatype.NewFloat(8, datatype.LittleEndian))}
	body, err := format.EncodeMessage(m, codec.DefaultSizes())
	if err != nil {
		t.Fatal(err)
	}
	for bits, want := range map[byte]error{
		1: nil, 0: codec.ErrUnsupported, 3: codec.ErrUnsupported, 5: codec.ErrUnsupported, 7: codec.ErrUnsupported, 9: codec.ErrFormat,
	} {
		body[1] = bits
		_, err := format.DecodeDatatype(format.NewReader(format.TypeDatatype, codec.Undefined, body, codec.DefaultSizes()))
		if !errors.Is(err, want) {
			t.Errorf("class bits %#x: got %v, want %v", bits, err, want)
		}
	}
}
