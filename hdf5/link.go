package hdf5

import "github.com/vdscript/vdscript/hdf5/datatype"

// LinkKind tells what a link leads to. The values are those on disk.
type LinkKind uint8

const (
	HardLink     LinkKind = 0  // an object of the same file
	SoftLink     LinkKind = 1  // a path in the same file
	ExternalLink LinkKind = 64 // a path in another file
)

// String returns "hard", "soft", "external" or "user-defined".
func (k LinkKind) String() string {
	switch k {
	case HardLink:
		return "hard"
	case SoftLink:
		return "soft"
	case ExternalLink:
		return "external"
	}
	return "user-defined"
}

// Link is a name in a group and what it leads to.
type Link struct {
	Name    string
	Kind    LinkKind
	Address uint64 // hard: the object header's address
	Path    string // soft and external: where it leads
	File    string // external: the file's name
	// Order is the link's number in the order of creation, if the group
	// tracks it, and else -1.
	Order   int64
	CharSet datatype.CharSet
	// Data is the contents of a user-defined link.
	Data []byte
}
