package pyrt

import "go.starlark.net/starlark"

// This file holds the table of Python's exception classes.

// Python's exception classes, with CPython 3.11's inheritance.
var (
	BaseException     = derivedType("BaseException", ObjectType)
	SystemExit        = derivedType("SystemExit", BaseException)
	KeyboardInterrupt = derivedType("KeyboardInterrupt", BaseException)
	GeneratorExit     = derivedType("GeneratorExit", BaseException)
	Exception         = derivedType("Exception", BaseException)

	StopIteration = derivedType("StopIteration", Exception)

	ArithmeticError    = derivedType("ArithmeticError", Exception)
	FloatingPointError = derivedType("FloatingPointError", ArithmeticError)
	OverflowError      = derivedType("OverflowError", ArithmeticError)
	ZeroDivisionError  = derivedType("ZeroDivisionError", ArithmeticError)

	AssertionError      = derivedType("AssertionError", Exception)
	AttributeError      = derivedType("AttributeError", Exception)
	BufferError         = derivedType("BufferError", Exception)
	EOFError            = derivedType("EOFError", Exception)
	ImportError         = derivedType("ImportError", Exception)
	ModuleNotFoundError = derivedType("ModuleNotFoundError", ImportError)
	LookupError         = derivedType("LookupError", Exception)
	IndexError          = derivedType("IndexError", LookupError)
	KeyError            = derivedType("KeyError", LookupError)
	MemoryError         = derivedType("MemoryError", Exception)
	NameError           = derivedType("NameError", Exception)
	UnboundLocalError   = derivedType("UnboundLocalError", NameError)

	OSError                = derivedType("OSError", Exception)
	BlockingIOError        = derivedType("BlockingIOError", OSError)
	ChildProcessError      = derivedType("ChildProcessError", OSError)
	ConnectionError        = derivedType("ConnectionError", OSError)
	BrokenPipeError        = derivedType("BrokenPipeError", ConnectionError)
	ConnectionRefusedError = derivedType("ConnectionRefusedError", ConnectionError)
	ConnectionResetError   = derivedType("ConnectionResetError", ConnectionError)
	FileExistsError        = derivedType("FileExistsError", OSError)
	FileNotFoundError      = derivedType("FileNotFoundError", OSError)
	InterruptedError       = derivedType("InterruptedError", OSError)
	IsADirectoryError      = derivedType("IsADirectoryError", OSError)
	NotADirectoryError     = derivedType("NotADirectoryError", OSError)
	PermissionError        = derivedType("PermissionError", OSError)
	ProcessLookupError     = derivedType("ProcessLookupError", OSError)
	TimeoutError           = derivedType("TimeoutError", OSError)

	ReferenceError      = derivedType("ReferenceError", Exception)
	RuntimeError        = derivedType("RuntimeError", Exception)
	NotImplementedError = derivedType("NotImplementedError", RuntimeError)
	RecursionError      = derivedType("RecursionError", RuntimeError)
	SyntaxError         = derivedType("SyntaxError", Exception)
	IndentationError    = derivedType("IndentationError", SyntaxError)
	TabError            = derivedType("TabError", IndentationError)
	SystemError         = derivedType("SystemError", Exception)
	TypeError           = derivedType("TypeError", Exception)
	ValueError          = derivedType("ValueError", Exception)
	UnicodeError        = derivedType("UnicodeError", ValueError)
	UnicodeDecodeError  = derivedType("UnicodeDecodeError", UnicodeError)
	UnicodeEncodeError  = derivedType("UnicodeEncodeError", UnicodeError)

	Warning            = derivedType("Warning", Exception)
	BytesWarning       = derivedType("BytesWarning", Warning)
	DeprecationWarning = derivedType("DeprecationWarning", Warning)
	FutureWarning      = derivedType("FutureWarning", Warning)
	ImportWarning      = derivedType("ImportWarning", Warning)
	PendingDeprecation = derivedType("PendingDeprecationWarning", Warning)
	ResourceWarning    = derivedType("ResourceWarning", Warning)
	RuntimeWarning     = derivedType("RuntimeWarning", Warning)
	SyntaxWarning      = derivedType("SyntaxWarning", Warning)
	UnicodeWarning     = derivedType("UnicodeWarning", Warning)
	UserWarning        = derivedType("UserWarning", Warning)
)

// exceptionClasses are those of this file, all of which scripts may name.
func exceptionClasses() []*Type {
	return []*Type{
		BaseException, SystemExit, KeyboardInterrupt, GeneratorExit, Exception, StopIteration,
		ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError,
		AssertionError, AttributeError, BufferError, EOFError, ImportError, ModuleNotFoundError,
		LookupError, IndexError, KeyError, MemoryError, NameError, UnboundLocalError,
		OSError, BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError, ConnectionRefusedError,
		ConnectionResetError, FileExistsError, FileNotFoundError, InterruptedError, IsADirectoryError,
		NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError,
		ReferenceError, RuntimeError, NotImplementedError, RecursionError, SyntaxError, IndentationError, TabError,
		SystemError, TypeError, ValueError, UnicodeError, UnicodeDecodeError, UnicodeEncodeError,
		Warning, BytesWarning, DeprecationWarning, FutureWarning, ImportWarning, PendingDeprecation, ResourceWarning,
		RuntimeWarning, SyntaxWarning, UnicodeWarning, UserWarning,
	}
}

// ExceptionNamed returns the class of a name such as "ValueError", for
// packages that name classes without knowing this one. It returns
// RuntimeError for a name that Python does not have.
func ExceptionNamed(name string) *Type {
	for _, t := range exceptionClasses() {
		if t.Name() == name {
			return t
		}
	}
	return RuntimeError
}

// newException is the constructor of exception classes.
func newException(_ *starlark.Thread, cls *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	e := &Error{class: cls, args: append(starlark.Tuple(nil), args...)}
	for _, kw := range kwargs {
		name := string(kw[0].(starlark.String))
		if !cls.IsSubclass(ImportError) && !cls.IsSubclass(AttributeError) && !cls.IsSubclass(NameError) {
			return nil, Errorf(TypeError, "%s() takes no keyword arguments", cls.Name())
		}
		e.With(name, kw[1])
	}
	if cls.IsSubclass(OSError) && len(args) >= 2 && len(args) <= 5 {
		fillOSError(e)
	}
	return e, nil
}
