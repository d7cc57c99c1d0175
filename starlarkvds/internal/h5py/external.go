package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
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
	entries, err := pyrt.Collect(v)
	if err != nil {
		return nil, err
	}
	var out []hdf5.ExternalFile
	for _, entry := range entries {
		parts, ok := entry.(starlark.Tuple)
		switch {
		case !ok:
			return nil, pyrt.Errorf(pyrt.TypeError, "Each external entry must be a tuple of (name, offset, size)")
		case len(parts) < 3:
			return nil, pyrt.Errorf(pyrt.ValueError, "not enough values to unpack (expected 3, got %d)", len(parts))
		case len(parts) > 3:
			return nil, pyrt.Errorf(pyrt.ValueError, "too many values to unpack (expected 3)")
		}
		var file hdf5.ExternalFile
		if file.Name, err = s.fileName(parts[0]); err != nil {
			return nil, err
		}
		offset, err := pyrt.Index(parts[1])
		if err != nil {
			return nil, err
		}
		file.Offset, ok = offset.Int64()
		if !ok {
			return nil, pyrt.Errorf(pyrt.OverflowError, "Python int too large to convert to C long")
		}
		if file.Offset < 0 {
			return nil, pyrt.Errorf(pyrt.ValueError, "Negative external file offset (negative external file offset)")
		}
		size, err := pyrt.Index(parts[2])
		if err != nil {
			return nil, err
		}
		if file.Size, ok = size.Uint64(); !ok {
			return nil, pyrt.Errorf(pyrt.OverflowError, "can't convert negative value to hsize_t")
		}
		s.nameRaw(file.Name)
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
