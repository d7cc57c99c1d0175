package dataspace_test

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

func TestText(t *testing.T) {
	for _, tt := range []struct {
		dims []uint64
		want string
	}{
		{nil, "()"},
		{[]uint64{3}, "(3,)"},
		{[]uint64{4, dataspace.Unlimited}, "(4, unlimited)"},
	} {
		if got := dataspace.Text(tt.dims); got != tt.want {
			t.Errorf("Text(%v) = %q, want %q", tt.dims, got, tt.want)
		}
	}
}
