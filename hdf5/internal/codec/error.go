package codec

import (
	"errors"
	"fmt"
)

// The classes of what can be wrong with bytes. Every error of this package
// and of the structures above it matches exactly one with errors.Is.
var (
	// ErrFormat: the bytes contradict the format specification.
	ErrFormat = errors.New("corrupt")
	// ErrChecksum: the bytes do not match their stored checksum.
	ErrChecksum = errors.New("checksum mismatch")
	// ErrUnsupported: the bytes may be right, but this library does not know
	// their version or feature.
	ErrUnsupported = errors.New("unsupported")
)

// Error tells which field of which structure is wrong.
type Error struct {
	Struct string  // the specification's name, such as "link info message"
	Field  string  // label of the field, may be empty
	Addr   Address // file address of the block that holds the structure, Undefined if it is in memory
	Off    int     // offset of the field inside the block
	Err    error   // what is wrong; wraps one of the three classes
}

// Error returns "struct at addr+off: field: what".
func (e *Error) Error() string {
	s := e.Struct
	if e.Addr.Defined() {
		s += " at " + e.Addr.String()
		if e.Off != 0 {
			s += fmt.Sprintf("+%d", e.Off)
		}
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// detail is an error of a class whose text does not repeat the class.
type detail struct {
	class error
	text  string
}

func (d *detail) Error() string { return d.text }
func (d *detail) Unwrap() error { return d.class }

// Formatf returns an error of class ErrFormat.
func Formatf(format string, args ...any) error {
	return &detail{ErrFormat, fmt.Sprintf(format, args...)}
}

// Unsupportedf returns an error of class ErrUnsupported.
func Unsupportedf(format string, args ...any) error {
	return &detail{ErrUnsupported, fmt.Sprintf(format, args...)}
}

// ChecksumError is of class ErrChecksum.
type ChecksumError struct {
	Stored, Computed uint32
}

func (e *ChecksumError) Error() string {
	return fmt.Sprintf("stored checksum %#08x, bytes have %#08x", e.Stored, e.Computed)
}

// Unwrap returns the class.
func (e *ChecksumError) Unwrap() error { return ErrChecksum }

// At returns err with a place: the structure's name and address.
func At(name string, addr Address, err error) error {
	return &Error{Struct: name, Addr: addr, Err: err}
}
