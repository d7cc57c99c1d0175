package ndarray

import "slices"

// Casting is numpy's casting rule.
type Casting uint8

// The rules, from strict to free.
const (
	CastNo Casting = iota
	CastEquiv
	CastSafe
	CastSameKind
	CastUnsafe
)

var castingNames = [...]string{"no", "equiv", "safe", "same_kind", "unsafe"}

// String is numpy's name of the rule.
func (c Casting) String() string { return castingNames[c] }

// ParseCasting reads "no", "equiv", "safe", "same_kind" or "unsafe".
func ParseCasting(s string) (Casting, error) {
	if i := slices.Index(castingNames[:], s); i >= 0 {
		return Casting(i), nil
	}
	return 0, valueError("casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', or 'same_value' (got '%s')", s)
}

// CanCast is np.can_cast for dtypes.
func CanCast(from, to *DType, rule Casting) bool {
	if rule == CastUnsafe {
		return castLevel(from, to) <= CastUnsafe
	}
	return castLevel(from, to) <= rule
}

// castImpossible is the level of casts that no rule allows.
const castImpossible = CastUnsafe + 1

// castLevel is the strictest rule under which a cast is allowed.
func castLevel(from, to *DType) Casting {
	a, b := from.num(), to.num()
	switch {
	case from.Equal(to):
		return CastNo
	case a != notNum && b != notNum:
		return numberLevel(a, b)
	case to.kind == Object:
		return CastSafe
	case from.kind == Object:
		return CastUnsafe
	case from.kind == Void || to.kind == Void:
		return voidLevel(from, to)
	case to.isString():
		return textLevel(from, to)
	case from.isString():
		return CastUnsafe
	}
	return timeLevel(from, to)
}

func numberLevel(a, b numType) Casting {
	switch {
	case a == b:
		return CastEquiv
	case promoteNum(a, b) == b:
		return CastSafe
	case kindRank(a) <= kindRank(b):
		return CastSameKind
	}
	return CastUnsafe
}

// kindRank orders bool < unsigned < signed < float < complex.
func kindRank(t numType) int {
	switch {
	case t == numBool:
		return 0
	case t >= numC64:
		return 4
	case t >= numF16:
		return 3
	case t >= numU8:
		return 1
	}
	return 2
}

func textLevel(from, to *DType) Casting {
	n := to.size
	if to.kind == Unicode {
		n /= 4
	}
	switch {
	case from.kind == Unicode && to.kind == Bytes:
		return CastUnsafe
	case from.kind == to.kind && from.size == to.size:
		return CastEquiv
	case textWidth(from) <= n:
		return CastSafe
	case from.isTemporal():
		return CastUnsafe
	}
	return CastSameKind
}

func timeLevel(from, to *DType) Casting {
	switch {
	case from.isTemporal() && to.isTemporal():
		if from.kind != to.kind {
			return CastUnsafe
		}
		return unitLevel(from, to)
	case to.kind == Timedelta && (from.kind == Bool || from.isInteger()):
		if from.kind == Uint && from.size == 8 {
			return CastSameKind
		}
		return CastSafe
	}
	return CastUnsafe
}

func unitLevel(from, to *DType) Casting {
	i, j := from.unit.index(), to.unit.index()
	switch {
	case from.unit == to.unit:
		return CastEquiv
	case i < 0:
		return CastSafe
	case j < 0:
		return CastUnsafe
	}
	num, den, ok := from.unit.factor(to.unit)
	crosses := (i <= 1) != (j <= 1)
	switch {
	case crosses && from.kind == Timedelta:
		return CastUnsafe
	case crosses && i < j, ok && den == 1 && num >= 1 && i <= j:
		return CastSafe
	}
	return CastSameKind
}

func voidLevel(from, to *DType) Casting {
	switch {
	case from.fields != nil && to.fields != nil:
		if len(from.fields) != len(to.fields) {
			return castImpossible
		}
		level := CastNo
		for i, f := range from.fields {
			g := to.fields[i]
			level = max(level, castLevel(f.Type, g.Type))
			if f.Name != g.Name {
				level = max(level, CastSafe)
			}
			if f.Offset != g.Offset {
				level = max(level, CastEquiv)
			}
		}
		return level
	case from.fields != nil:
		if to.kind == Void && to.base == nil {
			return CastSafe
		}
		if len(from.fields) != 1 {
			return castImpossible
		}
		return max(CastUnsafe, castLevel(from.fields[0].Type, to))
	case to.fields != nil:
		level := CastSafe
		for _, f := range to.fields {
			level = max(level, castLevel(from, f.Type))
		}
		return max(level, CastUnsafe)
	case from.base != nil || to.base != nil:
		return CastUnsafe
	case from.kind == Void && to.kind == Void:
		if from.size <= to.size {
			return CastSafe
		}
		return CastSameKind
	case to.kind == Void:
		if from.size <= to.size {
			return CastSafe
		}
	}
	return CastUnsafe
}
