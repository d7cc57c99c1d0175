package pymod

import (
	"bytes"
	"io"
	"iter"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is zlib.compressobj and zlib.decompressobj.

// compressor collects what a deflater writes until it is asked for.
type compressor struct {
	record
	out bytes.Buffer
	w   deflater
}

func newCompressor(c *pyrt.Call) (starlark.Value, error) {
	level, method, wbits, memory, strategy := -1, 8, maxWindow, 8, 0
	var dict starlark.Value
	if err := c.Unpack("level?", &level, "method?", &method, "wbits?", &wbits, "memLevel?", &memory, "strategy?", &strategy, "zdict??", &dict); err != nil {
		return nil, err
	}
	if dict != nil {
		return nil, pyrt.Errorf(pyrt.NotImplementedError, "zlib.compressobj: zdict is not supported")
	}
	z := &compressor{record: record{typ: "Compress", repr: "<zlib.Compress object>"}}
	var err error
	if z.w, err = newDeflater(&z.out, level, wbits); err != nil {
		return nil, err
	}
	z.attrs = starlark.StringDict{
		"compress": pyrt.NewMethod("Compress.compress", z, func(c *pyrt.Call) (starlark.Value, error) {
			data, err := blockOf(c)
			if err != nil {
				return nil, err
			}
			if z.w == nil {
				return nil, pyrt.Errorf(zlibError, "Error -2 while compressing data: inconsistent stream state")
			}
			_, err = z.w.Write(data)
			return z.take(), err
		}),
		"flush": pyrt.NewMethod("Compress.flush", z, z.flush),
	}
	return z, nil
}

// take returns what is there.
func (z *compressor) take() starlark.Value {
	b := z.out.String()
	z.out.Reset()
	return starlark.Bytes(b)
}

// flush ends the stream, or with another mode only what was written so far.
func (z *compressor) flush(c *pyrt.Call) (starlark.Value, error) {
	const finish = 4
	mode := finish
	if err := c.Positional(0, &mode); err != nil {
		return nil, err
	}
	if z.w == nil {
		return nil, pyrt.Errorf(zlibError, "Error -2 while finishing compression: inconsistent stream state")
	}
	var err error
	if mode == finish {
		err = z.w.Close()
		z.w = nil
	} else if mode != 0 {
		err = z.w.Flush()
	}
	return z.take(), err
}

// decompressor runs an inflater as a coroutine: it gives a piece of output, or
// waits for input. What it has not read stays in input.
type decompressor struct {
	record
	input  []byte
	more   bool // input may follow
	output []byte
	eof    bool
	err    error
	next   func() ([]byte, bool)
}

func newDecompressor(env *pyrt.Env) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		wbits := maxWindow
		var dict starlark.Value
		if err := c.Unpack("wbits?", &wbits, "zdict?", &dict); err != nil {
			return nil, err
		}
		if dict != nil {
			return nil, pyrt.Errorf(pyrt.NotImplementedError, "zlib.decompressobj: zdict is not supported")
		}
		d := &decompressor{record: record{typ: "Decompress", repr: "<zlib.Decompress object>"}, more: true}
		next, stop := iter.Pull(d.pieces(wbits))
		d.next = next
		env.OnClose(stop)
		return d, nil
	}
}

// pieces yields output; an empty piece asks for input.
func (d *decompressor) pieces(wbits int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		source := &awaited{d: d, wait: func() bool { return yield(nil) }}
		r, err := newInflater(source, wbits)
		buf := make([]byte, 16<<10)
		for err == nil {
			var n int
			n, err = r.Read(buf)
			if n > 0 && !yield(buf[:n]) {
				return
			}
		}
		if err == io.EOF && r != nil {
			d.eof = true
		} else {
			d.err = inflateError(err)
		}
	}
}

// awaited is the input of a decompressor; at its end it waits for more.
type awaited struct {
	d    *decompressor
	wait func() bool
}

func (a *awaited) ReadByte() (byte, error) {
	for len(a.d.input) == 0 {
		if !a.d.more || !a.wait() {
			return 0, io.ErrUnexpectedEOF
		}
	}
	b := a.d.input[0]
	a.d.input = a.d.input[1:]
	return b, nil
}

func (a *awaited) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := a.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	n := copy(p[1:], a.d.input)
	a.d.input = a.d.input[n:]
	return n + 1, nil
}

// run inflates what there is, at most limit bytes of output unless that is 0.
func (d *decompressor) run(limit int) (starlark.Value, error) {
	for limit == 0 || len(d.output) < limit {
		piece, ok := d.next()
		if !ok || len(piece) == 0 {
			break
		}
		d.output = append(d.output, piece...)
	}
	n := len(d.output)
	if limit > 0 {
		n = min(n, limit)
	}
	out := starlark.Bytes(d.output[:n])
	d.output = d.output[n:]
	if n == 0 && d.err != nil {
		return nil, d.err
	}
	return out, nil
}

// Attr returns a method or the state of the stream.
func (d *decompressor) Attr(name string) (starlark.Value, error) {
	switch name {
	case "eof":
		return starlark.Bool(d.eof && len(d.output) == 0), nil
	case "unused_data":
		if d.eof {
			return starlark.Bytes(d.input), nil
		}
		return starlark.Bytes(""), nil
	case "unconsumed_tail":
		if d.eof {
			return starlark.Bytes(""), nil
		}
		return starlark.Bytes(d.input), nil
	case "decompress":
		return pyrt.NewMethod("Decompress.decompress", d, func(c *pyrt.Call) (starlark.Value, error) {
			var data []byte
			limit := 0
			if err := c.Unpack("data", &data, "/", "max_length?", &limit); err != nil {
				return nil, err
			}
			if limit < 0 {
				return nil, pyrt.Errorf(pyrt.ValueError, "max_length must be non-negative")
			}
			if d.eof {
				d.input = append(d.input, data...)
			} else {
				d.input = bytes.Clone(data) // an unconsumed tail is given again
			}
			return d.run(limit)
		}), nil
	case "flush":
		return pyrt.NewMethod("Decompress.flush", d, func(c *pyrt.Call) (starlark.Value, error) {
			size := 0
			if err := c.Positional(0, &size); err != nil {
				return nil, err
			}
			return d.run(0)
		}), nil
	}
	return nil, nil
}

// AttrNames lists the methods and attributes.
func (d *decompressor) AttrNames() []string {
	return []string{"decompress", "eof", "flush", "unconsumed_tail", "unused_data"}
}
