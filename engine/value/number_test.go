package value

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func ratNumber(t testing.TB, s string) Number {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("no number: %s", s)
	}
	n, ok := fromRat(r)
	if !ok {
		t.Fatalf("too long: %s", s)
	}
	return n
}

// anyNumber draws short, border and long numbers.
func anyNumber() *rapid.Generator[Number] {
	return rapid.Custom(func(t *rapid.T) Number {
		num := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-100, 100), rapid.SampledFrom([]int64{math.MaxInt64, math.MinInt64, -math.MaxInt64})).Draw(t, "num")
		den := rapid.OneOf(rapid.Int64Range(1, 100), rapid.SampledFrom([]int64{math.MaxInt64, 100, 1, math.MinInt64})).Draw(t, "den")
		n, ok := Fraction(num, den)
		if !ok {
			t.Fatal("den is never 0")
		}
		if rapid.IntRange(0, 4).Draw(t, "long") == 0 {
			if m, ok := n.Mul(n); ok {
				return m
			}
		}
		return n
	})
}

func TestNumberAgreesWithRat(t *testing.T) {
	ops := []struct {
		name string
		ours func(x, y Number) (Number, bool)
		ref  func(z, x, y *big.Rat) *big.Rat
	}{
		{"add", Number.Add, (*big.Rat).Add},
		{"sub", Number.Sub, (*big.Rat).Sub},
		{"mul", Number.Mul, (*big.Rat).Mul},
		{"div", Number.Div, (*big.Rat).Quo},
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y := anyNumber().Draw(t, "x"), anyNumber().Draw(t, "y")
		for _, op := range ops {
			got, ok := op.ours(x, y)
			if op.name == "div" && y.Sign() == 0 {
				if ok {
					t.Fatal("divided by zero")
				}
				continue
			}
			want := op.ref(new(big.Rat), x.rat(), y.rat())
			fits := want.Num().BitLen() <= MaxBits && want.Denom().BitLen() <= MaxBits
			if ok != fits {
				t.Fatalf("%s: ok = %v, %s fits = %v", op.name, ok, want, fits)
			}
			if ok && got.rat().Cmp(want) != 0 {
				t.Fatalf("%s(%s, %s) = %s, want %s", op.name, x, y, got, want)
			}
			if ok && (got.big == nil) != (want.Num().BitLen() <= 63 && want.Denom().BitLen() <= 63) {
				t.Fatalf("%s(%s, %s) is not in its one representation", op.name, x, y)
			}
		}
		if got, want := x.Cmp(y), x.rat().Cmp(y.rat()); got != want {
			t.Fatalf("cmp(%s, %s) = %d, want %d", x, y, got, want)
		}
	})
}

func TestNumberAddIsAssociative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := anyNumber().Draw(t, "x"), anyNumber().Draw(t, "y"), anyNumber().Draw(t, "z")
		xy, ok1 := x.Add(y)
		yz, ok2 := y.Add(z)
		if !ok1 || !ok2 {
			return
		}
		left, ok1 := xy.Add(z)
		right, ok2 := x.Add(yz)
		if ok1 != ok2 || left.Cmp(right) != 0 {
			t.Fatalf("(%s+%s)+%s: %s, %s", x, y, z, left, right)
		}
	})
}

func TestNumberRoundIsHalfAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anyNumber().Draw(t, "x")
		places := rapid.IntRange(0, MaxPlaces).Draw(t, "places")
		got, ok := x.Round(places)
		if !ok {
			return
		}
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
		if q := new(big.Rat).Quo(got.rat(), unit); !q.IsInt() {
			t.Fatalf("%s is no multiple of %s", got, unit)
		}
		// Away from zero by at most half a unit, towards it by less than half.
		diff := new(big.Rat).Sub(new(big.Rat).Abs(got.rat()), new(big.Rat).Abs(x.rat()))
		half := new(big.Rat).Mul(unit, big.NewRat(1, 2))
		if diff.Cmp(half) > 0 || diff.Cmp(new(big.Rat).Neg(half)) <= 0 || got.Sign()*x.Sign() < 0 {
			t.Fatalf("round(%s, %d) = %s", x, places, got)
		}
		if want := x.rat().FloatString(places); x.Fixed(places) != strings.TrimPrefix(want, "-") && x.Fixed(places) != want {
			t.Fatalf("fixed(%s, %d) = %s, want %s", x, places, x.Fixed(places), want)
		}
	})
}

func TestNumberTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anyNumber().Draw(t, "x")
		back, ok := new(big.Rat).SetString(x.Canon())
		if !ok || back.Cmp(x.rat()) != 0 {
			t.Fatalf("%s reads back as %s", x.Canon(), back)
		}
		if s, exact := x.Exact(); exact && len(strings.TrimLeft(s, "-")) <= MaxDigits {
			n, ok := ParseDecimal(s)
			if !ok || n.Cmp(x) != 0 {
				t.Fatalf("%s reads back as %s", s, n)
			}
		}
	})
}

func TestZeroNumberIsZero(t *testing.T) {
	var zero Number
	sum, ok := zero.Add(FromInt(2))
	if !ok || sum.Cmp(FromInt(2)) != 0 || zero.Canon() != "0" || zero.Cmp(FromInt(0)) != 0 || zero.Fixed(2) != "0.00" {
		t.Fatalf("zero Number: %s + 2 = %s", zero, sum)
	}
	if _, ok := FromInt(1).Div(zero); ok {
		t.Fatal("divided by zero")
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"0", "-1.50", "007", "1e3", "9999999999999999999.99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := ParseDecimal(s)
		if !ok {
			return
		}
		r, valid := new(big.Rat).SetString(s)
		if !valid || r.Cmp(n.rat()) != 0 {
			t.Fatalf("%q = %s, big.Rat says %v", s, n, r)
		}
	})
}
