package hdf5

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// readSuperblock finds and decodes the superblock: at offset 0, 512, 1024 and
// so on, doubling (Spec II.A).
func readSuperblock(ctx context.Context, file driver.File, size int64) (*format.Superblock, error) {
	super, _, err := readStart(ctx, file, size, nil)
	return super, err
}

// readStart is readSuperblock and returns also what it read of the file from
// the superblock on: as much as filespace keeps together. first is that much
// of the file's beginning, if it was read already.
func readStart(ctx context.Context, file driver.File, size int64, first []byte) (*format.Superblock, []byte, error) {
	for off := int64(0); off+int64(len(format.Signature)) <= size; off = max(512, 2*off) {
		block := first
		if off > 0 || first == nil {
			block = make([]byte, min(filespace.PageSize, size-off))
			if err := file.ReadAt(ctx, block, off); err != nil {
				return nil, nil, err
			}
		}
		if bytes.HasPrefix(block, []byte(format.Signature)) {
			super, err := decodeSuperblock(block[:min(format.MaxSuperblockSize, len(block))], off)
			return super, block, err
		}
	}
	return nil, nil, ErrNotHDF5
}

// decodeSuperblock decodes the superblock at off. Where that is not the base
// address it stores, a user block was added or taken away since, and the
// addresses count from off (libhdf5 does the same).
func decodeSuperblock(block []byte, off int64) (*format.Superblock, error) {
	super, err := format.DecodeSuperblock(codec.NewReader("superblock", codec.Address(off), block, codec.DefaultSizes()))
	if err != nil {
		return nil, err
	}
	super.EOF += codec.Address(off) - codec.Address(super.Base)
	super.Base = uint64(off)
	return super, nil
}

// checkStatus refuses a file that a writer has open or left behind. swmr reads
// one whose writer lets others read.
func checkStatus(super *format.Superblock, writable, swmr bool) error {
	if super.Version < 3 {
		return nil
	}
	open := super.Status & (format.StatusWriteOpen | format.StatusSWMR)
	if open == 0 || swmr && open&format.StatusSWMR != 0 {
		return nil
	}
	return &StatusError{SWMR: open&format.StatusSWMR != 0, Write: writable, Read: swmr}
}

// checkLength refuses a file that is shorter than its superblock says.
func checkLength(super *format.Superblock, size int64) error {
	if super.EOF < codec.Address(super.Base) {
		return codec.At("superblock", codec.Address(super.Base),
			codec.Formatf("end of file address %v is before the base address", super.EOF))
	}
	if uint64(super.EOF) > uint64(size) {
		return &TruncatedError{EOF: uint64(size) - super.Base, Base: super.Base, StoredEOF: uint64(super.EOF)}
	}
	return nil
}

// readExtension reads the messages of the superblock extension and, in older
// files, the driver information block.
func (st *store) readExtension(ctx context.Context) error {
	if st.super.Version < 2 {
		return st.readDriverInfo(ctx)
	}
	if !st.super.Extension.Defined() {
		return nil
	}
	header, err := objheader.Read(st.space, st.super.Extension)
	if err != nil {
		return fmt.Errorf("superblock extension: %w", err)
	}
	for _, m := range header.Messages {
		if err := st.extensionMessage(ctx, m); err != nil {
			return fmt.Errorf("superblock extension: %w", err)
		}
	}
	return nil
}

func (st *store) extensionMessage(ctx context.Context, m objheader.Message) error {
	switch m.Type {
	case format.TypeBTreeK, format.TypeDriverInfo, format.TypeSharedTable, format.TypeCacheImage, format.TypeFileSpaceInfo:
	default:
		return nil
	}
	if m.Type == format.TypeFileSpaceInfo && m.Flags&format.FlagWasUnknown != 0 {
		return nil // outdated: a library that does not know it has changed the file
	}
	r, err := st.resolver().Reader(m)
	if err != nil {
		return err
	}
	switch m.Type {
	case format.TypeBTreeK:
		k, err := format.DecodeBTreeK(r)
		if err != nil {
			return err
		}
		st.super.ChunkK, st.super.GroupInternalK, st.super.GroupLeafK = k.ChunkK, k.GroupInternalK, k.GroupLeafK
	case format.TypeDriverInfo:
		info, err := format.DecodeDriverInfo(r)
		if err != nil {
			return err
		}
		return st.checkDriver(ctx, info.Driver, info.Info)
	case format.TypeFileSpaceInfo:
		info, err := format.DecodeFileSpaceInfo(r)
		if err == nil {
			st.manage(info)
		}
		return err
	case format.TypeCacheImage:
		image, err := format.DecodeCacheImage(r)
		if err != nil {
			return err
		}
		return st.loadImage(image)
	case format.TypeSharedTable:
		table, err := format.DecodeSharedTable(r)
		if err != nil {
			return err
		}
		shared, err := dense.OpenShared(st.space, table)
		if err != nil {
			return err
		}
		st.shared = shared
	}
	return nil
}

// loadImage puts the metadata that the last writer kept in an image of its
// cache where it belongs. A writer takes the image away, since it will be
// outdated.
func (st *store) loadImage(m *format.CacheImage) error {
	if !m.Addr.Defined() {
		return nil
	}
	block, err := st.space.ReadBlock(m.Addr, m.Size)
	if err != nil {
		return fmt.Errorf("metadata cache image: %w", err)
	}
	entries, err := format.DecodeCacheImageBlock(codec.NewReader("metadata cache image", m.Addr, block, st.super.Sizes))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := st.space.Cover(e.Addr, e.Data); err != nil {
			return fmt.Errorf("metadata cache image: %w", err)
		}
	}
	if !st.writable {
		return nil
	}
	e, err := objheader.Edit(st.space, st.super.Extension)
	if err != nil {
		return err
	}
	e.Delete(e.Index(format.TypeCacheImage))
	if _, err := e.Commit(); err != nil {
		return err
	}
	return st.space.Free(m.Addr, m.Size, codec.KindSuperblock)
}

// readDriverInfo looks for a driver that spreads the file over several.
func (st *store) readDriverInfo(ctx context.Context) error {
	addr := st.super.DriverInfo
	if !addr.Defined() {
		return nil
	}
	r := codec.ReadAll(st.space, "driver information block", addr, format.DriverInfoPrefixSize)
	n, err := format.DecodeDriverInfoPrefix(r)
	if err != nil {
		return err
	}
	r = codec.ReadAll(st.space, "driver information block", addr, format.DriverInfoPrefixSize+uint64(n))
	block, err := format.DecodeDriverInfoBlock(r)
	if err != nil {
		return err
	}
	return st.checkDriver(ctx, block.Driver, block.Info)
}

// encodeSuperblock returns the superblock for an end of allocation.
func (st *store) encodeSuperblock(end codec.Address) ([]byte, error) {
	st.super.EOF = end + codec.Address(st.super.Base)
	w := codec.NewWriter("superblock", st.super.Sizes)
	st.super.Encode(w)
	return w.Block()
}

// mark writes the superblock with new consistency flags, at once.
func (st *store) mark(ctx context.Context, status uint8) error {
	out, ok := st.file.(driver.Writable)
	if !ok {
		return errors.ErrUnsupported
	}
	st.super.Status = status
	block, err := st.encodeSuperblock(st.space.End())
	if err != nil {
		return err
	}
	return out.WriteAt(ctx, block, int64(st.super.Base))
}
