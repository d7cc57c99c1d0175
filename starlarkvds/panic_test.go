package starlarkvds_test

import (
	"context"
	"errors"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds"
)

// A host's function that panics ends the script, not the program, and the
// session can go on.
func TestPanicEndsTheScriptOnly(t *testing.T) {
	boom := starlark.NewBuiltin("boom", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		panic("broken")
	})
	host, err := starlarkvds.New(starlarkvds.Config{Globals: starlark.StringDict{"boom": boom}})
	if err != nil {
		t.Fatal(err)
	}
	s := host.NewSession()
	defer s.Close()
	_, err = s.Exec(context.Background(), "try:\n    boom()\nexcept Exception:\n    pass\n\n")
	var bug *starlarkvds.PanicError
	var script *starlarkvds.Error
	if !errors.As(err, &bug) || !errors.As(err, &script) || bug.Value != "broken" || len(bug.Stack) == 0 {
		t.Fatalf("got %v", err)
	}
	if text := script.Traceback(); text != "SystemError: internal error: broken; please report this script\n" {
		t.Errorf("traceback: %s", text)
	}
	if v, err := s.Eval(context.Background(), "1 + 1"); err != nil || v.String() != "2" {
		t.Errorf("after the panic: %v, %v", v, err)
	}
}
