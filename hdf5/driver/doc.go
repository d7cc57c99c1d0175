// Package driver is the one door through which bytes enter and leave: every
// open, read, write, rename and lock of the library goes through an [FS] and
// the [File] values that it opens (HDF5's virtual file layer, H5FD).
//
// Implementations are the operating system ([OS], relative to the working
// directory, and [Root], confined to one directory tree), [Memory], and
// [Faulty], which breaks another one on purpose for tests. [Family] and
// [Multi] make one file of several that another FS opens. [Pool] bounds the
// number of handles that reading holds open. Package drivertest holds the
// conformance test that every implementation passes.
//
// [Limits] and [Policy] are values that a host passes down with the open
// options: what one file may cost, and which other files its contents may
// name.
//
// Files are safe for concurrent use: reads may run in parallel with each
// other and with writes of other ranges.
package driver
