package api

import (
	"context"

	"banshi/catalog"
)

// Home is the first page.
type Home struct {
	District District   `json:"district"`
	Themes   Doors      `json:"themes"`
	Events   Doors      `json:"events"`
	Popular  []ItemCard `json:"popular" doc:"those wanted most first"`
}

// District is the place.
type District struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

// Doors are themes by kind of applicant.
type Doors struct {
	Person       []Theme `json:"person"`
	Organisation []Theme `json:"organisation"`
}

// Theme is a door to items.
type Theme struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Count int    `json:"count" doc:"how many items are behind it"`
	// A door without items has none.
	Names []string `json:"names,omitempty" doc:"of the first few of them"`
}

// mostPopular is how many of those wanted most the first page names.
const mostPopular = 40

type homeOut struct{ Body Home }

func (h handler) home(ctx context.Context, in *Languages) (*homeOut, error) {
	home, err := h.Home(ctx, in.choice())
	if err != nil {
		return nil, err
	}
	card, err := h.cards(ctx, in.choice())
	if err != nil {
		return nil, err
	}
	out := Home{District: District{home.District.Code, home.District.Title}, Themes: doorsOf(home.Themes), Events: doorsOf(home.Events),
		Popular: make([]ItemCard, min(len(home.Popular), mostPopular))}
	for i, c := range home.Popular[:min(len(home.Popular), mostPopular)] {
		out.Popular[i] = card.of(c)
	}
	return &homeOut{out}, nil
}

func doorsOf(d catalog.Doors) Doors {
	return Doors{Person: themesOf(d.Person), Organisation: themesOf(d.Organisation)}
}

func themesOf(list []catalog.Theme) []Theme {
	out := make([]Theme, len(list))
	for i, t := range list {
		out[i] = Theme(t)
	}
	return out
}
