package hdf5

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Visit is one step of a [Group.Walk].
type Visit struct {
	// Path is relative to the group where the walk began; "." is that group.
	Path string
	// Link is the link that led here; its Name is empty for the first group.
	Link Link
	// Object is what a hard link leads to; nil for other links, which are not
	// followed, and for an object that could not be opened (Err).
	Object Object
	// Again says that the walk has met the object before, by another path.
	// Its members are not visited again.
	Again bool
	// Err says why the object, or the members of a group, cannot be read. The
	// walk goes on with the next.
	Err error
}

// Walk visits the group, its links and all below them, a group before its
// members. Objects with several names are entered once. It ends early with
// a Visit whose Err matches [ErrLimit] when the limits on depth or number of
// objects are reached.
func (g *Group) Walk(order IterOrder) iter.Seq[Visit] {
	return func(yield func(Visit) bool) {
		w := &walker{order: order, yield: yield, met: make(map[codec.Address]bool), limits: g.file.st.access.Limits}
		w.met[g.addr] = true
		w.group(Visit{Path: ".", Object: g}, g, "", 1)
	}
}

// walker is the state of one walk. Its methods report whether to go on.
type walker struct {
	order  IterOrder
	yield  func(Visit) bool
	met    map[codec.Address]bool
	limits driver.Limits
	count  uint64
}

func (w *walker) show(v Visit) bool {
	if w.count++; w.count > w.limits.MaxObjects {
		w.yield(Visit{Path: v.Path, Link: v.Link, Err: tooMany(w.limits.MaxObjects)})
		return false
	}
	return w.yield(v)
}

func tooMany(max uint64) error { return driver.Check("MaxObjects", max+1, max) }

// group visits a group, whose links are depth links below the first group, and
// then them. Those that can be read are visited even if others cannot.
func (w *walker) group(v Visit, g *Group, prefix string, depth int) bool {
	var all []Link
	if depth > w.limits.MaxLinkDepth {
		v.Err = driver.Check("MaxLinkDepth", uint64(depth), uint64(w.limits.MaxLinkDepth))
	} else {
		all, v.Err = g.list(w.order)
	}
	if !w.show(v) {
		return false
	}
	for _, link := range all {
		if !w.link(g, link, prefix+link.Name, depth) {
			return false
		}
	}
	return true
}

// link visits what a link leads to.
func (w *walker) link(g *Group, link Link, path string, depth int) bool {
	v := Visit{Path: path, Link: link}
	if link.Kind != HardLink {
		return w.show(v)
	}
	v.Object, v.Err = g.member(link)
	addr := codec.Address(link.Address)
	v.Again = w.met[addr]
	w.met[addr] = true
	if child, ok := v.Object.(*Group); ok && !v.Again {
		return w.group(v, child, path+"/", depth+1)
	}
	return w.show(v)
}

// member opens the object of a hard link of the group.
func (g *Group) member(link Link) (Object, error) {
	defer g.file.rlock()()
	return g.file.object(codec.Address(link.Address), joinPath(g.name, link.Name))
}
