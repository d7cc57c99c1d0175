package ndarray

// Loops over single bytes work on eight at a time in one word.
const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// addBytes adds bytes with wrap-around, signed or not: the high bits are added
// without carry.
func addBytes(out []byte, in [][]byte) {
	a, b := in[0][:len(out)], in[1][:len(out)]
	d, x, y := words(out, a, b)
	for i := range d {
		d[i] = (x[i]&^highBits + y[i]&^highBits) ^ (x[i]^y[i])&highBits
	}
	for i := 8 * len(d); i < len(out); i++ {
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
		d, x, y := words(out, a, b)
		for i := range d {
			z := x[i] ^ y[i]
			t := (z&^highBits + ^uint64(highBits)) | z
			d[i] = t>>7&lowBits ^ flip
		}
		for i := 8 * len(d); i < len(out); i++ {
			out[i] = b2u(a[i] != b[i]) ^ byte(flip&1)
		}
	}
}

// words views the whole words of three slices of one length.
func words(out, a, b []byte) (d, x, y []uint64) {
	d, x, y = typed[uint64](out), typed[uint64](a), typed[uint64](b)
	return d, x[:len(d)], y[:len(d)]
}
