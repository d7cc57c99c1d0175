package filter

// nbit is filter 5 (H5Znbit.c): only the bits that carry a number's value are
// stored, highest first, without gaps between elements. Its parameters
// describe the datatype:
//
//	0  number of parameters
//	1  1: every bit carries a value, chunks are stored as they are
//	2  elements in a chunk
//	3  class of the type, and what follows from it:
//	   atomic    size, byte order, precision, bit offset
//	   array     size, then class and rest of the base type
//	   compound  size, members, for each: offset, class and rest
//	   no-op     size; all bytes are stored
type nbit struct{}

const (
	nbitAtomic   = 1
	nbitArray    = 2
	nbitCompound = 3
	nbitNoop     = 4
)

func (nbit) ID() ID       { return NBit }
func (nbit) Name() string { return "nbit" }

// nbitField is a run of an element's bytes: a number, or bytes to be kept.
type nbitField struct {
	offset, size      int
	big               bool
	precision, lowBit int
}

// nbitPlan is what the parameters say.
type nbitPlan struct {
	count, size int
	fields      []nbitField // in the order of storage
	bits        int         // of an element
}

// maxNbitFields bounds the fields of an element; arrays multiply them.
const maxNbitFields = 1 << 20

// plan reads the parameters; nil says that nothing is to be done.
func (nbit) plan(params []uint32) (*nbitPlan, error) {
	if len(params) < 3 || params[0] != uint32(len(params)) {
		return nil, corrupt("nbit: parameters %v", params)
	}
	if params[1] != 0 {
		return nil, nil
	}
	if len(params) < 5 {
		return nil, corrupt("nbit: parameters %v", params)
	}
	p := &nbitPlan{count: int(params[2]), size: int(params[4])}
	r := nbitReader{rest: params[3:], plan: p}
	if err := r.field(0, p.size, 0); err != nil {
		return nil, err
	}
	return p, nil
}

// nbitReader reads the description of a type.
type nbitReader struct {
	rest []uint32
	plan *nbitPlan
}

func (r *nbitReader) next() (int, error) {
	if len(r.rest) == 0 {
		return 0, corrupt("nbit: parameters end within a type")
	}
	v := int(r.rest[0])
	r.rest = r.rest[1:]
	return v, nil
}

// field reads one type at an offset of the element and appends its fields. It
// must lie within room bytes.
func (r *nbitReader) field(offset, room, depth int) error {
	class, err := r.next()
	if err != nil {
		return err
	}
	size, err := r.next()
	if err != nil {
		return err
	}
	if size < 1 || size > room || depth > 32 {
		return corrupt("nbit: type of %d bytes in %d", size, room)
	}
	switch class {
	case nbitAtomic:
		return r.atomic(offset, size)
	case nbitNoop:
		return r.add(nbitField{offset: offset, size: size, precision: 8 * size, big: true})
	case nbitArray:
		return r.array(offset, size, depth)
	case nbitCompound:
		n, err := r.next()
		for i := 0; i < n && err == nil; i++ {
			var at int
			if at, err = r.next(); err == nil {
				if at > size {
					return corrupt("nbit: member at %d of %d bytes", at, size)
				}
				err = r.field(offset+at, size-at, depth+1)
			}
		}
		return err
	}
	return corrupt("nbit: type class %d", class)
}

func (r *nbitReader) atomic(offset, size int) error {
	if len(r.rest) < 3 {
		return corrupt("nbit: parameters end within a type")
	}
	order, precision, low := r.rest[0], int(r.rest[1]), int(r.rest[2])
	r.rest = r.rest[3:]
	if order > 1 || precision < 1 || precision > 8*size || low > 8*size-precision {
		return corrupt("nbit: %d bits from bit %d on in %d bytes of order %d", precision, low, size, order)
	}
	return r.add(nbitField{offset, size, order == 1, precision, low})
}

// array repeats the base type's fields.
func (r *nbitReader) array(offset, size, depth int) error {
	if len(r.rest) < 2 || r.rest[1] == 0 {
		return corrupt("nbit: parameters end within a type")
	}
	base, first, bits := int(r.rest[1]), len(r.plan.fields), r.plan.bits
	if err := r.field(offset, size, depth+1); err != nil {
		return err
	}
	one := append([]nbitField(nil), r.plan.fields[first:]...)
	bits = r.plan.bits - bits
	for at := base; at+base <= size; at += base {
		if len(r.plan.fields)+len(one) > maxNbitFields {
			return corrupt("nbit: more than %d fields", maxNbitFields)
		}
		for _, f := range one {
			f.offset += at
			r.plan.fields = append(r.plan.fields, f)
		}
		r.plan.bits += bits
	}
	return nil
}

func (r *nbitReader) add(f nbitField) error {
	if len(r.plan.fields) == maxNbitFields {
		return corrupt("nbit: more than %d fields", maxNbitFields)
	}
	r.plan.fields = append(r.plan.fields, f)
	r.plan.bits += f.precision
	return nil
}

func (n nbit) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := n.plan(params)
	if err != nil || p == nil {
		return src, err
	}
	if p.count > cap(dst)/p.size {
		return nil, ErrTooLong
	}
	dst = dst[:p.count*p.size]
	clear(dst)
	r := bitReader{src: src}
	for i := 0; i < len(dst); i += p.size {
		for _, f := range p.fields {
			f.decode(dst[i+f.offset:i+f.offset+f.size], &r)
		}
		if r.over {
			return nil, corrupt("nbit: input ends at element %d of %d", i/p.size, p.count)
		}
	}
	return dst, nil
}

func (n nbit) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := n.plan(params)
	if err != nil || p == nil {
		return src, err
	}
	if len(src) != p.count*p.size {
		return nil, corrupt("nbit: chunk of %d bytes, want %d", len(src), p.count*p.size)
	}
	w := bitWriter{dst: dst[:0]}
	for i := 0; i < len(src); i += p.size {
		for _, f := range p.fields {
			f.encode(src[i+f.offset:i+f.offset+f.size], &w)
		}
	}
	return w.close(), nil
}

// index returns the place of byte i, counted from the least significant.
func (f *nbitField) index(i int) int {
	if f.big {
		return f.size - 1 - i
	}
	return i
}

// decode reads a field's bits into its bytes, which are zero.
func (f *nbitField) decode(b []byte, r *bitReader) {
	for high := f.lowBit + f.precision; high > f.lowBit; {
		i := (high - 1) / 8
		low := max(8*i, f.lowBit)
		b[f.index(i)] |= byte(r.get(uint(high-low)) << (low - 8*i))
		high = low
	}
}

func (f *nbitField) encode(b []byte, w *bitWriter) {
	for high := f.lowBit + f.precision; high > f.lowBit; {
		i := (high - 1) / 8
		low := max(8*i, f.lowBit)
		w.put(uint64(b[f.index(i)])>>(low-8*i), uint(high-low))
		high = low
	}
}
