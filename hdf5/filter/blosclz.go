package filter

// unBloscLZ decodes the LZ77 codec of c-blosc, a descendant of FastLZ's level
// 2, into out, and returns the number of bytes.
//
// A control byte below 32 precedes that many bytes and one more, taken as they
// are. Any other is a copy: three bits of length (7 goes on in further bytes
// up to one below 255) and five high bits of distance, then its low byte; the
// largest distance of 13 bits means that 16 bits more follow. The first control
// byte has no length.
func unBloscLZ(out, in []byte) (int, error) {
	const far = 8191
	if len(in) == 0 {
		return 0, nil
	}
	ends := corrupt("blosclz: input ends within a code")
	ctrl, i, o := int(in[0])&31, 1, 0
	for {
		if ctrl < 32 {
			n := ctrl + 1
			if n > len(in)-i {
				return 0, ends
			}
			if n > len(out)-o {
				return 0, ErrTooLong
			}
			copy(out[o:], in[i:i+n])
			i, o = i+n, o+n
		} else {
			n, dist := ctrl>>5-1, ctrl&31<<8
			for more := n == 6; more; i++ {
				if i >= len(in) {
					return 0, ends
				}
				n += int(in[i])
				more = in[i] == 255
			}
			if i >= len(in) {
				return 0, ends
			}
			low := int(in[i])
			i++
			n += 3
			if low == 255 && dist == 31<<8 {
				if len(in)-i < 2 {
					return 0, ends
				}
				dist = int(in[i])<<8 + int(in[i+1]) + far
				i += 2
			} else {
				dist += low
			}
			dist++
			if dist > o {
				return 0, corrupt("blosclz: copy from %d bytes before the beginning", dist-o)
			}
			if n > len(out)-o {
				return 0, ErrTooLong
			}
			copyBack(out, o, dist, n)
			o += n
		}
		if i >= len(in) {
			return o, nil
		}
		ctrl = int(in[i])
		i++
	}
}
