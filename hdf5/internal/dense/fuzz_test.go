package dense_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// FuzzLinks looks for one link and for all, by both indexes, in the dense
// storage of a group.
func FuzzLinks(f *testing.F) {
	s := codectest.New()
	e, err := dense.Create(s, dense.Links(), true)
	if err != nil {
		f.Fatal(err)
	}
	for i := range 9 {
		l := &format.Link{Name: fmt.Sprint("link", i), Header: codec.Address(i)}
		body, err := format.EncodeMessage(l, s.Sizes())
		if err != nil {
			f.Fatal(err)
		}
		if err := e.Insert(l.Name, dense.Object{Body: body, Order: int64(i)}); err != nil {
			f.Fatal(err)
		}
	}
	a := e.Addrs()
	f.Add(s.Bytes, uint16(a.Heap), uint16(a.NameIndex), uint16(a.OrderIndex), "link4")
	f.Fuzz(func(t *testing.T, b []byte, heap, names, orders uint16, name string) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			st, err := dense.Open(s, dense.Links(), dense.Addrs{
				Heap: codec.Address(heap), NameIndex: codec.Address(names), OrderIndex: codec.Address(orders),
			})
			if err != nil {
				return err
			}
			_, _, err = st.Lookup(name)
			for _, e := range st.All() {
				err = cmp.Or(err, e)
			}
			if _, e := dense.Edit(s, dense.Links(), st.Addrs()); e != nil {
				err = cmp.Or(err, e)
			}
			for _, e := range st.ByOrder(func(o dense.Object) (int64, error) { return o.Order, nil }) {
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}

// FuzzShared reads a message of the file's shared message heaps.
func FuzzShared(f *testing.F) {
	// Ids of the first objects of a heap whose blocks begin with 26 bytes.
	ids := [][]byte{{0, 26, 0, 0, 0, 28, 0}, {0, 54, 0, 0, 0, 20, 0}}
	for _, name := range []string{"list", "tree"} {
		b, err := os.ReadFile("../../../testdata/hdf5/h5py-3.16/rare-shared-" + name + ".h5")
		if err != nil {
			f.Fatal(err)
		}
		for _, id := range ids {
			f.Add(b, uint16(bytes.Index(b, []byte("SMTB"))), uint8(2), id)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, table uint16, indexes uint8, id []byte) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			sh, err := dense.OpenShared(s, &format.SharedTable{Addr: codec.Address(table), Indexes: indexes})
			if err != nil {
				return err
			}
			for _, m := range []format.MessageType{format.TypeDataspace, format.TypeDatatype, format.TypeAttribute} {
				_, e := sh.SharedMessage(m, id)
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}
