package links_test

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// FuzzFile walks a damaged file: whatever its bytes say, the walk ends.
func FuzzFile(f *testing.F) {
	eachFixture(f, func(name string, file *file) {
		if name != "v110" && name != "v112" {
			f.Add(file.Bytes)
		}
	})
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := openBytes(b)
		if err != nil {
			return
		}
		w := &walker{f: file, report: func(string, ...any) {}, seen: make(map[codec.Address]bool)}
		w.object("", file.super.Root.Header, 0)
	})
}
