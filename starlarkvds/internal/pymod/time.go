package pymod

import (
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// timeModule is time. The clock is the session's.
func timeModule(env *pyrt.Env) *pyrt.Module {
	began := now(env)
	seconds := func(since func() time.Duration) pyrt.Func {
		return func(c *pyrt.Call) (starlark.Value, error) { return starlark.Float(since().Seconds()), c.NoArgs() }
	}
	nanos := func(since func() time.Duration) pyrt.Func {
		return func(c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt64(int64(since())), c.NoArgs() }
	}
	wall := func() time.Duration { return time.Duration(now(env).UnixNano()) }
	elapsed := func() time.Duration { return now(env).Sub(began) }
	m := funcs(map[string]pyrt.Func{
		"time": seconds(wall), "time_ns": nanos(wall),
		"monotonic": seconds(elapsed), "monotonic_ns": nanos(elapsed),
		"perf_counter": seconds(elapsed), "perf_counter_ns": nanos(elapsed),
		"process_time": seconds(elapsed), "process_time_ns": nanos(elapsed),
		"thread_time": seconds(elapsed), "thread_time_ns": nanos(elapsed),
		"sleep":     sleep,
		"gmtime":    timeOf(time.UTC),
		"localtime": timeOf(time.Local),
		"ctime": func(c *pyrt.Call) (starlark.Value, error) {
			t, err := momentArg(c, time.Local)
			return starlark.String(t.Format(time.ANSIC)), err
		},
		"asctime": func(c *pyrt.Call) (starlark.Value, error) {
			t, err := structArg(c, 0)
			return starlark.String(t.Format(time.ANSIC)), err
		},
		"mktime":   mktime,
		"strftime": strftimeFunc,
		"strptime": strptime,
	})
	m["struct_time"] = structTimeType
	m["timezone"], m["altzone"], m["daylight"] = starlark.MakeInt(0), starlark.MakeInt(0), starlark.MakeInt(0)
	m["tzname"] = starlark.Tuple{starlark.String("UTC"), starlark.String("UTC")}
	return &pyrt.Module{Name: "time", Doc: "The clock, waiting, and times as text.", Members: m}
}

func sleep(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	s, err := pyrt.Float(v)
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "'%s' object cannot be interpreted as an integer", pyrt.TypeName(v))
	}
	if s < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "sleep length must be non-negative")
	}
	if env := c.Env(); env.Sleep != nil {
		if err := env.Sleep(env.Context, time.Duration(s*1e9)); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

// momentArg returns the optional argument in seconds since the epoch; now
// without one.
func momentArg(c *pyrt.Call, zone *time.Location) (time.Time, error) {
	var x starlark.Value = starlark.None
	if err := c.Positional(0, &x); err != nil {
		return time.Time{}, err
	}
	if x == starlark.None {
		return now(c.Env()).In(zone), nil
	}
	s, err := pyrt.Float(x)
	return fromSeconds(s).In(zone), err
}

func timeOf(zone *time.Location) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		t, err := momentArg(c, zone)
		return timeStruct(t), err
	}
}

// timeFields are those of time.struct_time.
var timeFields = []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"}

// timeStruct is time.struct_time.
func timeStruct(t time.Time) starlark.Value {
	parts := [...]int{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second(), (int(t.Weekday()) + 6) % 7, t.YearDay(), 0}
	if t.IsDST() {
		parts[8] = 1
	}
	values := make(starlark.Tuple, len(parts))
	for i, n := range parts {
		values[i] = starlark.MakeInt(n)
	}
	return pyrt.NamedTupleOf(structTimeType, timeFields, values)
}

// structTimeType is time.struct_time; it is made of a sequence.
var structTimeType = pyrt.NewType(pyrt.TypeSpec{
	Name: "time.struct_time", Bases: []*pyrt.Type{pyrt.TupleType},
	New: func(_ *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var x starlark.Value
		if err := pyrt.UnpackArgs("structseq", args, kwargs, "sequence", &x); err != nil {
			return nil, err
		}
		items, err := pyrt.Collect(x)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.TypeError, "constructor requires a sequence")
		}
		if n := len(items); n < len(timeFields) || n > len(timeFields)+2 {
			many := "at least 9-sequence"
			if n > len(timeFields) {
				many = "at most 11-sequence"
			}
			return nil, pyrt.Errorf(pyrt.TypeError, "time.struct_time() takes an %s (%d-sequence given)", many, n)
		}
		return pyrt.NamedTupleOf(cls, timeFields, items[:len(timeFields)]), nil
	},
})

// structArg returns an argument that is a struct_time or a tuple of nine; now
// without it.
func structArg(c *pyrt.Call, i int) (time.Time, error) {
	if i >= len(c.Args) {
		return now(c.Env()).In(time.Local), nil
	}
	items, err := pyrt.Collect(c.Args[i])
	if err != nil || len(items) != len(timeFields) {
		return time.Time{}, pyrt.Errorf(pyrt.TypeError, "Tuple or struct_time argument required")
	}
	var n [9]int
	for j, v := range items {
		if n[j], err = pyrt.Int(v); err != nil {
			return time.Time{}, err
		}
	}
	return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.Local), nil
}

// strptime is time.strptime(text, format): datetime's own reader.
func strptime(c *pyrt.Call) (starlark.Value, error) {
	var text string
	format := "%a %b %d %H:%M:%S %Y"
	if err := c.Positional(1, &text, &format); err != nil {
		return nil, err
	}
	reader, err := sourceModule(c.Env(), "_strptime")
	if err != nil {
		return nil, err
	}
	v, err := pyrt.CallValue(c.Thread, reader.Members["parse"], starlark.Tuple{starlark.String(text), starlark.String(format)}, nil)
	if err != nil {
		return nil, err
	}
	var n [6]int
	for i := range n {
		if n[i], err = pyrt.Int(v.(starlark.Tuple)[i]); err != nil {
			return nil, err
		}
	}
	return timeStruct(time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)), nil
}

func mktime(c *pyrt.Call) (starlark.Value, error) {
	if _, err := c.One(); err != nil {
		return nil, err
	}
	t, err := structArg(c, 0)
	return starlark.Float(t.Unix()), err
}

func strftimeFunc(c *pyrt.Call) (starlark.Value, error) {
	var format string
	var tuple starlark.Value
	if err := c.Positional(1, &format, &tuple); err != nil {
		return nil, err
	}
	t, err := structArg(c, 1)
	return starlark.String(strftime(format, t)), err
}

// strftime formats a time by C's directives.
func strftime(format string, t time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		b.WriteString(timeDirective(format[i], t))
	}
	return b.String()
}

// timeDirective returns the text of one directive; an unknown one stays.
func timeDirective(d byte, t time.Time) string {
	if layout, ok := timeLayouts[d]; ok {
		return t.Format(layout)
	}
	year, week := t.ISOWeek()
	weekday := int(t.Weekday())
	switch d {
	case '%':
		return "%"
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case 'j':
		return fmt.Sprintf("%03d", t.YearDay())
	case 'f':
		return fmt.Sprintf("%06d", t.Nanosecond()/1000)
	case 'w':
		return fmt.Sprint(weekday)
	case 'u':
		return fmt.Sprint((weekday+6)%7 + 1)
	case 'U':
		return fmt.Sprintf("%02d", (t.YearDay()+6-weekday)/7)
	case 'W':
		return fmt.Sprintf("%02d", (t.YearDay()+6-(weekday+6)%7)/7)
	case 'V':
		return fmt.Sprintf("%02d", week)
	case 'G':
		return fmt.Sprint(year)
	case 'C':
		return fmt.Sprintf("%02d", t.Year()/100)
	case 's':
		return fmt.Sprint(t.Unix())
	}
	return "%" + string(d)
}

// timeLayouts are the directives that Go's layouts express.
var timeLayouts = map[byte]string{
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'c': "Mon Jan _2 15:04:05 2006", 'd': "02", 'D': "01/02/06",
	'e': "_2", 'F': "2006-01-02", 'h': "Jan", 'H': "15", 'I': "03", 'm': "01", 'M': "04", 'p': "PM", 'r': "03:04:05 PM",
	'R': "15:04", 'S': "05", 'T': "15:04:05", 'x': "01/02/06", 'X': "15:04:05", 'y': "06", 'Y': "2006", 'z': "-0700", 'Z': "MST",
}
