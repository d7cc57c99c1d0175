package format

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Strategy is how a file manages its space.
type Strategy uint8

// The strategies of version 1. Version 0, of HDF5 1.10.0's predecessors, had
// other numbers.
const (
	StrategyFSMAggr Strategy = 0 // free space managers, aggregators
	StrategyPage    Strategy = 1 // the same, by pages
	StrategyAggr    Strategy = 2 // aggregators
	StrategyNone    Strategy = 3 // the driver alone
)

// FileSpaceInfo is the file space info message (IV.A.2.x), versions 0 and 1,
// of a superblock extension.
type FileSpaceInfo struct {
	Version   uint8
	Strategy  Strategy // as stored
	Persist   bool
	Threshold uint64 // smallest free space to track, in bytes
	// Version 1.
	PageSize         uint64
	PageEndThreshold uint16
	EOABeforeFSM     codec.Address
	// Managers are the addresses of the free space managers: 6 in version 0,
	// 12 in version 1, present if Persist.
	Managers []codec.Address
}

// The strategy of version 0 that persists free space.
const strategyV0AllPersist = 1

// The numbers of free space managers.
const (
	managersV0 = 6
	managersV1 = 12
)

// Type returns TypeFileSpaceInfo.
func (*FileSpaceInfo) Type() MessageType { return TypeFileSpaceInfo }

// DecodeFileSpaceInfo decodes a file space info message.
func DecodeFileSpaceInfo(r *codec.Reader) (*FileSpaceInfo, error) {
	m := &FileSpaceInfo{EOABeforeFSM: codec.Undefined}
	m.Version = r.Version("version", 0, 1)
	m.Strategy = Strategy(r.U8("strategy"))
	if m.Version == 0 {
		m.Threshold = r.Length("threshold")
		m.Persist = m.Strategy == strategyV0AllPersist
		if r.Err() == nil && (m.Strategy == 0 || m.Strategy > 4) {
			r.Failf("strategy", "got %d, want 1 to 4", m.Strategy)
		}
		m.decodeManagers(r, managersV0)
		return m, r.Err()
	}
	if m.Strategy > StrategyNone {
		r.Failf("strategy", "got %d, want 0 to 3", m.Strategy)
	}
	m.Persist = r.Flags("persisting free space", 1) != 0
	m.Threshold = r.Length("free space section threshold")
	m.PageSize = r.Length("file space page size")
	if r.Err() == nil && (m.PageSize == 0 || m.PageSize > 1<<30) {
		r.Failf("file space page size", "got %d, want 1 to 2^30", m.PageSize)
	}
	m.PageEndThreshold = r.U16("page end metadata threshold")
	m.EOABeforeFSM = r.Address("EOA")
	m.decodeManagers(r, managersV1)
	return m, r.Err()
}

// Forget makes the message, of version 1, say that no unused space is
// remembered.
func (m *FileSpaceInfo) Forget() {
	m.EOABeforeFSM = codec.Undefined
	if m.Persist {
		m.Managers = slices.Repeat([]codec.Address{codec.Undefined}, managersV1)
	}
}

func (m *FileSpaceInfo) decodeManagers(r *codec.Reader, n int) {
	if !m.Persist {
		return
	}
	m.Managers = make([]codec.Address, r.Count("free space managers", uint64(n), int(r.Sizes().Offsets)))
	for i := range m.Managers {
		m.Managers[i] = r.Address("address of free space manager")
	}
}

// Encode writes the message in its Version.
func (m *FileSpaceInfo) Encode(w *codec.Writer) {
	w.U8(m.Version)
	w.U8(uint8(m.Strategy))
	if m.Version == 0 {
		w.Length("threshold", m.Threshold)
	} else {
		if m.Persist {
			w.U8(1)
		} else {
			w.U8(0)
		}
		w.Length("free space section threshold", m.Threshold)
		w.Length("file space page size", m.PageSize)
		w.U16(m.PageEndThreshold)
		w.Address("EOA", m.EOABeforeFSM)
	}
	if m.Persist {
		for _, a := range m.Managers {
			w.Address("address of free space manager", a)
		}
	}
}

// CacheImage is the metadata cache image message of a superblock extension,
// version 0: a block with a copy of the metadata cache. All that the copy
// holds stands in the file too, so that readers may pass it by.
type CacheImage struct {
	Addr codec.Address
	Size uint64
}

// Type returns TypeCacheImage.
func (*CacheImage) Type() MessageType { return TypeCacheImage }

// DecodeCacheImage decodes a metadata cache image message.
func DecodeCacheImage(r *codec.Reader) (*CacheImage, error) {
	m := &CacheImage{}
	r.Version("version", 0)
	m.Addr = r.Address("address")
	m.Size = r.Length("size")
	return m, r.Err()
}

// Encode writes the message.
func (m *CacheImage) Encode(w *codec.Writer) {
	w.U8(0)
	w.Address("address", m.Addr)
	w.Length("size", m.Size)
}
