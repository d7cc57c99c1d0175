package heap

import (
	"cmp"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// The kinds of object, in bits 4 and 5 of an id's first byte.
const (
	idManaged = 0
	idHuge    = 1
	idTiny    = 2
)

// shortTinyID is the id length above which a tiny object's length has twelve
// bits, else four.
const shortTinyID = 17

// Object returns the bytes of the object with an id, which must not be
// changed.
func (f *Fractal) Object(id []byte) ([]byte, error) {
	r := codec.NewReader("fractal heap ID", codec.Undefined, id, f.s.Sizes())
	flags := r.U8("version and type")
	if flags>>6 != 0 {
		r.Fail("version and type", codec.Unsupportedf("version %d", flags>>6))
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	switch flags >> 4 & 3 {
	case idManaged:
		return f.managedObject(r)
	case idHuge:
		return f.hugeObject(r)
	case idTiny:
		return f.tinyObject(r, flags)
	}
	r.Failf("version and type", "type 3")
	return nil, r.Err()
}

func (f *Fractal) managedObject(r *codec.Reader) ([]byte, error) {
	off := r.Uint("offset", f.h.offsetWidth())
	n := r.Uint("length", f.h.lengthWidth())
	if r.Err() == nil && n == 0 {
		r.Failf("length", "got 0")
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	e, base, size, err := f.find(off)
	if err != nil {
		return nil, err
	}
	block, err := f.readDirect(e, base, size)
	if err != nil {
		return nil, err
	}
	at := off - base
	if whole := uint64(len(block)); at < uint64(f.h.directPrefix(f.s.Sizes())) || at > whole || n > whole-at {
		return nil, codec.At(directName, e.addr, codec.Formatf("object of %d bytes at %d of %d", n, at, len(block)))
	}
	return block[at : at+n], nil
}

func (f *Fractal) tinyObject(r *codec.Reader, flags uint8) ([]byte, error) {
	n := int(flags & 0xf)
	if f.h.idLen > shortTinyID {
		n = n<<8 | int(r.U8("length"))
	}
	return r.Bytes("data", n+1), r.Err()
}

// hugeDirect reports whether ids of huge objects hold their place.
func (f *Fractal) hugeDirect() bool {
	s := f.s.Sizes()
	n := int(s.Offsets) + int(s.Lengths)
	if f.pipeline != nil {
		n += 4 + int(s.Lengths)
	}
	return int(f.h.idLen)-1 >= n
}

// hugeKeyWidth returns the bytes of a huge object's key in its id.
func (f *Fractal) hugeKeyWidth() int { return min(int(f.h.idLen)-1, 8) }

func (f *Fractal) hugeObject(r *codec.Reader) ([]byte, error) {
	var rec btree.HugeRecord
	if f.hugeDirect() {
		rec = btree.DecodeHuge(r, f.hugeRecordType())
		if err := f.seekHuge(rec); err != nil {
			return nil, err
		}
	} else {
		key := r.Uint("key", f.hugeKeyWidth())
		if err := r.Err(); err != nil {
			return nil, err
		}
		t, err := f.openHugeTree()
		if err != nil {
			return nil, err
		}
		raw, ok, err := t.Find(f.compareHuge(key))
		if err == nil && !ok {
			err = codec.At("fractal heap", f.addr, codec.Formatf("no huge object has key %d", key))
		}
		if err != nil {
			return nil, err
		}
		r = codec.NewReader("huge object record", codec.Undefined, raw, f.s.Sizes())
		rec = btree.DecodeHuge(r, t.RecordType())
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	stored, err := f.s.ReadBlock(rec.Addr, rec.Length)
	if err != nil {
		return nil, codec.At("huge object", rec.Addr, err)
	}
	if f.pipeline == nil {
		return stored, nil
	}
	if rec.Size > maxRatio*(uint64(len(stored))+1) {
		return nil, codec.At("huge object", rec.Addr, codec.Formatf("%d bytes cannot become %d", len(stored), rec.Size))
	}
	out := make([]byte, rec.Size)
	if err := f.pipeline.Decode(out, stored, rec.Mask); err != nil {
		return nil, codec.At("huge object", rec.Addr, err)
	}
	return out, nil
}

// maxRatio bounds what filters can make of a byte: deflate reaches 1032.
const maxRatio = 2048

func (f *Fractal) openHugeTree() (*btree.V2, error) {
	t, err := btree.OpenV2(f.s, f.h.hugeTree)
	if err == nil && t.RecordType() != f.hugeRecordType() {
		err = codec.At("version 2 B-tree header", f.h.hugeTree, codec.Formatf("record type %d, want %d", t.RecordType(), f.hugeRecordType()))
	}
	return t, err
}

func (f *Fractal) hugeRecordType() uint8 {
	switch {
	case f.hugeDirect() && f.pipeline != nil:
		return btree.RecordHugeDirectFiltered
	case f.hugeDirect():
		return btree.RecordHugeDirect
	case f.pipeline != nil:
		return btree.RecordHugeFiltered
	}
	return btree.RecordHuge
}

// seekHuge reads the tree's nodes on the way to the record of an object whose
// id holds its place, so that damage in them is known.
func (f *Fractal) seekHuge(rec btree.HugeRecord) error {
	if !f.h.hugeTree.Defined() {
		return nil
	}
	t, err := f.openHugeTree()
	if err != nil {
		return err
	}
	_, _, err = t.Find(func(raw []byte) int {
		r := codec.NewReader("huge object record", codec.Undefined, raw, f.s.Sizes())
		return cmp.Compare(btree.DecodeHuge(r, f.hugeRecordType()).Addr, rec.Addr)
	})
	return err
}

// compareHuge orders records of indirectly accessed huge objects by key.
func (f *Fractal) compareHuge(key uint64) func([]byte) int {
	return func(raw []byte) int {
		r := codec.NewReader("huge object record", codec.Undefined, raw, f.s.Sizes())
		return cmp.Compare(btree.DecodeHuge(r, f.hugeRecordType()).Key, key)
	}
}
