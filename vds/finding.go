package vds

import "fmt"

// Severity says how bad a finding is.
type Severity uint8

const (
	Note    Severity = iota // good to know
	Caution                 // may not be what was meant
	Fault                   // elements that should have data have none
)

func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Caution:
		return "caution"
	case Fault:
		return "fault"
	}
	return fmt.Sprintf("severity %d", uint8(s))
}

// FindingKind says what a finding is about.
type FindingKind uint8

const (
	SourceFault  FindingKind = iota // a source, or a part of one, gives no data: Finding.Source
	Overlap                         // a later mapping hides a part of this one
	NeverRead                       // later mappings hide all of this one
	NothingThere                    // the mapping selects no element of the dataset
	AbsolutePath                    // the source file's name is absolute: moving the files breaks it
	Unmapped                        // elements that no mapping has
)

func (k FindingKind) String() string {
	names := [...]string{"source", "overlap", "never read", "empty", "absolute path", "unmapped"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("finding %d", uint8(k))
}

// Finding is something to know about a virtual dataset.
type Finding struct {
	Severity Severity
	Kind     FindingKind
	Mapping  int    // its place in the list; -1: the dataset as a whole
	Elements uint64 // that it is about
	Text     string
	Source   *SourceError // of a SourceFault
}

func (f Finding) String() string {
	if f.Mapping < 0 {
		return fmt.Sprintf("%v: %s", f.Severity, f.Text)
	}
	return fmt.Sprintf("%v: mapping %d: %s", f.Severity, f.Mapping, f.Text)
}

// Coverage counts the elements of a virtual dataset by where their values come
// from.
type Coverage struct {
	Total    uint64 // = Mapped + Unmapped
	Mapped   uint64 // in a mapping
	Unmapped uint64 // in none: the fill value
	Missing  uint64 // of Mapped: no source gives data
	Hidden   uint64 // elements of mappings that a later mapping hides
}

// Percent returns n as a part of all elements.
func (c Coverage) Percent(n uint64) float64 {
	if c.Total == 0 {
		return 0
	}
	return 100 * float64(n) / float64(c.Total)
}
