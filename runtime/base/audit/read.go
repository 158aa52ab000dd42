package audit

import (
	"context"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
)

// Told is an event as it stands in the trail.
type Told struct {
	Event
	Raw    string // Detail as JSON, personal numbers masked
	Sealed bool   // it has its place in the chain
}

// Of lists what happened to an object, oldest first: the latest of them, at most that many. Nothing of it is an
// event of its own: whoever shows it writes down that it was read.
func Of(ctx context.Context, q bun.IDB, o Object, most int) ([]Told, error) {
	var rows []row
	err := q.NewSelect().Model(&rows).Where("e.object_kind = ?", o.Kind).Where("e.object_id = ?", o.ID).OrderExpr("e.id DESC").Limit(int64(most)).Scan(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Told, len(rows))
	for i, r := range rows {
		out[len(rows)-1-i] = Told{Raw: r.Detail, Sealed: r.Seq != nil, Event: Event{At: db.Time(r.At), Act: r.Act, Object: o,
			Actor: actor.Actor{Kind: actor.Kind(r.ActorKind), ID: r.ActorID}}}
	}
	return out, nil
}
