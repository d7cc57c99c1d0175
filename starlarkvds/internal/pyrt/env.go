package pyrt

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"time"

	"go.starlark.net/starlark"
)

// An Env is what a host gives a session: the outside world of a script, and
// the place where errors wait that Starlark's interfaces cannot return. The
// zero value is a world with nothing in it: output is discarded, no file
// exists, the clock stands at zero.
//
// A host fills the exported fields before the first thread is made. An Env is
// used by one goroutine at a time.
type Env struct {
	// Context ends the session: builtins that wait or do I/O observe it.
	Context context.Context
	// Stdout and Stderr receive print's text.
	Stdout, Stderr io.Writer
	// Stdin is read by input() and sys.stdin; nil means there is none.
	Stdin io.Reader
	// Args are sys.argv: the script's name first.
	Args []string
	// Files is the file system of open(), os, glob, tempfile and shutil.
	Files FS
	// Getenv looks up os.environ; nil means an empty environment.
	Getenv func(name string) (string, bool)
	// Environ lists the environment as NAME=value, for iteration.
	Environ func() []string
	// Now is the clock; nil means it stands at the epoch.
	Now func() time.Time
	// Sleep waits for time.sleep; nil means not at all.
	Sleep func(context.Context, time.Duration) error
	// Seed seeds what draws random numbers without a seed of its own.
	Seed uint64
	// Import finds the module of a dotted name. It returns nil and no error
	// for a name it does not know.
	Import func(thread *starlark.Thread, name string) (*Module, error)
	// Charge accounts n more bytes of memory and fails with a [Fatal] error
	// when the session's limit is passed; nil means no limit. It is asked for
	// what builtins make of some size. Release takes bytes back when what was
	// made is garbage; it may be called from another goroutine.
	Charge  func(n int64) error
	Release func(n int64)
	// Steps counts the steps of evaluation; MaxSteps, if not zero, bounds them.
	Steps, MaxSteps uint64
	// Texts returns the source text of a file, for tracebacks and warnings.
	Texts Texts
	// Warnings says what becomes of warnings.
	Warnings Warnings
	// Globals returns the variables of the running module, for globals().
	Globals func() starlark.StringDict

	threads  []*starlark.Thread // running, innermost last
	depths   []int              // frames of the thread below each generator's
	below    int                // their sum
	pending  *Error
	handling []*Error      // exceptions being handled, innermost last
	names    []handledName // those that except clauses bind, innermost last
	modules  map[string]*Module
	closers  []func()
	files    openFiles
	byNumber map[int]File // what os.open gave out
	classes  uint64       // how often a class of the session changed
}

// FS is the file system that a host gives to scripts. Names are as the script
// wrote them; relative ones belong to Getwd. Errors are *fs.PathError,
// *os.LinkError or satisfy errors.Is with fs.ErrNotExist, fs.ErrExist and
// fs.ErrPermission.
type FS interface {
	// OpenFile opens a file with os.O_RDONLY, O_WRONLY, O_RDWR, O_APPEND,
	// O_CREATE, O_EXCL and O_TRUNC.
	OpenFile(ctx context.Context, name string, flag int, perm fs.FileMode) (File, error)
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Mkdir(name string, perm fs.FileMode) error
	Remove(name string) error
	Rename(old, new string) error
	Symlink(old, new string) error
	Link(old, new string) error
	Readlink(name string) (string, error)
	Chmod(name string, perm fs.FileMode) error
	Chtimes(name string, atime, mtime time.Time) error
	Getwd() (string, error)
	Chdir(name string) error
	// TempDir is the folder for temporary files.
	TempDir() string
}

// File is an open file of an [FS].
type File interface {
	io.ReadWriteSeeker
	io.Closer
	Truncate(size int64) error
	Sync() error
	Stat() (fs.FileInfo, error)
}

// envKey is where a thread keeps its Env.
const envKey = "pyrt.env"

// pendingReason is what Cancel gets when an error waits in an Env.
const pendingReason = "$pending"

// NewThread returns a thread of the session. The host makes one for each run
// and ends it with [Env.Finish].
func (e *Env) NewThread(name string) *starlark.Thread {
	thread := &starlark.Thread{Name: name}
	thread.Print = func(_ *starlark.Thread, msg string) { fmt.Fprintln(e.stdout(), msg) }
	e.Attach(thread)
	return thread
}

// Attach makes thread one of the session's, and the one that runs.
func (e *Env) Attach(thread *starlark.Thread) {
	thread.SetLocal(envKey, e)
	e.threads = append(e.threads, thread)
}

// Finish ends the run of the innermost thread: it closes the with statements
// that the thread left open and returns the exception of err, the result of
// the run: nil if there is none.
func (e *Env) Finish(thread *starlark.Thread, err error) error {
	err = e.resolve(err)
	for i := len(e.threads) - 1; i >= 0; i-- {
		if e.threads[i] == thread {
			e.threads = append(e.threads[:i], e.threads[i+1:]...)
			break
		}
	}
	return err
}

// Close stops what the session left running, such as generators.
func (e *Env) Close() {
	for i := len(e.closers) - 1; i >= 0; i-- {
		e.closers[i]()
	}
	e.closers = nil
	e.files.close()
}

// EnvOf returns the Env of a thread; a thread without one gets an empty Env.
func EnvOf(thread *starlark.Thread) *Env {
	if thread == nil {
		return new(Env)
	}
	if e, ok := thread.Local(envKey).(*Env); ok {
		return e
	}
	e := new(Env)
	e.Attach(thread)
	return e
}

// Raise makes err the error of the instruction that runs now. It is for the
// methods of Starlark's interfaces that have no error result: Truth, Next,
// Done. The first error stays.
func (e *Env) Raise(err error) {
	if err == nil || e == nil {
		return
	}
	if e.pending == nil {
		e.pending = asError(err)
	}
	if n := len(e.threads); n > 0 {
		e.threads[n-1].Cancel(pendingReason)
	}
}

// Spend accounts steps of evaluation. It fails when there are too many, or when
// the session's context has ended; no script can catch that.
func (e *Env) Spend(steps int) error {
	e.Steps += uint64(steps)
	if e.MaxSteps > 0 && e.Steps > e.MaxSteps {
		return &ended{text: TooManySteps}
	}
	if err := e.ctx().Err(); err != nil {
		return &ended{text: err.Error(), cause: err}
	}
	return nil
}

// An ended error ends a run from outside.
type ended struct {
	text  string
	cause error
}

func (e *ended) Error() string { return cancelled + e.text }

// Unwrap returns the error of the session's context, or nil.
func (e *ended) Unwrap() error { return e.cause }

// PyFatal implements [Fatal].
func (e *ended) PyFatal() {}

// TooManySteps is in the text of the error for more than MaxSteps.
const TooManySteps = "too many steps"

// takePending returns the waiting error and clears the cancellation that
// stands for it.
func (e *Env) takePending() error {
	err := e.pending
	e.pending = nil
	if n := len(e.threads); n > 0 {
		e.threads[n-1].Uncancel()
		if e.Context != nil && e.Context.Err() != nil { // its Cancel came second and was lost
			e.threads[n-1].Cancel(e.Context.Err().Error())
		}
	}
	if err == nil {
		return nil
	}
	return err
}

// Thread returns the innermost thread that runs, for values that call script
// code without being given one. Without any it makes one.
func (e *Env) Thread() *starlark.Thread { return e.thread() }

func (e *Env) thread() *starlark.Thread {
	if e == nil {
		return new(Env).NewThread("")
	}
	if n := len(e.threads); n > 0 {
		return e.threads[n-1]
	}
	return e.NewThread("")
}

// push and pop bracket the run of a generator's thread.
func (e *Env) push(thread *starlark.Thread) {
	below := 0
	if n := len(e.threads); n > 0 {
		below = e.threads[n-1].CallStackDepth()
	}
	e.below += below
	e.depths = append(e.depths, below)
	e.threads = append(e.threads, thread)
}

func (e *Env) pop() {
	e.threads = e.threads[:len(e.threads)-1]
	n := len(e.depths) - 1
	e.below -= e.depths[n]
	e.depths = e.depths[:n]
}

// maxFrames bounds the frames of calls that pass through this package, whose
// nesting takes space on Go's stack. One call of Python's takes up to six.
const maxFrames = 8000

// maxGenerators bounds the generators that run inside one another.
const maxGenerators = 900

// checkDepth fails when calls are nested too deeply.
func (e *Env) checkDepth(thread *starlark.Thread) error {
	if e.below+thread.CallStackDepth() > maxFrames || len(e.threads) > maxGenerators {
		return Errorf(RecursionError, "maximum recursion depth exceeded")
	}
	return nil
}

// Handling returns the exception that is being handled, or nil.
func (e *Env) Handling() *Error {
	if n := len(e.handling); n > 0 {
		return e.handling[n-1]
	}
	return nil
}

// stdout returns the writer of print.
func (e *Env) stdout() io.Writer {
	if e.Stdout == nil {
		return io.Discard
	}
	return e.Stdout
}

// ctx returns the session's context.
func (e *Env) ctx() context.Context {
	if e.Context == nil {
		return context.Background()
	}
	return e.Context
}
