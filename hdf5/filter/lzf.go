package filter

import (
	"encoding/binary"
	"math/bits"
)

// lzf is filter 32000, h5py's, over the format of liblzf. A control byte below
// 32 precedes that many bytes and one more, taken as they are; any other is a
// copy: three bits of length and thirteen of distance, with a second length
// byte when the three bits are 7. Parameters are the filter's version, liblzf's
// version and the chunk's size in bytes.
type lzf struct{}

const (
	lzfFilterVersion = 4
	lzfVersion       = 0x0105
)

func (lzf) ID() ID       { return LZF }
func (lzf) Name() string { return "lzf" }

func (lzf) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	dst = dst[:cap(dst)]
	in, out := 0, 0
	for in < len(src) {
		ctrl := int(src[in])
		in++
		if ctrl < 32 {
			n := ctrl + 1
			if len(src)-in < n {
				return nil, corrupt("lzf: literal run exceeds the input at byte %d", in)
			}
			if len(dst)-out < n {
				return nil, ErrTooLong
			}
			if len(src)-in >= 32 && len(dst)-out >= 32 {
				*(*[32]byte)(dst[out:]) = *(*[32]byte)(src[in:])
			} else {
				copy(dst[out:], src[in:in+n])
			}
			in, out = in+n, out+n
			continue
		}
		n := ctrl>>5 + 2
		if n == 9 {
			if in >= len(src) {
				return nil, corrupt("lzf: input ends within a copy")
			}
			n += int(src[in])
			in++
		}
		if in >= len(src) {
			return nil, corrupt("lzf: input ends within a copy")
		}
		dist := ctrl&31<<8 + int(src[in]) + 1
		in++
		if dist > out {
			return nil, corrupt("lzf: copy from %d bytes before the beginning", dist-out)
		}
		if len(dst)-out < n {
			return nil, ErrTooLong
		}
		copyBack(dst, out, dist, n)
		out += n
	}
	return dst[:out], nil
}

// copyBack appends n bytes that begin dist bytes before position out; the two
// ranges may overlap, which repeats the last dist bytes. The caller has
// checked 0 < dist <= out and out+n <= len(buf).
func copyBack(buf []byte, out, dist, n int) {
	from := out - dist
	switch {
	case dist >= n:
		if n <= 16 && dist >= 16 && len(buf)-out >= 16 {
			*(*[16]byte)(buf[out:]) = *(*[16]byte)(buf[from:])
			return
		}
		copy(buf[out:out+n], buf[from:from+n])
	case dist == 1:
		b, run := buf[from], buf[out:out+n]
		for i := range run {
			run[i] = b
		}
	default:
		// Every copy doubles what repeats.
		for end := out + n; out < end; {
			out += copy(buf[out:end], buf[from:out])
		}
	}
}

const (
	lzfHashBits = 14
	lzfMaxDist  = 1 << 13
	lzfMaxCopy  = 1<<8 + 8
	lzfMaxRun   = 32
)

// Encode compresses with a table of the last place of each three bytes. Like
// h5py's filter it gives up where the result is not smaller than its input.
func (lzf) Encode(dst, src []byte, _ []uint32) ([]byte, error) {
	if len(src) < 4 {
		return nil, ErrIncompressible
	}
	dst = room(dst, len(src))
	var table [1 << lzfHashBits]int32 // position + 1
	in, lit, out := 0, 0, 0
	for in+4 <= len(src) {
		three := binary.LittleEndian.Uint32(src[in:]) << 8
		slot := &table[three*0x9E3779B1>>(32-lzfHashBits)]
		ref := int(*slot) - 1
		*slot = int32(in + 1)
		dist := in - ref
		if ref < 0 || dist > lzfMaxDist || binary.LittleEndian.Uint32(src[ref:])<<8 != three {
			in++
			continue
		}
		if out = lzfLiterals(dst, out, src[lit:in]); out < 0 || len(dst)-out < 3 {
			return nil, ErrIncompressible
		}
		n := 3 + matchLength(src[ref+3:], src[in+3:], lzfMaxCopy-3)
		out = lzfCopy(dst, out, dist-1, n-2)
		if end := in + n; end+4 <= len(src) {
			for _, i := range [2]int{end - 2, end - 1} {
				h := binary.LittleEndian.Uint32(src[i:]) << 8 * 0x9E3779B1 >> (32 - lzfHashBits)
				table[h] = int32(i + 1)
			}
		}
		in += n
		lit = in
	}
	if out = lzfLiterals(dst, out, src[lit:]); out < 0 || out >= len(src) {
		return nil, ErrIncompressible
	}
	return dst[:out], nil
}

func lzfCopy(dst []byte, out, dist, n int) int {
	if n < 7 {
		dst[out] = byte(n<<5 | dist>>8)
		dst[out+1] = byte(dist)
		return out + 2
	}
	dst[out] = byte(7<<5 | dist>>8)
	dst[out+1] = byte(n - 7)
	dst[out+2] = byte(dist)
	return out + 3
}

// lzfLiterals writes runs of at most 32 bytes, and returns -1 where dst is too
// short.
func lzfLiterals(dst []byte, out int, lit []byte) int {
	for len(lit) > 0 {
		run := lit[:min(lzfMaxRun, len(lit))]
		lit = lit[len(run):]
		if len(dst)-out < len(run)+1 {
			return -1
		}
		dst[out] = byte(len(run) - 1)
		out += 1 + copy(dst[out+1:], run)
	}
	return out
}

// matchLength counts equal bytes at the beginnings of a and b, up to limit; b
// is the shorter.
func matchLength(a, b []byte, limit int) int {
	n := min(len(b), limit)
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}
