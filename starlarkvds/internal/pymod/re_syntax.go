package pymod

import (
	"strings"
	"unicode/utf8"
)

// This file turns Python's syntax of regular expressions into RE2's.

// inlineFlags takes flags such as (?ix) off the beginning of a pattern.
func inlineFlags(text string, flags int) (string, int) {
	letters, ok := strings.CutPrefix(text, "(?")
	if !ok {
		return text, flags
	}
	end := strings.IndexByte(letters, ')')
	if end <= 0 || strings.Trim(letters[:end], "aimsux") != "" {
		return text, flags
	}
	for _, c := range letters[:end] {
		flags |= map[rune]int{'a': flagA, 'i': flagI, 'm': flagM, 's': flagS, 'u': flagU, 'x': flagX}[c]
	}
	return letters[end+1:], flags
}

// Classes of characters as str has them: isdecimal, isalnum and isspace.
const (
	unicodeDigit = `\p{Nd}`
	unicodeWord  = `\p{L}\p{N}_`
	unicodeSpace = `\s\v\x{1c}-\x{1f}\x{85}\p{Z}`
)

// toRE2 writes a pattern in RE2's syntax. With unicode, \d, \w and \s are
// classes of Unicode's; \b stays one of ASCII, and so do \D, \W and \S between
// brackets.
func toRE2(text string, unicode bool) string {
	var b strings.Builder
	inClass, first := false, 0 // where a bracket is a member of the class
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			out, n := escapeRE2(text[i+1:], inClass, unicode)
			b.WriteString(out)
			i += n
			continue
		case inClass:
			inClass = c != ']' || i == first
		case c == '[':
			inClass, first = true, i+1
			if strings.HasPrefix(text[first:], "^") {
				first++
			}
		case strings.HasPrefix(text[i:], "{,"):
			b.WriteString("{0")
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// escapeRE2 returns what RE2 has for an escape sequence, which begins behind its
// backslash, and how many bytes of the pattern that is.
func escapeRE2(text string, inClass, unicode bool) (string, int) {
	class := map[byte]string{'d': unicodeDigit, 'w': unicodeWord, 's': unicodeSpace}[text[0]|0x20]
	switch c := text[0]; {
	case unicode && class != "" && inClass && c >= 'a':
		return class, 1
	case unicode && class != "" && !inClass && c >= 'a':
		return "[" + class + "]", 1
	case unicode && class != "" && !inClass:
		return "[^" + class + "]", 1
	case c == 'Z':
		return `\z`, 1
	case c == 'b' && inClass:
		return `\x08`, 1
	case c == '0':
		return `\x00`, 1
	case c == 'u' && len(text) > 4:
		return `\x{` + text[1:5] + `}`, 5
	case c == 'U' && len(text) > 8:
		return `\x{` + text[1:9] + `}`, 9
	case c >= utf8.RuneSelf: // a backslash before any other letter is nothing
		return "", 0
	}
	return `\` + text[:1], 1
}

// stripVerbose removes the spaces and comments of a verbose pattern.
func stripVerbose(text string) string {
	var b strings.Builder
	inClass := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			b.WriteString(text[i : i+2])
			i++
			continue
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case !inClass && strings.IndexByte(" \t\n\r\v\f", c) >= 0:
			continue
		case !inClass && c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
