package field

import (
	"strings"

	"banshi/engine/value"
)

// Money is an exact amount, always in 元 whatever the unit shows; in JSON a
// decimal text. 万元 and 亿元 as unit change only how it is written.
var moneyType = &Type{
	Name: "money", Rule: ruleNumber, title: words{"金额", "Money"},
	Keys:   []string{"min", "max", "unit", "digits"},
	Faults: []Code{Shape, TooManyDigits},
	parse:  parseNumber,
	format: formatMoney,
}

// scales are the units that show an amount in parts of 10^n 元.
var scales = map[string]int{"万元": 4, "亿元": 8}

// formatMoney writes 500元, 1,234.50元, 1,200万元; in English CNY 1,234.50.
func formatMoney(v value.Value, p Params, en bool) string {
	n := v.Number()
	if en {
		return "CNY " + group(amount(n, p.digits()))
	}
	if places, scaled := scales[p.Unit]; scaled {
		tens := int64(1)
		for range places {
			tens *= 10
		}
		if parts, ok := n.Div(value.FromInt(tens)); ok {
			return group(parts.Text(min(places+p.digits(), value.MaxPlaces))) + p.Unit
		}
	}
	unit := p.Unit
	if _, scaled := scales[unit]; scaled || unit == "" {
		unit = "元"
	}
	return group(amount(n, p.digits())) + unit
}

// amount is without decimals where it is whole, else with all of them.
func amount(n value.Number, digits int) string {
	s := n.Text(digits)
	if strings.Contains(s, ".") {
		return n.Fixed(digits)
	}
	return s
}

// group parts thousands by commas.
func group(s string) string {
	whole, places, point := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var out strings.Builder
	out.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteByte(whole[i])
	}
	if point {
		out.WriteString("." + places)
	}
	return out.String()
}
