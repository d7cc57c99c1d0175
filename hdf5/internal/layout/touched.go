package layout

import "encoding/binary"

// touched is a chunk that a request touches and what it wants of it.
type touched struct {
	scaled []uint64
	region region
	whole  bool // all elements of the chunk that are inside the extent
}

// grid is the division of a dataset into chunks.
type grid struct {
	dims  []uint64 // of the dataset
	chunk []uint64
}

// partial reports whether the extent cuts a chunk.
func (g *grid) partial(scaled []uint64) bool {
	for i, s := range scaled {
		if (s+1)*g.chunk[i] > g.dims[i] {
			return true
		}
	}
	return false
}

// inside is the number of a chunk's elements that are within the extent.
func (g *grid) inside(scaled []uint64) int {
	n := 1
	for i, s := range scaled {
		n *= int(min(g.chunk[i], g.dims[i]-s*g.chunk[i]))
	}
	return n
}

// place is a chunk's name as a key of maps.
func place(buf []byte, scaled []uint64) []byte {
	buf = buf[:0]
	for _, s := range scaled {
		buf = binary.LittleEndian.AppendUint64(buf, s)
	}
	return buf
}

// Chunks are handled in batches, so that a plan's memory does not grow with
// the request.
const (
	batchChunks = 1024
	batchPieces = 1 << 16
)

// touch finds the chunks that a request touches and hands them to run in
// batches. In one batch a chunk appears once.
func (g *grid) touch(q *request, run func([]touched) error) error {
	if a, ok := q.affine(); ok {
		return g.touchAffine(a, run)
	}
	return g.touchPairs(q, run)
}

// touchAffine walks the chunks of a regular request in row-major order.
func (g *grid) touchAffine(a *affine, run func([]touched) error) error {
	rank := len(g.dims)
	var batch []touched
	at, origin := make([]uint64, rank), make([]uint64, rank)
	for i := range at {
		at[i] = a.file[i].first / g.chunk[i]
		origin[i] = at[i] * g.chunk[i]
	}
	for {
		b := a.inBox(origin, g.chunk)
		t := touched{scaled: append([]uint64(nil), at...), region: &b}
		t.whole = b.elements() == g.inside(at)
		if batch = append(batch, t); len(batch) == batchChunks {
			if err := run(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
		k := rank - 1
		for ; k >= 0; k-- {
			p := a.file[k]
			if _, hi := p.within(origin[k], g.chunk[k]); hi < p.n {
				at[k] = (p.first + hi*p.step) / g.chunk[k]
				origin[k] = at[k] * g.chunk[k]
				break
			}
			at[k] = p.first / g.chunk[k]
			origin[k] = at[k] * g.chunk[k]
		}
		if k < 0 {
			if len(batch) == 0 {
				return nil
			}
			return run(batch)
		}
	}
}

// touchPairs sorts the runs of any other request by chunk.
func (g *grid) touchPairs(q *request, run func([]touched) error) error {
	var (
		batch []touched
		count int
		index = make(map[string]int)
		key   []byte
		at    = make([]uint64, len(g.dims))
	)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := run(batch)
		batch, count = batch[:0], 0
		clear(index)
		return err
	}
	p := q.pairs()
	for fileOff, memOff, n, ok := p.next(); ok; fileOff, memOff, n, ok = p.next() {
		for n > 0 {
			chunkOff, most := g.locate(fileOff, at)
			k := min(n, most)
			key = place(key, at)
			i, known := index[string(key)]
			if !known {
				i = len(batch)
				index[string(key)] = i
				batch = append(batch, touched{scaled: append([]uint64(nil), at...), region: pieces(nil)})
			}
			batch[i].region = append(batch[i].region.(pieces), piece{int(chunkOff), int(memOff), int(k)})
			fileOff, memOff, n = fileOff+k, memOff+k, n-k
			if count++; count == batchPieces {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}

// locate finds the chunk of an element, given by its row-major offset in the
// dataset: it sets the chunk's scaled coordinates and returns the element's
// offset in the chunk and how many elements follow it there in the same row,
// itself included.
func (g *grid) locate(off uint64, scaled []uint64) (inChunk, most uint64) {
	step := uint64(1)
	for i := len(g.dims) - 1; i >= 0; i-- {
		x := off % g.dims[i]
		off /= g.dims[i]
		scaled[i] = x / g.chunk[i]
		in := x % g.chunk[i]
		inChunk += in * step
		step *= g.chunk[i]
		if i == len(g.dims)-1 {
			most = min(g.chunk[i]-in, g.dims[i]-x)
		}
	}
	return inChunk, most
}
