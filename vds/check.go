package vds

import (
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Problem is what is wrong with a mapping.
type Problem uint8

const (
	BadPattern      Problem = iota + 1 // a per cent sign before anything but b and %
	PointSelection                     // a selection is a list of points
	CountMismatch                      // the selections have different numbers of elements
	SliceMismatch                      // unlimited selections with slices of different size
	BlockMismatch                      // a numbered block and its source have different numbers of elements
	NoPattern                          // unlimited virtual, limited source, no "%b" in a name
	StrayPattern                       // "%b" without such selections
	UnlimitedSource                    // limited virtual, unlimited source
	NotBlocks                          // a numbered mapping whose virtual selection is one endless block
	WrongRank                          // the virtual selection has another rank than the dataset
	ExtentTooSmall                     // the dataset's extent does not hold the mapping
	BadSelection                       // any other fault of a selection
)

// text is libhdf5's message, as h5py shows it in parentheses.
func (p Problem) text() string {
	switch p {
	case BadPattern:
		return "invalid format specifier"
	case PointSelection:
		return "point selections not currently supported with virtual datasets"
	case CountMismatch, UnlimitedSource:
		return "virtual and source space selections have different numbers of elements"
	case SliceMismatch:
		return "numbers of elements in the non-unlimited dimensions is different for source and virtual spaces"
	case BlockMismatch, NotBlocks:
		return "virtual (single block) and source space selections have different numbers of elements"
	case NoPattern:
		return "unlimited virtual selection, limited source selection, and no printf specifiers in source names"
	case StrayPattern:
		return "printf specifier(s) in source name(s) without an unlimited virtual selection and limited source selection"
	case ExtentTooSmall:
		return "virtual dataset dimensions not large enough to contain all limited dimensions in all selections"
	case WrongRank:
		return "rank of virtual selection differs from the dataset's"
	}
	return "invalid selection"
}

// MappingError says that a mapping cannot be.
type MappingError struct {
	Mapping int // its place in the layout, -1 if it has none yet
	Problem Problem
	Detail  string // names, shapes and counts; may be empty
	Err     error  // may be nil
}

// Text returns libhdf5's message for the problem.
func (e *MappingError) Text() string { return e.Problem.text() }

func (e *MappingError) Error() string {
	text := e.Problem.text()
	if e.Mapping >= 0 {
		text = fmt.Sprintf("mapping %d: %s", e.Mapping, text)
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *MappingError) Unwrap() error { return e.Err }

// Validate checks one mapping as libhdf5 does when it is added; the error is a
// *MappingError. dims is the current extent of the virtual dataset and
// sourceDims that of the source as it was declared; nil says that it is not
// known, so that a source selection of everything is not counted.
func (m Mapping) Validate(dims, sourceDims []uint64) error {
	file, err := parsePattern(m.File)
	if err != nil {
		return m.problem(BadPattern, m.File, nil)
	}
	dataset, err := parsePattern(m.Dataset)
	if err != nil {
		return m.problem(BadPattern, m.Dataset, nil)
	}
	if m.Virtual.Kind() == dataspace.KindPoints || m.Source.Kind() == dataspace.KindPoints {
		return m.problem(PointSelection, "", nil)
	}
	if rank := m.Virtual.Rank(); rank != 0 && rank != len(dims) {
		return m.problem(WrongRank, fmt.Sprintf("%d and %d", rank, len(dims)), nil)
	}
	patterns := file.numbered() || dataset.numbered()
	_, unlimited := m.Virtual.Unlimited()
	_, sourceUnlimited := m.Source.Unlimited()
	known := sourceDims != nil || m.Source.Kind() != dataspace.KindAll
	switch {
	case unlimited && sourceUnlimited:
		if v, s := m.Virtual.SliceSize(), m.Source.SliceSize(); v != s {
			return m.problem(SliceMismatch, fmt.Sprintf("%d and %d", s, v), nil)
		}
	case unlimited && !patterns:
		return m.problem(NoPattern, "", nil)
	case unlimited && !m.Virtual.UnlimitedBlocks():
		return m.problem(NotBlocks, "", nil)
	case unlimited:
		block, err := m.Virtual.UnlimitedBlock(0)
		if err != nil {
			return m.problem(BadSelection, "", err)
		}
		if v, s := block.NumPoints(dims), m.Source.NumPoints(sourceDims); known && v != s {
			return m.problem(BlockMismatch, fmt.Sprintf("%d and %d", v, s), nil)
		}
		return nil
	case sourceUnlimited:
		return m.problem(UnlimitedSource, "the source selection has no end", nil)
	default:
		if v, s := m.Virtual.NumPoints(dims), m.Source.NumPoints(sourceDims); known && v != s {
			return m.problem(CountMismatch, fmt.Sprintf("%d and %d", v, s), nil)
		}
	}
	if patterns {
		return m.problem(StrayPattern, "", nil)
	}
	return nil
}

func (m Mapping) problem(p Problem, detail string, err error) error {
	return &MappingError{Mapping: -1, Problem: p, Detail: detail, Err: err}
}

// Validate checks every mapping, and that the extent holds them, as libhdf5
// does when a dataset is created; the error is a *MappingError.
func (l *Layout) Validate() error {
	least := make([]uint64, len(l.Dims))
	for i := range l.Mappings.Len() {
		m, err := l.mapping(i)
		if err != nil {
			return err
		}
		if err := m.Validate(l.Dims, nil); err != nil {
			var e *MappingError
			if errors.As(err, &e) {
				e.Mapping = i
			}
			return err
		}
		m.raise(least)
		for d, n := range least {
			if n > l.Dims[d] {
				return &MappingError{Mapping: i, Problem: ExtentTooSmall,
					Detail: fmt.Sprintf("dimension %d: got %d, want at least %d", d, l.Dims[d], n)}
			}
		}
	}
	return nil
}
