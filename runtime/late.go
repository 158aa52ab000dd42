package runtime

import (
	"context"
	"errors"
	"fmt"

	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// Late does what the law says about days that went by: what nobody said anything about within five working days is
// accepted (推定受理), and who did not come back in time has given up. It tells how many cases it moved. Cases that
// cannot be moved are told of and left.
func (d *Desk) Late(ctx context.Context) (int, error) {
	states := []actor.State{actor.Received, actor.Correction, actor.PrecheckFailed, actor.PrecheckPassed, actor.AwaitingOnsite}
	list, err := d.Store.Late(ctx, states, d.today())
	if err != nil {
		return 0, fmt.Errorf("runtime: cases whose day is over: %w", err)
	}
	moved := 0
	var faults []error
	for _, number := range list {
		ok, err := d.late(ctx, number)
		switch {
		case fault.Is(err, fault.Conflict): // somebody has just gone on with it
		case err != nil:
			faults = append(faults, fmt.Errorf("case %s: %w", number, err))
		case ok:
			moved++
		}
	}
	return moved, errors.Join(faults...)
}

func (d *Desk) late(ctx context.Context, number string) (bool, error) {
	c, err := d.Store.Case(ctx, number)
	if err != nil {
		return false, err
	}
	t, err := d.turnOf(ctx, c)
	if err != nil {
		return false, err
	}
	event, ok := t.course.Late(t.c.Progress)
	if !ok || c.ActBy == "" || c.ActBy >= t.today {
		return false, nil
	}
	t.who = actor.Robot("late")
	switch event {
	case casework.Deem:
		err = t.accept(casework.Deem, actor.CaseAccept)
	default:
		doc := t.document(DocLapsed)
		doc.says(sayLapsed.With(day(c.ActBy)))
		err = t.move(casework.Order{Event: casework.Lapse}, saying{act: actor.CaseLapse, document: doc})
	}
	if err != nil {
		return false, err
	}
	_, err = d.finish(ctx, t, number+"/late", fmt.Sprintf("late-%d-%s", c.Version, number), t.who.ID)
	return err == nil, err
}

// workday tells whether a text is a day on which offices work.
func workday(t *turn, s string) bool {
	d, ok := value.ParseDate(s)
	return ok && t.prog.Calendar().IsWorkday(d)
}
