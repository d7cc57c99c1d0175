package hdf5_test

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// The reference count of a committed datatype is that of its links, datasets
// and attributes, whatever becomes of them.
func TestCommittedTypesCountTheirUsers(t *testing.T) {
	f, err := hdf5.Create(ctx, "x.h5", hdf5.Exclusive, nil, &hdf5.FileAccess{FS: &driver.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	typ := datatype.NewInt(4, true, datatype.LittleEndian)
	named, err := f.Root().CreateNamedType("t", typ, nil)
	if err != nil {
		t.Fatal(err)
	}
	other, err := f.Root().CreateNamedType("other", typ, nil)
	if err != nil {
		t.Fatal(err)
	}
	attrs, mem := f.Root().Attributes(), hdf5.Memory{Type: typ, Bytes: make([]byte, 4)}
	scalar := dataspace.NewScalar()
	for i, step := range []struct {
		do   func() error
		want [2]int // links and users of t and of other
	}{
		{func() error { return attrs.PutNamed("a", named, scalar, mem) }, [2]int{2, 1}},
		{func() error { return attrs.PutNamed("a", named, scalar, mem) }, [2]int{2, 1}},
		{func() error { return attrs.PutNamed("a", other, scalar, mem) }, [2]int{1, 2}},
		{func() error { return attrs.PutNamed("b", named, scalar, mem) }, [2]int{2, 2}},
		{func() error { return attrs.Put("a", typ, scalar, mem) }, [2]int{2, 1}},
		{func() error { return attrs.Rename("b", "c") }, [2]int{2, 1}},
		{func() error { return attrs.Delete("c") }, [2]int{1, 1}},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		for k, n := range []*hdf5.NamedType{named, other} {
			info, err := n.Info()
			if err != nil || int(info.References) != step.want[k] {
				t.Errorf("step %d: datatype %q has count %d, want %d: %v", i, n.Name(), info.References, step.want[k], err)
			}
		}
	}
}
