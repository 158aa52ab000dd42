package catalog

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// text is a text by which entries are found. Its characters are numbers in the alphabet of the index: a
// district's guides have some millions of them.
type text struct {
	field Field
	given string
	codes []uint16 // without blanks and punctuation
	of    []int32  // the entries that have it, in their order
}

// glyph is one character: folded, with its readings.
type glyph struct {
	r    rune
	read []string // without tones; all readings of a character that has several; nil: not Chinese
}

// alphabet is every character that occurs in an index.
type alphabet struct {
	glyphs []glyph
	code   map[rune]uint16
}

// newAlphabet has one letter, for whatever there is no number left for.
func newAlphabet() alphabet {
	return alphabet{glyphs: []glyph{{r: unicode.ReplacementChar}}, code: map[rune]uint16{}}
}

func (a *alphabet) read(s string) []uint16 {
	out := make([]uint16, 0, len(s)/3)
	for _, r := range s {
		if r = fold(r); !counts(r) {
			continue
		}
		c, ok := a.code[r]
		if !ok && len(a.glyphs) <= math.MaxUint16 {
			c = uint16(len(a.glyphs))
			a.code[r] = c
			a.glyphs = append(a.glyphs, glyphOf(r))
		}
		out = append(out, c)
	}
	return slices.Clip(out)
}

// open writes a text out, for trying it; into is written over.
func (a *alphabet) open(into []glyph, t *text) opened {
	into = into[:0]
	for _, c := range t.codes {
		into = append(into, a.glyphs[c])
	}
	return opened{field: t.field, glyphs: into}
}

// opened is a text that is tried.
type opened struct {
	field  Field
	glyphs []glyph
}

// places says for each glyph of a text where it stands in the text as given.
func places(s string) []int {
	var out []int
	i := -1
	for _, r := range s {
		if i++; counts(fold(r)) {
			out = append(out, i)
		}
	}
	return out
}

// query is what was typed: folded, without blanks and punctuation.
type query struct {
	units   []glyph
	chinese int       // how many units are Chinese
	letters int       // how many are letters
	sound   []rune    // the letters of its usual reading
	told    [][]glyph // what remains without “我想”, “怎么办”; all of it where nothing does
	pairs   [][2]rune // neighbours in what remains without “我想”, “怎么办”
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
		q.told = append(q.told, glyphs(part))
	}
	if len(q.told) == 0 {
		q.told = [][]glyph{units}
		return q
	}
	for _, part := range q.told {
		for i := 0; i+1 < len(part); i++ {
			q.pairs = append(q.pairs, [2]rune{part[i].r, part[i+1].r})
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
	for _, r := range s {
		if r = fold(r); counts(r) {
			out = append(out, glyphOf(r))
		}
	}
	return out
}

// counts tells a character from blanks and punctuation.
func counts(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func glyphOf(r rune) glyph {
	if unicode.Is(unicode.Han, r) {
		return glyph{r: r, read: readings(r)}
	}
	return glyph{r: r}
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
