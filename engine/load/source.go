package load

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"banshi/engine/diag"
	"banshi/engine/spec"
)

// The bounds of a file: bytes, and maps and lists in one another.
const (
	MaxBytes = 1 << 20
	MaxDepth = 64
)

// source is the text of one file, in lines of characters, to find where a word stands.
type source struct {
	name  string
	text  string
	lines [][]rune
}

func newSource(name, text string) *source {
	s := &source{name: name, text: text}
	for line := range strings.SplitSeq(text, "\n") {
		s.lines = append(s.lines, []rune(strings.TrimSuffix(line, "\r")))
	}
	return s
}

// line is line n, 1-based.
func (s *source) line(n int) []rune {
	if n < 1 || n > len(s.lines) {
		return nil
	}
	return s.lines[n-1]
}

func (s *source) at(line, column int) spec.Pos {
	return spec.Pos{File: s.name, Line: line, Column: column}
}

// span is a stretch of length characters in a line.
func (s *source) span(line, column, length int) diag.Span {
	return diag.At(s.at(line, column), length)
}

// decodeText refuses what is no text of a definition before YAML sees it: wrong encoding, tabs,
// characters that can't be seen or that a YAML reader would take for the end of a line. ok tells
// whether the text can be read on; tabs and odd characters are all reported.
func decodeText(name string, data []byte, list *faults) (text string, ok bool) {
	if len(data) > MaxBytes {
		list.Add(tooLarge(name))
		return "", false
	}
	if !utf8.Valid(data) {
		list.Add(notUTF8(name, data))
		return "", false
	}
	text = strings.TrimPrefix(string(data), "\ufeff")
	ok = true
	line, column := 1, 1
	for i, r := range text {
		switch {
		case r == '\n':
			line, column = line+1, 1
			continue
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
		case r == '\t':
			list.Add(tab(diag.At(spec.Pos{File: name, Line: line, Column: column}, 1)))
			ok = false
		case unseen(r):
			list.Add(badCharacter(diag.At(spec.Pos{File: name, Line: line, Column: column}, 1), r))
			ok = false
		}
		column++
	}
	return text, ok
}

// unseen tells the characters that must not stand in a definition: control characters, line and
// paragraph separators, marks that change the direction of writing, and what is no character at all.
func unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f':
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// The plain scalars that YAML 1.2 doesn't read as texts.
var (
	numberShape = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
	// exactNumber is what can be handed on as a number without being read in two ways.
	exactNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
)

// isNumber tells whether YAML would read a plain scalar as a number.
func isNumber(s string) bool {
	return s != "" && strings.IndexByte("+-.0123456789", s[0]) >= 0 && numberShape.MatchString(s)
}

func isBool(s string) bool {
	switch s {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return true
	}
	return false
}

func isNull(s string) bool {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}
