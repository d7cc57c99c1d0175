package pymod

import (
	"io/fs"
	"syscall"
	"time"
)

// fill takes what Linux tells of a file.
func (s *systemStat) fill(info fs.FileInfo) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	s.inode, s.device, s.links = st.Ino, uint64(st.Dev), uint64(st.Nlink)
	s.user, s.group = st.Uid, st.Gid
	s.blocks, s.blockSize = st.Blocks, int64(st.Blksize)
	s.accessed, s.changed = time.Unix(st.Atim.Unix()), time.Unix(st.Ctim.Unix())
}
