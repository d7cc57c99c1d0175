package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// The script that makes virtual datasets again. Mappings that an index
// expression can say are written as one; others use h5py's low-level calls.

const scriptHead = `# Makes the virtual datasets of %s again.
import sys

import h5py
import numpy as np

UNLIMITED = h5py.UNLIMITED
blocks = h5py.MultiBlockSlice
`

const scriptLowLevel = `

def boxes(shape, *slabs):
    """A dataspace with the union of hyperslabs (start, count, stride, block) selected; without any, all of it; nothing for None."""
    space = h5py.h5s.create_simple(shape, (UNLIMITED,) * len(shape))
    if slabs == (None,):
        space.select_none()
        return space
    for i, slab in enumerate(slabs):
        space.select_hyperslab(*slab, op=h5py.h5s.SELECT_OR if i else h5py.h5s.SELECT_SET)
    return space
`

// scriptWriter writes the script of one file.
type scriptWriter struct {
	body     strings.Builder
	lowLevel bool
}

// lowest are h5py's names for the lowest versions of files with superblocks 0 to 3.
var lowest = [...]string{"earliest", "earliest", "v108", "v110"}

// writeScript prints the script for the virtual datasets of a file with a
// superblock of a version.
func writeScript(w io.Writer, file string, superblock int, found []virtualDataset) error {
	var s scriptWriter
	for _, v := range found {
		if err := s.dataset(v); err != nil {
			return fmt.Errorf("%s: %w", v.path, err)
		}
	}
	fmt.Fprintf(w, scriptHead, filepath.Base(file))
	if s.lowLevel {
		io.WriteString(w, scriptLowLevel)
	}
	_, err := fmt.Fprintf(w, "\nwith h5py.File(sys.argv[1] if len(sys.argv) > 1 else %s, \"x\", libver=(%q, \"latest\")) as f:\n%s",
		stringText(filepath.Base(file)), lowest[min(superblock, len(lowest)-1)], s.body.String())
	return err
}

func (s *scriptWriter) dataset(v virtualDataset) error {
	l, err := v.d.Virtual()
	if err != nil {
		return err
	}
	dtype, err := dtypeText(l.Type)
	if err != nil {
		return err
	}
	fill, err := fillText(v, dtype)
	if err != nil {
		return err
	}
	fmt.Fprintf(&s.body, "    layout = h5py.VirtualLayout(%s, %s%s)\n", dataspace.Text(l.Dims), dtype, maxShapeText(l))
	for i := range l.Mappings.Len() {
		m, err := l.Mappings.At(i)
		if err != nil {
			return err
		}
		s.mapping(l, m)
	}
	fmt.Fprintf(&s.body, "    d = f.create_virtual_dataset(%s, layout%s)\n", nameText(v.path), fill)
	return s.attributes(v)
}

// mapping writes one mapping.
func (s *scriptWriter) mapping(l *vds.Layout, m vds.Mapping) {
	virtual, ok := keyText(m.Virtual, l.Dims)
	source, sourceOK := keyText(m.Source, nil)
	if !ok || !sourceOK {
		s.lowLevel = true
		fmt.Fprintf(&s.body, "    layout.dcpl.set_virtual(%s, %s, %s, %s)\n", boxesText(m.Virtual, l.Dims),
			bytesText(m.File), bytesText(m.Dataset), boxesText(m.Source, sourceShape(m, l.Dims)))
		return
	}
	if source != "" {
		source = "[" + source + "]"
	}
	if virtual == "" {
		virtual = "..."
	}
	fmt.Fprintf(&s.body, "    layout[%s] = h5py.VirtualSource(%s, %s, shape=%s)%s\n", virtual, nameText(m.File), nameText(m.Dataset),
		dataspace.Text(sourceShape(m, l.Dims)), source)
}

// sourceShape returns a shape that holds the source selection; files do not
// say which shape a source had.
func sourceShape(m vds.Mapping, dims []uint64) []uint64 {
	if box, ok := m.Source.Bounds(nil); ok && m.Source.Kind() == dataspace.KindHyperslab {
		shape := make([]uint64, len(box.Start))
		for d := range shape {
			shape[d] = box.Start[d] + box.Count[d]
		}
		return shape
	}
	if h, ok := m.Source.Regular(); ok { // without an end
		shape := slices.Clone(h.Start)
		for d := range shape {
			if h.Count[d] != dataspace.Unlimited && h.Block[d] != dataspace.Unlimited {
				shape[d] += (h.Count[d]-1)*h.Stride[d] + h.Block[d]
			} else {
				shape[d] += max(h.Stride[d], 1)
			}
		}
		return shape
	}
	virtual := m.Virtual
	if _, ok := virtual.Unlimited(); ok {
		if block, err := virtual.UnlimitedBlock(0); err == nil {
			virtual = block
		}
	}
	if shape, ok := virtual.Shape(dims); ok {
		return shape
	}
	return []uint64{virtual.NumPoints(dims)}
}

// keyText writes a selection as h5py's index, "" for everything, and says
// whether it can be.
func keyText(sel dataspace.Selection, dims []uint64) (string, bool) {
	if sel.Kind() == dataspace.KindAll {
		return "", true
	}
	h, ok := sel.Regular()
	if !ok {
		return "", false
	}
	keys := make([]string, len(h.Start))
	for d := range keys {
		start, stride, count, block := h.Start[d], h.Stride[d], h.Count[d], h.Block[d]
		switch {
		case block == dataspace.Unlimited, count == dataspace.Unlimited && block != 1:
			return "", false
		case count == dataspace.Unlimited && dims != nil && dims[d] <= start:
			return "", false // h5py selects nothing there
		case count == dataspace.Unlimited && stride == 1:
			keys[d] = fmt.Sprintf("%d:UNLIMITED", start)
		case count == dataspace.Unlimited:
			keys[d] = fmt.Sprintf("%d:UNLIMITED:%d", start, stride)
		case count == 1:
			keys[d] = fmt.Sprintf("%d:%d", start, start+block)
		case block == 1:
			keys[d] = fmt.Sprintf("%d:%d:%d", start, start+(count-1)*stride+1, stride)
		default:
			keys[d] = fmt.Sprintf("blocks(%d, %d, %d, %d)", start, stride, count, block)
		}
	}
	return strings.Join(keys, ", "), true
}

// boxesText writes a selection as a call of the script's boxes.
func boxesText(sel dataspace.Selection, shape []uint64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "boxes(%s", dataspace.Text(shape))
	if h, ok := sel.Regular(); ok {
		fmt.Fprintf(&b, ", (%s, %s, %s, %s)", extents(h.Start), extents(h.Count), extents(h.Stride), extents(h.Block))
	} else if sel.Kind() == dataspace.KindNone {
		b.WriteString(", None")
	} else if sel.Kind() == dataspace.KindHyperslab {
		for box := range sel.Boxes() {
			fmt.Fprintf(&b, ", (%s, %s, None, %s)", dataspace.Text(box.Start), dataspace.Text(ones(len(box.Start))), dataspace.Text(box.Count))
		}
	}
	return b.String() + ")"
}

// extents writes a tuple in which some number may have no end.
func extents(values []uint64) string {
	return strings.ToUpper(dataspace.Text(values))
}

func maxShapeText(l *vds.Layout) string {
	if l.MaxDims == nil || slices.Equal(l.MaxDims, l.Dims) {
		return ""
	}
	return ", maxshape=" + strings.ReplaceAll(extents(l.MaxDims), "UNLIMITED", "None")
}

func ones(n int) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
