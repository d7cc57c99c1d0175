package codec

import "testing"

// Values of Bob Jenkins' own self test and of H5_checksum_lookup3 over the
// lengths at which the tail changes.
func TestLookup3(t *testing.T) {
	for _, c := range []struct {
		in   string
		init uint32
		want uint32
	}{
		{"", 0, 0xdeadbeef},
		{"", 0xdeadbeef, 0xbd5b7dde},
		{"Four score and seven years ago", 0, 0x17770551},
		{"Four score and seven years ago", 1, 0xcd628161},
	} {
		if got := Lookup3([]byte(c.in), c.init); got != c.want {
			t.Errorf("Lookup3(%q, %#x) = %#x, want %#x", c.in, c.init, got, c.want)
		}
	}
}

// BenchmarkLookup3 hashes a block as long as a B-tree node.
func BenchmarkLookup3(b *testing.B) {
	block := make([]byte, 512)
	b.SetBytes(int64(len(block)))
	for b.Loop() {
		Lookup3(block, 0)
	}
}
