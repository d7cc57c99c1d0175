package ndarray

import "fmt"

// Error is a failure as numpy tells it: Kind is the name of the Python
// exception class ("ValueError", "IndexError", "TypeError", "AxisError",
// "OverflowError", "MemoryError", "UnicodeEncodeError", "UnicodeDecodeError",
// "KeyError", "ZeroDivisionError", "UFuncTypeError", "DTypePromotionError"),
// Msg is numpy's text. AxisError is both a ValueError and an IndexError;
// UFuncTypeError and DTypePromotionError are TypeErrors.
type Error struct {
	Kind string
	Msg  string
}

// Error returns the text alone, as Python's str(exception) does.
func (e *Error) Error() string { return e.Msg }

func errorf(kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

func valueError(format string, args ...any) *Error { return errorf("ValueError", format, args...) }
func typeError(format string, args ...any) *Error  { return errorf("TypeError", format, args...) }
func indexError(format string, args ...any) *Error { return errorf("IndexError", format, args...) }

// axisError is numpy's complaint about an axis outside an array.
func axisError(axis, ndim int) *Error {
	return errorf("AxisError", "axis %d is out of bounds for array of dimension %d", axis, ndim)
}

// normalizeAxis turns a negative axis into a position in [0, ndim).
func normalizeAxis(axis, ndim int) (int, error) {
	if axis < -ndim || axis >= ndim {
		return 0, axisError(axis, ndim)
	}
	if axis < 0 {
		axis += ndim
	}
	return axis, nil
}
