// Package filter holds HDF5's data filters and runs pipelines of them
// (H5Z; spec IV.A.2.l).
//
// A [Filter] turns the bytes of one chunk into stored bytes and back. A
// [Registry] is a value that knows filters by number; [Standard] makes one
// with every filter of this package, and [Registry.With] adds a host's own. A
// [Pipeline] is a list of filters with their parameters: applied in order when
// a chunk is written, and backwards when it is read.
//
//	p := filter.Standard().Pipeline(infos)
//	err := p.Decode(chunk, stored, mask) // len(chunk) is the declared chunk size
//
// What is stored is never trusted. A decoder writes at most as many bytes as
// its caller allows, and never allocates by a number that it read.
//
// Filters, registries and pipelines are safe for concurrent use.
//
//	filter         id     decode  encode  note
//	deflate        1      yes     yes     zlib streams (RFC 1950)
//	shuffle        2      yes     yes
//	fletcher32     3      yes     yes     reads the sums of HDF5 up to 1.6.2 too
//	szip           4      yes     yes     CCSDS 121.0 extended Rice coding
//	nbit           5      yes     yes
//	scaleoffset    6      yes     yes     integers, and floats with the D-scale method
//	bzip2          307    yes     no
//	lzf            32000  yes     yes     h5py's
//	blosc          32001  yes     no      blosclz, lz4, snappy, zlib, zstd
//	lz4            32004  yes     yes
//	bitshuffle     32008  yes     yes     plain, lz4, zstd
//	zstd           32015  yes     yes
//	blosc2         32026  yes     no      frames and chunks
package filter
