package datatype

import "bytes"

// enum converts by name. A value without a name, or whose name the destination
// lacks, becomes all ones.
func (p *Path) enum() error {
	src, dst := p.src, p.dst
	place := make(map[string]int, len(dst.Names))
	for i, name := range dst.Names {
		place[name] = i
	}
	values := make(map[string][]byte, len(src.Names))
	for i, name := range src.Names {
		if j, ok := place[name]; ok {
			values[string(src.value(i))] = dst.value(j)
		}
	}
	unknown := bytes.Repeat([]byte{0xff}, dst.Size)
	if src.Size == 1 {
		p.convert = enumTable(values, unknown)
		return nil
	}
	p.convert = func(to, from []byte, n int) error {
		for i := range n {
			value, ok := values[string(from[i*src.Size:(i+1)*src.Size])]
			if !ok {
				value = unknown
			}
			copy(to[i*dst.Size:], value)
		}
		return nil
	}
	return nil
}

// enumTable looks one-byte values up in a table.
func enumTable(values map[string][]byte, unknown []byte) func(dst, src []byte, n int) error {
	var table [256][]byte
	for i := range table {
		table[i] = unknown
		if v, ok := values[string([]byte{byte(i)})]; ok {
			table[i] = v
		}
	}
	size := len(unknown)
	return func(dst, src []byte, n int) error {
		for i, x := range src[:n] {
			copy(dst[i*size:(i+1)*size], table[x])
		}
		return nil
	}
}
