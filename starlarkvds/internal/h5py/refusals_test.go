package h5py_test

import (
	"strings"
	"testing"
)

// TestRefusals has what h5py does and vdscript does not, or does not yet: each
// is refused in words, nothing is ignored.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"h5py.File('y.h5', 'w', driver='split')", "NotImplementedError: vdscript only reads files of driver 'split'"},
	} {
		if got := run(t, prelude+c.src+"\n"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\n got: %s\nwant: %s", c.src, got, c.want)
		}
	}
}

// TestReferencesSurviveReopening follows references that another session
// wrote.
func TestReferencesSurviveReopening(t *testing.T) {
	got := run(t, prelude+`f.attrs['r'] = d.ref
f.attrs['part'] = d.regionref[1:, :2]
f.close()
f = h5py.File('x.h5', 'r')
print(f[f.attrs['r']].name, f['d'][f.attrs['part']].tolist())
`)
	if want := "/d [[4.0, 5.0], [8.0, 9.0]]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFilesInMemory keeps files in memory and in file objects, and gives what
// is asked to the disk.
func TestFilesInMemory(t *testing.T) {
	got := run(t, `import h5py, os, io
with h5py.File('core.h5', 'w', driver='core', backing_store=False) as f:
    f['x'] = 1
print(os.path.exists('core.h5'))
with h5py.File('core.h5', 'w', driver='core') as f:
    f['x'] = [1, 2]
with h5py.File('core.h5', 'a', driver='core') as f:
    f['y'] = 3
print(list(h5py.File('core.h5')), f.__class__.__name__)
with h5py.File.in_memory() as f:
    f['a'] = [5]
    f.flush()
    image = f.id.get_file_image()
print(h5py.File.in_memory(image)['a'][:].tolist())
b = io.BytesIO()
with h5py.File(b, 'w') as f:
    f['q'] = 7
    print(f.driver)
print(h5py.File(b, 'r')['q'][()])
`)
	if want := "False\n['x', 'y'] File\n[5]\nfileobj\n7\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
