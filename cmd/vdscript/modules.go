package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sourceFinder finds the text of a user's modules: beside the module that
// imports, then in the directories of VDSCRIPT_PATH. A dotted name is a path;
// name.py, name.star and name/__init__.py are tried.
func sourceFinder(env environment) func(ctx context.Context, name, from string) (string, []byte, error) {
	return func(_ context.Context, name, from string) (string, []byte, error) {
		dirs := []string{filepath.Dir(from)}
		if list, ok := env.getenv("VDSCRIPT_PATH"); ok && list != "" {
			dirs = append(dirs, filepath.SplitList(list)...)
		}
		for _, dir := range dirs {
			for _, file := range moduleFiles(dir, name) {
				src, err := os.ReadFile(file)
				if !errors.Is(err, fs.ErrNotExist) {
					return file, src, err
				}
			}
		}
		return "", nil, fs.ErrNotExist
	}
}

// moduleFiles lists the files that may hold a module.
func moduleFiles(dir, name string) []string {
	if strings.HasSuffix(name, ".star") || strings.HasSuffix(name, ".py") { // as in load("name.star", ...)
		return []string{filepath.Join(dir, filepath.FromSlash(name))}
	}
	base := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(name, ".", "/")))
	return []string{base + ".py", base + ".star", filepath.Join(base, "__init__.py")}
}
