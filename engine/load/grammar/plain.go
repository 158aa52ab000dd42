package grammar

import (
	"regexp"
	"strings"
	"unicode"
)

// The bounds of a file: bytes, and maps and lists in one another.
const (
	MaxBytes = 1 << 20
	MaxDepth = 64
)

// numberShape is what YAML 1.2 reads as a number.
var numberShape = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)

// IsNumber tells whether YAML reads a plain scalar as a number.
func IsNumber(s string) bool {
	return s != "" && strings.IndexByte("+-.0123456789", s[0]) >= 0 && numberShape.MatchString(s)
}

// IsBool tells whether YAML reads a plain scalar as true or false.
func IsBool(s string) bool {
	switch s {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return true
	}
	return false
}

// IsNull tells whether YAML reads a plain scalar as no value.
func IsNull(s string) bool {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// Unseen tells the characters that must not stand in a definition: control characters, line and
// paragraph separators, marks that change the direction of writing, and what is no character at all.
func Unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f':
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}
