// Package diag says what is wrong with a definition, and where: positions, codes, diagnostics in a
// stable order, their rendering with the source line and a caret, and “did you mean”.
//
// A stage builds diagnostics with New, adds them to a List, and hands the list back; the one who shows
// them calls Finish, then Text or JSON with the Sources.
package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a file. Line and Column are 1-based; Column counts characters (Unicode code
// points). Offset counts bytes from the start of the file; it is filled by Sources, and 0 until then.
// A Line of 0 means the file as a whole.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Offset int    `json:"offset"`
}

// In is where the position stands in the text of its file, in bytes, by its line and column. Beyond the end of a line or of the
// text it is that end.
func (p Position) In(text string) int {
	at := 0
	if strings.HasPrefix(text, bom) {
		at = len(bom)
	}
	for line := 1; line < p.Line; line++ {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	column := 1
	for i, r := range text[at:] {
		if column >= p.Column || r == '\n' {
			return at + i
		}
		column++
	}
	return len(text)
}

// bom may begin a file; it is no character of its first line.
const bom = "\ufeff"

// Place has the shape of spec.Pos, which can be given wherever a Place is wanted: this package needs
// no words of the language, and stays a leaf.
type Place = struct {
	File   string
	Line   int
	Column int
}

// Span is a stretch of one file; End is the place behind its last character. An empty span
// (End == Start) is shown as one caret.
type Span struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// At is the span of length characters from place, in its line.
func At(place Place, length int) Span {
	start := Position{File: place.File, Line: place.Line, Column: place.Column}
	end := start
	end.Column += max(length, 0)
	return Span{start, end}
}

// File is the span of a file as a whole.
func File(name string) Span {
	p := Position{File: name}
	return Span{p, p}
}

// Related is another place that explains a diagnostic, such as the first of two equal keys.
type Related struct {
	Span Span
	Text string
}

// Diagnostic is one thing to tell the author: what is wrong (Message) and how to mend it (Hint), in Chinese.
type Diagnostic struct {
	Code    Code
	Span    Span
	Message string
	Hint    string
	Near    string // the one word that was probably meant by what the span covers: a mend can put it there
	Related []Related
}

// New makes a diagnostic; the message is formatted as by fmt.Sprintf.
func New(code Code, span Span, format string, args ...any) Diagnostic {
	return Diagnostic{Code: code, Span: span, Message: fmt.Sprintf(format, args...)}
}

// Mend returns d with a hint, formatted as by fmt.Sprintf. An empty hint changes nothing.
func (d Diagnostic) Mend(format string, args ...any) Diagnostic {
	if hint := fmt.Sprintf(format, args...); hint != "" {
		d.Hint = hint
	}
	return d
}

// Meant returns d with the word that was probably meant, which the hint asks for. Where another of those that are known is as near,
// it is left to the author.
func (d Diagnostic) Meant(word, near string, known []string) Diagnostic {
	d.Near = Sure(word, near, known)
	return d.Mend(perhaps+"%s？", near)
}

const perhaps = "是不是 "

// Asks tells whether the hint asks if another word was meant, be it sure or not.
func (d Diagnostic) Asks() bool { return strings.HasPrefix(d.Hint, perhaps) }

// See returns d with one more related place.
func (d Diagnostic) See(span Span, text string) Diagnostic {
	d.Related = append(slices.Clip(d.Related), Related{span, text})
	return d
}

// Severity is that of the code.
func (d Diagnostic) Severity() Severity { return d.Code.Severity() }

// Error makes a diagnostic usable as an error: `path:line:column: error E101: message`.
func (d Diagnostic) Error() string { return headline(d, "") }

// List collects diagnostics. The zero List is ready to use.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// HasErrors tells whether any diagnostic is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Count is the number of diagnostics of one severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity() == s {
			n++
		}
	}
	return n
}

// Most is how many diagnostics are shown at once, unless the caller of Finish says otherwise.
const Most = 200

// Finish returns the list as it is shown: sorted by file, line, column, code and message, without
// doubles, and with no more than most diagnostics (0: all). What is left out is counted in a last
// diagnostic (TooMany); errors are kept before warnings.
func (l List) Finish(most int) List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	out = slices.CompactFunc(out, func(a, b Diagnostic) bool { return compare(a, b) == 0 && a.Hint == b.Hint })
	if most <= 0 || len(out) <= most {
		return out
	}
	left := len(out) - most
	errorsFirst := slices.Clone(out)
	slices.SortStableFunc(errorsFirst, func(a, b Diagnostic) int { return int(a.Severity()) - int(b.Severity()) })
	out = errorsFirst[:most]
	slices.SortStableFunc(out, compare)
	last := out[len(out)-1].Span
	code := TooManyWarnings
	if errorsFirst[most].Severity() == Error {
		code = TooMany
	}
	return append(slices.Clip(out), New(code, last, "还有 %d 处没有列出", left).Mend("先改好上面的，再检查一次"))
}

func compare(a, b Diagnostic) int {
	if c := comparePosition(a.Span.Start, b.Span.Start); c != 0 {
		return c
	}
	if c := strings.Compare(string(a.Code), string(b.Code)); c != 0 {
		return c
	}
	return strings.Compare(a.Message, b.Message)
}

func comparePosition(a, b Position) int {
	if c := strings.Compare(a.File, b.File); c != 0 {
		return c
	}
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Column - b.Column
}
