// Package hdf5 reads and writes HDF5 files.
//
// # Objects
//
// A [File] has a root [Group]. A group holds named [Link]s: hard links to
// objects, soft links to paths, external links to paths in other files.
// Objects are groups, [Dataset]s and [NamedType]s; each has [Attributes].
// The words are HDF5's: a dataset has a datatype, a dataspace, a layout
// (compact, contiguous, chunked or virtual), filters and a fill value.
//
//	f, err := hdf5.Open(ctx, "data.h5", hdf5.ReadOnly, nil)
//	if err != nil {
//		return err
//	}
//	defer f.Close()
//	d, err := f.Root().OpenDataset("entry/data")
//	space := d.Space()
//	buf := make([]byte, 8*space.NumElements())
//	mem := hdf5.Memory{Type: datatype.NewFloat(8, datatype.LittleEndian), Dims: space.Dims, Bytes: buf}
//	err = d.Read(ctx, dataspace.All(), mem)
//
// # The way of a read
//
// [Open] finds the superblock behind the user block (package
// internal/filespace gives the file its addresses) and the root group's
// object header. [Group.Open] walks a path: internal/links finds a name in a
// group, soft links start again inside the path, external links open another
// file. An object header's messages (internal/objheader, internal/format)
// make a dataset: datatype, dataspace, layout, fill value, filters.
// [Dataset.Read] hands the selection to internal/layout, which fetches the
// bytes and converts them straight into the caller's memory. For a virtual
// dataset it runs a plan of package vds, whose sources this package opens:
// see [Dataset.Missing].
//
// # The way of a write
//
// Raw data goes to the file at once, but for pieces of up to 1 KiB; they and
// metadata stay in memory until [File.Flush] or [File.Close], which write the
// metadata that points to the data and, last, the superblock. A file made with [Create] is built under a
// temporary name and renamed over an old one at its first flush, so that a run
// that fails leaves the old file as it was. The first write that fails is the
// answer of every later one, of Flush and of Close.
//
// # Concurrency
//
// All methods are safe for concurrent use. Reads run in parallel; a write
// waits for the reads of its file and runs alone.
//
// # Errors
//
// Errors say where: open "x.h5": group "/a": link info message at 0x1a0+2:
// flags: ... What kind they are, errors.Is tells: [ErrFormat], [ErrChecksum]
// and [ErrUnsupported] for bytes, [ErrNotFound], [ErrExists], [ErrReadOnly],
// [ErrClosed] and the others for calls.
package hdf5
