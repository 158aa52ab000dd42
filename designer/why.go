package designer

import (
	"context"

	"banshi/engine/tell"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Why explains what became of something in a trial: eligibility.age, form.area, materials.proof, verdict …
// It tells what the applicant of the trial may read: of somebody else's record that it was looked at.
// Codes: invalid (the item has errors), not_found (nothing is known of such a path).
func (s *Service) Why(ctx context.Context, who actor.Actor, id, path string, t Trial) (tell.Why, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return tell.Why{}, err
	}
	session, err := s.session(d, t)
	if err != nil {
		return tell.Why{}, err
	}
	if session == nil {
		return tell.Why{}, fault.New(fault.Invalid, sayBroken)
	}
	teller := tell.New(session.Program().Plan())
	teller.Hide(session.Lookups().Paths)
	why, ok := teller.Why(session, path)
	if !ok {
		return tell.Why{}, fault.New(fault.NotFound, sayNoPath)
	}
	return why, nil
}
