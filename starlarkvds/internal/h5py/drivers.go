package h5py

import (
	"errors"
	"io/fs"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// driverArgs are the arguments of h5py.File that one driver alone takes; nil
// where the call gives none.
type driverArgs struct {
	memberSize      starlark.Value // family
	metaExt, rawExt starlark.Value // split
}

// familyMemberSize is h5py's default size in bytes of a family's members.
const familyMemberSize = 1<<31 - 1

// setDriver reads the driver argument: the name that File.driver tells, and in
// fsys what opens the file where it is several files of the host's.
func (s *Session) setDriver(a fileArgs, host driver.FS) (name string, fsys driver.FS, err error) {
	kind, ok := a.driver.(starlark.String)
	if a.driver == starlark.None {
		kind = "sec2"
	} else if !ok {
		return "", nil, unknownDriver(a)
	}
	if err := a.members.check(kind); err != nil {
		return "", nil, err
	}
	switch kind {
	case "sec2", "stdio", "core", "fileobj":
		return string(kind), host, nil
	case "ros3":
		return "", nil, pyrt.Errorf(pyrt.ValueError, "h5py was built without ROS3 support, can't use ros3 driver")
	case "mpio":
		return "", nil, pyrt.Errorf(pyrt.ValueError, "h5py was built without MPI support, can't use mpio driver")
	case "family", "split":
	default:
		return "", nil, unknownDriver(a)
	}
	if mode, _ := starlark.AsString(a.mode); mode != "r" {
		return "", nil, pyrt.Errorf(pyrt.NotImplementedError, "vdscript only reads files of driver %v: mode must be 'r'", reprOf(kind))
	}
	if kind == "split" {
		end, err := extension(a.members.metaExt, "-m.h5")
		if err == nil {
			_, err = extension(a.members.rawExt, "-r.h5")
		}
		return "unknown", driver.Multi{FS: host, Super: end}, err
	}
	size := familyMemberSize
	if a.members.memberSize != nil {
		if size, err = pyrt.Int(a.members.memberSize); err != nil {
			return "", nil, err
		}
	}
	return "family", driver.Family{FS: host, MemberSize: uint64(size)}, nil
}

func unknownDriver(a fileArgs) error {
	return pyrt.Errorf(pyrt.ValueError, "Unknown driver type %v", reprOf(a.driver))
}

// check refuses the arguments of other drivers, as h5py does.
func (a driverArgs) check(kind starlark.String) error {
	for _, arg := range []struct {
		name, kind string
		value      starlark.Value
	}{
		{"memb_size", "family", a.memberSize}, {"meta_ext", "split", a.metaExt}, {"raw_ext", "split", a.rawExt},
	} {
		if arg.value != nil && arg.kind != string(kind) {
			return foreignArgument(string(kind), arg.name)
		}
	}
	return nil
}

// extension reads what a split file's driver puts behind a name: bytes, with
// "%s" for the name or without.
func extension(v starlark.Value, missing string) (string, error) {
	switch v := v.(type) {
	case nil:
		return missing, nil
	case starlark.Bytes:
		if rest, ok := strings.CutPrefix(string(v), "%s"); ok {
			return rest, nil
		}
		return string(v), nil
	}
	return "", pyrt.Errorf(pyrt.TypeError, "expected bytes, %s found", pyrt.TypeName(v))
}

// openedName returns the file that an error of opening is about: of a family
// the member.
func openedName(fsys driver.FS, name string, err error) string {
	var path *fs.PathError
	if _, ok := fsys.(driver.Family); ok && errors.As(err, &path) {
		return path.Path
	}
	return name
}
