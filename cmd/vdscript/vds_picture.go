package main

import (
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/vds"
)

// inks gives each source of a diagnosis a number, in the order of their first
// mappings; -1 stands for an entry without data.
func (r diagnosis) inks() (ofEntry []int, names []string) {
	numbers := make(map[string]int)
	for _, e := range r.check.Entries() {
		name := e.File + " " + e.Dataset
		n, ok := numbers[name]
		if !ok {
			n = len(names)
			numbers[name] = n
			names = append(names, printable(name))
		}
		ofEntry = append(ofEntry, n)
	}
	return ofEntry, names
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// shownSources is how many sources the legend below characters names.
const shownSources = 12

// characters draws the map: a letter for each source, "." where nothing is
// mapped and "!" where data is missing.
func (r diagnosis) characters(width, height int) string {
	inks, names := r.inks()
	p := r.check.Picture(width-2, height)
	var b strings.Builder
	edge := "+" + strings.Repeat("-", p.Width) + "+\n"
	b.WriteString(edge)
	for y := range p.Height {
		b.WriteByte('|')
		for _, cell := range p.Cells[y*p.Width : (y+1)*p.Width] {
			switch {
			case cell == 0:
				b.WriteByte('.')
			case cell < 0:
				b.WriteByte('!')
			default:
				b.WriteByte(letters[inks[cell-1]%len(letters)])
			}
		}
		b.WriteString("|\n")
	}
	b.WriteString(edge)
	fmt.Fprintf(&b, "%s   . unmapped   ! missing\n", axesText(p))
	for i, name := range names[:min(len(names), shownSources)] {
		fmt.Fprintf(&b, "%c %s\n", letters[i%len(letters)], name)
	}
	if more := len(names) - shownSources; more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}
	return b.String()
}

// axesText says which axes a picture shows.
func axesText(p *vds.Picture) string {
	switch {
	case p.Columns < 0:
		return "one element"
	case p.Rows < 0:
		return fmt.Sprintf("axis %d across", p.Columns)
	}
	return fmt.Sprintf("axis %d down, axis %d across", p.Rows, p.Columns)
}
