package api

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer/outcomes"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/base/web"
)

func registerOutcomes(api huma.API, h handler) {
	op := func(id, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/designer/drafts/{id}/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound)
	}
	huma.Register(api, op("list-outcomes", "outcomes", "情形–材料表：怎么答，要交什么、能不能办、几天、跑几次"), h.outcomes)
	huma.Register(api, op("export-outcomes", "outcomes.xlsx", "情形–材料表，做成电子表格"), h.outcomesSheet)
	huma.Register(api, op("write-book", "book/{file}", "办事指南、审查工作细则，由草稿写成"), h.book)
}

// Outcomes is all that the questions of a draft lead to: the table as package outcomes has it, and what it says.
type Outcomes struct {
	Version int `json:"version"`
	*outcomes.Table
	Said []SaidRow `json:"said" doc:"of each row what it says in words"`
}

// SaidRow is a row in words.
type SaidRow struct {
	Answers []string `json:"answers" doc:"to each question"`
	Verdict string   `json:"verdict"`
	Days    string   `json:"days"`
	Visits  string   `json:"visits"`
	Fee     string   `json:"fee"`
	Papers  []string `json:"papers" doc:"of each paper how it is asked for"`
	Notes   []string `json:"notes" doc:"of each paper when, and what may be done instead"`
}

type outcomesOut struct{ Body free }

func (h handler) outcomes(ctx context.Context, in *draftIn) (*outcomesOut, error) {
	language := web.Language(ctx)
	got, err := h.Outcomes(ctx, h.actor(ctx), in.ID, language)
	if err != nil {
		return nil, err
	}
	out := Outcomes{Version: got.Version, Table: got.Table, Said: make([]SaidRow, len(got.Rows))}
	for i, r := range got.Rows {
		said := SaidRow{Answers: got.Answered(r, language), Verdict: outcomes.Verdict(r.Outcome, language), Days: outcomes.Days(r.Outcome, language),
			Visits: outcomes.Visits(r.Outcome, language), Fee: outcomes.Fee(r.Outcome, language), Papers: []string{}, Notes: []string{}}
		for _, p := range r.Papers {
			said.Papers, said.Notes = append(said.Papers, outcomes.Asked(p, language)), append(said.Notes, outcomes.Notes(p, language))
		}
		out.Said[i] = said
	}
	return &outcomesOut{free{out}}, nil
}

type sheetIn struct {
	ID       string `path:"id" maxLength:"64"`
	Language string `query:"language" enum:"zh-Hans,en" doc:"left out: as Accept-Language says"`
}

func (h handler) outcomesSheet(ctx context.Context, in *sheetIn) (*sheetOut, error) {
	language := web.Language(ctx)
	got, err := h.Outcomes(ctx, h.actor(ctx), in.ID, language)
	if err != nil {
		return nil, err
	}
	header, lines, widths := got.Sheet(language)
	raw, err := spreadsheet.Write(outcomes.Title(language), header, lines, widths)
	if err != nil {
		return nil, fmt.Errorf("designer: %w", err)
	}
	name := url.PathEscape(got.Name + " " + outcomes.Title(language) + ".xlsx")
	return &sheetOut{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment; filename*=UTF-8''" + name, raw}, nil
}
