package layout

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Bytes in the file that are close together are transferred with one call,
// through a buffer: reading a gap is cheaper than another call.
const (
	sieveBytes = 1 << 20  // longest transfer through a buffer
	sieveGap   = 16 << 10 // longest gap that is transferred with its neighbours
)

// sieve transfers runs of plain bytes at addr. It collects them until they no
// longer fit one call; long ones go straight to and from the caller's buffer.
type sieve struct {
	ctx    context.Context
	raw    raw
	q      *request
	addr   codec.Address
	bufs   *buffers
	held   pieces
	lo, hi int // bounds of held
}

// region transfers all pairs of a region.
func (s *sieve) region(r region) error {
	size := s.q.fileSize
	lo, hi := r.bounds()
	if b, ok := r.(*block); ok && b.flat() && s.q.path == nil {
		return s.direct(piece{b.fileBase, b.memBase, b.elements()})
	}
	if n := (hi - lo) * size; n <= sieveBytes && n/4 <= r.elements()*size+sieveGap {
		return s.buffered(lo, hi, r)
	}
	if err := r.each(s.line); err != nil {
		return err
	}
	return s.flush()
}

func (s *sieve) line(fileOff, memOff int, line axis) error {
	if line.file == 1 && line.mem == 1 {
		return s.add(piece{fileOff, memOff, line.n})
	}
	for range line.n {
		if err := s.add(piece{fileOff, memOff, 1}); err != nil {
			return err
		}
		fileOff, memOff = fileOff+line.file, memOff+line.mem
	}
	return nil
}

// add holds a run back, after transferring those that it is too far from.
func (s *sieve) add(p piece) error {
	size := s.q.fileSize
	if len(s.held) > 0 {
		lo, hi := min(s.lo, p.file), max(s.hi, p.file+p.n)
		near := p.file <= s.hi+sieveGap/size && p.file+p.n+sieveGap/size >= s.lo
		if near && (hi-lo)*size <= sieveBytes && len(s.held) < batchPieces {
			s.held, s.lo, s.hi = append(s.held, p), lo, hi
			return nil
		}
		if err := s.flush(); err != nil {
			return err
		}
	}
	// A conversion goes through a buffer: long runs are divided.
	for part := max(sieveBytes/size, 1); s.q.path != nil && p.n > part; {
		if err := s.buffered(p.file, p.file+part, pieces{{p.file, p.mem, part}}); err != nil {
			return err
		}
		p = piece{p.file + part, p.mem + part, p.n - part}
	}
	s.held, s.lo, s.hi = append(s.held[:0], p), p.file, p.file+p.n
	return nil
}

// flush transfers what is held back.
func (s *sieve) flush() error {
	if len(s.held) == 0 {
		return nil
	}
	held := s.held
	s.held = s.held[:0]
	if len(held) == 1 && s.q.path == nil {
		return s.direct(held[0])
	}
	return s.buffered(s.lo, s.hi, held)
}

// direct transfers a run between file and the caller's buffer.
func (s *sieve) direct(p piece) error {
	size := s.q.fileSize
	b := s.q.buf[p.mem*size : (p.mem+p.n)*size]
	addr := s.addr + codec.Address(p.file)*codec.Address(size)
	if s.q.write {
		return s.raw.WriteAt(s.ctx, b, addr)
	}
	return s.raw.ReadAt(s.ctx, b, addr)
}

// buffered transfers the pairs between lo and hi with one call, two for a
// write: what lies between them keeps its bytes.
func (s *sieve) buffered(lo, hi int, r region) error {
	size := s.q.fileSize
	buf := s.bufs.get((hi - lo) * size)
	defer s.bufs.put(buf)
	addr := s.addr + codec.Address(lo)*codec.Address(size)
	if !s.q.write || s.q.path != nil || !r.dense() {
		read := s.raw.ReadAt
		if raw, ok := s.raw.(*segments); ok && s.q.write {
			read = raw.readOld
		}
		if err := read(s.ctx, buf, addr); err != nil {
			return err
		}
	}
	if err := s.q.moveRegion(buf, lo, r); err != nil || !s.q.write {
		return err
	}
	return s.raw.WriteAt(s.ctx, buf, addr)
}
