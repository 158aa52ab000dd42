package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// Holders are those who have a role at the office of the case.
type Holders struct {
	Role       actor.Role
	Colleagues []Colleague // a few of them
}

// whose completes what could be done to a case: in whose place, and where somebody may not, who may.
func (h *hall) whose(ctx context.Context, a actor.Actor, c Case, list []May) error {
	for i := range list {
		m := &list[i]
		if m.Why.None() {
			if p, ok := actor.InPlaceOf(a, m.Act, caseObject(c)); ok {
				m.For = p.ForName
			}
			continue
		}
		var err error
		if m.Who, err = h.holders(ctx, actor.WhoMay(cmp.Or(m.Clears, m.Act), c.State), c.Office); err != nil {
			return err
		}
	}
	return nil
}

func (h *hall) holders(ctx context.Context, roles []actor.Role, office string) ([]Holders, error) {
	if len(roles) == 0 {
		return nil, nil
	}
	list, err := h.Store.Holding(ctx, roles, office, h.today())
	if err != nil {
		return nil, fmt.Errorf("runtime: who may: %w", err)
	}
	out := make([]Holders, len(roles))
	for i, r := range roles {
		out[i].Role = r
		for _, c := range list {
			if c.Role == r {
				out[i].Colleagues = append(out[i].Colleagues, c)
			}
		}
	}
	return out, nil
}

// whyNot is what a refusal says.
func whyNot(err error) fault.Text {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Message
	}
	return fault.Text{}
}

// titleFor is the title under which somebody does an act, with the colleague in whose place (代); for names the
// colleague's account.
func titleFor(who identity.Current, act actor.Act, o actor.Object) (title, inPlaceOf string) {
	if who.Account.Staff == nil {
		return "", ""
	}
	title = who.Account.Staff.Title
	if p, ok := actor.InPlaceOf(who.Actor(), act, o); ok {
		return sayInPlaceOf.With(title, p.ForName).In("zh-Hans"), p.For
	}
	return title, ""
}
