package runtime

import (
	"context"
	"slices"
	"strings"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Deciding is a decision (决定).
type Deciding struct {
	Ordering
	Outcome string         // casework.Granted, Partly, Refused
	Parts   []string       // with Partly: the parts that are refused
	Answers map[string]any // of the step's form
	Shown   string         // digest of the preview that was looked at; "": none was
}

// Decide grants, refuses, or grants in part. Who examined does not decide. A refusal says why, on what law it
// rests, and what can be done against it. What is granted is given at once, where nothing has to come before.
// Codes: unauthenticated, not_found, forbidden, conflict, invalid.
func (d *Desk) Decide(ctx context.Context, number string, o Deciding) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(strings.TrimSpace(o.Opinion), o.Outcome != casework.Granted); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseDecide, o.Ordering, "decide", []any{o.Outcome, o.Parts, o.Answers, o.Shown}, func(t *turn) error {
		if err := t.fill(decideStep, o.Answers, true); err != nil {
			return err
		}
		if len(o.Answers) > 0 {
			if err := t.worked(decideStep, o.Outcome, t.opinion, o.Answers); err != nil {
				return err
			}
		}
		if err := t.decide(ctx, o); err != nil {
			return err
		}
		return t.asShown(o)
	})
}

// SendBack returns a case that stands at its decision to who examined it, with the reason. Codes: unauthenticated,
// not_found, forbidden, conflict, invalid (without a reason).
func (d *Desk) SendBack(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(strings.TrimSpace(o.Opinion), true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseDecide, o, "send_back", nil, func(t *turn) error {
		return t.move(casework.Order{Event: casework.SendBack}, saying{act: actor.CaseDecide, text: t.opinion})
	})
}

const decideStep = "decide"

func (t *turn) decide(ctx context.Context, o Deciding) error {
	if err := t.settled(ctx); err != nil {
		return err
	}
	event := map[string]casework.Event{casework.Granted: casework.Grant, casework.Partly: casework.GrantPart, casework.Refused: casework.Refuse}[o.Outcome]
	kind := map[string]Kind{casework.Granted: DocGrant, casework.Partly: DocPartly, casework.Refused: DocRefusal}[o.Outcome]
	if event == "" {
		return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "outcome", Message: sayChooseAnswer})
	}
	refused, err := t.refusedParts(o)
	if err != nil {
		return err
	}
	doc := t.document(kind)
	doc.Body.Reason = t.opinion
	t.cites(doc)
	switch o.Outcome {
	case casework.Granted:
		doc.says(sayGrants)
	case casework.Partly:
		doc.says(sayGrantsPartly.With(fault.Say(strings.Join(t.optionTexts(t.plan, o.Parts), "、"), strings.Join(t.optionTexts(t.english(), o.Parts), ", "))))
		doc.remedies()
	default:
		doc.says(sayNoPermit)
		if t.plan.Type != "permit" {
			doc.says(sayRefuses)
		}
		doc.remedies()
	}
	t.c.Opinion = t.opinion
	t.c.Progress.Struck = o.Parts
	if err := t.move(casework.Order{Event: event}, saying{act: actor.CaseDecide, text: t.opinion, document: doc, detail: map[string]any{"outcome": o.Outcome}}); err != nil {
		return err
	}
	t.publicise(o.Outcome)
	t.count()
	if o.Outcome == casework.Refused {
		return nil
	}
	for _, r := range t.results(refused) {
		doc.names([]fault.Text{t.resultTitle(r)})
	}
	return t.goOn()
}

// refusedParts are the options that are struck out by a decision in part: some of those that are asked for.
func (t *turn) refusedParts(o Deciding) (map[string]bool, error) {
	out := map[string]bool{}
	if o.Outcome != casework.Partly {
		return out, nil
	}
	bad := fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "parts", Message: sayWhichParts})
	asked, _ := t.state.Fields["form."+t.plan.Parts].Value.([]any)
	if t.plan.Parts == "" || len(o.Parts) == 0 || len(o.Parts) >= len(asked) {
		return nil, bad
	}
	for _, p := range o.Parts {
		if !slices.ContainsFunc(asked, func(x any) bool { return x == p }) {
			return nil, bad
		}
		out[p] = true
	}
	return out, nil
}

func (t *turn) optionTexts(p *plan.Plan, codes []string) []string {
	f := p.Field(p.Parts)
	if f == nil {
		return codes
	}
	var out []string
	for _, o := range f.Options {
		if slices.Contains(codes, o.Code) {
			out = append(out, o.Text)
		}
	}
	return out
}
