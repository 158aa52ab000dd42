package value

import (
	"strconv"
	"strings"
)

// SameAddress tells whether two addresses are the same after AddressKey. home
// are the units that the catalogue's district lies in, the largest first
// (广东省 佛山市 南海区): an address may leave them out.
func SameAddress(a, b string, home ...string) bool {
	return a == b || AddressKey(a, home...) == AddressKey(b, home...)
}

// AddressKey is an address as it is compared: one width, capitals, no spaces
// and punctuation unless they part two numbers, no units of home in front, one
// word for 号/#/號, 栋/幢, 楼/层, 室/房, Chinese numerals before such a word as
// digits where they can be read in one way only, and no 号 or 室 at the end.
func AddressKey(s string, home ...string) string {
	key := joinParts(foldAddress(s))
	for _, unit := range home {
		key = strings.TrimPrefix(key, unit)
	}
	return string(finish(counters([]rune(key))))
}

func foldAddress(s string) []rune {
	t := &textTables
	out := make([]rune, 0, len(s)/2+8)
	for _, c := range s {
		if c, ok := Fold(c); ok {
			out = append(out, one(t.Address.Same, c))
		}
	}
	return out
}

// joinParts drops separators; between two letters or digits one 、 stays, so
// that 8 602 doesn't become 8602.
func joinParts(in []rune) string {
	out := make([]rune, 0, len(in))
	parted := false
	for _, c := range in {
		if strings.ContainsRune(textTables.Address.Separator, c) {
			parted = true
			continue
		}
		if parted && len(out) > 0 && alnum(out[len(out)-1]) && alnum(c) {
			out = append(out, '、')
		}
		parted = false
		out = append(out, c)
	}
	return string(out)
}

// counters turns Chinese numerals before a counter into digits, and a counter
// behind a digit into its one word.
func counters(in []rune) []rune {
	t := &textTables.Address
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); {
		end := i
		for end < len(in) && (numeral(in[end]) >= 0 || strings.ContainsRune("十百", in[end])) {
			end++
		}
		switch {
		case end > i && end < len(in) && strings.ContainsRune(t.Counter, in[end]) && (i == 0 || !digit(in[i-1])):
			out = append(out, readNumeral(in[i:end])...)
		case end > i:
			out = append(out, in[i:end]...)
		case in[i] == '首' && i+1 < len(in) && strings.ContainsRune("层楼", in[i+1]):
			out, end = append(out, '1'), i+1
		case len(out) > 0 && digit(out[len(out)-1]):
			out, end = append(out, one(t.After, in[i])), i+1
		default:
			out, end = append(out, in[i]), i+1
		}
		i = end
	}
	return out
}

// numeral is the worth of 〇 to 九, or -1.
func numeral(c rune) int {
	n := 0
	for _, d := range textTables.Address.Numeral {
		if d == c {
			return n
		}
		n++
	}
	return -1
}

// readNumeral gives the digits of a numeral that can be read in one way only,
// else the numeral itself (二三 may be 23, or 2 to 3): one digit; three and
// more digits by place (一〇二); up to 99 with 十; hundreds with every place said.
func readNumeral(run []rune) []rune {
	n, ok := plainNumeral(run)
	if !ok {
		n, ok = hundreds(run)
	}
	if !ok {
		return run
	}
	return []rune(strconv.Itoa(n))
}

func plainNumeral(run []rune) (int, bool) {
	if len(run) == 2 || len(run) > 6 || numeral(run[0]) < 1 {
		return 0, false
	}
	n := 0
	for _, c := range run {
		d := numeral(c)
		if d < 0 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// hundreds reads [d百[〇d | d十[d]]] and [d]十[d].
func hundreds(run []rune) (int, bool) {
	n := 0
	if len(run) >= 2 && run[1] == '百' {
		h := numeral(run[0])
		rest := run[2:]
		if h < 1 {
			return 0, false
		}
		if len(rest) == 0 {
			return h * 100, true
		}
		if len(rest) == 2 && rest[0] == '〇' {
			d := numeral(rest[1])
			return h*100 + d, d > 0
		}
		if len(rest) < 2 || rest[1] != '十' {
			return 0, false
		}
		n, run = h*100, rest
	}
	tens, at := 1, 0
	if len(run) > 0 && numeral(run[0]) > 0 {
		tens, at = numeral(run[0]), 1
	}
	if at >= len(run) || run[at] != '十' {
		return 0, false
	}
	n += tens * 10
	switch rest := run[at+1:]; len(rest) {
	case 0:
		return n, true
	case 1:
		d := numeral(rest[0])
		return n + d, d > 0
	}
	return 0, false
}

// basement tells whether what follows a hyphen is digits and 层: a floor below.
func basement(in []rune) bool {
	i := 0
	for i < len(in) && digit(in[i]) {
		i++
	}
	return i > 0 && i < len(in) && in[i] == '层'
}

// finish drops a hyphen behind a counter (8号-602) unless it is the minus of a
// floor below, and a last 号 or 室 behind a digit.
func finish(in []rune) []rune {
	t := &textTables.Address
	out := in[:0]
	for i, c := range in {
		if c == '-' && len(out) > 0 && strings.ContainsRune(t.Counter, out[len(out)-1]) && !basement(in[i+1:]) {
			continue
		}
		out = append(out, c)
	}
	if n := len(out); n > 1 && strings.ContainsRune(t.Tail, out[n-1]) && digit(out[n-2]) {
		out = out[:n-1]
	}
	return out
}
