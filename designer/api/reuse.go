package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/engine/plan"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

func registerReuse(api huma.API, h handler) {
	op := func(id, method, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: "/api/designer/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound)
	}
	huma.Register(api, op("list-reuse", http.MethodGet, "reuse", "材料复用：每份材料凭什么免交"), h.reuses)
	huma.Register(api, op("get-reuse", http.MethodGet, "reuse/{item}", "一个事项的材料复用：免交了多少，没免的为什么"), h.used)
}

// Row is an item of the matrix.
type Row struct {
	Item       string     `json:"item"`
	Name       string     `json:"name"`
	Department plan.Named `json:"department"`
	Papers     []PaperRow `json:"papers"`
}

// PaperRow is one paper with what stands in for it.
type PaperRow struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Ways  []Way  `json:"ways"`
}

// Way is one entry of a paper's reuse.
type Way struct {
	Entry    int    `json:"entry" doc:"from 1"`
	Records  string `json:"records" doc:"id of the source or licence"`
	Title    string `json:"title"`
	Licence  bool   `json:"licence"`
	Trust    string `json:"trust" doc:"the least that is taken: A, B, C, D"`
	Sentence string `json:"sentence,omitempty"`
}

type reusesOut struct {
	Body struct {
		Items []Row `json:"items"`
	}
}

func (h handler) reuses(ctx context.Context, _ *struct{}) (*reusesOut, error) {
	rows, err := h.Reuses(ctx, h.actor(ctx), web.Language(ctx))
	if err != nil {
		return nil, err
	}
	out := &reusesOut{}
	out.Body.Items = make([]Row, len(rows))
	for i, r := range rows {
		out.Body.Items[i] = Row{Item: r.Item, Name: r.Name, Department: r.Department, Papers: papersOf(r.Papers)}
	}
	return out, nil
}

func papersOf(list []designer.PaperRow) []PaperRow {
	out := make([]PaperRow, len(list))
	for i, p := range list {
		out[i] = PaperRow{ID: p.ID, Title: p.Title, Ways: make([]Way, len(p.Ways))}
		for j, w := range p.Ways {
			out[i].Ways[j] = Way(w)
		}
	}
	return out
}

type usedIn struct {
	Item string `path:"item" maxLength:"64"`
	From string `query:"from" maxLength:"10" doc:"YYYY-MM-DD; left out: a month ago"`
	To   string `query:"to" maxLength:"10" doc:"YYYY-MM-DD; left out: today"`
}

type usedOut struct{ Body replay.Reuse }

func (h handler) used(ctx context.Context, in *usedIn) (*usedOut, error) {
	got, err := h.Used(ctx, h.actor(ctx), in.Item, in.From, in.To)
	if err != nil {
		return nil, err
	}
	return &usedOut{got}, nil
}
