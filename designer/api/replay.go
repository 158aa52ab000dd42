package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

func registerReplay(api huma.API, h handler) {
	op := func(id, method, path, say string) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: "/api/designer/drafts/{id}/" + path, Summary: say, Tags: []string{"designer"}},
			fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict)
	}
	huma.Register(api, op("replay-definition", http.MethodPost, "replay", "回放：照草稿办，过去的办件会怎样；在后台跑"), h.startReplay)
	huma.Register(api, op("get-replay", http.MethodGet, "replay", "最近一次回放：到哪里了，结果怎样，还作不作数"), h.replay)
	huma.Register(api, op("open-replayed-case", http.MethodPost, "replay/{replay}/cases/{number}", "打开回放里的一件：为什么会变；记下打开过"), h.openReplayed)
	huma.Register(api, op("mark-replayed-cases", http.MethodPost, "replay/{replay}/opened", "和打开过的一件同样变化的，一起记为看过"), h.markOpened)
}

// Replay is one replay of a draft.
type Replay struct {
	ID       string           `json:"id"`
	Version  int              `json:"version" doc:"of the draft"`
	From     string           `json:"from"`
	To       string           `json:"to"`
	By       string           `json:"by"`
	At       time.Time        `json:"at"`
	State    string           `json:"state" enum:"running,done,failed,outdated"`
	Total    int              `json:"total" doc:"cases when it was ordered"`
	Done     int              `json:"done" doc:"of them looked at"`
	Finished *time.Time       `json:"finished,omitempty"`
	Digest   string           `json:"digest,omitempty" doc:"of all that it rests on and what came of it"`
	Result   *replay.Replayed `json:"result,omitempty" doc:"while it runs, and where it failed, sums without lines"`
	Lost     []LostCases      `json:"lost,omitempty" doc:"of a failed one: the cases that were not looked at"`
}

// LostCases are those of a part that failed.
type LostCases struct {
	Behind string `json:"behind" doc:"the number before the first; empty: from the first on"`
	UpTo   string `json:"upTo"`
	Cases  int    `json:"cases"`
	Why    string `json:"why" enum:"read,broke"`
}

func replayOf(r designer.Replay) Replay {
	out := Replay{ID: r.ID, Version: r.Version, From: r.Window.From.Format(time.DateOnly), To: r.Window.To.Format(time.DateOnly), By: r.ByName, At: r.At,
		State: string(r.State), Total: r.Total, Done: r.Done, Digest: r.Digest, Result: r.Result}
	if !r.Finished.IsZero() {
		out.Finished = &r.Finished
	}
	for _, p := range r.Failed {
		out.Lost = append(out.Lost, LostCases{p.Behind, p.UpTo, p.Cases, p.Why})
	}
	return out
}

type startReplayIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		From string `json:"from,omitempty" maxLength:"10" doc:"YYYY-MM-DD; left out: a month ago"`
		To   string `json:"to,omitempty" maxLength:"10" doc:"YYYY-MM-DD; left out: today"`
		Key  string `json:"key" maxLength:"100" doc:"the same key is the same replay"`
	}
}

type startReplayOut struct{ Body Replay }

func (h handler) startReplay(ctx context.Context, in *startReplayIn) (*startReplayOut, error) {
	got, err := h.StartReplay(ctx, h.actor(ctx), in.ID, in.Body.From, in.Body.To, in.Body.Key)
	if err != nil {
		return nil, err
	}
	return &startReplayOut{replayOf(got)}, nil
}

// Replays is how a draft stands to past cases.
type Replays struct {
	Needed bool     `json:"needed" doc:"it can't be handed on without a fresh one"`
	Lacks  []Lack   `json:"lacks" doc:"what is missing for that; opened cases are those of who asks"`
	Newest *Replay  `json:"newest,omitempty"`
	Stale  []string `json:"stale" doc:"why the newest counts no more: draft, base, days"`
	Opened []string `json:"opened" doc:"numbers of its cases that who asks has opened"`
	Grave  int      `json:"grave" doc:"cases that have to be opened"`
}

// Lack is one thing that is missing.
type Lack struct {
	Code    string `json:"code" enum:"replay,replay_opened"`
	Message string `json:"message"`
}

type replaysOut struct{ Body Replays }

func (h handler) replay(ctx context.Context, in *draftIn) (*replaysOut, error) {
	got, err := h.ReplayOf(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := Replays{Needed: got.Needed, Lacks: []Lack{}, Stale: append([]string{}, got.Stale...), Opened: append([]string{}, got.Opened...), Grave: got.Grave}
	for _, l := range got.Lacks {
		out.Lacks = append(out.Lacks, Lack{l.Code, l.Say.In(web.Language(ctx))})
	}
	if got.Newest != nil {
		r := replayOf(*got.Newest)
		out.Newest = &r
	}
	return &replaysOut{out}, nil
}

type replayedCaseIn struct {
	ID     string `path:"id" maxLength:"64"`
	Replay string `path:"replay" maxLength:"64"`
	Number string `path:"number" maxLength:"64"`
}

// WhyReplayed is a case by the definition in force and by the draft. It quotes no answer and no record.
type WhyReplayed struct {
	Lines  []replay.Differing `json:"lines"`
	Papers []PaperWhy         `json:"papers"`
	Rules  []RuleWhy          `json:"rules"`
}

// PaperWhy is one material that became otherwise.
type PaperWhy struct {
	At     string    `json:"at"`
	Title  string    `json:"title"`
	Before PaperSide `json:"before"`
	After  PaperSide `json:"after"`
}

// PaperSide is a material by one definition.
type PaperSide struct {
	State string   `json:"state"`
	Ways  []WayWhy `json:"ways" doc:"what was tried in its place"`
}

// WayWhy is one way of not asking for a paper.
type WayWhy struct {
	Entry   int         `json:"entry"`
	Records string      `json:"records"`
	Outcome string      `json:"outcome"`
	Clauses []ClauseWhy `json:"clauses"`
}

// ClauseWhy is a part of a condition.
type ClauseWhy struct {
	Text   string `json:"text"`
	Result string `json:"result" doc:"true, false, unknown"`
}

// RuleWhy is a condition for acceptance that came out otherwise.
type RuleWhy struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

type whyReplayedOut struct{ Body WhyReplayed }

func (h handler) openReplayed(ctx context.Context, in *replayedCaseIn) (*whyReplayedOut, error) {
	got, err := h.OpenReplayed(ctx, h.actor(ctx), in.ID, in.Replay, in.Number)
	if err != nil {
		return nil, err
	}
	out := WhyReplayed{Lines: append([]replay.Differing{}, got.Lines...), Papers: make([]PaperWhy, len(got.Papers)), Rules: make([]RuleWhy, len(got.Rules))}
	for i, p := range got.Papers {
		out.Papers[i] = PaperWhy{p.At, p.Title, sideOf(p.Before), sideOf(p.After)}
	}
	for i, r := range got.Rules {
		out.Rules[i] = RuleWhy(r)
	}
	return &whyReplayedOut{out}, nil
}

func sideOf(s replay.PaperSide) PaperSide {
	out := PaperSide{State: s.State, Ways: make([]WayWhy, len(s.Ways))}
	for i, w := range s.Ways {
		out.Ways[i] = WayWhy{Entry: w.Entry, Records: w.Records, Outcome: w.Outcome, Clauses: make([]ClauseWhy, len(w.Clauses))}
		for j, c := range w.Clauses {
			out.Ways[i].Clauses[j] = ClauseWhy(c)
		}
	}
	return out
}

type markOpenedIn struct {
	ID     string `path:"id" maxLength:"64"`
	Replay string `path:"replay" maxLength:"64"`
	Body   struct {
		Like string `json:"like" maxLength:"64" doc:"number of a case that was opened"`
	}
}

func (h handler) markOpened(ctx context.Context, in *markOpenedIn) (*struct{}, error) {
	return nil, h.MarkOpened(ctx, h.actor(ctx), in.ID, in.Replay, in.Body.Like)
}
