package vds

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
)

// Search is where source files are looked for.
type Search struct {
	// EnvPrefix is the value of HDF5_VDS_PREFIX, a list of directories; a
	// host that does not trust its environment leaves it empty.
	EnvPrefix string
	// Prefix is the access property (H5Pset_virtual_prefix): one directory.
	Prefix string
	// Dir is the directory of the virtual dataset's file as it was opened,
	// RealDir that of the file after following symbolic links. Empty is the
	// working directory.
	Dir, RealDir string
}

const origin = "${ORIGIN}"

// Candidates returns the names under which a source file is to be tried, in
// libhdf5's order:
//
//  1. an absolute name itself, and from then on its last element alone;
//  2. each directory of EnvPrefix;
//  3. the prefix: EnvPrefix if set, else Prefix, "${ORIGIN}" at its start
//     standing for Dir ("" and "." are no prefix);
//  4. Dir;
//  5. the name in the working directory;
//  6. RealDir.
//
// "." is the virtual dataset's own file and gives no candidates.
func (s Search) Candidates(file string) []string {
	var names []string
	s.each(file, func(name string) bool {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		return true
	})
	return names
}

// First returns the first of the candidates, "" if there is none.
func (s Search) First(file string) (first string) {
	s.each(file, func(name string) bool {
		first = name
		return false
	})
	return first
}

// each yields the candidates in their order, some of them more than once.
func (s Search) each(file string, yield func(name string) bool) {
	if file == "." || file == "" {
		return
	}
	if filepath.IsAbs(file) || strings.HasPrefix(file, "/") {
		if !yield(file) {
			return
		}
		if file = file[strings.LastIndexFunc(file, isSeparator)+1:]; file == "" {
			return
		}
	} else if volume := filepath.VolumeName(file); volume != "" {
		if !yield(file) {
			return
		}
		file = file[len(volume):]
	}
	for _, dir := range filepath.SplitList(s.EnvPrefix) {
		if dir != "" && !yield(join(dir, file)) {
			return
		}
	}
	if prefix := s.prefix(); prefix != "" && !yield(join(prefix, file)) {
		return
	}
	_ = yield(join(s.Dir, file)) && yield(file) && yield(join(s.RealDir, file))
}

// prefix returns the directory that a prefix stands for, "" if there is none.
func (s Search) prefix() string {
	prefix := cmp.Or(s.EnvPrefix, s.Prefix)
	if prefix == "." {
		return ""
	}
	if rest, ok := strings.CutPrefix(prefix, origin); ok {
		return cmp.Or(s.Dir, ".") + rest
	}
	return prefix
}

func isSeparator(r rune) bool { return r == '/' || r == filepath.Separator }

// join puts a separator between a directory and a name, and only that: "./x"
// stays what it is.
func join(dir, file string) string {
	if dir == "" {
		return file
	}
	if isSeparator(rune(dir[len(dir)-1])) {
		return dir + file
	}
	return dir + "/" + file
}
