package field

import "strings"

// A uscc is a unified social credit code (GB 32100): 18 characters without the
// letters I O S V Z; characters 9 to 17 are an organisation code with a check
// of its own (GB 11714).
var usccType = &Type{
	Name: "uscc", Rule: ruleText, title: words{"统一社会信用代码", "Unified social credit code"},
	Faults: []Code{Shape, CheckDigit},
	parse:  coded(judgeUSCC),
	format: asIs,
}

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

func judgeUSCC(s string, _ Params) (string, Code) {
	if len(s) != 18 || !allDigits(s[2:8]) {
		return "", Shape
	}
	sum, weight := 0, 1
	for i := 0; i < 18; i++ {
		at := strings.IndexByte(usccAlphabet, s[i])
		if at < 0 {
			return "", Shape
		}
		sum, weight = sum+at*weight, weight*3%31 // the last counts 3^17, so that a right code sums to 0
		if i == 16 {
			weight = 1
		}
	}
	if sum%31 != 0 || organisationCheck(s[8:16]) != s[16] {
		return "", CheckDigit
	}
	return s, ""
}

// organisationCheck is the check character of the 8 of an organisation code.
func organisationCheck(s string) byte {
	sum := 0
	for i, weight := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += base36(s[i]) * weight
	}
	return "0X987654321"[sum%11]
}

// base36 is the worth of 0-9 and A-Z, or -1.
func base36(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return -1
}
