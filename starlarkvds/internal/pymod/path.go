package pymod

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// pathModule is os.path, with "/" between the parts on every system.
func pathModule() *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"abspath":      textual(abspath),
		"basename":     textual(func(_ *pyrt.Call, p string) (string, error) { _, base := splitPath(p); return base, nil }),
		"commonpath":   commonPath,
		"commonprefix": commonPrefix,
		"dirname":      textual(func(_ *pyrt.Call, p string) (string, error) { dir, _ := splitPath(p); return dir, nil }),
		"exists":       fileTest(func(fs.FileInfo) bool { return true }, false),
		"expanduser":   textual(expandUser),
		"expandvars":   textual(expandVars),
		"getatime":     fileTime(func(info fs.FileInfo) time.Time { return systemStatOf(info).accessed }),
		"getctime":     fileTime(func(info fs.FileInfo) time.Time { return systemStatOf(info).changed }),
		"getmtime":     fileTime(fs.FileInfo.ModTime),
		"getsize":      getSize,
		"isabs": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			return starlark.Bool(strings.HasPrefix(p, "/")), err
		},
		"isdir":    fileTest(fs.FileInfo.IsDir, false),
		"isfile":   fileTest(func(i fs.FileInfo) bool { return i.Mode().IsRegular() }, false),
		"islink":   fileTest(func(i fs.FileInfo) bool { return i.Mode()&fs.ModeSymlink != 0 }, true),
		"ismount":  textTest(func(p string) bool { return p == "/" }),
		"join":     joinPath,
		"lexists":  fileTest(func(fs.FileInfo) bool { return true }, true),
		"normcase": textual(func(_ *pyrt.Call, p string) (string, error) { return p, nil }),
		"normpath": textual(func(_ *pyrt.Call, p string) (string, error) { return normPath(p), nil }),
		"realpath": textual(realPath),
		"relpath":  relPath,
		"samefile": sameFile,
		"split": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			dir, base := splitPath(p)
			return starlark.Tuple{likePath(c, dir), likePath(c, base)}, err
		},
		"splitdrive": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			return starlark.Tuple{likePath(c, ""), likePath(c, p)}, err
		},
		"splitext": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			root, ext := splitExt(p)
			return starlark.Tuple{likePath(c, root), likePath(c, ext)}, err
		},
	})
	for name, text := range map[string]string{"sep": "/", "curdir": ".", "pardir": "..", "extsep": ".", "pathsep": ":", "devnull": "/dev/null"} {
		m[name] = starlark.String(text)
	}
	m["altsep"] = starlark.None
	return &pyrt.Module{Name: "posixpath", Doc: "Common operations on file names.", Members: m}
}

// onePath returns the only argument of a function as a file name.
func onePath(c *pyrt.Call) (string, error) {
	if len(c.Args)+len(c.Kwargs) != 1 || len(c.Kwargs) > 0 && len(c.Args) > 0 {
		var x starlark.Value
		return "", c.Unpack("path", &x)
	}
	if len(c.Args) == 0 {
		return pyrt.Path(c.Kwargs[0][1])
	}
	return pyrt.Path(c.Args[0])
}

// likePath returns a name as bytes if the call's argument is bytes, else as
// str.
func likePath(c *pyrt.Call, p string) starlark.Value {
	if len(c.Args) > 0 {
		if _, ok := c.Args[0].(starlark.Bytes); ok {
			return starlark.Bytes(p)
		}
	}
	return starlark.String(p)
}

// textual is a function from one name to another.
func textual(f func(c *pyrt.Call, p string) (string, error)) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		p, err := onePath(c)
		if err != nil {
			return nil, err
		}
		out, err := f(c, p)
		return likePath(c, out), err
	}
}

func textTest(f func(p string) bool) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		p, err := onePath(c)
		return starlark.Bool(f(p)), err
	}
}

// fileTest asks something of a file; an absent one answers no.
func fileTest(f func(fs.FileInfo) bool, link bool) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		p, err := onePath(c)
		if err != nil {
			return nil, err
		}
		info, err := stat(c.Env(), p, link)
		return starlark.Bool(err == nil && f(info)), nil
	}
}

// stat describes a file of the session; link does not follow a symbolic link.
func stat(env *pyrt.Env, name string, link bool) (fs.FileInfo, error) {
	if env.Files == nil {
		return nil, pyrt.OSErrorOf(fs.ErrPermission, name)
	}
	if link {
		info, err := env.Files.Lstat(name)
		return info, pyrt.OSErrorOf(err, name)
	}
	info, err := env.Files.Stat(name)
	return info, pyrt.OSErrorOf(err, name)
}

func getSize(c *pyrt.Call) (starlark.Value, error) {
	p, err := onePath(c)
	if err != nil {
		return nil, err
	}
	info, err := stat(c.Env(), p, false)
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt64(info.Size()), nil
}

// fileTime is a function that returns one of a file's times.
func fileTime(which func(fs.FileInfo) time.Time) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		p, err := onePath(c)
		if err != nil {
			return nil, err
		}
		info, err := stat(c.Env(), p, false)
		if err != nil {
			return nil, err
		}
		return starlark.Float(float64(which(info).UnixNano()) / 1e9), nil
	}
}

// splitPath cuts a name at its last slash.
func splitPath(p string) (dir, base string) {
	i := strings.LastIndexByte(p, '/') + 1
	dir, base = p[:i], p[i:]
	if trimmed := strings.TrimRight(dir, "/"); trimmed != "" {
		dir = trimmed
	}
	return dir, base
}

// splitExt cuts the suffix off; leading dots belong to the name.
func splitExt(p string) (root, ext string) {
	slash := strings.LastIndexByte(p, '/')
	dot := strings.LastIndexByte(p, '.')
	if dot > slash && strings.Trim(p[slash+1:dot], ".") != "" {
		return p[:dot], p[dot:]
	}
	return p, ""
}

// normPath is path.Clean, but keeps two leading slashes and turns "" to ".".
func normPath(p string) string {
	out := path.Clean(p)
	if strings.HasPrefix(p, "//") && !strings.HasPrefix(p, "///") {
		out = "/" + out
	}
	return out
}

func joinPath(c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	if len(c.Args) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "join() missing 1 required positional argument: 'a'")
	}
	out := ""
	for i, a := range c.Args {
		p, err := pyrt.Path(a)
		if err != nil {
			if i > 0 {
				err = pyrt.Errorf(pyrt.TypeError, "join() argument must be str, bytes, or os.PathLike object, not '%s'", pyrt.TypeName(a))
			}
			return nil, err
		}
		out = join(out, p, i == 0)
	}
	return likePath(c, out), nil
}

func join(head, tail string, first bool) string {
	switch {
	case first || strings.HasPrefix(tail, "/"):
		return tail
	case head == "" || strings.HasSuffix(head, "/"):
		return head + tail
	}
	return head + "/" + tail
}

// abspath returns the name from the root, without links resolved.
func abspath(c *pyrt.Call, p string) (string, error) { return absolute(c.Env(), p) }

func absolute(env *pyrt.Env, p string) (string, error) {
	if !strings.HasPrefix(p, "/") {
		wd, err := workingDirectory(env)
		if err != nil {
			return "", err
		}
		p = join(wd, p, false)
	}
	return normPath(p), nil
}

func workingDirectory(env *pyrt.Env) (string, error) {
	if env.Files == nil {
		return "/", nil
	}
	wd, err := env.Files.Getwd()
	return strings.ReplaceAll(wd, "\\", "/"), pyrt.OSErrorOf(err, "")
}

// maxLinks bounds the symbolic links that one name leads through.
const maxLinks = 40

// realPath follows the symbolic links of every part.
func realPath(c *pyrt.Call, p string) (string, error) {
	env := c.Env()
	full, err := absolute(env, p)
	if err != nil || env.Files == nil {
		return full, err
	}
	done, rest, links := "/", strings.TrimPrefix(full, "/"), 0
	for rest != "" {
		part, tail, _ := strings.Cut(rest, "/")
		rest = tail
		next := join(done, part, false)
		info, err := env.Files.Lstat(next)
		if err == nil && info.Mode()&fs.ModeSymlink != 0 && links < maxLinks {
			links++
			target, err := env.Files.Readlink(next)
			if err != nil {
				return "", pyrt.OSErrorOf(err, next)
			}
			full := normPath(join(join(done, target, false), rest, false))
			done, rest = "/", strings.TrimPrefix(full, "/")
			continue
		}
		done = next
	}
	return done, nil
}

func relPath(c *pyrt.Call) (starlark.Value, error) {
	var x, start starlark.Value
	if err := c.Unpack("path", &x, "start??", &start); err != nil {
		return nil, err
	}
	p, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	if p == "" {
		return nil, pyrt.Errorf(pyrt.ValueError, "no path specified")
	}
	from := "."
	if start != nil {
		if from, err = pyrt.Path(start); err != nil {
			return nil, err
		}
	}
	env := c.Env()
	a, err := absolute(env, from)
	if err != nil {
		return nil, err
	}
	b, err := absolute(env, p)
	if err != nil {
		return nil, err
	}
	return starlark.String(relative(a, b)), nil
}

// relative returns the way from one absolute name to another.
func relative(from, to string) string {
	a, b := parts(from), parts(to)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	var out []string
	for range a[n:] {
		out = append(out, "..")
	}
	out = append(out, b[n:]...)
	if len(out) == 0 {
		return "."
	}
	return strings.Join(out, "/")
}

// parts splits a name at its slashes, without empty parts.
func parts(p string) []string {
	return strings.FieldsFunc(p, func(r rune) bool { return r == '/' })
}

func commonPrefix(c *pyrt.Call) (starlark.Value, error) {
	names, err := pathList(c)
	if err != nil || len(names) == 0 {
		return starlark.String(""), err
	}
	prefix := names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return starlark.String(prefix), nil
}

func commonPath(c *pyrt.Call) (starlark.Value, error) {
	names, err := pathList(c)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "commonpath() arg is an empty sequence")
	}
	rooted := strings.HasPrefix(names[0], "/")
	common := commonParts(names[0])
	for _, n := range names[1:] {
		if strings.HasPrefix(n, "/") != rooted {
			return nil, pyrt.Errorf(pyrt.ValueError, "Can't mix absolute and relative paths")
		}
		other := commonParts(n)
		i := 0
		for i < len(common) && i < len(other) && common[i] == other[i] {
			i++
		}
		common = common[:i]
	}
	out := strings.Join(common, "/")
	if rooted {
		out = "/" + out
	}
	return starlark.String(out), nil
}

// commonParts is parts without ".".
func commonParts(p string) []string {
	var out []string
	for _, part := range parts(p) {
		if part != "." {
			out = append(out, part)
		}
	}
	return out
}

func pathList(c *pyrt.Call) ([]string, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	var names []string
	for v, err := range pyrt.All(x) {
		if err != nil {
			return nil, err
		}
		p, err := pyrt.Path(v)
		if err != nil {
			return nil, err
		}
		names = append(names, p)
	}
	return names, nil
}

// expandUser replaces a leading ~ by HOME.
func expandUser(c *pyrt.Call, p string) (string, error) {
	env := c.Env()
	if env.Getenv == nil || p != "~" && !strings.HasPrefix(p, "~/") {
		return p, nil
	}
	home, ok := env.Getenv("HOME")
	if !ok {
		return p, nil
	}
	return strings.TrimRight(home, "/") + p[1:], nil
}

// expandVars replaces $NAME and ${NAME} by the variable, if it is set.
func expandVars(c *pyrt.Call, p string) (string, error) {
	env := c.Env()
	var b strings.Builder
	for {
		i := strings.IndexByte(p, '$')
		if i < 0 || env.Getenv == nil {
			b.WriteString(p)
			return b.String(), nil
		}
		b.WriteString(p[:i])
		name, text := variable(p[i:])
		if value, ok := env.Getenv(name); ok && name != "" {
			b.WriteString(value)
		} else {
			b.WriteString(text)
		}
		p = p[i+len(text):]
	}
}

// variable reads $NAME or ${NAME} and returns the name and the text of it.
func variable(s string) (name, text string) {
	if strings.HasPrefix(s, "${") {
		if end := strings.IndexByte(s, '}'); end > 0 {
			return s[2:end], s[:end+1]
		}
		return "", s[:1]
	}
	n := 1
	for n < len(s) && (s[n] == '_' || 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z' || '0' <= s[n] && s[n] <= '9') {
		n++
	}
	return s[1:n], s[:n]
}

func sameFile(c *pyrt.Call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.Positional(2, &x, &y); err != nil {
		return nil, err
	}
	var names [2]string
	var infos [2]fs.FileInfo
	for i, v := range [...]starlark.Value{x, y} {
		p, err := pyrt.Path(v)
		if err != nil {
			return nil, err
		}
		if infos[i], err = stat(c.Env(), p, false); err != nil {
			return nil, err
		}
		if names[i], err = realPath(c, p); err != nil {
			return nil, err
		}
	}
	return starlark.Bool(names[0] == names[1] || os.SameFile(infos[0], infos[1])), nil
}

// absent reports whether an error says that a file does not exist.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
