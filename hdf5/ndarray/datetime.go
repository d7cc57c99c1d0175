package ndarray

import (
	"fmt"
	"math/big"
	"strings"
)

// datetime64 counts units since 1970-01-01 in the proleptic Gregorian
// calendar; years and months count calendar years and months.

// daysFromCivil returns the days from 1970-01-01 to a date.
func daysFromCivil(y int64, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	mp := int64((m + 9) % 12)
	doy := (153*mp+2)/5 + int64(d) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

// civilFromDays is the reverse.
func civilFromDays(z int64) (y int64, m, d int) {
	z += 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	y = yoe + era*400
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = int(doy - (153*mp+2)/5 + 1)
	m = int(mp + 3)
	if m > 12 {
		m -= 12
	}
	if m <= 2 {
		y++
	}
	return y, m, d
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// civil is a moment taken apart: a day and attoseconds as seconds and rest.
type civil struct {
	days, secs int64 // secs of the day
	atto       int64 // of the second
}

// split takes a datetime64 apart.
func (u Unit) split(v int64) civil {
	n := new(big.Int).Mul(big.NewInt(v), big.NewInt(int64(max(u.Num, 1))))
	switch i := u.index(); i {
	case 0:
		return civil{days: daysFromCivil(1970+n.Int64(), 1, 1)}
	case 1:
		m := n.Int64()
		return civil{days: daysFromCivil(1970+floorDiv(m, 12), int(floorMod(m, 12))+1, 1)}
	case 2:
		return civil{days: 7 * n.Int64()}
	default:
		perDay := big.NewInt(1)
		for k := 3; k < i; k++ {
			perDay.Mul(perDay, big.NewInt(unitSteps[k]))
		}
		day, rest := new(big.Int).DivMod(n, perDay, new(big.Int))
		c := civil{days: day.Int64()}
		if i <= 6 {
			for k := i; k < 6; k++ {
				rest.Mul(rest, big.NewInt(unitSteps[k]))
			}
			c.secs = rest.Int64()
			return c
		}
		perSec := int64(1)
		for k := 6; k < i; k++ {
			perSec *= 1000
		}
		s, frac := rest.DivMod(rest, big.NewInt(perSec), new(big.Int))
		c.secs, c.atto = s.Int64(), frac.Int64()*(1e18/perSec)
		return c
	}
}

// join counts units since 1970, rounding down.
func (u Unit) join(c civil) int64 {
	num := int64(max(u.Num, 1))
	y, m, _ := civilFromDays(c.days)
	switch i := u.index(); i {
	case 0:
		return floorDiv(y-1970, num)
	case 1:
		return floorDiv((y-1970)*12+int64(m)-1, num)
	case 2:
		return floorDiv(c.days, 7*num)
	case 3:
		return floorDiv(c.days, num)
	default:
		n := new(big.Int).Add(new(big.Int).Mul(big.NewInt(c.days), big.NewInt(86400)), big.NewInt(c.secs))
		for k := i; k < 6; k++ {
			n.Div(n, big.NewInt(unitSteps[k]))
		}
		perSec := int64(1)
		for k := 6; k < i; k++ {
			perSec *= 1000
		}
		n.Mul(n, big.NewInt(perSec)).Add(n, big.NewInt(c.atto/(1e18/perSec)))
		return n.Div(n, big.NewInt(num)).Int64()
	}
}

// rescale converts a count between units.
func rescale(kind Kind, v int64, from, to Unit) int64 {
	switch {
	case v == NaT || from == to || from.Base == "" || to.Base == "":
		return v
	case kind == Datetime:
		if num, den, ok := from.factor(to); ok && from.index() > 1 && to.index() > 1 {
			return floorDiv(v*num, den)
		}
		return to.join(from.split(v))
	}
	if num, den, ok := from.factor(to); ok {
		return floorDiv(v*num, den)
	}
	// Months and days meet by the average Gregorian year.
	days := big.NewRat(v*int64(from.Num), 1)
	days.Mul(days, from.averageSeconds())
	days.Quo(days, new(big.Rat).Mul(to.averageSeconds(), big.NewRat(int64(to.Num), 1)))
	q := new(big.Int).Div(days.Num(), days.Denom())
	return q.Int64()
}

// averageSeconds is a unit's length with years of 365.2425 days.
func (u Unit) averageSeconds() *big.Rat {
	const year = 146097 * 86400 / 400 // 31556952
	r := big.NewRat(1, 1)
	switch i := u.index(); {
	case i == 0:
		return big.NewRat(year, 1)
	case i == 1:
		return big.NewRat(year, 12)
	case i <= 6:
		for k := i; k < 6; k++ {
			r.Mul(r, big.NewRat(unitSteps[k], 1))
		}
	default:
		for k := 6; k < i; k++ {
			r.Quo(r, big.NewRat(1000, 1))
		}
	}
	return r
}

// datetimeText writes ISO 8601 to the unit's precision.
func datetimeText(v int64, u Unit) string {
	if v == NaT {
		return "NaT"
	}
	if u.Base == "" {
		return fmt.Sprint(v)
	}
	c := u.split(v)
	y, m, d := civilFromDays(c.days)
	year := fmt.Sprintf("%04d", y)
	h, mi, s := c.secs/3600, c.secs/60%60, c.secs%60
	switch i := u.index(); {
	case i == 0:
		return year
	case i == 1:
		return fmt.Sprintf("%s-%02d", year, m)
	case i <= 3:
		return fmt.Sprintf("%s-%02d-%02d", year, m, d)
	case i == 4:
		return fmt.Sprintf("%s-%02d-%02dT%02d", year, m, d, h)
	case i == 5:
		return fmt.Sprintf("%s-%02d-%02dT%02d:%02d", year, m, d, h, mi)
	case i == 6:
		return fmt.Sprintf("%s-%02d-%02dT%02d:%02d:%02d", year, m, d, h, mi, s)
	default:
		frac := fmt.Sprintf("%018d", c.atto)[:3*(i-6)]
		return fmt.Sprintf("%s-%02d-%02dT%02d:%02d:%02d.%s", year, m, d, h, mi, s, frac)
	}
}

// parseDatetime reads ISO 8601 and returns the moment and the unit of its
// precision.
func parseDatetime(text string) (civil, Unit, bool, error) {
	s := strings.TrimSpace(text)
	switch strings.ToLower(s) {
	case "", "nat":
		return civil{}, Unit{}, true, nil
	}
	p := &isoParser{s: s}
	c, unit := p.moment()
	if p.outOf != "" {
		return civil{}, Unit{}, false, valueError("%s out of range in datetime string %q", p.outOf, text)
	}
	if p.bad || p.pos < len(s) {
		return civil{}, Unit{}, false, valueError("Error parsing datetime string %q at position %d", text, p.pos)
	}
	return c, Unit{Base: unit, Num: 1}, false, nil
}

type isoParser struct {
	s   string
	pos int
	bad bool
	// outOf names the field whose number is too large.
	outOf string
}

func (p *isoParser) digits(n int) int64 {
	v := int64(0)
	for i := range n {
		if p.pos >= len(p.s) || !isDigit(p.s[p.pos]) {
			p.bad = true
			if i > 0 {
				p.pos -= i
			}
			return 0
		}
		v = v*10 + int64(p.s[p.pos]-'0')
		p.pos++
	}
	return v
}

func (p *isoParser) accept(chars string) bool {
	if !p.bad && p.pos < len(p.s) && strings.IndexByte(chars, p.s[p.pos]) >= 0 {
		p.pos++
		return true
	}
	return false
}

func (p *isoParser) moment() (civil, string) {
	neg := p.accept("-")
	year := p.digits(1)
	for !p.bad && p.pos < len(p.s) && isDigit(p.s[p.pos]) && year < 1e15 {
		year = year*10 + p.digits(1)
	}
	if neg {
		year = -year
	}
	if p.bad {
		p.pos = 0
		return civil{}, ""
	}
	c := civil{days: daysFromCivil(year, 1, 1)}
	if !p.accept("-") {
		return c, "Y"
	}
	month := p.digits(2)
	if p.outside("Month", month, 1, 12) {
		return c, ""
	}
	c.days = daysFromCivil(year, int(month), 1)
	if !p.accept("-") {
		return c, "M"
	}
	day := p.digits(2)
	next := daysFromCivil(year+month/12, int(month%12)+1, 1)
	if p.outside("Day", day, 1, next-c.days) {
		return c, ""
	}
	c.days += day - 1
	if !p.accept("T ") {
		return c, "D"
	}
	unit := p.clock(&c)
	if p.accept("Z") {
		return c, unit
	}
	return c, unit
}

// outside reports a field that is unreadable or not in its range.
func (p *isoParser) outside(field string, v, lo, hi int64) bool {
	if !p.bad && (v < lo || v > hi) {
		p.bad, p.outOf = true, field
	}
	return p.bad
}

// clock reads hh[:mm[:ss[.fraction]]].
func (p *isoParser) clock(c *civil) string {
	limits := [3]int64{23, 59, 59}
	scale := [3]int64{3600, 60, 1}
	for i, unit := range []string{"h", "m", "s"} {
		v := p.digits(2)
		if p.outside([]string{"Hours", "Minutes", "Seconds"}[i], v, 0, limits[i]) {
			return ""
		}
		c.secs += v * scale[i]
		if i < 2 && !p.accept(":") {
			return unit
		}
	}
	if !p.accept(".") {
		return "s"
	}
	n := 0
	for place := int64(1e17); p.pos < len(p.s) && isDigit(p.s[p.pos]) && n < 18; n++ {
		c.atto += place * int64(p.s[p.pos]-'0')
		place /= 10
		p.pos++
	}
	return unitNames[6+(n+2)/3]
}
