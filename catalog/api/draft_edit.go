package api

import (
	"context"
	"errors"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/catalog"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/web"
)

type definitionCommandIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int `json:"version" minimum:"0" doc:"that the author saw"`
		DefinitionPart
		Also  []DefinitionPart `json:"also,omitempty" maxItems:"199" doc:"further commands of the same step: all are done, or none"`
		Label string           `json:"label" maxLength:"400" doc:"what it is, in words: 改了“租赁期满日”的提示"`
		Key   string           `json:"key" maxLength:"100" doc:"the same key is the same step"`
	}
}

// DefinitionPart is a command for a file.
type DefinitionPart struct {
	File    string            `json:"file" maxLength:"200"`
	Command definitionCommand `json:"command"`
	Was     *definitionNode   `json:"was,omitempty" doc:"what the author saw at the place; where something else is there now: 409 with both"`
}

func (p DefinitionPart) part() catalog.Part {
	out := catalog.Part{File: p.File, Command: p.Command.print()}
	if p.Was != nil {
		out.Was = &p.Was.Value
	}
	return out
}

// definitionCommand is a command of engine/print.
type definitionCommand struct {
	Do    string          `json:"do" enum:"set,insert,delete,move,rename-key,part,text"`
	At    string          `json:"at,omitempty" maxLength:"400" doc:"/form/#premises/fields/#source/title; empty: the whole file"`
	Key   string          `json:"key,omitempty" maxLength:"200" doc:"under which it is inserted, or the new name of a key"`
	Value *definitionNode `json:"value,omitempty"`
	To    *string         `json:"to,omitempty" maxLength:"400" doc:"path of the map or list that it is moved to"`
	Index *int            `json:"index,omitempty" minimum:"0" doc:"place in the list"`
	Order []string        `json:"order,omitempty" maxItems:"100" doc:"keys of such a map, in the order in which people write them"`
	From  int             `json:"from,omitempty" minimum:"0" doc:"of a part: in bytes of what the scalar says"`
	End   int             `json:"end,omitempty" minimum:"0"`
	Text  string          `json:"text,omitempty" maxLength:"1048576" doc:"of a part, or the whole file"`
}

func (c definitionCommand) print() print.Command {
	out := print.Command{Do: c.Do, At: print.Path(c.At), Key: c.Key, Index: c.Index, Order: c.Order, From: c.From, End: c.End, Text: c.Text}
	if c.Value != nil {
		out.Value = &c.Value.Value
	}
	if c.To != nil {
		to := print.Path(*c.To)
		out.To = &to
	}
	return out
}

// definitionNode is what stands at a place of a definition, as plain JSON with the order of its keys.
type definitionNode struct{ print.Value }

// Schema says that it may be anything.
func (definitionNode) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Description: "what stands at a place of a definition: any JSON; the order of keys counts"}
}

// AppendJSON writes it as it is.
func (n definitionNode) AppendJSON(b []byte) ([]byte, error) {
	text, err := n.MarshalJSON()
	return append(b, text...), err
}

func nodeOf(v *print.Value) *definitionNode {
	if v == nil {
		return nil
	}
	return &definitionNode{*v}
}

type definitionTurnIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"0" doc:"that the author saw"`
		Key     string `json:"key,omitempty" maxLength:"100" doc:"the same key is the same step"`
	}
}

type definitionFollowIn struct {
	Languages
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int               `json:"version" minimum:"0" doc:"that the author saw"`
		Take    map[string]string `json:"take,omitempty" doc:"of each conflict by its id: mine, theirs"`
		Key     string            `json:"key" maxLength:"100" doc:"the same key is the same step"`
	}
}

// DefinitionWritten is what came of a request.
type DefinitionWritten struct {
	DefinitionHead
	Step int `json:"step" doc:"number of one's own"`
	// Of the file that was changed, by one's own step.
	Patches []catalog.Patch `json:"patches" doc:"offsets in UTF-16 units of the text before it"`
	// All since the version that was seen, one's own among them: carried out one after the other on the text of that version
	// they give the text of now.
	Steps []DefinitionStep `json:"steps"`
}

type definitionWrittenOut struct{ Body DefinitionWritten }

func (h drafts) written(ctx context.Context, who actor.Actor, done catalog.Done, err error, language string) (*definitionWrittenOut, error) {
	if err != nil {
		return nil, problem(ctx, err)
	}
	out := &definitionWrittenOut{DefinitionWritten{DefinitionHead: h.head(who, done.Draft, language), Step: done.Step, Patches: []catalog.Patch{}, Steps: stepsOf(done.Steps, who)}}
	for _, s := range done.Steps {
		if s.Seq == done.Step && len(s.Changes) > 0 {
			out.Body.Patches = s.Changes[0].Patches
		}
	}
	return out, nil
}

func (h drafts) edit(ctx context.Context, in *definitionCommandIn) (*definitionWrittenOut, error) {
	who, b := h.actor(ctx), in.Body
	o := catalog.Order{Version: b.Version, Parts: []catalog.Part{b.part()}, Label: b.Label, Key: b.Key}
	for _, p := range b.Also {
		o.Parts = append(o.Parts, p.part())
	}
	done, err := h.Edit(ctx, who, in.ID, o)
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) undo(ctx context.Context, in *definitionTurnIn) (*definitionWrittenOut, error) {
	who := h.actor(ctx)
	done, err := h.Undo(ctx, who, in.ID, in.Body.Version, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) redo(ctx context.Context, in *definitionTurnIn) (*definitionWrittenOut, error) {
	who := h.actor(ctx)
	done, err := h.Redo(ctx, who, in.ID, in.Body.Version, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

func (h drafts) follow(ctx context.Context, in *definitionFollowIn) (*definitionWrittenOut, error) {
	who := h.actor(ctx)
	done, err := h.Follow(ctx, who, in.ID, in.Body.Version, in.Body.Take, in.Body.Key)
	return h.written(ctx, who, done, err, in.choice())
}

type definitionWatchIn struct {
	Languages
	ID    string `path:"id" maxLength:"60"`
	Since int    `query:"since" minimum:"0" doc:"version that one has"`
	At    string `query:"at" maxLength:"400" doc:"where one is: file#path"`
}

// DefinitionWatch is what has happened to a draft, and who is there.
type DefinitionWatch struct {
	DefinitionHead
	Steps  []DefinitionStep   `json:"steps" doc:"after the version that one has"`
	People []DefinitionReader `json:"people"`
}

type definitionWatchOut struct{ Body DefinitionWatch }

func (h drafts) watch(ctx context.Context, in *definitionWatchIn) (*definitionWatchOut, error) {
	who := h.actor(ctx)
	w, err := h.Watch(ctx, who, in.ID, in.Since, in.At)
	if err != nil {
		return nil, err
	}
	return &definitionWatchOut{DefinitionWatch{h.head(who, w.Draft, in.choice()), stepsOf(w.Steps, who), peopleOf(w.People, who)}}, nil
}

// DefinitionClash is what stands in the way of a step: a colleague's, at the same place.
type DefinitionClash struct {
	File   string          `json:"file"`
	Path   string          `json:"path,omitempty"`
	Was    *definitionNode `json:"was,omitempty" doc:"before either; of a whole text that text"`
	Mine   *definitionNode `json:"mine,omitempty"`
	Theirs *definitionNode `json:"theirs,omitempty" doc:"there now; absent: nothing is"`
	By     string          `json:"by,omitempty" doc:"whose it is"`
	Label  string          `json:"label,omitempty" doc:"of that step"`
	At     *time.Time      `json:"at,omitempty"`
}

// DefinitionHindrance is one thing to be mended first.
type DefinitionHindrance struct {
	Code    string `json:"code" doc:"of a diagnostic; test: a test that fails"`
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// refusal is a problem with what one needs to go on.
type refusal struct {
	*web.Problem
	Clash      *DefinitionClash      `json:"clash,omitempty"`
	Conflicts  []DefinitionConflict  `json:"conflicts,omitempty"`
	Hindrances []DefinitionHindrance `json:"hindrances,omitempty"`
}

// problem tells an error with what is needed to go on.
func problem(ctx context.Context, err error) error {
	var clash *catalog.Clash
	var conflicts *catalog.Conflicts
	var hindered *catalog.Hindered
	w := &refusal{Problem: web.ProblemOf(ctx, err)}
	switch {
	case errors.As(err, &clash):
		w.Clash = &DefinitionClash{File: clash.File, Path: clash.Path, Was: nodeOf(clash.Was), Mine: nodeOf(clash.Mine), Theirs: nodeOf(clash.Theirs), By: clash.By, Label: clash.Label}
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
			w.Hindrances = append(w.Hindrances, DefinitionHindrance{x.Code, x.File, x.Line, x.Column, message})
		}
	default:
		return err
	}
	w.Request = web.RequestID(ctx)
	return w
}
