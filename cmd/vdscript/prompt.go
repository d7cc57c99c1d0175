package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/vdscript/vdscript/starlarkvds"
	"github.com/vdscript/vdscript/starlarkvds/repl"
)

// prompt talks to a person until the input ends.
func prompt(host *starlarkvds.Host, env environment) (status int, err error) {
	s := host.NewSession()
	defer func() {
		if closeErr := s.Close(); err == nil && closeErr != nil {
			status, err = 1, closeErr
		}
	}()
	editor, err := repl.NewEditor(s, historyFile(env), env.stdin, env.stdout, env.stderr)
	if err != nil {
		return 1, err
	}
	return repl.Run(context.Background(), s, repl.Options{
		Editor: editor, Stdout: env.stdout, Stderr: env.stderr, Greeting: greeting(env),
	})
}

// greeting is shown to people, not to a pipe.
func greeting(env environment) string {
	f, ok := env.stdin.(*os.File)
	if !ok {
		return ""
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return ""
	}
	return fmt.Sprintf("vdscript on %s/%s. h5py and np are imported; Tab completes, Ctrl-D ends.\n", runtime.GOOS, runtime.GOARCH)
}

// historyFile is where inputs are kept: in the user's state directory, or
// nowhere if there is none. VDSCRIPT_HISTORY names another file; empty keeps
// nothing.
func historyFile(env environment) string {
	if name, ok := env.getenv("VDSCRIPT_HISTORY"); ok {
		return name
	}
	dir, ok := env.getenv("XDG_STATE_HOME")
	if !ok || dir == "" {
		home, ok := env.getenv("HOME")
		if !ok || home == "" {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	dir = filepath.Join(dir, "vdscript")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	return filepath.Join(dir, "history")
}
