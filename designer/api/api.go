// Package api speaks HTTP for the designer: how a draft of a definition stands, what a rule says, how the
// tests come out, and what it would have made of past cases.
package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer"
	"banshi/designer/book"
	"banshi/designer/replay"
	"banshi/engine/eval"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/engine/tell"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// Service is what the routes need. designer.Service is one.
type Service interface {
	Look(ctx context.Context, who actor.Actor, draft string, t designer.Trial) (designer.Look, error)
	Why(ctx context.Context, who actor.Actor, draft, path string, t designer.Trial) (tell.Why, error)
	Rule(ctx context.Context, who actor.Actor, draft string, r designer.Asked, t designer.Trial) (designer.Rule, error)
	Keep(ctx context.Context, who actor.Actor, draft string, t designer.Trial) (designer.Kept, error)
	Rename(ctx context.Context, who actor.Actor, draft string, at print.Path, to string) (designer.Renamed, error)
	Remove(ctx context.Context, who actor.Actor, draft string, paths []print.Path) (designer.Removed, error)
	Prove(ctx context.Context, who actor.Actor, draft, language string) (designer.Proof, error)
	Survivors(ctx context.Context, who actor.Actor, draft string) (prove.Score, []prove.Mutant, error)
	Changes(ctx context.Context, who actor.Actor, draft string) (designer.Changes, error)
	Between(ctx context.Context, who actor.Actor, item string, from, to int) (designer.Changes, error)
	Samples(ctx context.Context, who actor.Actor, draft string) ([]designer.Sample, error)
	Names(ctx context.Context, who actor.Actor, draft string) (designer.Names, error)
	Schema(who actor.Actor, kind string) ([]byte, error)
	Reuses(ctx context.Context, who actor.Actor, language string) ([]designer.Row, error)
	Used(ctx context.Context, who actor.Actor, item, from, to string) (replay.Reuse, error)
	StartReplay(ctx context.Context, who actor.Actor, draft, from, to, key string) (designer.Replay, error)
	ReplayOf(ctx context.Context, who actor.Actor, draft string) (designer.Replays, error)
	OpenReplayed(ctx context.Context, who actor.Actor, draft, replay, number string) (replay.Why, error)
	MarkOpened(ctx context.Context, who actor.Actor, draft, replay, like string) error
	lists
	Outcomes(ctx context.Context, who actor.Actor, draft, language string) (designer.Outcomes, error)
	Book(ctx context.Context, who actor.Actor, draft string, kind book.Kind, pdf bool, language string) ([]byte, error)
	SharedUses
}

// Register adds the routes; who tells who asks.
func Register(api huma.API, s Service, who func(context.Context) actor.Actor) {
	h := handler{s, who}
	post := func(id, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: http.MethodPost, Path: "/api/designer/drafts/{id}/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound)
	}
	huma.Register(api, post("look-at-definition", "look", "定义现在的样子：问题、试办"), h.look)
	huma.Register(api, post("explain-definition", "why", "试办时这一项为什么是这样"), h.why)
	huma.Register(api, post("read-rule", "rule", "一条规则说的是什么，对试办的人成不成立"), h.rule)
	huma.Register(api, post("keep-as-test", "keep", "把现在的试办写成一个测试，由作者挑要看的结果；不保存"), h.keep)
	huma.Register(api, web.Refuses(post("rename-in-definition", "rename", "换一个标识要改哪些地方；不保存"), fault.Conflict), h.rename)
	huma.Register(api, post("remove-from-definition", "remove", "删掉几项会牵动什么；不保存"), h.remove)
	huma.Register(api, post("prove-definition", "tests", "跑定义的测试，看规则试到了没有"), h.prove)
	huma.Register(api, post("mutate-definition", "mutants", "把规则逐条改坏，看测试发现得了多少"), h.survivors)
	get := func(id, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/designer/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound)
	}
	huma.Register(api, get("definition-changes", "drafts/{id}/changes", "草稿改了什么，一处一句话"), h.changes)
	huma.Register(api, get("version-changes", "items/{item}/changes", "两版之间改了什么，一处一句话"), h.between)
	huma.Register(api, get("list-samples", "drafts/{id}/samples", "可以拿来试办的人"), h.samples)
	huma.Register(api, get("list-names", "drafts/{id}/names", "事项能提到的部门、数据源、证照、片段、角色、环节"), h.names)
	huma.Register(api, get("definition-schema", "schema/{kind}", "一类定义文件的 JSON Schema"), h.schema)
	registerReuse(api, h)
	registerReplay(api, h)
	registerLists(api, h)
	registerOutcomes(api, h)
	registerShared(api, h)
}

type handler struct {
	Service
	actor func(context.Context) actor.Actor
}

// Trial is the application that a definition is tried with.
type Trial struct {
	As        string            `json:"as,omitempty" maxLength:"100" doc:"person/P004, organisation/L01; a kind alone is somebody of whom nothing is known; left out: that, of the first kind"`
	Day       string            `json:"day,omitempty" maxLength:"10" doc:"YYYY-MM-DD; left out: today"`
	Language  string            `json:"language,omitempty" maxLength:"20"`
	Answers   map[string]any    `json:"answers,omitempty" doc:"by field, as a channel sends them"`
	Slow      []string          `json:"slow,omitempty" maxItems:"200" doc:"sources that have not answered yet"`
	Down      []string          `json:"down,omitempty" maxItems:"200" doc:"sources that don't answer"`
	Submit    bool              `json:"submit,omitempty"`
	Confirmed map[string]string `json:"confirmed,omitempty"`
	Chosen    map[string]string `json:"chosen,omitempty"`
	Given     []string          `json:"given,omitempty" maxItems:"200"`
	Promised  []string          `json:"promised,omitempty" maxItems:"200"`
	Deferred  []string          `json:"deferred,omitempty" maxItems:"200"`
	FormOf    map[string]string `json:"formOf,omitempty"`
}

func (t Trial) plain() designer.Trial {
	return designer.Trial{As: t.As, Day: t.Day, Language: t.Language, Answers: t.Answers, Slow: t.Slow, Down: t.Down, Submit: t.Submit,
		Confirmed: eval.Marks(t.Confirmed), Chosen: t.Chosen, Given: t.Given, Promised: t.Promised, Deferred: t.Deferred, FormOf: t.FormOf}
}

// free is JSON whose shape another package declares: the contract of all channels.
type free struct{ v any }

// MarshalJSON writes what it holds.
func (f free) MarshalJSON() ([]byte, error) { return json.Marshal(f.v) }

// Schema says that anything may stand here.
func (free) Schema(huma.Registry) *huma.Schema { return &huma.Schema{} }

// Fault is something that is wrong or unwise.
type Fault struct {
	Code     string `json:"code" doc:"E301, W112"`
	Severity string `json:"severity" enum:"error,warning"`
	File     string `json:"file"`
	Line     int    `json:"line" doc:"1-based; 0: the file as a whole"`
	Column   int    `json:"column" doc:"1-based, in characters"`
	Length   int    `json:"length" doc:"in characters"`
	Path     string `json:"path,omitempty" doc:"of the entry in the item's own file"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	Fix      *Fix   `json:"fix,omitempty" doc:"where it can be mended without thought"`
	Own      bool   `json:"own" doc:"it stands in a file of the item itself"`
}

// Fix is a mend of a fault: one command for its file.
type Fix struct {
	Label   string `json:"label"`
	Command free   `json:"command" doc:"as a command of a draft"`
}

func faultsOf(list []designer.Fault) []Fault {
	out := make([]Fault, len(list))
	for i, f := range list {
		out[i] = Fault{Code: f.Code, Severity: f.Severity, File: f.File, Line: f.Line, Column: f.Column, Length: f.Length, Path: f.Path, Message: f.Message, Hint: f.Hint, Own: f.Own}
		if f.Fix != nil {
			out[i].Fix = &Fix{f.Fix.Label, free{f.Fix.Command}}
		}
	}
	return out
}

type lookIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Trial Trial `json:"trial"`
	}
}

// Look is how a draft stands.
type Look struct {
	Version int               `json:"version"`
	Tree    free              `json:"tree" doc:"the item's file: {m: [[key, …]]}, {l: […]}, {s: text, k: number boolean null, absent for a text}; null where it is no YAML that can be edited"`
	Faults  []Fault           `json:"faults"`
	View    free              `json:"view" doc:"as that of an application's draft; null while the item doesn't compile"`
	Rules   map[string]string `json:"rules" doc:"of each rule its sentence, by its path"`
}

type lookOut struct{ Body Look }

func (h handler) look(ctx context.Context, in *lookIn) (*lookOut, error) {
	got, err := h.Look(ctx, h.actor(ctx), in.ID, in.Body.Trial.plain())
	if err != nil {
		return nil, err
	}
	out := Look{Version: got.Version, Faults: faultsOf(got.Faults), Rules: got.Rules}
	if got.Tree != nil {
		out.Tree = free{tree{*got.Tree}}
	}
	if got.View != nil {
		out.View = free{viewJSON{*got.View}}
	}
	return &lookOut{out}, nil
}

// viewJSON writes a view as the channels get it.
type viewJSON struct{ view.View }

// MarshalJSON writes it.
func (v viewJSON) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil) }

type whyIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Path  string `json:"path" minLength:"1" maxLength:"200"`
		Trial Trial  `json:"trial"`
	}
}

type whyOut struct{ Body free }

func (h handler) why(ctx context.Context, in *whyIn) (*whyOut, error) {
	got, err := h.Why(ctx, h.actor(ctx), in.ID, in.Body.Path, in.Body.Trial.plain())
	if err != nil {
		return nil, err
	}
	return &whyOut{free{got}}, nil
}

// Sample is somebody with whom a definition can be tried.
type Sample struct {
	As    string   `json:"as"`
	Kind  string   `json:"kind" enum:"person,organisation"`
	Name  string   `json:"name"`
	Tests []string `json:"tests" doc:"names of the tests in which it applies"`
}

type samplesOut struct {
	Body struct {
		Samples []Sample `json:"samples"`
	}
}

func (h handler) samples(ctx context.Context, in *draftIn) (*samplesOut, error) {
	list, err := h.Samples(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &samplesOut{}
	out.Body.Samples = make([]Sample, len(list))
	for i, s := range list {
		out.Body.Samples[i] = Sample{As: s.As, Kind: s.Kind, Name: s.Name, Tests: append([]string{}, s.Tests...)}
	}
	return out, nil
}

type schemaIn struct {
	Kind string `path:"kind" maxLength:"40"`
}

type schemaOut struct{ Body json.RawMessage }

func (h handler) schema(ctx context.Context, in *schemaIn) (*schemaOut, error) {
	raw, err := h.Schema(h.actor(ctx), in.Kind)
	if err != nil {
		return nil, err
	}
	return &schemaOut{raw}, nil
}
