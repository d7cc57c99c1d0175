// Package format maps the records of the HDF5 file format to Go values and
// back. It does no I/O: a decoder takes a codec.Reader over the record's bytes,
// an encoder a codec.Writer.
//
// One file stands for one section of the specification (version 4.0), and a
// record's decoder and encoder are side by side. A value keeps the version it
// was decoded from, so that encoding a record which libhdf5 wrote gives
// libhdf5's bytes again; who makes a new value chooses its version with the
// function that knows libhdf5's rule for it.
//
// Values are plain data; decoded byte slices alias the block they came from.
package format
