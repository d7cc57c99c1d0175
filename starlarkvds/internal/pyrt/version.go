package pyrt

// The Python whose behaviour scripts find, and how it tells of itself: parts of
// the version, sys.version and sys.platform.
const (
	PythonMajor, PythonMinor, PythonMicro = 3, 11, 0

	PythonBanner   = "3.11.0 (vdscript)"
	PythonPlatform = "linux"
)
