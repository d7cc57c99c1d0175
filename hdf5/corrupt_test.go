package hdf5_test

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// wrong are files of HDF5's own tests that are corrupt, strange or left open on
// purpose, with what its tests ask for: the error of opening, or what of them
// cannot be read. Everything else of them must be.
var wrong = []struct {
	file string
	open error
	bad  string // paths, separated by spaces
}{
	{"test/bad_compound.h5", nil, "/cmpnd /dataset /group"},
	{"test/bad_offset.h5", nil, "/"},
	{"test/corrupt_stab_msg.h5", nil, "/"},
	{"test/corrupted_name_len.h5", nil, "/image"},
	{"test/cve_2020_10810.h5", hdf5.ErrFormat, ""},
	{"test/tbad_msg_count.h5", nil, ""},
	{"test/tbogus.h5", nil, "/Dataset3 /group/Dataset3"},
	{"test/filter_error.h5", nil, "/dataset_with_filter"},
	{"tools/testfiles/filter_fail.h5", nil, "/dset_fail"},
	{"test/th5s.h5", nil, "/dset"},
	{"test/tsizeslheap.h5", nil, ""},
	{"test/mergemsg.h5", nil, ""},
	{"test/specmetaread.h5", nil, ""},
	{"test/be_data.h5", nil, ""},
	{"test/fill_old.h5", nil, ""},
	{"test/group_old.h5", nil, ""},
	{"tools/testfiles/tCVE_2018_11206_fill_new.h5", nil, "/dset1"},
	{"tools/testfiles/tCVE_2018_11206_fill_old.h5", nil, "/dset2"},
	{"tools/test/h5repack/testfiles/h5repack_CVE-2018-14460.h5", nil, "/dset1 /dset2"},
	{"tools/test/h5repack/testfiles/h5repack_CVE-2018-17432.h5", nil, "/dset1"},
	{"tools/test/h5stat/testfiles/h5stat_err_refcount.h5", nil, "/group"},
	{"tools/test/h5stat/testfiles/h5stat_err_old_layout.h5", nil, "/dset"},
	{"tools/test/h5stat/testfiles/h5stat_err_old_fill.h5", nil, "/dset"},
	{"tools/test/misc/testfiles/h5clear_status_noclose.h5", hdf5.ErrNotClosed, ""},
	{"tools/test/misc/testfiles/h5clear_sec2_v3.h5", hdf5.ErrNotClosed, ""},
	{"tools/test/misc/testfiles/h5clear_log_v3.h5", hdf5.ErrNotClosed, ""},
	{"tools/test/misc/testfiles/h5clear_fsm_persist_greater.h5", hdf5.ErrTruncated, ""},
	{"tools/test/misc/testfiles/h5clear_fsm_persist_user_greater.h5", hdf5.ErrTruncated, ""},
	{"tools/test/misc/testfiles/h5clear_fsm_persist_less.h5", nil, "/dset"},
	{"tools/test/misc/testfiles/h5clear_fsm_persist_user_less.h5", nil, ""},
	{"tools/test/misc/testfiles/h5clear_mdc_image.h5", nil, ""},
	{"tools/testfiles/tloop.h5", nil, ""},
	{"tools/testfiles/textlinkfar.h5", nil, ""},
	{"tools/testfiles/tbigdims.h5", nil, ""},
}

// TestFilesThatAreWrongOnPurpose reads all of each.
func TestFilesThatAreWrongOnPurpose(t *testing.T) {
	source := hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's source tree")
	for _, c := range wrong {
		f, err := hdf5.Open(ctx, filepath.Join(source, c.file), hdf5.ReadOnly, nil)
		if err != nil || c.open != nil {
			if !errors.Is(err, c.open) {
				t.Errorf("%s: opening: got %v, want %v", c.file, err, c.open)
			}
			if err == nil {
				f.Close()
			}
			continue
		}
		if got := strings.Join(unreadable(f), " "); got != c.bad {
			t.Errorf("%s: %q cannot be read, want %q", c.file, got, c.bad)
		}
		f.Close()
	}
}

// unreadable returns the paths of what cannot be read whole, sorted.
func unreadable(f *hdf5.File) []string {
	var bad []string
	for v := range f.Root().Walk(hdf5.ByName) {
		err := v.Err
		if v.Object != nil && !v.Again {
			for _, e := range v.Object.Attributes().All(hdf5.ByName) {
				err = cmp.Or(err, e)
			}
			if d, ok := v.Object.(*hdf5.Dataset); ok {
				err = cmp.Or(err, readDataset(d))
			}
		}
		if err != nil {
			bad = append(bad, "/"+strings.Trim(v.Path, "./"))
		}
	}
	slices.Sort(bad)
	return slices.Compact(bad)
}
