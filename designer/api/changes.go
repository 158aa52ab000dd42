package api

import (
	"context"

	"banshi/designer"
	"banshi/engine/differ"
)

// Change is one difference.
type Change struct {
	Path   string       `json:"path" doc:"after the change; of what was removed, before"`
	Was    string       `json:"was,omitempty" doc:"of what was moved or renamed, before"`
	Kind   string       `json:"kind" enum:"added,removed,changed,moved,renamed"`
	Title  differ.Words `json:"title" doc:"of the entry"`
	Says   differ.Words `json:"says" doc:"the whole difference as a sentence"`
	Before free         `json:"before" doc:"what stood there; null: nothing"`
	After  free         `json:"after" doc:"what stands there now; null: nothing"`
}

// FileChanges are the differences of one file.
type FileChanges struct {
	File    string   `json:"file"`
	Kind    string   `json:"kind" doc:"Item, Tests, Source …"`
	New     bool     `json:"new"`
	Removed bool     `json:"removed"`
	Broken  bool     `json:"broken" doc:"it can't be read, now or before: there are no sentences"`
	Changes []Change `json:"changes"`
}

// DraftChanges are those of a draft.
type DraftChanges struct {
	Version int           `json:"version"`
	Files   []FileChanges `json:"files" doc:"the item's own first"`
}

type draftChangesOut struct{ Body DraftChanges }

func (h handler) changes(ctx context.Context, in *draftIn) (*draftChangesOut, error) {
	got, err := h.Changes(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return changesOf(got), nil
}

type versionChangesIn struct {
	Item string `path:"item" maxLength:"80"`
	From int    `query:"from" minimum:"1" required:"true" doc:"number of the version before"`
	To   int    `query:"to" minimum:"1" required:"true" doc:"number of the version after"`
}

func (h handler) between(ctx context.Context, in *versionChangesIn) (*draftChangesOut, error) {
	got, err := h.Between(ctx, h.actor(ctx), in.Item, in.From, in.To)
	if err != nil {
		return nil, err
	}
	return changesOf(got), nil
}

func changesOf(got designer.Changes) *draftChangesOut {
	out := &draftChangesOut{DraftChanges{Version: got.Version, Files: make([]FileChanges, len(got.Files))}}
	for i, f := range got.Files {
		out.Body.Files[i] = fileChangesOf(f)
	}
	return out
}

func fileChangesOf(f designer.FileChanges) FileChanges {
	out := FileChanges{File: f.File, Kind: f.Kind, New: f.New, Removed: f.Removed, Broken: f.Broken, Changes: make([]Change, len(f.List))}
	for i, c := range f.List {
		out.Changes[i] = changeOf(c)
	}
	return out
}

func changeOf(c differ.Change) Change {
	out := Change{Path: string(c.Path), Was: string(c.Was), Kind: string(c.Kind), Title: c.Title, Says: c.Says}
	if c.Before != nil {
		out.Before = free{*c.Before}
	}
	if c.After != nil {
		out.After = free{*c.After}
	}
	return out
}
