package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// Desk is what staff do with cases.
type Desk struct{ *hall }

// pageSize is how many cases one page of the list has.
const pageSize = 20

// SoonDays is what soon means: within so many calendar days.
const SoonDays = 3

// DeskList is one page of cases, masked where the caller does not handle them.
type DeskList struct {
	Cases []Case
	Counts
	Page int
	Size int
}

// List gives the cases of the offices that the caller serves; supervisors see all, masked. Codes:
// unauthenticated, forbidden, invalid.
func (d *Desk) List(ctx context.Context, want Wanted) (DeskList, error) {
	who, err := worker(ctx)
	if err != nil {
		return DeskList{}, err
	}
	a := who.Actor()
	want.Query, want.Page = strings.TrimSpace(want.Query), max(want.Page, 1)
	f := Filter{Wanted: want, Size: pageSize, Today: d.today()}
	switch {
	case a.Has(actor.Supervisor):
		f.Named = a.Offices()
	case a.Handles():
		f.Offices = a.Offices()
	default:
		return DeskList{}, fault.New(fault.Forbidden, sayNoCases)
	}
	if err := checkWanted(want); err != nil {
		return DeskList{}, err
	}
	cases, counts, err := d.Store.Desk(ctx, f)
	if err != nil {
		return DeskList{}, fmt.Errorf("runtime: list cases: %w", err)
	}
	for i, c := range cases {
		cases[i] = lineFor(a, c)
	}
	return DeskList{Cases: cases, Counts: counts, Page: want.Page, Size: f.Size}, nil
}

func checkWanted(w Wanted) error {
	switch {
	case !textFault(w.Query).None() || utf8.RuneCountInString(w.Query) > 100:
		return fault.New(fault.Invalid, sayBadQuery, fault.Field{Path: "q", Message: sayQueryShape})
	case w.State != "" && casework.Title(w.State, "") == "":
		return fault.New(fault.Invalid, sayNoState, fault.Field{Path: "state", Message: sayNoState})
	}
	return nil
}

// Get shows a case as it was submitted, as far as the caller may see it. The look is written down
// before anything is given out. Codes: unauthenticated, not_found, forbidden.
func (d *Desk) Get(ctx context.Context, number, language string) (CasePage, error) {
	who, err := worker(ctx)
	if err != nil {
		return CasePage{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return CasePage{}, err
	}
	out, err := d.page(ctx, c, view.Staff, language)
	if err != nil {
		return CasePage{}, err
	}
	if out, err = pageFor(who.Actor(), out); err != nil {
		return CasePage{}, err
	}
	if out.Acts, err = d.offers(ctx, who.Actor(), c, language); err != nil {
		return CasePage{}, err
	}
	e := viewed(who, c, d.Clock())
	e.Detail["masked"] = out.Masked
	e.Detail["sensitive"] = sensitivePaths(out.View)
	if err := d.Store.Viewed(ctx, e); err != nil {
		return CasePage{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return out, nil
}

func sensitivePaths(v view.View) []string {
	var out []string
	for _, f := range v.Plan.Fields {
		if f.Sensitive && v.State.Fields["form."+f.ID].Is == "value" {
			out = append(out, "form."+f.ID)
		}
		for _, c := range f.Columns {
			if c.Sensitive && len(v.State.Fields["form."+f.ID].Rows) > 0 {
				out = append(out, "form."+f.ID+"."+c.ID)
			}
		}
	}
	return out
}

// maxOpinion is how long an opinion may be, in characters.
const maxOpinion = 2000

// Prechecking is what a clerk says of a submitted case (预审).
type Prechecking struct {
	Version  int // of the case as it was seen
	Pass     bool
	Opinion  string // needed where it is returned, or passed against a finding
	Findings map[string]Finding
	Key      string // of the client: the same key is the same order
}

// Precheck passes a submitted case or returns it to the applicant with an opinion. Codes:
// unauthenticated, not_found, forbidden, conflict (another version or state), invalid (opinion,
// findings, key).
func (d *Desk) Precheck(ctx context.Context, number string, o Prechecking) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	o.Opinion = strings.TrimSpace(o.Opinion)
	if err := checkOpinion(o.Opinion, !o.Pass); err != nil {
		return Case{}, err
	}
	if !idempotencyKey.MatchString(o.Key) {
		return Case{}, badKey()
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Case{}, err
	}
	event := casework.PrecheckPass
	if !o.Pass {
		event = casework.PrecheckReturn
	}
	step, err := d.step(who, c, event, o)
	if err != nil {
		return Case{}, err
	}
	if err := actor.Can(who.Actor(), actor.CasePrecheck, caseObject(c)); err != nil {
		// The same order, sent again after its answer was lost, finds the case in its next state.
		if !fault.Is(err, fault.Conflict) {
			return Case{}, err
		}
	} else if step.To, err = casework.Advance(c.State, event); err != nil {
		return Case{}, fault.Wrap(err, fault.Conflict, sayNotPrecheck)
	} else if err := d.checkFindings(ctx, c, o); err != nil {
		return Case{}, err
	}
	after, _, err := d.Store.Advance(ctx, step)
	if err != nil {
		return Case{}, fmt.Errorf("runtime: precheck: %w", err)
	}
	return after, nil
}

func checkOpinion(opinion string, needed bool) error {
	var say fault.Text
	switch {
	case needed && opinion == "":
		say = sayOpinionNeeded
	case utf8.RuneCountInString(opinion) > maxOpinion:
		say = sayMaxText.With(maxOpinion)
	default:
		say = textFault(opinion)
	}
	if say.None() {
		return nil
	}
	return fault.New(fault.Invalid, sayBadOpinion, fault.Field{Path: "opinion", Message: say})
}

// checkFindings reads what was handed in last, as it was evaluated then.
func (d *Desk) checkFindings(ctx context.Context, c Case, o Prechecking) error {
	page, err := d.page(ctx, c, view.Staff, "")
	if err != nil {
		return err
	}
	return checkFindings(o, checksOf(page.View.Plan, page.View.State))
}

// step is a change of the case, without where it leads: the store refuses one that leads nowhere
// unless its key was used before.
func (d *Desk) step(who identity.Current, c Case, event casework.Event, o Prechecking) (Step, error) {
	now, opinion := d.Clock().UTC(), o.Opinion
	title, inPlaceOf := titleFor(who, actor.CasePrecheck, caseObject(c))
	order, err := o.digest()
	return Step{
		Number: c.Number, Version: o.Version, Order: order, Key: o.Key, Opinion: opinion, Account: who.Account.ID, At: now,
		Event: Happening{At: now, Event: string(event), Round: c.Round, By: actor.Staff, Actor: who.Account.ID, Name: who.Account.Name,
			Title: title, Text: opinion, Findings: o.Findings},
		Audit: audit.Event{At: now, Actor: who.Actor(), Act: string(actor.CasePrecheck), Object: audit.Object{Kind: string(actor.Case), ID: c.Number},
			Detail: map[string]any{"event": string(event), "round": c.Round, "opinion_length": utf8.RuneCountInString(opinion), "findings": o.Findings, "in_place_of": inPlaceOf}},
	}, err
}

// digest names the order by all that it says.
func (o Prechecking) digest() (string, error) {
	o.Key = ""
	raw, err := canonical(o)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}
