package h5py

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
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
		"fileobj?", &a.object)
	if isCore := a.driver == starlark.Value(starlark.String("core")); err == nil && a.backing != nil && !isCore {
		err = pyrt.Errorf(pyrt.TypeError, "File.__init__() got an unexpected keyword argument 'backing_store'")
	}
	return a, err
}

// inImage makes an image for the drivers core and fileobj.
func (s *Session) inImage(a *fileArgs) error {
	name, _ := starlark.AsString(a.driver)
	isObject := a.driver == starlark.None && isFileObject(a.name) || name == "fileobj"
	if a.image != nil || name != "core" && !isObject {
		return nil
	}
	m := &image{session: s}
	if isObject {
		if m.object = a.name; a.object != nil {
			m.object = a.object
		}
		m.name = reprOf(m.object)
		a.name, a.driver = starlark.String(m.name), starlark.String("fileobj")
	} else {
		m.backing = a.backing == nil || bool(a.backing.Truth())
		var err error
		if m.name, err = s.fileName(a.name); err != nil {
			return err
		}
	}
	a.image = m
	if mode, _ := starlark.AsString(a.mode); mode == "w" {
		return nil
	}
	return m.load(s.ctx())
}

// openFile opens or makes a file as its arguments say.
func (s *Session) openFile(a fileArgs) (*File, error) {
	if err := s.inImage(&a); err != nil {
		return nil, openFile.wrap(err)
	}
	name, err := s.fileName(a.name)
	if err != nil {
		return nil, err
	}
	f := &File{image: a.image, libver: a.libver, driver: "sec2"}
	if f.plist, err = s.accessPlist(a); err != nil {
		return nil, err
	}
	switch d := a.driver.(type) {
	case starlark.NoneType:
	case starlark.String:
		if !slices.Contains([]string{"sec2", "stdio", "core", "fileobj"}, string(d)) {
			return nil, pyrt.Errorf(pyrt.ValueError, "Unknown driver type %v", reprOf(d))
		}
		f.driver = string(d)
	default:
		return nil, pyrt.Errorf(pyrt.ValueError, "Unknown driver type %v", reprOf(d))
	}
	access, err := s.access(a)
	if err != nil {
		return nil, err
	}
	create, err := createOptions(a)
	if err != nil {
		return nil, err
	}
	mode, _ := starlark.AsString(a.mode)
	if swmr, err := pyrt.Truth(a.swmr); err != nil {
		return nil, err
	} else if f.swmr = swmr && mode == "r"; swmr && mode == "r+" {
		return nil, pyrt.Errorf(pyrt.NotImplementedError, "vdscript does not write in SWMR mode")
	}
	if f.core, err = s.openMode(name, mode, create, access); err != nil {
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

// openMode does what a mode says.
func (s *Session) openMode(name, mode string, create *hdf5.FileCreate, access *hdf5.FileAccess) (*hdf5.File, error) {
	if create.UserBlock != 0 && (mode == "r" || mode == "r+") {
		return nil, pyrt.Errorf(pyrt.ValueError, "User block may only be specified when creating a file")
	}
	var op action
	var try func() (*hdf5.File, error)
	open := func(m hdf5.Mode) func() (*hdf5.File, error) {
		return func() (*hdf5.File, error) { return hdf5.Open(s.ctx(), name, m, access) }
	}
	make := func(m hdf5.Mode) func() (*hdf5.File, error) {
		return func() (*hdf5.File, error) { return hdf5.Create(s.ctx(), name, m, create, access) }
	}
	switch mode {
	case "r":
		op, try = openFile, open(hdf5.ReadOnly)
	case "r+":
		op, try = openFile, open(hdf5.ReadWrite)
	case "w":
		op, try = createFile, make(hdf5.Truncate)
	case "w-", "x":
		op, try = createFile, make(hdf5.Exclusive)
	case "a":
		op, try = openFile, open(hdf5.ReadWrite)
		if _, err := access.FS.Stat(s.ctx(), name); errors.Is(err, fs.ErrNotExist) {
			op, try = createFile, make(hdf5.Exclusive)
		}
	default:
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid mode; must be one of r, r+, w, w-, x, a")
	}
	core, err := try()
	if err == nil && create.UserBlock != 0 && core.UserBlock() != create.UserBlock {
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
	return core, op.wrapOpen(err, name, mode)
}

// access returns the access options of a file.
func (s *Session) access(a fileArgs) (*hdf5.FileAccess, error) {
	if s.cfg.FS == nil && a.image == nil {
		return nil, pyrt.Errorf(pyrt.PermissionError, "the host gives this script no files")
	}
	out := &hdf5.FileAccess{
		FS: s.cfg.FS, Files: s.set, Limits: s.cfg.Limits, Policy: s.cfg.Policy, Missing: s.cfg.Missing,
		VirtualPrefix: s.getenv("HDF5_VDS_PREFIX"), ExternalPrefix: s.getenv("HDF5_EXT_PREFIX"), OnMissing: s.warnMissing,
	}
	if a.image != nil {
		out.FS, out.Files = &imageFS{s.cfg.FS, a.image}, nil // identities in memory are each image's own
	}
	if a.alignInterval > 1 {
		out.Threshold, out.Alignment = uint64(max(a.alignThreshold, 0)), uint64(a.alignInterval)
	}
	var err error
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

// locking reads the locking argument; without one the environment decides.
func (s *Session) locking(v starlark.Value) (driver.Locking, error) {
	if l, ok := driver.ParseLocking(s.getenv("HDF5_USE_FILE_LOCKING")); ok {
		return l, nil
	}
	text, err := pyrt.Str(v)
	if err != nil {
		return 0, err
	}
	switch text {
	case "None":
		return driver.BestEffort, nil
	case "False", "false":
		return driver.NoLocking, nil
	case "True", "true":
		return driver.Enforce, nil
	case "best-effort":
		return driver.BestEffort, nil
	}
	return 0, pyrt.Errorf(pyrt.ValueError, "Unsupported locking value: %s", text)
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
func createOptions(a fileArgs) (*hdf5.FileCreate, error) {
	out := &hdf5.FileCreate{}
	if a.userBlock != starlark.None {
		n, err := pyrt.Int(a.userBlock)
		if err != nil || n < 0 {
			return nil, pyrt.Errorf(pyrt.ValueError, "User block size must be an integer")
		}
		switch {
		case n != 0 && n < 512:
			return nil, pyrt.Errorf(pyrt.ValueError, "Userblock size is non-zero and less than 512 (userblock size is non-zero and less than 512)")
		case n&(n-1) != 0:
			return nil, pyrt.Errorf(pyrt.ValueError, "Userblock size is non-zero and not a power of two (userblock size is non-zero and not a power of two)")
		}
		out.UserBlock = uint64(n)
	}
	if a.trackOrder != starlark.None {
		var err error
		if out.TrackOrder, err = pyrt.Truth(a.trackOrder); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fileName reads a file name: str, bytes or a path object.
func (s *Session) fileName(v starlark.Value) (string, error) {
	switch v := v.(type) {
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
		"id":             func(f *File) (starlark.Value, error) { return idOf(f), nil },
		"_id":            func(f *File) (starlark.Value, error) { return idOf(f), nil },
		"meta_block_size": func(f *File) (starlark.Value, error) {
			return f.access().class.props["meta_block_size"], f.valid()
		},
		"swmr_mode": func(f *File) (starlark.Value, error) { return starlark.Bool(f.swmr), f.valid() },
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
	err := flushFile.wrap(f.core.Flush(f.session.ctx()))
	if f.image != nil && f.image.object != nil && err == nil {
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

// SetField takes swmr_mode: writing while others read is refused.
func (f *File) SetField(name string, v starlark.Value) error {
	if name != "swmr_mode" {
		return pyrt.Errorf(pyrt.AttributeError, "can't set attribute '%s'", name)
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
	}
	return pyrt.Errorf(pyrt.NotImplementedError, "vdscript does not write in SWMR mode: flush() shows what is written to readers that open the file again")
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
