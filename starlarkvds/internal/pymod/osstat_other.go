//go:build !linux

package pymod

import "io/fs"

// fill leaves what Go tells of a file on every system.
func (s *systemStat) fill(fs.FileInfo) {}
