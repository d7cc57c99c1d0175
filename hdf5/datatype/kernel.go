package datatype

import (
	"math"
	"unsafe"
)

// machine is a number that the processor has.
type machine uint8

const (
	notMachine machine = iota
	mI8
	mU8
	mI16
	mU16
	mI32
	mU32
	mI64
	mU64
	mF32
	mF64
)

// machine returns the processor's type of the same bits, in whatever order.
func (t *Type) machine() machine {
	if t.Order > BigEndian || t.Precision != 8*t.Size || t.BitOffset != 0 {
		return notMachine
	}
	switch t.Class {
	case Integer:
		m, ok := map[int]machine{1: mU8, 2: mU16, 4: mU32, 8: mU64}[t.Size]
		if ok && t.Signed {
			m--
		}
		return m
	case Float:
		switch {
		case t.Size == 4 && t.sameBits(NewFloat(4, t.Order)):
			return mF32
		case t.Size == 8 && t.sameBits(NewFloat(8, t.Order)):
			return mF64
		}
	}
	return notMachine
}

// isLibraryNative says whether libhdf5, on the little-endian machines that
// people have, leaves conversions between such types to the C compiler. Their
// results differ from those of its own functions where numbers do not fit.
func (t *Type) isLibraryNative() bool {
	switch {
	case t.Class == Integer:
		return t.machine() != notMachine && (t.Size == 1 || t.Order == LittleEndian)
	case t.Class != Float || t.Order != LittleEndian:
		return false
	case t.Size == 2 || t.Size == 4 || t.Size == 8:
		return t.sameBits(NewFloat(t.Size, t.Order))
	}
	return t.sameBits(NewLongDouble(t.Order))
}

// kernel converts n aligned numbers in the machine's byte order.
type kernel func(dst, src []byte, n int)

type signed interface{ int8 | int16 | int32 | int64 }
type unsigned interface {
	uint8 | uint16 | uint32 | uint64
}
type integers interface{ signed | unsigned }
type floats interface{ float32 | float64 }

// kernelOf returns the loop for a pair of types; compiled asks for the C
// compiler's results instead of libhdf5's own.
func kernelOf(from, to machine, compiled bool) kernel {
	switch from {
	case mI8:
		return integerKernel[int8](to)
	case mU8:
		return integerKernel[uint8](to)
	case mI16:
		return integerKernel[int16](to)
	case mU16:
		return integerKernel[uint16](to)
	case mI32:
		return integerKernel[int32](to)
	case mU32:
		return integerKernel[uint32](to)
	case mI64:
		return integerKernel[int64](to)
	case mU64:
		return integerKernel[uint64](to)
	case mF32:
		if to == mF64 {
			return widen(compiled)
		}
		return floatKernel[float32](to, compiled)
	case mF64:
		if to == mF32 {
			return narrow(compiled)
		}
		return floatKernel[float64](to, compiled)
	}
	return nil
}

func integerKernel[S integers](to machine) kernel {
	switch to {
	case mI8:
		return clampKernel[int8, S]
	case mU8:
		return clampKernel[uint8, S]
	case mI16:
		return clampKernel[int16, S]
	case mU16:
		return clampKernel[uint16, S]
	case mI32:
		return clampKernel[int32, S]
	case mU32:
		return clampKernel[uint32, S]
	case mI64:
		return clampKernel[int64, S]
	case mU64:
		return clampKernel[uint64, S]
	case mF32:
		return castKernel[float32, S]
	case mF64:
		return castKernel[float64, S]
	}
	return nil
}

// limits of an integer type.
func limits[T integers]() (lo, hi T) {
	if hi = ^T(0); hi > 0 {
		return 0, hi
	}
	hi = T(uint64(1)<<(8*unsafe.Sizeof(hi)-1) - 1)
	return ^hi, hi
}

// clampKernel converts integers: what does not fit becomes the nearest number
// that does. Clamping is done in the source's type.
func clampKernel[D, S integers](dst, src []byte, n int) {
	d, s := typed[D](dst, n), typed[S](src, n)
	lo, hi := limits[S]()
	dlo, dhi := limits[D]()
	cut := false
	if dlo == 0 && lo < 0 || int64(dlo) > int64(lo) && lo < 0 {
		lo, cut = S(dlo), true
	}
	if uint64(dhi) < uint64(hi) {
		hi, cut = S(dhi), true
	}
	if !cut {
		for i, x := range s {
			d[i] = D(x)
		}
		return
	}
	for i, x := range s {
		d[i] = D(min(max(x, lo), hi))
	}
}

// castKernel rounds integers to the nearest float, halves to even.
func castKernel[D floats, S integers](dst, src []byte, n int) {
	d, s := typed[D](dst, n), typed[S](src, n)
	for i, x := range s {
		d[i] = D(x)
	}
}

func floatKernel[S floats](to machine, compiled bool) kernel {
	switch to {
	case mI8:
		return truncate[int8, S](compiled, 0, math.MaxInt8)
	case mU8:
		return truncate[uint8, S](compiled, 0, math.MaxUint8)
	case mI16:
		return truncate[int16, S](compiled, 0, math.MaxInt16)
	case mU16:
		return truncate[uint16, S](compiled, 0, math.MaxUint16)
	case mI32:
		return truncate[int32, S](compiled, math.MinInt32, math.MinInt32)
	case mU32:
		return truncate[uint32, S](compiled, 0, 0)
	case mI64:
		return truncate[int64, S](compiled, math.MinInt64, math.MinInt64)
	case mU64:
		return truncate[uint64, S](compiled, 1<<63, 0)
	}
	return nil
}

// truncate cuts fractions off and clamps. NaN becomes 0 with libhdf5's own
// functions; with the C compiler's casts it becomes nan, and where the largest
// integer is no float, the float just above it passes libhdf5's test and is
// cast to edge: these are the results on x86-64, where h5py mostly runs, and
// ours everywhere.
func truncate[D integers, S floats](compiled bool, nan, edge D) kernel {
	lo, hi := limits[D]()
	flo, fhi := S(lo), S(hi)
	if !compiled {
		nan, edge = 0, hi
	}
	if exact := float64(fhi) < 9e15 && D(fhi) == hi; exact { // fhi converts back
		edge = hi
	}
	return func(dst, src []byte, n int) {
		d, s := typed[D](dst, n), typed[S](src, n)
		for i, x := range s {
			switch {
			case x > flo && x < fhi:
				d[i] = D(x)
			case x > fhi:
				d[i] = hi
			case x == fhi:
				d[i] = edge
			case x <= flo:
				d[i] = lo
			default:
				d[i] = nan
			}
		}
	}
}

// widen converts float32 to float64, which is exact but for the bits of NaN.
func widen(compiled bool) kernel {
	return func(dst, src []byte, n int) {
		d, s := typed[float64](dst, n), typed[float32](src, n)
		for i, x := range s {
			d[i] = float64(x)
		}
		if compiled {
			return
		}
		for i, x := range s {
			if x != x {
				d[i] = math.Float64frombits(uint64(math.Float32bits(x)>>31)<<63 | (1<<63 - 1))
			}
		}
	}
}

// narrow converts float64 to float32: with the C compiler's casts halves round
// to even, and what is beyond the largest float32 is infinite; libhdf5's own
// function rounds halves up.
func narrow(compiled bool) kernel {
	if compiled {
		return func(dst, src []byte, n int) {
			d, s := typed[float32](dst, n), typed[float64](src, n)
			for i, x := range s {
				f := float32(x)
				if x > math.MaxFloat32 {
					f = float32(math.Inf(1))
				} else if x < -math.MaxFloat32 {
					f = float32(math.Inf(-1))
				}
				d[i] = f
			}
		}
	}
	wide, single := NewFloat(8, nativeOrder()), NewFloat(4, nativeOrder())
	return func(dst, src []byte, n int) {
		d, s := typed[uint32](dst, n), typed[uint64](src, n)
		for i, x := range s {
			exp := int(x>>52&0x7ff) - 1023 + 127
			frac := x << 12 >> 12
			if exp <= 0 || exp >= 254 {
				convertBits(single, wide, dst[4*i:4*i+4], src[8*i:8*i+8], 1)
				continue
			}
			frac = frac>>29 + frac>>28&1
			d[i] = uint32(x>>63)<<31 | uint32(exp)<<23 + uint32(frac)
		}
	}
}
