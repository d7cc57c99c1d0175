package h5py

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// The arguments of h5py.File about how the space of a file is managed.

// fileSpace reads fs_strategy and what belongs to it; nil is the default.
func fileSpace(a fileArgs) (*hdf5.FileSpace, error) {
	if ok, err := pyrt.Truth(a.strategy); err != nil || !ok {
		return nil, err
	}
	if mode, _ := starlark.AsString(a.mode); mode != "w" && mode != "w-" && mode != "x" {
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to set file space strategy of an existing file")
	}
	strategies := map[string]hdf5.SpaceStrategy{
		"fsm": hdf5.SpaceFSM, "page": hdf5.SpacePage, "aggregate": hdf5.SpaceAggregate, "none": hdf5.SpaceNone,
	}
	name, _ := starlark.AsString(a.strategy)
	strategy, ok := strategies[name]
	if !ok {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid file space strategy type")
	}
	out := &hdf5.FileSpace{Strategy: strategy}
	var err error
	if out.Persist, err = pyrt.Truth(a.persist); err != nil {
		return nil, err
	}
	if out.Threshold, err = unsigned(a.threshold); err != nil {
		return nil, err
	}
	if a.pageSize == starlark.None || strategy != hdf5.SpacePage {
		return out, nil
	}
	if out.PageSize, err = unsigned(a.pageSize); err != nil || out.PageSize == 0 {
		return out, err
	}
	switch {
	case out.PageSize < 512:
		return nil, pyrt.Errorf(pyrt.ValueError, "Cannot set file space page size to less than 512 (cannot set file space page size to less than 512)")
	case out.PageSize > 1<<30:
		return nil, pyrt.Errorf(pyrt.ValueError, "Cannot set file space page size to more than 1gb (cannot set file space page size to more than 1GB)")
	}
	return out, nil
}

// checkSpace refuses what a file with a strategy of its own cannot be, in
// libhdf5's words.
func checkSpace(how *hdf5.FileSpace, a fileArgs, userBlock uint64) error {
	if how == nil || *how == (hdf5.FileSpace{Threshold: 1}) {
		return nil
	}
	_, high, err := bounds(a.libver)
	page := how.PageSize
	if page == 0 {
		page = 4096
	}
	switch {
	case err != nil:
		return err
	case high < hdf5.V110:
		return createFile.wrap(errors.New("File space info message's version out of bounds"))
	case how.Strategy == hdf5.SpacePage && userBlock != 0 && userBlock < page:
		return createFile.wrap(errors.New("userblock size must be > file object alignment"))
	case how.Strategy == hdf5.SpacePage && userBlock%page != 0:
		return createFile.wrap(errors.New("userblock size must be an integral multiple of file object alignment"))
	}
	return nil
}

// unsigned reads a number of bytes as Cython converts it.
func unsigned(v starlark.Value) (uint64, error) { return unsignedAs(v, "unsigned PY_LONG_LONG") }

// unsignedAs reads a number as Cython converts it to a type of C's.
func unsignedAs(v starlark.Value, ctype string) (uint64, error) {
	i, ok := asIndex(v)
	if !ok {
		return 0, pyrt.Errorf(pyrt.TypeError, "an integer is required")
	}
	if i.Sign() < 0 {
		return 0, pyrt.Errorf(pyrt.OverflowError, "can't convert negative value to %s", ctype)
	}
	n, ok := i.Uint64()
	if !ok {
		return 0, pyrt.Errorf(pyrt.OverflowError, "Python int too large to convert to C unsigned long")
	}
	return n, nil
}

// pageBuffer checks the arguments about the page buffer of a file that is made
// and stores them in a property list. Reading and writing need none: metadata
// is cached in pages anyhow.
func pageBuffer(a fileArgs, p *PropID) error {
	if a.pageBuffer == starlark.None {
		return nil
	}
	size, err := unsigned(a.pageBuffer)
	if err != nil {
		return err
	}
	p.set("page_buffer_size", starlark.Tuple{starlark.MakeUint64(size), a.minMeta, a.minRaw})
	mode, _ := starlark.AsString(a.mode)
	if mode == "r" || mode == "r+" || mode == "a" || size == 0 {
		return nil
	}
	how, err := fileSpace(a)
	if err != nil {
		return err
	}
	page := uint64(4096)
	switch {
	case how == nil || how.Strategy != hdf5.SpacePage:
		return createFile.wrap(errors.New("Enabling Page Buffering requires PAGE file space strategy"))
	case how.PageSize != 0:
		page = how.PageSize
	}
	if size < page {
		return createFile.wrap(errors.New("Page Buffer size must be >= to the page size"))
	}
	p.set("page_buffer_size", starlark.Tuple{starlark.MakeUint64(size / page * page), a.minMeta, a.minRaw})
	return nil
}

// sizeArgument reads a number of bytes that h5py converts with int().
func sizeArgument(v starlark.Value) (uint64, error) {
	n, err := intOf(v)
	if err != nil {
		return 0, err
	}
	return unsignedAs(n, "size_t")
}

// intOf is Python's int(v).
func intOf(v starlark.Value) (starlark.Value, error) {
	return pyrt.IntType.CallInternal(nil, starlark.Tuple{v}, nil)
}
