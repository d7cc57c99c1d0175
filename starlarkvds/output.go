package starlarkvds

import "io"

// limitOutput returns a writer that fails after max bytes; 0 is no limit, and
// a nil writer discards.
func limitOutput(w io.Writer, max int64) io.Writer {
	if w == nil {
		w = io.Discard
	}
	if max <= 0 {
		return w
	}
	return &limitedWriter{w: w, left: max, max: max}
}

type limitedWriter struct {
	w         io.Writer
	left, max int64
}

func (l *limitedWriter) Write(p []byte) (int, error) {
	if int64(len(p)) > l.left {
		return 0, &LimitError{Limit: "Output", Max: l.max}
	}
	n, err := l.w.Write(p)
	l.left -= int64(n)
	return n, err
}
