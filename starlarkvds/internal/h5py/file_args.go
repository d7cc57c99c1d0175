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
	alignThreshold, alignInterval                int64
	plist                                        *PropID
	backing, object                              starlark.Value
	members                                      driverArgs
	image                                        *image // of a file in memory
}

// newFileArgs returns the arguments of a call that gives none.
func newFileArgs() fileArgs {
	none := starlark.Value(starlark.None)
	return fileArgs{
		mode: starlark.String("r"), driver: none, libver: none, locking: none, missing: none, userBlock: none, trackOrder: none,
		swmr: starlark.False, slots: none, bytes: none, w0: none, metaBlock: none, strategy: none, persist: starlark.False,
		threshold: number(1), pageSize: none, pageBuffer: none, minMeta: number(0), minRaw: number(0), alignThreshold: 1, alignInterval: 1,
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
	err := c.Unpack("name", &a.name, "mode?", &a.mode, "driver?", &a.driver, "libver?", &a.libver, "userblock_size?", &a.userBlock,
		"swmr?", &a.swmr, "rdcc_nslots?", &a.slots, "rdcc_nbytes?", &a.bytes, "rdcc_w0?", &a.w0, "track_order?", &a.trackOrder,
		"fs_strategy?", &a.strategy, "fs_persist?", &a.persist, "fs_threshold?", &a.threshold, "fs_page_size?", &a.pageSize,
		"page_buf_size?", &a.pageBuffer, "min_meta_keep?", &a.minMeta, "min_raw_keep?", &a.minRaw, "locking?", &a.locking,
		"alignment_threshold?", &a.alignThreshold, "alignment_interval?", &a.alignInterval, "meta_block_size?", &a.metaBlock,
		"*", "track_times?", &unused, "missing?", &a.missing, "backing_store?", &a.backing, "block_size?", &unused,
		"fileobj?", &a.object, "memb_size?", &a.members.memberSize, "meta_ext?", &a.members.metaExt, "raw_ext?", &a.members.rawExt)
	if isCore := a.driver == starlark.Value(starlark.String("core")); err == nil && a.backing != nil && !isCore {
		err = pyrt.Errorf(pyrt.TypeError, "File.__init__() got an unexpected keyword argument 'backing_store'")
	}
	return a, err
}
