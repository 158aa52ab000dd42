package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/catalog"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// RegisterDrafts adds the routes of drafts of definitions.
func RegisterDrafts(api huma.API, s *catalog.Drafts, who func(context.Context) actor.Actor) {
	h := drafts{s, who}
	const at = "/api/staff/definitions"
	op := func(id, method, path, summary string, codes ...fault.Code) huma.Operation {
		codes = append(codes, fault.Unauthenticated, fault.Forbidden)
		return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: at + path, Summary: summary, Tags: []string{"definitions"}}, codes...)
	}
	huma.Register(api, op("list-definitions", http.MethodGet, "", "事项目录和草稿"), h.list)
	registerShared(api, h, op)
	huma.Register(api, op("begin-definition-draft", http.MethodPost, "/drafts", "打开或新建草稿", fault.NotFound, fault.Conflict), h.begin)
	huma.Register(api, op("get-definition-draft", http.MethodGet, "/drafts/{id}", "草稿：文件、步骤、谁在看", fault.NotFound), h.get)
	huma.Register(api, op("edit-definition-draft", http.MethodPost, "/drafts/{id}/commands", "改一步", fault.NotFound, fault.Conflict), h.edit)
	huma.Register(api, op("undo-definition-step", http.MethodPost, "/drafts/{id}/undo", "撤销自己最后一步", fault.NotFound, fault.Conflict), h.undo)
	huma.Register(api, op("redo-definition-step", http.MethodPost, "/drafts/{id}/redo", "重做自己撤销的一步", fault.NotFound, fault.Conflict), h.redo)
	huma.Register(api, op("watch-definition-draft", http.MethodGet, "/drafts/{id}/changes", "某一版以后的步骤，谁在看", fault.NotFound, fault.Full), h.watch)
	huma.Register(api, op("follow-definition", http.MethodPost, "/drafts/{id}/follow", "合进已发布的改动", fault.NotFound, fault.Conflict), h.follow)
	registerVersions(api, h, op)
	registerReview(api, h, op)
}

type drafts struct {
	*catalog.Drafts
	actor func(context.Context) actor.Actor
}

// Definition is an item of the catalogue, as those see it who configure it.
type Definition struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Department plan.Named        `json:"department"`
	Type       string            `json:"type,omitempty"`
	Mode       string            `json:"mode,omitempty" doc:"of handling"`
	Version    int               `json:"version" doc:"the newest; 0: none is published yet"`
	Effective  string            `json:"effective,omitempty" doc:"from which day"`
	Withdrawn  bool              `json:"withdrawn,omitempty"`
	Stopped    *ItemStop         `json:"stopped,omitempty" doc:"urgent: it takes no new applications for now"`
	Themes     DefinitionThemes  `json:"themes"`
	Draft      *DefinitionLine   `json:"draft,omitempty"`
	May        DefinitionVerdict `json:"may" doc:"edit it"`
}

// DefinitionThemes are ids of themes by kind of applicant.
type DefinitionThemes struct {
	Person       []string `json:"person"`
	Organisation []string `json:"organisation"`
}

// DefinitionLine is a draft in a list.
type DefinitionLine struct {
	ID    string    `json:"id"`
	State string    `json:"state" enum:"open,in_review"`
	By    string    `json:"by" doc:"who began it"`
	At    time.Time `json:"at" doc:"of the last step"`
}

// DefinitionVerdict is whether one may, and if not, why.
type DefinitionVerdict struct {
	May bool   `json:"may"`
	Why string `json:"why,omitempty"`
}

func verdictOf(err error, language string) DefinitionVerdict {
	if err == nil {
		return DefinitionVerdict{May: true}
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return DefinitionVerdict{Why: f.Message.In(language)}
	}
	return DefinitionVerdict{}
}

type definitionsOut struct {
	Body struct {
		Items []Definition `json:"items"`
	}
}

func (h drafts) list(ctx context.Context, in *Languages) (*definitionsOut, error) {
	list, err := h.List(ctx, h.actor(ctx), in.choice())
	if err != nil {
		return nil, err
	}
	out := &definitionsOut{}
	out.Body.Items = make([]Definition, len(list))
	for i, c := range list {
		d := Definition{ID: c.ID, Name: c.Name, Department: c.Department, Type: c.Type, Mode: c.Mode, Version: c.Number, Effective: c.Effective, Withdrawn: c.Withdrawn,
			Themes: DefinitionThemes{some(c.Person), some(c.Organisation)}, May: verdictOf(c.MayEdit, in.choice())}
		d.Draft = lineOf(c.Draft)
		if c.Stop != nil {
			d.Stopped = &ItemStop{Notice: c.Stop.In(in.choice()), At: c.Stop.At}
		}
		out.Body.Items[i] = d
	}
	return out, nil
}

func lineOf(d *catalog.Draft) *DefinitionLine {
	if d == nil {
		return nil
	}
	return &DefinitionLine{ID: d.ID, State: string(d.State), By: d.ByName, At: d.Changed}
}

func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

type definitionBeginIn struct {
	Languages
	Body struct {
		Item       string `json:"item" maxLength:"80" doc:"id, or the path of a file that items share: sources/person.yaml; with from: of the new item"`
		From       string `json:"from,omitempty" maxLength:"120" doc:"of a new item: empty, item:<id>, template:<mode>; of one that there is: version:<number>, absent: the newest"`
		Name       string `json:"name,omitempty" maxLength:"200" doc:"of a new item"`
		Department string `json:"department,omitempty" maxLength:"80" doc:"of a new item; one's own where left out"`
	}
}

func (h drafts) begin(ctx context.Context, in *definitionBeginIn) (*definitionDraftOut, error) {
	who := h.actor(ctx)
	d, err := h.Begin(ctx, who, catalog.DraftOrder{Item: in.Body.Item, From: in.Body.From, Name: in.Body.Name, Department: in.Body.Department})
	if err != nil {
		return nil, problem(ctx, err)
	}
	return h.whole(ctx, who, d, in.choice())
}

// DefinitionDraft is a draft as a whole.
type DefinitionDraft struct {
	DefinitionHead
	Files  []DefinitionFile   `json:"files" doc:"the item first"`
	Steps  []DefinitionStep   `json:"steps" doc:"the last 200, without undoing: that is told of the step"`
	People []DefinitionReader `json:"people" doc:"who looks at it now"`
	Moves  []DefinitionMove   `json:"moves" doc:"its ways through review"`
	Behind bool               `json:"behind" doc:"something was published meanwhile that it touches: follow takes it in"`
	// What the draft would lose by that, until one side is taken of each.
	Conflicts []DefinitionConflict `json:"conflicts"`
}

// DefinitionHead is what may change of a draft besides its files.
type DefinitionHead struct {
	ID         string                       `json:"id"`
	Item       string                       `json:"item"`
	Title      string                       `json:"title"`
	Department string                       `json:"department" doc:"id"`
	State      string                       `json:"state" enum:"open,in_review,published,discarded"`
	Base       string                       `json:"base" doc:"digest of the pack that it changes"`
	Version    int                          `json:"version" doc:"number of the last step"`
	By         string                       `json:"by"`
	At         time.Time                    `json:"at" doc:"of the last change"`
	Approved   string                       `json:"approved,omitempty" doc:"who agreed to it"`
	Number     int                          `json:"number,omitempty" doc:"of the version that it became"`
	Effective  string                       `json:"effective,omitempty" doc:"from which day that counts"`
	Mine       bool                         `json:"mine" doc:"one wrote a step of it"`
	May        map[string]DefinitionVerdict `json:"may" doc:"edit, submit, return, approve, publish, discard, comment"`
}

// DefinitionFile is a file of a draft.
type DefinitionFile struct {
	Path    string `json:"path"`
	Kind    string `json:"kind" doc:"item, tests, translation, source, licence, fragment, codes, bundle, catalogue"`
	Text    string `json:"text"`
	Version int    `json:"version" doc:"of the step that changed it last; 0: as it was published"`
}

// DefinitionReader is who looks at a draft.
type DefinitionReader struct {
	Name string `json:"name"`
	At   string `json:"at,omitempty" doc:"file#path"`
	Self bool   `json:"self,omitempty"`
}

// DefinitionStep is a step.
type DefinitionStep struct {
	Seq     int                `json:"seq"`
	Kind    string             `json:"kind" enum:"begin,do,undo,redo,follow"`
	Of      int                `json:"of,omitempty" doc:"of an undo or redo: the step that it is about"`
	File    string             `json:"file"`
	Path    string             `json:"path,omitempty"`
	Label   string             `json:"label"`
	By      string             `json:"by"`
	Mine    bool               `json:"mine,omitempty"`
	At      time.Time          `json:"at"`
	Undone  bool               `json:"undone,omitempty"`
	Changes []DefinitionChange `json:"changes,omitempty" doc:"absent in lists of the past"`
}

// DefinitionChange is what a step changed in a file.
type DefinitionChange struct {
	File    string          `json:"file"`
	Patches []catalog.Patch `json:"patches" doc:"offsets in UTF-16 units of the text before the step"`
}

// DefinitionConflict is a place that was published otherwise meanwhile.
type DefinitionConflict struct {
	ID     string `json:"id" doc:"by which follow takes a side"`
	File   string `json:"file"`
	Path   string `json:"path,omitempty"`
	Line   int    `json:"line" doc:"of the text before either"`
	Was    string `json:"was"`
	Mine   string `json:"mine"`
	Theirs string `json:"theirs"`
}

type definitionDraftIn struct {
	Languages
	ID   string   `path:"id" maxLength:"60"`
	Also []string `query:"also" maxItems:"20" doc:"paths of more files, apart by commas: sources/business.yaml"`
}

type definitionDraftOut struct{ Body DefinitionDraft }

const mostHistory = 200

func (h drafts) get(ctx context.Context, in *definitionDraftIn) (*definitionDraftOut, error) {
	who := h.actor(ctx)
	d, err := h.Draft(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return h.whole(ctx, who, d, in.choice(), in.Also...)
}

func (h drafts) whole(ctx context.Context, who actor.Actor, d catalog.Draft, language string, also ...string) (*definitionDraftOut, error) {
	files, err := h.Files(ctx, d, also...)
	if err != nil {
		return nil, err
	}
	steps, err := h.History(ctx, d, mostHistory)
	if err != nil {
		return nil, err
	}
	people, err := h.People(ctx, d)
	if err != nil {
		return nil, err
	}
	moves, err := h.Moves(ctx, d)
	if err != nil {
		return nil, err
	}
	behind, lost, err := h.Behind(ctx, d)
	if err != nil {
		return nil, err
	}
	out := DefinitionDraft{DefinitionHead: h.head(who, d, language), Files: make([]DefinitionFile, len(files)), Steps: stepsOf(steps, who), People: peopleOf(people, who),
		Moves: movesOf(moves), Behind: behind, Conflicts: conflictsOf(lost)}
	for i, f := range files {
		out.Files[i] = DefinitionFile{f.Path, catalog.FileKind(f.Path), f.Text, f.Version}
	}
	return &definitionDraftOut{out}, nil
}

func (h drafts) head(who actor.Actor, d catalog.Draft, language string) DefinitionHead {
	out := DefinitionHead{ID: d.ID, Item: d.Item, Title: d.Title, Department: d.Department, State: string(d.State), Base: d.Base, Version: d.Version, By: d.ByName, At: d.Changed,
		Approved: d.ApprovedName, Number: d.Number, Effective: d.Effective, May: map[string]DefinitionVerdict{}}
	for _, a := range d.Authors {
		out.Mine = out.Mine || a == who.ID
	}
	for act, err := range h.May(who, d) {
		out.May[act] = verdictOf(err, language)
	}
	return out
}

func stepsOf(list []catalog.Step, who actor.Actor) []DefinitionStep {
	out := make([]DefinitionStep, len(list))
	for i, s := range list {
		out[i] = DefinitionStep{Seq: s.Seq, Kind: string(s.Kind), File: s.File, Path: s.Path, Label: s.Label, By: s.Name, Mine: s.Author == who.ID, At: s.At, Undone: s.Undone}
		if s.Of != s.Seq {
			out[i].Of = s.Of
		}
		for _, c := range s.Changes {
			out[i].Changes = append(out[i].Changes, DefinitionChange{c.File, c.Patches})
		}
	}
	return out
}

func peopleOf(list []catalog.Seat, who actor.Actor) []DefinitionReader {
	out := make([]DefinitionReader, len(list))
	for i, s := range list {
		out[i] = DefinitionReader{s.Name, s.Place, s.Account == who.ID}
	}
	return out
}

func conflictsOf(list []catalog.Conflict) []DefinitionConflict {
	out := make([]DefinitionConflict, len(list))
	for i, c := range list {
		out[i] = DefinitionConflict{ID: c.ID, File: c.File, Path: c.Path, Line: c.Line, Was: c.Was, Mine: c.Mine, Theirs: c.Theirs}
	}
	return out
}
