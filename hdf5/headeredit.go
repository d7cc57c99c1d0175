package hdf5

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// editHeader opens an object header for changing: as the last change has left
// it in memory, if that was of the same one.
func (st *store) editHeader(addr codec.Address) (*objheader.Editor, error) {
	e := st.edited
	st.edited = nil
	if e != nil && e.Addr == addr && e.Current() {
		return e, nil
	}
	return objheader.Edit(st.space, addr)
}

// commitHeader writes a header that was changed, and keeps it for the next
// change.
func (st *store) commitHeader(e *objheader.Editor) (codec.Address, error) {
	addr, err := e.Commit()
	if err == nil {
		st.edited = e
	}
	return addr, err
}
