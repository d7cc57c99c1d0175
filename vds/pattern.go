package vds

import (
	"errors"
	"strconv"
	"strings"
)

// pattern is a source name cut at its "%b"s: between each two parts goes the
// number of the block, in decimal digits.
type pattern []string

var errPattern = errors.New("invalid format specifier")

// parsePattern reads a name in which "%b" and "%%" are the only legal uses of
// a per cent sign.
func parsePattern(name string) (pattern, error) {
	if !strings.Contains(name, "%") {
		return pattern{name}, nil
	}
	var parts pattern
	var part strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] != '%' {
			part.WriteByte(name[i])
			continue
		}
		i++
		switch {
		case i < len(name) && name[i] == '%':
			part.WriteByte('%')
		case i < len(name) && name[i] == 'b':
			parts = append(parts, part.String())
			part.Reset()
		default:
			return nil, errPattern
		}
	}
	return append(parts, part.String()), nil
}

func (p pattern) numbered() bool { return len(p) > 1 }

// name returns the name of a block.
func (p pattern) name(block uint64) string {
	if len(p) == 1 {
		return p[0]
	}
	return strings.Join(p, strconv.FormatUint(block, 10))
}

// Name returns the source name that a mapping's name stands for, with a
// block's number in place of each "%b".
func Name(name string, block uint64) (string, error) {
	p, err := parsePattern(name)
	if err != nil {
		return "", err
	}
	return p.name(block), nil
}
