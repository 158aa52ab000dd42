package runtime

import (
	"context"
	"fmt"

	"banshi/engine/eval"
	"banshi/engine/tell"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Why tells the applicant why a path of his draft is as it is: a condition, a field, a material, a
// step, or the verdict. What records about somebody else hold is kept back. Codes: unauthenticated,
// not_found.
func (d *Drafts) Why(ctx context.Context, id, path, language string) (tell.Why, error) {
	o, err := d.open(ctx, id, actor.DraftView, language)
	if err != nil {
		return tell.Why{}, err
	}
	if err := o.level(actor.DraftView); err != nil {
		return tell.Why{}, err
	}
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return tell.Why{}, err
	}
	return why(out.session, path, true)
}

// Why tells a member of staff why a path of a case is as it is, from what was frozen at submission.
// Who sees the case only masked gets no values. Codes: unauthenticated, not_found, forbidden.
func (d *Desk) Why(ctx context.Context, number, path, language string) (tell.Why, error) {
	who, err := worker(ctx)
	if err != nil {
		return tell.Why{}, err
	}
	c, err := d.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return tell.Why{}, err
	}
	if !whole(who.Actor(), c) {
		return tell.Why{}, fault.New(fault.Forbidden, sayNoReasons)
	}
	s, err := d.Store.Submission(ctx, c.Number)
	if err != nil {
		return tell.Why{}, fmt.Errorf("runtime: submission of a case: %w", err)
	}
	def, err := d.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return tell.Why{}, fmt.Errorf("runtime: definition of a case: %s version %d: %w", s.Item, s.ItemVersion, err)
	}
	var in eval.Input
	if err := Decode(s.Input, &in); err != nil {
		return tell.Why{}, fmt.Errorf("runtime: input of case %s: %w", s.Number, err)
	}
	session, err := def.Program(language).Open(in)
	if err != nil {
		return tell.Why{}, fmt.Errorf("runtime: evaluate case %s: %w", s.Number, err)
	}
	told, unknown := why(session, path, false)
	e := viewed(who, c, d.Clock())
	if unknown == nil { // what names nothing of the definition may be anything, also somebody's name
		e.Detail["why"] = path
	}
	if err := d.Store.Viewed(ctx, e); err != nil {
		return tell.Why{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
	}
	return told, unknown
}

func why(s *eval.Session, path string, holdBack bool) (tell.Why, error) {
	t := tell.New(s.Program().Plan())
	if holdBack {
		others := s.Lookups().Paths
		t.Hide(others)
	}
	w, ok := t.Why(s, path)
	if !ok {
		return tell.Why{}, fault.New(fault.NotFound, sayNoEntry)
	}
	return w, nil
}
