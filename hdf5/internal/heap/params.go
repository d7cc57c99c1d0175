package heap

// FractalParams are what a new fractal heap is made from. Its direct blocks
// have checksums and no filters.
type FractalParams struct {
	IDLen      uint16
	MaxManaged uint32 // bytes of an object
	Width      uint16 // blocks of a row
	StartSize  uint64 // bytes of the smallest block
	MaxDirect  uint64 // bytes of the largest direct block
	MaxBits    uint16 // log2 of the address space's size
	StartRows  uint16 // rows of the root indirect block at first
}

// LinkParams are libhdf5's for the links of a group.
func LinkParams() FractalParams {
	return FractalParams{IDLen: 7, MaxManaged: 4096, Width: 4, StartSize: 512, MaxDirect: 64 << 10, MaxBits: 32, StartRows: 1}
}

// AttributeParams are libhdf5's for the attributes of an object.
func AttributeParams() FractalParams {
	return FractalParams{IDLen: 8, MaxManaged: 4096, Width: 4, StartSize: 1024, MaxDirect: 64 << 10, MaxBits: 40, StartRows: 1}
}
