package ndarray

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PrintOptions are np.set_printoptions' settings. Nil where one is asked for
// means DefaultPrintOptions.
type PrintOptions struct {
	Precision int
	Threshold int
	EdgeItems int
	LineWidth int
	Suppress  bool
	NanStr    string
	InfStr    string
	Sign      byte   // '-', '+' or ' '
	FloatMode string // "maxprec", "fixed", "unique", "maxprec_equal"
	// Legacy is the numpy to print like, 121 for "1.21"; 0 is the current one.
	Legacy int
	// Formatter replaces the text of elements by kind.
	Formatter map[Kind]func(Scalar) string
}

// DefaultPrintOptions returns numpy's: precision 8, threshold 1000, three edge
// items, 75 characters a line.
func DefaultPrintOptions() *PrintOptions {
	return &PrintOptions{Precision: 8, Threshold: 1000, EdgeItems: 3, LineWidth: 75,
		NanStr: "nan", InfStr: "inf", Sign: '-', FloatMode: "maxprec"}
}

func (o *PrintOptions) orDefault() *PrintOptions {
	if o == nil {
		return DefaultPrintOptions()
	}
	return o
}

// Str is Python's str(array).
func (a *Array) Str(opt *PrintOptions) string {
	if a.NDim() == 0 {
		if a.dtype.kind == Bytes {
			return a.Flat(0).Repr() // str(bytes) is refused by numpy, its repr shown
		}
		return a.Flat(0).text(opt)
	}
	return Array2String(a, opt, " ", "", "")
}

// String is Str with numpy's default options.
func (a *Array) String() string { return a.Str(nil) }

// Repr is Python's repr(array).
func (a *Array) Repr(opt *PrintOptions) string {
	opt = opt.orDefault()
	const prefix = "array("
	s := prefix + Array2String(a, opt, ", ", prefix, ")")
	var extras []string
	size := a.Size()
	if size == 0 && !slices.Equal(a.shape, []int{0}) || size > opt.Threshold && (opt.Legacy == 0 || opt.Legacy > 201) {
		extras = append(extras, "shape="+shapeText(a.shape))
	}
	if !a.dtype.implied() || size == 0 {
		extras = append(extras, "dtype="+a.dtype.shortRepr())
	}
	if extras == nil {
		return s + ")"
	}
	s += ","
	tail := strings.Join(extras, ", ") + ")"
	spacer := " "
	if textLen(s[strings.LastIndexByte(s, '\n')+1:])+textLen(tail)+1 > opt.LineWidth {
		spacer = "\n" + strings.Repeat(" ", len(prefix))
	}
	return s + spacer + tail
}

func textLen(s string) int { return utf8.RuneCountInString(s) }

// implied reports whether the text of values tells the dtype.
func (d *DType) implied() bool {
	if !d.IsNative() {
		return false
	}
	switch d.num() {
	case numBool, numI64, numF64, numC128:
		return true
	}
	return false
}

// shortRepr is the dtype as repr(array) writes it.
func (d *DType) shortRepr() string {
	switch {
	case d.fields != nil:
		return d.String()
	case d.isString() || d.kind == Void || !d.IsNative():
		return "'" + d.String() + "'"
	case d.isTemporal() && d.unit.Base != "":
		return "'" + d.Name() + "'"
	}
	return d.Name()
}

// Array2String is np.array2string(a, separator=, prefix=, suffix=).
func Array2String(a *Array, opt *PrintOptions, separator, prefix, suffix string) string {
	opt = opt.orDefault()
	if a.Size() == 0 {
		return "[]"
	}
	l := &layouter{a: a, separator: separator, edge: opt.EdgeItems}
	data := a
	if a.Size() > opt.Threshold {
		l.summary = true
		data = a.corners(opt.EdgeItems)
	}
	l.format = formatFor(data, opt)
	indent := " " + strings.Repeat(" ", textLen(prefix))
	return l.nest(0, a.off, indent, opt.LineWidth-textLen(suffix))
}

// corners keeps the edge items of every axis.
func (a *Array) corners(edge int) *Array {
	out := a
	for ax, n := range a.shape {
		if n <= 2*edge || edge == 0 {
			continue // numpy's a[-0:] is all of a
		}
		both := []*Array{out.section(ax, 0, edge), out.section(ax, n-edge, n)}
		c, err := Concatenate(both, &ax, a.dtype)
		if err != nil {
			return a
		}
		out = c
	}
	return out
}

// layouter arranges the texts of elements in brackets and lines.
type layouter struct {
	a         *Array
	separator string
	summary   bool
	edge      int
	format    func(Scalar) string
}

// nest writes the sub-array that begins at off, width characters wide.
func (l *layouter) nest(axis, off int, indent string, width int) string {
	left := l.a.NDim() - axis
	if left == 0 {
		return l.format(l.a.scalarAt(off))
	}
	n := l.a.shape[axis]
	lead, trail := 0, n
	cut := l.summary && 2*l.edge < n
	if cut {
		lead, trail = l.edge, l.edge
	}
	item := func(i int) string {
		return l.nest(axis+1, off+i*l.a.strides[axis], indent+" ", width-1)
	}
	trimmed := strings.TrimRight(l.separator, " ")
	var b strings.Builder
	if left > 1 {
		sep := trimmed + strings.Repeat("\n", left-1)
		for i := range lead {
			b.WriteString(indent + item(i) + sep)
		}
		if cut {
			b.WriteString(indent + "..." + sep)
		}
		for i := n - trail; i < n-1; i++ {
			b.WriteString(indent + item(i) + sep)
		}
		if n > 0 {
			b.WriteString(indent + item(n-1))
		}
		return "[" + strings.TrimPrefix(b.String(), indent) + "]"
	}
	w := &lineWriter{out: &b, line: indent, indent: indent, width: width - max(len(trimmed), 1)}
	for i := range lead {
		w.word(item(i))
		w.line += l.separator
	}
	if cut {
		w.put("...")
		w.line += l.separator
	}
	for i := n - trail; i < n-1; i++ {
		w.word(item(i))
		w.line += l.separator
	}
	w.word(item(n - 1))
	b.WriteString(w.line)
	return "[" + strings.TrimPrefix(b.String(), indent) + "]"
}

// lineWriter fills lines up to a width.
type lineWriter struct {
	out    *strings.Builder
	line   string
	indent string
	width  int
}

// put adds a word, on a new line where it does not fit and that would help.
func (w *lineWriter) put(word string) {
	if textLen(w.line)+textLen(word) > w.width && textLen(w.line) > textLen(w.indent) {
		w.out.WriteString(strings.TrimRightFunc(w.line, unicode.IsSpace) + "\n")
		w.line = w.indent
	}
	w.line += word
}

// word is put for elements whose text may have several lines.
func (w *lineWriter) word(word string) {
	lines := strings.Split(strings.TrimSuffix(word, "\n"), "\n")
	if len(lines) == 1 {
		w.put(word)
		return
	}
	longest := 0
	for _, s := range lines {
		longest = max(longest, textLen(s))
	}
	indent := w.indent
	if textLen(w.line)+longest > w.width && textLen(w.line) > textLen(w.indent) {
		w.out.WriteString(strings.TrimRightFunc(w.line, unicode.IsSpace) + "\n")
		w.line = w.indent + lines[0]
	} else {
		indent = strings.Repeat(" ", textLen(w.line))
		w.line += lines[0]
	}
	for _, s := range lines[1:] {
		w.out.WriteString(strings.TrimRightFunc(w.line, unicode.IsSpace) + "\n")
		w.line = indent + s
	}
	w.line += strings.Repeat(" ", longest-textLen(lines[len(lines)-1]))
}
