package catalog

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// text is one text of an entry, ready for searching.
type text struct {
	field  Field
	given  string
	glyphs []glyph // without blanks and punctuation
	sound  []rune  // of names: the letters of its usual reading, one after the other
	from   []int   // for each letter of sound its glyph
}

// glyph is one character: folded, with its readings, and where it stands in the text as given.
type glyph struct {
	r    rune
	read []string // without tones; all readings of a character that has several; nil: not Chinese
	at   int
}

// query is what was typed: folded, without blanks and punctuation.
type query struct {
	units   []glyph
	chinese int       // how many units are Chinese
	letters int       // how many are letters
	sound   []rune    // the letters of its usual reading
	pairs   [][2]rune // neighbours in what remains without “我想”, “怎么办”
}

func newText(f Field, s string) text {
	t := text{field: f, given: s, glyphs: glyphs(s)}
	if f == InName || f == InAlias {
		t.sound, t.from = sound(t.glyphs)
	}
	return t
}

func newQuery(s string) query {
	units := glyphs(s)
	if len(units) > maxQuery {
		units = units[:maxQuery]
	}
	q := query{units: units}
	var folded strings.Builder
	for _, u := range units {
		folded.WriteRune(u.r)
		switch {
		case u.read != nil:
			q.chinese++
		case u.r >= 'a' && u.r <= 'z':
			q.letters++
		}
	}
	q.sound, _ = sound(units)
	for _, part := range strings.Fields(filler.Replace(folded.String())) {
		runes := []rune(part)
		for i := 0; i+1 < len(runes); i++ {
			q.pairs = append(q.pairs, [2]rune{runes[i], runes[i+1]})
		}
	}
	return q
}

// filler is what people wrap around what they ask for.
var filler = strings.NewReplacer("请问", " ", "我想", " ", "我要", " ", "想要", " ", "怎么样", " ", "怎么办理", " ", "怎么办", " ", "怎么", " ", "怎样", " ",
	"如何", " ", "在哪里", " ", "哪里", " ", "需要", " ", "什么", " ", "手续", " ", "材料", " ", "申请", " ", "办理", " ", "一家", " ", "一个", " ", "一下", " ",
	"可以", " ", "能不能", " ", "吗", " ", "呢", " ", "的", " ", "了", " ")

func glyphs(s string) []glyph {
	var out []glyph
	i := -1
	for _, r := range s {
		i++
		r = fold(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		g := glyph{r: r, at: i}
		if unicode.Is(unicode.Han, r) {
			g.read = readings(r)
		}
		out = append(out, g)
	}
	return out
}

// fold makes one character of the several that people type for it: full width,
// capitals, traditional.
func fold(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

var everyReading = pinyin.Args{Style: pinyin.Normal, Heteronym: true}

// readings are the syllables of a character, the usual one first, without tones; ü is
// typed as v or u. A rare character without a reading has none, but not nil.
func readings(r rune) []string {
	out := []string{}
	for _, s := range pinyin.SinglePinyin(r, everyReading) {
		for _, typed := range []string{strings.ReplaceAll(s, "ü", "v"), strings.ReplaceAll(s, "ü", "u")} {
			if typed != "" && !slices.Contains(out, typed) {
				out = append(out, typed)
			}
		}
	}
	return out
}

// sound writes glyphs in letters, by the usual reading.
func sound(glyphs []glyph) (letters []rune, from []int) {
	for i, g := range glyphs {
		s := string(g.r)
		if len(g.read) > 0 {
			s = g.read[0]
		}
		for _, r := range s {
			letters = append(letters, r)
			from = append(from, i)
		}
	}
	return letters, from
}

// span is what glyphs from start to end (not included) cover in the text as given.
func (t *text) span(start, end int) Span {
	return Span{t.glyphs[start].at, t.glyphs[end-1].at + 1}
}
