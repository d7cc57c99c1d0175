package hdf5

// Files is the set of files that one program has open. A file that is opened
// a second time through one set shares the first opening's state, so that
// both see each other's changes and no lock stands between them; the set also
// bounds the handles that reading holds. The zero value is an empty set.
type Files struct{}

// NewFiles returns an empty set that holds at most maxOpen handles for
// reading; 0 means the default of [driver.Limits].
func NewFiles(maxOpen int) *Files { return &Files{} }
