package h5py

import (
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Empty is a value without elements that still has a datatype, as a null
// dataspace holds it: h5py.Empty.
type Empty struct {
	session *Session
	dt      *ndarray.DType
}

var (
	_ starlark.HasAttrs = (*Empty)(nil)
	_ pyrt.Comparer     = (*Empty)(nil)
	_ pyrt.Typed        = (*Empty)(nil)
)

func (s *Session) newEmpty(c *pyrt.Call) (starlark.Value, error) {
	var dtype starlark.Value
	if err := c.Unpack("dtype", &dtype); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(dtype)
	return &Empty{s, dt}, err
}

// PyCompare makes empty values equal that have the same datatype.
func (e *Empty) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*Empty)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	return starlark.Bool(e.dt.Equal(o.dt) == (op == pyrt.Eq)), nil
}

// Attr returns shape, size or dtype.
func (e *Empty) Attr(name string) (starlark.Value, error) {
	switch name {
	case "shape", "size":
		return starlark.None, nil
	case "dtype":
		return e.session.np.FromDType(e.dt), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (e *Empty) AttrNames() []string { return []string{"dtype", "shape", "size"} }

// String returns h5py's repr.
func (e *Empty) String() string { return fmt.Sprintf("Empty(dtype=%s)", e.dt.Repr()) }

// Type implements starlark.Value.
func (e *Empty) Type() string { return "Empty" }

// Freeze implements starlark.Value.
func (e *Empty) Freeze() {}

// Truth implements starlark.Value.
func (e *Empty) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (e *Empty) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'Empty'")
}

// PyType implements pyrt.Typed.
func (e *Empty) PyType() *pyrt.Type { return e.session.types.empty }
