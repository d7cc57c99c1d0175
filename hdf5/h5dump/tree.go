package h5dump

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// TreeOptions says what a tree shows.
type TreeOptions struct {
	// Depth is how many levels of groups are shown below the first; 0: all.
	Depth int
	// Sources is how many sources of each virtual dataset are shown; 0: 3,
	// negative: all.
	Sources int
}

// Tree writes an object and all below it as a tree, a line for each link: its
// name, and for a dataset the shape, type, layout, filters and stored size.
// Objects that cannot be read are part of the text and are counted in failed.
func Tree(ctx context.Context, w io.Writer, root hdf5.Object, options TreeOptions) (failed int, err error) {
	if options.Sources == 0 {
		options.Sources = 3
	}
	t := &tree{ctx: ctx, options: options, out: table{w: w}, paths: make(map[uint64]string)}
	name := root.Name()
	if name == "" {
		name = "/"
	}
	t.above(root, name)
	t.paths[root.Address()] = name
	t.object(name, "", root, 0)
	t.out.flush()
	if err := ctx.Err(); err != nil {
		return t.failed, err
	}
	return t.failed, t.out.err
}

// above remembers the groups on the path to the first object: links that lead
// back to them are not followed.
func (t *tree) above(root hdf5.Object, name string) {
	at, where := root.File().Root(), "/"
	for part := range strings.SplitSeq(strings.Trim(name, "/"), "/") {
		t.paths[at.Address()] = where
		next, err := at.Open(part)
		g, ok := next.(*hdf5.Group)
		if err != nil || !ok || g.File() != root.File() {
			return
		}
		at, where = g, path.Join(where, part)
	}
}

// tree is the state of one call of Tree.
type tree struct {
	ctx     context.Context
	options TreeOptions
	out     table
	paths   map[uint64]string // of the objects so far
	failed  int
}

// object writes the line of an object and those below it. margin stands before
// the lines below.
func (t *tree) object(name, margin string, o hdf5.Object, depth int) {
	switch o := o.(type) {
	case *hdf5.Dataset:
		t.dataset(name, margin, o)
	case *hdf5.NamedType:
		t.out.row(name, "type", typeWords(o.Type()), attributeCount(o))
	case *hdf5.Group:
		t.group(name, margin, o, depth)
	}
}

// fail writes the line of something that cannot be read.
func (t *tree) fail(name string, err error) {
	t.failed++
	t.out.row(name, "error: "+err.Error())
}

func (t *tree) group(name, margin string, g *hdf5.Group, depth int) {
	var links []hdf5.Link
	var failure error
	for link, err := range g.Links(hdf5.ByName) {
		if err != nil {
			failure = err
			break
		}
		links = append(links, link)
	}
	closed := t.options.Depth > 0 && depth == t.options.Depth && len(links) > 0
	members := ""
	if closed {
		members = fmt.Sprintf("%d members", len(links))
	}
	t.out.row(name, "group", members, attributeCount(g))
	if failure != nil {
		t.fail(margin+"└── ?", failure)
	}
	if closed {
		return
	}
	for i, link := range links {
		if t.ctx.Err() != nil {
			return
		}
		branch, below := "├── ", "│   "
		if i == len(links)-1 {
			branch, below = "└── ", "    "
		}
		t.link(margin+branch+link.Name, margin+below, g, link, depth+1)
	}
}

// link writes the line of a link and those below it.
func (t *tree) link(name, margin string, g *hdf5.Group, link hdf5.Link, depth int) {
	switch link.Kind {
	case hdf5.HardLink:
	case hdf5.SoftLink:
		t.out.row(name, "→ "+link.Path)
		return
	case hdf5.ExternalLink:
		t.out.row(name, "→ "+link.File+":"+link.Path)
		return
	default:
		t.out.row(name, link.Kind.String()+" link")
		return
	}
	if met, ok := t.paths[link.Address]; ok {
		t.out.row(name, "= "+met)
		return
	}
	o, err := g.File().Object(link.Address)
	if err != nil {
		t.fail(name, err)
		return
	}
	where := path.Join(t.paths[g.Address()], link.Name)
	t.paths[link.Address] = where
	if limit := driver.Check("path length", uint64(len(where)), maxPath); limit != nil {
		t.fail(name, limit)
		return
	}
	if _, ok := o.(*hdf5.Group); ok && depth%fold == 0 {
		t.out.row(name, "group", "below, as "+where)
		name, margin = where, ""
	}
	t.object(name, margin, o, depth)
}

// fold is how many levels deep a tree grows before it begins again at the
// left, so that its margins do not take more room than its names.
const fold = 100

// maxPath bounds the paths of a tree in bytes.
const maxPath = 1 << 18

func (t *tree) dataset(name, margin string, d *hdf5.Dataset) {
	size := ""
	n, err := d.StorageSize()
	switch {
	case err != nil:
		size = "?"
	case d.Layout() != hdf5.Virtual:
		size = bytesWords(n)
	}
	t.out.row(name, extentWords(d.Space()), typeWords(d.Type()), layoutWords(d), filterWords(d.Filters(), false), size, attributeCount(d))
	if d.Layout() == hdf5.Virtual {
		t.sources(margin, d)
	}
	for _, file := range d.External() {
		t.out.row(margin+"⇐ "+file.Name, fmt.Sprintf("from byte %d", file.Offset))
	}
}

// sources writes a line for each of the first sources of a virtual dataset.
func (t *tree) sources(margin string, d *hdf5.Dataset) {
	layout, err := d.Virtual()
	if err != nil {
		t.fail(margin+"⇐ ?", err)
		return
	}
	n := layout.Mappings.Len()
	shown := n
	if t.options.Sources >= 0 && n > t.options.Sources+1 {
		shown = t.options.Sources
	}
	for i := range shown {
		m, err := layout.Mappings.At(i)
		if err != nil {
			t.fail(margin+"⇐ ?", err)
			return
		}
		t.out.row(margin+"⇐ "+m.File, m.Dataset+selectionWords(m.Source), "at "+selectionWords(m.Virtual))
	}
	if shown < n {
		t.out.row(margin + fmt.Sprintf("⇐ ... %d more", n-shown))
	}
}

// attributeCount says how many attributes an object has, if any.
func attributeCount(o hdf5.Object) string {
	n, err := o.Attributes().Len()
	switch {
	case err != nil:
		return "attributes: " + err.Error()
	case n == 0:
		return ""
	case n == 1:
		return "1 attribute"
	}
	return fmt.Sprintf("%d attributes", n)
}
