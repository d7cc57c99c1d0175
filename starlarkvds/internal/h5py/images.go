package h5py

import (
	"context"
	"errors"
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
}

// imageFS is the image and, for all other names, the host's files.
type imageFS struct {
	driver.FS // the host's
	image     *image
}

var _ driver.FS = (*imageFS)(nil)

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

// load brings the present contents into memory, if there are any.
func (m *image) load(ctx context.Context) error {
	if m.object != nil {
		b, err := m.readObject()
		if err == nil && len(b) > 0 {
			m.memory.WriteFile(m.name, b)
		}
		return err
	}
	if m.session.cfg.FS == nil {
		return nil
	}
	file, err := m.session.cfg.FS.Open(ctx, m.name, driver.ReadOnly)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
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
	if _, err := m.call("seek", number(0)); err != nil {
		return err
	}
	if _, err := m.call("write", starlark.Bytes(b)); err != nil {
		return err
	}
	_, err := m.call("truncate", starlark.MakeInt(len(b)))
	return err
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
		if isFileObject(a.name) {
			return pyrt.Errorf(pyrt.ValueError, "Driver must be set to 'fileobj' for file-like object if specified.")
		}
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
	f, err := s.inMemory(&pyrt.Call{Thread: c.Thread, Name: c.Name, Args: starlark.Tuple{contents}})
	if err != nil {
		return nil, err
	}
	return idOf(f.(*File)), nil
}

// inMemory is File.in_memory: a new file in memory, or one with given bytes.
func (s *Session) inMemory(c *pyrt.Call) (starlark.Value, error) {
	var contents starlark.Value = starlark.None
	if len(c.Args) > 0 {
		contents, c.Args = c.Args[0], c.Args[1:]
	}
	var kwargs []starlark.Tuple
	for _, kw := range c.Kwargs {
		if kw[0] == starlark.Value(starlark.String("file_image")) {
			contents = kw[1]
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
