package rows

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// quoteAt is where the quote of the text stands that begins at a place: there, or behind an r; -1 for none.
func quoteAt(text string, at int) int {
	quote := at
	if text[at] == 'r' || text[at] == 'R' {
		quote++
	}
	if quote < len(text) && (text[quote] == '"' || text[quote] == '\'') {
		return quote
	}
	return -1
}

// readText finds the end of a text in quotes.
func readText(text string, at, quote int) (kind tokenKind, end int, message string) {
	mark, raw := text[quote:quote+1], quote > at
	if triple := strings.Repeat(mark, 3); strings.HasPrefix(text[quote:], triple) {
		mark = triple
	}
	for i := quote + len(mark); i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], mark):
			return textToken, i + len(mark), ""
		case text[i] == '\\' && !raw:
			_, size := escaped(text[i:])
			if size == 0 {
				return 0, i + 1, "no such sign behind a backslash"
			}
			i += size
		case len(mark) == 1 && (text[i] == '\n' || text[i] == '\r'):
			return 0, i, "a text that does not end in its line"
		default:
			i++
		}
	}
	return 0, len(text), "a text without its second quote"
}

var plainEscapes = map[byte]rune{
	'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\', '\'': '\'', '"': '"', '`': '`', '?': '?',
}

// escaped reads what begins with a backslash: the character, and of how many bytes it is made; 0 for none.
func escaped(s string) (r rune, size int) {
	if len(s) < 2 {
		return 0, 0
	}
	if r, ok := plainEscapes[s[1]]; ok {
		return r, 2
	}
	from, digits, base := 2, 0, 16
	switch s[1] {
	case 'x', 'X':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3':
		from, digits, base = 1, 3, 8
	}
	if digits == 0 || len(s) < from+digits || strings.ContainsAny(s[from:from+digits], "_+-") {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[from:from+digits], base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), from + digits
}

// Quoted gives the text that a literal in quotes stands for; false for any other node.
func (n *Node) Quoted() (string, bool) {
	if n.Kind != Literal {
		return "", false
	}
	quote := quoteAt(n.Text, 0)
	if quote < 0 {
		return "", false
	}
	mark := 1
	if inner := n.Text[quote:]; len(inner) >= 6 && inner[1] == inner[0] && inner[2] == inner[0] {
		mark = 3
	}
	inner := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(n.Text[quote+mark : len(n.Text)-mark])
	if quote > 0 {
		return inner, true
	}
	var b strings.Builder
	for i := 0; i < len(inner); {
		if inner[i] != '\\' {
			b.WriteByte(inner[i])
			i++
			continue
		}
		r, size := escaped(inner[i:])
		b.WriteRune(r)
		i += max(size, 1)
	}
	return b.String(), true
}

// Quote writes a text as a literal.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ':
			b.WriteString(`\u00` + string("0123456789abcdef"[r>>4]) + string("0123456789abcdef"[r&15]))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
