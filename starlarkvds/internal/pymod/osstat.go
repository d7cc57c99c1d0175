package pymod

import (
	"io/fs"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A systemStat is what only the system's own record of a file tells; on systems
// without one the zero value stands.
type systemStat struct {
	inode, device, links uint64
	user, group          uint32
	blocks, blockSize    int64
	accessed, changed    time.Time
}

// systemStatOf returns what the system tells of a file, or what is likely.
func systemStatOf(info fs.FileInfo) systemStat {
	s := systemStat{links: 1, accessed: info.ModTime(), changed: info.ModTime(), blockSize: 4096, blocks: (info.Size() + 511) / 512}
	s.fill(info)
	return s
}

// statFields are those of os.stat_result: ten of the tuple, then others.
var statFields = []string{"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
	"st_blksize", "st_blocks", "st_atime_ns", "st_mtime_ns", "st_ctime_ns"}

// statType is os.stat_result.
var statType = pyrt.NewType(pyrt.TypeSpec{Name: "stat_result", Module: "os", Bases: []*pyrt.Type{pyrt.TupleType}})

// statResult is os.stat_result.
func statResult(info fs.FileInfo) starlark.Value {
	s := systemStatOf(info)
	seconds := func(t time.Time) starlark.Value { return starlark.Float(float64(t.UnixNano()) / 1e9) }
	nanos := func(t time.Time) starlark.Value { return starlark.MakeInt64(t.UnixNano()) }
	return pyrt.NamedTupleOf(statType, statFields, starlark.Tuple{
		starlark.MakeInt(unixMode(info.Mode())), starlark.MakeUint64(s.inode), starlark.MakeUint64(s.device), starlark.MakeUint64(s.links),
		starlark.MakeInt(int(s.user)), starlark.MakeInt(int(s.group)), starlark.MakeInt64(info.Size()),
		seconds(s.accessed), seconds(info.ModTime()), seconds(s.changed), starlark.MakeInt64(s.blockSize), starlark.MakeInt64(s.blocks),
		nanos(s.accessed), nanos(info.ModTime()), nanos(s.changed),
	})
}
