package field

import "strings"

// A phone is a mobile number of 11 digits, or a landline with its area code and
// perhaps an extension: 0757-86000000-8012. +86 in front and spaces are dropped.
var phoneType = &Type{
	Name: "phone", Rule: ruleText, title: words{"电话", "Phone"},
	Keys:   []string{"mobile"},
	Faults: []Code{Shape, NotMobile},
	parse:  coded(judgePhone),
	format: asIs,
}

func judgePhone(s string, p Params) (string, Code) {
	for _, code := range []string{"+86", "0086"} {
		s = strings.TrimPrefix(strings.TrimPrefix(s, code), "-")
	}
	if mobile := strings.ReplaceAll(s, "-", ""); mobileNumber(mobile) {
		return mobile, ""
	}
	line, ok := landline(s)
	switch {
	case p.Mobile:
		return "", NotMobile
	case !ok:
		return "", Shape
	}
	return line, ""
}

func mobileNumber(s string) bool {
	return len(s) == 11 && allDigits(s) && s[0] == '1' && s[1] >= '3'
}

// landline brings area code, number and extension together with hyphens.
func landline(s string) (string, bool) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "(", ""), ")", "-")
	area := 4
	if strings.HasPrefix(s, "010") || strings.HasPrefix(s, "02") {
		area = 3
	}
	if len(s) < area || s[0] != '0' || s[1] == '0' || !allDigits(s[:area]) {
		return "", false
	}
	number, extension, extended := strings.Cut(strings.TrimPrefix(s[area:], "-"), "-")
	if len(number) < 7 || len(number) > 8 || area == 3 && len(number) != 8 || !allDigits(number) || number[0] < '2' ||
		extended && (!allDigits(extension) || len(extension) > 6) {
		return "", false
	}
	out := s[:area] + "-" + number
	if extended {
		out += "-" + extension
	}
	return out, true
}
