package codec

import (
	"bytes"
	"errors"
	"math"
	"testing"
)

// TestMirror writes every kind of field in several widths and reads it back.
func TestMirror(t *testing.T) {
	for _, s := range []Sizes{{2, 2}, {4, 8}, {8, 4}, {8, 8}, {16, 32}} {
		w := NewWriter("thing", s)
		w.String("SIGN")
		w.U8(3)
		w.U16(0x1234)
		w.U32(0x12345678)
		w.U64(math.MaxUint64 - 1)
		at := w.Reserve(3)
		w.Address("a", 0x1234)
		w.Address("a", Undefined)
		w.Length("l", 77)
		w.Length("l", math.MaxUint64)
		w.CString("name")
		w.Align(8)
		w.Patch("patched", at, 0xabcdef, 3)
		w.Checksum()
		b, err := w.Block()
		if err != nil {
			t.Fatal(err)
		}
		r := NewReader("thing", 0x100, b, s)
		r.Sealed(len(b))
		r.Signature("SIGN")
		check := func(what string, ok bool) {
			t.Helper()
			if !ok {
				t.Errorf("%v: %s", s, what)
			}
		}
		check("version", r.Version("version", 1, 3) == 3)
		check("u16", r.U16("") == 0x1234)
		check("u32", r.U32("") == 0x12345678)
		check("u64", r.U64("") == math.MaxUint64-1)
		check("uint", r.Uint("", 3) == 0xabcdef)
		check("address", r.Address("") == 0x1234)
		check("undefined", !r.Address("").Defined())
		check("length", r.Length("") == 77)
		check("undefined length", r.Length("") == math.MaxUint64)
		check("string", r.CString("") == "name")
		r.Align(8)
		r.End()
		if r.Err() != nil || r.Len() != 0 {
			t.Errorf("%v: %v, %d left", s, r.Err(), r.Len())
		}
		for i := range b {
			b[i] ^= 1
			r = NewReader("thing", 0x100, b, s)
			r.Sealed(len(b))
			r.Signature("SIGN")
			if !errors.Is(r.Err(), ErrChecksum) {
				t.Errorf("changed byte %d: %v", i, r.Err())
			}
			b[i] ^= 1
		}
	}
}

// TestFailures reads what is not there: the first failure stays, and says
// where it is.
func TestFailures(t *testing.T) {
	for _, c := range []struct {
		read  func(*Reader)
		class error
		text  string
	}{
		{func(r *Reader) { r.U32("x"); r.U8("y"); r.U64("z") }, ErrFormat, "thing at 0x100+4: y: needs 1 bytes, 0 remain"},
		{func(r *Reader) { r.Version("version", 0, 2) }, ErrUnsupported, "thing at 0x100: version: got 1, want one of [0 2]"},
		{func(r *Reader) { r.Flags("flags", 2) }, ErrFormat, "thing at 0x100: flags: unknown bits 0x01"},
		{func(r *Reader) { r.Signature("ABCD") }, ErrFormat, `thing at 0x100: signature: got "\x01\x02\x03\x04", want "ABCD"`},
		{func(r *Reader) { r.Count("n", 1<<40, 8) }, ErrFormat, "thing at 0x100: n: 1099511627776 elements of at least 8 bytes do not fit in the 4 bytes that remain"},
		{func(r *Reader) { r.CString("name") }, ErrFormat, "thing at 0x100: name: string has no terminating NUL"},
		{func(r *Reader) { r.SkipCString("name") }, ErrFormat, "thing at 0x100: name: string has no terminating NUL"},
		{func(r *Reader) { r.U8("x"); r.End() }, ErrFormat, "thing at 0x100+1: 3 bytes are left over"},
		{func(r *Reader) { r.Skip("", 2); s := r.Sub("part", 2); s.U8("a"); s.U16("b"); r.Merge(s) }, ErrFormat, "part at 0x100+3: b: needs 2 bytes, 1 remain"},
	} {
		r := NewReader("thing", 0x100, []byte{1, 2, 3, 4}, DefaultSizes())
		c.read(r)
		if err := r.Err(); !errors.Is(err, c.class) || err.Error() != c.text {
			t.Errorf("got %v, want %s", err, c.text)
		}
		if r.Len() != 0 || r.U64("") != 0 || r.CString("") != "" || r.Bytes("", 1) != nil {
			t.Error("reads after a failure give something")
		}
	}
}

// TestWide reads numbers of more than 64 bits.
func TestWide(t *testing.T) {
	b := append(bytes.Repeat([]byte{7}, 8), 0, 0, 0, 0, 0, 0, 0, 1)
	r := NewReader("thing", Undefined, b, Sizes{16, 16})
	if r.Length("l"); !errors.Is(r.Err(), ErrUnsupported) {
		t.Errorf("got %v", r.Err())
	}
	if got, want := r.Err().Error(), "thing: l: number exceeds 64 bits"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTooLarge(t *testing.T) {
	for _, write := range []func(*Writer){
		func(w *Writer) { w.Uint("x", 256, 1) },
		func(w *Writer) { w.Address("x", 1<<32) },
		func(w *Writer) { w.Length("x", 1<<32) },
		func(w *Writer) { w.CString("a\x00b") },
	} {
		w := NewWriter("thing", Sizes{4, 4})
		write(w)
		if _, err := w.Block(); !errors.Is(err, ErrFormat) {
			t.Errorf("got %v", err)
		}
	}
}

func TestLimitEncoded(t *testing.T) {
	for v, want := range map[uint64]int{0: 1, 255: 1, 256: 2, 65535: 2, 65536: 3, math.MaxUint64: 8} {
		if got := LimitEncoded(v); got != want {
			t.Errorf("LimitEncoded(%d) = %d, want %d", v, got, want)
		}
	}
}
