package main

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// canvas is an image that takes text.
type canvas struct {
	*image.RGBA
	face font.Face
}

// textSize is the size of text in pixels; lineSpace the distance of lines.
const (
	textSize  = 22
	lineSpace = 32
)

// newCanvas returns an empty sheet.
func newCanvas(width, height int) (*canvas, error) {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: textSize, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	c := &canvas{image.NewRGBA(image.Rect(0, 0, width, height)), face}
	c.fill(c.Bounds(), paper)
	return c, nil
}

// fill paints a rectangle.
func (c *canvas) fill(area image.Rectangle, colour color.RGBA) {
	draw.Draw(c, area, image.NewUniform(colour), image.Point{}, draw.Src)
}

// paint gives each pixel of a rectangle its own colour.
func (c *canvas) paint(area image.Rectangle, colour func(x, y int) color.RGBA) {
	area = area.Intersect(c.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c.SetRGBA(x, y, colour(x, y))
		}
	}
}

// frame draws the edge of a rectangle, outside of it.
func (c *canvas) frame(area image.Rectangle, width int, colour color.RGBA) {
	outer := area.Inset(-width)
	c.fill(image.Rect(outer.Min.X, outer.Min.Y, outer.Max.X, area.Min.Y), colour)
	c.fill(image.Rect(outer.Min.X, area.Max.Y, outer.Max.X, outer.Max.Y), colour)
	c.fill(image.Rect(outer.Min.X, area.Min.Y, area.Min.X, area.Max.Y), colour)
	c.fill(image.Rect(area.Max.X, area.Min.Y, outer.Max.X, area.Max.Y), colour)
}

// width returns how many pixels wide a line of text is.
func (c *canvas) width(text string) int { return font.MeasureString(c.face, text).Ceil() }

// text writes a line whose middle has the height y.
func (c *canvas) text(x, y int, text string) { c.write(c.RGBA, x, y, text) }

func (c *canvas) write(to draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: to, Src: image.NewUniform(black), Face: c.face, Dot: fixed.P(x, y+textSize*36/100)}
	d.DrawString(text)
}

// upward writes a line that runs upward, its middle at the point x, y.
func (c *canvas) upward(x, y int, text string) {
	line := image.NewRGBA(image.Rect(0, 0, c.width(text), lineSpace))
	c.write(line, 0, lineSpace/2, text)
	for v := range lineSpace {
		for u := range line.Rect.Dx() {
			at := image.Pt(x-lineSpace/2+v, y+line.Rect.Dx()/2-u)
			draw.Draw(c, image.Rectangle{at, at.Add(image.Pt(1, 1))}, line, image.Pt(u, v), draw.Over)
		}
	}
}

// shorten cuts a line in the middle until it fits.
func (c *canvas) shorten(text string, width int) string {
	runes := []rune(text)
	for cut := 1; c.width(text) > width && cut < len(runes)-1; cut++ {
		half := (len(runes) - cut) / 2
		text = string(runes[:half]) + "…" + string(runes[half+cut:])
	}
	return text
}
