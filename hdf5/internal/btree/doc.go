// Package btree reads and writes HDF5's B-trees: version 1 (III.A.1; links of
// old-style groups, chunks) and version 2 (III.A.2; all eleven record types).
//
// A tree is a value over a Space; it keeps no cache. Depth and cycles are
// bounded: children must have the level below their parent's.
package btree
