package h5py

import (
	"math/big"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has what datatypes of single classes tell of themselves.

func (t *TypeID) order(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(int(t.t.Order)), c.NoArgs()
}

func (t *TypeID) precision(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(t.t.Precision), c.NoArgs()
}

func (t *TypeID) sign(c *pyrt.Call) (starlark.Value, error) {
	if t.t.Signed {
		return starlark.MakeInt(1), c.NoArgs()
	}
	return starlark.MakeInt(0), c.NoArgs()
}

// fields returns where a float's sign, exponent and mantissa are.
func (t *TypeID) fields(c *pyrt.Call) (starlark.Value, error) {
	f := t.t.Float
	out := starlark.Tuple{}
	for _, n := range []int{f.SignPos, f.ExpPos, f.ExpSize, f.MantPos, f.MantSize} {
		out = append(out, starlark.MakeInt(n))
	}
	return out, c.NoArgs()
}

func (t *TypeID) setFields(c *pyrt.Call) (starlark.Value, error) {
	var f datatype.FloatLayout
	if err := c.Unpack("spos", &f.SignPos, "epos", &f.ExpPos, "esize", &f.ExpSize, "mpos", &f.MantPos, "msize", &f.MantSize); err != nil {
		return nil, err
	}
	top := 0
	for _, n := range []int{f.SignPos + 1, f.ExpPos + f.ExpSize, f.MantPos + f.MantSize} {
		top = max(top, n)
	}
	if f.SignPos < 0 || f.ExpPos < 0 || f.ExpSize < 1 || f.MantPos < 0 || f.MantSize < 1 || top > 8*t.t.Size {
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to set floating point fields (field out of range)")
	}
	return starlark.None, t.change(func(x *hdf5Type) {
		f.Bias, f.Norm, f.InternalPad = x.Float.Bias, x.Float.Norm, x.Float.InternalPad
		x.Float, x.Precision = &f, top
	})
}

func (t *TypeID) bias(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeUint64(uint64(t.t.Float.Bias)), c.NoArgs()
}

func (t *TypeID) setBias(c *pyrt.Call) (starlark.Value, error) {
	n, err := t.arg(c, "ebias")
	if err != nil {
		return nil, err
	}
	return starlark.None, t.change(func(x *hdf5Type) {
		f := *x.Float
		f.Bias = uint32(n)
		x.Float = &f
	})
}

func (t *TypeID) cset(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(int(t.t.CharSet)), c.NoArgs()
}

func (t *TypeID) setCset(c *pyrt.Call) (starlark.Value, error) {
	n, err := t.arg(c, "cset")
	if err == nil && n != 0 && n != 1 {
		err = pyrt.Errorf(pyrt.ValueError, "Unable to set character set (illegal character set type)")
	}
	if err != nil {
		return nil, err
	}
	return starlark.None, t.change(func(x *hdf5Type) { x.CharSet = datatype.CharSet(n) })
}

func (t *TypeID) strpad(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(int(t.t.StrPad)), c.NoArgs()
}

func (t *TypeID) setStrpad(c *pyrt.Call) (starlark.Value, error) {
	n, err := t.arg(c, "pad")
	if err == nil && (n < 0 || n > 2) {
		err = pyrt.Errorf(pyrt.ValueError, "Unable to set string padding (illegal string pad type)")
	}
	if err != nil {
		return nil, err
	}
	return starlark.None, t.change(func(x *hdf5Type) { x.StrPad = datatype.StrPad(n) })
}

func (t *TypeID) isVariable(c *pyrt.Call) (starlark.Value, error) {
	return starlark.Bool(t.t.Variable), c.NoArgs()
}

func (t *TypeID) tag(c *pyrt.Call) (starlark.Value, error) {
	return starlark.Bytes(t.t.Tag), c.NoArgs()
}

func (t *TypeID) setTag(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("tag", &v); err != nil {
		return nil, err
	}
	text, err := linkName(v)
	if err != nil {
		return nil, err
	}
	return starlark.None, t.change(func(x *hdf5Type) { x.Tag = text })
}

// count returns the number of members of a compound or enum.
func (t *TypeID) count() int {
	if t.t.Class == datatype.Enum {
		return len(t.t.Names)
	}
	return len(t.t.Members)
}

func (t *TypeID) numMembers(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(t.count()), c.NoArgs()
}

// member reads the number of a member.
func (t *TypeID) member(c *pyrt.Call) (int, error) {
	i, err := t.arg(c, "member")
	switch {
	case err != nil:
	case i < 0:
		err = pyrt.Errorf(pyrt.ValueError, "Member index must be non-negative.")
	case i >= t.count():
		err = pyrt.Errorf(pyrt.ValueError, "Invalid member number (invalid member number)")
	}
	return i, err
}

func (t *TypeID) memberName(c *pyrt.Call) (starlark.Value, error) {
	i, err := t.member(c)
	if err != nil {
		return nil, err
	}
	if t.t.Class == datatype.Enum {
		return starlark.Bytes(t.t.Names[i]), nil
	}
	return starlark.Bytes(t.t.Members[i].Name), nil
}

func (t *TypeID) memberType(c *pyrt.Call) (starlark.Value, error) {
	i, err := t.member(c)
	if err != nil {
		return nil, err
	}
	return t.session.typeID(t.t.Members[i].Type), nil
}

func (t *TypeID) memberOffset(c *pyrt.Call) (starlark.Value, error) {
	i, err := t.member(c)
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt(t.t.Members[i].Offset), nil
}

func (t *TypeID) memberValue(c *pyrt.Call) (starlark.Value, error) {
	i, err := t.member(c)
	if err != nil {
		return nil, err
	}
	base := t.t.Base
	b := append([]byte(nil), t.t.Values[i*base.Size:(i+1)*base.Size]...)
	if base.Order == datatype.LittleEndian {
		for j, k := 0, len(b)-1; j < k; j, k = j+1, k-1 {
			b[j], b[k] = b[k], b[j]
		}
	}
	n := new(big.Int).SetBytes(b)
	if base.Signed && len(b) > 0 && b[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return starlark.MakeBigInt(n), nil
}

// insert adds a member to a compound.
func (t *TypeID) insert(c *pyrt.Call) (starlark.Value, error) {
	var name, typ starlark.Value
	offset := 0
	if err := c.Unpack("name", &name, "offset", &offset, "field", &typ); err != nil {
		return nil, err
	}
	text, err := linkName(name)
	if err != nil {
		return nil, err
	}
	field, ok := typ.(*TypeID)
	switch {
	case !ok:
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'field' has incorrect type (expected h5py.h5t.TypeID, got %s)", pyrt.TypeName(typ))
	case t.t.Member(text) != nil:
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to insert member (member name is not unique)")
	case offset < 0 || offset+field.t.Size > t.t.Size:
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to insert member (member extends past end of compound type)")
	}
	for _, m := range t.t.Members {
		if offset < m.Offset+m.Type.Size && m.Offset < offset+field.t.Size {
			return nil, pyrt.Errorf(pyrt.ValueError, "Unable to insert member (member overlaps with another member)")
		}
	}
	m := datatype.Member{Name: text, Offset: offset, Type: field.t}
	return starlark.None, t.change(func(x *hdf5Type) { x.Members = append(append([]datatype.Member(nil), x.Members...), m) })
}

func (t *TypeID) arrayRank(c *pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(len(t.t.Dims)), c.NoArgs()
}

func (t *TypeID) arrayDims(c *pyrt.Call) (starlark.Value, error) {
	return shapeTuple(dims(t.t.Dims)), c.NoArgs()
}
