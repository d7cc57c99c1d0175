package h5py

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// File is an open HDF5 file: h5py.File. It is its own root group.
type File struct {
	Group
	core   *hdf5.File
	driver string
	libver starlark.Value
	plist  *PropID // by which it was opened, once it was asked for
	swmr   bool    // a writer may have it open
	image  *image  // of a file in memory
}

var (
	_ pyrt.Context      = (*File)(nil)
	_ starlark.HasAttrs = (*File)(nil)
)

// openFile opens or makes a file as its arguments say.
func (s *Session) openFile(a fileArgs) (*File, error) {
	if err := s.env.Settle(); err != nil {
		return nil, err
	}
	if err := s.inImage(&a); err != nil {
		return nil, openFile.wrap(err)
	}
	name, err := s.fileName(a.name)
	if err != nil {
		return nil, err
	}
	f := &File{image: a.image, libver: a.libver}
	if f.plist, err = s.accessPlist(a); err != nil {
		return nil, err
	}
	access, err := s.access(a)
	if err != nil {
		return nil, err
	}
	if f.driver, access.FS, err = s.setDriver(a, access.FS); err != nil {
		return nil, err
	}
	create, err := s.createOptions(a)
	if err != nil {
		return nil, err
	}
	mode, _ := starlark.AsString(a.mode)
	swmr, err := pyrt.Truth(a.swmr)
	if err == nil && swmr && mode != "r" {
		err = s.warn(pyrt.ExceptionNamed("UserWarning"), "swmr=True only affects read ('r') mode. For swmr write mode, set f.swmr_mode = True after opening the file.")
	}
	if err != nil {
		return nil, err
	}
	f.swmr = swmr && mode == "r"
	access.SWMR = access.SWMR || f.swmr
	if f.core, err = s.openMode(name, mode, a.userBlock != starlark.None, create, access); err != nil {
		return nil, err
	}
	if f.libver == starlark.None {
		low, high := f.core.Bounds()
		f.libver = starlark.Tuple{starlark.String(low.String()), starlark.String(high.String())}
	}
	low, high := f.core.Bounds()
	f.plist.set("libver_bounds", pair(number(int(low)), number(int(high))))
	f.Group = Group{session: s, file: f, core: f.core.Root()}
	s.register(f)
	return f, nil
}

// openMode does what a mode says. userBlock tells whether the size of the user
// block was given: it must be that of a file that is there.
func (s *Session) openMode(name, mode string, userBlock bool, create *hdf5.FileCreate, access *hdf5.FileAccess) (*hdf5.File, error) {
	var op action
	var try func() (*hdf5.File, error)
	open := func(m hdf5.Mode) (*hdf5.File, error) { return hdf5.Open(s.ctx(), name, m, access) }
	make := func(m hdf5.Mode) (*hdf5.File, error) { return hdf5.Create(s.ctx(), name, m, create, access) }
	switch mode {
	case "r":
		op, try = openFile, func() (*hdf5.File, error) { return s.openToRead(open) }
	case "r+":
		op, try = openFile, func() (*hdf5.File, error) { return s.openToChange(name, access.FS, open, make) }
	case "w":
		op, try = createFile, func() (*hdf5.File, error) { return make(hdf5.Truncate) }
	case "w-", "x":
		op, try = createFile, func() (*hdf5.File, error) { return make(hdf5.Exclusive) }
	case "a":
		op, try = openFile, func() (*hdf5.File, error) {
			core, err := s.openToChange(name, access.FS, open, make)
			switch img := imageOf(access.FS); {
			case errors.Is(err, fs.ErrNotExist):
				op = createFile
				return make(hdf5.Exclusive)
			case img != nil && img.object == nil && errors.Is(err, hdf5.ErrNotHDF5): // h5py tries to make what core cannot open
				if img.backing {
					return nil, errCore(createFile)
				}
				return make(hdf5.Truncate)
			}
			return core, err
		}
	default:
		return nil, errInvalidMode()
	}
	img := imageOf(access.FS)
	if img != nil && img.create {
		op = createFile
	}
	if name == "" {
		return nil, pyrt.Errorf(pyrt.OSError, "%s (invalid file name)", op.text)
	}
	core, err := try()
	if err == nil && userBlock && core.UserBlock() != create.UserBlock {
		return nil, errors.Join(core.Close(), pyrt.Errorf(pyrt.ValueError,
			"Requested userblock size (%d) does not match that of existing file (%d)", create.UserBlock, core.UserBlock()))
	}
	if errors.Is(err, hdf5.ErrAlreadyOpen) && s.dropUnreachable() {
		core, err = try()
	}
	if errors.Is(err, hdf5.ErrNotRegular) {
		if info, statErr := access.FS.Stat(s.ctx(), name); statErr == nil && info.Mode.IsDir() {
			err = fmt.Errorf("%w: %w", err, syscall.EISDIR)
		}
	}
	return core, op.wrapOpen(err, openedName(access.FS, name, err), mode)
}

func errInvalidMode() error {
	return pyrt.Errorf(pyrt.ValueError, "Invalid mode; must be one of r, r+, w, w-, x, a")
}

// openToRead opens a file as libhdf5 does, whose openings of one file share
// its mode: where the script has the file open for writing, it can write
// through this one too.
func (s *Session) openToRead(open func(hdf5.Mode) (*hdf5.File, error)) (*hdf5.File, error) {
	core, err := open(hdf5.ReadOnly)
	if err == nil && core.Writable() && s.dropUnreachable() {
		if err = core.Close(); err == nil {
			core, err = open(hdf5.ReadOnly)
		}
	}
	if err != nil || !core.Writable() {
		return core, err
	}
	writer, err := open(hdf5.ReadWrite)
	return writer, errors.Join(err, core.Close())
}

// openToChange opens a file for writing; of one without a byte it makes an
// HDF5 file, as libhdf5 does.
func (s *Session) openToChange(name string, in driver.FS, open, make func(hdf5.Mode) (*hdf5.File, error)) (*hdf5.File, error) {
	core, err := open(hdf5.ReadWrite)
	if errors.Is(err, hdf5.ErrNotHDF5) {
		if info, statErr := in.Stat(s.ctx(), name); statErr == nil && info.Size == 0 && info.Mode.IsRegular() {
			return make(hdf5.Truncate)
		}
	}
	return core, err
}

// fileName reads a file name: str, bytes or a path object.
func (s *Session) fileName(v starlark.Value) (string, error) {
	switch v := pyrt.Plain(v).(type) {
	case starlark.String:
		return string(v), nil
	case starlark.Bytes:
		return string(v), nil
	case starlark.HasAttrs:
		if fspath, err := v.Attr("__fspath__"); err == nil && fspath != nil {
			path, err := starlark.Call(s.env.Thread(), fspath, nil, nil)
			if err != nil {
				return "", err
			}
			return s.fileName(path)
		}
	}
	return "", pyrt.Errorf(pyrt.TypeError, "expected str, bytes or os.PathLike object, not %s", pyrt.TypeName(v))
}

// PyEnter returns the file.
func (f *File) PyEnter() (starlark.Value, error) { return f, nil }

// PyExit closes the file; an error of the close is the error of the block.
func (f *File) PyExit(exc *pyrt.Error) (bool, error) {
	return false, f.shut()
}

// fileMembers are those that h5py.File adds to a group's.
var fileMembers = members[*File]{
	class: "File",
	props: map[string]func(*File) (starlark.Value, error){
		"filename":       (*File).filename,
		"mode":           (*File).mode,
		"driver":         func(f *File) (starlark.Value, error) { return starlark.String(f.driver), f.valid() },
		"libver":         (*File).bounds,
		"userblock_size": func(f *File) (starlark.Value, error) { return starlark.MakeUint64(f.core.UserBlock()), f.valid() },
		"attrs":          (*File).attributes,
		"id":             func(f *File) (starlark.Value, error) { return idOf(f), nil },
		"_id":            func(f *File) (starlark.Value, error) { return idOf(f), nil },
		"meta_block_size": func(f *File) (starlark.Value, error) {
			return f.access().class.props["meta_block_size"], f.valid()
		},
		"swmr_mode": func(f *File) (starlark.Value, error) {
			return starlark.Bool(f.swmr || f.core.SWMR() && f.core.Mode() == hdf5.ReadWrite), f.valid()
		},
	},
	methods: map[string]func(*File, *pyrt.Call) (starlark.Value, error){
		"close": (*File).close,
		"flush": (*File).flush,
	},
}

// valid fails for a closed file.
func (f *File) valid() error {
	if f.core.Closed() {
		return closedFile()
	}
	return nil
}

// attributes are those of the root group, which h5py opens for it.
func (f *File) attributes() (starlark.Value, error) {
	if f.core.Closed() {
		return nil, openObject.wrap(hdf5.ErrClosed)
	}
	return &Attributes{session: f.session, file: f, owner: f.core5()}, nil
}

func (f *File) filename() (starlark.Value, error) { return starlark.String(f.core.Name()), f.valid() }

func (f *File) mode() (starlark.Value, error) {
	if f.core.Closed() {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid file identifier (identifier is not of specified type)")
	}
	if f.core.Mode() == hdf5.ReadOnly {
		return starlark.String("r"), nil
	}
	return starlark.String("r+"), nil
}

func (f *File) bounds() (starlark.Value, error) {
	low, high := f.core.Bounds()
	return starlark.Tuple{starlark.String(low.String()), starlark.String(high.String())}, f.valid()
}

func (f *File) close(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return starlark.None, f.shut()
}

func (f *File) flush(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	if f.core.Closed() {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "Unable to synchronously flush file (not a file or file object)")
	}
	err := flushFile.wrap(f.core.Flush(f.session.ctx()))
	if f.image != nil && f.core.Mode() == hdf5.ReadWrite && err == nil {
		err = flushFile.wrap(f.image.store(f.session.ctx()))
	}
	return starlark.None, err
}

// Attr returns an attribute of the file or of its root group.
func (f *File) Attr(name string) (starlark.Value, error) {
	if v, err := fileMembers.attr(f, name); v != nil || err != nil {
		return v, err
	}
	return f.Group.Attr(name)
}

// AttrNames lists the attributes.
func (f *File) AttrNames() []string { return append(fileMembers.names(), groupMembers.names()...) }

// SetField takes swmr_mode, which lets others read while this program writes.
func (f *File) SetField(name string, v starlark.Value) error {
	if _, ok := fileMembers.props[name]; ok && name != "swmr_mode" {
		return noSetter(f, name)
	} else if !ok {
		return f.Group.SetField(name, v)
	}
	on, err := pyrt.Truth(v)
	switch {
	case err != nil:
		return err
	case f.core.Closed():
		return closedFile()
	case !on:
		return pyrt.Errorf(pyrt.ValueError, "It is not possible to forcibly switch SWMR mode off.")
	case f.swmr:
		return nil
	case f.core.Mode() == hdf5.ReadOnly:
		return pyrt.Errorf(pyrt.ValueError, "Unable to start swmr writing (no write intent on file)")
	case f.core.SWMR():
		return pyrt.Errorf(pyrt.RuntimeError, "Unable to start swmr writing (file already in SWMR writing mode)")
	case f.core.Superblock() < 3:
		return pyrt.Errorf(pyrt.RuntimeError, "Unable to start swmr writing (file superblock version - should be at least 3)")
	}
	return startSWMR.wrap(f.core.StartSWMR(f.session.ctx()))
}

// String returns h5py's repr.
func (f *File) String() string {
	if f.core.Closed() {
		return "<Closed HDF5 file>"
	}
	mode := "r+"
	if f.core.Mode() == hdf5.ReadOnly {
		mode = "r"
	}
	return fmt.Sprintf("<HDF5 file \"%s\" (mode %s)>", filepath.Base(f.core.Name()), mode)
}

// Type implements starlark.Value.
func (f *File) Type() string { return "File" }

// PyType implements pyrt.Typed.
func (f *File) PyType() *pyrt.Type { return f.session.types.file }

// reprOf returns Python's repr of a value for error texts.
func reprOf(v starlark.Value) string {
	text, err := pyrt.Repr(v)
	if err != nil {
		return strings.ToLower(pyrt.TypeName(v))
	}
	return text
}
