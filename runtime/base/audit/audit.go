// Package audit keeps the trail: no write without an event in the same
// transaction, and a chain of hashes over all events.
//
// Append only inserts, so that writers never queue for the chain's tail. A
// Sequencer gives the events their place in the chain afterwards, in batches.
// Until then a row is protected by nothing but the database; how many rows are
// waiting is part of what Verify reports.
package audit

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
	"banshi/runtime/base/mask"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of the trail.
func Migrations() db.Migrations { return db.Migrations{Name: "audit", FS: migrations} }

// Event is one thing that somebody did, or was refused.
type Event struct {
	At     time.Time
	Actor  actor.Actor // only Kind and ID are kept
	Act    string      // an actor.Act, or a word of the package that writes it (session.begin)
	Object Object
	Detail map[string]any // JSON values; personal numbers are masked before they are stored
}

// Object is what it was done to: the ids of the database, never a personal number.
type Object struct {
	Kind string
	ID   string
}

// row is an event as it is stored.
type row struct {
	bun.BaseModel `bun:"table:audit_events,alias:e"`

	ID         int64 `bun:",pk,autoincrement"`
	At         int64
	ActorKind  string
	ActorID    string
	Act        string
	ObjectKind string
	ObjectID   string
	Detail     string
	Seq        *int64
	Prev       string
	Hash       string
}

var insert = db.Inserting[row]("")

// Append writes the event inside the caller's transaction, whose ctx it is: both stand or both fall.
// An error means that the caller's change must not be committed either.
func Append(ctx context.Context, _ bun.IDB, e Event) error {
	call, err := Write(e)
	if err != nil {
		return err
	}
	if err := db.Together(ctx, call); err != nil {
		return fmt.Errorf("audit: %s: %w", e.Act, err)
	}
	return nil
}

// Write is what Append carries out, for a caller who writes it together with more.
func Write(e Event) (*db.Call, error) {
	if e.Act == "" || e.At.IsZero() || e.Object.Kind == "" {
		return nil, fmt.Errorf("audit: an event needs Act, At and Object.Kind: %q on %q", e.Act, e.Object.Kind)
	}
	if e.Actor.Kind != actor.Nobody && e.Actor.ID == "" {
		return nil, fmt.Errorf("audit: %s: the actor has no id", e.Act)
	}
	detail := []byte("{}")
	if len(e.Detail) > 0 {
		var err error
		if detail, err = json.Marshal(mask.Value(e.Detail)); err != nil {
			return nil, fmt.Errorf("audit: %s: detail: %w", e.Act, err)
		}
	}
	r := row{
		At: db.Micros(e.At), ActorKind: string(e.Actor.Kind), ActorID: mask.Text(e.Actor.ID), Act: e.Act,
		ObjectKind: e.Object.Kind, ObjectID: mask.Text(e.Object.ID), Detail: string(detail),
	}
	return insert.Row(&r), nil
}
