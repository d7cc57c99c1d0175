package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// accessPlist checks the arguments of h5py.File that have no effect here, as
// h5py does, and returns the property list that tells of them.
func (s *Session) accessPlist(a fileArgs) (*PropID, error) {
	if a.plist != nil {
		return a.plist, nil
	}
	p := s.newProps("FILE_ACCESS")
	if err := pageBuffer(a, p); err != nil {
		return nil, err
	}
	was := p.class.props["cache"].(starlark.Tuple)
	cache, err := cacheSettings(was[1:], a.slots, a.bytes, a.w0)
	if err != nil {
		return nil, err
	}
	if w0, _ := pyrt.Float(cache[2]); w0 < 0 || w0 > 1 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Raw data cache w0 value must be between 0.0 and 1.0 inclusive (raw data cache w0 value must be between 0.0 and 1.0 inclusive)")
	}
	p.set("cache", append(starlark.Tuple{was[0]}, cache...))
	threshold, err := unsignedAs(a.alignThreshold, "hsize_t")
	if err != nil {
		return nil, err
	}
	interval, err := unsignedAs(a.alignInterval, "hsize_t")
	switch {
	case err != nil:
		return nil, err
	case interval < 1:
		return nil, pyrt.Errorf(pyrt.ValueError, "Alignment must be positive (alignment must be positive)")
	}
	p.set("alignment", pair(starlark.MakeUint64(threshold), starlark.MakeUint64(interval)))
	if a.metaBlock != starlark.None {
		size, err := sizeArgument(a.metaBlock)
		if err != nil {
			return nil, err
		}
		p.set("meta_block_size", starlark.MakeUint64(size))
	}
	if v, ok := lockingProps(a.locking); ok {
		p.set("file_locking", v)
	}
	return p, nil
}

// cacheSettings returns the slots, bytes and w0 of a chunk cache: those that
// are given in place of others.
func cacheSettings(was starlark.Tuple, slots, bytes, w0 starlark.Value) (starlark.Tuple, error) {
	out := append(starlark.Tuple(nil), was...)
	for i, v := range []starlark.Value{slots, bytes} {
		if v == nil || v == starlark.None {
			continue
		}
		n, err := unsignedAs(v, "size_t")
		if err != nil {
			return nil, err
		}
		out[i] = starlark.MakeUint64(n)
	}
	if w0 != nil && w0 != starlark.None {
		f, ok := starlark.AsFloat(pyrt.Plain(w0))
		if !ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "must be real number, not %s", pyrt.TypeName(w0))
		}
		out[2] = starlark.Float(f)
	}
	return out, nil
}

// lockingProps returns the property of a locking argument, false for none.
func lockingProps(v starlark.Value) (starlark.Value, bool) {
	text, _ := pyrt.Str(v)
	switch text {
	case "False", "false":
		return pair(starlark.False, starlark.False), true
	case "True", "true":
		return pair(starlark.True, starlark.False), true
	case "best-effort":
		return pair(starlark.True, starlark.True), true
	}
	return nil, false
}

// checkCache reads the arguments of create_dataset about the chunk cache.
func (a *datasetArgs) checkCache() error {
	var err error
	if a.cache, err = cacheSettings(chunkCache(), a.slots, a.bytes, a.w0); err != nil {
		return err
	}
	if w0, _ := pyrt.Float(a.cache[2]); w0 < 0 || w0 > 1 {
		const text = "aw data cache w0 value must be between 0.0 and 1.0 inclusive, or "
		return pyrt.Errorf(pyrt.ValueError, "R%sh5d_chunk_cache_w0_default (r%sH5D_CHUNK_CACHE_W0_DEFAULT)", text, text)
	}
	return nil
}
