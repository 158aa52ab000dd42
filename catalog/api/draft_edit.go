package api

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"banshi/catalog"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/web"
)

type commandIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int             `json:"version" minimum:"0" doc:"that the author saw"`
		File    string          `json:"file" maxLength:"200"`
		Command json.RawMessage `json:"command" doc:"{do: text, text}"`
		Was     *string         `json:"was,omitempty" maxLength:"1048576" doc:"what the author saw at the place; where something else is there now: 409 with both"`
		Label   string          `json:"label" maxLength:"400" doc:"what it is, in words: 改了“租赁期满日”的提示"`
		Key     string          `json:"key" maxLength:"100" doc:"the same key is the same step"`
	}
}

type turnIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"0" doc:"that the author saw"`
		Key     string `json:"key,omitempty" maxLength:"100" doc:"the same key is the same step"`
	}
}

type followIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int               `json:"version" minimum:"0" doc:"that the author saw"`
		Take    map[string]string `json:"take,omitempty" doc:"of each conflict by its id: mine, theirs"`
		Key     string            `json:"key" maxLength:"100" doc:"the same key is the same step"`
	}
}

// Written is what came of a request.
type Written struct {
	DraftHead
	Step int `json:"step" doc:"number of one's own"`
	// Of the file that was changed, by one's own step.
	Patches []catalog.Patch `json:"patches" doc:"offsets in UTF-16 units of the text before it"`
	// All since the version that was seen, one's own among them: carried out one after the other on the text of that version
	// they give the text of now.
	Steps []Done `json:"steps"`
}

type writtenOut struct{ Body Written }

func (h drafts) written(ctx context.Context, who actor.Actor, done catalog.Done, err error, language string) (*writtenOut, error) {
	if err != nil {
		return nil, problem(ctx, err)
	}
	out := &writtenOut{Written{DraftHead: h.head(who, done.Draft, language), Step: done.Step, Patches: []catalog.Patch{}, Steps: stepsOf(done.Steps, who)}}
	for _, s := range done.Steps {
		if s.Seq == done.Step && len(s.Changes) > 0 {
			out.Body.Patches = s.Changes[0].Patches
		}
	}
	return out, nil
}

func (h drafts) edit(ctx context.Context, in *commandIn) (*writtenOut, error) {
	who, b := h.actor(ctx), in.Body
	done, err := h.Edit(ctx, who, in.ID, catalog.Order{Version: b.Version, File: b.File, Command: b.Command, Was: b.Was, Label: b.Label, Key: b.Key})
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) undo(ctx context.Context, in *turnIn) (*writtenOut, error) {
	who := h.actor(ctx)
	done, err := h.Undo(ctx, who, in.ID, in.Body.Version, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) redo(ctx context.Context, in *turnIn) (*writtenOut, error) {
	who := h.actor(ctx)
	done, err := h.Redo(ctx, who, in.ID, in.Body.Version, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) follow(ctx context.Context, in *followIn) (*writtenOut, error) {
	who := h.actor(ctx)
	done, err := h.Follow(ctx, who, in.ID, in.Body.Version, in.Body.Take, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

type watchIn struct {
	Languages
	ID    string `path:"id" maxLength:"60"`
	Since int    `query:"since" minimum:"0" doc:"version that one has"`
	At    string `query:"at" maxLength:"400" doc:"where one is: file#path"`
}

// Watching is what has happened to a draft, and who is there.
type Watching struct {
	DraftHead
	Steps  []Done   `json:"steps" doc:"after the version that one has"`
	People []Person `json:"people"`
}

type watchOut struct{ Body Watching }

func (h drafts) watch(ctx context.Context, in *watchIn) (*watchOut, error) {
	who := h.actor(ctx)
	w, err := h.Watch(ctx, who, in.ID, in.Since, in.At)
	if err != nil {
		return nil, err
	}
	return &watchOut{Watching{h.head(who, w.Draft, in.choice()), stepsOf(w.Steps, who), peopleOf(w.People, who)}}, nil
}

// Clash is what stands in the way of a step: a colleague's, at the same place.
type Clash struct {
	File   string     `json:"file"`
	Path   string     `json:"path,omitempty"`
	Was    string     `json:"was" doc:"before either"`
	Mine   string     `json:"mine,omitempty"`
	Theirs string     `json:"theirs" doc:"there now"`
	By     string     `json:"by,omitempty" doc:"whose it is"`
	Label  string     `json:"label,omitempty" doc:"of that step"`
	At     *time.Time `json:"at,omitempty"`
}

// Hindrance is one thing to be mended first.
type Hindrance struct {
	Code    string `json:"code" doc:"of a diagnostic; test: a test that fails"`
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// way is what a refusal tells besides, so that one can go on.
type way struct {
	Clash      *Clash      `json:"clash,omitempty"`
	Conflicts  []Conflict  `json:"conflicts,omitempty"`
	Hindrances []Hindrance `json:"hindrances,omitempty"`
}

// problem tells an error with what is needed to go on.
func problem(ctx context.Context, err error) error {
	var clash *catalog.Clash
	var conflicts *catalog.Conflicts
	var hindered *catalog.Hindered
	var w way
	switch {
	case errors.As(err, &clash):
		w.Clash = &Clash{File: clash.File, Path: clash.Path, Was: clash.Was, Mine: clash.Mine, Theirs: clash.Theirs, By: clash.By, Label: clash.Label}
		if !clash.At.IsZero() {
			w.Clash.At = &clash.At
		}
	case errors.As(err, &conflicts):
		w.Conflicts = conflictsOf(conflicts.List)
	case errors.As(err, &hindered):
		for _, x := range hindered.List {
			message := x.Chinese
			if web.Language(ctx) == "en" && x.English != "" {
				message = x.English
			}
			w.Hindrances = append(w.Hindrances, Hindrance{x.Code, x.File, x.Line, x.Column, message})
		}
	default:
		return err
	}
	p := web.ProblemOf(ctx, err)
	p.Request, p.More = web.RequestID(ctx), w
	return p
}
