package filter

import (
	"errors"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Creation is what a filter may know of a new dataset.
type Creation struct {
	Type  *datatype.Type
	Chunk []uint64 // elements in each dimension
	// Fill is one element of Type, all zeros for the default; nil where the
	// fill value is undefined.
	Fill []byte
}

// elements is the number of elements in a chunk, which must fit a parameter.
func (c *Creation) elements() (uint32, error) {
	n := uint64(1)
	for _, d := range c.Chunk {
		if n *= d; d > 1<<32-1 || n > 1<<32-1 {
			return 0, fmt.Errorf("chunk of %v elements is too large for the filter", c.Chunk)
		}
	}
	return uint32(n), nil
}

// Localizer is implemented by filters whose parameters depend on the dataset
// (libhdf5's can_apply and set_local). The result is stored in the pipeline
// message; an error says that the filter cannot serve the dataset.
type Localizer interface {
	SetLocal(params []uint32, c Creation) ([]uint32, error)
}

// ParameterError says that parameters do not go with the chunk's shape. It
// fails an optional filter too.
type ParameterError struct{ Text string }

func (e *ParameterError) Error() string { return e.Text }

// SetLocal returns a pipeline's description for a new dataset: every filter's
// name as it is stored, and its parameters. A filter that is optional and
// cannot serve the dataset keeps the parameters it has.
func (r *Registry) SetLocal(infos []Info, c Creation) ([]Info, error) {
	if len(infos) > MaxFilters {
		return nil, fmt.Errorf("%d filters, the most is %d", len(infos), MaxFilters)
	}
	out := make([]Info, len(infos))
	for i, info := range infos {
		out[i] = info
		f, ok := r.Lookup(info.ID)
		if !ok {
			if info.Optional() {
				continue
			}
			return nil, &MissingError{info.ID, info.Name}
		}
		if out[i].Name == "" {
			out[i].Name = f.Name()
		}
		l, ok := f.(Localizer)
		if !ok {
			continue
		}
		params, err := l.SetLocal(info.Params, c)
		var wrong *ParameterError
		switch {
		case err == nil:
			out[i].Params = params
		case !info.Optional() || errors.As(err, &wrong):
			return nil, &Error{info.ID, f.Name(), err}
		}
	}
	return out, nil
}

// SetLocal implements [Localizer].
func (shuffle) SetLocal(_ []uint32, c Creation) ([]uint32, error) {
	return []uint32{uint32(c.Type.Size)}, nil
}

// SetLocal implements [Localizer].
func (lzf) SetLocal(params []uint32, c Creation) ([]uint32, error) {
	n, err := c.elements()
	if err != nil {
		return nil, err
	}
	out := append(slices.Clone(params), make([]uint32, max(3-len(params), 0))...)
	if out[0] == 0 {
		out[0] = lzfFilterVersion
	}
	if out[1] == 0 {
		out[1] = lzfVersion
	}
	out[2] = n * uint32(c.Type.Size)
	return out, nil
}

// The version of bitshuffle whose parameters these are.
const (
	bitshuffleMajor = 0
	bitshuffleMinor = 4
)

// SetLocal implements [Localizer]: the caller gives block size, codec and
// level.
func (b *bitshuffle) SetLocal(params []uint32, c Creation) ([]uint32, error) {
	out := append([]uint32{bitshuffleMajor, bitshuffleMinor, uint32(c.Type.Size)}, params...)
	_, err := b.plan(out)
	return out, err
}

// SetLocal implements [Localizer]: the caller gives scale type and factor.
func (s scaleOffset) SetLocal(params []uint32, c Creation) ([]uint32, error) {
	if len(params) < 2 {
		return nil, fmt.Errorf("%d parameters, want scale type and factor", len(params))
	}
	out := make([]uint32, soParams)
	copy(out, params[:2])
	t := c.Type
	switch t.Class {
	case datatype.Integer:
		if t.Signed {
			out[soSigned] = 1
		}
	case datatype.Float:
		out[soClass] = 1
	default:
		return nil, fmt.Errorf("datatype class %v is not supported", t.Class)
	}
	var err error
	if out[soCount], err = c.elements(); err != nil {
		return nil, err
	}
	out[soSize] = uint32(t.Size)
	if t.Order == datatype.BigEndian {
		out[soOrder] = 1
	}
	p, err := s.plan(out)
	if err != nil {
		return nil, err
	}
	if p != nil && c.Fill != nil && len(c.Fill) == t.Size {
		fill := p.load(c.Fill)
		out[soHasFill], out[soFill], out[soFill+1] = 1, uint32(fill), uint32(fill>>32)
	}
	return out, nil
}
