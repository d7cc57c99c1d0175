package h5dump

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// memoryType returns the type to which elements are converted for showing:
// what numpy would hold, little-endian and packed, with handles into a
// [datatype.Heap] for variable-length parts. Types that numpy has not are
// errors.
func memoryType(t *datatype.Type) (*datatype.Type, error) {
	if part := complexPart(t); part != nil {
		if _, err := partSize(part); err != nil {
			return nil, err
		}
		mem, err := memoryType(part)
		if err != nil {
			return nil, err
		}
		if t.Class == datatype.Complex {
			return datatype.NewComplex(mem), nil
		}
		return datatype.NewCompound(2*mem.Size, datatype.Member{Name: "r", Type: mem},
			datatype.Member{Name: "i", Offset: mem.Size, Type: mem}), nil
	}
	switch t.Class {
	case datatype.Integer, datatype.Bitfield, datatype.Float:
		return numberMemory(t)
	case datatype.String:
		if t.Variable {
			return datatype.NewVarString(t.CharSet, datatype.HandleSize), nil
		}
		return datatype.NewFixedString(t.Size, datatype.NullPad, t.CharSet), nil
	case datatype.Opaque, datatype.Reference:
		return t, nil
	case datatype.Compound:
		return compoundMemory(t)
	case datatype.Enum:
		return enumMemory(t)
	case datatype.Vlen:
		base, err := memoryType(t.Base)
		if err != nil {
			return nil, err
		}
		return datatype.NewVlen(base, datatype.HandleSize), nil
	case datatype.Array:
		base, err := memoryType(t.Base)
		if err != nil {
			return nil, err
		}
		return datatype.NewArray(base, t.Dims...), nil
	}
	return nil, fmt.Errorf("numpy has no type for %v", t.Class)
}

func numberMemory(t *datatype.Type) (*datatype.Type, error) {
	if _, err := numberName(t); err != nil {
		return nil, err
	}
	switch t.Class {
	case datatype.Integer:
		return datatype.NewInt(t.Size, t.Signed, datatype.LittleEndian), nil
	case datatype.Bitfield:
		return datatype.NewBitfield(t.Size, datatype.LittleEndian), nil
	}
	size, err := floatSize(t)
	if err != nil {
		return nil, err
	}
	if size == longDouble {
		return datatype.NewLongDouble(datatype.LittleEndian), nil
	}
	return datatype.NewFloat(size, datatype.LittleEndian), nil
}

// compoundMemory packs the members.
func compoundMemory(t *datatype.Type) (*datatype.Type, error) {
	members := make([]datatype.Member, len(t.Members))
	size := 0
	for i, m := range t.Members {
		mem, err := memoryType(m.Type)
		if err != nil {
			return nil, fmt.Errorf("member %q: %w", m.Name, err)
		}
		members[i] = datatype.Member{Name: m.Name, Offset: size, Type: mem}
		size += mem.Size
	}
	return datatype.NewCompound(size, members...), nil
}

// enumMemory keeps the names and converts their values.
func enumMemory(t *datatype.Type) (*datatype.Type, error) {
	base, err := memoryType(t.Base)
	if err != nil {
		return nil, err
	}
	path, err := datatype.NewPath(t.Base, base, nil, nil)
	if err != nil {
		return nil, err
	}
	values := make([]byte, len(t.Names)*base.Size)
	if err := path.Convert(values, t.Values, len(t.Names)); err != nil {
		return nil, err
	}
	return datatype.NewEnum(base, t.Names, values), nil
}

// budget is a heap that refuses to hold more than so many bytes: a file may
// refer to one sequence from many elements.
type budget struct {
	*datatype.Heap
	left int
}

// errBudget says that a budget's bytes are used up.
var errBudget = fmt.Errorf("variable-length data: %w", hdf5.ErrLimit)

func newBudget(n int) *budget { return &budget{datatype.NewHeap(), n} }

// Put stores a sequence.
func (b *budget) Put(ref, seq []byte, n int) error {
	if b.left -= len(seq) + 16; b.left < 0 {
		return errBudget
	}
	return b.Heap.Put(ref, seq, n)
}
