package hdf5

import (
	"context"
	"errors"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// Variable-length data belongs to the element that refers to it: it is taken
// from the global heap before the element is overwritten, as libhdf5 does, and
// also before it is deleted, which libhdf5 does not. If the overwriting then
// fails, the file goes back to its last flush.

// releaser takes from the heap what elements refer to.
type releaser struct {
	objects *heapObjects
	keep    map[heap.GlobalID]bool // are the fill value's, which elements share
	some    bool                   // something was taken away
}

// release takes away what the elements in b refer to, and what that refers to.
// A reference that leads to nothing is left as it is.
func (r *releaser) release(t *datatype.Type, b []byte) (err error) {
	for ; len(b) >= t.Size && err == nil; b = b[t.Size:] {
		t.EachReference(b, func(t *datatype.Type, ref []byte) {
			if e := r.one(t, ref); err == nil && !errors.Is(e, codec.ErrFormat) {
				err = e
			}
		})
	}
	return err
}

func (r *releaser) one(t *datatype.Type, ref []byte) error {
	count, id, err := r.objects.decode(ref)
	if err != nil || !id.Collection.Defined() || r.keep[id] {
		return err
	}
	seq, err := r.objects.read(id)
	if err != nil || count == 0 && len(seq) > 0 {
		return err
	}
	if t.Class == datatype.Vlen && t.Base.HasVariable() {
		if err := r.release(t.Base, seq); err != nil {
			return err
		}
	}
	r.some = true
	return r.objects.remove(id.Collection, id.Index)
}

// releaseBlock is how many bytes of elements are in memory at once, unless
// that would make too many pieces.
const (
	releaseBlock  = 4 << 20
	releasePieces = 64
)

// release takes from the heap what the selected elements refer to in the parts
// that typ has, and reports whether there was anything.
func (a *array) release(ctx context.Context, sel dataspace.Selection, typ *datatype.Type) (bool, error) {
	if !typ.HasVariable() || a.st.swmr || a.extent.Class == dataspace.Null {
		return false, nil
	}
	switch {
	case a.layout.Class == format.LayoutVirtual:
		return false, nil // the elements are the sources'
	case a.layout.Class == format.LayoutContiguous && !a.layout.Address.Defined() && a.external == nil:
		return false, nil // there are no elements yet
	}
	r := &releaser{objects: a.st.objects, keep: make(map[heap.GlobalID]bool)}
	take := func(sel dataspace.Selection) error { return a.releasePart(ctx, sel, typ, r) }
	if fill := a.fill.Value; len(fill) == a.typ.Size {
		a.typ.EachReference(fill, func(_ *datatype.Type, ref []byte) {
			if _, id, err := a.st.objects.decode(ref); err == nil {
				r.keep[id] = true
			}
		})
	}
	n, size := sel.NumPoints(a.extent.Dims), uint64(a.typ.Size)
	box, ok := sel.Bounds(a.extent.Dims)
	if !ok || len(box.Start) == 0 || n <= releaseBlock/size {
		err := take(sel)
		return r.some, err
	}
	rows := max((box.Count[0]+releasePieces-1)/releasePieces, releaseBlock/size*box.Count[0]/n, 1)
	for end := box.Start[0] + box.Count[0]; box.Start[0] < end; box.Start[0] += rows {
		box.Count[0] = min(rows, end-box.Start[0])
		part, err := sel.IntersectBox(box)
		if err == nil {
			err = take(part)
		}
		if err != nil {
			return r.some, err
		}
	}
	return r.some, nil
}

// releasePart does it for elements that fit into memory.
func (a *array) releasePart(ctx context.Context, sel dataspace.Selection, typ *datatype.Type, r *releaser) error {
	n := sel.NumPoints(a.extent.Dims)
	if n == 0 {
		return nil
	}
	b := make([]byte, n*uint64(a.typ.Size))
	if err := a.storage.Read(ctx, sel, []uint64{n}, dataspace.All(), a.typ, b, a.st.objects); err != nil {
		return err
	}
	return r.release(typ, b)
}

// overwrite writes elements in place of others.
func (a *array) overwrite(ctx context.Context, sel dataspace.Selection, t transfer) error {
	if a.typ.HasVariable() {
		if _, err := datatype.NewPath(t.typ, a.typ, t.objects, a.st.objects); err != nil {
			return err
		}
	}
	a.st.changed[a] = true
	released, err := a.release(ctx, sel, a.typ.Replaced(t.typ))
	if err == nil {
		err = a.storage.Write(ctx, sel, t.dims, t.sel, t.typ, t.bytes, t.objects)
	}
	if err != nil && released {
		a.st.space.Fail(err)
	}
	return err
}
