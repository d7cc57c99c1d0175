package main

import "image"

// glyphs is a font, 3 pixels wide and 5 high: for each character
// five octal digits, the rows from the top, whose bits are the pixels.
const glyphs = " 00000!22202#57575%51245(12221)42224*05250+02720,00024-00700.00002/11244:02020;02024<12421=07070>42124?71202[64446]31113_00007" +
	"075557126227271747371717455711574717674757771111875757975717" +
	"A25755B65656C34443D65556E74647F74644G34553H55755I72227J11152K55655L44447M57755N65555O25552P65644Q25573R65655S34216T72222U55557V55552W55775X55255Y55222Z71247" +
	"a03553b44656c03443d11353e02563f12722g03536h44655i20222j10116k44565l62227m07755n06555o02552p06564q03531r03444s03636t27221u05553v05552w05577x05225y05536z07247"

// fontScale is how many pixels of an image make one of a glyph.
const fontScale = 2

// textWidth returns how many pixels wide a line is.
func textWidth(text string) int { return 4 * fontScale * len(text) }

// writeText writes a line with its upper left corner at x, y. What the font
// lacks is a question mark.
func writeText(img *image.RGBA, x, y int, text string) {
	for _, c := range text {
		rows := glyph(byte(min(c, 127)))
		for r := range 5 {
			for bit := range 3 {
				if (rows[r]-'0')>>(2-bit)&1 == 1 {
					at := image.Pt(x+bit*fontScale, y+r*fontScale)
					fill(img, image.Rectangle{at, at.Add(image.Pt(fontScale, fontScale))}.Intersect(img.Bounds()), black)
				}
			}
		}
		x += 4 * fontScale
	}
}

// glyph returns the rows of a character.
func glyph(c byte) string {
	for at := 0; at < len(glyphs); at += 6 {
		if glyphs[at] == c {
			return glyphs[at+1 : at+6]
		}
	}
	return glyph('?')
}
