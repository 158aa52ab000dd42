package catalog

import (
	"context"
	"slices"
	"strings"

	"banshi/engine/spec"
)

// Licence is a kind of licence, as far as its holders go.
type Licence struct {
	ID      string
	Title   string
	Holders []string // person, organisation; none: both
	Items   []string // that give it, those that say so in their name (延续, 换发, 续期) first
}

// Licences lists every kind of licence of the folder imported last. Codes: unavailable (nothing was imported yet).
func (s *Service) Licences(ctx context.Context) ([]Licence, error) {
	e, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	var out []Licence
	for _, l := range e.Spec.Licences {
		x := Licence{ID: l.ID.S, Title: l.Title.S}
		for _, h := range l.Holders {
			x.Holders = append(x.Holders, h.S)
		}
		for _, i := range e.Spec.Items {
			for _, r := range i.Handling.Result {
				if r.Licence.S == x.ID && !slices.Contains(x.Items, i.ID.S) {
					x.Items = append(x.Items, i.ID.S)
				}
			}
		}
		slices.SortStableFunc(x.Items, func(a, b string) int { return renews(e.Spec.Items, b) - renews(e.Spec.Items, a) })
		out = append(out, x)
	}
	return out, nil
}

// renews is 1 where the name of an item says that it renews.
func renews(items []*spec.Item, id string) int {
	i := slices.IndexFunc(items, func(i *spec.Item) bool { return i.ID.S == id })
	for _, word := range []string{"延续", "换发", "续期", "续办"} {
		if strings.Contains(items[i].Name.S, word) {
			return 1
		}
	}
	return 0
}
