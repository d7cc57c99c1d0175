package h5dump_test

import (
	"bytes"
	"encoding/binary"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// observer notes which structures a file has, from its bytes alone: those with
// a signature where it stands, messages in what reads as an object header.
type observer struct {
	*codectest.Space
	note func(format string, args ...any)
}

// observe calls note for each structure of a file, which may be none.
func observe(file []byte, note func(format string, args ...any)) {
	at := 0
	for !bytes.HasPrefix(file[at:], []byte(format.Signature)) {
		if at = max(2*at, 512); at >= len(file) {
			return
		}
	}
	super, err := format.DecodeSuperblock(codec.NewReader("superblock", 0, file[at:], codec.Sizes{}))
	if err != nil {
		return
	}
	note("superblock %d", super.Version)
	note("sizes %d", super.Sizes.Offsets)
	if at > 0 {
		note("user block")
	}
	if super.Version >= 2 && super.Extension.Defined() {
		note("extension")
	}
	if super.DriverInfo.Defined() {
		note("driver information")
	}
	if super.Status != 0 {
		note("consistency flags")
	}
	o := observer{&codectest.Space{Bytes: file[at:], Width: super.Sizes}, note}
	o.signatures()
	o.headers()
}

// signatures looks for all structures that have one.
func (o observer) signatures() {
	for _, s := range []struct {
		text string
		at   func(addr codec.Address)
	}{
		{"OCHK", func(codec.Address) { o.note("continuation 2") }},
		{"HEAP", func(codec.Address) { o.note("local heap") }},
		{"GCOL", o.collection},
		{"FRHP", o.fractal},
		{"FHDB", func(codec.Address) { o.note("fractal direct") }},
		{"FHIB", func(codec.Address) { o.note("fractal indirect") }},
		{"TREE", func(a codec.Address) { o.note("tree 1 type %d", o.byteAt(a+4)) }},
		{"BTHD", o.tree},
		{"SMTB", func(codec.Address) { o.note("shared message table") }},
		{"SMLI", func(codec.Address) { o.note("shared message list") }},
		{"MDCI", func(codec.Address) { o.note("cache image block") }},
	} {
		for at := 0; ; at += len(s.text) {
			i := bytes.Index(o.Bytes[at:], []byte(s.text))
			if i < 0 {
				break
			}
			at += i
			s.at(codec.Address(at))
		}
	}
}

func (o observer) byteAt(a codec.Address) byte {
	if a >= o.End() {
		return 0xff
	}
	return o.Bytes[a]
}

// tree notes version 2 B-trees that hold something.
func (o observer) tree(addr codec.Address) {
	if t, err := btree.OpenV2(o, addr); err == nil && t.Len() > 0 {
		o.note("tree 2 type %d", t.RecordType())
	}
}

// fractal notes which kinds of object a heap says that it has.
func (o observer) fractal(addr codec.Address) {
	if _, err := heap.OpenFractal(o, addr); err != nil {
		return
	}
	r := codec.NewReader("heap", addr, o.Bytes[addr:], o.Sizes())
	r.Skip("", 7)
	if r.U16("filters") > 0 {
		o.note("fractal filtered")
	}
	r.Skip("", 1+4+int(o.Width.Lengths)+int(o.Width.Offsets)+int(o.Width.Lengths)+int(o.Width.Offsets)+5*int(o.Width.Lengths))
	if r.Length("huge objects") > 0 {
		o.note("fractal huge")
	}
	r.Length("size of tiny objects")
	if r.Length("tiny objects") > 0 {
		o.note("fractal tiny")
	}
}

// collection notes the selections that objects of the global heap hold:
// regions, and the first ones of lists of mappings.
func (o observer) collection(addr codec.Address) {
	o.note("global heap")
	for i := range uint32(100) {
		b, err := heap.ReadGlobal(o, heap.GlobalID{Collection: addr, Index: i + 1})
		if err != nil {
			continue
		}
		r := codec.NewReader("region", codec.Undefined, b, o.Sizes())
		if _, err := format.DecodeRegion(r); err == nil && r.Len() < 8 {
			o.selection(b[o.Width.Offsets:])
		}
		list, err := format.OpenVirtualBlock(b, o.Sizes())
		if err != nil || list.Len() == 0 || b[0] != 0 {
			continue
		}
		r = codec.NewReader("mappings", codec.Undefined, b, o.Sizes())
		r.Skip("version and count", 1+int(o.Width.Lengths))
		r.SkipCString("file")
		r.SkipCString("dataset")
		o.selection(b[r.Offset():])
		if sel, err := format.DecodeSelection(r); err == nil && sel.Kind() != dataspace.KindNone {
			o.selection(b[r.Offset():])
		}
	}
}

func (o observer) selection(b []byte) {
	if len(b) >= 8 {
		o.note("selection %d version %d", binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]))
	}
}

// headers decodes what stands where an object header begins: a signature, or
// version 1 and a count of links.
func (o observer) headers() {
	for addr := codec.Address(0); addr+12 < o.End(); addr++ {
		head := o.Bytes[addr : addr+12]
		first := head[0] == 1 && head[1] == 0 && head[4] != 0 && head[5] == 0 && head[6] == 0 && head[7] == 0
		if !first && !bytes.HasPrefix(head, []byte("OHDR")) {
			continue
		}
		h, err := objheader.Read(o, addr)
		if err != nil || len(h.Messages) == 0 {
			continue
		}
		o.note("header %d", h.Version)
		if first {
			o.padding(addr)
		}
		for _, m := range h.Messages {
			o.message(m)
		}
	}
}

// padding looks for messages of a version 1 header that are not kept.
func (o observer) padding(addr codec.Address) {
	r := codec.NewReader("header", addr, o.Bytes[addr:], o.Sizes())
	r.Skip("", 8)
	r = r.Sub("messages", int(r.U32("size"))+4)
	r.Skip("", 4)
	for r.Len() >= 8 {
		switch t, n := r.U16("type"), int(r.U16("size")); format.MessageType(t) {
		case format.TypeNil:
			o.note("message NIL")
			fallthrough
		default:
			if format.MessageType(t) == format.TypeContinuation {
				o.note("continuation 1")
			}
			r.Skip("", 4+n)
		}
	}
}

func (o observer) message(m objheader.Message) {
	o.note("message %s", m.Type)
	if m.Type >= 0x19 || m.Type == format.TypeBogus {
		o.note("unknown message")
	}
	rs := objheader.Resolver{Space: o}
	if m.Flags&format.FlagShared != 0 {
		p, err := format.DecodeShared(format.NewReader(m.Type, m.Addr, m.Body, o.Sizes()))
		if err == nil {
			o.note("shared kind %d", p.Kind)
		}
		return
	}
	d, err := rs.Decode(m)
	if err != nil || len(m.Body) == 0 {
		return
	}
	o.note("%s version %d", m.Type, m.Body[0])
	switch d := d.(type) {
	case *format.Link:
		o.note("link %d", d.Kind)
	case *format.Datatype:
		o.types(d.Datatype)
		o.note("datatype version %d", d.Version)
	case *format.Attribute:
		o.note("attribute version %d", m.Body[0])
	case *format.Layout:
		o.layout(d)
	case *format.Pipeline:
		o.note("pipeline")
	}
}

func (o observer) layout(d *format.Layout) {
	o.note("layout %d version %d", d.Class, d.Version)
	if c := d.Chunked; c != nil {
		o.note("index %d", c.Index)
		if c.Index == format.IndexSingle && c.Flags != 0 {
			o.note("index 1 filtered")
		}
	}
}

func (o observer) types(t *datatype.Type) {
	o.note("class %d", t.Class)
	switch t.Class {
	case datatype.String:
		o.note("string variable %v", t.Variable)
	case datatype.Reference:
		o.note("reference %d", t.Ref)
	case datatype.Integer:
		if t.Precision != 8*t.Size {
			o.note("partial integer")
		}
		o.note("integer of %d", t.Size)
	case datatype.Float:
		o.note("float of %d", t.Size)
	case datatype.Compound:
		for _, m := range t.Members {
			o.types(m.Type)
		}
	}
	if t.Base != nil {
		o.types(t.Base)
	}
}
