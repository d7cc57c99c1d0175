package vds

import (
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
	if file == "." || file == "" {
		return nil
	}
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if filepath.IsAbs(file) || strings.HasPrefix(file, "/") {
		add(file)
		file = file[strings.LastIndexFunc(file, isSeparator)+1:]
		if file == "" {
			return names
		}
	} else if volume := filepath.VolumeName(file); volume != "" {
		add(file)
		file = file[len(volume):]
	}
	for _, dir := range filepath.SplitList(s.EnvPrefix) {
		if dir != "" {
			add(join(dir, file))
		}
	}
	prefix := s.Prefix
	if s.EnvPrefix != "" {
		prefix = s.EnvPrefix
	}
	if prefix != "" && prefix != "." {
		if rest, ok := strings.CutPrefix(prefix, origin); ok {
			prefix = s.Dir + rest
			if s.Dir == "" {
				prefix = "." + rest
			}
		}
		add(join(prefix, file))
	}
	add(join(s.Dir, file))
	add(file)
	add(join(s.RealDir, file))
	return names
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
