package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// fileArgs are the arguments of h5py.File. Those that tune caches have no
// effect but are told again by File.id.get_access_plist.
type fileArgs struct {
	name, mode, driver, libver, locking, missing starlark.Value
	userBlock, trackOrder, swmr                  starlark.Value
	slots, bytes, w0, metaBlock                  starlark.Value
	strategy, persist, threshold, pageSize       starlark.Value
	pageBuffer, minMeta, minRaw                  starlark.Value
	alignThreshold, alignInterval                starlark.Value
	plist                                        *PropID
	backing, object, blockSize                   starlark.Value
	members                                      driverArgs
	image                                        *image // of a file in memory
}

// newFileArgs returns the arguments of a call that gives none.
func newFileArgs() fileArgs {
	none := starlark.Value(starlark.None)
	return fileArgs{
		mode: starlark.String("r"), driver: none, libver: none, locking: none, missing: none, userBlock: none, trackOrder: none,
		swmr: starlark.False, slots: none, bytes: none, w0: none, metaBlock: none, strategy: none, persist: starlark.False,
		threshold: number(1), pageSize: none, pageBuffer: none, minMeta: number(0), minRaw: number(0), alignThreshold: number(1), alignInterval: number(1),
	}
}

func (s *Session) newFile(c *pyrt.Call) (starlark.Value, error) {
	a, err := s.readFileArgs(c)
	if err != nil {
		return nil, err
	}
	if id, ok := a.name.(*objectID); ok { // h5py.File(identifier)
		return id.of.home(), nil
	}
	return s.openFile(a)
}

// readFileArgs reads the arguments of a call of h5py.File.
func (s *Session) readFileArgs(c *pyrt.Call) (fileArgs, error) {
	a := newFileArgs()
	var unused starlark.Value
	for _, kw := range c.Kwargs {
		if name, _ := starlark.AsString(kw[0]); name == "driver" {
			a.driver = kw[1]
		}
	}
	err := c.Unpack("name", &a.name, "mode?", &a.mode, "driver?", &a.driver, "libver?", &a.libver, "userblock_size?", &a.userBlock,
		"swmr?", &a.swmr, "rdcc_nslots?", &a.slots, "rdcc_nbytes?", &a.bytes, "rdcc_w0?", &a.w0, "track_order?", &a.trackOrder,
		"fs_strategy?", &a.strategy, "fs_persist?", &a.persist, "fs_threshold?", &a.threshold, "fs_page_size?", &a.pageSize,
		"page_buf_size?", &a.pageBuffer, "min_meta_keep?", &a.minMeta, "min_raw_keep?", &a.minRaw, "locking?", &a.locking,
		"alignment_threshold?", &a.alignThreshold, "alignment_interval?", &a.alignInterval, "meta_block_size?", &a.metaBlock,
		"*", "track_times?", &unused, "missing?", &a.missing, "backing_store?", &a.backing, "block_size?", &a.blockSize,
		"fileobj?", &a.object, "memb_size?", &a.members.memberSize, "meta_ext?", &a.members.metaExt, "raw_ext?", &a.members.rawExt)
	if driver, _ := starlark.AsString(a.driver); err == nil && driver != "core" && a.backing != nil {
		err = foreignArgument(driver, "backing_store")
	} else if err == nil && driver != "core" && a.blockSize != nil {
		err = foreignArgument(driver, "block_size")
	}
	return a, err
}

// foreignArgument refuses an argument that a driver does not take.
func foreignArgument(driver, name string) error {
	if driver == "" {
		return pyrt.Errorf(pyrt.TypeError, "'%s' is an invalid keyword argument for this function", name)
	}
	return pyrt.Errorf(pyrt.TypeError, "set_fapl_%s() got an unexpected keyword argument '%s'", driver, name)
}
