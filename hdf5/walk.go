package hdf5

import (
	"iter"
	"strings"

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
		w := &walker{file: g.file, base: g.name, order: order, yield: yield, limits: g.file.st.access.Limits}
		w.met = map[codec.Address]bool{g.addr: true}
		if w.group(Visit{Path: ".", Object: g}, g) {
			w.below()
		}
	}
}

// walker is the state of one walk. It holds one path, and for each group on it
// the links, so that deep groups take no more memory than wide ones. Its
// methods report whether to go on.
type walker struct {
	file   *File
	base   string // name of the first group
	order  IterOrder
	yield  func(Visit) bool
	met    map[codec.Address]bool
	limits driver.Limits
	count  uint64
	path   []byte // of the link that was visited last
	groups []groupLevel
}

// groupLevel is a group on the way from the first one.
type groupLevel struct {
	links  []Link // that are still to be visited
	prefix int    // bytes of the path that lead to a member
}

// maxPath bounds the paths of a walk in bytes.
const maxPath = 1 << 18

func (w *walker) show(v Visit) bool {
	if w.count++; w.count > w.limits.MaxObjects {
		w.yield(Visit{Path: v.Path, Link: v.Link, Err: tooMany(w.limits.MaxObjects)})
		return false
	}
	return w.yield(v)
}

func tooMany(max uint64) error { return driver.Check("MaxObjects", max+1, max) }

// group visits a group, and leaves its links for later. Those that can be read
// are visited even if others cannot.
func (w *walker) group(v Visit, g *Group) bool {
	var all []Link
	depth := len(w.groups) + 1
	v.Err = driver.Check("MaxLinkDepth", uint64(depth), uint64(w.limits.MaxLinkDepth))
	if v.Err == nil {
		v.Err = driver.Check("path length", uint64(len(w.path)), maxPath)
	}
	if v.Err == nil {
		all, v.Err = g.list(w.order)
	}
	if !w.show(v) {
		return false
	}
	if depth > 1 {
		w.path = append(w.path, '/')
	}
	w.groups = append(w.groups, groupLevel{all, len(w.path)})
	return true
}

// below visits what the links of the groups that were visited lead to.
func (w *walker) below() {
	for len(w.groups) > 0 {
		level := &w.groups[len(w.groups)-1]
		if len(level.links) == 0 {
			w.groups = w.groups[:len(w.groups)-1]
			continue
		}
		link := level.links[0]
		level.links = level.links[1:]
		w.path = append(w.path[:level.prefix], link.Name...)
		if !w.link(link) {
			return
		}
	}
}

// link visits what a link leads to.
func (w *walker) link(link Link) bool {
	v := Visit{Path: string(w.path), Link: link}
	if link.Kind != HardLink {
		return w.show(v)
	}
	v.Object, v.Err = w.open(link, v.Path)
	addr := codec.Address(link.Address)
	v.Again = w.met[addr]
	w.met[addr] = true
	if child, ok := v.Object.(*Group); ok && !v.Again {
		return w.group(v, child)
	}
	return w.show(v)
}

// open opens the object of a hard link at a path.
func (w *walker) open(link Link, path string) (Object, error) {
	defer w.file.rlock()()
	name := ""
	if w.base != "" {
		name = strings.TrimSuffix(w.base, "/") + "/" + path
	}
	return w.file.object(codec.Address(link.Address), name)
}
