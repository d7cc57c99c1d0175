package pyrt

// This file finds the name that a misspelt one may mean.

// suggest adds to the exception the nearest of the known names; a traceback
// shows it after the message, as CPython does.
func (e *Error) suggest(name string, known []string) *Error {
	if near := nearest(name, known); near != "" {
		e.hint = near
	}
	return e
}

// nearest returns the known name that differs least from name, or "" if none
// is near.
func nearest(name string, known []string) string {
	limit := (len(name) + 3) / 3
	best := ""
	for _, k := range known {
		if k == name || len(k) > len(name)+limit || len(name) > len(k)+limit || k == "" || k[0] == '$' {
			continue
		}
		if d := editDistance(name, k, limit); d <= limit && (best == "" || d < limit) {
			best, limit = k, d
		}
	}
	return best
}

// editDistance counts the insertions, deletions and replacements between two
// names, up to limit+1.
func editDistance(a, b string, limit int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
