package rule

import (
	"slices"
	"strings"
	"unicode"
)

// wrongSigns are what hands used to Chinese write, with what the rule language wants instead.
var wrongSigns = map[rune]string{
	'“': "\"", '”': "\"", '‘': "\"", '’': "\"", '（': "(", '）': ")", '，': ",", '。': ".", '：': ":", '；': ",",
	'＝': "==", '＞': ">", '＜': "<", '≥': ">=", '≤': "<=", '≠': "!=", '！': "!", '？': "?", '＋': "+", '－': "-",
	'×': "*", '÷': "/", '【': "[", '】': "]", '且': "&&", '或': "||", '非': "!",
}

var wrongWords = map[string]string{"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "null": "has(…)", "nil": "has(…)", "True": "true", "False": "false"}

// scan looks for what is better said before cel-go's parser sees the rule: Chinese signs, a lone =,
// and brackets that do not close (YAML cut the rule in two).
func scan(text []rune) []Fault {
	s := scanner{text: text}
	s.run()
	if len(s.faults) == 0 && (s.open != 0 || s.quote != 0) {
		s.add(cutRule(len(s.text)))
	}
	return s.faults
}

type scanner struct {
	text   []rune
	i      int
	open   int
	quote  rune // 0 outside of a text
	triple bool // the text is in """ or '''
	raw    bool // a backslash in the text is one
	faults []Fault
}

func (s *scanner) add(f Fault) { s.faults = append(s.faults, f) }

func (s *scanner) run() {
	if !slices.ContainsFunc(s.text, func(r rune) bool { return !unicode.IsSpace(r) }) {
		s.add(emptyRule())
		return
	}
	for s.i = 0; s.i < len(s.text); s.i++ {
		r := s.text[s.i]
		if s.quote != 0 {
			s.inQuote(r)
			continue
		}
		s.outside(r)
	}
}

func (s *scanner) inQuote(r rune) {
	switch {
	case r == '\\' && !s.raw:
		s.i++
	case r != s.quote:
	case !s.triple:
		s.quote = 0
	case s.runeAt(s.i+1) == r && s.runeAt(s.i+2) == r:
		s.i += 2
		s.quote = 0
	}
}

// begin enters a text: plain, in three quotes, or raw behind an r.
func (s *scanner) begin(r rune) {
	before := s.runeAt(s.i - 1)
	s.quote, s.raw = r, before == 'r' || before == 'R'
	if s.triple = s.runeAt(s.i+1) == r && s.runeAt(s.i+2) == r; s.triple {
		s.i += 2
	}
}

func (s *scanner) outside(r rune) {
	switch {
	case r == '"' || r == '\'':
		s.begin(r)
	case r == '/' && s.runeAt(s.i+1) == '/':
		for s.i+1 < len(s.text) && s.text[s.i+1] != '\n' {
			s.i++
		}
	case strings.ContainsRune("([{", r):
		s.open++
	case strings.ContainsRune(")]}", r):
		s.open--
	case r == '=':
		s.equals()
	case isLetter(r):
		s.word()
	case wrongSigns[r] != "":
		s.add(wrongSign(s.i, r, wrongSigns[r]))
	}
}

func (s *scanner) equals() {
	before, after := s.runeAt(s.i-1), s.runeAt(s.i+1)
	switch {
	case after == '=':
		s.i++
	case strings.ContainsRune("<>!", before):
	default:
		s.add(loneEquals(s.i))
	}
}

func (s *scanner) word() {
	from := s.i
	for s.i+1 < len(s.text) && (isLetter(s.text[s.i+1]) || s.text[s.i+1] >= '0' && s.text[s.i+1] <= '9') {
		s.i++
	}
	word := string(s.text[from : s.i+1])
	if want, ok := wrongWords[word]; ok && s.runeAt(from-1) != '.' {
		s.add(wrongWord(from, s.i+1, word, want))
	}
}

func (s *scanner) runeAt(i int) rune {
	if i < 0 || i >= len(s.text) {
		return 0
	}
	return s.text[i]
}

func isLetter(r rune) bool { return r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
