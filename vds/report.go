package vds

import "sync"

// Report collects what happened while a virtual dataset was read: each source
// and reason once.
type Report struct {
	mu       sync.Mutex
	findings []*SourceError
	seen     map[finding]bool
}

type finding struct {
	file, dataset string
	reason        Reason
}

// Findings returns what has been reported so far, oldest first.
func (r *Report) Findings() []*SourceError {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*SourceError(nil), r.findings...)
}

// add keeps a finding and says whether it is new.
func (r *Report) add(e *SourceError) bool {
	key := finding{e.File, e.Dataset, e.Reason}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[key] {
		return false
	}
	if r.seen == nil {
		r.seen = make(map[finding]bool)
	}
	r.seen[key] = true
	r.findings = append(r.findings, e)
	return true
}
