package catalog

import (
	"cmp"
	"context"
	"slices"
	"strings"
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
		for id, r := range e.shelf.Items {
			if slices.Contains(r.Gives, x.ID) {
				x.Items = append(x.Items, id)
			}
		}
		slices.SortFunc(x.Items, func(a, b string) int { return cmp.Or(renews(e, b)-renews(e, a), strings.Compare(a, b)) })
		out = append(out, x)
	}
	return out, nil
}

// renews is 1 where the name of an item says that it renews.
func renews(e *edition, id string) int {
	name := e.shelf.Items[id].Languages[Chinese].Card.Name
	for _, word := range []string{"延续", "换发", "续期", "续办"} {
		if strings.Contains(name, word) {
			return 1
		}
	}
	return 0
}
