package h5py

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// An image is a file that is in memory while it is open: h5py's drivers core
// and fileobj. Other files that it leads to are where they are.
type image struct {
	session *Session
	name    string
	memory  driver.Memory
	backing bool           // a file of that name gets the contents at the end
	object  starlark.Value // or this Python file object
	create  bool           // the object was to become a new file, but has contents
}

// imageFS is the image and, for all other names, the host's files.
type imageFS struct {
	driver.FS // the host's
	image     *image
}

var _ driver.FS = (*imageFS)(nil)

// imageOf returns the image that a file system has, or nil.
func imageOf(fsys driver.FS) *image {
	if f, ok := fsys.(*imageFS); ok {
		return f.image
	}
	return nil
}

// holds reports whether a name is that of a file in memory.
func (f *imageFS) holds(ctx context.Context, name string) bool {
	if name == f.image.name {
		return true
	}
	_, err := f.image.memory.Stat(ctx, name)
	return err == nil
}

func (f *imageFS) of(ctx context.Context, name string) driver.FS {
	if f.holds(ctx, name) || f.FS == nil {
		return &f.image.memory
	}
	return f.FS
}

// The methods of driver.FS.

func (f *imageFS) Open(ctx context.Context, name string, mode driver.Mode) (driver.File, error) {
	return f.of(ctx, name).Open(ctx, name, mode)
}

func (f *imageFS) Stat(ctx context.Context, name string) (driver.Info, error) {
	return f.of(ctx, name).Stat(ctx, name)
}

func (f *imageFS) Rename(ctx context.Context, from, to string, replace bool) error {
	return f.of(ctx, from).Rename(ctx, from, to, replace)
}

func (f *imageFS) Remove(ctx context.Context, name string) error {
	return f.of(ctx, name).Remove(ctx, name)
}

func (f *imageFS) CreateTemp(ctx context.Context, name string, alone bool) (driver.Writable, error) {
	return f.of(ctx, name).CreateTemp(ctx, name, alone)
}

func (f *imageFS) SyncDir(ctx context.Context, name string) error {
	return f.of(ctx, name).SyncDir(ctx, name)
}

func (f *imageFS) Resolve(ctx context.Context, name string) (string, error) {
	return f.of(ctx, name).Resolve(ctx, name)
}

// begin brings the present contents into memory, as far as a mode wants them,
// and returns the mode in which they are then opened.
func (m *image) begin(ctx context.Context, mode string) (string, error) {
	creates := mode == "w" || mode == "w-" || mode == "x"
	switch {
	case m.object != nil:
		return m.beginObject(mode, creates)
	case m.session.cfg.FS == nil:
		return mode, nil
	case !creates:
		err := m.load(ctx)
		if errors.Is(err, fs.ErrNotExist) {
			if mode == "a" {
				return mode, nil
			}
			err = errCore(openFile)
		}
		return mode, err
	case m.backing && mode != "w":
		if _, err := m.session.cfg.FS.Stat(ctx, m.name); err == nil {
			return mode, errCore(createFile)
		}
	}
	return mode, nil
}

// errCore is what libhdf5's core driver says of a file that it cannot open.
func errCore(a action) error {
	return pyrt.Errorf(pyrt.OSError, "%s (unable to open file)", a.text)
}

// beginObject is begin for a file object: libhdf5 makes a file of one that is
// empty, whatever the mode, and opens what another one has.
func (m *image) beginObject(mode string, creates bool) (string, error) {
	b, err := m.readObject()
	switch {
	case err != nil || mode != "r" && mode != "r+" && mode != "a" && !creates:
		return mode, err
	case len(b) > 0:
		m.memory.WriteFile(m.name, b)
		if m.create = creates; creates {
			mode = "r+"
		}
	case mode == "r":
		m.memory.WriteFile(m.name, nil)
	default:
		mode = "w"
	}
	return mode, nil
}

// load reads the file that has the image's name.
func (m *image) load(ctx context.Context) error {
	file, err := m.session.cfg.FS.Open(ctx, m.name, driver.ReadOnly)
	if err != nil {
		return err
	}
	size, err := file.Size()
	if max := m.session.cfg.Limits.MaxReadBytes; err == nil && max > 0 {
		err = driver.Check("MaxReadBytes", uint64(size), max)
	}
	if err == nil {
		b := make([]byte, size)
		if err = file.ReadAt(ctx, b, 0); err == nil {
			m.memory.WriteFile(m.name, b)
		}
	}
	return errors.Join(err, file.Close())
}

// store writes the contents to where they belong.
func (m *image) store(ctx context.Context) error {
	if m.object == nil && !m.backing {
		return nil
	}
	b, err := m.memory.ReadFile(m.name)
	if err != nil {
		return err
	}
	if m.object != nil {
		return m.writeObject(b)
	}
	temp, err := m.session.cfg.FS.CreateTemp(ctx, m.name, false)
	if err != nil {
		return err
	}
	err = temp.WriteAt(ctx, b, 0)
	if err = errors.Join(err, temp.Close()); err != nil {
		return errors.Join(err, m.session.cfg.FS.Remove(ctx, temp.Name()))
	}
	return m.session.cfg.FS.Rename(ctx, temp.Name(), m.name, true)
}

// call calls a method of the file object.
func (m *image) call(name string, args ...starlark.Value) (starlark.Value, error) {
	fn, err := pyrt.GetAttr(m.object, name)
	if err != nil {
		return nil, err
	}
	return pyrt.CallValue(m.session.env.Thread(), fn, args, nil)
}

func (m *image) readObject() ([]byte, error) {
	if _, err := m.call("seek", number(0)); err != nil {
		return nil, err
	}
	v, err := m.call("read")
	if err != nil {
		return nil, err
	}
	return pyrt.BytesOf(v)
}

func (m *image) writeObject(b []byte) error {
	if _, err := m.call("truncate", starlark.MakeInt(len(b))); err != nil {
		return err
	}
	if _, err := m.call("seek", number(0)); err != nil {
		return err
	}
	_, err := m.call("write", starlark.Bytes(b))
	return err
}

// inImage makes an image for the drivers core and fileobj.
func (s *Session) inImage(a *fileArgs) error {
	name, _ := starlark.AsString(a.driver)
	isObject := isFileObject(a.name) || name == "fileobj"
	if isObject && a.driver != starlark.None && name != "fileobj" {
		return pyrt.Errorf(pyrt.ValueError, "Driver must be 'fileobj' for file-like object if specified.")
	}
	if a.image != nil || name != "core" && !isObject {
		return nil
	}
	m := &image{session: s}
	if isObject {
		switch {
		case a.object != nil:
			m.object = a.object
		case isFileObject(a.name):
			m.object = a.name
		default:
			m.object = starlark.None // which has no contents: its reading says so
		}
		m.name = reprOf(m.object)
		a.name, a.driver = starlark.String(m.name), starlark.String("fileobj")
	} else {
		m.backing = a.backing == nil || bool(a.backing.Truth())
		var err error
		if m.name, err = s.fileName(a.name); err != nil {
			return err
		}
		if a.blockSize != nil {
			if _, err := unsignedAs(a.blockSize, "size_t"); err != nil {
				return err
			}
		}
	}
	a.image = m
	mode, _ := starlark.AsString(a.mode)
	if m.name == "" || mode == "" {
		return nil // is refused
	}
	mode, err := m.begin(s.ctx(), mode)
	a.mode = starlark.String(mode)
	return err
}

// isFileObject reports whether a name argument is a Python file object.
func isFileObject(v starlark.Value) bool {
	switch v.(type) {
	case starlark.String, starlark.Bytes:
		return false
	}
	_, noRead := pyrt.GetAttr(v, "read")
	_, noSeek := pyrt.GetAttr(v, "seek")
	return noRead == nil && noSeek == nil
}

// shut closes the file and stores the image that it may be.
func (f *File) shut() error {
	if f.core.Closed() {
		return nil
	}
	changed := f.core.Mode() == hdf5.ReadWrite
	err := closeFile.wrap(f.core.Close())
	if f.image != nil && changed && err == nil {
		err = closeFile.wrap(f.image.store(f.session.ctx()))
	}
	return err
}

// openImage is h5f.open_file_image: a file in memory with given bytes.
func (s *Session) openImage(c *pyrt.Call) (starlark.Value, error) {
	var contents, flags starlark.Value
	if err := c.Unpack("image", &contents, "flags?", &flags); err != nil {
		return nil, err
	}
	b, err := pyrt.BytesOf(contents)
	if err != nil {
		return nil, err
	}
	mode := "r"
	if n, ok := flags.(starlark.Int); ok {
		if n, _ := n.Int64(); n&imageWritable != 0 {
			mode = "r+"
		}
	}
	a := newFileArgs()
	name := fmt.Sprintf("file_image_%d", s.opened)
	s.opened++
	a.name, a.mode, a.driver = starlark.String(name), starlark.String(mode), starlark.String("core")
	a.image = &image{session: s, name: name}
	a.image.memory.WriteFile(name, b)
	f, err := s.openFile(a)
	if err != nil {
		return nil, err
	}
	return idOf(f), nil
}

// imageWritable is the flag H5LT_FILE_IMAGE_OPEN_RW.
const imageWritable = 1

// inMemory is File.in_memory: a new file in memory, or one with given bytes.
func (s *Session) inMemory(c *pyrt.Call) (starlark.Value, error) {
	var contents starlark.Value = starlark.None
	if len(c.Args) > 0 {
		contents, c.Args = c.Args[0], c.Args[1:]
	}
	var kwargs []starlark.Tuple
	for _, kw := range c.Kwargs {
		switch name, _ := starlark.AsString(kw[0]); name {
		case "file_image":
			contents = kw[1]
			continue
		case "block_size":
			if _, err := unsignedAs(kw[1], "size_t"); err != nil {
				return nil, err
			}
			continue
		}
		kwargs = append(kwargs, kw)
	}
	s.images++
	name := starlark.String("memory-" + starlark.MakeInt(s.images).String())
	a, err := s.readFileArgs(&pyrt.Call{Thread: c.Thread, Name: "File.in_memory", Args: append(starlark.Tuple{name}, c.Args...), Kwargs: kwargs})
	if err != nil {
		return nil, err
	}
	a.image = &image{session: s, name: string(name)}
	a.mode, a.driver = starlark.String("w"), starlark.String("core")
	if contents != starlark.None {
		b, err := pyrt.BytesOf(contents)
		if err != nil {
			return nil, err
		}
		a.mode = starlark.String("r+")
		a.image.memory.WriteFile(string(name), b)
	}
	return s.openFile(a)
}
