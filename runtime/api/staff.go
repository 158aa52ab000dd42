package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/casework"
)

type deskIn struct {
	Tongue
	State   string `query:"state" maxLength:"30"`
	Q       string `query:"q" maxLength:"400" doc:"part of a number, or of the applicant's or the item's name"`
	Item    string `query:"item" maxLength:"64" doc:"id of an item"`
	Office  string `query:"office" maxLength:"64" doc:"id of an office"`
	Verdict string `query:"verdict" enum:"pass,warn,inspect,review,window,refer,refuse"`
	Due     string `query:"due" enum:"over,today,soon" doc:"of those that wait: past their promised day, due today, within three days"`
	Sort    string `query:"sort" enum:"due,changed,submitted" doc:"the earliest first; due where left out"`
	Page    int    `query:"page" minimum:"1" maximum:"100000"`
}

type deskOut struct {
	Body struct {
		Cases   []caseLine     `json:"cases"`
		Counts  map[string]int `json:"counts" doc:"cases by state, whatever the state asked for"`
		States  []stateTitle   `json:"states" doc:"the states that have cases, with their titles"`
		Items   []facet        `json:"items" doc:"the items that have cases, whatever the item asked for"`
		Offices []facet        `json:"offices" doc:"the offices that have cases, whatever the office asked for"`
		Page    int            `json:"page"`
		Size    int            `json:"size" doc:"cases on a page"`
		Total   int            `json:"total" doc:"cases of all that is asked for"`
	}
}

type facet struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Count int    `json:"count"`
}

func facetsOf(list []runtime.Facet) []facet {
	out := make([]facet, len(list))
	for i, f := range list {
		out[i] = facet(f)
	}
	return out
}

type stateTitle struct {
	State string `json:"state"`
	Title string `json:"title"`
}

type precheckIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Version int    `json:"version" minimum:"1" doc:"of the case as it was seen"`
		Pass    bool   `json:"pass"`
		Opinion string `json:"opinion" maxLength:"8000" doc:"needed when returned, or when passed against a finding"`
		Key     string `json:"key" maxLength:"100"`
		// What a person found about the checks that the system left open.
		Findings map[string]string `json:"findings,omitempty" doc:"check → fits or differs; a case passes when each open check has one"`
		Parts    []partIn          `json:"parts,omitempty" maxItems:"200" doc:"of a return: what exactly is to be changed; left out: whatever the applicant finds"`
	}
}

type whyCaseIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Path   string `query:"path" required:"true" maxLength:"200"`
}

func registerStaff(api huma.API, s Services) {
	h := desk{s}
	huma.Register(api, operation("list-staff-cases", http.MethodGet, "/api/staff/cases", "办件列表", "staff", signedIn...), h.list)
	huma.Register(api, operation("get-staff-case", http.MethodGet, "/api/staff/cases/{number}", "办件", "staff", looked...), h.get)
	huma.Register(api, operation("precheck-case", http.MethodPost, "/api/staff/cases/{number}/precheck", "预审", "staff", changing...), h.precheck)
	huma.Register(api, operation("why-staff-case", http.MethodGet, "/api/staff/cases/{number}/why", "为什么", "staff", looked...), h.why)
}

type desk struct{ Services }

func (h desk) list(ctx context.Context, in *deskIn) (*deskOut, error) {
	l, err := h.Desk.List(ctx, runtime.Wanted{State: actor.State(in.State), Query: in.Q, Item: in.Item, Office: in.Office, Verdict: in.Verdict,
		Due: in.Due, Sort: in.Sort, Page: in.Page})
	if err != nil {
		return nil, err
	}
	out := &deskOut{}
	b := &out.Body
	b.Cases, b.Counts, b.States, b.Page, b.Size = caseLines(l.Cases, in.language()), map[string]int{}, []stateTitle{}, l.Page, l.Size
	b.Items, b.Offices, b.Total = facetsOf(l.Items), facetsOf(l.Offices), l.Total
	for _, s := range casework.States() {
		if n, ok := l.States[s]; ok {
			b.Counts[string(s)] = n
			b.States = append(b.States, stateTitle{string(s), casework.Title(s, in.language())})
		}
	}
	return out, nil
}

func (h desk) get(ctx context.Context, in *numberIn) (*pageOut, error) {
	p, err := h.Desk.Get(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return &pageOut{pageOf(ctx, p, in.language())}, nil
}

func (h desk) precheck(ctx context.Context, in *precheckIn) (*caseOut, error) {
	b := in.Body
	o := runtime.Prechecking{Version: b.Version, Pass: b.Pass, Opinion: b.Opinion, Key: b.Key, Parts: partsOf(b.Parts), Findings: map[string]runtime.Finding{}}
	for id, f := range b.Findings {
		o.Findings[id] = runtime.Finding(f)
	}
	c, err := h.Desk.Precheck(ctx, in.Number, o)
	if err != nil {
		return nil, err
	}
	out := &caseOut{}
	out.Body.Case = lineOf(c, in.language())
	return out, nil
}

func (h desk) why(ctx context.Context, in *whyCaseIn) (*whyOut, error) {
	w, err := h.Desk.Why(ctx, in.Number, in.Path, in.language())
	if err != nil {
		return nil, err
	}
	return &whyOut{w}, nil
}
