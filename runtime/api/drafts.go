package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/engine/tell"
	"banshi/runtime"
	"banshi/runtime/base/web"
)

// Draft is a draft on the wire.
type Draft struct {
	ID          string                `json:"id"`
	Item        string                `json:"item"`
	ItemVersion int                   `json:"itemVersion"`
	Version     int                   `json:"version" doc:"send it back with every change"`
	SavedAt     time.Time             `json:"savedAt"`
	Step        string                `json:"step"`
	Channel     string                `json:"channel" doc:"on which it was saved last"`
	Amends      string                `json:"amends,omitempty" doc:"number of the returned case that it mends"`
	Returned    *returned             `json:"returned,omitempty" doc:"why that case came back"`
	Credit      *credit               `json:"credit,omitempty" doc:"tier of the applicant, where the item asks for it"`
	View        free                  `json:"view"`
	Files       map[string][]fileLine `json:"files" doc:"by path of the material"`
	Signings    map[string]signing    `json:"signings" doc:"what others were asked to sign, by path of the material"`
	Stopped     *stoppedLine          `json:"stopped,omitempty" doc:"it can't be handed in for now: what people are told"`
	Limited     []string              `json:"limited,omitempty" doc:"sources in which you may look up no more typed numbers for now: fill in what they would have said"`
}

type credit struct {
	Tier  string    `json:"tier"`
	Means string    `json:"means,omitempty" doc:"what may be done in it, in the catalogue's language"`
	From  string    `json:"from" doc:"title of the register" name:"catalog"`
	At    time.Time `json:"at" doc:"when it was asked"`
}

type returned struct {
	Opinion string         `json:"opinion"`
	At      time.Time      `json:"at"`
	Office  string         `json:"office" name:"catalog"`
	Kind    string         `json:"kind" enum:"precheck,correction"`
	Parts   []runtime.Part `json:"parts,omitempty" doc:"what is to be changed; none: whatever is found"`
	Locked  []string       `json:"locked,omitempty" doc:"what stays as it was handed in"`
	Until   string         `json:"until,omitempty" doc:"the last day of a correction"`
}

func draftOf(d runtime.Draft) Draft {
	out := Draft{ID: d.ID, Item: d.Item, ItemVersion: d.ItemVersion, Version: d.Version, SavedAt: d.Saved, Step: d.Step, Channel: d.Channel,
		Amends: d.Amends, View: free{d.View}, Files: byMaterial(d.ID, d.Files), Signings: signingsOf(d), Limited: d.Limited, Stopped: stoppedOf(d.Stopped)}
	if c := d.Credit; c != nil {
		out.Credit = &credit{c.Tier, c.Means, c.From, c.At}
	}
	if r := d.Returned; r != nil {
		out.Returned = &returned{Opinion: r.Opinion, At: r.At, Office: r.Office, Kind: string(r.Kind), Parts: r.Parts, Locked: r.Locked, Until: r.Until}
	}
	return out
}

type draftOut struct{ Body Draft }

type beginIn struct {
	Tongue
	Body struct {
		Item string `json:"item" minLength:"1" maxLength:"64"`
	}
}

type listOut struct {
	Body struct {
		Drafts []draftLine `json:"drafts"`
	}
}

type draftIn struct {
	Tongue
	ID string `path:"id" maxLength:"64"`
}

type getDraftIn struct {
	Tongue
	ID string `path:"id" maxLength:"64"`
	As string `query:"as" enum:"submission" doc:"as it would be evaluated when submitted now"`
}

type patchIn struct {
	Tongue
	ID      string `path:"id" maxLength:"64"`
	RawBody []byte `contentType:"application/json"`
}

type patchOut struct{ Body Patched }

// Patched is a draft without its plan, which the client has.
type Patched struct {
	Version  int                   `json:"version"`
	SavedAt  time.Time             `json:"savedAt"`
	Input    free                  `json:"input"`
	State    free                  `json:"state"`
	Sources  free                  `json:"sources"`
	Files    map[string][]fileLine `json:"files"`
	Signings map[string]signing    `json:"signings"`
	Limited  []string              `json:"limited,omitempty" doc:"as of the draft"`
}

func patchedOf(d runtime.Draft) Patched {
	return Patched{Version: d.Version, SavedAt: d.Saved, Input: free{d.View.Input}, State: free{d.View.State}, Sources: free{d.View.Sources},
		Files: byMaterial(d.ID, d.Files), Signings: signingsOf(d), Limited: d.Limited}
}

type submitIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Key     string `json:"key" maxLength:"100" doc:"of this submission; sent again, it gives the same case"`
	}
}

type caseOut struct {
	Body struct {
		Case caseLine `json:"case"`
	}
}

type whyIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Path string `query:"path" required:"true" maxLength:"200"`
}

func registerDrafts(api huma.API, s Services) {
	h := drafts{s}
	begin := operation("begin-draft", http.MethodPost, "/api/drafts", "开始申请", "draft", ofOnes...)
	begin.DefaultStatus = http.StatusCreated
	huma.Register(api, begin, h.begin)
	huma.Register(api, operation("list-drafts", http.MethodGet, "/api/drafts", "我的草稿", "draft", signedIn...), h.list)
	huma.Register(api, operation("get-draft", http.MethodGet, "/api/drafts/{id}", "一份草稿", "draft", changing...), h.get)
	huma.Register(api, rawObject(operation("patch-draft", http.MethodPatch, "/api/drafts/{id}", "修改草稿", "draft", changing...),
		"version, and what changes: answers, cleared, confirmed, disputed, chosen, promised, deferred, brought, formOf, sign, unsign, insist, step. "+aboutAnswers), h.patch)
	huma.Register(api, operation("delete-draft", http.MethodDelete, "/api/drafts/{id}", "删去草稿", "draft", changing...), h.delete)
	huma.Register(api, operation("take-draft", http.MethodPost, "/api/drafts/{id}/take", "委托人接着办", "draft", changing...), h.take)
	submit := operation("submit-draft", http.MethodPost, "/api/drafts/{id}/submit", "提交", "draft", changing...)
	submit.DefaultStatus = http.StatusCreated
	huma.Register(api, submit, h.submit)
	huma.Register(api, operation("why-draft", http.MethodGet, "/api/drafts/{id}/why", "为什么", "draft", changing...), h.why)
}

type drafts struct{ Services }

func (h drafts) begin(ctx context.Context, in *beginIn) (*draftOut, error) {
	d, err := h.Drafts.Begin(ctx, in.Body.Item, in.language())
	if err != nil {
		return nil, err
	}
	return &draftOut{draftOf(d)}, nil
}

func (h drafts) list(ctx context.Context, in *Tongue) (*listOut, error) {
	list, err := h.Drafts.List(ctx, in.language())
	if err != nil {
		return nil, err
	}
	out := &listOut{}
	out.Body.Drafts = lines(list, in.language())
	return out, nil
}

func (h drafts) get(ctx context.Context, in *getDraftIn) (*draftOut, error) {
	d, err := h.Drafts.Get(ctx, in.ID, in.As == "submission", in.language())
	if err != nil {
		return nil, err
	}
	return &draftOut{draftOf(d)}, nil
}

func (h drafts) take(ctx context.Context, in *draftIn) (*draftOut, error) {
	d, err := h.Drafts.Take(ctx, in.ID, in.language())
	if err != nil {
		return nil, err
	}
	return &draftOut{draftOf(d)}, nil
}

func (h drafts) patch(ctx context.Context, in *patchIn) (*patchOut, error) {
	p, err := runtime.DecodePatch(in.RawBody)
	if err != nil {
		return nil, err
	}
	d, err := h.Drafts.Patch(ctx, in.ID, p, in.language())
	if err != nil {
		return nil, told(ctx, err)
	}
	return &patchOut{patchedOf(d)}, nil
}

func (h drafts) delete(ctx context.Context, in *draftIn) (*struct{}, error) {
	return nil, h.Drafts.Delete(ctx, in.ID)
}

func (h drafts) submit(ctx context.Context, in *submitIn) (*caseOut, error) {
	c, err := h.Drafts.Submit(ctx, in.ID, in.Body.Version, in.Body.Key, in.language())
	if err != nil {
		return nil, told(ctx, err)
	}
	out := &caseOut{}
	out.Body.Case = lineOf(c, in.language())
	return out, nil
}

// staleProblem is a conflict that says how the draft is now.
type staleProblem struct {
	*web.Problem
	Version int  `json:"version"`
	Current free `json:"current"`
	State   free `json:"state"`
}

// blockedProblem says what submission waits for.
type blockedProblem struct {
	*web.Problem
	Blocked []runtime.Obstacle `json:"blocked"`
}

// told adds to a problem what a client needs to go on.
func told(ctx context.Context, err error) error {
	var stale *runtime.Stale
	var blocked *runtime.Blocked
	problem := web.ProblemOf(ctx, err)
	problem.Request = web.RequestID(ctx)
	switch {
	case errors.As(err, &stale):
		now := patchedOf(stale.Current)
		return &staleProblem{Problem: problem, Version: now.Version, Current: free{now}, State: now.State}
	case errors.As(err, &blocked):
		return &blockedProblem{Problem: problem, Blocked: blocked.By}
	}
	return err
}

type whyOut struct{ Body tell.Why }

func (h drafts) why(ctx context.Context, in *whyIn) (*whyOut, error) {
	w, err := h.Drafts.Why(ctx, in.ID, in.Path, in.language())
	if err != nil {
		return nil, err
	}
	return &whyOut{w}, nil
}
