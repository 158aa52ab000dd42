package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Amending proposes to mend a mistake in what was handed in (更正).
type Amending struct {
	Ordering        // the opinion says why
	Path     string // form.<field>, of the applicant
	Value    any    // what should stand there
}

// AskAmend proposes an amendment; nothing changes until the applicant agrees. One is open at a time. Codes:
// unauthenticated, not_found, forbidden, conflict, invalid.
func (d *Desk) AskAmend(ctx context.Context, number string, o Amending) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(o.Opinion, true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseAmend, o.Ordering, "amend_ask", []any{o.Path, o.Value}, func(t *turn) error {
		if _, open, err := t.amendment(ctx); err != nil || open {
			if err == nil {
				err = fault.New(fault.Conflict, sayAmendOpen)
			}
			return err
		}
		id := strings.TrimPrefix(o.Path, "form.")
		f := t.plan.Field(id)
		st := t.state.Fields[o.Path]
		if f == nil || f.Clerk || f.Type == "table" || len(f.Compute) > 0 || !st.Shown || st.Edit == "locked" {
			return fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "path", Message: sayNotAmendable})
		}
		decimals(t.plan, map[string]any{id: o.Value})
		if _, err := t.with(id, o.Value); err != nil {
			return err
		}
		t.step.Amendment = &Amendment{Path: o.Path, Title: f.Title, Before: st.Value, After: o.Value, Reason: t.opinion, By: t.who.ID, Name: t.name, At: t.now}
		return t.move(casework.Order{Event: casework.AmendAsk}, saying{act: actor.CaseAmend, text: f.Title + "：" + t.opinion, detail: map[string]any{"path": o.Path}})
	})
}

// TakeBackAmend ends an amendment that waits for the applicant, who is told; nothing changes. Codes: unauthenticated,
// not_found, forbidden, conflict, invalid (without a reason).
func (d *Desk) TakeBackAmend(ctx context.Context, number string, o Ordering) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	if err := checkOpinion(strings.TrimSpace(o.Opinion), true); err != nil {
		return Case{}, err
	}
	return d.order(ctx, who, number, actor.CaseAmend, o, "amend_drop", nil, func(t *turn) error {
		a, open, err := t.amendment(ctx)
		if err != nil {
			return err
		}
		if !open {
			return fault.New(fault.Conflict, sayNoAmendment)
		}
		a.Answered, a.Answer = t.now, "taken_back"
		t.step.Amendment = &a
		return t.move(casework.Order{Event: casework.AmendDrop}, saying{act: actor.CaseAmend, text: a.Title + "：" + t.opinion, detail: map[string]any{"path": a.Path}})
	})
}

// settled refuses a decision on what may still be amended. Codes: conflict.
func (t *turn) settled(ctx context.Context) error {
	_, open, err := t.amendment(ctx)
	if err == nil && open {
		err = fault.New(fault.Conflict, sayAmendWaits)
	}
	return err
}

// amendment is the one that waits for the applicant.
func (t *turn) amendment(ctx context.Context) (Amendment, bool, error) {
	r, err := t.h.Store.Record(ctx, t.c.Number)
	if err != nil {
		return Amendment{}, false, fmt.Errorf("runtime: amendments of a case: %w", err)
	}
	for _, a := range r.Amendments {
		if a.Answer == "" {
			return a, true, nil
		}
	}
	return Amendment{}, false, nil
}

// with gives the input with one answer changed, if the form takes it. Codes: invalid.
func (t *turn) with(id string, v any) (eval.Input, error) {
	in, err := inputWith(t.sub, nil)
	if err != nil {
		return in, err
	}
	in.Answers = maps.Clone(in.Answers)
	in.Answers[id] = v
	state, err := t.prog.Evaluate(in)
	if err != nil {
		return in, fmt.Errorf("runtime: evaluate an amendment: %w", err)
	}
	f := state.Fields["form."+id]
	bad := f.Is != eval.IsValue
	for _, e := range f.Errors {
		bad = bad || !e.Warn
	}
	if bad {
		return in, fault.New(fault.Invalid, sayBadWork, fault.Field{Path: "value", Message: sayNotTaken.With(t.plan.Field(id).Title)})
	}
	return in, nil
}

// Consent answers an amendment: agreed, what was proposed stands in a further round of the case, and what stood
// there before is kept; else nothing changes. Codes: unauthenticated, not_found, conflict.
func (m *MyCases) Consent(ctx context.Context, number string, agree bool, o Ordering) (Case, error) {
	who, err := citizen(ctx)
	if err != nil {
		return Case{}, err
	}
	return m.order(ctx, who, number, actor.CaseConsent, o, "consent", agree, func(t *turn) error {
		a, open, err := t.amendment(ctx)
		if err != nil {
			return err
		}
		if !open {
			return fault.New(fault.Conflict, sayNothingToAmend)
		}
		if t.c.State == actor.Correction {
			return fault.New(fault.Conflict, sayMendFirst)
		}
		a.Answered, a.Answer = t.now, "declined"
		event := casework.AmendDeny
		if agree {
			a.Answer, event = "agreed", casework.Amend
			if err := t.stands(a); err != nil {
				return err
			}
			if err := t.amend(ctx, a); err != nil {
				return err
			}
		}
		t.step.Amendment = &a
		doc := t.document(DocAmendment)
		doc.Body.Reason = a.Reason
		answer := sayAmendDeclined
		if agree {
			answer = sayAmendAgreed
		}
		doc.says(answer.With(fault.Say(a.Title, titleOfField(t.english(), t.state, a.Path))))
		return t.move(casework.Order{Event: event}, saying{act: actor.CaseConsent, text: a.Title, document: doc, detail: map[string]any{"path": a.Path}})
	})
}

// stands refuses an agreement to what is no longer as it was proposed. Codes: conflict.
func (t *turn) stands(a Amendment) error {
	if same(t.state.Fields[a.Path].Value, a.Before) {
		return nil
	}
	return fault.New(fault.Conflict, sayAmendPassed.With(fault.Say(a.Title, titleOfField(t.english(), t.state, a.Path))))
}

// amend writes a further round with the value changed: input, state and verdict, for the same day and version. What was
// typed while its register was silent goes on waiting for it, and keeps what came of it.
func (t *turn) amend(ctx context.Context, a Amendment) error {
	id := strings.TrimPrefix(a.Path, "form.")
	in, err := t.with(id, a.After)
	if err != nil {
		return err
	}
	session, err := t.prog.Open(in)
	if err != nil {
		return fmt.Errorf("runtime: evaluate an amendment: %w", err)
	}
	next := t.sub
	var content Content
	if err := Decode(t.sub.Content, &content); err != nil {
		return fmt.Errorf("runtime: content of case %s: %w", t.c.Number, err)
	}
	answers := maps.Clone(content.Answers)
	if answers == nil {
		answers = map[string]any{}
	}
	answers[id] = a.After
	content.Answers = answers
	state := session.State()
	for _, part := range []struct {
		to    *json.RawMessage
		value any
	}{{&next.Content, content}, {&next.Input, in}, {&next.Materials, state.Materials}} {
		raw, err := Encode(part.value)
		if err != nil {
			return err
		}
		*part.to = raw
	}
	if next.State, err = eval.JSON(state); err != nil {
		return err
	}
	next.At = t.now
	if t.step.Unverified, err = t.h.Store.Unverified(ctx, t.c.Number, t.c.Round); err != nil {
		return fmt.Errorf("runtime: what is unverified of a case: %w", err)
	}
	for i := range t.step.Unverified {
		if u := &t.step.Unverified[i]; u.Path == a.Path {
			u.Result, u.Said, u.Checked = "", nil, time.Time{} // of the value that stood there
		}
	}
	t.step.Round, t.step.Digests = &next, t.h.keysOf(t.plan, in, state)
	t.c.Round++
	t.c.Verdict, t.c.Checks = state.Verdict, tallyOf(t.plan, state)
	return t.open(next)
}
