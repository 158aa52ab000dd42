package load

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/spec"
)

// The bounds of a file: bytes, and maps and lists in one another.
const (
	MaxBytes = grammar.MaxBytes
	MaxDepth = grammar.MaxDepth
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
		case grammar.Unseen(r):
			list.Add(badCharacter(diag.At(spec.Pos{File: name, Line: line, Column: column}, 1), r))
			ok = false
		}
		column++
	}
	return text, ok
}

// The numbers that can be handed on without being read in two ways.
var (
	exactNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
)
