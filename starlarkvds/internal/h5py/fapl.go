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
	cache := append(starlark.Tuple(nil), p.class.props["cache"].(starlark.Tuple)...)
	for i, v := range []starlark.Value{a.slots, a.bytes, a.w0} {
		if v == starlark.None {
			continue
		}
		cache[i+1] = v
	}
	if w0, err := pyrt.Float(cache[3]); err != nil {
		return nil, err
	} else if w0 < 0 || w0 > 1 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Raw data cache w0 value must be between 0.0 and 1.0 inclusive (raw data cache w0 value must be between 0.0 and 1.0 inclusive)")
	}
	p.set("cache", cache)
	p.set("alignment", pair(starlark.MakeInt64(a.alignThreshold), starlark.MakeInt64(a.alignInterval)))
	if a.metaBlock != starlark.None {
		p.set("meta_block_size", a.metaBlock)
	}
	if v, ok := lockingProps(a.locking); ok {
		p.set("file_locking", v)
	}
	return p, nil
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
