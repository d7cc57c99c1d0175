package filter

// Deflate (RFC 1951) as zlib compresses: hash chains over three bytes, and from
// level 4 on a look at the next byte before a match is taken. Faster encoders
// look for matches of four bytes and more. They miss what regular numbers
// consist of: elements whose upper three bytes are those of the last one.

const (
	deflateWindow = 1 << 15
	minMatch      = 3
	maxMatch      = 258
	hashSize      = 1 << 15
	maxDistance   = deflateWindow - (maxMatch + minMatch + 1)
	tooFar        = 4096  // a match of three bytes from farther away costs more than it saves
	blockTokens   = 16383 // of zlib's default memory level
)

// effort is how hard a level tries (zlib's configuration table).
type effort struct {
	good  int // a match as long as this needs less of a better one
	lazy  int // one as long as this is taken at once; greedy levels: its bytes are no matches' starts
	nice  int // one as long as this is not improved
	chain int // how many candidates are tried
}

const greedyLevels = 3 // of the efforts

var efforts = [10]effort{
	{}, {4, 4, 8, 4}, {4, 5, 16, 8}, {4, 6, 32, 32}, {4, 4, 16, 16},
	{8, 16, 32, 32}, {8, 16, 128, 128}, {8, 32, 128, 256}, {32, 128, 258, 1024}, {32, 258, 258, 4096},
}

// matcher finds matches in one buffer. Positions count from 1 in the tables: 0
// is none.
type matcher struct {
	effort
	src  []byte
	head [hashSize]int32      // latest position with a hash
	prev [deflateWindow]int32 // the one before it with the same hash
	// tokens are literals, or length<<16 | distance.
	tokens []uint32
	full   func(upTo int) // takes the tokens of a block, which ends before a position
}

func (m *matcher) reset(src []byte, level int) {
	m.src, m.effort = src, efforts[level]
	clear(m.head[:])
	m.tokens = m.tokens[:0]
}

// insert remembers position i and returns the last one with the same three
// bytes, or -1.
func (m *matcher) insert(i int) int {
	if i+minMatch > len(m.src) {
		return -1
	}
	s := m.src[i : i+minMatch]
	h := (uint(s[0])<<10 ^ uint(s[1])<<5 ^ uint(s[2])) & (hashSize - 1)
	last := m.head[h]
	m.prev[i&(deflateWindow-1)] = last
	m.head[h] = int32(i + 1)
	return int(last) - 1
}

// longest returns the longest match for position i that is longer than least,
// beginning with candidate at; its length is least if there is none.
func (m *matcher) longest(i, at, least int) (length, distance int) {
	chain, best := m.chain, least
	if least >= m.good {
		chain >>= 2
	}
	rest := m.src[i:]
	if len(rest) > maxMatch {
		rest = rest[:maxMatch]
	}
	nice := min(m.nice, len(rest))
	if best >= len(rest) {
		return least, 0
	}
	for ; at >= 0 && i-at <= maxDistance && chain > 0; chain-- {
		old := m.src[at : at+len(rest)]
		if old[best] == rest[best] && old[0] == rest[0] && old[1] == rest[1] {
			n := 2
			for n < len(rest) && old[n] == rest[n] {
				n++
			}
			if n > best {
				best, distance = n, i-at
				if n >= nice {
					break
				}
			}
		}
		at = int(m.prev[at&(deflateWindow-1)]) - 1
	}
	return best, distance
}

// add adds a token; upTo is the position behind it.
func (m *matcher) add(token uint32, upTo int) {
	m.tokens = append(m.tokens, token)
	if len(m.tokens) == blockTokens {
		m.full(upTo)
		m.tokens = m.tokens[:0]
	}
}

// greedy takes each match it finds.
func (m *matcher) greedy() {
	for i := 0; i < len(m.src); {
		length, distance := minMatch-1, 0
		if at := m.insert(i); at >= 0 && i-at <= maxDistance {
			length, distance = m.longest(i, at, minMatch-1)
		}
		if length < minMatch {
			m.add(uint32(m.src[i]), i+1)
			i++
			continue
		}
		end := i + length
		if length <= m.lazy {
			for k := i + 1; k < end; k++ {
				m.insert(k)
			}
		}
		m.add(uint32(length)<<16|uint32(distance), end)
		i = end
	}
}

// patient takes a match only if none that begins one byte later is longer.
func (m *matcher) patient() {
	length, distance, waiting := minMatch-1, 0, false
	for i := 0; i < len(m.src); i++ {
		at := m.insert(i)
		was, from := length, distance
		length = minMatch - 1
		if at >= 0 && was < m.lazy && i-at <= maxDistance {
			length, distance = m.longest(i, at, was)
			if length <= was || length == minMatch && distance > tooFar {
				length = minMatch - 1
			}
		}
		switch {
		case was >= minMatch && length <= was:
			end := i - 1 + was
			for k := i + 1; k < end; k++ {
				m.insert(k)
			}
			m.add(uint32(was)<<16|uint32(from), end)
			i, length, waiting = end-1, minMatch-1, false
		case waiting:
			m.add(uint32(m.src[i-1]), i)
		default:
			waiting = true
		}
	}
	if waiting {
		m.add(uint32(m.src[len(m.src)-1]), len(m.src))
	}
}

// short returns how many bytes of a sample short matches cover.
func (m *matcher) short(sample []byte) int {
	m.reset(sample, 1)
	covered := 0
	m.full = func(int) { covered += m.coveredShort() }
	m.greedy()
	covered += m.coveredShort()
	m.src, m.full = nil, nil
	return covered
}

// coveredShort returns how many bytes the short matches among the tokens
// cover.
func (m *matcher) coveredShort() (n int) {
	for _, t := range m.tokens {
		if length := int(t >> 16); length < 32 {
			n += length
		}
	}
	return n
}
