package runtime

import (
	"context"

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

// Offices says who handles what. The catalogue implements it.
type Offices interface {
	// Dispatch is the office of a department that handles a region; region is a code (440605121) or ""
	// where the item does not dispatch by region. false: nobody does.
	Dispatch(department, region string) (Office, bool)
	// Of lists the offices of a department, in the order of the catalogue.
	Of(department string) []Office
}

// Office is where an application goes, and where one can ask.
type Office struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Address string   `json:"address,omitempty"`
	Hours   string   `json:"hours,omitempty"`
	Phones  []string `json:"phones,omitempty"`
	Windows []string `json:"windows,omitempty"`
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
