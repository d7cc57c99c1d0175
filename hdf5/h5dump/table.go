package h5dump

import (
	"io"
	"strings"
)

// table writes rows whose cells stand below each other. Rows are aligned in
// groups, so that a long table begins to appear before it is complete.
type table struct {
	w    io.Writer
	rows [][]string
	err  error
}

// aligned is how many rows are aligned with each other.
const aligned = 1000

// widest is the width of a cell from which it does not move the next ones.
const widest = 60

// row adds a row.
func (t *table) row(cells ...string) {
	for i := range cells {
		cells[i] = printable(cells[i])
	}
	t.rows = append(t.rows, cells)
	if len(t.rows) == aligned {
		t.flush()
	}
}

// flush writes the rows so far.
func (t *table) flush() {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if n := width(cell); n <= widest && i < len(row)-1 {
				widths[i] = max(widths[i], n)
			}
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", 2+max(0, widths[i]-width(cell))))
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	t.rows = t.rows[:0]
	if t.err == nil {
		_, t.err = io.WriteString(t.w, b.String())
	}
}
