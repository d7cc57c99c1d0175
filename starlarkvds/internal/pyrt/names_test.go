package pyrt

import (
	"testing"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// TestNames checks that every name that lowered code uses is predeclared, and
// that every method that dir() lists exists.
func TestNames(t *testing.T) {
	names := Universe(nil)
	NewModuleBox(names)
	for _, name := range dialect.RuntimeNames() {
		if !names.Has(name) {
			t.Errorf("%s is not predeclared", name)
		}
	}
	for name := range names {
		if !IsPredeclared(name) {
			t.Errorf("IsPredeclared(%q) is false", name)
		}
	}
	for _, typ := range scriptTypes() {
		for _, name := range methodNames(typ) {
			if methodOf(typ, name) == nil && builtinStatic(typ, name) == nil {
				t.Errorf("%s.%s is listed and absent", typ.Name(), name)
			}
		}
	}
}
