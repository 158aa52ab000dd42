package api

import (
	"context"

	"banshi/catalog"
)

// Items is what was found.
type Items struct {
	Query string     `json:"query"`
	Hits  []Hit      `json:"hits" doc:"the best first"`
	Near  []ItemCard `json:"near" doc:"what may have been meant"`
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
}

type itemsOut struct{ Body Items }

func (h handler) items(ctx context.Context, in *itemsIn) (*itemsOut, error) {
	list, err := h.Search(ctx, catalog.Looking{Text: in.Query, Theme: in.Theme, Applicant: in.Applicant, Language: in.choice()})
	if err != nil {
		return nil, err
	}
	out := Items{Query: in.Query, Hits: make([]Hit, len(list.Hits)), Near: make([]ItemCard, len(list.Near))}
	for i, l := range list.Hits {
		out.Hits[i].ItemCard = cardOf(l.Card)
		if l.Match != nil {
			out.Hits[i].Match = &Match{Text: l.Match.Text, From: l.Match.From, To: l.Match.To}
		}
	}
	for i, l := range list.Near {
		out.Near[i] = cardOf(l.Card)
	}
	return &itemsOut{out}, nil
}
