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
		info, err := os.Stat(target[:i])
		if err != nil {
			break
		}
		if !info.IsDir() {
			return target[:i], "/" + strings.Trim(filepath.ToSlash(target[i:]), "/")
		}
	}
	return target, "/"
}

// open opens a file for reading, with the settings of the environment.
func (c *target) open(ctx context.Context, name string, env environment, missing vds.Missing) (*hdf5.File, error) {
	access := &hdf5.FileAccess{
		Relaxed: c.Relaxed,
		Missing: missing,
		OnMissing: func(dataset string, source *vds.SourceError) {
			fmt.Fprintf(env.stderr, "vdscript: warning: %s: %v\n", dataset, source)
		},
	}
	access.VirtualPrefix, _ = env.getenv("HDF5_VDS_PREFIX")
	access.ExternalPrefix, _ = env.getenv("HDF5_EXT_PREFIX")
	if value, ok := env.getenv("HDF5_USE_FILE_LOCKING"); ok {
		if locking, ok := driver.ParseLocking(value); ok {
			access.Locking = locking
		}
	}
	return hdf5.Open(ctx, name, hdf5.ReadOnly, access)
}
