package journal

import (
	"bytes"
	"context"
	"encoding/binary"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// seal puts right the checksums and salts of a journal's header and records,
// as far as their lengths lead, so that damage gets behind them.
func seal(b []byte) {
	if len(b) < headerSize {
		return
	}
	copy(b, signature)
	binary.LittleEndian.PutUint32(b[60:], checksum(b[:60]))
	for rest := b[headerSize:]; len(rest) >= recordSize; {
		r := decodeRecord(rest)
		if r.len < 0 || r.len > int64(len(rest)-recordSize) {
			return
		}
		copy(rest[:8], b[8:16])
		n := recordSize + int(r.len)
		binary.LittleEndian.PutUint32(rest[36:], recordSum(rest[:n]))
		rest = rest[n:]
	}
}

// FuzzLog reads a file through a journal of arbitrary bytes and takes it back.
func FuzzLog(f *testing.F) {
	file := bytes.Repeat([]byte("contents of a file "), 20)
	h := header{salt: 7, size: 300, head: headSum(file[:headSize])}
	b := h.encode()
	for _, r := range []record{
		{salt: 7, off: 100, len: 30, kind: kindBytes}, {salt: 7, off: int64(h.head), kind: kindHead}, {salt: 7, off: 290, len: 10, kind: kindBytes},
	} {
		at := len(b)
		b = append(b, make([]byte, recordSize+r.len)...)
		r.seal(b[at:])
	}
	f.Add(file, b)
	ctx := context.Background()
	f.Fuzz(func(t *testing.T, file, log []byte) {
		log = bytes.Clone(log)
		seal(log)
		m := new(driver.Memory)
		m.WriteFile("f", file)
		m.WriteFile("f"+Suffix, log)
		readThrough(ctx, t, m)
		l, err := Open(ctx, m, "f", true)
		if err != nil || l == nil {
			return
		}
		out, err := m.Open(ctx, "f", driver.ReadWrite)
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		err = l.Rollback(ctx, out.(driver.Writable), func(context.Context, driver.Writable) error { return nil })
		if size, _ := out.Size(); err != nil && size < int64(len(file)) {
			t.Errorf("%v, but %d bytes became %d", err, len(file), size)
		}
	})
}

func readThrough(ctx context.Context, t *testing.T, m *driver.Memory) {
	in, err := m.Open(ctx, "f", driver.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	l, err := Open(ctx, m, "f", false)
	if err != nil || l == nil {
		return
	}
	view, err := l.View(ctx, in)
	if err != nil {
		return
	}
	size, err := view.Size()
	if err != nil {
		t.Fatal(err)
	}
	if err := view.ReadAt(ctx, make([]byte, size), 0); err != nil {
		t.Errorf("read of %d bytes: %v", size, err)
	}
}
