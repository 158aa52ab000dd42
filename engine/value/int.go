package value

import (
	"math"
	"math/bits"
)

// AddInt is a + b; false on overflow of 64 bits.
func AddInt(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// SubInt is a - b; false on overflow of 64 bits.
func SubInt(a, b int64) (int64, bool) {
	rest := a - b
	return rest, (rest < a) == (b > 0)
}

// MulInt is a · b; false on overflow of 64 bits.
func MulInt(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	product := a * b
	if a == -1 && b == math.MinInt64 || b == -1 && a == math.MinInt64 {
		return 0, false
	}
	return product, product/b == a
}

// DivInt is a / b, cut towards zero; false for b = 0 and on overflow.
func DivInt(a, b int64) (int64, bool) {
	if b == 0 || a == math.MinInt64 && b == -1 {
		return 0, false
	}
	return a / b, true
}

// NegInt is -a; false on overflow.
func NegInt(a int64) (int64, bool) { return -a, a != math.MinInt64 }

// add is a + b within ±MaxInt64, the range of a short Number.
func add(a, b int64) (int64, bool) {
	sum, ok := AddInt(a, b)
	return sum, ok && sum != math.MinInt64
}

// mul is a · b within ±MaxInt64, for a and b in that range.
func mul(a, b int64) (int64, bool) {
	high, low := bits.Mul64(abs(a), abs(b))
	if high != 0 || low > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

func abs(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func sign(a int64) int64 {
	if a < 0 {
		return -1
	}
	return 1
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// pow10 is 10^n for n ≤ 18.
func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
