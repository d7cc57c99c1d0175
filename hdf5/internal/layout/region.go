package layout

import "github.com/vdscript/vdscript/hdf5/dataspace"

// region is the part of a request inside one piece of storage: a chunk, or
// all of a contiguous dataset. File offsets count elements of that storage.
type region interface {
	// each calls f for lines of pairs, in the order of the request.
	each(f func(fileOff, memOff int, line axis) error) error
	// bounds returns the first file offset and one more than the last.
	bounds() (lo, hi int)
	// elements is the number of pairs.
	elements() int
	// dense reports whether every element between the bounds is in a pair.
	dense() bool
}

// piece is a run of pairs that are neighbours on both sides.
type piece struct{ file, mem, n int }

// pieces is a region without a regular form.
type pieces []piece

func (p pieces) each(f func(fileOff, memOff int, line axis) error) error {
	for _, x := range p {
		if err := f(x.file, x.mem, axis{x.n, 1, 1}); err != nil {
			return err
		}
	}
	return nil
}

func (p pieces) bounds() (lo, hi int) {
	lo = p[0].file
	for _, x := range p {
		lo, hi = min(lo, x.file), max(hi, x.file+x.n)
	}
	return lo, hi
}

func (p pieces) elements() int {
	n := 0
	for _, x := range p {
		n += x.n
	}
	return n
}

// dense does not see it where pieces are out of order.
func (p pieces) dense() bool {
	for i := 1; i < len(p); i++ {
		if p[i].file != p[i-1].file+p[i-1].n {
			return false
		}
	}
	return true
}

// pairs steps through a request's elements: runs that are neighbours on both
// sides.
type pairs struct {
	file, mem        dataspace.Runs
	fileOff, fileLen uint64
	memOff, memLen   uint64
}

func (q *request) pairs() pairs {
	return pairs{file: q.file.Runs(q.dims), mem: q.mem.Runs(q.mdims)}
}

// next returns the next run.
func (p *pairs) next() (fileOff, memOff, n uint64, ok bool) {
	if p.fileLen == 0 {
		if p.fileOff, p.fileLen, ok = p.file.Next(); !ok {
			return 0, 0, 0, false
		}
	}
	if p.memLen == 0 {
		if p.memOff, p.memLen, ok = p.mem.Next(); !ok {
			return 0, 0, 0, false
		}
	}
	fileOff, memOff, n = p.fileOff, p.memOff, min(p.fileLen, p.memLen)
	p.fileOff, p.fileLen = p.fileOff+n, p.fileLen-n
	p.memOff, p.memLen = p.memOff+n, p.memLen-n
	return fileOff, memOff, n, true
}
