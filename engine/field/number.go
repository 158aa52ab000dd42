package field

import (
	"encoding/json"
	"strconv"
	"strings"

	"banshi/engine/value"
)

// A number is an exact decimal with so many decimals; in JSON a decimal text.
// A whole JSON number is taken too; one with a fraction never, for it may have
// passed through floating point.
var numberType = &Type{
	Name: "number", Rule: ruleNumber, title: words{"数字", "Number"},
	Keys:   []string{"min", "max", "unit", "digits"},
	Faults: []Code{Shape, TooManyDigits},
	parse:  parseNumber,
	format: func(v value.Value, p Params, en bool) string {
		return withUnit(v.Number().Text(p.digits()), p.Unit, en)
	},
}

func parseNumber(raw any, p Params) (value.Value, Code) {
	n, blank, ok := readNumber(raw)
	switch {
	case blank:
		return value.Empty(), ""
	case !ok:
		return value.Empty(), Shape
	}
	if rounded, ok := n.Round(p.digits()); !ok || rounded.Cmp(n) != 0 {
		return value.Empty(), TooManyDigits
	}
	return value.Num(n), ""
}

// Store brings a computed number into the form in which it is kept: rounded to
// the field's decimals, half away from zero. False on overflow, which is empty.
func Store(n value.Number, p Params) (value.Number, bool) { return n.Round(p.digits()) }

// readNumber reads a number as people type it: full width, spaces, thousands
// parted by commas, needless zeros in front, a point without digits before or
// behind it.
func readNumber(raw any) (n value.Number, blank, ok bool) {
	s, isText := raw.(string)
	if !isText {
		whole, ok := wholeJSON(raw)
		return value.FromInt(whole), false, ok
	}
	if len(s) > maxCode {
		return n, false, false
	}
	if s = compact(s); s == "" {
		return n, true, true
	}
	s, negative := strings.CutPrefix(s, "-")
	if strings.Contains(s, ",") {
		if s, ok = ungroup(s); !ok {
			return n, false, false
		}
	}
	whole, places, point := strings.Cut(s, ".")
	if point && whole == "" && places == "" {
		return n, false, false
	}
	if whole != "" && !allDigits(whole) {
		return n, false, false // a second sign would hide behind the zeros
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" && s != "" {
		whole = "0"
	}
	if places = strings.TrimRight(places, "0"); places != "" {
		whole += "." + places
	}
	if negative {
		whole = "-" + whole
	}
	n, ok = value.ParseDecimal(whole)
	return n, false, ok
}

// ungroup takes the commas out of 1,234,567.8; false where they part no thousands.
func ungroup(s string) (string, bool) {
	whole, places, point := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if !allDigits(g) || len(g) > 3 || i > 0 && len(g) != 3 {
			return "", false
		}
	}
	if s = strings.Join(groups, ""); point {
		s += "." + places
	}
	return s, true
}

// wholeJSON is a whole JSON number within ±value.MaxSafe.
func wholeJSON(raw any) (int64, bool) {
	var n int64
	switch x := raw.(type) {
	case json.Number:
		var err error
		if n, err = strconv.ParseInt(string(x), 10, 64); err != nil {
			return 0, false
		}
	case float64:
		if x > value.MaxSafe || x < -value.MaxSafe || x != float64(int64(x)) {
			return 0, false
		}
		n = int64(x)
	case int64:
		n = x
	case int:
		n = int64(x)
	default:
		return 0, false
	}
	return n, n <= value.MaxSafe && n >= -value.MaxSafe
}

// withUnit sets a unit behind a number: 12.5㎡, in English 12.5 ㎡.
func withUnit(number, unit string, en bool) string {
	if en && unit != "" {
		return number + " " + unit
	}
	return number + unit
}
