package ndarray

import "testing"

// References are objects that stand for no number.
func TestReferencesAreNoNumbers(t *testing.T) {
	if f, err := floatOf(nil, Reference{Address: 8}); err == nil {
		t.Errorf("float() of a reference: got %v, want an error", f)
	}
	if i, err := integerOf(nil, Reference{Address: 8}); err == nil {
		t.Errorf("int() of a reference: got %v, want an error", i)
	}
}
