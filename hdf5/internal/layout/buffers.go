package layout

import "sync"

// buffers lends out byte slices and takes them back.
type buffers struct{ pool sync.Pool }

// get returns n bytes of any content.
func (b *buffers) get(n int) []byte {
	if p, ok := b.pool.Get().(*[]byte); ok && cap(*p) >= n {
		return (*p)[:n]
	}
	return make([]byte, n)
}

func (b *buffers) put(p []byte) { b.pool.Put(&p) }
