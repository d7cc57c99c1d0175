package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// CacheEntry is a piece of metadata in a metadata cache image block. It stands
// for the bytes at Addr, which may not have been written.
type CacheEntry struct {
	Addr codec.Address
	Data []byte
}

const cacheImageSignature = "MDCI"

// DecodeCacheImageBlock decodes the block that a CacheImage message points to.
// It ends with its checksum.
func DecodeCacheImageBlock(r *codec.Reader) ([]CacheEntry, error) {
	r.Sealed(r.Len())
	r.Signature(cacheImageSignature)
	r.Version("version", 0)
	r.Flags("flags", 0)
	r.Length("image data length")
	s := r.Sizes()
	// type, flags, ring, age; counts of children, dirty children, parents;
	// rank in the list of least recent use; address, length.
	least := 4 + 3*2 + 4 + int(s.Offsets) + int(s.Lengths)
	entries := make([]CacheEntry, r.Count("number of entries", uint64(r.U32("number of entries")), least))
	for i := range entries {
		r.Skip("type, flags, ring, age, children", 4+2*2)
		parents := int(r.U16("number of parents"))
		r.Skip("rank", 4)
		entries[i].Addr = r.Address("entry address")
		n := r.Length("entry length")
		r.Skip("parents", parents*int(s.Offsets))
		entries[i].Data = r.Bytes("entry", r.Count("entry length", n, 1))
	}
	return entries, r.Err()
}
