package h5py

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"weak"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// Config is what the host decides for a session.
type Config struct {
	FS      driver.FS // nil: no file can be opened
	Limits  driver.Limits
	Policy  driver.Policy
	Missing vds.Missing
	// Getenv looks up HDF5_VDS_PREFIX, HDF5_EXT_PREFIX and
	// HDF5_USE_FILE_LOCKING; nil means that none is set.
	Getenv func(name string) (string, bool)
	// Warn receives one line for each missing source and reason.
	Warn io.Writer
}

// A Session is one script's h5py.
type Session struct {
	env   *pyrt.Env
	np    *numpy.Library
	cfg   Config
	set   *hdf5.Files
	open  []opened
	types types

	warning  sync.Mutex // missing sources are reported by parallel reads
	naming   sync.Mutex
	raw      map[string]bool // raw data files that the script named
	images   int             // files made by File.in_memory
	opened   int             // images opened by h5f.open_file_image
	relinked bool            // links were moved or deleted: names of open objects may be others
	ordered  bool            // get_config().track_order

	module    *pyrt.Module            // h5py, once it was asked for
	hl        map[string]*pyrt.Module // h5py._hl's
	propTypes map[string]*pyrt.Type
}

// opened is a file that may still be open. A script that drops the last
// reference to a file leaves it open; the weak pointer tells.
type opened struct {
	value weak.Pointer[File]
	core  *hdf5.File
	image *image
}

// New returns the h5py of a script that lives in env and uses the arrays of
// np.
func New(env *pyrt.Env, np *numpy.Library, cfg Config) *Session {
	s := &Session{env: env, np: np, cfg: cfg, set: hdf5.NewFiles(cfg.Limits.MaxOpenFiles)}
	s.types = newTypes(s)
	np.Reference, np.RefType = s.reference, s.referenceType
	return s
}

// ctx returns the context of the running script.
func (s *Session) ctx() context.Context {
	if s.env.Context == nil {
		return context.Background()
	}
	return s.env.Context
}

// Close closes the files that the script left open and returns the first
// error.
func (s *Session) Close() error {
	var first error
	for _, o := range s.open {
		left := &File{core: o.core, image: o.image}
		left.Group.session = s
		if err := left.shut(); first == nil {
			first = err
		}
	}
	s.open = nil
	return first
}

// register notes an open file.
func (s *Session) register(f *File) {
	live := s.open[:0]
	for _, o := range s.open {
		if !o.core.Closed() {
			live = append(live, o)
		}
	}
	s.open = append(live, opened{weak.Make(f), f.core, f.image})
}

// dropUnreachable closes the files that no value of the script leads to any
// more, as CPython's reference counts do at once. It reports whether there was
// one.
func (s *Session) dropUnreachable() bool {
	runtime.GC()
	dropped := false
	for _, o := range s.open {
		if o.value.Value() == nil && !o.core.Closed() {
			o.core.Close()
			dropped = true
		}
	}
	return dropped
}

// nameRaw notes that the script named a raw data file, which it may then use.
func (s *Session) nameRaw(name string) {
	s.naming.Lock()
	defer s.naming.Unlock()
	if s.raw == nil {
		s.raw = map[string]bool{}
	}
	s.raw[name] = true
}

// grant allows the raw data files that the script named, as it wrote them or
// in the directory of their HDF5 file.
func (s *Session) grant(use driver.Use, name string) bool {
	if use != driver.ExternalRaw {
		return false
	}
	s.naming.Lock()
	defer s.naming.Unlock()
	for named := range s.raw {
		if name == named || strings.HasSuffix(name, string(filepath.Separator)+named) {
			return true
		}
	}
	return false
}

// warnMissing reports a source that gave no data.
func (s *Session) warnMissing(dataset string, e *vds.SourceError) {
	if s.cfg.Warn == nil {
		return
	}
	s.warning.Lock()
	defer s.warning.Unlock()
	fmt.Fprintf(s.cfg.Warn, "warning: %s: %v; its elements read as the fill value\n", dataset, e)
}

// getenv returns an environment variable or "".
func (s *Session) getenv(name string) string {
	if s.cfg.Getenv == nil {
		return ""
	}
	v, _ := s.cfg.Getenv(name)
	return v
}
