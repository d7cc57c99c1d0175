package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
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
	lineSpace = 16
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
	p := r.check.Picture(mapSize, mapSize)
	scale := func(cells int) int { return max(1, mapSize/cells) }
	sx, sy := scale(p.Width), min(scale(p.Height), 64)
	lines := min(len(names), legendLines) + 4
	img := image.NewRGBA(image.Rect(0, 0, mapSize+2*margin, p.Height*sy+(lines+1)*lineSpace+2*margin))
	fill(img, img.Bounds(), paper)
	area := image.Rect(margin, margin, margin+p.Width*sx, margin+p.Height*sy)
	fill(img, area.Inset(-1), black)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			cell := p.Cells[(y-margin)/sy*p.Width+(x-margin)/sx]
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
	y := area.Max.Y + lineSpace
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
	writeText(img, margin, y, r.path+" "+tuple(r.dims)+": "+axesText(p))
	y += lineSpace
	for i, name := range names[:min(len(names), legendLines)] {
		entry(plain(ink(i)), name)
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
