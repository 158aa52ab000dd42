package runtime

import (
	"context"
	"fmt"
	"slices"

	"banshi/engine/eval"
)

// Definitions gives the definitions in force. The catalogue implements it.
type Definitions interface {
	// Current is the version that applications begin with today. Codes: not_found (no such item, or
	// withdrawn).
	Current(ctx context.Context, item string) (Definition, error)
	// At is one version, withdrawn or not: drafts and cases stay with theirs. Codes: not_found.
	At(ctx context.Context, item string, version int) (Definition, error)
}

// Definition is one version of one item, ready to be evaluated.
type Definition struct {
	Item    string
	Version int
	Digest  string // of the plan; the same in every language
	// Program in a language (zh-Hans, en); Chinese where the language has none. Never nil for a
	// Definition that came without an error.
	Program func(language string) *eval.Program
}

// Offices says who handles what. The catalogue implements it. Codes: unavailable (nothing was imported yet).
type Offices interface {
	// Dispatch is the office of a department that handles a region; region is a code (440605121) or ""
	// where the item does not dispatch by region. false: nobody does.
	Dispatch(ctx context.Context, department, region string) (Office, bool, error)
	// Of lists the offices of a department, in the order of the catalogue.
	Of(ctx context.Context, department string) ([]Office, error)
}

// Names gives what names of the catalogue (of offices, departments, their addresses and hours) are called in a language, by
// their Chinese; none where that can't be told.
type Names func(ctx context.Context, language string) map[string]string

// named is a name of the catalogue on a paper that is printed in a language; itself where it has no other.
func (h *hall) named(ctx context.Context, name, language string) string {
	if h.Names != nil && language != "zh-Hans" {
		if to, ok := h.Names(ctx, language)[name]; ok {
			return to
		}
	}
	return name
}

// officesOf lists the offices of a department.
func (h *hall) officesOf(ctx context.Context, department string) ([]Office, error) {
	list, err := h.Offices.Of(ctx, department)
	if err != nil {
		return nil, fmt.Errorf("runtime: offices of a department: %w", err)
	}
	return list, nil
}

// officeIn finds an office among those of its department; nil: it is no longer in the catalogue.
func officeIn(list []Office, id string) *Office {
	if i := slices.IndexFunc(list, func(o Office) bool { return o.ID == id }); i >= 0 {
		return &list[i]
	}
	return nil
}

// Office is where an application goes, and where one can ask.
type Office struct {
	ID      string   `json:"id"`
	Title   string   `json:"title" name:"catalog"`
	Address string   `json:"address,omitempty" name:"catalog"`
	Hours   string   `json:"hours,omitempty" name:"catalog"`
	Phones  []string `json:"phones,omitempty"`
	Windows []string `json:"windows,omitempty" name:"catalog"`
	Open    *bool    `json:"open,omitempty" doc:"now; absent: its hours can't be told"`
	Opens   string   `json:"opens,omitempty" doc:"when it opens next, in the district's zone: 2026-11-30T09:00"`
}

// NameOf is the name that an item has now, in a language; `kept` where it is no more.
func (h *hall) NameOf(ctx context.Context, item, kept, language string) string {
	if item == "" {
		return kept
	}
	def, err := h.Definitions.Current(ctx, item)
	if err != nil {
		return kept
	}
	return def.Program(language).Plan().Name
}
