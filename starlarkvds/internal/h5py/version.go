package h5py

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// The versions of the libraries whose behaviour this module has, and what
// h5py's own build of them says it was made with.
var (
	h5pyVersion = [3]int{3, 16, 0}
	hdf5Version = [3]int{2, 0, 0}
)

const (
	cythonOfBuild     = "3.2.4"
	numpyOfBuild      = "2.4.2"
	summaryOfVersions = `Summary of the h5py configuration
---------------------------------

h5py    %s
HDF5    %s
Python  %s
sys.platform    %s
sys.maxsize     %d
numpy   %s
cython (built with) %s
numpy (built against) %s
HDF5 (built against) %s
`
)

// versionFields are the names of h5py.version.version_tuple.
var versionFields = []string{"major", "minor", "bugfix", "pre", "post", "dev"}

func versionText(v [3]int) string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }

func versionTuple(v [3]int) starlark.Tuple {
	return starlark.Tuple{number(v[0]), number(v[1]), number(v[2])}
}

// versionModule is h5py.version.
func (s *Session) versionModule() *pyrt.Module {
	h5py, hdf5 := versionText(h5pyVersion), versionText(hdf5Version)
	return &pyrt.Module{Name: "h5py.version", Doc: "Versions.", Members: starlark.StringDict{
		"version":                  starlark.String(h5py),
		"version_tuple":            pyrt.NewNamedTuple("_H5PY_VERSION_CLS", versionFields, append(versionTuple(h5pyVersion), starlark.None, starlark.None, starlark.None)),
		"hdf5_version":             starlark.String(hdf5),
		"hdf5_version_tuple":       versionTuple(hdf5Version),
		"hdf5_built_version_tuple": versionTuple(hdf5Version),
		"api_version":              starlark.String("1.8"),
		"api_version_tuple":        starlark.Tuple{number(1), number(8)},
		"info": starlark.String(fmt.Sprintf(summaryOfVersions, h5py, hdf5, pyrt.PythonBanner, pyrt.PythonPlatform, int64(math.MaxInt64),
			numpy.Version, cythonOfBuild, numpyOfBuild, hdf5)),
	}}
}
