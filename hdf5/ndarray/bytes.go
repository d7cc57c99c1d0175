package ndarray

import "encoding/binary"

// Loops over single bytes work on eight at a time in one word.
const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// addBytes adds bytes with wrap-around, signed or not: the high bits are added
// without carry.
func addBytes(out []byte, in [][]byte) {
	a, b := in[0][:len(out)], in[1][:len(out)]
	for len(out) >= 8 {
		x, y := binary.LittleEndian.Uint64(a), binary.LittleEndian.Uint64(b)
		binary.LittleEndian.PutUint64(out, x&^highBits+y&^highBits^(x^y)&highBits)
		out, a, b = out[8:], a[8:], b[8:]
	}
	for i := range out {
		out[i] = a[i] + b[i]
	}
}

// equalBytes compares bytes: the high bit of a byte of t says that it differs.
func equalBytes(op Op) kernel {
	flip := uint64(lowBits)
	if op == OpNotEqual {
		flip = 0
	}
	return func(out []byte, in [][]byte) {
		a, b := in[0][:len(out)], in[1][:len(out)]
		for len(out) >= 8 {
			x := binary.LittleEndian.Uint64(a) ^ binary.LittleEndian.Uint64(b)
			t := x&^highBits + ^uint64(highBits) | x
			binary.LittleEndian.PutUint64(out, t>>7&lowBits^flip)
			out, a, b = out[8:], a[8:], b[8:]
		}
		for i := range out {
			out[i] = b2u(a[i] != b[i]) ^ byte(flip&1)
		}
	}
}
