package runtime

import (
	"context"
	"strings"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Previewed is what a decision would write and give. Nothing of it is stored.
type Previewed struct {
	Documents []Document // without their numbers: the store gives them
	Results   []Resulting
	State     actor.State // in which the case would stand then
	Digest    string      // of documents and results: Deciding.Shown holds a decision to it
}

// Resulting is something that the decision would give.
type Resulting struct {
	eval.Granted
	Waits []string // titles of what it still hangs on; none: it is given with the decision
}

// Preview tells what a decision would write and give, before it is taken. Codes: unauthenticated, not_found, forbidden,
// conflict, invalid.
func (d *Desk) Preview(ctx context.Context, number string, o Deciding) (Previewed, error) {
	who, err := worker(ctx)
	if err != nil {
		return Previewed{}, err
	}
	o.Opinion = strings.TrimSpace(o.Opinion)
	if err := checkOpinion(o.Opinion, false); err != nil {
		return Previewed{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseDecide)
	if err != nil {
		return Previewed{}, err
	}
	has, err := d.claimant(ctx, c)
	if err != nil {
		return Previewed{}, err
	}
	if err := held(who.Actor(), has, actor.CaseDecide, c); err != nil {
		return Previewed{}, err
	}
	t, err := d.turnOf(ctx, c)
	if err != nil {
		return Previewed{}, err
	}
	t.as(who)
	t.opinion = o.Opinion
	if err := t.fill(decideStep, o.Answers, false); err != nil {
		return Previewed{}, err
	}
	refused, err := t.refusedParts(o)
	if err != nil {
		return Previewed{}, err
	}
	if err := t.decide(ctx, o); err != nil {
		return Previewed{}, err
	}
	out := Previewed{Documents: t.written(), State: t.c.State}
	if o.grants() {
		for _, r := range t.results(refused) {
			out.Results = append(out.Results, Resulting{r, t.titlesOf(r.Missing)})
		}
	}
	out.Digest, err = t.shown(o)
	return out, err
}

func (o Deciding) grants() bool { return o.Outcome == casework.Granted || o.Outcome == casework.Partly }

// written are the documents of a turn so far.
func (t *turn) written() []Document {
	var out []Document
	for _, d := range t.step.Done {
		if d.Document != nil {
			out = append(out, *d.Document)
		}
	}
	return out
}

// shown is the digest of what a decision writes and gives, as whoever takes it has seen it.
func (t *turn) shown(o Deciding) (string, error) {
	type sheet struct {
		Kind  Kind
		Title string
		Body  Body
	}
	type result struct {
		Of, Row, ValidTo string
		Cells            map[string]any
	}
	var all struct {
		Sheets  []sheet
		Results []result
	}
	for _, d := range t.written() {
		all.Sheets = append(all.Sheets, sheet{d.Kind, d.Title, d.Body})
	}
	if o.grants() {
		struck := map[string]bool{}
		for _, p := range o.Parts {
			struck[p] = true
		}
		for _, r := range t.results(struck) {
			all.Results = append(all.Results, result{r.Of, r.Row, r.ValidTo, r.Cells})
		}
	}
	return digestOf(all)
}

// asShown holds a decision to what was shown of it. Codes: conflict.
func (t *turn) asShown(o Deciding) error {
	if o.Shown == "" {
		return nil
	}
	now, err := t.shown(o)
	if err == nil && now != o.Shown {
		err = fault.New(fault.Conflict, sayDecisionChanged)
	}
	return err
}

// titlesOf names fields for people.
func (t *turn) titlesOf(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, titleOfField(t.plan, t.state, n))
	}
	return out
}
