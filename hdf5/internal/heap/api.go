package heap

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

var errLater = codec.Unsupportedf("not yet")

// GlobalID names an object in a global heap.
type GlobalID struct {
	Collection codec.Address
	Index      uint32
}

// ReadGlobal returns the bytes of an object of a global heap.
func ReadGlobal(s codec.Space, id GlobalID) ([]byte, error) { return nil, errLater }

// GlobalWriter puts objects into global heap collections of a file. It keeps
// collections with free room in memory until Flush.
type GlobalWriter struct{}

// NewGlobalWriter returns a GlobalWriter; one per open file.
func NewGlobalWriter(s codec.WritableSpace) *GlobalWriter { return &GlobalWriter{} }

// Put stores data and returns its place.
func (w *GlobalWriter) Put(data []byte) (GlobalID, error) { return GlobalID{}, errLater }

// Remove frees an object.
func (w *GlobalWriter) Remove(id GlobalID) error { return errLater }

// Flush writes changed collections to the space.
func (w *GlobalWriter) Flush() error { return errLater }

// Unfilter undoes a filter pipeline: data passed the filters of p but those
// whose bit is set in mask; size is the length of the result.
type Unfilter func(p *format.Pipeline, mask uint32, data []byte, size uint64) ([]byte, error)

// Local is a local heap.
type Local struct{}

// ReadLocal reads the local heap at addr.
func ReadLocal(s codec.Space, addr codec.Address) (*Local, error) { return nil, errLater }

// Name returns the NUL-terminated string at off of the heap's data.
func (h *Local) Name(off uint64) (string, error) { return "", errLater }
