// Package filespace is a file as the structures in it see it: addresses
// relative to the superblock's base address, reads that never ask for more
// than the file holds, allocation, and the order in which writes reach the
// file.
//
// A [Space] implements [codec.WritableSpace]. Metadata is written with
// WriteBlock: it stays in memory until [Space.Flush], while raw data goes to
// the file at once with WriteAt, unless it is a small piece:
//
//	raw data        WriteAt             at once
//	small pieces    WriteAt             at Flush
//	metadata        WriteBlock          at Flush
//	superblock      Flush's last write  by its own call, after the rest
//
// A Space is safe for concurrent use by readers; writers exclude everybody
// else, which package hdf5 sees to with one lock for each file.
package filespace
