package objheader

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// FuzzHeader reads an object header and decodes its messages.
func FuzzHeader(f *testing.F) {
	for i, o := range []Options{
		{Version: 1}, {Version: 2},
		{Version: 2, Room: 40, Times: true, Now: 7, TrackAttrOrder: true, IndexAttrOrder: true, MaxCompactAttrs: 3, MinDenseAttrs: 1},
	} {
		s := codectest.New()
		e := Create(s, o)
		addr, err := e.Commit()
		if err != nil {
			f.Fatal(err)
		}
		for n := range 4 { // in blocks of their own
			if e, err = Edit(s, addr); err != nil {
				f.Fatal(err)
			}
			if err := e.Add(comment(strings.Repeat(fmt.Sprint(i), 20*n)), 0); err != nil {
				f.Fatal(err)
			}
			if _, err := e.Commit(); err != nil {
				f.Fatal(err)
			}
		}
		f.Add(s.Bytes, uint16(addr))
	}
	f.Fuzz(func(t *testing.T, b []byte, addr uint16) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			h, err := Read(s, codec.Address(addr))
			if err != nil {
				return err
			}
			for _, m := range h.Messages {
				_, e := Resolver{Space: s}.Decode(m)
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}
