package hdf5_test

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

//go:embed testdata/virtual.py
var virtualScript string

// virtualState is what libhdf5 read of a virtual dataset.
type virtualState struct {
	Case, Dir, File, Name string
	First                 bool
	Gap                   uint64
	Prefix                string
	Dims                  []uint64
	Data                  []int64
}

// Virtual datasets that libhdf5 made have the extents and values that it reads
// itself, in every view: one subtest for each of its documented behaviours.
func TestVirtualAsLibhdf5(t *testing.T) {
	dir := t.TempDir()
	lines := bufio.NewScanner(strings.NewReader(hdf5test.RunPython(t, dir, virtualScript)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var want virtualState
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		t.Run(want.Case, func(t *testing.T) { want.check(t, filepath.Join(dir, want.Dir)) })
	}
}

func (want virtualState) check(t *testing.T, dir string) {
	t.Helper()
	t.Chdir(dir)
	f, err := hdf5.Open(context.Background(), want.File, hdf5.ReadOnly, &hdf5.FileAccess{Missing: vds.MissingFill})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset(want.Name, &hdf5.DatasetAccess{FirstMissing: want.First, PrintfGap: want.Gap, VirtualPrefix: want.Prefix})
	if err != nil {
		t.Fatal(err)
	}
	dims := d.Space().Dims
	if !slices.Equal(dims, want.Dims) {
		t.Fatalf("first %t gap %d: extent %d, want %d", want.First, want.Gap, dims, want.Dims)
	}
	if got := readInts(t, d, dims); !slices.Equal(got, want.Data) {
		t.Errorf("first %t gap %d prefix %q, extent %d:\ngot  %d\nwant %d", want.First, want.Gap, want.Prefix, dims, got, want.Data)
	}
}

// readInts reads a whole dataset of integers.
func readInts(t testing.TB, d *hdf5.Dataset, dims []uint64) []int64 {
	t.Helper()
	n := dataspace.Space{Class: dataspace.Simple, Dims: dims}.NumElements()
	buf := make([]byte, 8*n)
	mem := hdf5.Memory{Type: datatype.NewInt(8, true, datatype.LittleEndian), Dims: dims, Bytes: buf}
	if err := d.Read(context.Background(), dataspace.All(), mem); err != nil {
		t.Fatal(err)
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(binary.LittleEndian.Uint64(buf[8*i:]))
	}
	return out
}

// The virtual datasets that HDF5's own tools are tested with have the extents
// and sums that libhdf5 reads.
func TestVirtualGoldens(t *testing.T) {
	dir := filepath.Join(hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's sources"), "tools", "testfiles", "vds")
	for _, c := range []struct {
		test, file, dataset string
		access              hdf5.DatasetAccess
		dims                []uint64
		sum                 int64
	}{
		{"golden_1_vds", "1_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{5, 18, 8}, 27840},
		{"golden_2_vds", "2_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{6, 8, 14}, 23100},
		{"golden_3_1_vds", "3_1_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{5, 25, 8}, 25320},
		{"golden_3_2_vds", "3_2_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{6, 13, 19}, 15810},
		{"golden_4_vds", "4_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{9, 4, 4}, 3024},
		{"golden_5_vds", "5_vds.h5", "vds_dset", hdf5.DatasetAccess{}, []uint64{9, 4, 4}, 3024},
		{"golden_eiger_gap0", "vds-eiger.h5", "VDS-Eiger", hdf5.DatasetAccess{}, []uint64{5, 10, 10}, 0},
		{"golden_eiger_gap1", "vds-eiger.h5", "VDS-Eiger", hdf5.DatasetAccess{PrintfGap: 1}, []uint64{5, 10, 10}, 0},
		{"golden_eiger_gap2", "vds-eiger.h5", "VDS-Eiger", hdf5.DatasetAccess{PrintfGap: 2}, []uint64{20, 10, 10}, 1500},
		{"golden_percival_maxmin", "vds-percival-unlim-maxmin.h5", "VDS-Percival-unlim-maxmin", hdf5.DatasetAccess{}, []uint64{32, 10, 10}, 34000},
		{"golden_percival_first_missing", "vds-percival-unlim-maxmin.h5", "VDS-Percival-unlim-maxmin", hdf5.DatasetAccess{FirstMissing: true}, []uint64{20, 10, 10}, 14000},
	} {
		t.Run(c.test, func(t *testing.T) {
			f, err := hdf5.Open(context.Background(), filepath.Join(dir, c.file), hdf5.ReadOnly, &hdf5.FileAccess{Missing: vds.MissingFill})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			d, err := f.Root().OpenDataset(c.dataset, &c.access)
			if err != nil {
				t.Fatal(err)
			}
			dims := d.Space().Dims
			if !slices.Equal(dims, c.dims) {
				t.Fatalf("extent %d, want %d", dims, c.dims)
			}
			sum := int64(0)
			for _, v := range readInts(t, d, dims) {
				sum += v
			}
			if sum != c.sum {
				t.Errorf("sum %d, want %d", sum, c.sum)
			}
		})
	}
}
