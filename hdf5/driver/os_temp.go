package driver

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"path/filepath"
	"unicode/utf8"
)

// Files that are being made have temporary names, which follow from the name
// that they will get, so that one which a dead writer has left is met again.
// The first of these names is for the writer that makes the file alone; those
// that know nothing of locks share the others.

// CreateTemp makes a file beside name, with the permissions of a file that
// stands under that name. Where a dead writer has left one, which nobody has
// locked, it is removed.
func (d disk) CreateTemp(ctx context.Context, name string, alone bool) (Writable, error) {
	info, err := d.ops.Stat(name)
	exists := err == nil
	n := firstTemp(alone)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		temp := tempName(name, n)
		file, err := d.create(temp, 0o666)
		if errors.Is(err, fs.ErrExist) {
			left, err := d.sweep(ctx, temp)
			switch {
			case err != nil:
				return nil, err
			case left == leftLiving && alone && n == 0:
				return nil, pathError("create", name, ErrLocked)
			case left != leftDead:
				n++
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if exists {
			if err := file.file.Chmod(info.Mode().Perm()); err != nil {
				return nil, errors.Join(err, file.Close(), d.ops.Remove(temp))
			}
		}
		return file, nil
	}
}

// firstTemp returns the number of the first temporary name that a writer
// tries.
func firstTemp(alone bool) uint32 {
	if alone {
		return 0
	}
	return 1
}

// maxName is how many bytes a file's name may have where the limit is lowest.
const maxName = 255

// tempName returns the n-th name of a temporary file beside a name. It looks
// like nothing that a user would take.
func tempName(name string, n uint32) string {
	h := fnv.New32a()
	io.WriteString(h, filepath.Base(name))
	return WithSuffix(name, fmt.Sprintf(".tmp-%08x", h.Sum32()+n))
}

// WithSuffix returns a name with a suffix. A name that is as long as names may be
// loses its end.
func WithSuffix(name, suffix string) string {
	for over := len(filepath.Base(name)) + len(suffix) - maxName; over > 0; {
		_, size := utf8.DecodeLastRuneInString(name)
		name, over = name[:len(name)-size], over-size
	}
	return name + suffix
}

// Sweep removes the temporary files that dead writers of a file have left, and
// reports whether there were any.
func (d disk) Sweep(ctx context.Context, name string) (bool, error) {
	swept := false
	for n := uint32(0); ; n++ {
		temp := tempName(name, n)
		if _, err := d.ops.Stat(temp); err != nil {
			if n == 0 {
				continue // writers without locks do not begin with it
			}
			return swept, nil
		}
		left, err := d.sweep(ctx, temp)
		if err != nil {
			return swept, err
		}
		swept = swept || left == leftDead
	}
}

// Making reports whether a writer holds the first temporary file of a name.
func (d disk) Making(ctx context.Context, name string) (bool, error) {
	file, err := d.Open(ctx, tempName(name, 0), ReadOnly)
	if err != nil {
		return false, nil // nobody, or somebody else's
	}
	living := errors.Is(IfPossible.Acquire(file, false), ErrLocked)
	return living, file.Close()
}

// leftover says what is known of a temporary file.
type leftover uint8

const (
	leftDead    leftover = iota // it was removed
	leftLiving                  // its writer has it locked
	leftUnknown                 // of another owner, or where locks do not work
)

// sweep removes a temporary file if its writer is dead: it has no lock.
func (d disk) sweep(ctx context.Context, temp string) (leftover, error) {
	file, err := d.Open(ctx, temp, ReadWrite)
	if errors.Is(err, fs.ErrNotExist) {
		return leftDead, nil // it was just removed
	}
	if err != nil {
		return leftUnknown, nil
	}
	_, kept, err := Enforce.AcquireNamed(ctx, d, file)
	switch {
	case errors.Is(err, ErrLocked):
		return leftLiving, file.Close()
	case err != nil:
		return leftUnknown, file.Close()
	case !kept: // it was just removed, and another writer may have taken the name
		return leftLiving, file.Close()
	}
	removed := d.ops.Remove(temp)
	if err := file.Close(); err != nil {
		return leftUnknown, err
	}
	if removed != nil {
		removed = d.ops.Remove(temp) // Windows removes no open file
	}
	if removed != nil {
		return leftUnknown, nil
	}
	return leftDead, nil
}
