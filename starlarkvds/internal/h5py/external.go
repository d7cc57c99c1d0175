package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// externalFiles reads the external argument of create_dataset: a file name, or
// a list of (name, offset, size). With one name, or with h5f.UNLIMITED as a
// size, a file holds as much as is needed.
func (s *Session) externalFiles(v starlark.Value) ([]hdf5.ExternalFile, error) {
	switch v.(type) {
	case nil, starlark.NoneType:
		return nil, nil
	case starlark.String, starlark.Bytes:
		v = starlark.NewList([]starlark.Value{starlark.Tuple{v, number(0), unlimited}})
	default:
		if _, err := pyrt.GetAttr(v, "__fspath__"); err == nil {
			v = starlark.NewList([]starlark.Value{starlark.Tuple{v, number(0), unlimited}})
		}
	}
	bad := pyrt.Errorf(pyrt.TypeError, "external should be a list of tuples of (name[, offset[, size]])")
	entries, err := pyrt.Collect(v)
	if err != nil {
		return nil, bad
	}
	var out []hdf5.ExternalFile
	for _, entry := range entries {
		parts, err := pyrt.Collect(entry)
		if err != nil || len(parts) < 1 || len(parts) > 3 {
			return nil, bad
		}
		file := hdf5.ExternalFile{Size: driver.NoLimit}
		if file.Name, err = s.fileName(parts[0]); err != nil {
			return nil, err
		}
		if len(parts) > 1 {
			n, err := pyrt.Int(parts[1])
			if err != nil {
				return nil, err
			}
			file.Offset = int64(n)
		}
		if len(parts) > 2 {
			n, err := pyrt.Index(parts[2])
			if err != nil {
				return nil, err
			}
			size, ok := n.Uint64()
			if !ok {
				return nil, pyrt.Errorf(pyrt.OverflowError, "can't convert negative value to hsize_t")
			}
			file.Size = size
		}
		out = append(out, file)
	}
	return out, nil
}

// external is Dataset.external: a list of (name, offset, size), or None.
func (d *Dataset) external() (starlark.Value, error) {
	var out []starlark.Value
	for _, f := range d.core.External() {
		out = append(out, starlark.Tuple{starlark.String(f.Name), starlark.MakeInt64(f.Offset), starlark.MakeUint64(f.Size)})
	}
	if out == nil {
		return starlark.None, nil
	}
	return starlark.NewList(out), nil
}
