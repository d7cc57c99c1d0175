package vds

import "runtime"

// View is how the extent of an unlimited virtual dataset follows its sources
// (H5D_VDS_FIRST_MISSING, H5D_VDS_LAST_AVAILABLE); the values are HDF5's.
type View uint8

const (
	FirstMissing  View = 0 // up to the first element that any source lacks
	LastAvailable View = 1 // up to the last element that any source has
)

// Missing is what a read does about sources that give no data.
type Missing uint8

const (
	// MissingWarn reads fill values and tells Options.Warn once for each
	// source and reason. It is the default.
	MissingWarn Missing = iota
	// MissingFill reads fill values for files and datasets that are not
	// found and says nothing; other reasons are told as with MissingWarn.
	MissingFill
	// MissingError ends the read with the *SourceError.
	MissingError
)

// Options of reading a virtual dataset.
type Options struct {
	View    View   // of the extent, LastAvailable in HDF5's defaults
	Gap     uint64 // missing blocks of a "%b" mapping that do not end it (LastAvailable only)
	Missing Missing
	// Warn is called at most once for each source and reason of a Report, by
	// any goroutine of the read; it may be nil.
	Warn    func(*SourceError)
	Report  *Report // where findings are kept; nil keeps them for one call
	Workers int     // sources read at a time; 0: as many as processors
	// Self names the dataset being read, for the guard against cycles: any
	// string that is equal for the same dataset of the same file.
	Self string
	// Name is what messages call the dataset being read.
	Name     string
	MaxDepth int // virtual datasets within each other; 0: 64
	// MaxFanOut bounds the reads that virtual sources of virtual sources lead
	// to in all, which could otherwise double with each level; 0: 2^20.
	MaxFanOut int
}

// DefaultOptions returns HDF5's defaults.
func DefaultOptions() Options { return Options{View: LastAvailable} }

// workers is how many goroutines a call may use.
func (o *Options) workers() int {
	if o.Workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return o.Workers
}

// gap is the number of missing blocks that do not end a numbered series.
func (o *Options) gap() uint64 {
	if o.View == FirstMissing {
		return 0
	}
	return o.Gap
}

// lacks deals with a source that gives no data: nil says that fill values
// take its place.
func (o *Options) lacks(e *SourceError) error {
	if o.Missing == MissingError {
		return e
	}
	if o.Report != nil && !o.Report.add(e) {
		return nil
	}
	quiet := o.Missing == MissingFill && (e.Reason == ReasonNotFound || e.Reason == ReasonNoDataset)
	if o.Warn != nil && !quiet {
		o.Warn(e)
	}
	return nil
}
