package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/files"
)

// Checks keeps what is known of viruses; it is a files.Book.
type Checks struct{ db *db.DB }

var _ files.Book = (*Checks)(nil)

// NewChecks makes one on a database.
func NewChecks(d *db.DB) *Checks { return &Checks{d} }

type checkRow struct {
	bun.BaseModel `bun:"table:file_checks,alias:k"`

	Hash  string `bun:",pk"`
	State string
	Found string
	Tries int
	Due   int64
	At    int64
	Moved int64 // into quarantine; 0: not yet, or it has come again since
	Until int64 // kept there; 0: nothing is
}

// wait writes that content is to be looked at, unless it was already. What is infected has come again, and is to be moved again.
func wait(ctx context.Context, tx bun.IDB, h files.Hash) error {
	r := checkRow{Hash: string(h), State: string(files.Waiting)}
	if _, err := tx.NewInsert().Model(&r).On("CONFLICT (hash) DO UPDATE").Set("moved = 0").Where("k.state = ?", string(files.Infected)).Exec(ctx); err != nil {
		return fmt.Errorf("files: ask for a check: %w", err)
	}
	return nil
}

// Of tells the state of each content.
func (c *Checks) Of(ctx context.Context, list []files.Hash) (map[files.Hash]files.Check, error) {
	var rows []checkRow
	if err := c.db.Read().NewSelect().Model(&rows).Where("k.hash IN (?)", bun.List(list)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make(map[files.Hash]files.Check, len(rows))
	for _, r := range rows {
		out[files.Hash(r.Hash)] = files.Check(r.State)
	}
	return out, nil
}

// Due lists what waits, and whose time has come.
func (c *Checks) Due(ctx context.Context, now time.Time, most int) ([]files.Hash, error) {
	var out []files.Hash
	err := c.db.Read().NewSelect().Model((*checkRow)(nil)).Column("hash").Where("k.state = ?", string(files.Waiting)).Where("k.due <= ?", db.Micros(now)).
		OrderExpr("k.due, k.hash").Limit(int64(most)).Scan(ctx, &out)
	if db.IsNone(err) {
		err = nil
	}
	return out, err
}

// Waiting is how many wait to be looked at.
func (c *Checks) Waiting(ctx context.Context) (int, error) {
	n, err := c.db.Read().NewSelect().Model((*checkRow)(nil)).Where("k.state = ?", string(files.Waiting)).Count(ctx)
	return int(n), err
}

// Found writes a result, with its event: the first one counts.
func (c *Checks) Found(ctx context.Context, h files.Hash, state files.Check, what string, at time.Time) error {
	return c.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*checkRow)(nil)).Set("state = ?", string(state)).Set("found = ?", what).Set("at = ?", db.Micros(at)).
			Where("k.hash = ?", string(h)).Where("k.state = ?", string(files.Waiting)).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Event{At: at.UTC(), Actor: actor.Robot("check"), Act: "file.check", Object: audit.Object{Kind: "file", ID: string(h)},
			Detail: map[string]any{"state": string(state), "found": what}})
	})
}

// Pauses between tries: a minute at first, twice as long each time, an hour at most.
const (
	firstPause = time.Minute
	mostPause  = time.Hour
)

// Failed puts the next try off. That nobody could tell changes nothing that anybody may do, and so is no event.
func (c *Checks) Failed(ctx context.Context, h files.Hash, at time.Time) error {
	return c.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var r checkRow
		err := tx.NewSelect().Model(&r).Where("k.hash = ?", string(h)).Where("k.state = ?", string(files.Waiting)).Scan(ctx)
		if db.IsNone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		pause := min(mostPause, firstPause<<min(r.Tries, 10))
		_, err = tx.NewUpdate().Model((*checkRow)(nil)).Set("tries = ?", r.Tries+1).Set("due = ?", db.Micros(at.Add(pause))).
			Where("k.hash = ?", string(h)).Where("k.state = ?", string(files.Waiting)).Exec(ctx)
		return err
	})
}

// Loose lists what is infected and lies among what is served.
func (c *Checks) Loose(ctx context.Context, most int) ([]files.Hash, error) {
	return c.infected(ctx, most, "k.moved = 0")
}

// Over lists what was kept in quarantine until its day.
func (c *Checks) Over(ctx context.Context, now time.Time, most int) ([]files.Hash, error) {
	return c.infected(ctx, most, "k.until > 0 AND k.until <= ?", db.Micros(now))
}

func (c *Checks) infected(ctx context.Context, most int, where string, args ...any) ([]files.Hash, error) {
	var out []files.Hash
	err := c.db.Read().NewSelect().Model((*checkRow)(nil)).Column("hash").Where("k.state = ?", string(files.Infected)).Where(where, args...).
		OrderExpr("k.hash").Limit(int64(most)).Scan(ctx, &out)
	if db.IsNone(err) {
		err = nil
	}
	return out, err
}

// Isolated writes that content was moved into quarantine, with its event.
func (c *Checks) Isolated(ctx context.Context, h files.Hash, until, at time.Time) error {
	return c.moved(ctx, h, at, "file.isolate", map[string]any{"until": until.UTC().Format(time.RFC3339)}, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("moved = ?", db.Micros(at)).Set("until = ?", db.Micros(until)).Where("k.moved = 0")
	})
}

// Destroyed writes that what was in quarantine is gone, with its event.
func (c *Checks) Destroyed(ctx context.Context, h files.Hash, at time.Time) error {
	return c.moved(ctx, h, at, "file.destroy", map[string]any{}, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("until = 0").Where("k.until > 0")
	})
}

// moved changes what is known of infected content; where somebody was first, nothing happens.
func (c *Checks) moved(ctx context.Context, h files.Hash, at time.Time, act string, detail map[string]any, change func(*bun.UpdateQuery) *bun.UpdateQuery) error {
	return c.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := change(tx.NewUpdate().Model((*checkRow)(nil))).Where("k.hash = ?", string(h)).Where("k.state = ?", string(files.Infected)).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return audit.Append(ctx, tx, audit.Event{At: at.UTC(), Actor: actor.Robot("check"), Act: act, Object: audit.Object{Kind: "file", ID: string(h)}, Detail: detail})
	})
}
