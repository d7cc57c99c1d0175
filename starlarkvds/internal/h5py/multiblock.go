package h5py

import (
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// MultiBlockSlice selects count blocks of block elements, stride apart, along
// one axis: h5py.MultiBlockSlice.
type MultiBlockSlice struct {
	session                     *Session
	start, stride, count, block int64
	whole                       bool // count is None: as many full blocks as fit
}

var (
	_ starlark.HasAttrs = (*MultiBlockSlice)(nil)
	_ pyrt.Typed        = (*MultiBlockSlice)(nil)
)

func (s *Session) newMultiBlock(c *pyrt.Call) (starlark.Value, error) {
	m := &MultiBlockSlice{session: s, stride: 1, block: 1}
	var count starlark.Value = starlark.None
	if err := c.Unpack("start?", &m.start, "stride?", &m.stride, "count?", &count, "block?", &m.block); err != nil {
		return nil, err
	}
	if m.whole = count == starlark.None; !m.whole {
		if err := pyrt.Unpack(count, &m.count); err != nil {
			return nil, err
		}
	}
	switch {
	case m.start < 0:
		return nil, pyrt.Errorf(pyrt.ValueError, "Start can't be negative")
	case m.stride < 1 || !m.whole && m.count < 1 || m.block < 1:
		return nil, pyrt.Errorf(pyrt.ValueError, "Stride, count and block can't be 0 or negative")
	case m.block > m.stride:
		return nil, pyrt.Errorf(pyrt.ValueError, "Blocks will overlap if block > stride")
	}
	return m, nil
}

// key returns what the slice selects of an axis of n elements.
func (m *MultiBlockSlice) key(n uint64) (axisKey, error) {
	length := int64(n)
	count := m.count
	if m.whole {
		count = (length-m.start-m.block)/m.stride + 1
		if count < 1 || length < m.start+m.block {
			return axisKey{}, pyrt.Errorf(pyrt.ValueError, "No full blocks can be selected using %v on dimension of length %d", m, length)
		}
	}
	end := m.start + m.block + (count-1)*m.stride - 1
	if end >= length || count > length {
		return axisKey{}, pyrt.Errorf(pyrt.ValueError, "%v range (%d - %d) extends beyond maximum index (%d)", m, m.start, end, length-1)
	}
	return axisKey{start: uint64(m.start), stride: uint64(m.stride), count: uint64(count), block: uint64(m.block)}, nil
}

// Attr returns start, stride, count, block or the method indices.
func (m *MultiBlockSlice) Attr(name string) (starlark.Value, error) {
	switch name {
	case "start":
		return starlark.MakeInt64(m.start), nil
	case "stride":
		return starlark.MakeInt64(m.stride), nil
	case "count":
		if m.whole {
			return starlark.None, nil
		}
		return starlark.MakeInt64(m.count), nil
	case "block":
		return starlark.MakeInt64(m.block), nil
	case "indices":
		return pyrt.NewMethod("MultiBlockSlice.indices", m, m.indices), nil
	}
	return nil, nil
}

func (m *MultiBlockSlice) indices(c *pyrt.Call) (starlark.Value, error) {
	var length int
	if err := c.Unpack("length", &length); err != nil {
		return nil, err
	}
	k, err := m.key(uint64(max(length, 0)))
	if err != nil {
		return nil, err
	}
	return shapeTuple([]uint64{k.start, k.stride, k.count, k.block}), nil
}

// AttrNames lists the attributes.
func (m *MultiBlockSlice) AttrNames() []string {
	return []string{"block", "count", "indices", "start", "stride"}
}

// String returns h5py's repr.
func (m *MultiBlockSlice) String() string {
	count := "None"
	if !m.whole {
		count = fmt.Sprint(m.count)
	}
	return fmt.Sprintf("MultiBlockSlice(start=%d, stride=%d, count=%s, block=%d)", m.start, m.stride, count, m.block)
}

// Type implements starlark.Value.
func (m *MultiBlockSlice) Type() string { return "MultiBlockSlice" }

// Freeze implements starlark.Value; slices are immutable.
func (m *MultiBlockSlice) Freeze() {}

// Truth implements starlark.Value.
func (m *MultiBlockSlice) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (m *MultiBlockSlice) Hash() (uint32, error) { return starlark.String(m.String()).Hash() }

// PyType implements pyrt.Typed.
func (m *MultiBlockSlice) PyType() *pyrt.Type { return m.session.types.multiBlock }
