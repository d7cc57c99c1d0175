package h5dump

import (
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
)

// typeWords describes a type in a few words, numbers by numpy's names.
func typeWords(t *datatype.Type) string {
	if part := complexPart(t); part != nil {
		if size, err := floatSize(part); err == nil {
			return fmt.Sprintf("complex%d%s", 16*size, orderWords(part))
		}
	}
	switch t.Class {
	case datatype.Integer, datatype.Bitfield, datatype.Float, datatype.Time:
		return numberWords(t)
	case datatype.String:
		words := fmt.Sprintf("string[%d]", t.Size)
		if t.Variable {
			words = "string"
		}
		if t.CharSet == datatype.UTF8 {
			return "utf-8 " + words
		}
		return words
	case datatype.Opaque:
		return fmt.Sprintf("opaque[%d]", t.Size)
	case datatype.Compound:
		fields := make([]string, len(t.Members))
		for i, m := range t.Members {
			fields[i] = m.Name + ": " + typeWords(m.Type)
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case datatype.Reference:
		if t.Ref == datatype.RefRegion || t.Ref == datatype.RefStdRegion {
			return "region reference"
		}
		return "reference"
	case datatype.Enum:
		if isBool(t) {
			return "bool"
		}
		return typeWords(t.Base) + " {" + strings.Join(t.Names, ", ") + "}"
	case datatype.Vlen:
		return "sequence of " + typeWords(t.Base)
	case datatype.Array:
		return typeWords(t.Base) + strings.ReplaceAll(fmt.Sprint(t.Dims), " ", ", ")
	}
	return t.String()
}

func numberWords(t *datatype.Type) string {
	words := fmt.Sprintf("%d", 8*t.Size)
	switch {
	case t.Class == datatype.Float:
		words = "float" + words
	case t.Class == datatype.Bitfield:
		words = "bits" + words
	case t.Class == datatype.Time:
		words = "time" + words
	case t.Signed:
		words = "int" + words
	default:
		words = "uint" + words
	}
	if t.Class != datatype.Float && t.Precision < 8*t.Size {
		words += fmt.Sprintf(" of %d bits", t.Precision)
	}
	return words + orderWords(t)
}

// orderWords names a byte order other than little-endian.
func orderWords(t *datatype.Type) string {
	switch {
	case t.Size == 1:
		return ""
	case t.Order == datatype.BigEndian:
		return " BE"
	case t.Order == datatype.VAX:
		return " VAX"
	}
	return ""
}

// shapeWords writes a shape as numpy does.
func shapeWords(space dataspace.Space) string {
	if space.Class == dataspace.Null {
		return "empty"
	}
	return dataspace.Text(space.Dims)
}

// extentWords is shapeWords with what the shape may become.
func extentWords(space dataspace.Space) string {
	if most, grows := maximum(space); grows {
		return shapeWords(space) + " up to " + dataspace.Text(most)
	}
	return shapeWords(space)
}

func sizeWords(n uint64) string {
	if n == dataspace.Unlimited {
		return "unlimited"
	}
	return fmt.Sprint(n)
}

// maximum returns the maximum dimensions where they differ from the present
// ones.
func maximum(space dataspace.Space) ([]uint64, bool) {
	most, grows := make([]uint64, len(space.Dims)), false
	for i, d := range space.Dims {
		most[i] = space.Max(i)
		grows = grows || most[i] != d
	}
	return most, grows
}

func layoutWords(d *hdf5.Dataset) string {
	switch {
	case d.Layout() == hdf5.Chunked:
		return "chunked " + dataspace.Text(d.Chunks())
	case d.External() != nil:
		return "external"
	}
	return d.Layout().String()
}

// filterNames returns the usual names of filters.
func filterNames() map[filter.ID]string {
	return map[filter.ID]string{
		filter.Shuffle: "shuffle", filter.Fletcher32: "fletcher32", filter.Szip: "szip", filter.NBit: "nbit",
		filter.ScaleOffset: "scaleoffset", filter.Bzip2: "bzip2", filter.LZF: "lzf", filter.Blosc: "blosc", filter.LZ4: "lz4",
		filter.Bitshuffle: "bitshuffle", filter.Zstd: "zstd", filter.Blosc2: "blosc2",
	}
}

// filterWords names the filters in the order of writing; detailed with the
// parameters of those whose name says nothing of them.
func filterWords(filters []filter.Info, detailed bool) string {
	words, names := make([]string, len(filters)), filterNames()
	for i, f := range filters {
		name, known := names[f.ID]
		switch {
		case known:
			words[i] = name
		case f.ID == filter.Deflate && len(f.Params) > 0:
			words[i] = fmt.Sprintf("gzip %d", f.Params[0])
		case f.ID == filter.Deflate:
			words[i] = "gzip"
		case f.Name != "":
			words[i] = f.Name
		default:
			words[i] = fmt.Sprintf("filter %d", f.ID)
		}
		if detailed && len(f.Params) > 0 && f.ID != filter.Deflate && f.ID != filter.Shuffle {
			words[i] += fmt.Sprintf(" %d", f.Params)
		}
	}
	return strings.Join(words, ", ")
}

// bytesWords writes a number of bytes with three digits.
func bytesWords(n uint64) string {
	if n < 1024 {
		return fmt.Sprintf("%d B", n)
	}
	x, unit := float64(n)/1024, 0
	for x >= 1023.5 && unit < 5 {
		x, unit = x/1024, unit+1
	}
	digits := 0
	if x < 9.995 {
		digits = 2
	} else if x < 99.95 {
		digits = 1
	}
	return fmt.Sprintf("%.*f %ciB", digits, x, "KMGTPE"[unit])
}

// selectionWords writes a selection as numpy's subscripts, or says how large
// it is.
func selectionWords(sel dataspace.Selection) string {
	if sel.Kind() == dataspace.KindAll {
		return "[...]"
	}
	if sel.Kind() == dataspace.KindPoints {
		return fmt.Sprintf("[%d points]", sel.NumPoints(nil))
	}
	h, ok := sel.Regular()
	if !ok {
		return fmt.Sprintf("[%d elements in %d blocks]", sel.NumPoints(nil), sel.NumBoxes())
	}
	parts := make([]string, len(h.Start))
	for i, start := range h.Start {
		stride, count, block := h.Stride[i], h.Count[i], h.Block[i]
		switch {
		case count == dataspace.Unlimited && (block == 1 || block == stride):
			parts[i] = fmt.Sprintf("%d:%s", start, stepWords(stride, block))
		case block == dataspace.Unlimited:
			parts[i] = fmt.Sprintf("%d:", start)
		case count == 1 && block == 1:
			parts[i] = fmt.Sprint(start)
		case count == 1 || stride == block:
			parts[i] = fmt.Sprintf("%d:%d", start, start+count*block)
		case block == 1:
			parts[i] = fmt.Sprintf("%d:%d:%d", start, start+(count-1)*stride+1, stride)
		default:
			parts[i] = fmt.Sprintf("%s blocks of %d from %d every %d", sizeWords(count), block, start, stride)
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// stepWords writes the step of an endless slice.
func stepWords(stride, block uint64) string {
	if stride == block {
		return ""
	}
	return fmt.Sprintf(":%d", stride)
}
