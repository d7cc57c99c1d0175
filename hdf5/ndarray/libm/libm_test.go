package libm_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

var functions = map[string]func(float64) float64{
	"acos": libm.Acos, "acosh": libm.Acosh, "asin": libm.Asin, "asinh": libm.Asinh, "atan": libm.Atan, "atanh": libm.Atanh,
	"cbrt": libm.Cbrt, "cos": libm.Cos, "cosh": libm.Cosh, "exp": libm.Exp, "exp2": libm.Exp2, "expm1": libm.Expm1, "log": libm.Log,
	"log10": libm.Log10, "log1p": libm.Log1p, "log2": libm.Log2, "sin": libm.Sin, "sinh": libm.Sinh, "tan": libm.Tan, "tanh": libm.Tanh,
}

// loose are the functions whose results in glibc are often wrong in the last
// bit.
var loose = map[string]bool{
	"acosh": true, "asinh": true, "atanh": true, "cbrt": true, "cosh": true, "expm1": true, "log10": true, "log1p": true, "log2": true,
	"sinh": true, "tanh": true, "tan": true,
}

const script = `
import json, math, sys
points = [float.fromhex(x) for x in json.load(open(sys.argv[1]))]
def call(f, *args):
    try:
        return f(*args).hex()
    except (ValueError, OverflowError):
        return ""
names = sys.argv[2].split(",")
out = {n: [call(getattr(math, n), x) for x in points] for n in names}
out["pow"] = [call(math.pow, abs(x), y) for x, y in zip(points, reversed(points))]
out["atan2"] = [call(math.atan2, x, y) for x, y in zip(points, reversed(points))]
print(json.dumps(out))
`

// TestAgainstC compares with the C library under CPython, whose results are
// correctly rounded in nearly all cases.
func TestAgainstC(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var points []float64
	for i := -40; i <= 40; i++ {
		points = append(points, float64(i)/8, float64(i)*math.Pi/4, float64(i)*3.7, math.Ldexp(1.3, i))
	}
	for range 1500 {
		x := (rng.Float64() - 0.5) * math.Pow(10, float64(rng.IntN(8)-4))
		points = append(points, x)
	}
	hex := make([]string, len(points))
	for i, x := range points {
		hex[i] = strconv.FormatFloat(x, 'x', -1, 64)
	}
	input, err := json.Marshal(hex)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "points.json")
	if err := os.WriteFile(file, input, 0o600); err != nil {
		t.Fatal(err)
	}
	names := ""
	for n := range functions {
		if names != "" {
			names += ","
		}
		names += n
	}
	var want map[string][]string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, t.TempDir(), script, file, names)), &want); err != nil {
		t.Fatal(err)
	}
	for name, results := range want {
		wrong, compared := 0, 0
		for i, w := range results {
			if w == "" || w == "nan" || w == "inf" || w == "-inf" {
				continue
			}
			expected, err := strconv.ParseFloat(w, 64)
			if err != nil {
				t.Fatal(err)
			}
			x, y := points[i], points[len(points)-1-i]
			var got float64
			switch name {
			case "pow":
				got = libm.Pow(math.Abs(x), y)
			case "atan2":
				got = libm.Atan2(x, y)
			default:
				got = functions[name](x)
			}
			compared++
			if got != expected {
				wrong++
				if ulp := math.Abs(got-expected) / (math.Nextafter(math.Abs(expected), math.Inf(1)) - math.Abs(expected)); ulp > 4 {
					t.Errorf("%s(%v, %v) = %v, want %v (%.0f units)", name, x, y, got, expected, ulp)
				}
			}
		}
		if limit := compared / 100; wrong > limit && !loose[name] {
			t.Errorf("%s: %d of %d differ", name, wrong, compared)
		}
		t.Logf("%s: %d of %d differ in the last bit", name, wrong, compared)
	}
}

func BenchmarkPow(b *testing.B) {
	x := 1.5
	for b.Loop() {
		x = 1 + libm.Pow(x, 2.5)/1e3
	}
}

func BenchmarkSin(b *testing.B) {
	x := 1.5
	for b.Loop() {
		x = 1 + libm.Sin(x)
	}
}
