package pymod

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"hash/adler32"
	"hash/crc32"
	"io"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// zlibError is zlib.error.
var zlibError = pyrt.NewType(pyrt.TypeSpec{Name: "error", Module: "zlib", Bases: []*pyrt.Type{pyrt.Exception}})

// zlibModule is zlib. What it compresses other programs can read; the bytes
// need not be those that the C library would write.
func zlibModule(env *pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"compress": deflate, "decompress": decompress, "compressobj": newCompressor, "decompressobj": newDecompressor(env),
		"crc32":   checksum(0, func(sum uint32, b []byte) uint32 { return crc32.Update(sum, crc32.IEEETable, b) }),
		"adler32": checksum(1, updateAdler),
	})
	for name, n := range map[string]int{
		"DEFLATED": 8, "DEF_BUF_SIZE": 16384, "DEF_MEM_LEVEL": 8, "MAX_WBITS": maxWindow, "Z_BEST_COMPRESSION": 9, "Z_BEST_SPEED": 1,
		"Z_DEFAULT_COMPRESSION": -1, "Z_DEFAULT_STRATEGY": 0, "Z_FILTERED": 1, "Z_FINISH": 4, "Z_FIXED": 4, "Z_FULL_FLUSH": 3,
		"Z_HUFFMAN_ONLY": 2, "Z_NO_COMPRESSION": 0, "Z_NO_FLUSH": 0, "Z_PARTIAL_FLUSH": 1, "Z_RLE": 3, "Z_SYNC_FLUSH": 2,
	} {
		m[name] = starlark.MakeInt(n)
	}
	m["error"] = zlibError
	m["ZLIB_VERSION"], m["ZLIB_RUNTIME_VERSION"] = starlark.String("1.2.13"), starlark.String("1.2.13")
	return &pyrt.Module{Name: "zlib", Doc: "Deflate compression and checksums.", Members: m}
}

// maxWindow is zlib's MAX_WBITS: the zlib format; negative is raw deflate, 16
// more is gzip, 32 more is either.
const maxWindow = 15

// updateAdler continues an Adler-32 sum.
func updateAdler(sum uint32, b []byte) uint32 {
	const mod = 65521
	next := adler32.Checksum(b) // of b alone, beginning with 1
	n := uint32(len(b) % mod)
	a, rest := sum&0xffff, (sum>>16)%mod
	first := (a + next&0xffff + mod - 1) % mod
	second := (rest + next>>16 + n*((a+mod-1)%mod)) % mod
	return first | second<<16
}

// deflater is a writer that ends its stream on Close.
type deflater interface {
	io.WriteCloser
	Flush() error
}

// newDeflater returns a writer of a format; see maxWindow.
func newDeflater(w io.Writer, level, wbits int) (deflater, error) {
	if level < -1 || level > 9 {
		return nil, pyrt.Errorf(zlibError, "Bad compression level")
	}
	switch {
	case wbits < 0:
		return flate.NewWriter(w, level)
	case wbits > maxWindow:
		return gzip.NewWriterLevel(w, level)
	}
	return zlib.NewWriterLevel(w, level)
}

func deflate(c *pyrt.Call) (starlark.Value, error) {
	var data []byte
	level, wbits := -1, maxWindow
	if err := c.Unpack("data", &data, "/", "level?", &level, "wbits?", &wbits); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := newDeflater(&out, level, wbits)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return starlark.Bytes(out.String()), nil
}

// newInflater returns a reader of a format. The source must be an
// io.ByteReader, so that nothing behind the stream is taken.
func newInflater(r io.Reader, wbits int) (io.Reader, error) {
	if wbits > 32 { // either: a gzip stream begins with 0x1f
		b := make([]byte, 1)
		if _, err := io.ReadFull(r, b); err != nil {
			return nil, err
		}
		r = &pushedBack{b[0], true, r.(byteSource)}
		if b[0] != 0x1f {
			return zlib.NewReader(r)
		}
		wbits = 16 + maxWindow
	}
	switch {
	case wbits < 0:
		return flate.NewReader(r), nil
	case wbits > maxWindow:
		z, err := gzip.NewReader(r)
		if err == nil {
			z.Multistream(false)
		}
		return z, err
	}
	return zlib.NewReader(r)
}

// byteSource is what the inflaters read one byte at a time.
type byteSource interface {
	io.Reader
	io.ByteReader
}

// pushedBack gives one byte before the rest of a source.
type pushedBack struct {
	first  byte
	unread bool
	byteSource
}

func (p *pushedBack) ReadByte() (byte, error) {
	if p.unread {
		p.unread = false
		return p.first, nil
	}
	return p.byteSource.ReadByte()
}

func (p *pushedBack) Read(b []byte) (int, error) {
	if p.unread && len(b) > 0 {
		p.unread = false
		b[0] = p.first
		return 1, nil
	}
	return p.byteSource.Read(b)
}

func decompress(c *pyrt.Call) (starlark.Value, error) {
	var data []byte
	wbits, size := maxWindow, 0
	if err := c.Unpack("data", &data, "/", "wbits?", &wbits, "bufsize?", &size); err != nil {
		return nil, err
	}
	r, err := newInflater(bytes.NewReader(data), wbits)
	if err != nil {
		return nil, inflateError(err)
	}
	var out bytes.Buffer
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		out.Write(buf[:n])
		if err == io.EOF {
			return starlark.Bytes(out.String()), nil
		}
		if err != nil {
			return nil, inflateError(err)
		}
		if charge := c.Env().Charge; charge != nil {
			if err := charge(int64(n)); err != nil {
				return nil, err
			}
		}
	}
}

// inflateError is zlib.error with the C library's number for what is wrong.
func inflateError(err error) error {
	text := "Error -3 while decompressing data: invalid stored block lengths"
	switch err {
	case io.EOF, io.ErrUnexpectedEOF:
		text = "Error -5 while decompressing data: incomplete or truncated stream"
	case zlib.ErrHeader, gzip.ErrHeader:
		text = "Error -3 while decompressing data: incorrect header check"
	case zlib.ErrChecksum, gzip.ErrChecksum:
		text = "Error -3 while decompressing data: incorrect data check"
	case zlib.ErrDictionary:
		text = "Error 2 while decompressing data"
	}
	return pyrt.Wrap(zlibError, text, err)
}
