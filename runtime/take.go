package runtime

import (
	"context"
	"fmt"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// orphaned tells whether its owner began a draft by an authorisation that doesn't count any more.
func (a *Application) orphaned(owner identity.Account) bool {
	if !identity.ByMandate(a.ApplicantID) {
		return false
	}
	_, ok := owner.Applicant(a.ApplicantID)
	return !ok
}

// owner is the account that began a draft; one that is gone can act for nobody.
func (h *hall) owner(ctx context.Context, a Application) (identity.Account, error) {
	owner, err := h.Accounts.Account(ctx, a.Owner)
	if fault.Is(err, fault.NotFound) {
		return identity.Account{}, nil
	}
	if err != nil {
		return owner, fmt.Errorf("runtime: owner of a draft: %w", err)
	}
	return owner, nil
}

// Take lets the principal go on with what an agent began, once the agent may no more: all that was answered and handed
// in stays, what the agent signed in person is to be signed anew. Codes: unauthenticated, not_found, forbidden (the agent's
// authorisation counts; identity level), conflict (submitted, or changed meanwhile), invalid (this applicant can't).
func (d *Drafts) Take(ctx context.Context, id, language string) (Draft, error) {
	o, err := d.open(ctx, id, actor.DraftTake, language)
	if err != nil {
		return Draft{}, err
	}
	if o.mayEdit { // taken already
		return d.Get(ctx, id, false, language)
	}
	owner, err := d.owner(ctx, *o.app)
	if err != nil {
		return Draft{}, err
	}
	if begunThere := o.app.Owner == "" && o.app.Office == ""; !begunThere && (o.app.Office != "" || !o.app.orphaned(owner)) {
		return Draft{}, d.fillsElse(*o.app)
	}
	a := o.app
	a.Owner, a.ApplicantID, a.User, a.Channel = o.who.Account.ID, o.who.Applicant.ID, eval.User{ActsAs: string(o.who.Applicant.ActsAs)}, o.who.Channel
	for m, s := range a.Content.Signed {
		if s.Account == owner.ID || owner.ID == "" {
			delete(a.Content.Signed, m)
		}
	}
	o.mayEdit = true
	d.prepare(o, language)
	if err := startable(o.plan, *a); err != nil {
		return Draft{}, err
	}
	if err := o.level(actor.DraftTake); err != nil {
		return Draft{}, err
	}
	out, err := d.settle(ctx, o.subject)
	if err != nil {
		return Draft{}, err
	}
	if err := a.lapse(o.subject, &out); err != nil {
		return Draft{}, err
	}
	a.Facts, a.Saved = out.facts, d.Clock().UTC()
	if err := d.Store.Take(ctx, *a, owner.ID, d.event(o.who, string(actor.DraftTake), *a)); err != nil {
		return Draft{}, fmt.Errorf("runtime: take a draft over: %w", err)
	}
	a.Version++
	return d.whole(ctx, o, out)
}
