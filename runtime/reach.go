package runtime

import (
	"context"
	"fmt"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
)

// officesFor lists the offices of which somebody may do act to a kind of object; nil: of all. Codes: those of actor.Can,
// where there is none.
func officesFor(a actor.Actor, act actor.Act, kind actor.ObjectKind) ([]string, error) {
	return placesFor(a, act, a.Offices(), func(id string) actor.Object { return actor.Object{Kind: kind, Office: id} })
}

// departmentsFor lists the departments likewise.
func departmentsFor(a actor.Actor, act actor.Act, kind actor.ObjectKind) ([]string, error) {
	var ids []string
	for _, p := range a.Posts {
		if p.Department != "" {
			ids = append(ids, p.Department)
		}
	}
	return placesFor(a, act, ids, func(id string) actor.Object { return actor.Object{Kind: kind, Department: id} })
}

// placesFor asks for an object of no place first, which is for whom every place is open, then for each of the actor's own:
// who has several need not be let into the first of them.
func placesFor(a actor.Actor, act actor.Act, ids []string, of func(id string) actor.Object) ([]string, error) {
	refused := actor.Can(a, act, of(""))
	if refused == nil {
		return nil, nil
	}
	var open []string
	for _, id := range ids {
		err := actor.Can(a, act, of(id))
		if err == nil {
			open = append(open, id)
			continue
		}
		refused = err
	}
	if len(open) == 0 {
		return nil, refused
	}
	return open, nil
}

// listed writes down that somebody looked at a list, before anything of it is given out.
func listed[T any](ctx context.Context, h *hall, a actor.Actor, act actor.Act, kind actor.ObjectKind, list []T, id func(T) string) error {
	ids := make([]any, len(list))
	for i, x := range list {
		ids[i] = id(x)
	}
	e := audit.Event{At: h.Clock().UTC(), Actor: a, Act: string(act), Object: audit.Object{Kind: string(kind)}, Detail: map[string]any{string(kind) + "s": ids}}
	if err := h.Store.Viewed(ctx, e); err != nil {
		return fmt.Errorf("runtime: write down a look at %ss: %w", kind, err)
	}
	return nil
}
