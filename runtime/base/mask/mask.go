// Package mask hides personal numbers: in texts that anybody may read (logs,
// audit details, error messages) and in values shown to somebody else.
package mask

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text hides every personal number inside a free text: identity numbers of 18
// and 15 digits, mobile numbers and bank cards, also with full-width digits
// or with single blanks or hyphens between the digits. Everything else stays.
//
// Case numbers and instants are long numbers too, so a run of digits is hidden
// only when its shape is a person's: better a look at the shape than a log
// that can't be read.
func Text(s string) string {
	if !hasRun(s) {
		return s
	}
	runes := []rune(s)
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(runes); {
		digits, end := number(runes, i)
		if hidden := hide(digits); hidden != "" && !caseNumber(runes[i:end]) {
			out.WriteString(hidden)
			i = end
			continue
		}
		if end == i {
			end = i + 1
		}
		out.WriteString(string(runes[i:end]))
		i = end
	}
	return out.String()
}

// caseNumber is the shape of our own numbers, 440605-20261123-00017: the log and the audit trail are of
// no use without them. Nobody groups the digits of a bank card like that.
func caseNumber(run []rune) bool {
	if len(run) != 21 || run[6] != '-' || run[15] != '-' || run[7] != '2' || run[8] != '0' {
		return false
	}
	for i, r := range run {
		if i != 6 && i != 15 && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

// hasRun is the quick look that lets ordinary log lines pass without an allocation.
func hasRun(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case digit(r) >= 0:
			if n++; n >= 11 {
				return true
			}
		case r == ' ' || r == '-':
		default:
			n = 0
		}
	}
	return false
}

// digit is the value of an ASCII or full-width digit, -1 for anything else.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// number reads the run of digits that starts at i: its digits (with the X that
// may end an identity number) and where it ends. No digit at i gives "" and i.
func number(runes []rune, i int) (string, int) {
	var digits []byte
	end := i
	for j := i; j < len(runes); j++ {
		if d := digit(runes[j]); d >= 0 {
			digits = append(digits, byte('0'+d))
			end = j + 1
			continue
		}
		gap := runes[j] == ' ' || runes[j] == '-'
		if gap && len(digits) > 0 && j+1 < len(runes) && digit(runes[j+1]) >= 0 && j == end {
			continue
		}
		break
	}
	if len(digits) == 17 && end < len(runes) && strings.ContainsRune("xXｘＸ", runes[end]) {
		digits, end = append(digits, 'X'), end+1
	}
	return string(digits), end
}

// hide gives what to show in place of a personal number, "" for any other number.
func hide(digits string) string {
	switch n := len(digits); {
	case n == 18 && idShape(digits[:6], digits[6:14]):
		return IDNumber(digits)
	case n == 15 && idShape(digits[:6], "19"+digits[6:12]):
		return IDNumber(digits)
	case n >= 16 && n <= 19 && strings.ContainsRune("34569", rune(digits[0])):
		return BankCard(digits)
	case n == 11 && digits[0] == '1' && digits[1] >= '3':
		return Phone(digits)
	case n == 13 && digits[:2] == "86" && digits[2] == '1' && digits[3] >= '3':
		return "86" + Phone(digits[2:])
	}
	return ""
}

// idShape: a region that starts with 1–9, and a date that could be a birthday.
// The check digit is not asked: a mistyped number is as personal as a right one.
func idShape(region, date string) bool {
	century, month, day := date[:2], date[4:6], date[6:8]
	return region[0] != '0' && (century == "18" || century == "19" || century == "20") &&
		month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// IDNumber keeps the first four and the last four of an identity number or
// credit code: 4406**********9913. Anything of eight or fewer is wholly hidden.
func IDNumber(no string) string { return middle(no, 4, 4) }

// Phone keeps the first three and the last four: 139****0001.
func Phone(no string) string { return middle(no, 3, 4) }

// BankCard keeps the last four: ************1234.
func BankCard(no string) string { return middle(no, 0, 4) }

func middle(s string, head, tail int) string {
	runes := []rune(s)
	if len(runes) <= head+tail {
		return strings.Repeat("*", len(runes))
	}
	return string(runes[:head]) + strings.Repeat("*", len(runes)-head-tail) + string(runes[len(runes)-tail:])
}

// Name keeps the first and, from three characters on, the last character of a
// person's name: 李*, 陈*航, 欧***. A name of one character is wholly hidden.
func Name(name string) string {
	n := utf8.RuneCountInString(name)
	if n == 0 {
		return ""
	}
	runes := []rune(name)
	switch {
	case n == 1:
		return "*"
	case n == 2:
		return string(runes[0]) + "*"
	case n == 3:
		return string(runes[0]) + "*" + string(runes[2])
	}
	return string(runes[0]) + strings.Repeat("*", n-2) + string(runes[n-1])
}

// Value hides the personal numbers in any JSON-like value: texts by Text, maps
// and lists in depth, whole numbers by their digits. Keys that name a personal
// thing hide their whole value, whatever its shape. The argument is not changed.
func Value(v any) any { return value(v, 0) }

func value(v any, depth int) any {
	if depth > 16 {
		return "…" // deeper than anything we write: don't follow
	}
	switch v := v.(type) {
	case string:
		return Text(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			if Secret(k) {
				out[Text(k)] = "***"
				continue
			}
			out[Text(k)] = value(e, depth+1)
		}
		return out
	case map[string]string:
		out := make(map[string]any, len(v))
		for k, e := range v {
			if Secret(k) {
				e = "***"
			}
			out[Text(k)] = Text(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = value(e, depth+1)
		}
		return out
	case []string:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = Text(e)
		}
		return out
	case json.Number, int, int64, uint64:
		text := fmt.Sprint(v)
		if hidden := Text(text); hidden != text {
			return hidden
		}
	}
	return v
}

// Secret reports whether a key names something that no log may hold at all.
func Secret(key string) bool {
	key = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, key)
	for _, s := range secrets {
		if key == s || (len(s) > 4 && strings.HasSuffix(key, s)) {
			return true
		}
	}
	return false
}

var secrets = []string{
	"password", "passwd", "secret", "token", "csrf", "cookie", "setcookie", "authorization", "sid",
	"idno", "idnumber", "phone", "mobile", "bankcard", "accountno", "personname", "holdername", "answers",
}
