package value

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// MaxBits bounds a Number: numerator and denominator stay below 2^256. What
// would pass it is an overflow, which callers make empty.
const MaxBits = 256

// MaxDigits is the most digits that ParseDecimal reads.
const MaxDigits = 40

// MaxPlaces is the most decimal places that rounding knows.
const MaxPlaces = 20

// Number is an exact rational. The zero Number is 0. One number has one
// representation: reduced, in two words wherever they suffice.
type Number struct {
	num, den int64    // den > 0; 0/0 is the zero Number
	big      *big.Rat // instead of the two words; never changed
}

// FromInt is i as a Number.
func FromInt(i int64) Number {
	if i == math.MinInt64 { // its magnitude doesn't fit, so it is a long number
		return Number{big: new(big.Rat).SetInt64(i)}
	}
	return Number{num: i, den: 1}
}

// Fraction is num/den; false when den is 0.
func Fraction(num, den int64) (Number, bool) { return FromInt(num).Div(FromInt(den)) }

// frac is num and den of a short number.
func (x Number) frac() (num, den int64) {
	if x.den == 0 {
		return 0, 1
	}
	return x.num, x.den
}

// rat is x as a big.Rat, which must not be changed.
func (x Number) rat() *big.Rat {
	if x.big != nil {
		return x.big
	}
	num, den := x.frac()
	return big.NewRat(num, den)
}

// fromRat brings r into its one representation; false when it is too long.
func fromRat(r *big.Rat) (Number, bool) {
	num, den := r.Num(), r.Denom()
	if num.BitLen() <= 63 && den.BitLen() <= 63 {
		return Number{num: num.Int64(), den: den.Int64()}, true
	}
	if num.BitLen() > MaxBits || den.BitLen() > MaxBits {
		return Number{}, false
	}
	return Number{big: r}, true
}

// short reduces num/den to a Number, for num > MinInt64 and den > 0.
func short(num, den int64) Number {
	if den != 1 {
		if g := gcd(abs(num), uint64(den)); g > 1 {
			num, den = num/int64(g), den/int64(g)
		}
	}
	return Number{num: num, den: den}
}

// Add is x + y; false on overflow.
func (x Number) Add(y Number) (Number, bool) {
	if x.big == nil && y.big == nil {
		xn, xd := x.frac()
		yn, yd := y.frac()
		if xd == yd {
			if num, ok := add(xn, yn); ok {
				return short(num, xd), true
			}
		} else if a, ok := mul(xn, yd); ok {
			b, ok1 := mul(yn, xd)
			den, ok2 := mul(xd, yd)
			num, ok3 := add(a, b)
			if ok1 && ok2 && ok3 {
				return short(num, den), true
			}
		}
	}
	return fromRat(new(big.Rat).Add(x.rat(), y.rat()))
}

// Neg is -x.
func (x Number) Neg() Number {
	if x.big == nil {
		num, den := x.frac()
		return Number{num: -num, den: den}
	}
	neg, _ := fromRat(new(big.Rat).Neg(x.big))
	return neg
}

// Sub is x - y; false on overflow.
func (x Number) Sub(y Number) (Number, bool) { return x.Add(y.Neg()) }

// Mul is x · y; false on overflow.
func (x Number) Mul(y Number) (Number, bool) {
	if x.big == nil && y.big == nil {
		xn, xd := x.frac()
		yn, yd := y.frac()
		num, ok1 := mul(xn, yn)
		den, ok2 := mul(xd, yd)
		if ok1 && ok2 {
			return short(num, den), true
		}
	}
	return fromRat(new(big.Rat).Mul(x.rat(), y.rat()))
}

// Div is x / y, exact; false for y = 0 and on overflow.
func (x Number) Div(y Number) (Number, bool) {
	if y.Sign() == 0 {
		return Number{}, false
	}
	if y.big == nil {
		num, den := y.frac()
		if num < 0 {
			num, den = -num, -den
		}
		return x.Mul(Number{num: den, den: num})
	}
	return fromRat(new(big.Rat).Quo(x.rat(), y.big))
}

// Sign is -1, 0 or 1.
func (x Number) Sign() int {
	switch {
	case x.big != nil:
		return x.big.Sign()
	case x.num < 0:
		return -1
	case x.num > 0:
		return 1
	}
	return 0
}

// Cmp is -1, 0 or 1 as x is less than, equal to or greater than y.
func (x Number) Cmp(y Number) int {
	if x.big != nil || y.big != nil {
		return x.rat().Cmp(y.rat())
	}
	xn, xd := x.frac()
	yn, yd := y.frac()
	if xs, ys := x.Sign(), y.Sign(); xs != ys {
		return order(xs < ys)
	}
	// Same sign: compare |xn|·yd with |yn|·xd in 128 bits.
	ah, al := bits.Mul64(abs(xn), uint64(yd))
	bh, bl := bits.Mul64(abs(yn), uint64(xd))
	if ah == bh && al == bl {
		return 0
	}
	smaller := ah < bh || ah == bh && al < bl
	return order(smaller == (xn >= 0))
}

func order(less bool) int {
	if less {
		return -1
	}
	return 1
}

// Whole is x as a whole number; false when it has a fraction or is too long.
func (x Number) Whole() (int64, bool) {
	num, den := x.frac()
	return num, x.big == nil && den == 1
}

// ParseDecimal reads a plain decimal: an optional minus, digits without needless
// zeros in front, optionally a point and digits; at most MaxDigits digits; no
// plus, exponent, space or separator.
func ParseDecimal(s string) (Number, bool) {
	body := strings.TrimPrefix(s, "-")
	whole, places, point := strings.Cut(body, ".")
	if !decimalDigits(whole) || len(whole)+len(places) > MaxDigits ||
		len(whole) > 1 && whole[0] == '0' || point && !decimalDigits(places) {
		return Number{}, false
	}
	if len(whole)+len(places) <= 18 {
		n, _ := strconv.ParseInt(whole+places, 10, 64)
		if len(body) < len(s) {
			n = -n
		}
		return short(n, pow10(len(places))), true
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return Number{}, false
	}
	return fromRat(r)
}

func decimalDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Round rounds to so many decimal places (0 to MaxPlaces), half away from zero
// (四舍五入): 2.345 → 2.35, -2.345 → -2.35. False on overflow, which only a
// number near the bounds can meet.
func (x Number) Round(places int) (Number, bool) {
	places = min(max(places, 0), MaxPlaces)
	if x.big == nil && places <= 18 {
		num, den := x.frac()
		scale := pow10(places)
		if den == 1 {
			return x, true
		}
		if scaled, ok := mul(num, scale); ok {
			q, rest := scaled/den, abs(scaled%den)
			if rest >= uint64(den)-rest {
				q += sign(num)
			}
			return short(q, scale), true
		}
	}
	r := x.rat()
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	twice := new(big.Int).Mul(new(big.Int).Abs(r.Num()), scale)
	twice.Lsh(twice, 1).Add(twice, r.Denom()) // (2·|n|·10^p + d) / 2d, cut, is the half rounded away
	twice.Quo(twice, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		twice.Neg(twice)
	}
	return fromRat(new(big.Rat).SetFrac(twice, scale))
}

// Text is x rounded to so many places, without trailing zeros: 12.5, 12, -0.05.
func (x Number) Text(places int) string {
	s := x.Fixed(places)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Fixed is x rounded to exactly so many places: 12.50. Zero has no sign.
func (x Number) Fixed(places int) string {
	places = min(max(places, 0), MaxPlaces)
	rounded, ok := x.Round(places)
	if !ok {
		rounded = x
	}
	return rounded.rat().FloatString(places)
}

// Exact is x as the shortest decimal that is exactly x; false when there is
// none (1/3). See Canon for a text of every number.
func (x Number) Exact() (string, bool) {
	if x.big == nil {
		num, den := x.frac()
		if den == 1 {
			return strconv.FormatInt(num, 10), true
		}
	}
	r := x.rat()
	places, exact := r.FloatPrec()
	if !exact {
		return "", false
	}
	return r.FloatString(places), true
}

// Canon is the one text of x: the exact decimal, or numerator/denominator where
// no decimal is exact.
func (x Number) Canon() string {
	if s, ok := x.Exact(); ok {
		return s
	}
	return x.rat().String()
}

// String is Canon.
func (x Number) String() string { return x.Canon() }
