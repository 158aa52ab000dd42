package field

import (
	"strings"

	"banshi/engine/value"
)

// A region is a code of 6 (county), 9 (town) or 12 (village) digits. The same
// place written with zeros at the end is brought into its short form, so that
// 440605011000 and 440605011 are one town.
var regionType = &Type{
	Name: "region", Rule: ruleText, title: words{"地区", "Region"},
	Keys:   []string{"options"},
	Faults: []Code{Shape, NotAnOption},
	parse:  coded(judgeRegion),
	record: regionRecord,
	format: formatOption,
}

func judgeRegion(s string, p Params) (string, Code) {
	short, ok := shortRegion(s)
	if !ok {
		return "", Shape
	}
	if len(p.Options) == 0 {
		return short, ""
	}
	for _, o := range p.Options {
		if own, ok := shortRegion(o.Code); ok && own == short {
			return o.Code, ""
		}
	}
	return "", NotAnOption
}

func regionRecord(raw any, p Params) (value.Value, Code) {
	if o := byText(raw, p.Options); o != nil {
		return value.Text(o.Code), ""
	}
	return coded(judgeRegion)(raw, p)
}

func shortRegion(s string) (string, bool) {
	if len(s) != 6 && len(s) != 9 && len(s) != 12 || !allDigits(s) || !province(s[:2]) {
		return "", false
	}
	for len(s) > 6 && strings.HasSuffix(s, "000") {
		s = s[:len(s)-3]
	}
	return s, true
}

// provinces are the first two digits of GB/T 2260; 83 stands for Taiwan in
// residence permits (GB 11643), beside 71.
const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"

func province(two string) bool { return strings.Contains(provinces, two) }
