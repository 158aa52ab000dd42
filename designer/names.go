package designer

import (
	"context"
	"slices"

	"banshi/engine/mode"
	"banshi/engine/spec"
	"banshi/runtime/base/actor"
)

// Name is something that an item may name, as its author calls it.
type Name struct {
	ID, Title string
	Cells     []Name // of a source or licence: what a record of it says
}

// Names are what an item may name of its catalogue, by what it is: department, fragment, source, licence, codes, role,
// person and organisation (themes), step. Each is a list in the order of the catalogue.
type Names map[string][]Name

// Names lists what the item of a draft may name. Codes: not_found, unauthenticated.
func (s *Service) Names(ctx context.Context, who actor.Actor, id string) (Names, error) {
	_, b, err := s.find(ctx, who, id)
	if err != nil {
		return nil, err
	}
	cat := b.Spec
	return Names{
		"department":   listed(cat.Catalog.Departments, func(d spec.Department) Name { return nameOf(d.ID, d.Title) }),
		"fragment":     listed(cat.Fragments, func(f *spec.Fragment) Name { return nameOf(f.ID, f.Title) }),
		"source":       listed(cat.Sources, func(x *spec.Source) Name { return Name{x.ID.S, x.Title.S, listed(x.Fields, cell)} }),
		"licence":      listed(cat.Licences, func(l *spec.Licence) Name { return Name{l.ID.S, l.Title.S, listed(l.Fields, cell)} }),
		"codes":        listed(cat.Codes, func(c *spec.Codes) Name { return nameOf(c.ID, c.Title) }),
		"role":         listed(cat.Catalog.Roles, calledSo),
		"person":       listed(cat.Catalog.Themes.Person, calledSo),
		"organisation": listed(cat.Catalog.Themes.Organisation, calledSo),
		"step":         presets(),
	}, nil
}

func calledSo(n spec.Named) Name { return nameOf(n.ID, n.Title) }

func cell(f spec.Field) Name { return nameOf(f.ID, f.Title) }

func nameOf(id spec.Word, title spec.Text) Name { return Name{ID: id.S, Title: title.S} }

func listed[T any](list []T, of func(T) Name) []Name {
	out := make([]Name, len(list))
	for i, x := range list {
		out[i] = of(x)
		if out[i].Title == "" {
			out[i].Title = out[i].ID
		}
	}
	return out
}

// presets are the steps of all modes, each once: which of them a mode has by itself the compiler says.
func presets() []Name {
	var out []Name
	for _, m := range mode.All() {
		for _, s := range m.Steps {
			if !slices.ContainsFunc(out, func(o Name) bool { return o.ID == s.ID }) {
				out = append(out, Name{ID: s.ID, Title: s.Title})
			}
		}
	}
	return out
}
