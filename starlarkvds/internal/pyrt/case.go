package pyrt

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file changes letters: Unicode's full mappings, in which one letter may
// become several.

// specialCases are the letters whose upper or title case Go's tables lack:
// those of Unicode's SpecialCasing without conditions. The first text is the
// upper case, the second the title case.
var specialCases = map[rune][2]string{
	'ß': {"SS", "Ss"},
	'ŉ': {"\u02bcN", "\u02bcN"},
	'ǰ': {"J\u030c", "J\u030c"},
	'ΐ': {"\u0399\u0308\u0301", "\u0399\u0308\u0301"},
	'ΰ': {"\u03a5\u0308\u0301", "\u03a5\u0308\u0301"},
	'և': {"\u0535\u0552", "\u0535\u0582"},
	'ẖ': {"H\u0331", "H\u0331"},
	'ẗ': {"T\u0308", "T\u0308"},
	'ẘ': {"W\u030a", "W\u030a"},
	'ẙ': {"Y\u030a", "Y\u030a"},
	'ẚ': {"A\u02be", "A\u02be"},
	'ὐ': {"\u03a5\u0313", "\u03a5\u0313"},
	'ὒ': {"\u03a5\u0313\u0300", "\u03a5\u0313\u0300"},
	'ὔ': {"\u03a5\u0313\u0301", "\u03a5\u0313\u0301"},
	'ὖ': {"\u03a5\u0313\u0342", "\u03a5\u0313\u0342"},
	'ᾀ': {"\u1f08\u0399", "\u1f88"},
	'ᾁ': {"\u1f09\u0399", "\u1f89"},
	'ᾂ': {"\u1f0a\u0399", "\u1f8a"},
	'ᾃ': {"\u1f0b\u0399", "\u1f8b"},
	'ᾄ': {"\u1f0c\u0399", "\u1f8c"},
	'ᾅ': {"\u1f0d\u0399", "\u1f8d"},
	'ᾆ': {"\u1f0e\u0399", "\u1f8e"},
	'ᾇ': {"\u1f0f\u0399", "\u1f8f"},
	'ᾈ': {"\u1f08\u0399", "\u1f88"},
	'ᾉ': {"\u1f09\u0399", "\u1f89"},
	'ᾊ': {"\u1f0a\u0399", "\u1f8a"},
	'ᾋ': {"\u1f0b\u0399", "\u1f8b"},
	'ᾌ': {"\u1f0c\u0399", "\u1f8c"},
	'ᾍ': {"\u1f0d\u0399", "\u1f8d"},
	'ᾎ': {"\u1f0e\u0399", "\u1f8e"},
	'ᾏ': {"\u1f0f\u0399", "\u1f8f"},
	'ᾐ': {"\u1f28\u0399", "\u1f98"},
	'ᾑ': {"\u1f29\u0399", "\u1f99"},
	'ᾒ': {"\u1f2a\u0399", "\u1f9a"},
	'ᾓ': {"\u1f2b\u0399", "\u1f9b"},
	'ᾔ': {"\u1f2c\u0399", "\u1f9c"},
	'ᾕ': {"\u1f2d\u0399", "\u1f9d"},
	'ᾖ': {"\u1f2e\u0399", "\u1f9e"},
	'ᾗ': {"\u1f2f\u0399", "\u1f9f"},
	'ᾘ': {"\u1f28\u0399", "\u1f98"},
	'ᾙ': {"\u1f29\u0399", "\u1f99"},
	'ᾚ': {"\u1f2a\u0399", "\u1f9a"},
	'ᾛ': {"\u1f2b\u0399", "\u1f9b"},
	'ᾜ': {"\u1f2c\u0399", "\u1f9c"},
	'ᾝ': {"\u1f2d\u0399", "\u1f9d"},
	'ᾞ': {"\u1f2e\u0399", "\u1f9e"},
	'ᾟ': {"\u1f2f\u0399", "\u1f9f"},
	'ᾠ': {"\u1f68\u0399", "\u1fa8"},
	'ᾡ': {"\u1f69\u0399", "\u1fa9"},
	'ᾢ': {"\u1f6a\u0399", "\u1faa"},
	'ᾣ': {"\u1f6b\u0399", "\u1fab"},
	'ᾤ': {"\u1f6c\u0399", "\u1fac"},
	'ᾥ': {"\u1f6d\u0399", "\u1fad"},
	'ᾦ': {"\u1f6e\u0399", "\u1fae"},
	'ᾧ': {"\u1f6f\u0399", "\u1faf"},
	'ᾨ': {"\u1f68\u0399", "\u1fa8"},
	'ᾩ': {"\u1f69\u0399", "\u1fa9"},
	'ᾪ': {"\u1f6a\u0399", "\u1faa"},
	'ᾫ': {"\u1f6b\u0399", "\u1fab"},
	'ᾬ': {"\u1f6c\u0399", "\u1fac"},
	'ᾭ': {"\u1f6d\u0399", "\u1fad"},
	'ᾮ': {"\u1f6e\u0399", "\u1fae"},
	'ᾯ': {"\u1f6f\u0399", "\u1faf"},
	'ᾲ': {"\u1fba\u0399", "\u1fba\u0345"},
	'ᾳ': {"\u0391\u0399", "\u1fbc"},
	'ᾴ': {"\u0386\u0399", "\u0386\u0345"},
	'ᾶ': {"\u0391\u0342", "\u0391\u0342"},
	'ᾷ': {"\u0391\u0342\u0399", "\u0391\u0342\u0345"},
	'ᾼ': {"\u0391\u0399", "\u1fbc"},
	'ῂ': {"\u1fca\u0399", "\u1fca\u0345"},
	'ῃ': {"\u0397\u0399", "\u1fcc"},
	'ῄ': {"\u0389\u0399", "\u0389\u0345"},
	'ῆ': {"\u0397\u0342", "\u0397\u0342"},
	'ῇ': {"\u0397\u0342\u0399", "\u0397\u0342\u0345"},
	'ῌ': {"\u0397\u0399", "\u1fcc"},
	'ῒ': {"\u0399\u0308\u0300", "\u0399\u0308\u0300"},
	'ΐ': {"\u0399\u0308\u0301", "\u0399\u0308\u0301"},
	'ῖ': {"\u0399\u0342", "\u0399\u0342"},
	'ῗ': {"\u0399\u0308\u0342", "\u0399\u0308\u0342"},
	'ῢ': {"\u03a5\u0308\u0300", "\u03a5\u0308\u0300"},
	'ΰ': {"\u03a5\u0308\u0301", "\u03a5\u0308\u0301"},
	'ῤ': {"\u03a1\u0313", "\u03a1\u0313"},
	'ῦ': {"\u03a5\u0342", "\u03a5\u0342"},
	'ῧ': {"\u03a5\u0308\u0342", "\u03a5\u0308\u0342"},
	'ῲ': {"\u1ffa\u0399", "\u1ffa\u0345"},
	'ῳ': {"\u03a9\u0399", "\u1ffc"},
	'ῴ': {"\u038f\u0399", "\u038f\u0345"},
	'ῶ': {"\u03a9\u0342", "\u03a9\u0342"},
	'ῷ': {"\u03a9\u0342\u0399", "\u03a9\u0342\u0345"},
	'ῼ': {"\u03a9\u0399", "\u1ffc"},
	'ﬀ': {"FF", "Ff"},
	'ﬁ': {"FI", "Fi"},
	'ﬂ': {"FL", "Fl"},
	'ﬃ': {"FFI", "Ffi"},
	'ﬄ': {"FFL", "Ffl"},
	'ﬅ': {"ST", "St"},
	'ﬆ': {"ST", "St"},
	'ﬓ': {"\u0544\u0546", "\u0544\u0576"},
	'ﬔ': {"\u0544\u0535", "\u0544\u0565"},
	'ﬕ': {"\u0544\u053b", "\u0544\u056b"},
	'ﬖ': {"\u054e\u0546", "\u054e\u0576"},
	'ﬗ': {"\u0544\u053d", "\u0544\u056d"},
}

// upperStr is str.upper.
func upperStr(s string) string { return mapLetters(s, upperLetter) }

// lowerStr is str.lower. A capital sigma at the end of a word becomes a final
// one.
func lowerStr(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == 'Σ':
			b.WriteRune(sigma(s[:i], s[i+len("Σ"):]))
		case r == utf8.RuneError:
			_, n := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+n])
		default:
			b.WriteString(lowerLetter(r))
		}
	}
	return b.String()
}

// sigma returns the small sigma between two texts.
func sigma(before, after string) rune {
	ignorable := func(r rune) bool {
		return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || r == '\'' || r == '.' || r == ':' || r == '·'
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, ignorable))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, ignorable))
	if isCased(last) && !isCased(first) {
		return 'ς'
	}
	return 'σ'
}

func isCased(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) }

// casefoldStr is str.casefold.
func casefoldStr(s string) string { return mapLetters(s, foldLetter) }

// swapcaseStr is str.swapcase.
func swapcaseStr(s string) string {
	return mapLetters(s, func(r rune) string {
		switch {
		case unicode.IsUpper(r):
			return lowerLetter(r)
		case unicode.IsLower(r):
			return upperLetter(r)
		}
		return string(r)
	})
}

// capitalizeStr is str.capitalize.
func capitalizeStr(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return titleLetter(r) + lowerStr(s[n:])
}

// titleStr is str.title.
func titleStr(s string) string {
	inWord := false
	return mapLetters(s, func(r rune) string {
		was := inWord
		inWord = isCased(r)
		if was {
			return lowerLetter(r)
		}
		return titleLetter(r)
	})
}

// mapLetters replaces each letter; bytes that are no letters stay.
func mapLetters(s string, f func(rune) string) string {
	var b strings.Builder
	for i, r := range s {
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+n])
			continue
		}
		b.WriteString(f(r))
	}
	return b.String()
}

func upperLetter(r rune) string {
	if c, ok := specialCases[r]; ok {
		return c[0]
	}
	return string(unicode.ToUpper(r))
}

func titleLetter(r rune) string {
	if c, ok := specialCases[r]; ok {
		return c[1]
	}
	return string(unicode.ToTitle(r))
}

func lowerLetter(r rune) string {
	if r == 'İ' {
		return "i\u0307"
	}
	return string(unicode.ToLower(r))
}

// foldLetter is the full case folding of a letter: the lower case of its upper
// case, but for Cherokee, which folds to capitals, and three letters.
func foldLetter(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		return string(unicode.ToLower(r))
	case r == 'İ':
		return "i\u0307"
	case r == 'ı':
		return "ı"
	case r == 'ẞ':
		return "ss"
	case 0x13a0 <= r && r <= 0x13fd || 0xab70 <= r && r <= 0xabbf:
		return string(unicode.ToUpper(r))
	}
	return strings.ToLower(upperLetter(r))
}
