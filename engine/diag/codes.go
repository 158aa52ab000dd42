package diag

import (
	"encoding/json"
	"slices"
	"strings"
)

// Code is the stable short name of a kind of diagnostic: E101, W401. Codes are append-only: one that
// was published keeps its meaning for ever, and is never used again for something else.
//
// To add one: a constant and a row at the end of its range's file (codes_load.go E1xx, codes_rule.go E2xx,
// codes_check.go E3xx, codes_warn.go W4xx), and a line in testdata/codes.txt, which a test holds.
type Code string

// Severity tells an error, which stops a definition, from a warning, which doesn't.
type Severity int

// The severities, the graver first.
const (
	Error Severity = iota
	Warning
)

// String is the word that stands in rendered text and JSON.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalJSON writes the word.
func (s Severity) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// Severity is told by the letter of the code.
func (c Code) Severity() Severity {
	if strings.HasPrefix(string(c), "W") {
		return Warning
	}
	return Error
}

// Info documents a code. Example is a definition file, or a small catalogue in the txtar format (it
// then begins with "-- "), that raises this code and no other; a test of the stage that owns the code
// runs it. Where an example would be too big to be read, Make builds it. A code that only ever follows
// from others names the one that its example raises as well.
type Info struct {
	Code    Code
	Name    string // unknown-key: for people who search
	Title   string // 简体中文, a few words
	English string // one sentence: what it means and why it is refused
	Example string
	Make    func() string
	With    Code
}

// Source is the example's text, whether written or made.
func (i Info) Source() string {
	if i.Make != nil {
		return i.Make()
	}
	return i.Example
}

// Codes lists all codes in order.
func Codes() []Info {
	return slices.Concat(loadCodes, ruleCodes, checkErrors, checkWarnings)
}

// Info looks the code's documentation up; the zero Info for an unknown code.
func (c Code) Info() Info {
	for _, list := range [][]Info{loadCodes, ruleCodes, checkErrors, checkWarnings} {
		for _, info := range list {
			if info.Code == c {
				return info
			}
		}
	}
	return Info{}
}

// Named finds the code with a name such as unknown-key.
func Named(name string) (Code, bool) {
	for _, list := range [][]Info{loadCodes, ruleCodes, checkErrors, checkWarnings} {
		for _, info := range list {
			if info.Name == name {
				return info.Code, true
			}
		}
	}
	return "", false
}
