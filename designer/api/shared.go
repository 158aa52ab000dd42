package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer"
	"banshi/designer/uses"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

func registerShared(api huma.API, h handler) {
	op := func(id, method, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: "/api/designer/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound)
	}
	huma.Register(api, op("count-shared-uses", http.MethodGet, "shared", "事项共用的每一份：用在几个事项、几条规则里"), h.sharedUses)
	huma.Register(api, op("list-shared-uses", http.MethodGet, "shared/uses", "一份共用的定义，逐项用在哪里"), h.usesOf)
	huma.Register(api, op("probe-source", http.MethodPost, "shared/probe", "试一试来源：多久有回音，回来什么字段；个人信息遮住"), h.probe)
	huma.Register(api, op("definition-effects", http.MethodGet, "drafts/{id}/effects", "改共用的，牵动哪些事项，它们的测试过不过"), h.effects)
}

// SharedUse is how much is made of a file that items share.
type SharedUse struct {
	File  string `json:"file"`
	Items int    `json:"items"`
	Rules int    `json:"rules" doc:"that read it"`
}

type sharedUsesOut struct {
	Body struct {
		Files []SharedUse `json:"files"`
	}
}

func (h handler) sharedUses(ctx context.Context, _ *struct{}) (*sharedUsesOut, error) {
	list, err := h.SharedUses(ctx, h.actor(ctx))
	if err != nil {
		return nil, err
	}
	out := &sharedUsesOut{}
	out.Body.Files = make([]SharedUse, len(list))
	for i, u := range list {
		out.Body.Files[i] = SharedUse(u)
	}
	return out, nil
}

// EntryUse is what items make of a file, or of an entry of it.
type EntryUse struct {
	Path  string      `json:"path" doc:"in the file; empty: the file as a whole"`
	Items []UsingItem `json:"items"`
}

// UsingItem is an item that uses an entry.
type UsingItem struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Department string      `json:"department"`
	Issues     bool        `json:"issues,omitempty" doc:"it gives the licence, or writes the record"`
	Rules      []UsingRule `json:"rules"`
}

// UsingRule is a rule that reads an entry.
type UsingRule struct {
	Path     string `json:"path" doc:"as evaluation names it"`
	Sentence string `json:"sentence"`
}

type usesIn struct {
	File string `query:"file" required:"true" maxLength:"200" doc:"sources/person.yaml"`
}

type usesOut struct {
	Body struct {
		Entries []EntryUse `json:"entries"`
	}
}

func (h handler) usesOf(ctx context.Context, in *usesIn) (*usesOut, error) {
	list, err := h.UsesOf(ctx, h.actor(ctx), in.File)
	if err != nil {
		return nil, err
	}
	out := &usesOut{}
	out.Body.Entries = make([]EntryUse, len(list))
	for i, e := range list {
		line := EntryUse{Path: e.Path, Items: make([]UsingItem, len(e.Items))}
		for j, x := range e.Items {
			line.Items[j] = UsingItem{x.ID, x.Name, x.Department, x.Issues, usingRules(x.Rules)}
		}
		out.Body.Entries[i] = line
	}
	return out, nil
}

func usingRules(list []uses.Rule) []UsingRule {
	out := make([]UsingRule, len(list))
	for i, r := range list {
		out[i] = UsingRule(r)
	}
	return out
}

// Effect is what a draft means for one item.
type Effect struct {
	Item    string       `json:"item"`
	Name    string       `json:"name"`
	Changed bool         `json:"changed" doc:"it becomes a new version"`
	Broken  bool         `json:"broken" doc:"it can't be compiled any more"`
	Rules   []UsingRule  `json:"rules" doc:"that read what is changed"`
	Tests   int          `json:"tests" doc:"that were run"`
	Failing []FailedTest `json:"failing"`
}

// FailedTest is a test that fails.
type FailedTest struct {
	Name string `json:"name"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type effectsOut struct {
	Body struct {
		Items []Effect `json:"items"`
	}
}

func (h handler) effects(ctx context.Context, in *draftIn) (*effectsOut, error) {
	list, err := h.Effects(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &effectsOut{}
	out.Body.Items = make([]Effect, len(list))
	for i, e := range list {
		line := Effect{Item: e.Item, Name: e.Name, Changed: e.Changed, Broken: e.Broken, Rules: usingRules(e.Rules), Tests: e.Tests, Failing: make([]FailedTest, len(e.Failing))}
		for j, t := range e.Failing {
			line.Failing[j] = FailedTest(t)
		}
		out.Body.Items[i] = line
	}
	return out, nil
}

// SharedUses is what the routes of shared definitions need.
type SharedUses interface {
	SharedUses(ctx context.Context, who actor.Actor) ([]designer.SharedUse, error)
	UsesOf(ctx context.Context, who actor.Actor, file string) ([]designer.EntryUse, error)
	Probe(ctx context.Context, who actor.Actor, file, key string) (designer.Probe, error)
	Effects(ctx context.Context, who actor.Actor, draft string) ([]designer.Effect, error)
}

type probeIn struct {
	Body struct {
		File string `json:"file" maxLength:"200" doc:"sources/person.yaml"`
		Key  string `json:"key,omitempty" maxLength:"100" doc:"what is looked up; of a table for all: absent"`
	}
}

// Probe is how a source stands just now.
type Probe struct {
	Status  string       `json:"status" enum:"records,pending,down"`
	Why     string       `json:"why,omitempty" doc:"of down: timeout, unreachable, garbage, open, refused, unlogged, unknown, limit"`
	Via     string       `json:"via" doc:"where it was asked"`
	Millis  int64        `json:"millis" doc:"until it answered"`
	Records int          `json:"records"`
	Cells   []ProbedCell `json:"cells" doc:"of the first record"`
}

// ProbedCell is a cell of a record; what is about somebody is masked.
type ProbedCell struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Value string `json:"value"`
}

type probeOut struct{ Body Probe }

func (h handler) probe(ctx context.Context, in *probeIn) (*probeOut, error) {
	got, err := h.Probe(ctx, h.actor(ctx), in.Body.File, in.Body.Key)
	if err != nil {
		return nil, err
	}
	out := Probe{Status: got.Status, Why: got.Why, Via: got.Via, Millis: got.Took.Milliseconds(), Records: got.Records, Cells: make([]ProbedCell, len(got.Cells))}
	for i, c := range got.Cells {
		out.Cells[i] = ProbedCell(c)
	}
	return &probeOut{out}, nil
}
