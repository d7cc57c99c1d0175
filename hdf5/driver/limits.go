package driver

import "runtime"

// Limits bounds what one file may cost. A zero field means the default that
// its comment states; [Limits.WithDefaults] fills them in. Sizes found in a
// file are hints: they are compared with these before memory is taken.
type Limits struct {
	MaxChunkBytes    uint64 // one decoded chunk, and the output of one filter: 1 TiB
	MaxReadBytes     uint64 // one read: no limit
	MaxMetadataBytes uint64 // one metadata structure: 1 GiB
	MaxObjects       uint64 // objects visited by one walk: 1e7
	MaxLinkDepth     int    // groups below each other in a walk or a copy: 10000
	MaxSoftLinks     int    // soft and external links followed by one path: 16, as libhdf5's nlinks
	MaxDatatypeDepth int    // datatypes inside datatypes: 32
	MaxVDSMappings   uint64 // mappings of one virtual dataset: 1e7
	MaxVDSDepth      int    // virtual datasets below each other: 32
	MaxSources       uint64 // source files of one virtual dataset: 1e6
	MaxOpenFiles     int    // handles that a Pool holds: 128
	MaxParallel      int    // goroutines of one read: the number of processors
}

// NoLimit is the value of a field that bounds nothing.
const NoLimit = ^uint64(0)

// WithDefaults returns the limits with zero fields replaced by the defaults.
func (l Limits) WithDefaults() Limits {
	orUint := func(p *uint64, def uint64) {
		if *p == 0 {
			*p = def
		}
	}
	orInt := func(p *int, def int) {
		if *p == 0 {
			*p = def
		}
	}
	orUint(&l.MaxChunkBytes, 1<<40)
	orUint(&l.MaxReadBytes, NoLimit)
	orUint(&l.MaxMetadataBytes, 1<<30)
	orUint(&l.MaxObjects, 1e7)
	orInt(&l.MaxLinkDepth, 10_000)
	orInt(&l.MaxSoftLinks, 16)
	orInt(&l.MaxDatatypeDepth, 32)
	orUint(&l.MaxVDSMappings, 1e7)
	orInt(&l.MaxVDSDepth, 32)
	orUint(&l.MaxSources, 1e6)
	orInt(&l.MaxOpenFiles, 128)
	orInt(&l.MaxParallel, runtime.GOMAXPROCS(0))
	return l
}

// Sandbox returns limits for data and scripts that are not trusted.
func Sandbox() Limits {
	return Limits{
		MaxChunkBytes:    256 << 20,
		MaxReadBytes:     1 << 30,
		MaxMetadataBytes: 64 << 20,
		MaxObjects:       1e6,
		MaxVDSMappings:   1e5,
		MaxSources:       1e4,
		MaxOpenFiles:     32,
	}.WithDefaults()
}

// Check returns a [LimitError] when got is above max.
func Check(limit string, got, max uint64) error {
	if got > max {
		return &LimitError{Limit: limit, Max: max, Got: got}
	}
	return nil
}
