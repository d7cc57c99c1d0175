package pyrt

import (
	"bytes"
	"strings"
	"testing"

	"go.starlark.net/starlark"
)

// TestHelp checks what help shows of a type, and that exit raises SystemExit.
func TestHelp(t *testing.T) {
	var out bytes.Buffer
	env := &Env{Stdout: &out}
	thread := env.NewThread("test")
	if _, err := starlark.Call(thread, NewFunc("help", help), starlark.Tuple{ListType}, nil); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.HasPrefix(text, "Help on class list\n") || !strings.Contains(text, " append ") {
		t.Errorf("got %q", text)
	}
	_, err := starlark.Call(thread, NewFunc("exit", exitScript), starlark.Tuple{starlark.MakeInt(3)}, nil)
	if e, ok := Catch(thread, err); !ok || !e.IsA(SystemExit) {
		t.Errorf("exit: %v", err)
	}
}
