package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Text renders the list for a terminal: the headline `path:line:column: severity code: message`, the
// source line with carets under what is meant, related places, and how to mend it. With lang "en" the
// headline also carries the code's English sentence; messages themselves are Chinese.
func (l List) Text(src *Sources, lang string) string {
	var b strings.Builder
	for i, d := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(headline(d, lang))
		b.WriteByte('\n')
		excerpt(&b, src, d.Span)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %s: %s\n", place(r.Span.Start), r.Text)
			excerpt(&b, src, r.Span)
		}
		if d.Hint != "" {
			b.WriteString("  → " + d.Hint + "\n")
		}
	}
	return b.String()
}

func headline(d Diagnostic, lang string) string {
	message := d.Message
	if english := d.Code.Info().English; lang == "en" && english != "" {
		message += " / " + english
	}
	return fmt.Sprintf("%s: %s %s: %s", place(d.Span.Start), d.Severity(), d.Code, message)
}

func place(p Position) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// window is how many characters of a long line are shown.
const window = 110

// excerpt writes the line of the span's start and carets below it. Below a wide (Chinese) character
// stands a wide blank or a wide caret, so that the two lines agree in any font that gives both one width.
func excerpt(b *strings.Builder, src *Sources, span Span) {
	line := []rune(src.Line(span.Start.File, span.Start.Line))
	if len(line) == 0 {
		return
	}
	from := min(max(span.Start.Column-1, 0), len(line))
	to := from + 1
	if span.End.Line == span.Start.Line {
		to = max(to, span.End.Column-1)
	} else if span.End.Line > span.Start.Line {
		to = max(to, len(line))
	}
	line, from, to = clip(line, from, to)
	shown := make([]rune, len(line))
	for i, r := range line {
		shown[i] = printable(r)
	}
	under := make([]rune, 0, to)
	for i := range to {
		wide := i < len(line) && isWide(line[i])
		switch {
		case i < from && wide:
			under = append(under, '\u3000')
		case i < from:
			under = append(under, ' ')
		case wide:
			under = append(under, '＾')
		default:
			under = append(under, '^')
		}
	}
	number := fmt.Sprint(span.Start.Line)
	fmt.Fprintf(b, "  %s | %s\n", number, string(shown))
	fmt.Fprintf(b, "  %s | %s\n", strings.Repeat(" ", len(number)), string(under))
}

// clip cuts a long line to a window around [from, to), with … where it was cut.
func clip(line []rune, from, to int) ([]rune, int, int) {
	if to > from+window/2 {
		to = from + window/2
	}
	if len(line) > window {
		start := min(max(from-window/3, 0), len(line)-window)
		end := start + window
		cut := append([]rune{}, line[start:end]...)
		if start > 0 {
			cut[0] = '…'
		}
		if end < len(line) {
			cut[len(cut)-1] = '…'
		}
		line, from, to = cut, from-start, to-start
	}
	return line, from, min(to, len(line)+1)
}

// printable replaces what would disturb a terminal or the columns: tabs, control and format characters.
func printable(r rune) rune {
	switch {
	case r == '\t':
		return '→'
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r), r == unicode.ReplacementChar:
		return '�'
	}
	return r
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

type jsonDiagnostic struct {
	Code     Code          `json:"code"`
	Name     string        `json:"name,omitempty"`
	Severity Severity      `json:"severity"`
	File     string        `json:"file"`
	Start    jsonPosition  `json:"start"`
	End      jsonPosition  `json:"end"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
}

type jsonPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

type jsonRelated struct {
	File  string       `json:"file"`
	Start jsonPosition `json:"start"`
	End   jsonPosition `json:"end"`
	Text  string       `json:"text"`
}

// Report is the list as JSON carries it: {"diagnostics": […], "errors": n, "warnings": n}. Keys and
// their order are stable; byte offsets are those of the sources.
func (l List) Report(src *Sources) any {
	out := make([]jsonDiagnostic, 0, len(l))
	for _, d := range l {
		j := jsonDiagnostic{
			Code: d.Code, Name: d.Code.Info().Name, Severity: d.Severity(), File: d.Span.Start.File,
			Start: src.json(d.Span.Start), End: src.json(d.Span.End), Message: d.Message, Hint: d.Hint,
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonRelated{r.Span.Start.File, src.json(r.Span.Start), src.json(r.Span.End), r.Text})
		}
		out = append(out, j)
	}
	return struct {
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Errors      int              `json:"errors"`
		Warnings    int              `json:"warnings"`
	}{out, l.Count(Error), l.Count(Warning)}
}

func (s *Sources) json(p Position) jsonPosition {
	p = s.Locate(p)
	return jsonPosition{p.Line, p.Column, p.Offset}
}

// JSON is Report, indented, with a last newline.
func (l List) JSON(src *Sources) []byte {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(l.Report(src)); err != nil {
		// Nothing in a report can fail to be encoded: texts and whole numbers only.
		panic("diag: " + err.Error())
	}
	return []byte(b.String())
}
