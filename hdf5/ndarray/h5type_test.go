package ndarray

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// h5Text writes a type as testdata/h5types.py does.
func h5Text(t *datatype.Type) string {
	switch t.Class {
	case datatype.Integer, datatype.Float:
		k := "f"
		if t.Class == datatype.Integer {
			k = map[bool]string{true: "i", false: "u"}[t.Signed]
		}
		return fmt.Sprintf("%s%d%c", k, t.Size, "<>"[t.Order])
	case datatype.String:
		if t.Variable {
			return fmt.Sprintf("str(var,%d,0)", t.CharSet)
		}
		return fmt.Sprintf("str(%d,%d,%d)", t.Size, t.CharSet, t.StrPad)
	case datatype.Opaque:
		return fmt.Sprintf("opaque(%d,%s)", t.Size, t.Tag)
	case datatype.Compound:
		var m []string
		for _, x := range t.Members {
			m = append(m, x.Name+":"+h5Text(x.Type))
		}
		return "{" + strings.Join(m, ",") + "}"
	case datatype.Reference:
		return map[datatype.RefKind]string{datatype.RefObject: "objref", datatype.RefRegion: "regref"}[t.Ref]
	case datatype.Enum:
		s := "enum(" + h5Text(t.Base)
		for i, n := range t.Names {
			b := t.Values[i*t.Base.Size : (i+1)*t.Base.Size]
			v := loadInt(b, map[datatype.Order]Order{datatype.LittleEndian: Little, datatype.BigEndian: Big}[t.Base.Order])
			s += fmt.Sprintf(",%s=%d", n, v)
		}
		return s + ")"
	case datatype.Vlen:
		return "vlen(" + h5Text(t.Base) + ")"
	case datatype.Array:
		return "array(" + h5Text(t.Base) + "," + strings.ReplaceAll(fmt.Sprint(t.Dims), " ", ", ") + ")"
	}
	return "?"
}

func h5DTypes(t *testing.T) map[string]*DType {
	t.Helper()
	m := map[string]*DType{}
	for _, s := range strings.Fields("? i1 >i4 u8 f2 >f4 f8 c8 >c16 S5 S U5 V3 O M8[s] m8[ns] i4,f8 (2,3)f4 2S3,>c8") {
		m[s] = mustType(t, s)
	}
	vlen := func(d *DType) *DType { return ObjectType().WithMeta(&Meta{Vlen: d}) }
	str := ObjectType().WithMeta(&Meta{VlenString: true, UTF8: true})
	m["vstr"], m["vascii"] = str, ObjectType().WithMeta(&Meta{VlenString: true})
	m["utf8"] = BytesType(7).WithMeta(&Meta{UTF8: true})
	m["vlen"], m["vvlen"], m["vvstr"] = vlen(Int32()), vlen(vlen(mustType(t, ">f8"))), vlen(str)
	m["enum"] = Uint8().WithMeta(&Meta{EnumNames: []string{"B", "A"}, EnumValues: []int64{2, 1}})
	m["enumbe"] = mustType(t, ">i4").WithMeta(&Meta{EnumNames: []string{"Z", "A"}, EnumValues: []int64{-1, 300}})
	m["ref"], m["regref"] = ObjectType().WithMeta(&Meta{Ref: ObjectRef}), ObjectType().WithMeta(&Meta{Ref: RegionRef})
	m["opaque"] = mustType(t, "M8[us]").WithMeta(&Meta{Opaque: true})
	sub, err := SubArray(BytesType(3), []int{2})
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func() (*DType, error){
		"mixed": func() (*DType, error) {
			return PackedStruct([]Field{{"a", BoolType(), 0}, {"b", sub, 0}, {"c", str, 0}, {"d", vlen(Uint16()), 0}, {"e", Int8(), 0}}, false)
		},
		"gaps":    func() (*DType, error) { return Struct([]Field{{"a", Int32(), 4}, {"b", Int16(), 0}}, 16) },
		"aligned": func() (*DType, error) { return PackedStruct([]Field{{"a", Int8(), 0}, {"b", Float64(), 0}}, true) },
	} {
		if m[name], err = make(); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func TestHDF5TypesAsH5py(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("testdata", "h5types.py"))
	if err != nil {
		t.Fatal(err)
	}
	dtypes := h5DTypes(t)
	lines := strings.Split(strings.TrimSpace(hdf5test.RunPython(t, t.TempDir(), string(script))), "\n")
	for _, line := range lines {
		f := strings.Split(line, "\t")
		d := dtypes[f[0]]
		if d == nil {
			t.Errorf("no dtype %s", f[0])
			continue
		}
		typ, err := d.HDF5()
		if err != nil {
			e := err.(*Error)
			if e.Kind != f[1] || e.Msg != f[2] {
				t.Errorf("%s: got %s: %s, want %s: %s", f[0], e.Kind, e.Msg, f[1], f[2])
			}
			continue
		}
		if got := h5Text(typ); got != f[1] {
			t.Errorf("%s: got %s, want %s", f[0], got, f[1])
		}
		if err := typ.Validate(); err != nil {
			t.Errorf("%s: %v", f[0], err)
		}
		back, err := FromHDF5(typ)
		if err != nil {
			t.Errorf("%s: %v", f[0], err)
			continue
		}
		want := f[2]
		if back.Repr() != want {
			t.Errorf("%s: got %s, want %s", f[0], back.Repr(), f[2])
		}
	}
}

// Variable-length data goes from a file's heap into object elements and back.
func TestStageVariableLength(t *testing.T) {
	str := ObjectType().WithMeta(&Meta{VlenString: true, UTF8: true})
	seq := ObjectType().WithMeta(&Meta{Vlen: Int16()})
	ref := ObjectType().WithMeta(&Meta{Ref: RegionRef})
	for _, withRef := range []bool{false, true} {
		fields := []Field{{"n", Int32(), 0}, {"s", str, 0}, {"q", seq, 0}}
		if withRef {
			fields = append(fields, Field{"r", ref, 0})
		}
		dt, err := PackedStruct(fields, false)
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(nil, dt, []int{3})
		if err != nil {
			t.Fatal(err)
		}
		numbers, err := FromValues(nil, Int64(), []int{2}, []any{7, -8})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			v := Tuple{int64(i), strings.Repeat("é", i), numbers}
			if withRef {
				v = append(v, RegionReference{Heap: uint64(i), Index: 9})
			}
			if err := a.SetItem(i, v); err != nil {
				t.Fatal(err)
			}
		}
		checkRoundTrip(t, a, withRef)
	}
}

func checkRoundTrip(t *testing.T, a *Array, withRef bool) {
	t.Helper()
	out, err := a.Stage()
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Fill(); err != nil {
		t.Fatal(err)
	}
	file, err := a.dtype.HDF5()
	if err != nil {
		t.Fatal(err)
	}
	heap := datatype.NewHeap()
	file = file.WithRefSize(datatype.HandleSize)
	write, err := datatype.NewPath(out.Type, file, out.Objects, heap)
	if err != nil {
		t.Fatal(err)
	}
	disk := make([]byte, 3*file.Size)
	if err := write.Convert(disk, out.Bytes, 3); err != nil {
		t.Fatal(err)
	}
	b, err := New(nil, a.dtype, []int{3})
	if err != nil {
		t.Fatal(err)
	}
	in, err := b.Stage()
	if err != nil {
		t.Fatal(err)
	}
	read, err := datatype.NewPath(file, in.Type, heap, in.Objects)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Convert(in.Bytes, disk, 3); err != nil {
		t.Fatal(err)
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
	got := b.Flat(2).Item().(Tuple)
	want := "[2 [195 169 195 169] array([ 7, -8], dtype=int16)]"
	if withRef {
		want = "[2 [195 169 195 169] array([ 7, -8], dtype=int16) {2 9}]"
	}
	text := make([]any, len(got))
	for i, v := range got {
		if x, ok := v.(*Array); ok {
			v = x.Repr(nil)
		}
		text[i] = v
	}
	if fmt.Sprint(text) != want {
		t.Errorf("got %v, want %s", text, want)
	}
	if binary.NativeEndian.Uint32(b.Bytes()) != 0 {
		t.Error("the first element changed")
	}
}
