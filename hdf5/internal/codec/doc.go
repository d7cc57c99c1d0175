// Package codec reads and writes the fields of HDF5's metadata.
//
// A Reader decodes one block of bytes, a Writer encodes one; both know the
// file's widths of addresses and lengths, keep the first error, and tell its
// place as an *Error. Lookup3 is the format's one checksum. Space is what the
// structures above (object headers, heaps, B-trees) ask of the file.
//
// Readers and Writers are for one goroutine.
package codec
