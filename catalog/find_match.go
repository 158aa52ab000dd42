package catalog

import (
	"slices"
	"strings"
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

// match is how well the query fits the text, 0–1, and what to highlight.
func (t *text) match(q query) (float64, []Span) {
	if len(t.glyphs) == 0 {
		return 0, nil
	}
	if score, span := t.straight(q); score > 0 {
		return score, []Span{span}
	}
	if t.field != InName && t.field != InAlias {
		return 0, nil // likenesses in long texts are chance
	}
	var best float64
	var spans []Span
	for _, way := range []func(query) (float64, []Span){t.quoted, t.slip, t.gaps, t.alike} {
		if score, s := way(q); score > best {
			best, spans = score, s
		}
	}
	return best, spans
}

// straight finds the whole query as a run of the text, typed in any way.
func (t *text) straight(q query) (float64, Span) {
	var best float64
	var span Span
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
			best, span = score, t.span(start, end)
		}
	}
	return best, span
}

// place: the whole text is best, its beginning better than its middle, and of two the shorter text.
func (t *text) place(start, end int) float64 {
	share := float64(end-start) / float64(len(t.glyphs))
	switch {
	case start == 0 && end == len(t.glyphs):
		return 1
	case start == 0:
		return 0.80 + 0.10*share
	}
	return 0.65 + 0.10*share
}

// run lets the text's glyphs from start take up the query, and gives the cheapest
// way. reached[i] is the least cost at which the glyphs so far take up i units.
func (t *text) run(q query, start int) (end int, cost float64, ok bool) {
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

func (g glyph) same(u glyph) bool { return g.r == u.r }

// quoted: the text stands inside what was typed, as in a question.
func (t *text) quoted(q query) (float64, []Span) {
	all := []Span{t.span(0, len(t.glyphs))}
	if n := len(t.glyphs); n >= 2 && n < len(q.units) && q.chinese > 0 {
		for i := 0; i+n <= len(q.units); i++ {
			if slices.EqualFunc(t.glyphs, q.units[i:i+n], glyph.same) {
				return worthQuoted * (0.8 + 0.2*float64(n)/float64(len(q.units))), all
			}
		}
	}
	if q.chinese == 0 && len(t.sound) >= 6 && len(t.sound) < len(q.sound) && strings.Contains(string(q.sound), string(t.sound)) {
		return worthQuoted * 0.8, all
	}
	return 0, nil
}

// slip: one letter of the pinyin, or one character, is wrong, missing, too many, or
// changed places with its neighbour.
func (t *text) slip(q query) (float64, []Span) {
	if q.chinese == 0 && q.letters >= 5 {
		// The lengths of q and of what it fits differ by one at most.
		if start, end, ok := near(q.sound, t.sound); ok {
			from, to := t.from[start], t.from[end-1]+1
			return worthSlip * t.place(from, to), []Span{t.span(from, to)}
		}
	}
	if q.chinese >= 3 && q.chinese == len(q.units) {
		a, b := runes(q.units), runes(t.glyphs)
		if start, end, ok := near(a, b); ok {
			return worthSlip * t.place(start, end), []Span{t.span(start, end)}
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
func (t *text) gaps(q query) (float64, []Span) {
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
			spans = append(spans, t.span(g, g+1))
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

// alike: most pairs of characters of what was asked stand in the text.
func (t *text) alike(q query) (float64, []Span) {
	if len(q.pairs) == 0 || q.chinese == 0 {
		return 0, nil
	}
	var spans []Span
	found := 0
	for _, p := range q.pairs {
		for g := 0; g+1 < len(t.glyphs); g++ {
			if t.glyphs[g].r == p[0] && t.glyphs[g+1].r == p[1] {
				spans = append(spans, t.span(g, g+2))
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
