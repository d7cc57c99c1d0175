// Package h5dump shows what is in an HDF5 file: as JSON for programs, as text
// and as a tree for people.
//
// The JSON is one object with an entry for each link, by absolute path, groups
// before their members and members in the order of their names:
//
//	{"kind": "group", "attrs": {...}}
//	{"kind": "dataset", "dtype": D, "shape": [...] or null, "maxshape": [...], "layout": "contiguous", "compact",
//	    "chunked" or "virtual", "chunks": [...] or null, "filters": [id, ...], "fill": V, "attrs": {...}, "data": V,
//	    "sources": [[file, dataset, points in the virtual selection, points in the source selection], ...]}
//	{"kind": "datatype", "dtype": D, "attrs": {...}}
//	{"kind": "hardlink", "target": path}     an object that was met before
//	{"kind": "softlink", "target": path}     not followed
//	{"kind": "externallink", "file": name, "target": path}
//	{"kind": "unknown", "error": text}       a link that leads to nothing readable
//
// An attribute is {"dtype": D, "shape": [...] or null, "value": V}. What cannot
// be read has "error" in place of what is missing; a file that cannot be read
// is {"error": text}. A shape is null for a null dataspace, a maximum dimension
// for an unlimited one, the points of an unlimited selection too. Only virtual
// datasets have "sources"; where a mapping takes all of a source its points are
// 1, for the file does not say how many there are.
//
// D is numpy's type string as h5py gives it, or
//
//	{"string": "utf-8" or "ascii", "vlen": true}       {"enum": {name: value}, "base": D}
//	{"fields": [[name, D, offset], ...], "itemsize": n}  {"array": D, "shape": [...]}
//	{"vlen": D}   "ref"   "regref"
//
// V is a JSON number ("nan", "inf" and "-inf" for those that JSON lacks), [re, im]
// for a complex one, text for a string ({"bytes": hex} if it is not UTF-8 and
// for opaque bytes), a list for a compound, a path or null for a reference, and
// lists in lists for an array. Data of more than 4096 elements is {"sha256":
// hex} of the bytes in C order, little-endian, for plain numbers; for other
// types, and for more than 2^26 elements, it is {"size": n}.
//
// Nothing here changes a file, and files are read piece by piece: the memory
// that a dump takes does not grow with the size of a dataset.
package h5dump
