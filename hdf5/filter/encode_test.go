package filter

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// encodedChunk is a chunk that we encoded, for libhdf5 to read.
type encodedChunk struct {
	Name, DType  string
	Given        []Info // with the user's parameters
	Infos        []Info // with those of the dataset
	Mask         uint32
	Stored, Want []byte
}

// libhdf5 makes each dataset with the same user's parameters, so that its own
// set_local gives the stored ones, takes our bytes as the chunk, and reads it.
const readEncoded = `
import base64, h5py, hdf5plugin, json, numpy as np
chunks = json.load(open("chunks.json"))
f = h5py.File("x.h5", "w")
for i, c in enumerate(chunks):
    want = np.frombuffer(base64.b64decode(c["Want"]), c["DType"])
    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    p.set_chunk(want.shape)
    for x in c["Given"]:
        if x["ID"] == 1: p.set_deflate(x["Params"][0])
        elif x["ID"] == 2: p.set_shuffle()
        elif x["ID"] == 3: p.set_fletcher32()
        elif x["ID"] == 4: p.set_szip(*x["Params"])
        else: p.set_filter(x["ID"], x["Flags"], tuple(x["Params"] or ()))
    d = h5py.Dataset(h5py.h5d.create(f.id, b"%d" % i, h5py.h5t.py_create(want.dtype), h5py.h5s.create_simple(want.shape), p))
    q = d.id.get_create_plist()
    for k, x in enumerate(c["Infos"]):
        code, flags, values, name = q.get_filter(k)
        if list(values) != list(x["Params"] or ()) or name.decode() != x["Name"]:
            print(c["Name"], "libhdf5 has", list(values), name, "we have", x["Params"], x["Name"])
    d.id.write_direct_chunk((0,), base64.b64decode(c["Stored"]), c["Mask"])
f.close()
f = h5py.File("x.h5")
for i, c in enumerate(chunks):
    want = np.frombuffer(base64.b64decode(c["Want"]), c["DType"])
    try:
        got = f[str(i)][...]
        same = np.allclose(got, want, rtol=0, atol=0.0006) if want.dtype.kind == "f" and c["Name"].startswith("scale") else got.tobytes() == want.tobytes()
        if not same: print(c["Name"], "differs:", got[:8], want[:8])
    except Exception as e:
        print(c["Name"], e)
`

// elementTypes are the types that encoders are tried with.
var elementTypes = map[string]*datatype.Type{
	"u1":  datatype.NewInt(1, false, datatype.LittleEndian),
	"<i2": datatype.NewInt(2, true, datatype.LittleEndian),
	">u2": datatype.NewInt(2, false, datatype.BigEndian),
	"<i4": datatype.NewInt(4, true, datatype.LittleEndian),
	"<u8": datatype.NewInt(8, false, datatype.LittleEndian),
	">i8": datatype.NewInt(8, true, datatype.BigEndian),
	"<f4": datatype.NewFloat(4, datatype.LittleEndian),
	"<f8": datatype.NewFloat(8, datatype.LittleEndian),
}

// samples returns n elements of a kind of content.
func samples(dtype, content string, n int) []byte {
	t := elementTypes[dtype]
	rng := rand.New(rand.NewPCG(uint64(len(content)), uint64(n)))
	b := make([]byte, n*t.Size)
	x := int64(1000)
	for i := range n {
		e := b[i*t.Size : (i+1)*t.Size]
		switch content {
		case "noise":
			if t.Class == datatype.Float {
				x = rng.Int64N(100000)
			} else {
				x = int64(rng.Uint64())
			}
		case "smooth":
			x += rng.Int64N(7) - 3
		case "zeros":
			x = 0
		}
		v := uint64(x)
		if t.Class == datatype.Float && t.Size == 4 {
			v = uint64(math.Float32bits(float32(x) / 8))
		} else if t.Class == datatype.Float {
			v = math.Float64bits(float64(x) / 8)
		}
		for k := range e {
			if t.Order == datatype.BigEndian {
				e[t.Size-1-k] = byte(v >> (8 * k))
			} else {
				e[k] = byte(v >> (8 * k))
			}
		}
	}
	return b
}

// pipelines are what is encoded: all filters that have an encoder, with the
// user's parameters.
func pipelines(t *datatype.Type) map[string][]Info {
	all := map[string][]Info{
		"shuffle":         {{ID: Shuffle}},
		"fletcher32":      {{ID: Fletcher32}},
		"shuffle deflate": {{ID: Shuffle}, {ID: Deflate, Params: []uint32{4}}},
		"deflate 9":       {{ID: Deflate, Params: []uint32{9}}},
		"deflate 0":       {{ID: Deflate, Params: []uint32{0}}},
		"shuffle lzf sum": {{ID: Shuffle}, {ID: LZF, Flags: FlagOptional}, {ID: Fletcher32}},
		"lz4":             {{ID: LZ4}},
		"lz4 blocks":      {{ID: LZ4, Params: []uint32{1000}}},
		"zstd":            {{ID: Zstd, Params: []uint32{5}}},
		"bitshuffle":      {{ID: Bitshuffle}},
		"bitshuffle lz4":  {{ID: Bitshuffle, Params: []uint32{0, bitshuffleLZ4}}},
		"bitshuffle zstd": {{ID: Bitshuffle, Params: []uint32{64, bitshuffleZstd, 3}}},
		"nbit":            {{ID: NBit}},
		"szip nn":         {{ID: Szip, Flags: FlagOptional, Params: []uint32{szipNN, 8}}},
		"szip ec":         {{ID: Szip, Flags: FlagOptional, Params: []uint32{4, 32}}},
		"szip sum":        {{ID: Szip, Flags: FlagOptional, Params: []uint32{szipNN, 6}}, {ID: Fletcher32}},
	}
	if t.Class == datatype.Integer {
		all["scale"] = []Info{{ID: ScaleOffset, Params: []uint32{soInteger, 0}}}
	} else {
		all["scale"] = []Info{{ID: ScaleOffset, Params: []uint32{soFloatD, 3}}}
	}
	return all
}

func TestLibhdf5DecodesWhatWeEncode(t *testing.T) {
	var chunks []encodedChunk
	for dtype, typ := range elementTypes {
		for _, content := range []string{"smooth", "noise", "zeros"} {
			for _, n := range []int{1003, 17} {
				data := samples(dtype, content, n)
				c := Creation{Type: typ, Chunk: []uint64{uint64(n)}, Fill: make([]byte, typ.Size)}
				for name, given := range pipelines(typ) {
					infos, err := Standard().SetLocal(given, c)
					if wrong := new(ParameterError); errors.As(err, &wrong) && n == 17 {
						continue
					}
					if err != nil {
						t.Fatalf("%s %s: %v", name, dtype, err)
					}
					stored, mask, err := Standard().Pipeline(infos).Encode(nil, data)
					if err != nil {
						t.Fatalf("%s %s: %v", name, dtype, err)
					}
					chunks = append(chunks, encodedChunk{name + " " + dtype + " " + content, dtype, given, infos, mask, stored, data})
				}
			}
		}
	}
	b, err := json.Marshal(chunks)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chunks.json"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := hdf5test.RunPython(t, dir, readEncoded); out != "" {
		t.Fatal(out[:min(len(out), 3000)])
	}
}

func TestFiltersConform(t *testing.T) {
	for dtype, typ := range elementTypes {
		if typ.Class == datatype.Float {
			continue // scale-offset loses digits
		}
		for _, content := range []string{"smooth", "noise", "zeros"} {
			data := samples(dtype, content, 203)
			c := Creation{Type: typ, Chunk: []uint64{203}, Fill: make([]byte, typ.Size)}
			for _, infos := range pipelines(typ) {
				for _, info := range infos {
					conform(t, info, c, data)
				}
			}
		}
	}
}

func TestNBitKeepsTheValuesOfNarrowTypes(t *testing.T) {
	narrow := datatype.NewInt(4, true, datatype.LittleEndian)
	narrow.Precision, narrow.BitOffset = 11, 5
	data := make([]byte, 4*77)
	for i := range 77 {
		binary.LittleEndian.PutUint32(data[4*i:], uint32(i*23%2048)<<5)
	}
	conform(t, Info{ID: NBit}, Creation{Type: narrow, Chunk: []uint64{7, 11}}, data)
}
