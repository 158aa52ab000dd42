package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/channel"
	"banshi/runtime/identity"
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
	Instant     bool       `json:"instant,omitempty" doc:"decided by the system itself at submission (即办)"`
	Credit      string     `json:"credit,omitempty" doc:"tier of the applicant when it was handed in, where the item asks for it"`
	Checks      checkTally `json:"checks"`
	Opinion     string     `json:"opinion,omitempty"`
	Waits       string     `json:"waits,omitempty" enum:"office,applicant" doc:"on whose side it waits"`
	ActBy       string     `json:"actBy,omitempty" doc:"the last day of what it waits for"`
	Legal       string     `json:"legal,omitempty" doc:"the last day by law, once accepted"`
	Accepted    string     `json:"accepted,omitempty" doc:"the day of acceptance, from which due is counted"`
	Outcome     string     `json:"outcome,omitempty" enum:"granted,partly,refused"`
	Steps       []string   `json:"steps,omitempty" doc:"ids of the steps that wait"`
	// For staff only.
	Claim *claimLine `json:"claim,omitempty"`
}

// claimLine says who has the case in hand.
type claimLine struct {
	Name string    `json:"name"`
	Mine bool      `json:"mine,omitempty"`
	At   time.Time `json:"at"`
}

// checkTally is what the list says of the system's checks.
type checkTally struct {
	Held int `json:"held" doc:"conditions that hold"`
	Open int `json:"open" doc:"what a person has to look at"`
}

type officeLine struct {
	ID    string `json:"id"`
	Title string `json:"title" name:"catalog"`
}

func placesOf(list []runtime.Titled) []officeLine {
	out := make([]officeLine, len(list))
	for i, o := range list {
		out[i] = officeLine{o.ID, o.Title}
	}
	return out
}

func lineOf(c runtime.Case, language string) caseLine {
	return caseLine{Number: c.Number, Item: c.Item, ItemVersion: c.ItemVersion, Name: c.Name, State: string(c.State),
		StateTitle: stateTitleOf(c, language), Version: c.Version, Round: c.Round, Applicant: c.ApplicantName,
		Office: officeLine{c.Office, c.OfficeTitle}, Verdict: c.Verdict, SubmittedAt: c.Submitted, ChangedAt: c.Changed,
		Promised: c.Promised, Due: c.Due, Instant: c.Instant, Credit: c.Credit, Checks: checkTally(c.Checks), Opinion: c.Opinion,
		Waits: string(c.Waits), ActBy: c.ActBy, Legal: c.Legal, Accepted: c.Progress.Accepted, Outcome: c.Progress.Outcome, Steps: c.Progress.Open}
}

// stateTitleOf says 即办 where the system decided at once.
func stateTitleOf(c runtime.Case, language string) string {
	title := casework.Title(c.State, language)
	switch outcome := casework.OutcomeTitle(c.Progress.Outcome, language); {
	case c.State == actor.Done && outcome != "" && c.Instant:
		return sayInstant.With(casework.Instant(language), outcome).In(language)
	case c.State == actor.Done && outcome != "":
		return sayDoneAs.With(title, outcome).In(language)
	case c.Instant && c.State == actor.DecidedYes:
		return sayInstant.With(casework.Instant(language), title).In(language)
	}
	return title
}

// happening is one line of the timeline. Who in an office did something is no business of the
// applicant: the office stands for its people.
type happening struct {
	At       time.Time `json:"at"`
	Event    string    `json:"event"`
	Title    string    `json:"title"`
	Round    int       `json:"round"`
	Actor    string    `json:"actor,omitempty" doc:"name of who did it" name:"catalog"`
	Role     string    `json:"role,omitempty" doc:"what he or she is: the title of a member of staff, applicant, agent, system"`
	Mine     bool      `json:"mine,omitempty" doc:"it was you"`
	Text     string    `json:"text,omitempty"`
	Step     string    `json:"step,omitempty" doc:"title of the step that was done"`
	Answer   string    `json:"answer,omitempty" doc:"what was answered in it, in words"`
	Document int       `json:"document,omitempty" doc:"seq of what was written with it"`
	// For staff only.
	Findings map[string]runtime.Finding `json:"findings,omitempty" doc:"check → fits or differs"`
}

func timelineOf(ctx context.Context, p runtime.CasePage, language string) []happening {
	who, _ := identity.From(ctx)
	out := make([]happening, len(p.Timeline))
	for i, e := range p.Timeline {
		h := happening{At: e.At, Event: e.Event, Title: casework.EventTitle(casework.Event(e.Event), language), Round: e.Round, Text: e.Text,
			Actor: e.Name, Mine: e.Actor != "" && e.Actor == who.Account.ID, Document: e.Document}
		h.stepOf(p, e, language)
		if why, ok := runtime.TakenDownFor(e.Answer); ok && e.Event == string(casework.TakeDown) {
			h.Title = sayBecause.With(fault.Say(h.Title, h.Title), why).In(language)
		}
		switch {
		case e.By == actor.System:
			h.Actor, h.Role = saySystem.In(language), ""
		case e.By == actor.Person && (h.Actor == "" || h.Actor == p.ApplicantName):
			h.Actor, h.Role = p.ApplicantName, sayApplicant.In(language)
		case e.By == actor.Person:
			h.Role = sayActsFor.With(p.ApplicantName).In(language)
		case who.Account.Staff == nil:
			h.Actor, h.Role = p.OfficeTitle, e.Title
			if e.Step != "" || e.Event == string(casework.SendBack) {
				h.Text, h.Answer = "", "" // what staff notes in a step is theirs; documents say what the applicant is told
			}
		default:
			h.Role, h.Findings = e.Title, e.Findings
			if h.Actor == "" {
				h.Actor = p.OfficeTitle
			}
		}
		out[i] = h
	}
	return out
}

// stepOf names the step that was done; what was answered in it is for staff.
func (h *happening) stepOf(p runtime.CasePage, e runtime.Happening, language string) {
	if e.Step == "" {
		return
	}
	h.Step = e.Step
	if p.View.Plan != nil { // who only tells that a case is open gets no plan
		if s := p.View.Plan.Step(e.Step); s != nil {
			h.Step = s.Title
		}
	}
	h.Answer = casework.AnswerTitle(e.Answer, language)
}

type casePage struct {
	Case     caseLine              `json:"case"`
	View     free                  `json:"view"`
	Timeline []happening           `json:"timeline"`
	Files    map[string][]fileLine `json:"files"`
	Opinion  string                `json:"opinion,omitempty"`
	Masked   bool                  `json:"masked,omitempty" doc:"sensitive values are hidden from you"`
	Digest   string                `json:"digest" doc:"SHA-256 of answers, facts, definition and files, as on receipt and form"`
	Channel  string                `json:"channel" doc:"on which it was submitted"`
	Agent    string                `json:"agent,omitempty" doc:"name of who acted for the applicant"`
	ActsAs   string                `json:"actsAs,omitempty" doc:"by what right: agent, guardian, family, village"`
	On       string                `json:"channelTitle"`
	Today    string                `json:"today" doc:"the day for which it was evaluated"`
	Handling handling              `json:"handling"`
	Place    *runtime.Office       `json:"place,omitempty" doc:"for the applicant: the office that has it"`
	// Unverified is what was typed while its register did not answer.
	Unverified []unverified `json:"unverified,omitempty"`
	Counter    *counterBody `json:"counter,omitempty" doc:"of the window at which it was handed in"`
}

func pageOf(ctx context.Context, p runtime.CasePage, language string) casePage {
	return casePage{Case: lineOf(p.Case, language), View: free{p.View}, Timeline: timelineOf(ctx, p, language),
		Files: byMaterial(p.Number, p.Files), Opinion: p.Opinion, Masked: p.Masked, Digest: p.Digest, Agent: p.Agent, ActsAs: p.ActsAs, Channel: p.Round.Channel, On: channel.Title(p.Round.Channel, language), Today: p.Round.Today,
		Handling: handlingOf(ctx, p, language), Place: p.Place, Unverified: unverifiedOf(p), Counter: counterOf(p.Counter, func(string) bool { return true }, p.Counter != nil && p.Counter.Agreed != nil && p.Counter.Agreed.Yes)}
}

type unverified struct {
	Path   string          `json:"path"`
	Source string          `json:"source" doc:"id of the register that did not answer"`
	Result string          `json:"result" enum:"waiting,matches,differs,none" doc:"of comparing it once the register answered"`
	Said   json.RawMessage `json:"said,omitempty" doc:"what the register says, for those who handle the case"`
	At     *time.Time      `json:"at,omitempty" doc:"of comparing it"`
}

func unverifiedOf(p runtime.CasePage) []unverified {
	out := make([]unverified, len(p.Unverified))
	for i, u := range p.Unverified {
		out[i] = unverified{Path: u.Path, Source: u.Source, Result: string(u.Result), Said: u.Said}
		if u.Result == "" {
			out[i].Result = "waiting"
		} else {
			out[i].At = &u.Checked
		}
	}
	return out
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
	huma.Register(api, operation("list-cases", http.MethodGet, "/api/cases", "我的办件", "case", signedIn...), h.list)
	huma.Register(api, operation("get-case", http.MethodGet, "/api/cases/{number}", "一个办件", "case", ofOnes...), h.get)
	amend := operation("amend-case", http.MethodPost, "/api/cases/{number}/amend", "按预审意见修改", "case", changing...)
	amend.DefaultStatus = http.StatusCreated
	huma.Register(api, amend, h.amend)
	huma.Register(api, operation("get-receipt", http.MethodGet, "/api/cases/{number}/receipt", "提交回执，可打印", "case", looked...), h.receipt)
	huma.Register(api, operation("get-form", http.MethodGet, "/api/cases/{number}/form.pdf", "申请表（PDF）", "case", looked...), h.form)
	huma.Register(api, operation("get-receipt-style", http.MethodGet, "/api/receipt.css", "回执的样式", "case"), receiptStyle)
}

type cases struct{ Services }

func (h cases) list(ctx context.Context, in *Tongue) (*casesOut, error) {
	list, err := h.Cases.List(ctx, in.language())
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
	return &pageOut{pageOf(ctx, p, in.language())}, nil
}

func (h cases) amend(ctx context.Context, in *numberIn) (*draftOut, error) {
	d, err := h.Cases.Amend(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return &draftOut{draftOf(d)}, nil
}
