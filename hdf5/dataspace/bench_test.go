package dataspace

import (
	"fmt"
	"testing"
)

func BenchmarkCopy(b *testing.B) {
	const side = 1024
	dims := u(side, side)
	for _, c := range []struct {
		name     string
		dst, src Selection
		dstDims  []uint64
		size     int
	}{
		{"whole", All(), All(), dims, 4},
		{"rows", All(), mustHyperslab(b, u(0, 0), nil, u(side/2, side), nil), u(side/2, side), 4},
		{"left-half", All(), mustHyperslab(b, u(0, 0), nil, u(side, side/2), nil), u(side, side/2), 4},
		{"every-2nd-column", All(), mustHyperslab(b, u(0, 0), u(1, 2), u(side, side/2), nil), u(side, side/2), 4},
		{"every-2nd-column-u1", All(), mustHyperslab(b, u(0, 0), u(1, 2), u(side, side/2), nil), u(side, side/2), 1},
		{"blocks-of-2", All(), mustHyperslab(b, u(0, 0), u(1, 4), u(side, side/4), u(1, 2)), u(side, side/2), 4},
		{"one-column", All(), mustHyperslab(b, u(0, 3), nil, u(side, 1), nil), u(side), 8},
		{"reshape", mustHyperslab(b, u(0), u(2), u(side*side/2), nil), mustHyperslab(b, u(0, 0), nil, u(side/2, side), nil), u(side * side), 4},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := int(c.src.NumPoints(dims)) * c.size
			src, dst := make([]byte, side*side*c.size), make([]byte, int(volume(c.dstDims))*c.size)
			b.SetBytes(int64(n))
			for b.Loop() {
				if err := Copy(dst, c.dstDims, c.dst, src, dims, c.src, c.size); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("memmove", func(b *testing.B) {
		src, dst := make([]byte, side*side*4), make([]byte, side*side*4)
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			copy(dst, src)
		}
	})
	b.Run("list-of-rows", func(b *testing.B) {
		var list []Range
		for i := uint64(0); i < side; i += 1 + i%3 {
			list = append(list, Range{i, i + 1})
		}
		s, _ := NewProduct([][]Range{list, {{0, side}}})
		shape, _ := s.Shape(dims)
		src, dst := make([]byte, side*side*4), make([]byte, int(volume(shape))*4)
		b.SetBytes(int64(len(dst)))
		for b.Loop() {
			if err := Copy(dst, shape, All(), src, dims, s, 4); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMappings cuts and projects a request with 5000 mappings.
func BenchmarkMappings(b *testing.B) {
	const n = 5000
	dims := u(n, 100, 100)
	maps := make([]Selection, n)
	for i := range maps {
		maps[i] = mustHyperslab(b, u(uint64(i), 0, 0), nil, u(1, 100, 100), nil)
	}
	source := mustHyperslab(b, u(0, 0), nil, u(100, 100), nil)
	request := mustHyperslab(b, u(0, 10, 10), u(1, 2, 1), u(n, 40, 50), nil)
	b.Run("project", func(b *testing.B) {
		for b.Loop() {
			for _, m := range maps {
				part, err := request.Intersect(m)
				if err == nil {
					_, err = Project(part, m, dims, source, u(100, 100))
				}
				if err == nil {
					_, err = Project(part, request, dims, All(), u(n, 40, 50))
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/mapping")
	})
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			NewIndex(3, n, func(i int, lo, hi []uint64) { maps[i].Hull(nil, lo, hi) })
		}
	})
}

func BenchmarkRuns(b *testing.B) {
	for _, block := range []uint64{1, 8} {
		b.Run(fmt.Sprint(block), func(b *testing.B) {
			s := mustHyperslab(b, u(0, 0), u(1, 2*block), u(1000, 1000/(2*block)), u(1, block))
			n := 0
			for b.Loop() {
				runs := s.Runs(u(1000, 1000))
				for _, _, ok := runs.Next(); ok; _, _, ok = runs.Next() {
					n++
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/run")
		})
	}
}
