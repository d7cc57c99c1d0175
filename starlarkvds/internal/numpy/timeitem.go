package numpy

import (
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// itemOf is Python's value of one element: a date, datetime or timedelta for times that those can hold.
func (lib *Library) itemOf(s ndarray.Scalar) starlark.Value {
	if k := s.DType().Kind(); k == ndarray.Datetime || k == ndarray.Timedelta {
		return lib.timeItem(s)
	} else if k == ndarray.Float && s.DType().ItemSize() == 16 {
		return lib.FromScalar(s)
	}
	return lib.fromItem(s.Item())
}

// Time implements ndarray.Timekeeper.
func (o objectOps) Time(s ndarray.Scalar) any { return o.lib.toItem(o.lib.timeItem(s)) }

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

// timeCount reads the classes of the module datetime.
func (lib *Library) timeCount(v starlark.Value) (c ndarray.TimeCount, ok bool) {
	number := func(name string, call bool) int64 {
		member, err := pyrt.GetAttr(v, name)
		if err == nil && call {
			member, err = starlark.Call(lib.session.Thread(), member, nil, nil)
		}
		n, ok := member.(starlark.Int)
		if err != nil || !ok {
			return 0
		}
		i, _ := n.Int64()
		return i
	}
	const unixEpoch = 719163 // as date.toordinal counts
	switch pyrt.TypeName(v) {
	case "timedelta", "datetime.timedelta":
		us := (number("days", false)*86400+number("seconds", false))*1e6 + number("microseconds", false)
		return ndarray.TimeCount{Kind: ndarray.Timedelta, Unit: ndarray.Unit{Base: "us", Num: 1}, Count: us}, true
	case "date", "datetime.date":
		return ndarray.TimeCount{Kind: ndarray.Datetime, Unit: ndarray.Unit{Base: "D", Num: 1}, Count: number("toordinal", true) - unixEpoch}, true
	case "datetime", "datetime.datetime":
		seconds := ((number("toordinal", true)-unixEpoch)*24+number("hour", false))*3600 + number("minute", false)*60 + number("second", false)
		return ndarray.TimeCount{Kind: ndarray.Datetime, Unit: ndarray.Unit{Base: "us", Num: 1}, Count: seconds*1e6 + number("microsecond", false)}, true
	}
	return c, false
}
