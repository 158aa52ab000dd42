package catalog

import "slices"

// grams lead from a small part of what is typed to the texts that have it. They only pick which texts are
// worth trying: what a text is worth is for match to say.
type grams map[uint64][]int32

// Kinds of parts.
const (
	onePair     uint64 = iota // two characters beside each other
	oneChar                   // a character
	oneSounding               // two syllables beside each other
	oneSound                  // three letters of the reading
	oneInitials               // two initials beside each other
	oneFirst                  // the initial with which the text begins
)

// mostTried is how many texts are tried for one query, of names and of guides each.
const mostTried = 240

// mostReadings bounds what is entered for a character of many readings.
const mostReadings = 3

func gram(kind uint64, a, b, c rune) uint64 {
	return kind<<60 | uint64(a)<<40 | uint64(b)<<20 | uint64(c)
}

// enter writes a text into the grams that lead to it.
func (ix *Index) enter(at int32) {
	t := &ix.texts[at]
	glyphs := ix.alphabet.open(nil, t).glyphs
	to := ix.names
	if t.field == InWords {
		to = ix.guides
	}
	enter := func(g uint64) {
		if list := to[g]; len(list) == 0 || list[len(list)-1] != at {
			to[g] = append(list, at)
		}
	}
	for i := 0; i+1 < len(glyphs); i++ {
		enter(gram(onePair, glyphs[i].r, glyphs[i+1].r, 0))
	}
	if t.field == InWords {
		return // a guide is searched by its characters only
	}
	for i, g := range glyphs {
		enter(gram(oneChar, g.r, 0, 0))
		for _, a := range sounds(g) {
			if i == 0 {
				enter(gram(oneFirst, initial(a), 0, 0))
			}
			if i+1 == len(glyphs) {
				continue
			}
			for _, b := range sounds(glyphs[i+1]) {
				enter(gram(oneSounding, syllable(a), syllable(b), 0))
				enter(gram(oneInitials, initial(a), initial(b), 0))
			}
		}
	}
	letters, _ := sound(glyphs)
	for i := 0; i+2 < len(letters); i++ {
		enter(gram(oneSound, letters[i], letters[i+1], letters[i+2]))
	}
}

// sounds are the readings of a glyph that are entered; itself where it has none.
func sounds(g glyph) []string {
	if len(g.read) == 0 {
		return []string{string(g.r)}
	}
	return g.read[:min(len(g.read), mostReadings)]
}

func initial(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// syllable packs a reading into a number: five letters are enough to tell all of them apart but a few.
func syllable(s string) rune {
	var out rune
	for _, r := range s {
		out = (out*31 + r) & 0xfffff
	}
	return out
}

// part is a gram of a query, and how much it says.
type part struct {
	gram   uint64
	weight uint16
}

// parts of a query: of what it is about, not of the words around it, which would lead to everything that is asked
// in the same way.
func (q query) parts() (names, guides []part) {
	var out []part
	add := func(weight uint16, g uint64) {
		if !slices.ContainsFunc(out, func(p part) bool { return p.gram == g }) {
			out = append(out, part{g, weight})
		}
	}
	about := 0
	for _, units := range q.told {
		for _, u := range units {
			if u.read != nil {
				about++
			}
		}
	}
	for _, units := range q.told {
		for i := 0; i+1 < len(units); i++ {
			a, b := units[i], units[i+1]
			if letter(a) && letter(b) {
				continue
			}
			add(3, gram(onePair, a.r, b.r, 0))
			guides = append(guides, part{gram(onePair, a.r, b.r, 0), 1})
			for _, x := range sounds(a) {
				for _, y := range sounds(b) {
					add(2, gram(oneSounding, syllable(x), syllable(y), 0))
				}
			}
		}
		if about < 5 {
			for _, u := range units {
				if !letter(u) {
					add(1, gram(oneChar, u.r, 0, 0))
				}
			}
		}
		for i := range units {
			if !letter(units[i]) {
				continue
			}
			if i+2 < len(units) && letter(units[i+1]) && letter(units[i+2]) {
				add(2, gram(oneSound, units[i].r, units[i+1].r, units[i+2].r))
			}
			if i+1 < len(units) && letter(units[i+1]) && q.letters <= mostInitials {
				add(2, gram(oneInitials, units[i].r, units[i+1].r, 0))
			}
		}
	}
	if len(q.units) <= 2 && len(q.units) > 0 && letter(q.units[0]) {
		add(1, gram(oneFirst, q.units[0].r, 0, 0))
	}
	return out, guides
}

// mostInitials is how many letters may be meant as initials.
const mostInitials = 10

func letter(g glyph) bool { return g.r >= 'a' && g.r <= 'z' }

// desk is what one search writes on. It is wiped by whoever wrote on it.
type desk struct {
	counts  []uint16 // by text: what its parts say
	touched []int32
	best    []match // by entry
	entries []int32 // that have a best
	glyphs  []glyph
}

// likely picks the texts worth trying: those with the most of what is typed, the shorter and the earlier
// first.
func (ix *Index) likely(d *desk, from grams, parts []part, keep func(int) bool) []int32 {
	d.touched = d.touched[:0]
	most := uint16(0)
	for _, p := range parts {
		for _, t := range from[p.gram] {
			if d.counts[t] == 0 {
				d.touched = append(d.touched, t)
			}
			d.counts[t] += p.weight
			most = max(most, d.counts[t])
		}
	}
	// By counting: the list is long, and most of it is not worth sorting.
	sizes := make([]int, most+1)
	for _, t := range d.touched {
		sizes[d.counts[t]]++
	}
	enough, n := most, 0
	for ; enough > most/4 && enough > 0; enough-- {
		if n += sizes[enough]; n >= mostTried {
			break
		}
	}
	var out []int32
	for _, t := range d.touched {
		if d.counts[t] >= max(enough, 1) && (keep == nil || slices.ContainsFunc(ix.texts[t].of, func(e int32) bool { return keep(int(e)) })) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b int32) int {
		if d.counts[a] != d.counts[b] {
			return int(d.counts[b]) - int(d.counts[a])
		}
		if la, lb := len(ix.texts[a].codes), len(ix.texts[b].codes); la != lb {
			return la - lb
		}
		return int(a - b)
	})
	for _, t := range d.touched {
		d.counts[t] = 0
	}
	return out[:min(len(out), mostTried)]
}

// scan is each entry's best text for a query.
func (ix *Index) scan(d *desk, q query, word int, keep func(int) bool) []match {
	names, guides := q.parts()
	d.entries = d.entries[:0]
	for _, list := range [][]int32{ix.likely(d, ix.names, names, keep), ix.likely(d, ix.guides, guides, keep)} {
		for _, at := range list {
			t := &ix.texts[at]
			open := ix.alphabet.open(d.glyphs, t)
			d.glyphs = open.glyphs
			score, _, loose := open.match(q)
			worth := weigh(t.field, score)
			if worth < minScore {
				continue
			}
			for _, e := range t.of {
				if keep != nil && !keep(int(e)) {
					continue
				}
				switch b := &d.best[e]; {
				case b.score == 0:
					d.entries = append(d.entries, e)
					*b = match{entry: e, text: at, score: worth, loose: loose, word: word}
				case worth > b.score || worth == b.score && at < b.text:
					*b = match{entry: e, text: at, score: worth, loose: loose, word: word}
				}
			}
		}
	}
	out := make([]match, len(d.entries))
	for i, e := range d.entries {
		out[i] = d.best[e]
		d.best[e] = match{}
	}
	return out
}
