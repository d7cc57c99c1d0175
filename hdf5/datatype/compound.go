package datatype

import "encoding/binary"

// compound matches members by name. Members of the source that the
// destination lacks are skipped, those of the destination that the source
// lacks keep their bytes.
func (b pathBuilder) compound(p *Path) error {
	var fields []field
	for i := range p.dst.Members {
		to := &p.dst.Members[i]
		from := p.src.Member(to.Name)
		if from == nil {
			continue
		}
		path, err := b.path(from.Type, to.Type)
		if err != nil {
			return err
		}
		fields = append(fields, field{to.Offset, from.Offset, path})
	}
	c := newColumns(p.src, p.dst, fields)
	p.convert = c.convert
	return nil
}

// field is a part of an element that is converted by itself.
type field struct {
	dst, src int // offsets within the elements
	path     *Path
}

// columns converts compounds one field at a time: the field of a block of
// elements is gathered, converted as one array, and scattered.
type columns struct {
	srcSize, dstSize int
	fields           []field
	pool             pool
}

// columnBytes is how much of a field is gathered at a time: what the fastest
// cache holds.
const columnBytes = 4096

func newColumns(src, dst *Type, fields []field) *columns {
	return &columns{srcSize: src.Size, dstSize: dst.Size, fields: joinFields(fields)}
}

// joinFields makes one copy of neighbours that are only copied.
func joinFields(fields []field) []field {
	var out []field
	for _, f := range fields {
		if n := len(out); n > 0 && f.path.Noop() && out[n-1].path.Noop() {
			last := &out[n-1]
			size := last.path.src.Size
			if last.src+size == f.src && last.dst+size == f.dst {
				both := NewOpaque(size+f.path.src.Size, "")
				last.path = &Path{src: both, dst: both}
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

func (c *columns) convert(dst, src []byte, n int) error {
	for _, f := range c.fields {
		size := f.path.src.Size
		if f.path.Noop() {
			moveColumn(dst[f.dst:], c.dstSize, src[f.src:], c.srcSize, size, n)
			continue
		}
		if err := c.column(f, dst, src, n); err != nil {
			return err
		}
	}
	return nil
}

// column converts one field of n elements.
func (c *columns) column(f field, dst, src []byte, n int) error {
	from, to := f.path.src.Size, f.path.dst.Size
	if from == c.srcSize && to == c.dstSize { // the field is the whole element
		return f.path.Convert(dst, src, n)
	}
	block := max(1, columnBytes/max(from, to))
	block = min(block, n)
	in, out := c.pool.get(block*from), c.pool.get(block*to)
	defer c.pool.put(in)
	defer c.pool.put(out)
	for at := 0; at < n; at += block {
		k := min(block, n-at)
		d, s := dst[at*c.dstSize+f.dst:], src[at*c.srcSize+f.src:]
		moveColumn(*in, from, s, c.srcSize, from, k)
		if f.path.dst.Class == Compound || f.path.dst.Class == Array { // may keep bytes
			moveColumn(*out, to, d, c.dstSize, to, k)
		}
		if err := f.path.convert((*out)[:k*to], (*in)[:k*from], k); err != nil {
			return err
		}
		moveColumn(d, c.dstSize, *out, to, to, k)
	}
	return nil
}

// moveColumn copies size bytes of each of n elements.
func moveColumn(dst []byte, dstStride int, src []byte, srcStride, size, n int) {
	if size == dstStride && size == srcStride {
		copy(dst[:n*size], src)
		return
	}
	d, s := 0, 0
	ne := binary.NativeEndian
	switch size {
	case 4:
		for range n {
			ne.PutUint32(dst[d:], ne.Uint32(src[s:]))
			d, s = d+dstStride, s+srcStride
		}
	case 8:
		for range n {
			ne.PutUint64(dst[d:], ne.Uint64(src[s:]))
			d, s = d+dstStride, s+srcStride
		}
	default:
		for range n {
			copy(dst[d:d+size], src[s:s+size])
			d, s = d+dstStride, s+srcStride
		}
	}
}
