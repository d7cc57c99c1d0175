package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"strings"

	"github.com/vdscript/vdscript/hdf5/dataspace"
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
			names = append(names, name)
		}
		ofEntry = append(ofEntry, n)
	}
	return ofEntry, names
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// legendLines is how many sources a legend names.
const legendLines = 12

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
	for i, name := range names[:min(len(names), legendLines)] {
		fmt.Fprintf(&b, "%c %s\n", letters[i%len(letters)], name)
	}
	if more := len(names) - legendLines; more > 0 {
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

// The colours and measures of a drawing, in pixels.
var (
	paper    = color.RGBA{255, 255, 255, 255}
	black    = color.RGBA{0, 0, 0, 255}
	unmapped = color.RGBA{225, 225, 225, 255}
	alarm    = color.RGBA{200, 30, 30, 255}
)

const (
	mapSize   = 640
	margin    = 12
	axisSpace = 72 // beside and below the map, for the axes' numbers
	lineSpace = 16
	tickSize  = 5
)

// writePNG draws the map of a diagnosis into a file.
func writePNG(name string, r diagnosis) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := png.Encode(f, r.draw()); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// draw makes the drawing: the map, and below it the legend.
func (r diagnosis) draw() image.Image {
	inks, names := r.inks()
	shows := make([]bool, len(names)) // sources with data
	for i, e := range r.check.Entries() {
		shows[inks[i]] = shows[inks[i]] || e.Available > 0
	}
	p := r.check.Picture(mapSize, mapSize)
	scale := func(cells int) int { return max(1, mapSize/cells) }
	sx, sy := scale(p.Width), min(scale(p.Height), 64)
	lines := min(len(names), legendLines) + 4
	img := image.NewRGBA(image.Rect(0, 0, axisSpace+mapSize+2*margin, p.Height*sy+(lines+3)*lineSpace+2*margin))
	fill(img, img.Bounds(), paper)
	area := image.Rect(0, 0, p.Width*sx, p.Height*sy).Add(image.Pt(axisSpace, margin))
	fill(img, area.Inset(-1), black)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			cell := p.Cells[(y-area.Min.Y)/sy*p.Width+(x-area.Min.X)/sx]
			switch {
			case cell == 0:
				img.SetRGBA(x, y, unmapped)
			case cell < 0:
				img.SetRGBA(x, y, hatch(x, y))
			default:
				img.SetRGBA(x, y, ink(inks[cell-1]))
			}
		}
	}
	r.drawAxes(img, area, p)
	y := area.Max.Y + 3*lineSpace
	entry := func(c func(x, y int) color.RGBA, text string) {
		for dy := range 10 {
			for dx := range 16 {
				img.SetRGBA(margin+dx, y+dy, c(margin+dx, y+dy))
			}
		}
		writeText(img, margin+24, y, text)
		y += lineSpace
	}
	plain := func(c color.RGBA) func(int, int) color.RGBA { return func(int, int) color.RGBA { return c } }
	writeText(img, margin, y, r.path+" "+dataspace.Text(r.dims)+": "+axesText(p))
	y += lineSpace
	for i, name := range names[:min(len(names), legendLines)] {
		if shows[i] {
			entry(plain(ink(i)), name)
		} else {
			entry(hatch, name)
		}
	}
	if more := len(names) - legendLines; more > 0 {
		writeText(img, margin+24, y, fmt.Sprintf("and %d more", more))
		y += lineSpace
	}
	c := r.check.Coverage()
	entry(hatch, fmt.Sprintf("missing %.4g %%", c.Percent(c.Missing)))
	entry(plain(unmapped), fmt.Sprintf("unmapped %.4g %%", c.Percent(c.Unmapped)))
	return img
}

// drawAxes draws ticks with their indices to the left of the map and below it.
func (r diagnosis) drawAxes(img *image.RGBA, area image.Rectangle, p *vds.Picture) {
	if p.Rows >= 0 {
		for _, n := range ticks(r.dims[p.Rows]) {
			y := area.Min.Y + int(float64(n)/float64(r.dims[p.Rows])*float64(area.Dy()))
			fill(img, image.Rect(area.Min.X-tickSize-1, y, area.Min.X-1, y+1), black)
			text := fmt.Sprint(n)
			writeText(img, area.Min.X-tickSize-4-textWidth(text), y, text)
		}
	}
	if p.Columns >= 0 {
		for _, n := range ticks(r.dims[p.Columns]) {
			x := area.Min.X + int(float64(n)/float64(r.dims[p.Columns])*float64(area.Dx()))
			fill(img, image.Rect(x, area.Max.Y+1, x+1, area.Max.Y+1+tickSize), black)
			writeText(img, x, area.Max.Y+tickSize+5, fmt.Sprint(n))
		}
	}
}

// ticks returns round indices of an axis, at most eight.
func ticks(size uint64) (out []uint64) {
	step := uint64(1)
	for i := 0; size/step >= 8; i++ {
		step = []uint64{2, 5, 10}[i%3] * pow10(i/3)
	}
	for n := uint64(0); n < size; n += step {
		out = append(out, n)
		if n > size-step { // the next would leave the range of numbers
			break
		}
	}
	return out
}

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

func fill(img *image.RGBA, area image.Rectangle, c color.RGBA) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			img.SetRGBA(x, y, c)
		}
	}
}

// hatch is the pattern of missing data.
func hatch(x, y int) color.RGBA {
	if (x+y)%8 < 3 {
		return alarm
	}
	return paper
}

// ink returns the colour of a source: hues a golden angle apart, so that
// neighbours differ.
func ink(n int) color.RGBA {
	hue := math.Mod(float64(n)*0.618034+0.55, 1) * 6
	light := 0.9 - 0.2*float64(n%3)
	channel := func(shift float64) uint8 {
		k := math.Mod(hue+shift, 6)
		return uint8(255 * light * (1 - 0.55*math.Max(0, math.Min(1, math.Min(k, 4-k)))))
	}
	return color.RGBA{channel(5), channel(3), channel(1), 255}
}
