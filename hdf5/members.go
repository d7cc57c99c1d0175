package hdf5

import (
	"context"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Files that consist of several: package driver opens the members, the
// superblock's driver information (II.B, IV.A.2.u) says what is where.

// membersFS returns the FS of the members when fsys opens files that consist
// of several, else fsys itself.
func membersFS(fsys driver.FS) (members driver.FS, several bool) {
	switch fsys := fsys.(type) {
	case driver.Family:
		return fsys.FS, true
	case driver.Multi:
		return fsys.FS, true
	}
	return fsys, false
}

// checkDriver compares the driver that wrote a file with the one that reads
// it, and lets a multi-file open its members.
func (st *store) checkDriver(ctx context.Context, driverName string, info []byte) error {
	switch driverName {
	case "NCSAfami":
		fsys, ok := st.fs.(driver.Family)
		if !ok {
			return fmt.Errorf("a member of a family (driver %q): %w", driverName, &DriverError{"family"})
		}
		return checkMemberSize(fsys, info, st.super.Sizes)
	case "NCSAmult":
		file, ok := st.file.(*driver.MultiFile)
		if !ok {
			return fmt.Errorf("a member of a split or multi-file (driver %q): %w", driverName, &DriverError{"multi"})
		}
		parts, err := format.DecodeMultiInfo(codec.NewReader("multi driver information", 0, info, st.super.Sizes))
		if err != nil {
			return err
		}
		return file.Join(ctx, parts)
	}
	return nil
}

// checkMemberSize compares the size of a family's members that the caller
// expects with the stored one.
func checkMemberSize(fsys driver.Family, info []byte, sizes codec.Sizes) error {
	size, err := format.DecodeFamilyInfo(codec.NewReader("family driver information", 0, info, sizes))
	if err == nil && fsys.MemberSize != 0 && fsys.MemberSize != size {
		return &MemberSizeError{Stored: size, Asked: fsys.MemberSize}
	}
	return err
}
