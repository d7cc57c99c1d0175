package h5dump

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names in a file may hold any character. What a terminal would obey instead
// of showing is written as Python writes it in a string, such as \n and \x1b;
// bytes that are no UTF-8 as \xff.

// printable returns a text of one line with such characters replaced.
func printable(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 {
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[i]), 16))
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

// printableLines is printable for a text whose lines are meant.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

// hidden reports characters that have no shape, or another effect than it.
func hidden(r rune) bool {
	return r == utf8.RuneError || !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) && r != '\u200d' || r == '\u2028' || r == '\u2029'
}

// width returns the columns that a text takes in a terminal: two for the wide
// characters of East Asia and for pictures, none for marks on others.
func width(s string) (n int) {
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide tells characters of the Unicode property East_Asian_Width W or F, but
// for rare single ones.
func wide(r rune) bool {
	for _, block := range [...][2]rune{
		{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3},
		{0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
		{0x20000, 0x3fffd},
	} {
		if r <= block[1] {
			return r >= block[0]
		}
	}
	return false
}
