package field

import (
	"strconv"

	"banshi/engine/value"
)

// An integer is a whole number within ±(2^53 - 1), in JSON a number. Typed
// digits are taken too.
var integerType = &Type{
	Name: "integer", Rule: ruleInteger, title: words{"整数", "Whole number"},
	Keys:   []string{"min", "max", "unit"},
	Faults: []Code{Shape, NotWhole, TooBig},
	parse: func(raw any, _ Params) (value.Value, Code) {
		n, blank, ok := readNumber(raw)
		switch {
		case blank:
			return value.Empty(), ""
		case !ok:
			return value.Empty(), Shape
		}
		rounded, ok := n.Round(0)
		if !ok || rounded.Cmp(n) != 0 {
			return value.Empty(), NotWhole
		}
		whole, ok := n.Whole()
		if !ok || whole > value.MaxSafe || whole < -value.MaxSafe {
			return value.Empty(), TooBig
		}
		return value.Int(whole), ""
	},
	format: func(v value.Value, p Params, en bool) string {
		return withUnit(strconv.FormatInt(v.Int(), 10), p.Unit, en)
	},
}
