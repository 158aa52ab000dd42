package field

import "strings"

// A bank card is 16 to 19 digits with a check by Luhn's rule.
var bankCardType = &Type{
	Name: "bank_card", Rule: ruleText, title: words{"银行卡号", "Bank card"},
	Faults: []Code{Shape, CheckDigit},
	parse:  coded(judgeBankCard),
	format: asIs,
}

func judgeBankCard(s string, _ Params) (string, Code) {
	s = strings.ReplaceAll(s, "-", "")
	if len(s) < 16 || len(s) > 19 || !allDigits(s) {
		return "", Shape
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			d = d*2 - d/5*9 // the two digits of the double, added
		}
		sum += d
	}
	if sum%10 != 0 {
		return "", CheckDigit
	}
	return s, ""
}
