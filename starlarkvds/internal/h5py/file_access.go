package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// This file turns the arguments of h5py.File into options of package hdf5.

// access returns the access options of a file.
func (s *Session) access(a fileArgs) (*hdf5.FileAccess, error) {
	if s.cfg.FS == nil && a.image == nil {
		return nil, pyrt.Errorf(pyrt.PermissionError, "the host gives this script no files")
	}
	out := &hdf5.FileAccess{
		FS: s.cfg.FS, Files: s.set, Limits: s.cfg.Limits, Policy: s.cfg.Policy, Missing: s.cfg.Missing,
		VirtualPrefix: s.getenv("HDF5_VDS_PREFIX"), ExternalPrefix: s.getenv("HDF5_EXT_PREFIX"), RawPrefix: s.getenv("HDF5_EXTFILE_PREFIX"), OnMissing: s.warnMissing,
	}
	out.Policy.Grant = s.grant
	if a.image != nil {
		out.FS, out.Files = &imageFS{s.cfg.FS, a.image}, nil // identities in memory are each image's own
	}
	var err error
	if out.Threshold, err = unsignedAs(a.alignThreshold, "hsize_t"); err != nil {
		return nil, err
	}
	if out.Alignment, err = unsignedAs(a.alignInterval, "hsize_t"); err != nil {
		return nil, err
	}
	if a.metaBlock != starlark.None {
		if out.MetaBlock, err = sizeArgument(a.metaBlock); err != nil {
			return nil, err
		}
	}
	if out.Locking, err = s.locking(a.locking); err != nil {
		return nil, err
	}
	if out.Low, out.High, err = bounds(a.libver); err != nil {
		return nil, err
	}
	if a.missing != starlark.None {
		out.Missing, err = missingPolicy(a.missing)
	}
	return out, err
}

// locking reads the locking argument, which the environment overrides.
func (s *Session) locking(v starlark.Value) (driver.Locking, error) {
	asked, err := lockingArgument(v)
	if set, ok := driver.ParseLocking(s.getenv("HDF5_USE_FILE_LOCKING")); ok && err == nil {
		return set, nil
	}
	return asked, err
}

func lockingArgument(v starlark.Value) (driver.Locking, error) {
	for _, known := range []struct {
		value   starlark.Value
		locking driver.Locking
	}{
		{starlark.None, driver.BestEffort},
		{starlark.False, driver.NoLocking},
		{starlark.String("false"), driver.NoLocking},
		{starlark.True, driver.Enforce},
		{starlark.String("true"), driver.Enforce},
		{starlark.String("best-effort"), driver.BestEffort},
	} {
		if same, err := pyrt.Equal(v, known.value); same || err != nil {
			return known.locking, err
		}
	}
	text, err := pyrt.Str(v)
	if err == nil {
		err = pyrt.Errorf(pyrt.ValueError, "Unsupported locking value: %s", text)
	}
	return 0, err
}

// missingPolicy reads our own argument missing.
func missingPolicy(v starlark.Value) (vds.Missing, error) {
	switch text, _ := starlark.AsString(v); text {
	case "fill":
		return vds.MissingFill, nil
	case "warn":
		return vds.MissingWarn, nil
	case "error":
		return vds.MissingError, nil
	}
	return 0, pyrt.Errorf(pyrt.ValueError, "missing must be 'fill', 'warn' or 'error', not %v", reprOf(v))
}

// bounds reads a libver argument: one name, or a pair.
func bounds(v starlark.Value) (low, high hdf5.Version, err error) {
	high = hdf5.Latest
	switch v := v.(type) {
	case starlark.NoneType:
		return hdf5.Earliest, high, nil
	case starlark.Tuple:
		if len(v) == 2 {
			if low, err = version(v[0]); err == nil {
				high, err = version(v[1])
			}
			if err == nil && (high < low || high == hdf5.Earliest) {
				const text = "nvalid (low,high) combination of library version bound"
				err = pyrt.Errorf(pyrt.ValueError, "I%s (I%s)", text, text)
			}
			return low, high, err
		}
	}
	low, err = version(v)
	return low, high, err
}

func version(v starlark.Value) (hdf5.Version, error) {
	name, _ := starlark.AsString(v)
	if name == "latest" {
		return hdf5.Latest, nil
	}
	for n := hdf5.Earliest; n <= hdf5.Latest; n++ {
		if n.String() == name {
			return n, nil
		}
	}
	return 0, pyrt.Errorf(pyrt.ValueError, "libver must be one of 'earliest', 'v108', 'v110', 'v112', 'v114', 'v200', 'latest' or a pair of them, not %v", reprOf(v))
}

// createOptions returns what a new file is like.
func (s *Session) createOptions(a fileArgs) (*hdf5.FileCreate, error) {
	out := &hdf5.FileCreate{TrackOrder: s.ordered}
	if a.userBlock != starlark.None {
		if mode, _ := starlark.AsString(a.mode); mode == "r" || mode == "r+" {
			return nil, pyrt.Errorf(pyrt.ValueError, "User block may only be specified when creating a file")
		}
		v, err := intOf(a.userBlock)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.ValueError, "User block size must be an integer")
		}
		n, err := unsignedAs(v, "hsize_t")
		switch {
		case err != nil:
			return nil, err
		case n != 0 && n < 512:
			return nil, pyrt.Errorf(pyrt.ValueError, "Userblock size is non-zero and less than 512 (userblock size is non-zero and less than 512)")
		case n&(n-1) != 0:
			return nil, pyrt.Errorf(pyrt.ValueError, "Userblock size is non-zero and not a power of two (userblock size is non-zero and not a power of two)")
		}
		out.UserBlock = n
	}
	if a.trackOrder != starlark.None {
		var err error
		if out.TrackOrder, err = pyrt.Truth(a.trackOrder); err != nil {
			return nil, err
		}
	}
	var err error
	if out.Space, err = fileSpace(a); err != nil {
		return nil, err
	}
	return out, checkSpace(out.Space, a, out.UserBlock)
}
