package datatype

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// ErrNoPath says that HDF5 does not convert between two types.
var ErrNoPath = errors.New("no appropriate function for conversion path")

// Path converts elements of one type to another.
type Path struct {
	src, dst *Type
	convert  func(dst, src []byte, n int) error // nil: the bytes stay
	inPlace  bool
}

// NewPath finds the conversion, or reports ErrNoPath where h5py and libhdf5
// have none, or ErrInvalid for a type that cannot be. from holds the
// variable-length data of source elements and to that of results; both may be
// nil for types without such.
func NewPath(src, dst *Type, from, to Objects) (*Path, error) {
	if err := src.Validate(); err != nil {
		return nil, err
	}
	if err := dst.Validate(); err != nil {
		return nil, err
	}
	b := pathBuilder{from, to}
	return b.path(src, dst)
}

// Noop says whether elements are the same bytes on both sides.
func (p *Path) Noop() bool { return p.convert == nil }

// InPlace says whether Convert may be given the same bytes as source and
// destination.
func (p *Path) InPlace() bool { return p.inPlace || p.Noop() }

// Convert writes n elements to dst, which must not overlap src except as
// InPlace allows. Members of dst that src lacks keep their bytes. It is safe
// for concurrent use.
func (p *Path) Convert(dst, src []byte, n int) error {
	if n <= 0 {
		return nil
	}
	if len(src)/p.src.Size < n || len(dst)/p.dst.Size < n {
		return fmt.Errorf("conversion of %d elements of %d to %d bytes in buffers of %d and %d",
			n, p.src.Size, p.dst.Size, len(src), len(dst))
	}
	dst, src = dst[:n*p.dst.Size], src[:n*p.src.Size]
	if p.convert == nil {
		copy(dst, src)
		return nil
	}
	return p.convert(dst, src, n)
}

// pathBuilder makes paths for the parts of types.
type pathBuilder struct{ from, to Objects }

func (b pathBuilder) path(src, dst *Type) (*Path, error) {
	p := &Path{src: src, dst: dst}
	if src.Equal(dst) && (!src.HasVariable() || b.sameObjects()) {
		return p, nil
	}
	var err error
	switch {
	case src.Class == Bitfield || dst.Class == Bitfield:
		err = p.bitfield()
	case src.isNumber() && dst.isNumber():
		err = p.number()
	case src.Class == Array && dst.Class == Array:
		err = b.array(p)
	case src.Class == Compound && dst.Class == Compound:
		err = b.compound(p)
	case src.Class == Enum && dst.Class == Enum:
		err = p.enum()
	case src.Class == Enum && dst.isNumber():
		err = p.through(b.path(src.Base, dst))
	case dst.Class == Enum && src.Class == Integer:
		err = p.through(b.path(src, dst.Base))
	case src.Class == String && dst.Class == String:
		err = b.text(p)
	case src.Class == Vlen && dst.Class == Vlen:
		err = b.vlen(p)
	case src.Class == Complex || dst.Class == Complex:
		err = b.complex(p)
	case src.Class == Reference && dst.Class == Reference && src.Ref == dst.Ref:
		err = p.reference()
	default:
		err = p.none()
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (b pathBuilder) sameObjects() bool {
	if b.from == nil || b.to == nil {
		return b.from == nil && b.to == nil
	}
	return reflect.TypeOf(b.from) == reflect.TypeOf(b.to) && reflect.TypeOf(b.from).Comparable() && b.from == b.to
}

func (p *Path) none() error {
	return fmt.Errorf("%v to %v: %w", p.src, p.dst, ErrNoPath)
}

// through takes another path's conversion.
func (p *Path) through(o *Path, err error) error {
	if err == nil {
		p.convert, p.inPlace = o.convert, o.inPlace
	}
	return err
}

func (t *Type) isNumber() bool { return t.Class == Integer || t.Class == Float }

// array converts arrays of equal dimensions. An array of arrays is one of more
// dimensions, as for numpy.
func (b pathBuilder) array(p *Path) error {
	srcBase, srcDims := p.src.flattened()
	dstBase, dstDims := p.dst.flattened()
	if !slices.Equal(srcDims, dstDims) {
		return p.none()
	}
	base, err := b.path(srcBase, dstBase)
	if err != nil {
		return err
	}
	if !base.Noop() {
		count := p.src.Size / srcBase.Size
		p.convert = func(dst, src []byte, n int) error { return base.convert(dst, src, n*count) }
		p.inPlace = base.inPlace
	}
	return nil
}

// flattened returns the elements and the dimensions of an array of arrays.
func (t *Type) flattened() (base *Type, dims []int) {
	for base = t; base.Class == Array; base = base.Base {
		dims = append(dims, base.Dims...)
	}
	return base, dims
}

// complex converts a complex number to another, to its real part, from a real
// number, and from and to a compound of two floats, which is how h5py stored
// complex numbers before HDF5 had them.
func (b pathBuilder) complex(p *Path) error {
	src, dst := p.src, p.dst
	srcBase, ok1 := complexBase(src)
	dstBase, ok2 := complexBase(dst)
	switch {
	case ok1 && ok2 && (src.Class == dst.Class || srcBase.Equal(dstBase)):
		base, err := b.path(srcBase, dstBase)
		if err == nil && !base.Noop() {
			p.convert = func(dst, src []byte, n int) error { return base.convert(dst, src, 2*n) }
			p.inPlace = base.inPlace
		}
		return err
	case src.Class == Complex && dst.isNumber():
		base, err := b.path(srcBase, dst)
		if err != nil {
			return err
		}
		c := newColumns(src, dst, []field{{0, 0, base}})
		p.convert = c.convert
		return nil
	case dst.Class == Complex && src.isNumber():
		base, err := b.path(src, dstBase)
		if err != nil {
			return err
		}
		c := newColumns(src, dst, []field{{0, 0, base}})
		p.convert = func(dst, src []byte, n int) error {
			clear(dst)
			return c.convert(dst, src, n)
		}
		return nil
	}
	return p.none()
}

// complexBase returns the type of the two halves of a complex number.
func complexBase(t *Type) (*Type, bool) {
	switch {
	case t.Class == Complex:
		return t.Base, true
	case t.Class == Compound && len(t.Members) == 2:
		re, im := &t.Members[0], &t.Members[1]
		ok := re.Type.Class == Float && re.Type.Equal(im.Type) &&
			re.Offset == 0 && im.Offset == re.Type.Size && t.Size == 2*re.Type.Size
		return re.Type, ok
	}
	return nil, false
}

// pool lends buffers to one path's conversions.
type pool struct{ buffers sync.Pool }

// get returns at least n bytes, aligned for any number.
func (p *pool) get(n int) *[]byte {
	if b, ok := p.buffers.Get().(*[]byte); ok && len(*b) >= n {
		return b
	}
	b := alignedBytes(n)
	return &b
}

func (p *pool) put(b *[]byte) { p.buffers.Put(b) }
