// Package h5py is the h5py module of scripts: h5py's classes as values of
// go.starlark.net, over package hdf5, with h5py's names, texts and exception
// classes. Its files carry the names of h5py's own (files, group, dataset,
// attrs, selections, vds, filters, datatype), so that a reader who knows one
// finds their way in the other.
//
// A [Session] is one script's h5py: the files it has open, the warnings it has
// given. All values know their session; a session is used by one goroutine at
// a time.
//
// Where h5py and libhdf5 leave people in the dark, texts say more: h5py's own
// message stands first, help follows in the same line.
package h5py
