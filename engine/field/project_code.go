package field

import "strings"

// A project code is five groups of 4, 6, 2, 2 and 6 digits: year and month,
// region, kind, industry, serial. Only the shape is certain.
var projectCodeType = &Type{
	Name: "project_code", Rule: ruleText, title: words{"项目代码", "Project code"},
	Faults: []Code{Shape},
	parse:  coded(judgeProjectCode),
	format: asIs,
}

func judgeProjectCode(s string, _ Params) (string, Code) {
	plain := strings.ReplaceAll(s, "-", "")
	if len(plain) != 20 || !allDigits(plain) {
		return "", Shape
	}
	code := plain[:4] + "-" + plain[4:10] + "-" + plain[10:12] + "-" + plain[12:14] + "-" + plain[14:]
	if s != plain && s != code { // hyphens in other places: something is missing or doubled
		return "", Shape
	}
	return code, ""
}
