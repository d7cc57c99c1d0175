package vds

// Search is where source files are looked for.
type Search struct {
	// EnvPrefix is the value of HDF5_VDS_PREFIX, a list of directories; a
	// host that does not trust its environment leaves it empty.
	EnvPrefix string
	// Prefix is the access property (H5Pset_virtual_prefix): one directory.
	Prefix string
	// Dir is the directory of the virtual dataset's file as it was opened,
	// RealDir that of the file after following symbolic links.
	Dir, RealDir string
}

// Candidates returns the names under which a source file is to be tried, in
// libhdf5's order. "." means the virtual dataset's own file and gives no
// candidates.
func (s Search) Candidates(file string) []string { return nil }
