package hdf5

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// Source describes the dataset as a source of a virtual one, by the name that
// its file was opened by.
func (d *Dataset) Source() (vds.Array, error) {
	space := d.Space()
	if space.Class == dataspace.Null {
		return vds.Array{}, d.wrap(fmt.Errorf("an empty dataset as a virtual source: %w", ErrInvalid))
	}
	return vds.Array{File: escape(d.file.name), Dataset: escape(d.name), Dims: space.Dims, Type: d.Type()}, nil
}

// escape writes a name so that a mapping takes it literally.
func escape(name string) string { return strings.ReplaceAll(name, "%", "%%") }

// Sources opens the dataset of one name in each file, and describes them for
// vds.Concat and its like. A nil access has the defaults.
func Sources(ctx context.Context, dataset string, access *FileAccess, files ...string) ([]vds.Array, error) {
	out := make([]vds.Array, 0, len(files))
	for _, name := range files {
		s, err := sourceIn(ctx, name, dataset, access)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func sourceIn(ctx context.Context, name, dataset string, access *FileAccess) (s vds.Array, err error) {
	f, err := Open(ctx, name, ReadOnly, access)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	d, err := f.Root().OpenDataset(dataset, nil)
	if err != nil {
		return s, err
	}
	return d.Source()
}

// Glob is Sources of all files that match a pattern of filepath.Match, in the
// order of their names in which numbers count as numbers: r_2 before r_10. It
// is an error if there is none.
func Glob(ctx context.Context, pattern, dataset string, access *FileAccess) ([]vds.Array, error) {
	files, err := filepath.Glob(pattern)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no file matches %q: %w", pattern, fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, compareNames)
	return Sources(ctx, dataset, access, files...)
}

// compareNames orders names by their parts, runs of digits by their values.
func compareNames(a, b string) int {
	for a != "" && b != "" {
		x, y := leadingDigits(a), leadingDigits(b)
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		v, w := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(v), len(w)), cmp.Compare(v, w)); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

func leadingDigits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}
