package catalog

import (
	"cmp"
	"slices"
	"strings"
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
type Index struct {
	entries []indexed
}

type indexed struct {
	id    string
	texts []text // name and popular names first
}

// NewIndex takes the entries in the order of the catalogue (or of demand): where two
// are found equally well, the earlier comes first.
func NewIndex(entries []Entry) *Index {
	ix := &Index{entries: make([]indexed, len(entries))}
	for i, e := range entries {
		in := indexed{id: e.ID, texts: []text{newText(InName, e.Name)}}
		add := func(f Field, list []string) {
			for _, s := range list {
				if s != "" {
					in.texts = append(in.texts, newText(f, s))
				}
			}
		}
		add(InAlias, e.AlsoKnownAs)
		add(InTheme, e.Themes)
		add(InDepartment, e.Department)
		add(InWords, e.Words)
		ix.entries[i] = in
	}
	return ix
}

// Limits of a query: more is no question to a search box.
const (
	maxQuery = 40
	minScore = 0.15
)

// Find gives the best hits, best first, at most limit (0: 20). Nothing typed, or
// only punctuation, finds nothing.
func (ix *Index) Find(query string, limit int) []Hit {
	if limit <= 0 {
		limit = 20
	}
	terms := newTerms(query)
	if len(terms.whole.units) == 0 {
		return nil
	}
	type ranked struct {
		Hit
		order int
	}
	var hits []ranked
	for i, e := range ix.entries {
		if h, ok := e.find(terms); ok {
			hits = append(hits, ranked{h, i})
		}
	}
	slices.SortStableFunc(hits, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.order, b.order))
	})
	// One that is found outright makes mere likenesses noise.
	out := make([]Hit, 0, min(limit, len(hits)))
	for _, h := range hits {
		if len(out) == limit || h.Score < hits[0].Score*0.3 {
			break
		}
		out = append(out, h.Hit)
	}
	return out
}

// find is the entry's best text for the whole query or, of several words, for each.
func (e *indexed) find(t terms) (Hit, bool) {
	best, ok := e.best(t.whole)
	if len(t.words) < 2 {
		return best, ok
	}
	var sum float64
	var merged Hit
	for i, w := range t.words {
		h, found := e.best(w)
		if !found {
			return best, ok
		}
		sum += h.Score
		if i == 0 || h.Text != merged.Text {
			if i == 0 || h.Score > merged.Score {
				merged = h
			}
			continue
		}
		merged.Ranges = join(append(merged.Ranges, h.Ranges...))
	}
	merged.Score = 0.95 * sum / float64(len(t.words))
	if !ok || merged.Score > best.Score {
		return merged, true
	}
	return best, ok
}

func (e *indexed) best(q query) (Hit, bool) {
	var best Hit
	for i := range e.texts {
		t := &e.texts[i]
		if weights[t.field] <= best.Score {
			continue // even a perfect match would be worth no more
		}
		score, spans := t.match(q)
		if score *= weights[t.field]; score > best.Score {
			best = Hit{ID: e.id, Score: score, Field: t.field, Text: t.given, Ranges: spans}
		}
	}
	return best, best.Score >= minScore
}

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
