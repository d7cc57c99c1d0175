package hdf5

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// ExternalFile is a part of the raw data of a dataset outside of its file.
type ExternalFile struct {
	Name   string
	Offset int64  // of the part's first byte
	Size   uint64 // in bytes; [driver.NoLimit]: as much as is needed
}

// checkExternal makes sure that the raw data files hold all elements.
func (b *builder) checkExternal(class format.LayoutClass) error {
	files := b.options.External
	if len(files) == 0 {
		return nil
	}
	if class != format.LayoutContiguous {
		return fmt.Errorf("raw data files of a dataset with %v layout: %w: %w", class, ErrExternalLayout, ErrInvalid)
	}
	total := uint64(0)
	for i, f := range files {
		switch {
		case f.Name == "" || f.Offset < 0 || f.Size == 0:
			return fmt.Errorf("raw data file %q: offset %d, %d bytes: %w", f.Name, f.Offset, f.Size, ErrInvalid)
		case f.Size == driver.NoLimit && i < len(files)-1:
			return fmt.Errorf("raw data file %q is unlimited and not the last: %w", f.Name, ErrInvalid)
		case f.Size > driver.NoLimit-total:
			total = driver.NoLimit
		default:
			total += f.Size
		}
	}
	if n := b.space.NumElements(); n > total/uint64(b.typ.Size) {
		return fmt.Errorf("raw data files of %d bytes for %d elements of %d bytes: %w: %w", total, n, b.typ.Size, ErrExternalSize, ErrInvalid)
	}
	return nil
}

// external stores the names of the raw data files in a local heap, behind an
// empty one, and returns the message that lists the files.
func (b *builder) external() (*format.ExternalFiles, error) {
	files := b.options.External
	if len(files) > 1<<16-1 {
		return nil, fmt.Errorf("%d raw data files: %w", len(files), ErrInvalid)
	}
	size := uint64(8)
	for _, f := range files {
		size += (uint64(len(f.Name)) + 8) &^ 7
	}
	names, err := heap.NewLocal(b.st.space, size)
	if err != nil {
		return nil, err
	}
	m := &format.ExternalFiles{Allocated: uint16(len(files)), Heap: names.Addr()}
	for _, f := range files {
		off, err := names.Insert(b.st.space, f.Name)
		if err != nil {
			return nil, err
		}
		m.Files = append(m.Files, format.ExternalFile{NameOffset: off, Offset: uint64(f.Offset), Size: f.Size})
	}
	return m, names.Write(b.st.space)
}
