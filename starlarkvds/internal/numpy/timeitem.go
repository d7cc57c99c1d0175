package numpy

import (
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// itemOf is Python's value of one element: a date, datetime or timedelta for times that those can hold.
func (lib *Library) itemOf(s ndarray.Scalar) starlark.Value {
	if k := s.DType().Kind(); k == ndarray.Datetime || k == ndarray.Timedelta {
		return lib.timeItem(s)
	}
	return lib.fromItem(s.Item())
}

// timeItem follows numpy: whole days are dates, shorter units down to microseconds datetimes; what Python's classes
// cannot hold stays a count of the unit.
func (lib *Library) timeItem(s ndarray.Scalar) starlark.Value {
	count := lib.fromItem(s.Item())
	if s.IsNaT() {
		return starlark.None
	}
	module := lib.script("datetime")
	if module == nil {
		return count
	}
	const firstYear, lastYear, mostDays = 1, 9999, 999999999
	unit := s.DType().Unit().Base
	duration := s.DType().Kind() == ndarray.Timedelta
	switch unit {
	case "Y", "M":
		if duration {
			return count
		}
		fallthrough
	case "W", "D":
		days := must(s.Array().AsType(must(ndarray.ParseDType(string(s.DType().Kind())+"8[D]")), ndarray.CastUnsafe)).Flat(0).Item().(int64)
		if duration {
			if days > mostDays || days < -mostDays {
				return count
			}
			return must(starlark.Call(lib.session.Thread(), module.Members["timedelta"], starlark.Tuple{starlark.MakeInt64(days)}, nil))
		}
		t := time.Unix(0, 0).UTC().AddDate(0, 0, int(days))
		if t.Year() < firstYear || t.Year() > lastYear {
			return count
		}
		return must(starlark.Call(lib.session.Thread(), module.Members["date"], ints(t.Year(), int(t.Month()), t.Day()), nil))
	case "h", "m", "s", "ms", "us":
		us := must(s.Array().AsType(must(ndarray.ParseDType(string(s.DType().Kind())+"8[us]")), ndarray.CastUnsafe)).Flat(0).Item().(int64)
		if duration {
			return must(starlark.Call(lib.session.Thread(), module.Members["timedelta"], ints(0, 0, int(us)), nil))
		}
		t := time.UnixMicro(us).UTC()
		if t.Year() < firstYear || t.Year() > lastYear {
			return count
		}
		return must(starlark.Call(lib.session.Thread(), module.Members["datetime"],
			ints(t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond()/1000), nil))
	}
	return count
}

func ints(v ...int) starlark.Tuple {
	out := make(starlark.Tuple, len(v))
	for i, n := range v {
		out[i] = starlark.MakeInt(n)
	}
	return out
}
