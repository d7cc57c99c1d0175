package ndarray

import (
	"sync"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Stage is the memory side of a transfer between an array and a file: bytes of
// Type, with the variable-length data that they refer to. For most arrays the
// bytes are the array's own.
//
//	s, err := a.Stage()
//	read into s.Bytes as s.Type with s.Objects, then s.Commit()
//	or s.Fill(), then write from s.Bytes
type Stage struct {
	Type    *datatype.Type
	Bytes   []byte
	Objects datatype.Objects // nil when the type has no variable-length data

	array  *Array
	direct bool // Bytes are the array's
	raw    bool // the layout of Bytes is Type's, not the array's
	heap   *objectHeap
}

// Stage prepares a transfer of all elements in C order.
func (a *Array) Stage() (*Stage, error) {
	t, err := a.dtype.MemoryType()
	if err != nil {
		return nil, err
	}
	s := &Stage{Type: t, array: a}
	objects := a.dtype.hasObjects()
	s.raw = a.dtype.hasReferences()
	if s.direct = a.IsContiguous() && !a.readonly && !s.raw; s.direct {
		s.Bytes, s.heap = a.Bytes(), a.buf.objs
	} else {
		n, err := checkedSize(basic(Void, max(t.Size, 1)), a.shape)
		if err != nil {
			return nil, err
		}
		if !Room(n, 1) {
			return nil, memoryError(n, a.dtype, a.shape)
		}
		s.Bytes, s.heap = makeAligned(n), &objectHeap{}
	}
	if objects {
		s.Objects = &arrayObjects{heap: s.heap}
	}
	return s, nil
}

// Commit moves what was read into Bytes to the array. Strings become []byte
// values, sequences 1-d Arrays, references Reference or RegionReference.
func (s *Stage) Commit() error {
	if s.direct {
		return nil
	}
	if !s.raw {
		src := &Array{dtype: s.array.dtype, shape: s.array.shape, strides: contiguousStrides(s.array.shape, s.array.dtype.size),
			buf: &buffer{bytes: s.Bytes, objs: s.heap}, env: s.array.env}
		return s.array.Assign(src, CastUnsafe)
	}
	d := s.array.dtype
	i := 0
	tmp := make([]byte, d.size)
	for off, w := 0, newWalker(s.array.shape, s.array.strides); ; i++ {
		var ok bool
		if off, ok = w.next(); !ok {
			return nil
		}
		out := s.array.element(s.array.off + off)
		copy(tmp, out)
		unstage(d, s.Type, tmp, s.Bytes[i*s.Type.Size:(i+1)*s.Type.Size], s.heap, s.array.buf.objs, s.array.env)
		copy(out, tmp)
	}
}

// Fill puts the array's elements into Bytes for writing. Strings must be text
// or bytes, sequences arrays.
func (s *Stage) Fill() error {
	d := s.array.dtype
	if !d.hasObjects() {
		if !s.direct {
			copy(s.Bytes, s.array.Bytes())
		}
		return nil
	}
	// Objects are written from a heap of their own: the array's values stay.
	s.heap, s.direct = &objectHeap{}, false
	s.Objects = &arrayObjects{heap: s.heap}
	s.Bytes = makeAligned(s.Type.Size * s.array.Size())
	i := 0
	for e := range s.array.All() {
		if err := stage(d, s.Type, s.Bytes[i*s.Type.Size:(i+1)*s.Type.Size], e.data, s.heap, e.objs, s.array.env); err != nil {
			return err
		}
		i++
	}
	return nil
}

// hasReferences reports whether references occur anywhere in an element.
func (d *DType) hasReferences() bool {
	switch {
	case d.kind == Object:
		return d.meta != nil && (d.meta.Ref != NoRef || d.meta.Vlen != nil && d.meta.Vlen.hasReferences())
	case d.base != nil:
		return d.base.hasReferences()
	}
	for _, f := range d.fields {
		if f.Type.hasReferences() {
			return true
		}
	}
	return false
}

// sequence is a variable-length element as it came from a file. It becomes a
// value when it is first looked at, for only then is its dtype known.
type sequence struct {
	bytes []byte
	n     int
	heap  *objectHeap
}

// value is what h5py gives: bytes for a string, a 1-d array for a sequence.
func (q sequence) value(d *DType, env *Env) any {
	if d.meta == nil || d.meta.Vlen == nil {
		return q.bytes
	}
	base, sub := spreadSub(d.meta.Vlen, nil)
	if t, err := d.meta.Vlen.MemoryType(); err == nil && d.meta.Vlen.hasReferences() {
		a, err := New(env, d.meta.Vlen, []int{q.n})
		if err != nil {
			return nil
		}
		s := &Stage{Type: t, Bytes: q.bytes, array: a, raw: true, heap: q.heap}
		if s.Commit() != nil {
			return nil
		}
		return a
	}
	shape := append([]int{q.n}, sub...)
	return &Array{dtype: base, shape: shape, strides: contiguousStrides(shape, base.size),
		buf: &buffer{bytes: q.bytes, objs: q.heap}, env: env}
}

// arrayObjects is an array's object heap as HDF5's variable-length data. It is
// safe for concurrent use by one transfer.
type arrayObjects struct {
	mu   sync.Mutex
	heap *objectHeap
	// vlen is the dtype of sequences among the values, where there is one.
	vlen *DType
	env  *Env
}

var _ datatype.Objects = (*arrayObjects)(nil)

// Objects is the array's object elements as variable-length data for a
// transfer, nil when the dtype has none. What is read becomes a value when it
// is looked at; strings, bytes and sequences of one dtype can be written.
// Arrays with references, or sequences of several dtypes, need a Stage.
func (a *Array) Objects() datatype.Objects {
	if !a.dtype.hasObjects() {
		return nil
	}
	return &arrayObjects{heap: a.buf.objs, vlen: a.dtype.sequenceType(), env: a.env}
}

// sequenceType is the dtype of the first variable-length sequences in an
// element, nil without any.
func (d *DType) sequenceType() *DType {
	switch {
	case d.kind == Object && d.meta != nil:
		return d.meta.Vlen
	case d.base != nil:
		return d.base.sequenceType()
	}
	for _, f := range d.fields {
		if t := f.Type.sequenceType(); t != nil {
			return t
		}
	}
	return nil
}

func (o *arrayObjects) RefSize() int { return datatype.HandleSize }

func (o *arrayObjects) Get(ref []byte) ([]byte, int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	v := o.heap.get(ref)
	if _, ok := v.(sequence); !ok && v != nil {
		v = unwrapped(o.env, v)
	}
	switch v := v.(type) {
	case nil:
		return nil, 0, nil
	case sequence:
		return v.bytes, v.n, nil
	case []byte:
		return v, len(v), nil
	case string:
		return []byte(v), len(v), nil
	default:
		return o.encode(v)
	}
}

// encode makes the bytes of a sequence value.
func (o *arrayObjects) encode(v any) ([]byte, int, error) {
	if o.vlen == nil {
		return nil, 0, typeError("Can't implicitly convert non-string objects to strings")
	}
	t, err := o.vlen.MemoryType()
	if err != nil {
		return nil, 0, err
	}
	d := ObjectType().WithMeta(&Meta{Vlen: o.vlen})
	q, err := asSequence(d, datatype.NewVlen(t, datatype.HandleSize), v, o.heap, o.env)
	if err != nil || q == nil {
		return nil, 0, err
	}
	return q.bytes, q.n, nil
}

func (o *arrayObjects) Put(ref, seq []byte, n int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	own := makeAligned(len(seq))
	copy(own, seq)
	clear(ref)
	o.heap.set(ref, sequence{own, n, o.heap})
	return nil
}

// unstage turns one element of t into an element of d.
func unstage(d *DType, t *datatype.Type, out, in []byte, from, to *objectHeap, env *Env) {
	switch {
	case d.kind == Object:
		var v any
		if d.meta.Ref != NoRef {
			v = decodeReference(d.meta.Ref, in)
		} else if v = from.get(in); v != nil {
			if q, ok := v.(sequence); ok {
				v = q.value(d, env)
			}
		}
		to.set(out, v)
	case d.base != nil:
		for i := range product(d.shape) {
			unstage(d.base, t.Base, out[i*d.base.size:(i+1)*d.base.size], in[i*t.Base.Size:(i+1)*t.Base.Size], from, to, env)
		}
	case d.fields != nil:
		for i, f := range d.fields {
			m := t.Members[i]
			unstage(f.Type, m.Type, out[f.Offset:f.Offset+f.Type.size], in[m.Offset:m.Offset+m.Type.Size], from, to, env)
		}
	default:
		copy(out[:d.size], in)
	}
}

// stage is the reverse of unstage.
func stage(d *DType, t *datatype.Type, out, in []byte, to, from *objectHeap, env *Env) error {
	switch {
	case d.kind == Object:
		v := unwrapped(env, from.value(d, in, env))
		if d.meta.Ref != NoRef {
			return encodeReference(d.meta.Ref, out[:t.Size], v)
		}
		q, err := asSequence(d, t, v, to, env)
		if err == nil && q != nil {
			to.set(out, *q)
		}
		return err
	case d.base != nil:
		for i := range product(d.shape) {
			if err := stage(d.base, t.Base, out[i*t.Base.Size:(i+1)*t.Base.Size], in[i*d.base.size:(i+1)*d.base.size], to, from, env); err != nil {
				return err
			}
		}
	case d.fields != nil:
		for i, f := range d.fields {
			m := t.Members[i]
			if err := stage(f.Type, m.Type, out[m.Offset:m.Offset+m.Type.Size], in[f.Offset:f.Offset+f.Type.size], to, from, env); err != nil {
				return err
			}
		}
	default:
		copy(out, in[:d.size])
	}
	return nil
}

// elementsOf returns the elements of a sequence that an object array holds.
func elementsOf(env *Env, v any) (*Array, error) {
	if host, ok := env.objects().(Sequencer); ok {
		if a, ok, err := host.Sequence(v); ok || err != nil {
			return a, err
		}
	}
	return arrayOf(env, v)
}

// asSequence is a value as variable-length data; nil, and numpy's 0 in place
// of it, is an empty string or sequence.
func asSequence(d *DType, t *datatype.Type, v any, to *objectHeap, env *Env) (*sequence, error) {
	if d.meta.Vlen == nil {
		switch x := v.(type) {
		case nil:
			return nil, nil
		case string:
			return &sequence{[]byte(x), len(x), to}, nil
		case []byte:
			return &sequence{x, len(x), to}, nil
		}
		if i, ok := goInteger(v); ok && i.Sign() == 0 {
			return nil, nil
		}
		return nil, typeError("Can't implicitly convert non-string objects to strings")
	}
	if v == nil {
		return nil, nil
	}
	a, err := elementsOf(env, v)
	if err != nil {
		return nil, err
	}
	if a, err = a.Ravel(); err != nil {
		return nil, err
	}
	n := a.Size()
	if a, err = a.AsType(d.meta.Vlen, CastUnsafe); err != nil {
		return nil, err
	}
	own := makeAligned(n * t.Base.Size)
	for i := range n {
		e := a.Flat(i)
		if err := stage(d.meta.Vlen, t.Base, own[i*t.Base.Size:(i+1)*t.Base.Size], e.data, to, e.objs, env); err != nil {
			return nil, err
		}
	}
	return &sequence{own, n, to}, nil
}
