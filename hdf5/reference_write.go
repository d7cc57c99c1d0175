package hdf5

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Region makes a region reference to elements of the dataset and returns it as
// an element of the type datatype.RefRegion lies in the file: the address and
// index of a global heap object.
func (d *Dataset) Region(sel dataspace.Selection) ([]byte, error) {
	defer d.file.lock()()
	element, err := d.region(sel)
	if err != nil {
		return nil, d.wrap(fmt.Errorf("region reference: %w", err))
	}
	return element, nil
}

func (d *Dataset) region(sel dataspace.Selection) ([]byte, error) {
	if err := d.file.canWrite(); err != nil {
		return nil, err
	}
	st := d.file.st
	w := codec.NewWriter("dataset region", st.space.Sizes())
	(&format.Region{Object: d.addr, Selection: sel}).Encode(w, st.low())
	block, err := w.Block()
	if err != nil {
		return nil, err
	}
	id, err := st.objects.put(block)
	if err != nil {
		return nil, err
	}
	w = codec.NewWriter("region reference", st.space.Sizes())
	w.Address("heap collection", id.Collection)
	w.U32(id.Index)
	return w.Block()
}
