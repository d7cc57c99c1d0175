package layout

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// frames makes counts as a detector records them, in several layouts.
const frames = `
a = rng.poisson(3, (32, 1024, 1024)).astype("u2")
f = h5py.File("frames.h5", "w")
put(f, "contiguous", a)
put(f, "chunked", a, chunks=(16, 128, 128))
put(f, "gzip", a, chunks=(1, 512, 512), compression="gzip", shuffle=True)
put(f, "lzf", a, chunks=(1, 512, 512), compression="lzf", shuffle=True)
put(f, "bitshuffle", a, chunks=(1, 512, 512), compression=hdf5plugin.Bitshuffle(cname="lz4"))
`

func BenchmarkRead(b *testing.B) {
	all, dir := openListed(b, frames)
	ctx := context.Background()
	for _, x := range all {
		space, sb := openSpace(b, filepath.Join(dir, x.File))
		d := openDataset(b, space, sb, x.Addr)
		s, err := Open(d)
		if err != nil {
			b.Fatal(err)
		}
		dims := d.Extent.Dims
		b.Run(x.Name+"/whole", func(b *testing.B) {
			buf := make([]byte, int(product(dims))*d.Type.Size)
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				if err := s.Read(ctx, dataspace.All(), dims, dataspace.All(), d.Type, buf, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(x.Name+"/windows", func(b *testing.B) {
			buf := make([]byte, 64*64*d.Type.Size)
			i := uint64(0)
			for b.Loop() {
				sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{i * 13 % 32, i * 37 % 900, i * 91 % 900}, Count: []uint64{1, 64, 64}})
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Read(ctx, sel, []uint64{64, 64}, dataspace.All(), d.Type, buf, nil); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}
