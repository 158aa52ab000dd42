package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/base/web"
	"banshi/runtime/identity"
)

// Mandate is an authorisation on the wire. Numbers are masked.
type Mandate struct {
	ID        string          `json:"id"`
	Kind      identity.ActsAs `json:"kind" enum:"agent,village"`
	Principal Party           `json:"principal" doc:"in whose name"`
	Agent     Party           `json:"agent" doc:"who acts"`
	Items     []string        `json:"items" doc:"ids of the items that it is for; none: all"`
	Until     string          `json:"until" doc:"the last day, YYYY-MM-DD"`
	Place     string          `json:"place,omitempty" doc:"of a helper: code of the village or community"`
	State     string          `json:"state" enum:"offered,accepted,declined,ended"`
	Counts    bool            `json:"counts" doc:"one may act by it today"`
	Given     bool            `json:"given" doc:"you are the principal"`
	Answers   bool            `json:"answers" doc:"your answer is waited for"`
	Witnessed bool            `json:"witnessed,omitempty" doc:"agreed to at the window, before a clerk"`
	OfferedAt time.Time       `json:"offeredAt"`
	EndedAt   *time.Time      `json:"endedAt,omitempty"`
}

// Party is one of the two.
type Party struct {
	Kind identity.Kind `json:"kind" enum:"person,organisation"`
	Name string        `json:"name"`
	No   string        `json:"no" doc:"masked for persons"`
}

func partyOf(p identity.Party) Party {
	out := Party{Kind: p.Kind, Name: p.Name, No: p.No}
	if p.Kind == identity.Person {
		out.No = mask.IDNumber(p.No)
	}
	return out
}

func mandateOf(x identity.Listed) Mandate {
	out := Mandate{ID: x.ID, Kind: x.Kind, Principal: partyOf(x.Principal), Agent: partyOf(x.Agent), Items: append([]string{}, x.Items...), Until: x.Until,
		Place: x.Place, State: string(x.State), Counts: x.Counts, Given: x.Given, Answers: x.Answers, Witnessed: x.Witness != "", OfferedAt: x.Offered}
	if x.State == identity.Ended {
		out.EndedAt = &x.Ended
	}
	return out
}

type mandatesOut struct {
	Body struct {
		Mandates []Mandate `json:"mandates"`
		Helper   bool      `json:"helper" doc:"you help for a village or community, and may offer to act for somebody"`
	}
}

type giveIn struct {
	Body struct {
		Kind  identity.ActsAs `json:"kind" enum:"agent,village" doc:"agent: you authorise the other; village: you offer to act for the other"`
		No    string          `json:"no" maxLength:"18" doc:"identity number of the other"`
		Name  string          `json:"name" maxLength:"50"`
		Items []string        `json:"items,omitempty" maxItems:"50" doc:"ids; none: all"`
		Until string          `json:"until" maxLength:"10" doc:"the last day, YYYY-MM-DD"`
		Key   string          `json:"key" minLength:"8" maxLength:"100" doc:"sent again, it gives the same authorisation"`
	}
}

type mandateIn struct {
	ID string `path:"id" maxLength:"64"`
}

type mandateAnswerIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Accept bool `json:"accept"`
	}
}

type mandateSearchIn struct {
	Body struct {
		No string `json:"no" minLength:"18" maxLength:"18" doc:"identity number, as on the document that is shown"`
	}
}

type mandateOut struct{ Body Mandate }

func registerMandates(api huma.API, h handler) {
	op := func(id, method, path, summary string, codes ...fault.Code) huma.Operation {
		return web.Refuses(huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{"mandate"}},
			append([]fault.Code{fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict}, codes...)...)
	}
	huma.Register(api, op("list-mandates", http.MethodGet, "/api/mandates", "授权：我给别人的和别人给我的"), h.mandates)
	huma.Register(api, op("give-mandate", http.MethodPost, "/api/mandates", "授权别人代办，或提出帮人代办"), h.give)
	huma.Register(api, op("answer-mandate", http.MethodPost, "/api/mandates/{id}/answer", "接受或谢绝"), h.answerMandate)
	huma.Register(api, op("end-mandate", http.MethodDelete, "/api/mandates/{id}", "撤销或终止授权"), h.endMandate)
	huma.Register(api, op("find-mandates", http.MethodPost, "/api/staff/mandates/search", "窗口：等本人同意的代办"), h.waiting)
	huma.Register(api, op("witness-mandate", http.MethodPost, "/api/staff/mandates/{id}/witness", "窗口：本人当面同意代办"), h.witness)
}

func (h handler) mandates(ctx context.Context, _ *struct{}) (*mandatesOut, error) {
	list, err := h.Mandates.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &mandatesOut{}
	who, _ := identity.From(ctx)
	out.Body.Mandates, out.Body.Helper = make([]Mandate, len(list)), who.Account.Village != ""
	for i, x := range list {
		out.Body.Mandates[i] = mandateOf(x)
	}
	return out, nil
}

func (h handler) give(ctx context.Context, in *giveIn) (*mandateOut, error) {
	b := in.Body
	m, err := h.Mandates.Give(ctx, identity.Giving{Kind: b.Kind, Other: identity.Party{No: b.No, Name: b.Name}, Items: b.Items, Until: b.Until, Key: b.Key})
	if err != nil {
		return nil, err
	}
	return &mandateOut{mandateOf(identity.Listed{Mandate: m, Given: b.Kind == identity.Agent})}, nil
}

func (h handler) answerMandate(ctx context.Context, in *mandateAnswerIn) (*mandateOut, error) {
	m, err := h.Mandates.Answer(ctx, in.ID, in.Body.Accept)
	if err != nil {
		return nil, err
	}
	return &mandateOut{mandateOf(identity.Listed{Mandate: m, Counts: in.Body.Accept, Given: m.Kind == identity.Village})}, nil
}

func (h handler) endMandate(ctx context.Context, in *mandateIn) (*mandateOut, error) {
	m, err := h.Mandates.End(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &mandateOut{mandateOf(identity.Listed{Mandate: m})}, nil
}

func (h handler) waiting(ctx context.Context, in *mandateSearchIn) (*mandatesOut, error) {
	list, err := h.Mandates.Waiting(ctx, in.Body.No)
	if err != nil {
		return nil, err
	}
	out := &mandatesOut{}
	out.Body.Mandates = make([]Mandate, len(list))
	for i, x := range list {
		out.Body.Mandates[i] = mandateOf(x)
	}
	return out, nil
}

func (h handler) witness(ctx context.Context, in *mandateIn) (*mandateOut, error) {
	m, err := h.Mandates.Witness(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &mandateOut{mandateOf(identity.Listed{Mandate: m, Counts: true})}, nil
}
