// Package stdlib holds the modules of Python's standard library that are
// written in the language itself: one script for each module, under its
// dotted name. They are those that consist of classes which scripts derive
// from (argparse, logging, pathlib, unittest ...); modules that need the world
// or speed are Go code of starlarkvds/internal/pymod and are named with a
// leading underscore where only these scripts import them.
//
// The texts are read on import, so a script pays only for what it uses.
package stdlib

import (
	"embed"
	"strings"
)

//go:embed *.py
var files embed.FS

// Source returns the text of a module; ok is false for an unknown name.
func Source(name string) (text []byte, ok bool) {
	text, err := files.ReadFile(name + ".py")
	return text, err == nil
}

// FileName returns the name that tracebacks give a module's file.
func FileName(name string) string { return "stdlib/" + name + ".py" }

// Names lists the modules that scripts import, without those that begin with
// an underscore.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".py"); name[0] != '_' {
			names = append(names, name)
		}
	}
	return names
}
