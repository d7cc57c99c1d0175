package links

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

const (
	snodName      = "symbol table node"
	snodSignature = "SNOD"
	snodPrefix    = 8
)

// snod is a symbol table node (III.B): links of an old-style group, sorted by
// name.
type snod struct {
	addr    codec.Address
	entries []format.SymbolEntry
}

func snodSize(s codec.Sizes, leafK int) uint64 {
	return uint64(snodPrefix + 2*leafK*format.SymbolEntrySize(s))
}

func readSnod(s codec.Space, addr codec.Address) (*snod, error) {
	r := codec.ReadAll(s, snodName, addr, snodPrefix)
	r.Signature(snodSignature)
	r.Version("version", 1)
	r.Skip("reserved", 1)
	n := r.U16("number of symbols")
	if err := r.Err(); err != nil {
		return nil, err
	}
	r = codec.ReadAll(s, snodName, addr, uint64(snodPrefix+int(n)*format.SymbolEntrySize(s.Sizes())))
	r.Skip("prefix", snodPrefix)
	sn := &snod{addr: addr, entries: make([]format.SymbolEntry, r.Count("number of symbols", uint64(n), format.SymbolEntrySize(s.Sizes())))}
	for i := range sn.entries {
		sn.entries[i] = format.DecodeSymbolEntry(r)
	}
	return sn, r.Err()
}

// write writes the node, allocating it if it has no address.
func (sn *snod) write(s codec.WritableSpace, leafK int) error {
	w := codec.NewWriter(snodName, s.Sizes())
	w.String(snodSignature)
	w.U8(1)
	w.Zero(1)
	w.Uint("number of symbols", uint64(len(sn.entries)), 2)
	for _, e := range sn.entries {
		e.Encode(w)
	}
	w.Zero(max(int(snodSize(s.Sizes(), leafK))-w.Len(), 0))
	b, err := w.Block()
	if err != nil {
		return err
	}
	if !sn.addr.Defined() {
		if sn.addr, err = s.Alloc(uint64(len(b)), codec.KindBTree); err != nil {
			return err
		}
	}
	return s.WriteBlock(sn.addr, b)
}
