package links

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// compact is the links of a new-style group that are messages in its header.
type compact struct {
	s      codec.Space
	h      *objheader.Header
	tracks bool
}

var _ Store = (*compact)(nil)

func (c *compact) links() ([]*format.Link, error) {
	var links []*format.Link
	for m := range c.h.All(format.TypeLink) {
		l, err := format.DecodeLink(format.NewReader(m.Type, m.Addr, m.Body, c.s.Sizes()))
		if err != nil {
			return nil, err
		}
		links = append(links, l)
	}
	return links, nil
}

func (c *compact) Lookup(name string) (*format.Link, bool, error) {
	links, err := c.links()
	for _, l := range links {
		if l.Name == name {
			return l, true, nil
		}
	}
	return nil, false, err
}

func (c *compact) All(by Order) iter.Seq2[*format.Link, error] {
	if by == ByCreation && !c.tracks {
		return failed(ErrNoOrder)
	}
	links, err := c.links()
	if err != nil {
		return failed(err)
	}
	return inOrder(links, by)
}

func (c *compact) Count() (uint64, error) {
	n := uint64(0)
	for range c.h.All(format.TypeLink) {
		n++
	}
	return n, nil
}

func (c *compact) TracksOrder() bool { return c.tracks }
