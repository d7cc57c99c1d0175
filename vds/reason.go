package vds

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Reason says why a source gives no data.
type Reason uint8

const (
	ReasonOther      Reason = iota // any other error while opening or reading
	ReasonNotFound                 // no such file
	ReasonNoDataset                // the file has no such dataset
	ReasonPermission               // the file may not be read
	ReasonLocked                   // another process holds a lock
	ReasonNotHDF5                  // the file is not an HDF5 file
	ReasonNotRegular               // a directory, device, socket or FIFO
	ReasonRank                     // the source has another rank than its mapping
	ReasonType                     // there is no conversion from the source's type
	ReasonTooSmall                 // the source's extent does not hold its mapping
	ReasonCycle                    // the source leads back to the dataset being read
	ReasonDepth                    // too many virtual datasets within each other
	ReasonPolicy                   // the host does not allow the file
	ReasonCount                    // the source's whole extent has another size than the virtual selection
	ReasonReference                // its elements refer to objects of its own file: ErrForeignReference
)

var reasonText = [...]string{
	"cannot be read", "file not found", "dataset not found", "permission denied", "file is locked",
	"not an HDF5 file", "not a regular file", "rank differs from the mapping", "no conversion between types",
	"smaller than the mapping", "virtual datasets form a cycle", "virtual datasets are nested too deeply",
	"not allowed by the policy", "number of elements differs from the mapping",
	"references to objects of another file",
}

func (r Reason) String() string {
	if int(r) < len(reasonText) {
		return reasonText[r]
	}
	return fmt.Sprintf("reason %d", uint8(r))
}

// SourceError says that a source, or a part of it, gives no data.
type SourceError struct {
	Reason  Reason
	File    string // as in the mapping, with block numbers in place
	Dataset string
	Mapping int
	Err     error // may be nil
}

func (e *SourceError) Error() string {
	return fmt.Sprintf("mapping %d: %s", e.Mapping, e.text())
}

// text says which source gives no data, and why.
func (e *SourceError) text() string {
	return fmt.Sprintf("%q of %q: %s", e.Dataset, e.File, e.why())
}

// why returns the reason, with what the error adds to it.
func (e *SourceError) why() string {
	reason := e.Reason.String()
	if e.Err == nil || errors.Unwrap(e.Err) == nil && (errors.Is(e.Err, fs.ErrNotExist) || errors.Is(e.Err, fs.ErrPermission)) {
		return reason // which is what the system said
	}
	detail := e.Err.Error()
	switch {
	case strings.HasSuffix(reason, detail), detail == fmt.Sprintf("object %q not found", e.Dataset):
		return reason
	case strings.HasSuffix(detail, reason):
		return detail
	}
	return reason + ": " + detail
}

// Unwrap returns the error that the resolver or source gave.
func (e *SourceError) Unwrap() error { return e.Err }

// ReasonOf returns the reason within an error.
func ReasonOf(err error) Reason {
	var source *SourceError
	switch {
	case errors.As(err, &source):
		return source.Reason
	case errors.Is(err, ErrCycle):
		return ReasonCycle
	case errors.Is(err, ErrDepth):
		return ReasonDepth
	case errors.Is(err, fs.ErrNotExist):
		return ReasonNotFound
	case errors.Is(err, fs.ErrPermission):
		return ReasonPermission
	}
	return ReasonOther
}
