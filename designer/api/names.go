package api

import (
	"context"

	"banshi/designer"
)

// DefinitionName is something that an item may name.
type DefinitionName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// What a record of it says.
	Cells []DefinitionName `json:"cells,omitempty" doc:"of a source or licence"`
}

func namesOf(list []designer.Name) []DefinitionName {
	out := make([]DefinitionName, len(list))
	for i, n := range list {
		out[i] = DefinitionName{ID: n.ID, Title: n.Title}
		if len(n.Cells) > 0 {
			out[i].Cells = namesOf(n.Cells)
		}
	}
	return out
}

type namesOut struct {
	Body struct {
		Names map[string][]DefinitionName `json:"names" doc:"by what they are: department, fragment, source, licence, codes, role, person and organisation (themes), step"`
	}
}

func (h handler) names(ctx context.Context, in *draftIn) (*namesOut, error) {
	got, err := h.Names(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &namesOut{}
	out.Body.Names = make(map[string][]DefinitionName, len(got))
	for kind, list := range got {
		out.Body.Names[kind] = namesOf(list)
	}
	return out, nil
}
