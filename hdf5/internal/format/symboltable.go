package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// SymbolTable is the symbol table message (IV.A.2.r): where an old-style
// group's links are.
type SymbolTable struct {
	BTree codec.Address // version 1 B-tree
	Heap  codec.Address // local heap
}

// Type returns TypeSymbolTable.
func (*SymbolTable) Type() MessageType { return TypeSymbolTable }

// DecodeSymbolTable decodes a symbol table message.
func DecodeSymbolTable(r *codec.Reader) (*SymbolTable, error) {
	m := &SymbolTable{}
	m.BTree = r.Address("v1 B-tree address")
	m.Heap = r.Address("local heap address")
	return m, r.Err()
}

// Encode writes the message.
func (m *SymbolTable) Encode(w *codec.Writer) {
	w.Address("v1 B-tree address", m.BTree)
	w.Address("local heap address", m.Heap)
}
