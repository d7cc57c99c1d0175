package hdf5

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// A file that is told to (FileSpace.Persist) remembers its unused space in
// free-space managers: one for metadata, one for raw data, and in a file of
// pages one for large pieces. A file space info message in the superblock
// extension points to them. They are written when the file is closed. Before
// that the message points to none: what is unused is then lost if the file is
// not closed, but never taken for used space or used twice.
//
// HDF5 1.10 wrote some managers behind all else, from EOABeforeFSM on, and the
// next writer cut them off; other releases and we write them where there is
// room and set that to the end of the file.

// SpaceStrategy is how a file manages its space (H5F_fspace_strategy_t).
type SpaceStrategy uint8

const (
	// SpaceFSM uses freed space again; with Persist also in later openings.
	SpaceFSM SpaceStrategy = iota
	// SpacePage does so, and keeps small metadata and small raw data in pages
	// of their own.
	SpacePage
	// SpaceAggregate and SpaceNone do not use freed space again.
	SpaceAggregate
	SpaceNone
)

// FileSpace says how the space of a file is managed
// (H5Pset_file_space_strategy and H5Pset_file_space_page_size).
type FileSpace struct {
	Strategy SpaceStrategy
	// Persist remembers freed space in the file. It has no meaning for
	// SpaceAggregate and SpaceNone.
	Persist bool
	// Threshold is the size in bytes of the smallest freed piece that is
	// remembered. libhdf5's default is 1.
	Threshold uint64
	// PageSize is the size of a page in bytes: 512 to 1 GiB. Zero: 4096.
	PageSize uint64
}

// The page sizes that libhdf5 allows, and its default.
const (
	minPageSize     = 512
	maxPageSize     = 1 << 30
	defaultPageSize = 4096
)

// defaultSpace is how files are managed that do not say it.
func defaultSpace() FileSpace {
	return FileSpace{Strategy: SpaceFSM, Threshold: 1, PageSize: defaultPageSize}
}

// normal returns the settings with their defaults filled in.
func (fs *FileSpace) normal() (FileSpace, error) {
	if fs == nil {
		return defaultSpace(), nil
	}
	out := *fs
	if out.PageSize == 0 {
		out.PageSize = defaultPageSize
	}
	if out.Strategy == SpaceAggregate || out.Strategy == SpaceNone {
		out.Persist, out.Threshold = false, 1
	}
	switch {
	case out.Strategy > SpaceNone:
		return out, fmt.Errorf("file space strategy %d: %w", out.Strategy, ErrInvalid)
	case out.PageSize < minPageSize:
		return out, fmt.Errorf("cannot set file space page size to less than 512: %w", ErrInvalid)
	case out.PageSize > maxPageSize:
		return out, fmt.Errorf("cannot set file space page size to more than 1GB: %w", ErrInvalid)
	}
	return out, nil
}

// Space returns how the file's space is managed.
func (f *File) Space() FileSpace { return f.st.fileSpace() }

func (st *store) fileSpace() FileSpace {
	m := st.spaceInfo
	if m == nil {
		return defaultSpace()
	}
	return FileSpace{Strategy: SpaceStrategy(m.Strategy), Persist: m.Persist, Threshold: m.Threshold, PageSize: m.PageSize}
}

// Unused returns how many bytes of the file are known to be unused
// (H5Fget_freespace).
func (f *File) Unused() (uint64, error) {
	defer f.rlock()()
	if err := f.usable(); err != nil {
		return 0, err
	}
	unused := f.st.space.Unused()
	if !f.st.writable && f.st.spaceInfo != nil {
		var err error
		if unused, _, err = f.st.readManagers(); err != nil {
			return 0, fmt.Errorf("%q: %w", f.name, err)
		}
	}
	n := uint64(0)
	for _, list := range unused {
		for _, s := range list {
			n += s.Size
		}
	}
	return n, nil
}

// manage follows the file space info message of the superblock extension.
// Version 0 is of before HDF5 1.10.1: such a file keeps what it says, since
// nothing that it says is used becomes untrue.
func (st *store) manage(m *format.FileSpaceInfo) {
	if m.Version == 0 {
		return
	}
	st.spaceInfo = m
	how := filespace.Strategy{Threshold: m.Threshold}
	switch m.Strategy {
	case format.StrategyPage:
		how.Page = m.PageSize
	case format.StrategyAggr, format.StrategyNone:
		how.Drop = true
	default:
		how.Apart = m.Persist
	}
	st.space.Manage(how)
	if !st.writable {
		return
	}
	// Managers that make no sense are forgotten: what they say is unused
	// stays so for ever.
	if unused, used, err := st.readManagers(); err == nil && m.EOABeforeFSM.Defined() {
		_ = st.space.Restore(m.EOABeforeFSM, unused, used)
	}
}

// The places in the message's list of managers.
const (
	managerMeta = iota
	_
	managerRaw
	managerGlobalHeap
	_
	_
	managerLarge
)

// readManagers reads the free-space managers of the file. used are the pieces
// that they are in themselves.
func (st *store) readManagers() (unused filespace.Sections, used []filespace.Section, err error) {
	for i, addr := range st.spaceInfo.Managers {
		if !addr.Defined() {
			continue
		}
		sections, pieces, err := st.readManager(addr)
		if err != nil {
			return unused, nil, fmt.Errorf("free space manager %d: %w", i, err)
		}
		to := filespace.Meta
		switch {
		case i >= managerLarge:
			to = filespace.Large
		case i == managerRaw || i == managerGlobalHeap:
			to = filespace.Raw
		}
		unused[to] = append(unused[to], sections...)
		for _, p := range pieces {
			if codec.Address(p.Addr) < st.spaceInfo.EOABeforeFSM {
				used = append(used, p)
			}
		}
	}
	return unused, used, nil
}

func (st *store) readManager(addr codec.Address) (sections, used []filespace.Section, err error) {
	size := format.FreeSpaceSize(st.super.Sizes)
	r := codec.ReadSealed(st.space, "free space manager", addr, size)
	m, err := format.DecodeFreeSpace(r)
	if err != nil {
		return nil, nil, err
	}
	used = append(used, filespace.Section{Addr: uint64(addr), Size: size})
	if !m.List.Defined() {
		return nil, used, nil
	}
	used = append(used, filespace.Section{Addr: uint64(m.List), Size: m.ListRoom})
	r = codec.ReadSealed(st.space, "free space section list", m.List, m.ListSize)
	list, err := m.DecodeFreeSections(r, addr)
	for _, s := range list {
		sections = append(sections, filespace.Section{Addr: uint64(s.Addr), Size: s.Size})
	}
	return sections, used, err
}

// newSpaceInfo returns the message of a new file.
func newSpaceInfo(how FileSpace) *format.FileSpaceInfo {
	m := &format.FileSpaceInfo{
		Version: 1, Strategy: format.Strategy(how.Strategy), Persist: how.Persist,
		Threshold: how.Threshold, PageSize: how.PageSize,
	}
	m.Forget()
	return m
}

// createExtension makes the superblock extension of a file whose space is not
// managed by default.
func (st *store) createExtension() error {
	e := objheader.Create(st.space, objheader.Options{Version: format.HeaderVersion(st.low())})
	err := e.Add(st.spaceInfo, format.FlagDontShare|format.FlagMarkUnknown)
	if err == nil {
		st.super.Extension, err = e.Commit()
	}
	return err
}

// checkSpace refuses what a file whose space is not managed by default cannot
// be.
func (st *store) checkSpace(how FileSpace, userBlock uint64) error {
	if st.access.High < V110 {
		return fmt.Errorf("File space info message's version out of bounds: %w", ErrInvalid)
	}
	if how.Strategy == SpacePage && userBlock != 0 {
		if userBlock < how.PageSize {
			return fmt.Errorf("userblock size must be > file object alignment: %w", ErrInvalid)
		}
		if userBlock%how.PageSize != 0 {
			return fmt.Errorf("userblock size must be an integral multiple of file object alignment: %w", ErrInvalid)
		}
	}
	return nil
}

// saveSpace writes down what is unused if the file is to remember it. last says
// that nothing comes after; else the file says that it remembers nothing.
func (st *store) saveSpace(last bool) error {
	m := st.spaceInfo
	if m == nil || !m.Persist || !st.space.Touched() || st.swmr && last {
		return nil
	}
	if m.EOABeforeFSM.Defined() {
		m.Forget()
		if err := st.writeSpaceInfo(); err != nil {
			return err
		}
	}
	if !last {
		return nil
	}
	if err := st.writeManagers(); err != nil {
		return fmt.Errorf("free space managers: %w", err)
	}
	m.EOABeforeFSM = st.space.End()
	return st.writeSpaceInfo()
}

// writeManagers writes the managers of all unused space, side by side. Making
// room for them changes what they say: if that makes them larger, they get more
// room.
func (st *store) writeManagers() error {
	plan := st.planManagers(st.space.Settle())
	for len(plan) > 0 {
		room := plan.size(st.super.Sizes)
		addr, err := st.space.Alloc(room, codec.KindObjectHeader)
		if err != nil {
			return err
		}
		next := st.planManagers(st.space.Unused())
		if need := next.size(st.super.Sizes); len(next) > 0 && need <= room {
			next[len(next)-1].head.ListRoom += room - need
			return st.writePlan(next, addr)
		}
		if err := st.space.Free(addr, room, codec.KindObjectHeader); err != nil {
			return err
		}
		st.space.Settle()
		plan = next // none: all there is would be taken by what tells of it
	}
	return nil
}

// writeSpaceInfo replaces the file space info message.
func (st *store) writeSpaceInfo() error {
	e, err := objheader.Edit(st.space, st.super.Extension)
	if err != nil {
		return fmt.Errorf("superblock extension: %w", err)
	}
	i := e.Index(format.TypeFileSpaceInfo)
	if i < 0 {
		return fmt.Errorf("superblock extension: %w", codec.Formatf("the file space info message is gone"))
	}
	err = e.Replace(i, st.spaceInfo)
	if err == nil {
		_, err = e.Commit()
	}
	return err
}

// plannedManager is a free-space manager that is about to be written.
type plannedManager struct {
	place int // in the message
	head  *format.FreeSpace
	list  []format.FreeSection
}

type managerPlan []plannedManager

// planManagers returns the managers of unused space, none for none.
func (st *store) planManagers(unused filespace.Sections) managerPlan {
	class := [...]uint8{filespace.Meta: format.SectionSimple, filespace.Raw: format.SectionSimple, filespace.Large: format.SectionLarge}
	if st.spaceInfo.Strategy == format.StrategyPage {
		class[filespace.Meta], class[filespace.Raw] = format.SectionSmall, format.SectionSmall
	}
	place := [...]int{filespace.Meta: managerMeta, filespace.Raw: managerRaw, filespace.Large: managerLarge}
	sizes := st.super.Sizes
	largest := uint64(math.MaxInt64 - int64(st.super.Base))
	if sizes.Lengths < 8 {
		largest = min(largest, 1<<(8*sizes.Lengths)-1)
	}
	var plan managerPlan
	for m, sections := range unused {
		if len(sections) == 0 {
			continue
		}
		p := plannedManager{place: place[m]}
		for _, s := range sections {
			p.list = append(p.list, format.FreeSection{Addr: codec.Address(s.Addr), Size: s.Size, Class: class[m]})
		}
		p.head = &format.FreeSpace{Client: format.FreeSpaceOfFile, AddressBits: uint16(bits.Len64(largest)), MaxSection: largest}
		p.head.SetSections(p.list, sizes)
		plan = append(plan, p)
	}
	return plan
}

// size returns the bytes of all managers with their lists.
func (plan managerPlan) size(s codec.Sizes) uint64 {
	n := uint64(0)
	for _, p := range plan {
		n += format.FreeSpaceSize(s) + p.head.ListSize
	}
	return n
}

// writePlan writes the managers from addr on, and their addresses into the
// message.
func (st *store) writePlan(plan managerPlan, addr codec.Address) error {
	sizes := st.super.Sizes
	for _, p := range plan {
		p.head.List = addr + codec.Address(format.FreeSpaceSize(sizes))
		w := codec.NewWriter("free space manager", sizes)
		p.head.Encode(w)
		if err := st.writeBlock(addr, w); err != nil {
			return err
		}
		w = codec.NewWriter("free space section list", sizes)
		p.head.EncodeFreeSections(w, addr, p.list)
		if err := st.writeBlock(p.head.List, w); err != nil {
			return err
		}
		st.spaceInfo.Managers[p.place] = addr
		addr = p.head.List + codec.Address(p.head.ListSize)
	}
	return nil
}

// writeBlock writes one block of metadata.
func (st *store) writeBlock(addr codec.Address, w *codec.Writer) error {
	b, err := w.Block()
	if err != nil {
		return err
	}
	return st.space.WriteBlock(addr, b)
}
