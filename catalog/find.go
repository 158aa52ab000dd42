package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Entry is what an item can be found by. Texts are as people read them.
type Entry struct {
	ID          string
	Name        string
	AlsoKnownAs []string // popular names: what people call it
	Themes      []string
	Department  []string // names of departments and offices
	Words       []string // sentences of its guide
}

// Field says in which of an entry's texts something was found.
type Field string

// The texts of an entry, dearest first.
const (
	InName       Field = "name"
	InAlias      Field = "also_known_as"
	InTheme      Field = "theme"
	InDepartment Field = "department"
	InWords      Field = "words"
)

// weights: a popular name is worth as much as the name. What is only mentioned in a guide comes last.
var weights = map[Field]float64{InName: 1, InAlias: 1, InTheme: 0.5, InDepartment: 0.45, InWords: 0.35}

// Hit is an entry that was found, and where.
type Hit struct {
	ID     string
	Score  float64 // 0–1; only good for comparing the hits of one search
	Field  Field
	Text   string // the text it was found in, as it was given
	Ranges []Span // what to highlight in Text
}

// Span is part of a text, in characters (code points) from 0, End not included.
type Span struct{ Start, End int }

// Index finds items by what people type: names, popular names, pinyin in full, by
// initials or mixed, words that sound the same, one slip of the finger, traditional
// characters, and whole questions. It never changes, and is safe for concurrent use.
//
// A text that many items share, such as a theme, is kept and tried once.
type Index struct {
	ids      []string
	alphabet alphabet
	texts    []text
	names    grams // of names, popular names, themes and departments
	guides   grams // of guides
	desks    sync.Pool
}

// NewIndex takes the entries in the order of the catalogue (or of demand): where two
// are found equally well, the earlier comes first.
func NewIndex(entries []Entry) *Index {
	ix := &Index{ids: make([]string, len(entries)), alphabet: newAlphabet(), names: grams{}, guides: grams{}}
	known := map[fieldText]int32{}
	for i, e := range entries {
		ix.ids[i] = e.ID
		add := func(f Field, list ...string) {
			for _, s := range list {
				if s == "" {
					continue
				}
				at, ok := known[fieldText{f, s}]
				if !ok {
					at = int32(len(ix.texts))
					known[fieldText{f, s}] = at
					ix.texts = append(ix.texts, text{field: f, given: s, codes: ix.alphabet.read(s)})
				}
				if of := &ix.texts[at].of; len(*of) == 0 || (*of)[len(*of)-1] != int32(i) {
					*of = append(*of, int32(i))
				}
			}
		}
		add(InName, e.Name)
		add(InAlias, e.AlsoKnownAs...)
		add(InTheme, e.Themes...)
		add(InDepartment, e.Department...)
		add(InWords, e.Words...)
	}
	for i := range ix.texts {
		ix.enter(int32(i))
	}
	ix.desks.New = func() any {
		return &desk{counts: make([]uint16, len(ix.texts)), best: make([]match, len(ix.ids))}
	}
	return ix
}

type fieldText struct {
	Field
	string
}

// Limits of a query: more is no question to a search box.
const (
	maxQuery = 40
	minScore = 0.15
	// What is worth less than this share of the best is noise beside it.
	noise = 0.3
	// One found outright, as it is called or by its sound, makes likenesses noise: 开书店 beside 开饭店.
	outright = 0.6
)

// Find gives the best hits, best first, at most limit (0: 20). Nothing typed, or
// only punctuation, finds nothing.
func (ix *Index) Find(query string, limit int) []Hit {
	if limit <= 0 {
		limit = 20
	}
	f := ix.search(query, nil)
	out := make([]Hit, 0, min(limit, len(f.matches)))
	for _, m := range f.matches[:min(limit, len(f.matches))] {
		out = append(out, ix.hit(f.terms, m))
	}
	return out
}

// found is what a search came to: the best first.
type found struct {
	terms   terms
	matches []match
}

// match is an entry that was found.
type match struct {
	entry int32
	text  int32
	score float32
	loose bool // by likeness
	word  int  // of the query that found it; -1: the whole
}

// search finds entries, of those that keep wants (nil: all).
func (ix *Index) search(query string, keep func(entry int) bool) found {
	out := found{terms: newTerms(query)}
	if len(out.terms.whole.units) == 0 {
		return out
	}
	d := ix.desks.Get().(*desk)
	defer ix.desks.Put(d)
	out.matches = ix.scan(d, out.terms.whole, -1, keep)
	if len(out.terms.words) > 1 {
		out.matches = ix.together(d, out, keep)
	}
	slices.SortFunc(out.matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry, b.entry))
	})
	if len(out.matches) == 0 {
		return out
	}
	best := out.matches[0]
	out.matches = slices.DeleteFunc(out.matches, func(m match) bool {
		return m.score < best.score*noise || m.loose && !best.loose && best.score >= outright
	})
	return out
}

// together takes, of several words, the entries in which each is found: in the mean of what each is worth.
func (ix *Index) together(d *desk, whole found, keep func(int) bool) []match {
	sums := map[int32]*match{}
	counts := map[int32]int{}
	for i, w := range whole.terms.words {
		for _, m := range ix.scan(d, w, i, keep) {
			sum, ok := sums[m.entry]
			switch {
			case counts[m.entry] != i:
				continue // an earlier word isn't in it
			case !ok:
				sums[m.entry] = &m
			default:
				if m.score > sum.score/float32(i) {
					sum.text, sum.word = m.text, m.word
				}
				sum.score += m.score
				sum.loose = sum.loose || m.loose
			}
			counts[m.entry]++
		}
	}
	out := whole.matches
	at := make(map[int32]int, len(out))
	for i, m := range out {
		at[m.entry] = i
	}
	for entry, m := range sums { // in any order: they are sorted later, and no two are of one entry
		if counts[entry] != len(whole.terms.words) {
			continue
		}
		m.score *= 0.95 / float32(len(whole.terms.words))
		i, ok := at[entry]
		switch {
		case !ok:
			out = append(out, *m)
		case m.score > out[i].score:
			out[i] = *m
		}
	}
	return out
}

// hit says of a match what to show and what to mark.
func (ix *Index) hit(t terms, m match) Hit {
	text := ix.texts[m.text]
	h := Hit{ID: ix.ids[m.entry], Score: float64(m.score), Field: text.field, Text: text.given}
	queries := t.words
	if m.word < 0 {
		queries = []query{t.whole}
	}
	open := ix.alphabet.open(nil, &text)
	at := places(text.given)
	for _, q := range queries {
		_, spans, _ := open.match(q)
		for _, s := range spans {
			h.Ranges = append(h.Ranges, Span{at[s.Start], at[s.End-1] + 1})
		}
	}
	h.Ranges = join(h.Ranges)
	return h
}

// weigh is what a score is worth in a text of some kind.
func weigh(f Field, score float64) float32 { return float32(score * weights[f]) }

// terms is a query as a whole and word by word.
type terms struct {
	whole query
	words []query
}

func newTerms(s string) terms {
	t := terms{whole: newQuery(s)}
	for _, w := range strings.Fields(s) {
		if q := newQuery(w); len(q.units) > 0 {
			t.words = append(t.words, q)
		}
	}
	return t
}

// join merges spans that touch or overlap.
func join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
