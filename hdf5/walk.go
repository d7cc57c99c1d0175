package hdf5

import "iter"

// Visit is one step of a [Group.Walk].
type Visit struct {
	// Path is relative to the group where the walk began; "." is that group.
	Path string
	// Link is the link that led here; its Name is empty for the first group.
	Link Link
	// Object is what a hard link leads to; nil for other links, which are not
	// followed, and for an object that could not be opened (Err).
	Object Object
	// First is false for an object that the walk has met before under another
	// path. Its members are not visited again.
	First bool
	// Err says why the object, or the members of a group, cannot be read. The
	// walk goes on with the next.
	Err error
}

// Walk visits the group, its links and all below them, a group before its
// members. Objects with several names are entered once. It ends early with
// a Visit whose Err matches [ErrLimit] when the limits on depth or number of
// objects are reached.
func (g *Group) Walk(order IterOrder) iter.Seq[Visit] { return nil }
