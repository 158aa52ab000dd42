package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
	"banshi/runtime/channel"
)

// caseLine is a case in a list, and at the head of its page.
type caseLine struct {
	Number      string     `json:"number"`
	Item        string     `json:"item"`
	ItemVersion int        `json:"itemVersion"`
	Name        string     `json:"name" doc:"of the item"`
	State       string     `json:"state"`
	StateTitle  string     `json:"stateTitle"`
	Version     int        `json:"version"`
	Round       int        `json:"round" doc:"of its last submission, from 1"`
	Applicant   string     `json:"applicant"`
	Office      officeLine `json:"office"`
	Verdict     string     `json:"verdict"`
	SubmittedAt time.Time  `json:"submittedAt"`
	ChangedAt   time.Time  `json:"changedAt"`
	Promised    string     `json:"promised,omitempty" doc:"promised limit from acceptance: 5wd"`
	Due         string     `json:"due,omitempty" doc:"its last day, were it accepted on the day of submission"`
	Opinion     string     `json:"opinion,omitempty"`
}

type officeLine struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func lineOf(c runtime.Case, language string) caseLine {
	return caseLine{Number: c.Number, Item: c.Item, ItemVersion: c.ItemVersion, Name: c.Name, State: string(c.State),
		StateTitle: casework.Title(c.State, language), Version: c.Version, Round: c.Round, Applicant: c.ApplicantName,
		Office: officeLine{c.Office, c.OfficeTitle}, Verdict: c.Verdict, SubmittedAt: c.Submitted, ChangedAt: c.Changed,
		Promised: c.Promised, Due: c.Due, Opinion: c.Opinion}
}

// happening is one line of the timeline. Who in an office did something is no business of the
// applicant: the office stands for its people.
type happening struct {
	At    time.Time `json:"at"`
	Event string    `json:"event"`
	Title string    `json:"title"`
	Round int       `json:"round"`
	Actor string    `json:"actor,omitempty"`
	Text  string    `json:"text,omitempty"`
}

func timelineOf(p runtime.CasePage, language string, staff bool) []happening {
	out := make([]happening, len(p.Timeline))
	for i, e := range p.Timeline {
		h := happening{At: e.At, Event: e.Event, Title: casework.EventTitle(casework.Event(e.Event), language), Round: e.Round, Text: e.Text}
		switch {
		case e.By == actor.Person:
			h.Actor = p.ApplicantName
		case staff:
			h.Actor = e.Actor
		default:
			h.Actor = p.OfficeTitle
		}
		out[i] = h
	}
	return out
}

type casePage struct {
	Case     caseLine              `json:"case"`
	View     free                  `json:"view"`
	Timeline []happening           `json:"timeline"`
	Files    map[string][]fileLine `json:"files"`
	Opinion  string                `json:"opinion,omitempty"`
	Masked   bool                  `json:"masked,omitempty" doc:"sensitive values are hidden from you"`
	Channel  string                `json:"channel" doc:"on which it was submitted"`
	On       string                `json:"channelTitle"`
	Today    string                `json:"today" doc:"the day for which it was evaluated"`
}

func pageOf(p runtime.CasePage, language string, staff bool) casePage {
	return casePage{Case: lineOf(p.Case, language), View: free{p.View}, Timeline: timelineOf(p, language, staff),
		Files: byMaterial(p.Number, p.Files), Opinion: p.Opinion, Masked: p.Masked, Channel: p.Round.Channel, On: channel.Title(p.Round.Channel, language), Today: p.Round.Today}
}

type casesOut struct {
	Body struct {
		Cases []caseLine `json:"cases"`
	}
}

type numberIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
}

type pageOut struct{ Body casePage }

func registerCases(api huma.API, s Services) {
	h := cases{s}
	huma.Register(api, operation("list-cases", http.MethodGet, "/api/cases", "我的办件", "case"), h.list)
	huma.Register(api, operation("get-case", http.MethodGet, "/api/cases/{number}", "一个办件", "case"), h.get)
	amend := operation("amend-case", http.MethodPost, "/api/cases/{number}/amend", "按预审意见修改", "case")
	amend.DefaultStatus = http.StatusCreated
	huma.Register(api, amend, h.amend)
	huma.Register(api, operation("get-receipt", http.MethodGet, "/api/cases/{number}/receipt", "提交回执，可打印", "case"), h.receipt)
	huma.Register(api, operation("get-receipt-style", http.MethodGet, "/api/receipt.css", "回执的样式", "case"), receiptStyle)
}

type cases struct{ Services }

func (h cases) list(ctx context.Context, in *Tongue) (*casesOut, error) {
	list, err := h.Cases.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &casesOut{}
	out.Body.Cases = caseLines(list, in.language())
	return out, nil
}

func caseLines(list []runtime.Case, language string) []caseLine {
	out := make([]caseLine, len(list))
	for i, c := range list {
		out[i] = lineOf(c, language)
	}
	return out
}

func (h cases) get(ctx context.Context, in *numberIn) (*pageOut, error) {
	p, err := h.Cases.Get(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return &pageOut{pageOf(p, in.language(), false)}, nil
}

func (h cases) amend(ctx context.Context, in *numberIn) (*draftOut, error) {
	d, err := h.Cases.Amend(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return &draftOut{draftOf(d)}, nil
}
