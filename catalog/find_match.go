package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What each way of typing a character costs; a match is worth 1 less the average.
const (
	costSyllable = 0.10 // kai for 开
	costSound    = 0.15 // 反 for 饭
	costPart     = 0.20 // dia for 店, at the end of what was typed
	costInitial  = 0.30 // k for 开
	worthSlip    = 0.60 // one letter or character wrong, missing or too many
	worthGaps    = 0.55 // 食品许可 in 食品经营许可
	worthQuoted  = 0.75 // 开饭店 in 我想开饭店要什么证
	worthAlike   = 0.40 // most pairs of characters
)

// match is how well the query fits the text, 0–1, what to highlight, in glyphs, and whether it is but a
// likeness.
func (t opened) match(q query) (score float64, spans []Span, loose bool) {
	if len(t.glyphs) == 0 {
		return 0, nil, false
	}
	if score, span := t.straight(q); score > 0 {
		return score, []Span{span}, false
	}
	if t.field != InName && t.field != InAlias {
		return 0, nil, false // likenesses in long texts are chance
	}
	for i, way := range []func(query) (float64, []Span){t.quoted, t.slip, t.gaps, t.alike} {
		if worth, s := way(q); worth > score {
			score, spans, loose = worth, s, i > 0
		}
	}
	return score, spans, loose
}

// straight finds the whole query as a run of the text, typed in any way.
func (t opened) straight(q query) (float64, Span) {
	var best float64
	var where Span
	for start := range t.glyphs {
		if t.field == InWords && !t.glyphs[start].same(q.units[0]) {
			continue // a guide is searched by its characters only
		}
		end, cost, ok := t.run(q, start)
		if !ok {
			continue
		}
		n := end - start
		worth := 1 - cost/float64(n)
		if q.chinese == 0 && q.letters == len(q.units) && n == q.letters && n < 3 && start > 0 {
			continue // two initials in the middle fit almost anything
		}
		score := worth * t.place(start, end)
		if score > best {
			best, where = score, span(start, end)
		}
	}
	return best, where
}

// place: the whole text is best, its beginning better than its middle, and of two the shorter text.
// That one does it (办…) says nothing.
func (t opened) place(start, end int) float64 {
	share := float64(end-start) / float64(len(t.glyphs))
	lead := t.lead()
	switch {
	case start == 0 && end == len(t.glyphs):
		return 1
	case start == lead && end == len(t.glyphs):
		return 0.97
	case start <= lead:
		return 0.80 + 0.10*share
	}
	return 0.65 + 0.10*share
}

// run lets the text's glyphs from start take up the query, and gives the cheapest
// way. reached[i] is the least cost at which the glyphs so far take up i units.
func (t opened) run(q query, start int) (end int, cost float64, ok bool) {
	const never = 1e9
	n := len(q.units)
	reached, next := make([]float64, n+1), make([]float64, n+1)
	for i := range reached {
		reached[i] = never
	}
	reached[0] = 0
	for g := start; g < len(t.glyphs); g++ {
		for i := range next {
			next[i] = never
		}
		alive := false
		for i, c := range reached[:n] {
			if c >= never {
				continue
			}
			q.take(i, t.glyphs[g], func(units int, cost float64) {
				next[i+units] = min(next[i+units], c+cost)
				alive = true
			})
		}
		if next[n] < never {
			return g + 1, next[n], true
		}
		if !alive {
			return 0, 0, false
		}
		reached, next = next, reached
	}
	return 0, 0, false
}

// take tells in which ways the units from i on can stand for the glyph.
func (q query) take(i int, g glyph, way func(units int, cost float64)) {
	u := q.units[i]
	switch {
	case u.r == g.r:
		way(1, 0)
		return
	case u.read != nil:
		if slices.ContainsFunc(u.read, func(s string) bool { return slices.Contains(g.read, s) }) {
			way(1, costSound)
		}
		return
	}
	for _, syllable := range g.read {
		n := 0
		for n < len(syllable) && i+n < len(q.units) && q.units[i+n].r == rune(syllable[n]) {
			n++
		}
		switch {
		case n == 0:
			continue
		case n == len(syllable):
			way(n, costSyllable)
		case n > 1 && i+n == len(q.units):
			way(n, costPart)
		}
		way(1, costInitial)
		if n >= 2 && syllable[1] == 'h' {
			way(2, costInitial) // zh ch sh
		}
	}
}

// span is that of glyphs from start to end, not included.
func span(start, end int) Span { return Span{start, end} }

func (g glyph) same(u glyph) bool { return g.r == u.r }

// Words around what a text is about: they say that something is done, and which kind of paper comes of it.
var (
	leads = []string{"办理", "申请", "申办", "办", "领"}
	tails = []string{"许可证", "备案", "办证", "许可", "登记", "申领", "申请"}
)

// lead is how many glyphs at the beginning only say that something is done.
func (t opened) lead() int {
	for _, w := range leads {
		if n := utf8.RuneCountInString(w); n+1 < len(t.glyphs) && spells(t.glyphs[:n], w) {
			return n
		}
	}
	return 0
}

// core is what the text is about.
func (t opened) core() (start, end int) {
	start, end = t.lead(), len(t.glyphs)
	for _, w := range tails {
		if n := utf8.RuneCountInString(w); end-n > start && spells(t.glyphs[end-n:], w) {
			return start, end - n
		}
	}
	return start, end
}

func spells(glyphs []glyph, word string) bool {
	i := 0
	for _, r := range word {
		if glyphs[i].r != r {
			return false
		}
		i++
	}
	return true
}

// quoted: the text stands inside what was typed, as in a question.
func (t opened) quoted(q query) (float64, []Span) {
	all := []Span{span(0, len(t.glyphs))}
	if n := len(t.glyphs); n >= 2 && n < len(q.units) && q.chinese > 0 {
		for i := 0; i+n <= len(q.units); i++ {
			if slices.EqualFunc(t.glyphs, q.units[i:i+n], glyph.same) {
				return worthQuoted * (0.8 + 0.2*float64(n)/float64(len(q.units))), all
			}
		}
	}
	if start, end := t.core(); end-start >= 3 && end-start < len(t.glyphs) && q.chinese > 0 {
		for i, n := 0, end-start; i+n <= len(q.units); i++ {
			if slices.EqualFunc(t.glyphs[start:end], q.units[i:i+n], glyph.same) {
				return 0.9 * worthQuoted * (0.8 + 0.2*float64(n)/float64(len(q.units))), []Span{span(start, end)}
			}
		}
	}
	if q.chinese == 0 {
		if letters, _ := sound(t.glyphs); len(letters) >= 6 && len(letters) < len(q.sound) && strings.Contains(string(q.sound), string(letters)) {
			return worthQuoted * 0.8, all
		}
	}
	return 0, nil
}

// slip: one letter of the pinyin, or one character, is wrong, missing, too many, or
// changed places with its neighbour.
func (t opened) slip(q query) (float64, []Span) {
	if q.chinese == 0 && q.letters >= 5 {
		// The lengths of q and of what it fits differ by one at most.
		letters, glyphs := sound(t.glyphs)
		if start, end, ok := near(q.sound, letters); ok {
			from, to := glyphs[start], glyphs[end-1]+1
			return worthSlip * t.place(from, to), []Span{span(from, to)}
		}
	}
	if q.chinese >= 3 && q.chinese == len(q.units) {
		a, b := runes(q.units), runes(t.glyphs)
		if start, end, ok := near(a, b); ok {
			return worthSlip * t.place(start, end), []Span{span(start, end)}
		}
	}
	return 0, nil
}

func runes(glyphs []glyph) []rune {
	out := make([]rune, len(glyphs))
	for i, g := range glyphs {
		out[i] = g.r
	}
	return out
}

// near finds a part of b that becomes a by one slip. The part begins or ends as a does:
// a slip at both ends at once isn't one slip.
func near(a, b []rune) (start, end int, ok bool) {
	for start = range b {
		for _, n := range []int{len(a), len(a) + 1, len(a) - 1} {
			if n >= 1 && start+n <= len(b) && oneSlip(a, b[start:start+n]) {
				return start, start + n, true
			}
		}
	}
	return 0, 0, false
}

// oneSlip reports whether a and b differ by exactly one slip.
func oneSlip(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	restA, restB := a[i:], b[i:]
	switch {
	case len(restA) == 0 && len(restB) == 0:
		return false
	case len(a) > len(b):
		return slices.Equal(restA[1:], restB)
	case len(a) < len(b):
		return slices.Equal(restA, restB[1:])
	case slices.Equal(restA[1:], restB[1:]):
		return true
	}
	return len(restA) >= 2 && restA[0] == restB[1] && restA[1] == restB[0] && slices.Equal(restA[2:], restB[2:])
}

// gaps: the characters stand in the text in this order, not far apart.
func (t opened) gaps(q query) (float64, []Span) {
	if q.chinese < 3 || q.chinese != len(q.units) {
		return 0, nil
	}
	var spans []Span
	i, first := 0, 0
	for g := range t.glyphs {
		if i < len(q.units) && t.glyphs[g].same(q.units[i]) {
			if i == 0 {
				first = g
			}
			spans = append(spans, span(g, g+1))
			if i++; i == len(q.units) {
				spread := g + 1 - first
				if spread > 3*len(q.units) {
					return 0, nil
				}
				return worthGaps * t.place(first, g+1) * (0.7 + 0.3*float64(i)/float64(spread)), join(spans)
			}
		}
	}
	return 0, nil
}

// alike: most pairs of characters of what was asked stand in the text, or most of its letters.
func (t opened) alike(q query) (float64, []Span) {
	if q.chinese == 0 {
		return t.sounding(q)
	}
	if len(q.pairs) == 0 {
		return 0, nil
	}
	var spans []Span
	found := 0
	for _, p := range q.pairs {
		for g := 0; g+1 < len(t.glyphs); g++ {
			if t.glyphs[g].r == p[0] && t.glyphs[g+1].r == p[1] {
				spans = append(spans, span(g, g+2))
				found++
				break
			}
		}
	}
	share := float64(found) / float64(len(q.pairs))
	if share < 0.5 {
		return 0, nil
	}
	return worthAlike * share, join(spans)
}

// sounding: most runs of three letters that were typed stand in the text's reading.
func (t opened) sounding(q query) (float64, []Span) {
	if len(q.sound) < 8 {
		return 0, nil
	}
	letters, glyphs := sound(t.glyphs)
	var spans []Span
	found, runs := 0, len(q.sound)-2
	for i := range runs {
		for l := 0; l+2 < len(letters); l++ {
			if slices.Equal(letters[l:l+3], q.sound[i:i+3]) {
				spans = append(spans, span(glyphs[l], glyphs[l+2]+1))
				found++
				break
			}
		}
	}
	share := float64(found) / float64(runs)
	if share < 0.5 {
		return 0, nil
	}
	return worthAlike * share, join(spans)
}
