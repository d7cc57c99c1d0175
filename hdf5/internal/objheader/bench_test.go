package objheader

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// BenchmarkHeader makes, reads and edits a header of six messages.
func BenchmarkHeader(b *testing.B) {
	s := codectest.New()
	create := func() *Editor {
		e := Create(s, Options{Version: 2, Room: 256})
		for range 6 {
			if err := e.Add(comment("as long as a message of this kind is"), 0); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := e.Commit(); err != nil {
			b.Fatal(err)
		}
		return e
	}
	addr := create().Addr
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Read(s, addr); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("edit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			e, err := Edit(s, addr)
			if err == nil {
				err = e.Replace(e.Index(format.TypeComment), comment("as short as a message of this kind is"))
			}
			if err == nil {
				_, err = e.Commit()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
