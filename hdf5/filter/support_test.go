package filter

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The table in docs/support.md says what the registry has.
func TestSupportTable(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "support.md"))
	if err != nil {
		t.Fatal(err)
	}
	registry := Standard()
	for id, f := range registry.filters {
		encode := "yes"
		if _, err := f.Encode(nil, make([]byte, 64), nil); errors.Is(err, ErrNoEncoder) {
			encode = "no"
		}
		if row := fmt.Sprintf(" | %d | yes | %s |", id, encode); !strings.Contains(string(text), row) {
			t.Errorf("no row %q", row)
		}
	}
}
