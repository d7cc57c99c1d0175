package pymod

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// digests returns the function that starts a hash of a name, or nil.
func digests(name string) func() hash.Hash {
	switch name {
	case "md5":
		return md5.New
	case "sha1":
		return sha1.New
	case "sha224":
		return sha256.New224
	case "sha256":
		return sha256.New
	case "sha384":
		return sha512.New384
	case "sha512":
		return sha512.New
	case "sha3_224":
		return func() hash.Hash { return sha3.New224() }
	case "sha3_256":
		return func() hash.Hash { return sha3.New256() }
	case "sha3_384":
		return func() hash.Hash { return sha3.New384() }
	case "sha3_512":
		return func() hash.Hash { return sha3.New512() }
	}
	return nil
}

// digestNames lists what digests knows.
func digestNames() []string {
	return []string{"md5", "sha1", "sha224", "sha256", "sha384", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "sha512"}
}

// hashlibModule is hashlib.
func hashlibModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{"new": newDigest, "pbkdf2_hmac": deriveKey, "file_digest": fileDigest})
	names := digestNames()
	set := starlark.NewSet(len(names))
	for _, name := range names {
		_ = set.Insert(starlark.String(name))
		m[name] = pyrt.NewFunc(name, func(c *pyrt.Call) (starlark.Value, error) {
			var data starlark.Value
			secure := true
			if err := c.Unpack("string?", &data, "*", "usedforsecurity?", &secure); err != nil {
				return nil, err
			}
			return startDigest(name, data)
		})
	}
	m["algorithms_available"], m["algorithms_guaranteed"] = set, set
	return &pyrt.Module{Name: "hashlib", Doc: "Message digests.", Members: m}
}

func newDigest(c *pyrt.Call) (starlark.Value, error) {
	var name string
	var data starlark.Value
	secure := true
	if err := c.Unpack("name", &name, "data?", &data, "*", "usedforsecurity?", &secure); err != nil {
		return nil, err
	}
	return startDigest(strings.ToLower(name), data)
}

// startDigest starts a digest with its first data.
func startDigest(name string, data starlark.Value) (starlark.Value, error) {
	start := digests(name)
	if start == nil {
		return nil, pyrt.Errorf(pyrt.ValueError, "unsupported hash type %s", name)
	}
	d := &digest{name: name, h: start()}
	if data == nil {
		return d, nil
	}
	return d, d.write(data)
}

// digest is a hash object.
type digest struct {
	name string
	h    hash.Hash
}

var hashType = pyrt.NewType(pyrt.TypeSpec{Name: "HASH", Module: "_hashlib"})

var _ starlark.HasAttrs = (*digest)(nil)

func (d *digest) write(data starlark.Value) error {
	if _, isText := data.(starlark.String); isText {
		return pyrt.Errorf(pyrt.TypeError, "Strings must be encoded before hashing")
	}
	b, err := pyrt.BytesOf(data)
	if err != nil {
		return pyrt.Errorf(pyrt.TypeError, "object supporting the buffer API required")
	}
	d.h.Write(b)
	return nil
}

// Attr returns a method or an attribute.
func (d *digest) Attr(name string) (starlark.Value, error) {
	method := func(fn pyrt.Func) (starlark.Value, error) { return pyrt.NewMethod("HASH."+name, d, fn), nil }
	switch name {
	case "name":
		return starlark.String(d.name), nil
	case "digest_size":
		return starlark.MakeInt(d.h.Size()), nil
	case "block_size":
		return starlark.MakeInt(d.h.BlockSize()), nil
	case "update":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			data, err := c.One()
			if err != nil {
				return nil, err
			}
			return starlark.None, d.write(data)
		})
	case "digest":
		return method(func(c *pyrt.Call) (starlark.Value, error) { return starlark.Bytes(d.h.Sum(nil)), c.NoArgs() })
	case "hexdigest":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			return starlark.String(hex.EncodeToString(d.h.Sum(nil))), c.NoArgs()
		})
	case "copy":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			if err := c.NoArgs(); err != nil {
				return nil, err
			}
			h, err := d.h.(hash.Cloner).Clone()
			if err != nil {
				return nil, pyrt.Wrap(pyrt.ValueError, err.Error(), err)
			}
			return &digest{d.name, h.(hash.Hash)}, nil
		})
	}
	return nil, nil
}

// AttrNames lists the methods and attributes.
func (d *digest) AttrNames() []string {
	return []string{"block_size", "copy", "digest", "digest_size", "hexdigest", "name", "update"}
}

func (d *digest) String() string        { return fmt.Sprintf("<%s _hashlib.HASH object @ %p>", d.name, d) }
func (d *digest) Type() string          { return "HASH" }
func (d *digest) Freeze()               {}
func (d *digest) Truth() starlark.Bool  { return true }
func (d *digest) Hash() (uint32, error) { return starlark.String(fmt.Sprintf("%p", d)).Hash() }

// PyType implements pyrt.Typed.
func (d *digest) PyType() *pyrt.Type { return hashType }

// maxIterations bounds the work of one pbkdf2_hmac.
const maxIterations = 1 << 27

func deriveKey(c *pyrt.Call) (starlark.Value, error) {
	var name string
	var password, salt []byte
	var iterations int
	var length starlark.Value
	if err := c.Unpack("hash_name", &name, "password", &password, "salt", &salt, "iterations", &iterations, "dklen??", &length); err != nil {
		return nil, err
	}
	start := digests(strings.ToLower(name))
	if start == nil {
		return nil, pyrt.Errorf(pyrt.ValueError, "unsupported hash type")
	}
	if iterations < 1 || iterations > maxIterations {
		return nil, pyrt.Errorf(pyrt.ValueError, "iteration value must be greater than 0.")
	}
	n := start().Size()
	if length != nil {
		var err error
		if n, err = pyrt.Int(length); err != nil {
			return nil, err
		}
		if n < 1 || n > 1<<20 {
			return nil, pyrt.Errorf(pyrt.ValueError, "key length must be greater than 0.")
		}
	}
	key, err := pbkdf2.Key(start, string(password), slices.Clone(salt), iterations, n)
	if err != nil {
		return nil, pyrt.Wrap(pyrt.ValueError, err.Error(), err)
	}
	return starlark.Bytes(key), nil
}

// fileDigest is hashlib.file_digest: what a binary file still has to give.
func fileDigest(c *pyrt.Call) (starlark.Value, error) {
	var file, kind starlark.Value
	if err := c.Unpack("fileobj", &file, "digest", &kind); err != nil {
		return nil, err
	}
	var d *digest
	if name, ok := kind.(starlark.String); ok {
		v, err := startDigest(string(name), nil)
		if err != nil {
			return nil, err
		}
		d = v.(*digest)
	} else {
		v, err := pyrt.CallValue(c.Thread, kind, nil, nil)
		if err != nil {
			return nil, err
		}
		made, ok := v.(*digest)
		if !ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "digest must be a name or a constructor of hashlib")
		}
		d = made
	}
	read, err := pyrt.GetAttr(file, "read")
	if err != nil {
		return nil, err
	}
	for {
		chunk, err := pyrt.CallValue(c.Thread, read, starlark.Tuple{starlark.MakeInt(1 << 18)}, nil)
		if err != nil {
			return nil, err
		}
		if n, err := pyrt.Len(chunk); err != nil || n == 0 {
			return d, err
		}
		if err := d.write(chunk); err != nil {
			return nil, err
		}
	}
}
