package hdf5

import (
	"strings"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Object is a [*Group], [*Dataset] or [*NamedType].
type Object interface {
	// File returns the file that the object is in.
	File() *File
	// Name returns the absolute path by which the object was opened, or ""
	// for one that has no name.
	Name() string
	// Address returns the address of the object header. Objects of one file
	// are the same when their addresses are equal.
	Address() uint64
	// Attributes returns the object's attributes.
	Attributes() *Attributes
	// Info describes the object header.
	Info() (ObjectInfo, error)
}

// ObjectInfo describes an object header.
type ObjectInfo struct {
	Version    int    // of the object header: 1 or 2
	References uint32 // number of hard links
	Messages   int
	// TracksAttributeOrder tells whether attributes have an order of creation.
	TracksAttributeOrder bool
	// Comment is the object's comment.
	Comment string
	// ModTime is the time of the last change in seconds since 1970, or 0.
	ModTime int64
}

var (
	_ Object = (*Group)(nil)
	_ Object = (*Dataset)(nil)
	_ Object = (*NamedType)(nil)
)

// object is where an object is: what the three kinds have in common.
type object struct {
	file *File
	name string
	addr codec.Address
	born uint64 // number of burials in the file before it was opened
}

// at returns where an object is that is there now. The caller holds the lock.
func (f *File) at(addr codec.Address, name string) object {
	return object{f, name, addr, f.st.burials}
}

// alive returns [ErrDeleted] for an object whose space was given back: another
// one may be there.
func (o *object) alive() error {
	if o.file.st.buried[o.addr] > o.born {
		return ErrDeleted
	}
	return nil
}

// File returns the file that the object is in.
func (o *object) File() *File { return o.file }

// Name returns the absolute path by which the object was opened, or "".
func (o *object) Name() string { return o.name }

// Address returns the address of the object header.
func (o *object) Address() uint64 { return uint64(o.addr) }

// Attributes returns the object's attributes.
func (o *object) Attributes() *Attributes { return &Attributes{o} }

// Info describes the object header.
func (o *object) Info() (ObjectInfo, error) {
	defer o.file.rlock()()
	header, err := o.header()
	if err != nil {
		return ObjectInfo{}, o.wrap(err)
	}
	info := ObjectInfo{
		Version:              int(header.Version),
		References:           header.RefCount,
		Messages:             len(header.Messages),
		TracksAttributeOrder: header.TrackAttrOrder,
	}
	if header.HasTimes {
		info.ModTime = int64(header.ModTime)
	}
	rs := o.file.st.resolver()
	for _, m := range header.Messages {
		switch m.Type {
		case format.TypeComment, format.TypeMTime, format.TypeMTimeOld:
		default:
			continue
		}
		decoded, err := rs.Decode(m)
		if err != nil {
			return info, o.wrap(err)
		}
		switch m := decoded.(type) {
		case *format.Comment:
			info.Comment = m.Text
		case *format.MTime:
			info.ModTime = int64(m.Seconds)
		case *format.MTimeOld:
			info.ModTime = m.Time.Unix()
		}
	}
	return info, nil
}

// header reads the object header.
func (o *object) header() (*objheader.Header, error) {
	err := o.file.usable()
	if err == nil {
		err = o.alive()
	}
	if err != nil {
		return nil, err
	}
	var h *objheader.Header
	err = o.file.st.retry(func() (err error) {
		h, err = objheader.Read(o.file.st.space, o.addr)
		return err
	})
	return h, err
}

// wrap says which object of which file an error is about.
func (o *object) wrap(err error) error {
	if err == nil {
		return nil
	}
	return &ObjectError{File: o.file.name, Path: o.name, Address: uint64(o.addr), Err: err}
}

// object opens the object at an address. The caller holds the lock.
func (f *File) object(addr codec.Address, name string) (Object, error) {
	o := f.at(addr, name)
	header, err := o.header()
	if err != nil {
		return nil, o.wrap(err)
	}
	obj, err := o.open(header)
	if err != nil {
		return nil, o.wrap(err)
	}
	return obj, nil
}

// open tells what kind of object a header makes, asking in libhdf5's order.
func (o object) open(header *objheader.Header) (Object, error) {
	has := func(t format.MessageType) bool { _, ok := header.Find(t); return ok }
	switch {
	case has(format.TypeSymbolTable), has(format.TypeLinkInfo):
		return &Group{object: o}, nil
	case has(format.TypeDatatype) && has(format.TypeDataspace):
		return o.openDataset(header, DatasetAccess{})
	case has(format.TypeDatatype):
		return o.openNamedType(header)
	}
	return nil, codec.At("object header", o.addr, codec.Formatf("neither a group, a dataset nor a named datatype"))
}

// joinPath appends a relative path to the name of a group, in normal form:
// without empty and "." components. A group without a name has nameless
// members.
func joinPath(base, path string) string {
	if base == "" && !strings.HasPrefix(path, "/") {
		return ""
	}
	if strings.HasPrefix(path, "/") {
		base = ""
	}
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(base, "/"))
	for _, part := range splitPath(path) {
		b.WriteByte('/')
		b.WriteString(part)
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}

// splitPath returns the components of a path that name something.
func splitPath(path string) []string {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		if part != "" && part != "." {
			parts = append(parts, part)
		}
	}
	return parts
}
