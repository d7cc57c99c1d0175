package hdf5_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// readEverything reads each link, attribute and value of a file, and returns
// the errors on the way.
func readEverything(b []byte) (errs []error) {
	note := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	m := new(driver.Memory)
	m.WriteFile("f", bytes.Clone(b))
	f, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: m, Limits: small})
	if err != nil {
		return []error{err}
	}
	defer f.Close()
	_, err = f.Unused()
	note(err)
	for v := range f.Root().Walk(hdf5.NativeOrder) {
		note(v.Err)
		if v.Object == nil || v.Again {
			continue
		}
		attrs := v.Object.Attributes()
		for _, order := range []hdf5.IterOrder{hdf5.NativeOrder, hdf5.ByName} {
			for a, err := range attrs.All(order) {
				note(err)
				if err == nil {
					_, err = attrs.Open(a.Name())
					note(err)
				}
			}
		}
		switch o := v.Object.(type) {
		case *hdf5.Group:
			for l, err := range o.Links(hdf5.ByName) {
				note(err)
				if err == nil {
					_, err = o.Link(l.Name)
					note(err)
				}
			}
		case *hdf5.Dataset:
			note(readDataset(o))
		}
	}
	return errs
}

// readDamaged is readEverything of a file with another bit at a place.
func readDamaged(good []byte, at int) []error {
	bad := bytes.Clone(good)
	bad[at] ^= 0x10
	return readEverything(bad)
}

func readDataset(d *hdf5.Dataset) error {
	space := d.Space()
	n := space.NumElements()
	if n == 0 || n > 1<<20 || d.Type().HasVariable() || d.External() != nil {
		return nil
	}
	if d.Layout() == hdf5.Virtual {
		_, err := d.Virtual()
		return err
	}
	mem := hdf5.Memory{Type: d.Type(), Dims: space.Dims, Bytes: make([]byte, int(n)*d.Type().Size)}
	return d.Read(ctx, dataspace.All(), mem)
}

// damage is a byte to change, as often as its mark stands in a file.
type damage struct {
	name string // what the error must call it
	file string
	mark string // its signature, or bytes of it
	off  int    // of the damaged byte behind the mark's first
}

// offsets returns where bytes are damaged behind a mark's first: the byte
// itself and, of a signature, that and what follows it, the version and mostly
// a type. What a superblock and an object header have there tells where their
// checksum is, so that damage is another error.
func (d damage) offsets() []int {
	switch {
	case d.mark != strings.ToUpper(d.mark) || len(d.mark) != 4 || d.mark == "OHDR" || strings.HasSuffix(d.name, "page"):
		return []int{d.off}
	case d.mark == "FRHP":
		return []int{0, 4, d.off}
	}
	return []int{0, 4, 5, d.off}
}

// places returns where a mark stands in a file: of many, not in long tests,
// the first and the last.
func places(file []byte, mark string) (all []int) {
	for at := bytes.Index(file, []byte(mark)); at >= 0; {
		all = append(all, at)
		next := bytes.Index(file[at+len(mark):], []byte(mark))
		if next < 0 {
			break
		}
		at += len(mark) + next
	}
	if os.Getenv("VDSCRIPT_LONG_TESTS") == "" && len(all) > 8 {
		return []int{all[0], all[len(all)-1]}
	}
	return all
}

// summed lists the structures that have a checksum. Each is damaged in a file
// of libhdf5, as often as its mark stands there.
var summed = []damage{
	{"superblock", "structures-v108", "\x89HDF\r\n\x1a\n", 28}, // version 2
	{"superblock", "structures-v110", "\x89HDF\r\n\x1a\n", 28}, // version 3
	{"object header", "structures-v200", "OHDR", 12},
	{"object header continuation", "structures-v200", "OCHK", 8},
	{"version 2 B-tree header", "rare-members", "BTHD", 16},
	{"version 2 B-tree internal node", "rare-members", "BTIN", 12},
	{"version 2 B-tree leaf", "rare-members", "BTLF", 12},
	{"version 2 B-tree header", "rare-sizes2", "BTHD", 16},
	{"version 2 B-tree leaf", "rare-sizes2", "BTLF", 12},
	{"version 2 B-tree header", "rare-indexes", "BTHD", 16},
	{"version 2 B-tree internal node", "rare-indexes", "BTIN", 12},
	{"version 2 B-tree leaf", "rare-indexes", "BTLF", 12},
	{"fractal heap header", "rare-members", "FRHP", 14},
	{"fractal heap direct block", "rare-members", "FHDB", 40},
	{"fractal heap indirect block", "rare-members", "FHIB", 20},
	{"fixed array header", "rare-indexes", "FAHD", 8},
	{"fixed array data block", "rare-indexes", "FADB", 14},
	{"fixed array page", "rare-indexes", "FADB", 50},
	{"extensible array header", "rare-extensible", "EAHD", 12},
	{"extensible array index block", "rare-extensible", "EAIB", 16},
	{"extensible array super block", "rare-extensible", "EASB", 16},
	{"extensible array data block", "rare-extensible", "EADB", 16},
	{"extensible array page", "rare-extensible", "EADB", 50},
	{"extensible array data block", "rare-filtered", "EADB", 16},
	{"extensible array page", "rare-filtered", "EADB", 50},
	{"shared message table", "rare-shared-list", "SMTB", 8},
	{"shared message table", "rare-shared-tree", "SMTB", 8},
	{"shared message list", "rare-shared-list", "SMLI", 8},
	{"version 2 B-tree leaf", "rare-shared-tree", "BTLF", 12},
	{"fractal heap direct block", "rare-shared-list", "FHDB", 40},
	{"free space manager", "structures-paged", "FSHD", 8},
	{"free space section list", "structures-paged", "FSSE", 14},
	{"metadata cache image", "rare-image", "MDCI", 20},
	{"virtual dataset mappings", "structures-v110", "a rather long name", 4},
	{"fletcher32", "rare-indexes", "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02", 9},
}

// TestDamageIsFoundByChecksums flips a bit in each structure that has a
// checksum: that is an error of its class, which names the structure.
func TestDamageIsFoundByChecksums(t *testing.T) {
	for _, c := range summed {
		t.Run(c.name+" in "+c.file, func(t *testing.T) {
			good, err := os.ReadFile(filepath.Join("..", "testdata", "hdf5", "h5py-3.16", c.file+".h5"))
			if err != nil {
				t.Fatal(err)
			}
			named := 0
			for _, at := range places(good, c.mark) {
				for _, off := range c.offsets() {
					errs := readDamaged(good, at+off)
					for _, err := range errs {
						if !errors.Is(err, hdf5.ErrChecksum) {
							t.Errorf("damaged at %d: not of the class of checksums: %v", at+off, err)
						}
					}
					if len(errs) == 0 {
						t.Errorf("byte %d can be damaged unseen", at+off)
					} else if strings.Contains(errs[0].Error(), c.name) {
						named++
					}
				}
			}
			if named == 0 {
				t.Errorf("no error names it")
			}
		})
	}
}
