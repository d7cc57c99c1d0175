package hdf5

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
	HeaderSize uint64 // bytes in all its chunks
	Messages   int
	// Comment is the object's comment.
	Comment string
	// ModTime is the time of the last change in seconds since 1970, or 0.
	ModTime uint64
}

var (
	_ Object = (*Group)(nil)
	_ Object = (*Dataset)(nil)
	_ Object = (*NamedType)(nil)
)

type object struct{}

func (o *object) File() *File               { return nil }
func (o *object) Name() string              { return "" }
func (o *object) Address() uint64           { return 0 }
func (o *object) Attributes() *Attributes   { return nil }
func (o *object) Info() (ObjectInfo, error) { return ObjectInfo{}, nil }
