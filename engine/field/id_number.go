package field

import "banshi/engine/value"

// An id number is a citizen's number of 18 characters (GB 11643): region, day
// of birth, serial, check. Residence permits of people from Hong Kong, Macao and
// Taiwan have the same shape with 81, 82, 83 in front, and so has the permanent
// residence card of foreigners of 2023, with 9 before the province. The first
// digits don't say where someone is registered now.
var idNumberType = &Type{
	Name: "id_number", Rule: ruleText, title: words{"身份证号码", "ID number"},
	Faults: []Code{Shape, OldNumber, CheckDigit, NoSuchDay, BornLater},
	parse:  coded(judgeIDNumber),
	record: coded(func(s string, p Params) (string, Code) {
		if len(s) == 15 && allDigits(s) { // before 1999: two digits of the year, no check
			s = s[:6] + "19" + s[6:]
			s += string(idCheck(s))
		}
		return judgeIDNumber(s, p)
	}),
	format: asIs,
}

func judgeIDNumber(s string, p Params) (string, Code) {
	if len(s) == 15 && allDigits(s) {
		return "", OldNumber
	}
	if len(s) != 18 || !allDigits(s[:17]) || s[17] != 'X' && !allDigits(s[17:]) ||
		!province(s[:2]) && (s[0] != '9' || !province(s[1:3])) {
		return "", Shape
	}
	born, ok := value.ParseDate(s[6:10] + "-" + s[10:12] + "-" + s[12:14])
	if !ok {
		return "", NoSuchDay
	}
	if idCheck(s[:17]) != s[17] {
		return "", CheckDigit
	}
	if p.Today != nil && born > *p.Today {
		return "", BornLater
	}
	return s, ""
}

// idCheck is the check character of 17 digits (ISO 7064 MOD 11-2).
func idCheck(s string) byte {
	rest := 0
	for i := 0; i < 17; i++ {
		rest = (rest + int(s[i]-'0')) * 2 % 11
	}
	return "10X98765432"[rest]
}
