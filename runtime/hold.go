package runtime

import (
	"context"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// claimant is who has a case in hand, with what he or she may do; nobody where it is free or the account is gone.
func (h *hall) claimant(ctx context.Context, c Case) (actor.Actor, error) {
	if c.Claim.Account == "" {
		return actor.Actor{}, nil
	}
	account, err := h.Accounts.Account(ctx, c.Claim.Account)
	if fault.Is(err, fault.NotFound) {
		return actor.Actor{}, nil
	}
	if err != nil {
		return actor.Actor{}, fmt.Errorf("runtime: who has a case in hand: %w", err)
	}
	return identity.Current{Account: account}.Actor(), nil
}

// held refuses an act on a case that a colleague has in hand: nobody else does what the colleague could do. What the
// colleague may not do (a clerk has claimed it, a leader decides) is no business of the claim, and who acts in the
// place of that colleague has the claim too. Codes: conflict.
func held(a, has actor.Actor, act actor.Act, c Case) error {
	o := caseObject(c)
	if a.Kind != actor.Staff || has.ID == "" || has.ID == a.ID || actor.Can(has, act, o) != nil {
		return nil
	}
	if p, ok := actor.InPlaceOf(a, act, o); ok && p.For == has.ID {
		return nil
	}
	return fault.New(fault.Conflict, sayHeld.With(fault.Say(c.Claim.Name, c.Claim.Name)))
}
