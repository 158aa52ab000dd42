// Package spec holds the words of the definition language: what a catalogue, an item, a field, a
// rule *is*, as plain Go structs that follow the YAML key by key (yaml tags name the keys). It knows
// nothing of files, CEL or evaluation, and imports only the standard library. Package load fills
// these structs, with the place of every word; packages rule, check and compile read them.
package spec

// Pos is the place of a word in a file. Line and Column are 1-based; Column counts characters
// (Unicode code points), so that it is right for Chinese. The zero Pos means "not from a file".
type Pos struct {
	File   string
	Line   int
	Column int
}

// Word is an id, a name of something defined elsewhere, or a word out of a closed list.
type Word struct {
	S   string
	Pos Pos
}

// Text is what a person reads. A `{rule}` in it puts a value in, `{{` writes a brace.
type Text struct {
	S   string
	Pos Pos
}

// Rule is the source of a rule in the rule language (or the literals `true` and `false`).
//
// Pos is the place of its first character. Where the scalar was quoted with escapes or written over
// several lines, Lines maps rune offsets to places; otherwise offset n stands at Column+n.
type Rule struct {
	S     string
	Pos   Pos
	Lines []LineStart
}

// LineStart says that the rune at Offset of a rule stands at Pos, and those behind it in the same line.
type LineStart struct {
	Offset int
	Pos    Pos
}

// At gives the place of the rune at offset of the rule.
func (r Rule) At(offset int) Pos {
	base, start := r.Pos, 0
	for _, l := range r.Lines {
		if l.Offset > offset {
			break
		}
		base, start = l.Pos, l.Offset
	}
	base.Column += offset - start
	return base
}

// Set tells whether the rule was written at all.
func (r *Rule) Set() bool { return r != nil && r.S != "" }

// Entry is one line of a list of `{when, value}`: the first entry whose When holds gives the Value.
// A lone rule is a list of one entry without When.
type Entry struct {
	When  *Rule `yaml:"when"`
	Value Rule  `yaml:"value"`
	Pos   Pos   `yaml:"-"`
}

// Entries means: the first entry that holds. In YAML a rule, or a list of {when, value}.
type Entries []Entry

// Span of time as the law writes it: 5wd (working days), 7d, 2mo, 1y. Used for limits, `within`, `valid`, `keep`.
type Span struct {
	N    int
	Unit string // "wd" "d" "mo" "y"
	Pos  Pos
}

// Zero tells that no span was written.
func (s Span) Zero() bool { return s.Unit == "" }

// Pos0 gives the place of a rule that may not have been written.
func (r *Rule) Pos0() Pos {
	if r == nil {
		return Pos{}
	}
	return r.Pos
}
