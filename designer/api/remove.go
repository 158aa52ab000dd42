package api

import (
	"context"

	"banshi/designer/follow"
	"banshi/engine/print"
)

type removeIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Paths []string `json:"paths" minItems:"1" maxItems:"500" doc:"entries in the item's file: /form/#premises/fields/#area"`
	}
}

// Removal is what taking entries away does to a draft; nothing is saved.
type Removal struct {
	Version int             `json:"version"`
	Files   []ChangedInFile `json:"files" doc:"all that goes: the entries, the rules that read them, translations of them"`
	Rules   []ChangedPlace  `json:"rules" doc:"of that, the rules"`
	Tests   []TestThatNames `json:"tests" doc:"tests that name what goes: they stay, and are wrong then"`
}

// TestThatNames is a place in a test that names something that goes.
type TestThatNames struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

type removeOut struct{ Body Removal }

func (h handler) remove(ctx context.Context, in *removeIn) (*removeOut, error) {
	paths := make([]print.Path, len(in.Body.Paths))
	for i, p := range in.Body.Paths {
		paths[i] = print.Path(p)
	}
	got, err := h.Remove(ctx, h.actor(ctx), in.ID, paths)
	if err != nil {
		return nil, err
	}
	out := Removal{Version: got.Version, Files: changed(got.Changes), Rules: places(got.Rules), Tests: make([]TestThatNames, len(got.Faults))}
	for i, f := range got.Faults {
		out.Tests[i] = TestThatNames{f.File, f.Line, f.Path, f.Message}
	}
	return &removeOut{out}, nil
}

func changed(list []follow.Change) []ChangedInFile {
	out := make([]ChangedInFile, len(list))
	for i, c := range list {
		out[i] = ChangedInFile{File: c.File, Commands: c.Commands, Places: places(c.Places)}
	}
	return out
}

func places(list []follow.Place) []ChangedPlace {
	out := make([]ChangedPlace, len(list))
	for i, p := range list {
		out[i] = ChangedPlace{string(p.Path), p.Was, p.Now}
	}
	return out
}
