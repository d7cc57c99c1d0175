// Package heap reads and writes HDF5's three heaps: local heaps (names of
// old-style groups; III.D), global heap collections (variable-length data,
// references, virtual mappings; III.E) and fractal heaps (dense links,
// attributes and shared messages; III.G).
//
// Reading is safe for concurrent use where the Space is; what changes a heap
// is for one goroutine.
package heap
