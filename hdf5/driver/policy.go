package driver

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Use says why the contents of one file name another.
type Use uint8

const (
	VirtualSource Use = iota // a source file of a virtual dataset
	ExternalLink             // the target file of an external link
	ExternalRaw              // a raw data file of an external layout
	numUses
)

// String returns "virtual source", "external link" or "external raw data".
func (u Use) String() string {
	switch u {
	case VirtualSource:
		return "virtual source"
	case ExternalLink:
		return "external link"
	case ExternalRaw:
		return "external raw data"
	}
	return "invalid use"
}

// Rule says which names data may use.
type Rule uint8

const (
	// DefaultRule is [Allow] for virtual sources and external links and
	// [Deny] for raw data, whose bytes need not be HDF5's.
	DefaultRule Rule = iota
	// Allow lets data name any file that the FS opens.
	Allow
	// Beside lets data name files in the directory of the file that names
	// them, and below it, judged by spelling. A symbolic link can lead out:
	// only [Root] confines those.
	Beside
	// Deny lets data name no other file.
	Deny
)

// Policy decides which other files the contents of a file may name. The zero
// value states HDF5's behaviour except for raw data files, which it denies.
type Policy struct {
	VirtualSources Rule
	ExternalLinks  Rule
	ExternalRaw    Rule
	// Grant, if set, is asked where a rule denies, and may allow a file: one
	// that the host named itself.
	Grant func(use Use, name string) bool
	// Veto, if set, is asked last and refuses a file by an error.
	Veto func(use Use, name string) error
}

// Check returns nil when a file in directory dir may name the file name
// (already joined with its directory or prefix) for the given use, and else
// an error that wraps [ErrPolicy].
func (p Policy) Check(use Use, dir, name string) error {
	rules := [numUses]Rule{p.VirtualSources, p.ExternalLinks, p.ExternalRaw}
	rule := Deny
	if use < numUses {
		rule = rules[use]
	}
	if rule == DefaultRule {
		rule = Allow
		if use == ExternalRaw {
			rule = Deny
		}
	}
	denied := rule == Deny || rule == Beside && !within(dir, name)
	if denied && (p.Grant == nil || !p.Grant(use, name)) {
		return fmt.Errorf("%s %q: %w", use, name, ErrPolicy)
	}
	if p.Veto != nil {
		if err := p.Veto(use, name); err != nil {
			return fmt.Errorf("%s %q: %w: %w", use, name, ErrPolicy, err)
		}
	}
	return nil
}

// within reports whether name lies below dir by spelling.
func within(dir, name string) bool {
	if dir == "" {
		dir = "."
	}
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
