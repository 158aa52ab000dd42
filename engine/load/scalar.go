package load

import (
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/spec"
)

// start is the place of a node's first character: behind the quote of a quoted scalar, on the next
// written line of a block. (The YAML reader names the quote or the | instead.)
func (s *source) start(n *yaml.Node) spec.Pos {
	if n.Kind == yaml.ScalarNode {
		switch {
		case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
			return s.at(n.Line, n.Column+1)
		case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
			if line, indent := s.block(n); line > 0 {
				return s.at(line, indent+1)
			}
		}
	}
	return s.at(n.Line, n.Column)
}

// block finds the first line of a block scalar that isn't blank, and its indent.
func (s *source) block(n *yaml.Node) (line, indent int) {
	for i := n.Line + 1; i <= len(s.lines); i++ {
		for j, r := range s.line(i) {
			if r != ' ' {
				return i, j
			}
		}
	}
	return 0, 0
}

// spanOf is what to underline for a node: a scalar's text in its first line, else one character.
func (s *source) spanOf(n *yaml.Node) diag.Span {
	p := s.start(n)
	if n.Kind != yaml.ScalarNode {
		return diag.At(p, 1)
	}
	length := len([]rune(n.Value))
	if rest := len(s.line(p.Line)) - p.Column + 1; length > rest || strings.ContainsAny(n.Value, "\n") {
		length = rest
	}
	return diag.At(p, max(length, 1))
}

// marks tell where the characters of a scalar's value stand, where they don't simply follow one
// another in the first line. They are found by reading the source once more, as YAML does; where that
// gives another value than YAML's there are none, and places fall back on the start.
func (s *source) marks(n *yaml.Node) []diag.Mark {
	p := s.start(n)
	want := []rune(n.Value)
	if s.follows(p, want) {
		return nil
	}
	r := reader{src: s, line: p.Line, column: p.Column - 1, want: len(want)}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		r.quoted('"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		r.quoted('\'')
	case n.Style&yaml.LiteralStyle != 0:
		r.literal(n)
	case n.Style&yaml.FoldedStyle != 0:
		return nil
	default:
		r.plain()
	}
	if string(r.value) != n.Value {
		return nil
	}
	var out []diag.Mark
	for i, place := range r.places {
		if i == 0 || place.line != r.places[i-1].line || place.column != r.places[i-1].column+1 {
			out = append(out, diag.Mark{Offset: i, Line: place.line, Column: place.column + 1})
		}
	}
	return out
}

// follows tells whether the characters stand one behind the other in the source.
func (s *source) follows(p spec.Pos, want []rune) bool {
	line := s.line(p.Line)
	from := p.Column - 1
	if from+len(want) > len(line) {
		return false
	}
	return string(line[from:from+len(want)]) == string(want)
}

// reader reads a scalar a second time, keeping the place (0-based column) of every character.
type reader struct {
	src          *source
	line, column int
	want         int
	value        []rune
	places       []runePlace
}

type runePlace struct{ line, column int }

func (r *reader) emit(c rune, line, column int) {
	r.value = append(r.value, c)
	r.places = append(r.places, runePlace{line, column})
}

// fold takes the end of a line in a plain or quoted scalar: one break is a blank, more are breaks, and
// blanks around them don't count. kept is how much of the value an escape protects from trimming.
func (r *reader) fold(kept int) bool {
	for len(r.value) > kept && r.value[len(r.value)-1] == ' ' {
		r.value, r.places = r.value[:len(r.value)-1], r.places[:len(r.places)-1]
	}
	line, column := r.line, r.column
	breaks := 0
	for {
		r.line, r.column = r.line+1, 0
		if r.line > len(r.src.lines) {
			return false
		}
		breaks++
		text := r.src.line(r.line)
		for r.column < len(text) && text[r.column] == ' ' {
			r.column++
		}
		if r.column < len(text) {
			break
		}
	}
	if breaks == 1 {
		r.emit(' ', line, column)
	}
	for range breaks - 1 {
		r.emit('\n', line, column)
	}
	return true
}

func (r *reader) plain() {
	for len(r.value) < r.want {
		text := r.src.line(r.line)
		if r.column >= len(text) {
			if !r.fold(0) {
				return
			}
			continue
		}
		r.emit(text[r.column], r.line, r.column)
		r.column++
	}
}

func (r *reader) quoted(quote rune) {
	kept := 0
	for {
		text := r.src.line(r.line)
		if r.column >= len(text) {
			if !r.fold(kept) {
				return
			}
			continue
		}
		c := text[r.column]
		switch {
		case c == quote && quote == '\'' && r.column+1 < len(text) && text[r.column+1] == quote:
			r.emit(quote, r.line, r.column)
			r.column += 2
		case c == quote:
			return
		case c == '\\' && quote == '"':
			if !r.escape(text) {
				return
			}
			kept = len(r.value)
		default:
			r.emit(c, r.line, r.column)
			r.column++
		}
	}
}

var escapes = map[rune]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', 'e': '\x1b',
	' ': ' ', '"': '"', '/': '/', '\\': '\\', 'N': '\u0085', '_': '\u00a0', 'L': '\u2028', 'P': '\u2029', '\'': '\'',
}

// escape takes one \x of a double-quoted scalar; at the end of a line it joins the lines.
func (r *reader) escape(text []rune) bool {
	if r.column+1 >= len(text) {
		r.line, r.column = r.line+1, 0
		for next := r.src.line(r.line); r.column < len(next) && next[r.column] == ' '; {
			r.column++
		}
		return r.line <= len(r.src.lines)
	}
	c := text[r.column+1]
	digits := map[rune]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 {
		value, ok := escapes[c]
		r.emit(value, r.line, r.column)
		r.column += 2
		return ok
	}
	end := r.column + 2 + digits
	if end > len(text) {
		return false
	}
	code, err := strconv.ParseUint(string(text[r.column+2:end]), 16, 32)
	if err != nil {
		return false
	}
	r.emit(rune(code), r.line, r.column)
	r.column = end
	return true
}

func (r *reader) literal(n *yaml.Node) {
	_, indent := r.src.block(n)
	for line := n.Line + 1; line <= len(r.src.lines) && len(r.value) < r.want; line++ {
		text := r.src.line(line)
		for column := indent; column < len(text) && len(r.value) < r.want; column++ {
			r.emit(text[column], line, column)
		}
		if len(r.value) < r.want {
			r.emit('\n', line, len(text))
		}
	}
}
