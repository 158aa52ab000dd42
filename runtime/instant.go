package runtime

import (
	"fmt"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/casework"
)

// Done is something that the system does to a case within a submission, with its event of the trail.
type Done struct {
	Event Happening
	Audit audit.Event // its Object.ID is set to the number
}

// instantly is the system as whoever decides at once (即办).
var instantly = actor.Robot("instant")

// atOnce accepts and decides a case that has just been submitted, where its state says that the system
// may: everything is known, nothing was deferred or is left to be seen, no part is refused (eval decides
// that). What comes after the decision (fee, licence, delivery) is not carried out yet.
func atOnce(c *Case, state *eval.State, now time.Time) ([]Done, error) {
	if !state.Instant {
		return nil, nil
	}
	var out []Done
	for _, step := range []struct {
		act   actor.Act
		event casework.Event
	}{{actor.CaseAccept, casework.InstantAccept}, {actor.CaseDecide, casework.InstantDecide}} {
		if err := actor.Can(instantly, step.act, caseObject(*c)); err != nil {
			return nil, fmt.Errorf("runtime: decide at once: %w", err)
		}
		to, err := casework.Advance(c.State, step.event)
		if err != nil {
			return nil, fmt.Errorf("runtime: decide at once: %w", err)
		}
		c.State = to
		out = append(out, Done{
			Event: Happening{At: now, Event: string(step.event), By: instantly.Kind, Actor: instantly.ID},
			Audit: audit.Event{At: now, Actor: instantly, Act: string(step.act), Object: audit.Object{Kind: string(actor.Case)},
				Detail: map[string]any{"event": string(step.event), "round": c.Round, "plan": state.Plan}},
		})
	}
	c.Instant = true
	return slices.Clip(out), nil
}
