package h5py

import (
	"strings"

	"github.com/vdscript/vdscript/hdf5"
)

// CompletePath returns the paths below the group that begin with prefix;
// groups end in a slash.
func (g *Group) CompletePath(prefix string) []string {
	dir, base := "", prefix
	if i := strings.LastIndexByte(prefix, '/'); i >= 0 {
		dir, base = prefix[:i+1], prefix[i+1:]
	}
	from := g.core
	if dir != "" {
		var err error
		if from, err = g.core.OpenGroup(dir); err != nil {
			return nil
		}
	}
	var out []string
	for link, err := range from.Links(hdf5.NativeOrder) {
		if err != nil {
			return out
		}
		if !strings.HasPrefix(link.Name, base) {
			continue
		}
		name := dir + link.Name
		if o, err := from.Open(link.Name); err == nil {
			if _, ok := o.(*hdf5.Group); ok {
				name += "/"
			}
		}
		out = append(out, name)
	}
	return out
}

// CompletePath returns the names of the attributes that begin with prefix.
func (a *Attributes) CompletePath(prefix string) []string {
	names, err := a.names()
	if err != nil {
		return nil
	}
	var out []string
	for _, n := range names {
		if strings.HasPrefix(n, prefix) {
			out = append(out, n)
		}
	}
	return out
}
