package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// splitTarget splits FILE[/path] at the end of the shortest prefix that names
// a file. If none does, all of it is the file's name.
func splitTarget(target string) (file, path string) {
	for i := 1; i <= len(target); i++ {
		if i < len(target) && !os.IsPathSeparator(target[i]) {
			continue
		}
		if fileSystem(target[:i]) != nil {
			return target[:i], "/" + strings.Trim(filepath.ToSlash(target[i:]), "/")
		}
		if info, err := os.Stat(target[:i]); err != nil || !info.IsDir() {
			break
		}
	}
	return target, "/"
}

// fileSystem returns what opens a name, or nil if there is no such file. As in
// libhdf5's tools a name that is no file may stand for several: "run%05d.h5"
// for a family, "run" for the split file run-m.h5 and run-r.h5 or for the
// multi-file run-s.h5, run-r.h5 and so on.
func fileSystem(name string) driver.FS {
	ctx, system := context.Background(), driver.OS()
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return nil
		}
		return system
	}
	for _, fsys := range []driver.FS{
		driver.Family{FS: system}, driver.Multi{FS: system, Super: "-m.h5"}, driver.Multi{FS: system, Super: "-s.h5"},
	} {
		if _, err := fsys.Stat(ctx, name); err == nil {
			return fsys
		}
	}
	return nil
}

// open opens a file for reading, with the settings of the environment.
func (c *target) open(ctx context.Context, name string, env environment, missing vds.Missing) (*hdf5.File, error) {
	access := &hdf5.FileAccess{
		FS:      fileSystem(name),
		Relaxed: c.Relaxed,
		Missing: missing,
		OnMissing: func(dataset string, source *vds.SourceError) {
			fmt.Fprintf(env.stderr, "vdscript: warning: %s: %v\n", dataset, source)
		},
	}
	access.VirtualPrefix, _ = env.getenv("HDF5_VDS_PREFIX")
	access.ExternalPrefix, _ = env.getenv("HDF5_EXT_PREFIX")
	access.RawPrefix, _ = env.getenv("HDF5_EXTFILE_PREFIX")
	if value, ok := env.getenv("HDF5_USE_FILE_LOCKING"); ok {
		if locking, ok := driver.ParseLocking(value); ok {
			access.Locking = locking
		}
	}
	return hdf5.Open(ctx, name, hdf5.ReadOnly, access)
}
