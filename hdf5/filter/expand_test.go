package filter

import "testing"

// A bound is never below what a chunk really decodes to.
func TestMostDecoded(t *testing.T) {
	zeros := make([]byte, 1<<20)
	for _, infos := range [][]Info{
		{{ID: Deflate, Params: []uint32{9}}},
		{{ID: Shuffle, Params: []uint32{4}}, {ID: Deflate, Params: []uint32{9}}, {ID: Fletcher32}},
		{{ID: LZF}},
		{{ID: NBit, Params: []uint32{8, 0, 1 << 18, nbitAtomic, 4, 0, 3, 0}}},
	} {
		p := Standard().Pipeline(infos)
		stored, mask, err := p.Encode(nil, zeros)
		if err != nil {
			t.Fatal(err)
		}
		most := p.MostDecoded(uint64(len(stored)), mask)
		if most < uint64(len(zeros)) || most == Unlimited {
			t.Errorf("filter %d: %d bytes of %d stored: at most %d", infos[0].ID, len(zeros), len(stored), most)
		}
		if err := p.Decode(make([]byte, len(zeros)), stored, mask); err != nil {
			t.Errorf("filter %d: %v", infos[0].ID, err)
		}
		if few := p.MostDecoded(8, mask); few >= uint64(len(zeros)) {
			t.Errorf("filter %d: 8 bytes decode to at most %d", infos[0].ID, few)
		}
	}
	if most := Standard().Pipeline([]Info{{ID: ScaleOffset}}).MostDecoded(30, 0); most != Unlimited {
		t.Errorf("scale-offset: got %d", most)
	}
}
