package ndarray

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

var update = flag.Bool("update", false, "write testdata/golden.jsonl from numpy's answers")

// TestAnswersAsNumpy asks every question of testdata/oracle.py.
func TestAnswersAsNumpy(t *testing.T) {
	python := hdf5test.Python(t)
	script := filepath.Join("testdata", "oracle.py")
	all := hdf5test.Run(t, ".", python, script)
	if *update {
		small := hdf5test.Run(t, ".", python, script, "small")
		if err := os.WriteFile(filepath.Join("testdata", "golden.jsonl"), []byte(small), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	checkCases(t, all)
}

// TestAnswersAsGolden asks the questions whose answers are committed.
func TestAnswersAsGolden(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "golden.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	checkCases(t, string(b))
}

func checkCases(t *testing.T, lines string) {
	failed := map[string]int{}
	total := map[string]int{}
	scan := bufio.NewScanner(strings.NewReader(lines))
	scan.Buffer(nil, 1<<26)
	for scan.Scan() {
		var c []any
		d := json.NewDecoder(strings.NewReader(scan.Text()))
		d.UseNumber()
		if err := d.Decode(&c); err != nil {
			t.Fatal(err)
		}
		kind := c[0].(string)
		total[kind]++
		if msg := runCase(kind, c[1:]); msg != "" {
			failed[kind]++
			if failed[kind] <= 20 {
				text := scan.Text()
				if len(text) > 300 {
					text = text[:300] + "..."
				}
				t.Errorf("%s\n   %s", msg, text)
			}
		}
	}
	for k, n := range total {
		t.Logf("%-10s %6d cases, %d differ", k, n, failed[k])
	}
}

// runCase compares one answer; "" means equal.
func runCase(kind string, c []any) (msg string) {
	defer func() {
		if r := recover(); r != nil {
			msg = fmt.Sprintf("%s: panic: %v", kind, r)
			if os.Getenv("NDARRAY_PANIC") != "" {
				panic(r)
			}
		}
	}()
	want := c[len(c)-1]
	got, err := answer(kind, c[:len(c)-1])
	if e, ok := want.(map[string]any); ok && e["error"] != nil {
		if err == nil {
			return fmt.Sprintf("%s: got %s, want %s: %s", kind, show(got), e["error"], e["msg"])
		}
		ne, ok := err.(*Error)
		if !ok {
			return fmt.Sprintf("%s: untyped error %v", kind, err)
		}
		if ne.Kind != e["error"] || ne.Msg != e["msg"] && !strings.HasPrefix(e["msg"].(string), "The DType") {
			return fmt.Sprintf("%s:\n  got  %s: %s\n  want %s: %s", kind, ne.Kind, ne.Msg, e["error"], e["msg"])
		}
		return ""
	}
	if err != nil {
		return fmt.Sprintf("%s: got error %v, want %s", kind, err, show(want))
	}
	loose := false
	if kind == "binary" || kind == "unary" || kind == "weak" || kind == "reduce" {
		loose = c[len(c)-2].(bool)
	}
	return compare(kind, got, want, loose)
}

func show(v any) string {
	switch v := v.(type) {
	case *Array:
		return v.Repr(nil)
	case *DType:
		return v.Repr()
	case map[string]any:
		if a, err := decodeArray(v); err == nil {
			return a.Repr(nil)
		}
	}
	s := fmt.Sprintf("%#v", v)
	if len(s) > 400 {
		s = s[:400]
	}
	return s
}

func compare(kind string, got, want any, loose bool) string {
	switch g := got.(type) {
	case *Array:
		m, ok := want.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: got an array, want %v", kind, want)
		}
		w, err := decodeArray(m)
		if err != nil {
			return err.Error()
		}
		return compareArrays(kind, g, w, loose)
	case []any:
		l, ok := want.([]any)
		if !ok || len(l) != len(g) {
			return fmt.Sprintf("%s: got %v, want %v", kind, got, want)
		}
		for i := range g {
			kind := fmt.Sprintf("%s[%d]", kind, i)
			if msg := compare(kind, g[i], l[i], loose); msg != "" {
				return msg
			}
		}
		return ""
	case *DType:
		w, err := decodeDType(want)
		if err != nil {
			return err.Error()
		}
		if !g.Equal(w) {
			return fmt.Sprintf("%s: got %s, want %s", kind, g.Repr(), w.Repr())
		}
		return ""
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return fmt.Sprintf("%s:\n  got  %v\n  want %v", kind, got, want)
	}
	return ""
}

func compareArrays(kind string, g, w *Array, loose bool) string {
	differ := func() string {
		return fmt.Sprintf("%s:\n  got  %s %s\n  want %s %s", kind, g.dtype.Repr(), g.Repr(nil), w.dtype.Repr(), w.Repr(nil))
	}
	if !g.dtype.Equal(w.dtype) || fmt.Sprint(g.shape) != fmt.Sprint(w.shape) {
		return differ()
	}
	if g.dtype.hasObjects() {
		for i := range g.Size() {
			x, y := g.Flat(i).Item(), w.Flat(i).Item()
			if fmt.Sprintf("%v", x) != fmt.Sprintf("%v", y) && !(fmt.Sprintf("%v", x) == "NaN") {
				return differ()
			}
		}
		return ""
	}
	gb, wb := canonical64(g), canonical64(w)
	if string(gb) == string(wb) {
		return ""
	}
	if loose && close64(g, w) {
		return ""
	}
	return differ()
}

// canonical64 is the bytes with one pattern for NaN.
func canonical64(a *Array) []byte {
	c, err := a.Copy()
	if err != nil {
		return nil
	}
	b := c.Bytes()
	d := c.dtype
	if d.kind != Float && d.kind != Complex {
		return b
	}
	part := d.size
	if d.kind == Complex {
		part /= 2
	}
	for p := b; len(p) >= part; p = p[part:] {
		if math.IsNaN(loadFloat(p[:part], d.order)) {
			storeFloat(p[:part], d.order, math.NaN())
		}
	}
	return b
}

// close64 allows a few units in the last place.
func close64(a, b *Array) bool {
	eps := map[int]float64{2: 2e-3, 4: 1e-6, 8: 4e-15}[a.dtype.size]
	if a.dtype.kind == Complex {
		eps = map[int]float64{8: 2e-6, 16: 1e-13}[a.dtype.size]
	}
	for i := range a.Size() {
		x, ok := a.Flat(i).Complex()
		y, _ := b.Flat(i).Complex()
		if !ok {
			return false
		}
		scale := math.Max(math.Abs(real(y)), math.Abs(imag(y)))
		same := func(p, q float64) bool {
			return p == q || p != p && q != q || math.Abs(p-q) <= eps*math.Max(scale, 1e-300)
		}
		if a.dtype.kind == Complex && (x-x != 0 || y-y != 0) {
			continue // C99 leaves parts of infinite results open
		}
		if !same(real(x), real(y)) || !same(imag(x), imag(y)) {
			return false
		}
	}
	return true
}

func decodeDType(v any) (*DType, error) {
	switch v := v.(type) {
	case string:
		return ParseDType(v)
	case map[string]any:
		if v["base"] != nil {
			b, err := decodeDType(v["base"])
			if err != nil {
				return nil, err
			}
			return SubArray(b, ints(v["shape"]))
		}
		var fields []Field
		for _, f := range v["fields"].([]any) {
			l := f.([]any)
			dt, err := decodeDType(l[1])
			if err != nil {
				return nil, err
			}
			fields = append(fields, Field{l[0].(string), dt, toInt(l[2])})
		}
		d, err := Struct(fields, toInt(v["size"]))
		if align, _ := v["align"].(bool); align && err == nil {
			d.align = true
		}
		return d, err
	}
	return nil, fmt.Errorf("no dtype: %v", v)
}

func toInt(v any) int {
	n, _ := v.(json.Number).Int64()
	return int(n)
}

func ints(v any) []int {
	if v == nil {
		return nil
	}
	out := []int{}
	for _, x := range v.([]any) {
		out = append(out, toInt(x))
	}
	return out
}

func decodeArray(m map[string]any) (*Array, error) {
	dt, err := decodeDType(m["d"])
	if err != nil {
		return nil, err
	}
	shape := ints(m["s"])
	if m["o"] != nil {
		a, err := New(nil, dt, shape)
		if err != nil {
			return nil, err
		}
		for i, x := range m["o"].([]any) {
			if err := a.SetItem(i, decodeObject(x)); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
	b, err := hex.DecodeString(m["b"].(string))
	if err != nil {
		return nil, err
	}
	a, err := New(nil, dt, shape)
	if err != nil {
		return nil, err
	}
	if dt.hasObjects() {
		return a, nil
	}
	copy(a.buf.bytes, b)
	return a, nil
}

func decodeObject(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		b, _ := new(big.Int).SetString(v.String(), 10)
		return b
	case map[string]any:
		switch {
		case v["bytes"] != nil:
			b, _ := hex.DecodeString(v["bytes"].(string))
			return b
		case v["float"] != nil:
			f, _ := strconv.ParseFloat(v["float"].(string), 64)
			return f
		case v["complex"] != nil:
			l := v["complex"].([]any)
			re, _ := strconv.ParseFloat(l[0].(string), 64)
			im, _ := strconv.ParseFloat(l[1].(string), 64)
			return complex(re, im)
		case v["array"] != nil:
			a, _ := decodeArray(v["array"].(map[string]any))
			if a.NDim() == 0 {
				return a.Flat(0).Item()
			}
			return a
		}
	}
	return v
}

func decodeKeys(v any) []Key {
	var keys []Key
	for _, x := range v.([]any) {
		keys = append(keys, decodeKey(x))
	}
	return keys
}

func decodeKey(v any) Key {
	switch v := v.(type) {
	case string:
		if v == "newaxis" {
			return NewAxisKey{}
		}
		return EllipsisKey{}
	case map[string]any:
		if v["int"] != nil {
			return IntKey(toInt(v["int"]))
		}
		if s, ok := v["slice"].([]any); ok {
			p := func(x any) *int {
				if x == nil {
					return nil
				}
				n := toInt(x)
				return &n
			}
			return SliceKey{p(s[0]), p(s[1]), p(s[2])}
		}
		a, _ := decodeArray(v["array"].(map[string]any))
		if a.NDim() == 0 && a.dtype.isInteger() {
			n, _ := a.Flat(0).Int64()
			_ = n
		}
		return ArrayKey{a}
	}
	return nil
}
