package audit

import (
	"context"
	"time"

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

// Viewing is one event of some objects, as ReadOf lists them.
type Viewing struct {
	ID     int64
	At     time.Time
	Actor  string
	Object string
	Raw    string
}

// ReadOf lists who of a kind of actors did one act to some objects of a kind, latest first: those before an id (0: the
// latest), at most that many.
func ReadOf(ctx context.Context, q bun.IDB, who actor.Kind, act, kind string, objects []string, before int64, most int) ([]Viewing, error) {
	if len(objects) == 0 {
		return nil, nil
	}
	var rows []row
	s := q.NewSelect().Model(&rows).Where("e.object_kind = ?", kind).Where("e.object_id IN (?)", bun.List(objects)).
		Where("e.act = ?", act).Where("e.actor_kind = ?", string(who))
	if before > 0 {
		s = s.Where("e.id < ?", before)
	}
	if err := s.OrderExpr("e.id DESC").Limit(int64(most)).Scan(ctx); err != nil {
		return nil, err
	}
	out := make([]Viewing, len(rows))
	for i, r := range rows {
		out[i] = Viewing{ID: r.ID, At: db.Time(r.At), Actor: r.ActorID, Object: r.ObjectID, Raw: r.Detail}
	}
	return out, nil
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

// Latest is when the last event was, whether sealed or not; the zero time where there is none.
func Latest(ctx context.Context, q bun.IDB) (time.Time, error) {
	var at []int64
	err := q.NewSelect().Model((*row)(nil)).Column("at").OrderExpr("e.id DESC").Limit(1).Scan(ctx, &at)
	if len(at) == 0 || db.IsNone(err) {
		return time.Time{}, ignoreNone(err)
	}
	return db.Time(at[0]), err
}

// Waiting is how many events have no place in the chain yet, and when the oldest of them was.
func Waiting(ctx context.Context, q bun.IDB) (n int, oldest time.Time, err error) {
	var at int64
	err = q.NewSelect().Model((*row)(nil)).ColumnExpr("count(*)").ColumnExpr("coalesce(min(e.at), 0)").Where("e.seq IS NULL").Scan(ctx, &n, &at)
	if err != nil || n == 0 {
		return 0, time.Time{}, err
	}
	return n, db.Time(at), nil
}

func ignoreNone(err error) error {
	if db.IsNone(err) {
		return nil
	}
	return err
}
