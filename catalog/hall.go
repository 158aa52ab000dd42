package catalog

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"banshi/engine/spec"
)

// District is the place that the catalogue is of.
type District struct {
	Code, Title string
	Zone        *time.Location // its days are the days of the law here
}

// Theme is a door to items: a theme, or an event in somebody's life.
type Theme struct {
	ID, Title string
	Count     int      // how many items are behind it
	Names     []string // of the first few of them, to say what is meant
}

// Doors are themes by kind of applicant, in the order of the catalogue. A theme without items is
// among them: whether to show it is for the channel to decide.
type Doors struct {
	Person, Organisation []Theme
}

// Home is what a channel's first page shows.
type Home struct {
	District District
	Themes   Doors
	Events   Doors
	Popular  []Card // every item, those wanted most first
}

// hall is what is in force on a day, evaluated and sorted in one language. It is made anew when
// anything of it changes.
type hall struct {
	key      hallKey
	district District
	spec     *spec.Catalogue // in the language
	written  *spec.Catalogue // in Chinese
	shelf    []shown         // in the order of ids
	by       map[string]*shown
	index    func() *Index // made when somebody first looks for something

	bundleIndex func() *Index
}

// hallKey is what a hall hangs on: what is in force changes with an import, and with the day.
type hallKey struct {
	today, folder string
	turn          int64
}

// shown is one item of the hall.
type shown struct {
	Card
	person, organisation []string // themes and events
	place                int      // in the catalogue's own order
	entry                *Entry
}

// District is that of the folder imported last. Codes: unavailable (nothing was imported yet).
func (s *Service) District(ctx context.Context) (District, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return District{}, err
	}
	return e.district(Chinese), nil
}

func (e *edition) district(language string) District {
	d := e.In(language).Catalog.District
	return District{Code: d.Code.S, Title: d.Title.S, Zone: e.zone}
}

// Home gives what the first page shows, in a language. Codes: unavailable (nothing was imported yet).
func (s *Service) Home(ctx context.Context, language string) (Home, error) {
	h, err := s.open(ctx, language)
	if err != nil {
		return Home{}, err
	}
	themes, events := h.spec.Catalog.Themes, h.spec.Catalog.Events
	return Home{
		District: h.district,
		Themes:   Doors{h.doors(themes.Person, person), h.doors(themes.Organisation, organisation)},
		Events:   Doors{h.doors(events.Person, person), h.doors(events.Organisation, organisation)},
		Popular:  s.popular(ctx, h),
	}, nil
}

// Kinds of applicant, in the words of definitions.
const (
	person       = "person"
	organisation = "organisation"
)

// mostNames is how many items a door names.
const mostNames = 2

func (h *hall) doors(list []spec.Named, kind string) []Theme {
	out := make([]Theme, len(list))
	for i, t := range list {
		var behind []*shown
		for j := range h.shelf {
			if h.shelf[j].under(t.ID.S, kind) {
				behind = append(behind, &h.shelf[j])
			}
		}
		slices.SortStableFunc(behind, func(a, b *shown) int { return cmp.Compare(guideOnly(a), guideOnly(b)) })
		out[i] = Theme{ID: t.ID.S, Title: t.Title.S, Count: len(behind)}
		for _, item := range behind[:min(len(behind), mostNames)] {
			out[i].Names = append(out[i].Names, item.Name)
		}
	}
	return out
}

// under tells whether an item stands under a theme, for a kind of applicant ("" any).
func (s *shown) under(theme, kind string) bool {
	return kind != organisation && slices.Contains(s.person, theme) || kind != person && slices.Contains(s.organisation, theme)
}

// popular puts what people want most in front. Where nobody knows what that is, and among equals, the
// catalogue's own order stands: the doors as it lists them, events of life before themes. What has only
// a guide comes after what can be applied for here.
func (s *Service) popular(ctx context.Context, h *hall) []Card {
	var wanted map[string]int
	if s.demand != nil {
		var err error
		if wanted, err = s.demand(ctx); err != nil { // without it the page is as good
			s.log.WarnContext(ctx, "what is wanted most isn't known", "error", err)
		}
	}
	list := make([]*shown, len(h.shelf))
	for i := range h.shelf {
		list[i] = &h.shelf[i]
	}
	slices.SortStableFunc(list, func(a, b *shown) int {
		return cmp.Or(cmp.Compare(wanted[b.ID], wanted[a.ID]), cmp.Compare(guideOnly(a), guideOnly(b)), cmp.Compare(a.place, b.place))
	})
	out := make([]Card, len(list))
	for i, item := range list {
		out[i] = item.Card
	}
	return out
}

func guideOnly(s *shown) int {
	if s.Entry == nil {
		return 0
	}
	return 1
}

// placeOf is where an item stands in the catalogue's own order: the first of its doors, those of persons
// and of organisations side by side.
func placeOf(s *shown, c spec.Catalog) int {
	place := 0
	for _, table := range []spec.ThemeTable{c.Events, c.Themes} {
		for i := range max(len(table.Person), len(table.Organisation)) {
			if i < len(table.Person) && s.under(table.Person[i].ID.S, person) || i < len(table.Organisation) && s.under(table.Organisation[i].ID.S, organisation) {
				return place + i
			}
		}
		place += max(len(table.Person), len(table.Organisation))
	}
	return place
}

// open gives the hall as it is today. Whether anything changed is asked of the store each time, so that two
// programs on one database show the same; the rest is kept while nothing did.
func (s *Service) open(ctx context.Context, language string) (*hall, error) {
	turn, err := s.store.Turn(ctx) // first: whatever is published meanwhile is seen by the next one
	if err != nil {
		return nil, fmt.Errorf("catalog: last import: %w", err)
	}
	newest, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	key := hallKey{today: newest.today(s.clock()), folder: newest.id, turn: turn}
	s.mu.Lock()
	was := s.halls[language]
	s.mu.Unlock()
	if was != nil && was.key == key {
		return was, nil
	}
	heads, err := s.store.Heads(ctx, key.today, "")
	if err != nil {
		return nil, fmt.Errorf("catalog: what is in force: %w", err)
	}
	h := &hall{key: key, district: newest.district(language), spec: newest.In(language), written: newest.Spec}
	for _, head := range heads {
		if head.Withdrawn {
			continue
		}
		r, err := s.record(ctx, head.Version, newest, key.today)
		if err != nil {
			// One item that can't be opened must not close the hall.
			s.log.ErrorContext(ctx, "an item is left out of the hall", "item", head.Item, "version", head.Number, "error", err)
			continue
		}
		h.shelf = append(h.shelf, show(r, language, newest.Spec.Catalog))
	}
	h.arrange()
	s.keep(language, h)
	return h, nil
}

// record is what is known of a version: from the shelf of a folder in which it means the same, else
// worked out now.
func (s *Service) record(ctx context.Context, v Version, newest *edition, today string) (record, error) {
	r, ok := newest.shelf.Items[v.Item]
	if !ok || r.Digest != v.Digest {
		e, err := s.edition(ctx, v.Pack)
		if err != nil {
			return record{}, err
		}
		r, ok = e.shelf.Items[v.Item]
	}
	if ok && r.Digest == v.Digest && (r.Day == today || !r.Daily) {
		return r, nil
	}
	d, err := s.definition(ctx, v, newest)
	if err != nil {
		return record{}, err
	}
	return recordOf(d.ready, d.ready.Spec, d.ready.Translations(), newest, today)
}

func show(r record, language string, c spec.Catalog) shown {
	w := r.speak(language)
	item := shown{Card: w.Card, person: r.Person, organisation: r.Organisation, entry: &w.Entry}
	item.place = placeOf(&item, c)
	return item
}

// arrange makes what items are found by.
func (h *hall) arrange() {
	h.by = make(map[string]*shown, len(h.shelf))
	for i := range h.shelf {
		h.by[h.shelf[i].ID] = &h.shelf[i]
	}
	h.bundleIndex = sync.OnceValue(h.indexBundles)
	h.index = sync.OnceValue(func() *Index {
		entries := make([]Entry, len(h.shelf))
		for i := range h.shelf {
			entries[i] = *h.shelf[i].entry
		}
		return NewIndex(entries)
	})
}

// mostLanguages bounds what is kept: the language of a request is any text.
const mostLanguages = 8

func (s *Service) keep(language string, h *hall) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.halls == nil || len(s.halls) >= mostLanguages {
		s.halls = map[string]*hall{}
	}
	s.halls[language] = h
}
