package datatype

import (
	"bytes"
	"fmt"
)

// text converts strings. Fixed ones of different character sets have no path,
// as in libhdf5; between fixed and variable-length ones there is h5py's.
func (b pathBuilder) text(p *Path) error {
	src, dst := p.src, p.dst
	if (src.Variable || dst.Variable) && (src.Variable && b.from == nil || dst.Variable && b.to == nil) {
		return fmt.Errorf("%v to %v without a heap: %w", src, dst, ErrNoPath)
	}
	if src.Variable && src.Size != b.from.RefSize() || dst.Variable && dst.Size != b.to.RefSize() {
		return fmt.Errorf("%w: variable-length string of %d bytes", ErrInvalid, src.Size)
	}
	switch {
	case !src.Variable && !dst.Variable:
		if src.CharSet != dst.CharSet {
			return p.none()
		}
		p.convert = func(to, from []byte, n int) error {
			for i := range n {
				putText(to[i*dst.Size:(i+1)*dst.Size], trimText(from[i*src.Size:(i+1)*src.Size], src.StrPad), dst.StrPad)
			}
			return nil
		}
	case src.Variable && dst.Variable:
		p.convert = func(to, from []byte, n int) error {
			return b.moveObjects(p, to, from, n, 1)
		}
	case dst.Variable:
		p.convert = func(to, from []byte, n int) error {
			for i := range n {
				s := trimText(from[i*src.Size:(i+1)*src.Size], src.StrPad)
				if err := b.to.Put(to[i*dst.Size:(i+1)*dst.Size], s, len(s)); err != nil {
					return err
				}
			}
			return nil
		}
	default:
		p.convert = func(to, from []byte, n int) error {
			for i := range n {
				s, _, err := b.sequence(from[i*src.Size:(i+1)*src.Size], 1)
				if err != nil {
					return err
				}
				putText(to[i*dst.Size:(i+1)*dst.Size], trimText(s, NullTerm), dst.StrPad)
			}
			return nil
		}
	}
	return nil
}

// trimText returns a string without what pads it.
func trimText(s []byte, pad StrPad) []byte {
	if pad == SpacePad {
		return bytes.TrimRight(s, " ")
	}
	if i := bytes.IndexByte(s, 0); i >= 0 {
		return s[:i]
	}
	return s
}

// putText cuts or pads a string to the length of dst.
func putText(dst, s []byte, pad StrPad) {
	n := copy(dst, s)
	if pad == SpacePad {
		for i := n; i < len(dst); i++ {
			dst[i] = ' '
		}
		return
	}
	clear(dst[n:])
	if pad == NullTerm {
		dst[len(dst)-1] = 0
	}
}

// moveObjects copies objects from heap to heap unchanged. size is that of one
// base element.
func (b pathBuilder) moveObjects(p *Path, dst, src []byte, n, size int) error {
	for i := range n {
		ref := dst[i*p.dst.Size : (i+1)*p.dst.Size]
		from := src[i*p.src.Size : (i+1)*p.src.Size]
		if isZero(from) {
			clear(ref)
			continue
		}
		seq, count, err := b.sequence(from, size)
		if err != nil {
			return err
		}
		if err := b.to.Put(ref, seq, count); err != nil {
			return err
		}
	}
	return nil
}

// sequence returns the n elements of a size that a reference leads to.
func (b pathBuilder) sequence(ref []byte, size int) (seq []byte, n int, err error) {
	if seq, n, err = b.from.Get(ref); err != nil {
		return nil, 0, err
	}
	if n < 0 || len(seq)/max(size, 1) < n {
		return nil, 0, fmt.Errorf("sequence of %d elements of %d bytes in %d bytes", n, size, len(seq))
	}
	return seq[:n*size], n, nil
}

func isZero(p []byte) bool {
	for _, x := range p {
		if x != 0 {
			return false
		}
	}
	return true
}

// vlen converts sequences element by element.
func (b pathBuilder) vlen(p *Path) error {
	src, dst := p.src, p.dst
	if b.from == nil || b.to == nil {
		return fmt.Errorf("%v to %v without a heap: %w", src, dst, ErrNoPath)
	}
	if src.Size != b.from.RefSize() || dst.Size != b.to.RefSize() {
		return fmt.Errorf("%w: variable-length sequence of %d bytes", ErrInvalid, src.Size)
	}
	base, err := b.path(src.Base, dst.Base)
	if err != nil {
		return err
	}
	if base.Noop() {
		p.convert = func(to, from []byte, n int) error {
			return b.moveObjects(p, to, from, n, src.Base.Size)
		}
		return nil
	}
	p.convert = func(to, from []byte, n int) error {
		var out []byte
		for i := range n {
			ref, old := to[i*dst.Size:(i+1)*dst.Size], from[i*src.Size:(i+1)*src.Size]
			if isZero(old) {
				clear(ref)
				continue
			}
			seq, count, err := b.sequence(old, src.Base.Size)
			if err != nil {
				return err
			}
			if size := count * dst.Base.Size; cap(out) < size {
				out = make([]byte, size)
			} else {
				out = out[:size]
				clear(out)
			}
			if err := base.Convert(out, seq, count); err != nil {
				return err
			}
			if err := b.to.Put(ref, out, count); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}
