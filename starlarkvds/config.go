package starlarkvds

import (
	"context"
	"io"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// Config says what a script may see and use. The zero value gives no files,
// discards output and sets no limits.
type Config struct {
	// Files is what scripts open. Its zero value has no file.
	Files FileSystem
	// HDF5 bounds what one HDF5 file may cost; Policy says which other files
	// its contents (virtual sources, external links, external raw data) may
	// name.
	HDF5   driver.Limits
	Policy driver.Policy
	// Missing says what a read does about a missing source of a virtual
	// dataset: by default it reads as the fill value and is reported once on
	// Stderr. Scripts choose for a file with File(..., missing=...).
	Missing vds.Missing

	// Modules can be imported besides the built-in ones, by dotted name.
	Modules map[string]Module
	// Globals are predeclared, besides h5py, np and the names of docs/language.md.
	Globals starlark.StringDict
	// Source finds the text of a user's module: name as the script wrote it
	// in import or load, from the module that asks. It returns
	// fs.ErrNotExist for a name it does not know. Nil: there are none.
	Source func(ctx context.Context, name, from string) (file string, text []byte, err error)

	// Stdout and Stderr receive what scripts print, and warnings. Stdin may be
	// nil.
	Stdout, Stderr io.Writer
	Stdin          io.Reader
	// Args are sys.argv.
	Args []string
	// Getenv and Environ are os.environ, and where HDF5_VDS_PREFIX,
	// HDF5_EXT_PREFIX, HDF5_EXTFILE_PREFIX and HDF5_USE_FILE_LOCKING are looked up. Nil: empty.
	Getenv  func(name string) (string, bool)
	Environ func() []string
	// Now is the clock and Sleep waits. Nil: time stands still.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
	// Seed seeds random numbers that a script does not seed itself. Zero: a
	// fresh seed for each session.
	Seed uint64

	// Limits bounds what one session may use.
	Limits Limits
}

// Limits bounds one session; a zero field is no limit. They stop accidents. A
// hostile script needs a process of its own with the operating system's
// limits.
type Limits struct {
	Steps  uint64 // statements and calls, roughly
	Memory int64  // bytes of live arrays and of other large values
	Output int64  // bytes printed
}

// A Module can be imported by scripts. Members are Starlark values, or Go
// values that [FromGo] converts.
type Module struct {
	Doc     string // one line of help
	Members map[string]any
}
