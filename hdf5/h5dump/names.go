package h5dump

import (
	"strings"
	"sync"

	"github.com/vdscript/vdscript/hdf5"
)

// names finds the paths of objects by their addresses. The file is walked when
// the first path is asked for.
type names struct {
	file   *hdf5.File
	once   sync.Once
	byAddr map[uint64]string
}

// of returns the first path that leads to the object at an address.
func (n *names) of(addr uint64) (string, bool) {
	n.once.Do(func() {
		n.byAddr = make(map[uint64]string)
		for v := range n.file.Root().Walk(hdf5.ByName) {
			if v.Object != nil && !v.Again {
				n.byAddr[v.Object.Address()] = absolute("/", v.Path)
			}
		}
	})
	name, ok := n.byAddr[addr]
	return name, ok
}

// absolute returns the path of a visit of a walk that began at base.
func absolute(base, path string) string {
	if path == "." {
		return base
	}
	return strings.TrimSuffix(base, "/") + "/" + path
}
