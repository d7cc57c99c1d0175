package h5py_test

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// spaceScript asks for every strategy, and for what h5py refuses.
const spaceScript = `import h5py
cases = [dict(fs_strategy="page", libver=("earliest", "v108")), dict(fs_strategy="page", fs_page_size=100), dict(fs_strategy="page", fs_page_size=2**31),
    dict(fs_strategy="page", userblock_size=512), dict(fs_strategy="page", page_buf_size=8192), dict(fs_strategy="fsm", page_buf_size=8192),
    dict(fs_strategy="fsm", fs_threshold=0), dict(page_buf_size=4096), dict(fs_strategy="page", page_buf_size=1000),
    dict(fs_strategy="page", page_buf_size=5000), dict(fs_strategy="aggregate", fs_persist=True), dict(fs_strategy="x"), dict(fs_strategy="none", fs_threshold=9),
    dict(fs_strategy="page", fs_page_size=5000), dict(fs_page_size=8192), dict(fs_persist=True), dict(fs_strategy="page", fs_persist=True, fs_threshold=10),
    dict(fs_strategy="fsm", fs_persist=True, userblock_size=1024), dict(fs_strategy="fsm", libver="v108"), dict(fs_strategy="fsm", fs_persist=1, libver="latest")]
for k in cases:
    try:
        with h5py.File("q.h5", "w", **k) as f:
            p = f.id.get_create_plist()
            print(k, p.get_file_space_strategy(), p.get_file_space_page_size(), f.id.get_access_plist().get_page_buffer_size())
        with h5py.File("q.h5") as f:
            p = f.id.get_create_plist()
            print(p.get_file_space_strategy(), p.get_file_space_page_size(), f.id.get_freespace() > 0)
    except Exception as e:
        print(k, type(e).__name__, e)
for m in "r", "r+", "a":
    try:
        h5py.File("q.h5", m, fs_strategy="page")
    except Exception as e:
        print(m, type(e).__name__, e)
`

// TestFileSpace compares how files are managed, and what is refused, with
// h5py.
func TestFileSpace(t *testing.T) {
	got := run(t, spaceScript)
	if want := hdf5test.RunPython(t, t.TempDir(), spaceScript); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
