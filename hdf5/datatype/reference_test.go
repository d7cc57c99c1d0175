package datatype

import (
	"bytes"
	"errors"
	"testing"
)

// References change the width of their address between files, and the index of
// a region stays behind it.
func TestReferencesOfOtherAddresses(t *testing.T) {
	for _, c := range []struct {
		kind     RefKind
		src, dst []byte // of two elements
	}{
		{RefObject, []byte{1, 2, 3, 4, 0xff, 0, 0, 0}, []byte{1, 2, 3, 4, 0, 0, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0}},
		{RefRegion, []byte{1, 2, 7, 0, 0, 0, 3, 4, 8, 0, 0, 0}, []byte{1, 2, 0, 0, 7, 0, 0, 0, 3, 4, 0, 0, 8, 0, 0, 0}},
	} {
		narrow, wide := NewReference(c.kind, len(c.src)/2), NewReference(c.kind, len(c.dst)/2)
		for _, way := range []struct {
			from, to  *Type
			src, want []byte
		}{{narrow, wide, c.src, c.dst}, {wide, narrow, c.dst, c.src}, {wide, wide, c.dst, c.dst}} {
			p, err := NewPath(way.from, way.to, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := bytes.Repeat([]byte{0xaa}, len(way.want))
			if err := p.Convert(got, way.src, 2); err != nil || !bytes.Equal(got, way.want) {
				t.Errorf("%d bytes to %d: got %x, want %x: %v", way.from.Size, way.to.Size, got, way.want, err)
			}
		}
		large := bytes.Clone(c.dst)
		large[len(large)/2-1-4*int(c.kind-RefObject)] = 1 // the highest byte of the first address
		p, err := NewPath(wide, narrow, nil, nil)
		if err == nil {
			err = p.Convert(make([]byte, len(c.src)), large, 2)
		}
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("an address of too many bytes: got %v", err)
		}
	}
	if _, err := NewPath(NewReference(RefObject, 8), NewReference(RefRegion, 12), nil, nil); !errors.Is(err, ErrNoPath) {
		t.Errorf("object to region: got %v", err)
	}
	if _, err := NewPath(NewReference(RefStdObject, 18), NewReference(RefStdObject, 14), nil, nil); !errors.Is(err, ErrNoPath) {
		t.Errorf("references of 1.12: got %v", err)
	}
}
