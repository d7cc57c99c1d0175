// Package starlarkvds runs h5py-style scripts inside a Go program.
//
// A script is written in the language of docs/language.md: Python's syntax and
// meaning, run by go.starlark.net, with h5py and numpy as builtins. A host
// decides what a script may see of the world: [Config] is read once by [New],
// and its zero value gives no files, no output and no limits.
//
//	host, err := starlarkvds.New(starlarkvds.Config{
//		Files:   starlarkvds.WorkingDirectory(),
//		Stdout:  os.Stdout,
//		Globals: starlark.StringDict{"threshold": starlark.Float(0.5)},
//	})
//	globals, err := host.Run(ctx, "plugin.py", source)
//
// A [Host] is immutable and safe for concurrent use. It compiles scripts to
// [Program] values, which may be run many times, by many sessions. A [Session]
// holds the state of one run, or of one prompt: variables, imported modules,
// open files; it belongs to one goroutine at a time. Closing it closes the
// files that a script left open.
//
// What goes wrong in a script is an [*Error] with the exception's class, its
// text and a traceback in the script's own lines. errors.Is and errors.As reach
// the Go error below it, such as [hdf5.ErrNotFound] or [context.Canceled].
package starlarkvds
