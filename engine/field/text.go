package field

import (
	"strings"
	"unicode/utf8"

	"banshi/engine/value"
)

// MaxText is the most code points of any text, whatever a field says.
const MaxText = 10_000

var textType = &Type{
	Name: "text", Rule: ruleText, title: words{"文字", "Text"},
	Keys:   []string{"length", "lines"},
	Faults: []Code{Shape, ControlCharacter, TooLong},
	parse:  func(raw any, p Params) (value.Value, Code) { return parseText(raw, p.Lines > 1, false) },
	record: func(raw any, p Params) (value.Value, Code) { return parseText(raw, p.Lines > 1, true) },
	format: asIs,
}

// parseText trims a text and keeps every character of it: rare ones are never
// replaced. Line breaks become \n, or a space where there is one line only.
// Controls and marks that reverse the reading order are refused; unreadable
// characters (U+FFFD) only in an answer, for a register may hold them.
func parseText(raw any, lines, record bool) (value.Value, Code) {
	s, ok := raw.(string)
	if !ok {
		return value.Empty(), Shape
	}
	if len(s) > 4*MaxText+1000 || utf8.RuneCountInString(s) > MaxText {
		return value.Empty(), TooLong
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if needsClean(s) {
		var code Code
		if s, code = clean(s, lines, record); code != "" {
			return value.Empty(), code
		}
	}
	if s = strings.Trim(s, blanks); s == "" {
		return value.Empty(), ""
	}
	return value.Text(s), ""
}

// blanks are trimmed at both ends.
const blanks = " \t\n\u00a0\u3000"

// dropped are invisible characters that come along with pasted text.
const dropped = "\u200b\u2060\ufeff"

func clean(s string, lines, record bool) (string, Code) {
	var out strings.Builder
	for _, c := range s {
		switch {
		case c == '\t', c == '\n' && !lines:
			c = ' '
		case c == '\n':
		case control(c), c == utf8.RuneError && !record:
			return "", ControlCharacter
		case strings.ContainsRune(dropped, c):
			continue
		}
		out.WriteRune(c)
	}
	return out.String(), ""
}

// needsClean tells whether clean could change or refuse s.
func needsClean(s string) bool {
	for _, c := range s {
		if control(c) || c == utf8.RuneError || strings.ContainsRune(dropped, c) {
			return true
		}
	}
	return false
}

// control tells whether c is a control, a mark of reading order or no character.
func control(c rune) bool {
	return c < 0x20 || c >= 0x7f && c < 0xa0 ||
		c == 0x2028 || c == 0x2029 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 ||
		c&0xfffe == 0xfffe || c >= 0xfdd0 && c <= 0xfdef
}
