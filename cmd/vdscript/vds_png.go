package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// The colours and measures, in pixels, of a drawing.
var (
	paper    = color.RGBA{255, 255, 255, 255}
	black    = color.RGBA{34, 34, 34, 255}
	unmapped = color.RGBA{228, 228, 228, 255}
	alarm    = color.RGBA{190, 25, 30, 255}
)

const (
	mapWidth    = 1280
	margin      = 40
	axisSpace   = 150 // to the left of the map
	tickSize    = 9
	swatchWidth = 36
	columnGap   = 36
	legendLines = 12 // of each column
	outlined    = 64 // mappings, at most, that are set apart by lines
)

// inkColours are colours that tell well apart, for eyes that see less red or
// green too; none is near the alarm's or the grey of what is unmapped.
var inkColours = [...]color.RGBA{
	{78, 121, 167, 255}, {242, 180, 76, 255}, {89, 161, 79, 255}, {176, 122, 161, 255}, {118, 183, 178, 255},
	{156, 117, 95, 255}, {160, 203, 232, 255}, {112, 92, 170, 255}, {140, 209, 125, 255}, {212, 166, 200, 255},
	{30, 110, 120, 255}, {215, 181, 166, 255},
}

// rampColours are those between which the colours of many sources go over: from
// dark to light, so that their order is seen.
var rampColours = [...]color.RGBA{
	{58, 30, 100, 255}, {65, 68, 135, 255}, {42, 120, 142, 255}, {34, 168, 132, 255}, {122, 209, 81, 255}, {243, 224, 80, 255},
}

// palette is the colours of a number of sources.
type palette int

// ink returns the colour of a source. Of more than there are colours for the
// next have darker ones, then lighter ones; more still have a ramp.
func (p palette) ink(n int) color.RGBA {
	if int(p) > 3*len(inkColours) {
		at := float64(n) / float64(p-1) * float64(len(rampColours)-1)
		from := min(int(at), len(rampColours)-2)
		return mix(rampColours[from], rampColours[from+1], int(100*(at-float64(from))))
	}
	c := inkColours[n%len(inkColours)]
	switch n / len(inkColours) {
	case 1:
		return mix(c, black, 30)
	case 2:
		return mix(c, paper, 40)
	}
	return c
}

// mix adds per cent of another colour to one.
func mix(c, other color.RGBA, percent int) color.RGBA {
	channel := func(a, b uint8) uint8 { return uint8((int(a)*(100-percent) + int(b)*percent) / 100) }
	return color.RGBA{channel(c.R, other.R), channel(c.G, other.G), channel(c.B, other.B), 255}
}

// hatch is the pattern of a source that is missing: stripes over a tint of its
// colour.
func (p palette) hatch(n int) func(x, y int) color.RGBA {
	tint := mix(p.ink(n), paper, 75)
	return func(x, y int) color.RGBA {
		if (x+y)%14 < 4 {
			return alarm
		}
		return tint
	}
}

// one paints with one colour.
func one(c color.RGBA) func(x, y int) color.RGBA { return func(int, int) color.RGBA { return c } }

// writePNG draws the map of a diagnosis into a file.
func writePNG(name string, r diagnosis) error {
	img, err := r.draw()
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := png.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// draw makes the drawing: the name, the map, and below it the legend.
func (r diagnosis) draw() (image.Image, error) {
	p := r.check.Picture(mapWidth, mapWidth)
	area := image.Rect(0, 0, mapWidth, r.mapHeight(p)).Add(image.Pt(axisSpace, margin+lineSpace+margin/2))
	below := area.Max.Y + tickSize + 2*lineSpace + margin/2
	entries := r.legend()
	sheet, err := newCanvas(area.Max.X+margin, below+(legendLines+1)*lineSpace)
	if err != nil {
		return nil, err
	}
	sheet.text(axisSpace, margin+lineSpace/2, sheet.shorten(fmt.Sprintf("%s    shape %s    %s", r.path, dataspace.Text(r.dims), r.d.Type()), mapWidth))
	r.drawMap(sheet, area, p)
	r.drawAxes(sheet, area, p)
	end := sheet.drawLegend(image.Pt(axisSpace, below), entries)
	return sheet.SubImage(image.Rect(0, 0, sheet.Rect.Dx(), end+margin/2)), nil
}

// mapHeight returns how high the map is drawn: as the sizes of its axes are to
// each other, within bounds.
func (r diagnosis) mapHeight(p *vds.Picture) int {
	if p.Rows < 0 {
		return 2 * lineSpace
	}
	ratio := float64(r.dims[p.Rows]) / float64(max(r.dims[p.Columns], 1))
	return int(mapWidth * min(max(ratio, 0.35), 0.9))
}

// drawMap draws the cells, with thin lines between the mappings if there are
// few enough to see them.
func (r diagnosis) drawMap(sheet *canvas, area image.Rectangle, p *vds.Picture) {
	inks, names := r.inks()
	colours := palette(len(names))
	patterns := make(map[int32]func(x, y int) color.RGBA) // of cells
	cell := func(x, y int) int32 {
		return p.Cells[(y-area.Min.Y)*p.Height/area.Dy()*p.Width+(x-area.Min.X)*p.Width/area.Dx()]
	}
	lines := len(r.check.Entries()) <= outlined
	sheet.paint(area, func(x, y int) color.RGBA {
		c := cell(x, y)
		if lines && (x > area.Min.X && cell(x-1, y) != c || y > area.Min.Y && cell(x, y-1) != c) {
			return paper
		}
		pattern := patterns[c]
		if pattern == nil {
			switch {
			case c == 0:
				pattern = one(unmapped)
			case c < 0:
				pattern = colours.hatch(inks[-c-1])
			default:
				pattern = one(colours.ink(inks[c-1]))
			}
			patterns[c] = pattern
		}
		return pattern(x, y)
	})
	sheet.frame(area, 2, black)
}

// drawAxes draws ticks with their indices to the left of the map and below it.
func (r diagnosis) drawAxes(sheet *canvas, area image.Rectangle, p *vds.Picture) {
	middle := area.Min.Add(area.Max).Div(2)
	if p.Rows >= 0 {
		for _, n := range ticks(r.dims[p.Rows]) {
			y := area.Min.Y + int(float64(n)/float64(r.dims[p.Rows])*float64(area.Dy()))
			sheet.fill(image.Rect(area.Min.X-2-tickSize, y, area.Min.X-2, y+2), black)
			text := fmt.Sprint(n)
			sheet.text(area.Min.X-2-tickSize-8-sheet.width(text), y, text)
		}
		sheet.upward(margin, middle.Y, fmt.Sprintf("axis %d", p.Rows))
	}
	if p.Columns < 0 {
		return
	}
	for _, n := range ticks(r.dims[p.Columns]) {
		x := area.Min.X + int(float64(n)/float64(r.dims[p.Columns])*float64(area.Dx()))
		sheet.fill(image.Rect(x, area.Max.Y+2, x+2, area.Max.Y+2+tickSize), black)
		text := fmt.Sprint(n)
		sheet.text(x-sheet.width(text)/2, area.Max.Y+tickSize+lineSpace/2+4, text)
	}
	label := fmt.Sprintf("axis %d", p.Columns)
	sheet.text(middle.X-sheet.width(label)/2, area.Max.Y+tickSize+lineSpace*3/2, label)
}

// legendEntry is a line of the legend.
type legendEntry struct {
	pattern func(x, y int) color.RGBA // nil: none
	text    string
	missing bool // a source without data
}

// legend returns the entries: those of the whole, and the sources.
func (r diagnosis) legend() []legendEntry {
	c := r.check.Coverage()
	inks, names := r.inks()
	colours := palette(len(names))
	entries := []legendEntry{
		{palette(1).hatch(0), fmt.Sprintf("missing %.3g %%", c.Percent(c.Missing)), true},
		{one(unmapped), fmt.Sprintf("unmapped %.3g %%", c.Percent(c.Unmapped)), true},
	}
	shows := make([]bool, len(names)) // sources with data
	for i, e := range r.check.Entries() {
		shows[inks[i]] = shows[inks[i]] || e.Available > 0
	}
	for i, name := range names {
		pattern := one(colours.ink(i))
		if !shows[i] {
			pattern = colours.hatch(i)
		}
		entries = append(entries, legendEntry{pattern, name, !shows[i]})
	}
	return entries
}

// fit leaves out entries beyond a number and says how many. Those of missing
// sources stay as long as they can; of the others a few stay, evenly spread.
func fit(entries []legendEntry, most int) []legendEntry {
	if len(entries) <= most {
		return entries
	}
	missing := 0
	for _, e := range entries {
		if e.missing {
			missing++
		}
	}
	missing = min(missing, most-1)
	room, others := most-1-missing, max(len(entries)-missing, 1)
	kept, other := make([]legendEntry, 0, most), 0
	for _, e := range entries {
		switch {
		case e.missing && missing > 0:
			missing--
			kept = append(kept, e)
		case !e.missing:
			if other*room%others < room {
				kept = append(kept, e)
			}
			other++
		}
	}
	return append(kept, legendEntry{nil, fmt.Sprintf("and %d more", len(entries)-len(kept)), false})
}

// drawLegend writes the entries in as many columns as fit and are needed, and
// returns where they end. Of more than there is room for it says how many.
func (c *canvas) drawLegend(at image.Point, entries []legendEntry) (end int) {
	widest := c.width("and 000000 more")
	for _, e := range entries {
		widest = min(max(widest, c.width(e.text)), mapWidth/2-swatchWidth-2*columnGap)
	}
	column := swatchWidth + 12 + widest + columnGap
	columns := min(max(1, (mapWidth+columnGap)/column), (len(entries)+2)/3)
	entries = fit(entries, columns*legendLines)
	lines := (len(entries) + columns - 1) / columns
	for i, e := range entries {
		x, y := at.X+i/lines*column, at.Y+i%lines*lineSpace
		box := image.Rect(x, y+6, x+swatchWidth, y+lineSpace-6)
		if e.pattern != nil {
			c.paint(box, e.pattern)
		}
		c.text(x+swatchWidth+12, y+lineSpace/2, c.shorten(e.text, widest))
	}
	return at.Y + lines*lineSpace
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
