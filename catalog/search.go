package catalog

import (
	"context"
	"slices"
	"strings"

	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Looking is what somebody looks for. Every part may be empty.
type Looking struct {
	Text      string // a name, a popular name, pinyin or its initials, a question
	Theme     string // id of a theme or an event
	Applicant string // person, organisation
	Filters   []Filter
	Most      int  // of the hits; 0: mostHits
	Asked     bool // the question is whole: if nothing is found, its words are noted
	Language  string
}

// Listing is what was found.
type Listing struct {
	Hits   []Listed // the best first; without a text all that fit, in the order of Home
	Near   []Listed // items that only mention it
	Total  int      // how many hits there are
	Facets []Facet  // what each filter would leave of them
	// Bundles are those found by the words: what several items together are called.
	Bundles []Bundle
	Ask     *Contact // who answers, where there is no hit; nil: there are hits, or nobody is named
}

// Listed is an item found.
type Listed struct {
	Card
	Match *Mark // nil: nothing was asked for by words
}

// Mark says which words matched: of Text the characters (code points) From until To, To not included.
type Mark struct {
	Text     string
	From, To int
}

// mostHits is how many items one search gives, mostNear how many that only mention what was typed.
const (
	mostHits = 50
	mostNear = 20
)

// Search finds items. Codes: unavailable (nothing was imported yet).
func (s *Service) Search(ctx context.Context, look Looking) (Listing, error) {
	h, err := s.open(ctx, look.Language)
	if err != nil {
		return Listing{}, err
	}
	if look.Most <= 0 {
		look.Most = mostHits
	}
	if strings.TrimSpace(look.Text) == "" {
		var list []*shown
		for _, c := range s.popular(ctx, h) {
			if item := h.by[c.ID]; item.fits(look) {
				list = append(list, item)
			}
		}
		return listing(list, look, func(i int) Listed { return Listed{Card: list[i].Card} }), nil
	}
	ix := h.index()
	f := ix.search(look.Text, func(entry int) bool { return h.shelf[entry].fits(look) })
	var list []*shown
	var at []match
	var near []Listed
	for _, m := range f.matches {
		item := &h.shelf[m.entry]
		if ix.texts[m.text].field != InWords {
			list, at = append(list, item), append(at, m)
		} else if passes(&item.Card, look.Filters) && len(near) < mostNear {
			near = append(near, listed(item, ix.hit(f.terms, m)))
		}
	}
	out := listing(list, look, func(i int) Listed { return listed(list[i], ix.hit(f.terms, at[i])) })
	for _, hit := range s.answered(ctx, look) {
		item, there := h.by[hit.ID]
		known := func(l Listed) bool { return l.ID == hit.ID }
		if !there || !item.fits(look) || !passes(&item.Card, look.Filters) || len(near) >= mostNear || slices.ContainsFunc(near, known) || slices.ContainsFunc(out.Hits, known) {
			continue
		}
		near = append(near, listed(item, hit))
	}
	out.Near = near
	out.Bundles = h.bundles(look)
	if look.Asked && out.Total == 0 && len(out.Near) == 0 && look.Theme == "" && len(look.Filters) == 0 {
		s.miss(ctx, look.Text)
	}
	if out.Total == 0 {
		out.Ask = s.contact(h)
	}
	return out, nil
}

// listing counts what was found and takes the first of what passes the filters.
func listing(list []*shown, look Looking, give func(i int) Listed) Listing {
	out := Listing{Facets: facets(list, look.Filters)}
	for i, item := range list {
		if !passes(&item.Card, look.Filters) {
			continue
		}
		if out.Total++; out.Total <= look.Most {
			out.Hits = append(out.Hits, give(i))
		}
	}
	return out
}

func listed(item *shown, hit Hit) Listed {
	l := Listed{Card: item.Card, Match: &Mark{Text: hit.Text}}
	if len(hit.Ranges) > 0 {
		l.Match.From, l.Match.To = hit.Ranges[0].Start, hit.Ranges[0].End
	}
	return l
}

// Entries are what the items in force are found by, in the order of their ids. Codes: unavailable.
func (s *Service) Entries(ctx context.Context, language string) ([]Entry, error) {
	h, err := s.open(ctx, language)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(h.shelf))
	for i := range h.shelf {
		out[i] = *h.shelf[i].entry
	}
	return out, nil
}

// fits tells whether an item stands where one looks: under the theme, else where that kind of
// applicant looks for it. A person may look for what only an organisation of hers can apply for.
func (s *shown) fits(look Looking) bool {
	switch {
	case look.Theme != "":
		return s.under(look.Theme, look.Applicant)
	case look.Applicant == "" || slices.Contains(s.Applicants, look.Applicant):
		return true
	case look.Applicant == person:
		return len(s.person) > 0
	}
	return len(s.organisation) > 0
}

// doorNames are what the themes and events are called under which an item stands.
func (s *shown) doorNames(c *spec.Catalogue) []string {
	var out []string
	for _, table := range []spec.ThemeTable{c.Catalog.Themes, c.Catalog.Events} {
		for _, t := range table.Person {
			if s.under(t.ID.S, person) {
				out = append(out, t.Title.S)
			}
		}
		for _, t := range table.Organisation {
			if s.under(t.ID.S, organisation) {
				out = append(out, t.Title.S)
			}
		}
	}
	return out
}

// entryOf gathers what an item can be found by. Chinese names find it in every language: they are
// what it is called here.
func entryOf(r record, p, chinese *plan.Plan, spoken, written *spec.Catalogue) Entry {
	s := shown{person: r.Person, organisation: r.Organisation}
	e := Entry{ID: p.ID, Name: p.Name, AlsoKnownAs: p.AlsoKnownAs, Department: []string{p.Department.Title}}
	if p != chinese {
		e.AlsoKnownAs = append(append(append([]string{}, p.AlsoKnownAs...), chinese.Name), chinese.AlsoKnownAs...)
	}
	cats := []*spec.Catalogue{spoken}
	if spoken != written {
		cats = append(cats, written)
		e.Department = append(e.Department, chinese.Department.Title)
	}
	for _, c := range cats {
		for _, d := range c.Catalog.Departments {
			if d.ID.S == p.Department.ID && d.Short.S != "" {
				e.Department = append(e.Department, d.Short.S)
			}
		}
		e.Themes = append(e.Themes, s.doorNames(c)...)
	}
	e.Words = append(e.Words, p.Guide.Authority, p.Guide.Reach)
	for _, qa := range p.Guide.FAQ {
		e.Words = append(e.Words, qa.Ask, qa.Answer)
	}
	for _, f := range p.Guide.Pitfalls {
		e.Words = append(e.Words, f.Fault, f.Mend)
	}
	for _, m := range p.Materials {
		e.Words = append(e.Words, m.Title)
	}
	for _, r := range p.Results {
		e.Words = append(e.Words, r.Title)
	}
	return e
}
