package api

import (
	"context"
	"time"

	"banshi/catalog"
)

// Items is what was found.
type Items struct {
	Query string     `json:"query"`
	Hits  []Hit      `json:"hits" doc:"the best first"`
	Near  []ItemCard `json:"near" doc:"what may have been meant"`
	Total int        `json:"total" doc:"how many hits there are"`
	// In the order in which they are shown.
	Filters []Filter `json:"filters"`
	Bundles []Bundle `json:"bundles,omitempty" doc:"what several items together are called (一件事)"`
	Ask     *Contact `json:"ask,omitempty" doc:"who answers questions, where there is no hit"`
}

// Bundle is several items done as one.
type Bundle struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	AlsoKnownAs []string   `json:"alsoKnownAs"`
	Items       []ItemCard `json:"items" doc:"in the order in which they are done"`
}

// Contact is the desk that answers.
type Contact struct {
	Title string `json:"title"`
	Phone string `json:"phone"`
	Hours string `json:"hours,omitempty"`
	Open  *bool  `json:"open,omitempty" doc:"now; absent where its hours can't be told"`
	Opens string `json:"opens,omitempty" doc:"when it opens next: 2026-11-30T09:00"`
}

func contactOf(c *catalog.Contact) *Contact {
	if c == nil {
		return nil
	}
	out := &Contact{Title: c.Title, Phone: c.Phone, Hours: c.Hours}
	if c.Open != nil {
		out.Open = &c.Open.Now
		if !c.Open.Next.IsZero() {
			out.Opens = c.Open.Next.Format("2006-01-02T15:04")
		}
	}
	return out
}

func (s cards) bundles(list []catalog.Bundle) []Bundle {
	out := make([]Bundle, len(list))
	for i, b := range list {
		out[i] = Bundle{ID: b.ID, Title: b.Title, AlsoKnownAs: b.AlsoKnownAs, Items: make([]ItemCard, len(b.Items))}
		for j, c := range b.Items {
			out[i].Items[j] = s.of(c)
		}
	}
	return out
}

// Filter narrows what is found, by what was worked out of the definitions.
type Filter struct {
	ID      string `json:"id" enum:"zero,once,instant,batch"`
	On      bool   `json:"on"`
	Count   int    `json:"count" doc:"hits with it, beside the others that are on"`
	Without int    `json:"without" doc:"hits without it"`
}

// Hit is an item that was found, and by which words.
type Hit struct {
	ItemCard
	Match *Match `json:"match,omitempty"`
}

// Match says what to mark: in text, the characters from (included) until to (not), counted in Unicode
// code points.
type Match struct {
	Text string `json:"text"`
	From int    `json:"from"`
	To   int    `json:"to"`
}

type itemsIn struct {
	Languages
	Query     string `query:"q" maxLength:"100" doc:"a name, a popular name, pinyin or its initials"`
	Theme     string `query:"theme" maxLength:"64" doc:"id of a theme or event of the home page"`
	Applicant string `query:"applicant" enum:"person,organisation"`
	// Each once, apart by commas.
	Filter []string `query:"filter" maxItems:"4" enum:"zero,once,instant,batch" doc:"visits at most 0 or 1, decided at once, handed in between two days"`
	Asked  bool     `query:"asked" doc:"the question is whole, not half typed: where nothing is found its words are noted, without a name"`
	Show   int      `query:"show" minimum:"1" maximum:"500" default:"50" doc:"how many hits at most"`
}

// Missed are words for which nothing was found.
type Missed struct {
	Words string    `json:"words" doc:"masked"`
	Count int       `json:"count"`
	Last  time.Time `json:"last"`
}

type missedOut struct {
	Body struct {
		Missed []Missed `json:"missed" doc:"those asked most first"`
	}
}

func (h handler) missed(ctx context.Context, _ *struct{}) (*missedOut, error) {
	list, err := h.Service.Missed(ctx, h.actor(ctx))
	if err != nil {
		return nil, err
	}
	out := &missedOut{}
	out.Body.Missed = make([]Missed, len(list))
	for i, m := range list {
		out.Body.Missed[i] = Missed(m)
	}
	return out, nil
}

type itemsOut struct{ Body Items }

func (h handler) items(ctx context.Context, in *itemsIn) (*itemsOut, error) {
	look := catalog.Looking{Text: in.Query, Theme: in.Theme, Applicant: in.Applicant, Most: in.Show, Asked: in.Asked, Language: in.choice()}
	for _, f := range in.Filter {
		look.Filters = append(look.Filters, catalog.Filter(f))
	}
	list, err := h.Search(ctx, look)
	if err != nil {
		return nil, err
	}
	card, err := h.cards(ctx, look.Language)
	if err != nil {
		return nil, err
	}
	out := Items{Query: in.Query, Hits: make([]Hit, len(list.Hits)), Near: make([]ItemCard, len(list.Near)), Total: list.Total, Filters: make([]Filter, len(list.Facets))}
	for i, l := range list.Hits {
		out.Hits[i].ItemCard = card.of(l.Card)
		if l.Match != nil {
			out.Hits[i].Match = &Match{Text: l.Match.Text, From: l.Match.From, To: l.Match.To}
		}
	}
	for i, f := range list.Facets {
		out.Filters[i] = Filter{ID: string(f.Filter), On: f.On, Count: f.Count, Without: f.Without}
	}
	for i, l := range list.Near {
		out.Near[i] = card.of(l.Card)
	}
	out.Bundles, out.Ask = card.bundles(list.Bundles), contactOf(list.Ask)
	return &itemsOut{out}, nil
}
