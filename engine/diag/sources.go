package diag

import (
	"maps"
	"strings"
	"unicode/utf8"
)

// Sources holds the texts of the files that diagnostics speak of, to show the lines and to count bytes.
// The zero Sources is ready to use; a nil *Sources knows no file.
type Sources struct {
	files map[string]*source
}

type source struct {
	text  string
	lines []int // byte offset of each line's start
	marks map[Place][]Mark
}

// Mark says that character Offset of a scalar stands at Line and Column of its file.
type Mark struct {
	Offset int
	Line   int
	Column int
}

// Add keeps the text of a file under its name, in place of an earlier one.
func (s *Sources) Add(name, text string) {
	f := &source{text: text, lines: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	if s.files == nil {
		s.files = map[string]*source{}
	}
	s.files[name] = f
}

// With are the files of both; of one that both have, that of other.
func (s *Sources) With(other *Sources) *Sources {
	out := &Sources{files: map[string]*source{}}
	for _, from := range []*Sources{s, other} {
		if from != nil {
			maps.Copy(out.files, from.files)
		}
	}
	return out
}

// Text is the text of a file, "" where it is not known.
func (s *Sources) Text(name string) string {
	if f := s.file(name); f != nil {
		return f.text
	}
	return ""
}

// Line is line n (1-based) without its end, "" where there is none.
func (s *Sources) Line(name string, n int) string {
	if f := s.file(name); f != nil {
		return f.line(n)
	}
	return ""
}

// Mark notes where the characters of a scalar that begins at start stand, where they are not simply
// one behind the other: escapes, several lines. Marks are in order of Offset.
func (s *Sources) Mark(start Place, marks []Mark) {
	f := s.file(start.File)
	if f == nil || len(marks) == 0 {
		return
	}
	if f.marks == nil {
		f.marks = map[Place][]Mark{}
	}
	f.marks[start] = marks
}

// Within is the place of character offset (0-based) of the scalar that begins at start: also right in
// quoted scalars with escapes and in those over several lines.
func (s *Sources) Within(start Place, offset int) Place {
	at, from := start, 0
	if f := s.file(start.File); f != nil {
		for _, m := range f.marks[start] {
			if m.Offset > offset {
				break
			}
			at.Line, at.Column, from = m.Line, m.Column, m.Offset
		}
	}
	at.Column += offset - from
	return at
}

// Locate returns p with its byte offset; unchanged where the place is not in a known file.
func (s *Sources) Locate(p Position) Position {
	f := s.file(p.File)
	if f == nil || p.Line < 1 || p.Line > len(f.lines) {
		return p
	}
	p.Offset = f.lines[p.Line-1]
	rest := f.text[p.Offset:]
	for n := 1; n < p.Column && rest != "" && rest[0] != '\n'; n++ {
		_, size := utf8.DecodeRuneInString(rest)
		p.Offset, rest = p.Offset+size, rest[size:]
	}
	return p
}

func (s *Sources) file(name string) *source {
	if s == nil {
		return nil
	}
	return s.files[name]
}

func (f *source) line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	text := f.text[f.lines[n-1]:]
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSuffix(text, "\r")
}
