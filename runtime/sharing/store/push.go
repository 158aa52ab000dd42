package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/push"
)

type messageRow struct {
	bun.BaseModel `bun:"table:push_messages,alias:m"`

	PushKey string `bun:",pk"`
	Message string `bun:",pk"`
	Digest  string
	Outcome string
	At      int64
}

type nonceRow struct {
	bun.BaseModel `bun:"table:push_nonces,alias:n"`

	PushKey string `bun:",pk"`
	Nonce   string `bun:",pk"`
	At      int64
}

type feedRow struct {
	bun.BaseModel `bun:"table:push_feeds,alias:f"`

	Source string `bun:",pk"`
	Heard  int64
	Whole  int
}

// Pushes keeps what departments push.
type Pushes struct {
	db  *db.DB
	own *Own
}

var _ push.Store = (*Pushes)(nil)

// NewPushes keeps them in d.
func NewPushes(d *db.DB) *Pushes { return &Pushes{db: d, own: NewOwn(d)} }

// Hear writes down a nonce and that the sources were heard. Nonces beyond the window are forgotten: a request of that
// age is refused for its time.
func (s *Pushes) Hear(ctx context.Context, key, nonce string, sources []string, at time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*nonceRow)(nil)).Where("at < ?", db.Micros(at.Add(-3*push.Window))).Exec(ctx); err != nil {
			return fmt.Errorf("sharing/store: nonces: %w", err)
		}
		_, err := tx.NewInsert().Model(&nonceRow{PushKey: key, Nonce: nonce, At: db.Micros(at)}).Exec(ctx)
		if db.IsDuplicate(err) {
			return fault.Wrap(err, fault.Conflict, fault.Text{})
		}
		if err != nil {
			return fmt.Errorf("sharing/store: nonce: %w", err)
		}
		for _, source := range sources {
			if err := heard(ctx, tx, feedRow{Source: source, Heard: db.Micros(at)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// heard never takes back that a source is complete, nor that it was heard later.
func heard(ctx context.Context, tx bun.IDB, row feedRow) error {
	_, err := tx.NewInsert().Model(&row).On("CONFLICT (source) DO UPDATE").
		Set("heard = CASE WHEN EXCLUDED.heard > f.heard THEN EXCLUDED.heard ELSE f.heard END").
		Set("whole = CASE WHEN EXCLUDED.whole > f.whole THEN EXCLUDED.whole ELSE f.whole END").Exec(ctx)
	if err != nil {
		return fmt.Errorf("sharing/store: feed of %s: %w", row.Source, err)
	}
	return nil
}

// Take writes the lines in one transaction.
func (s *Pushes) Take(ctx context.Context, key string, lines []push.Done, e audit.Event) (out []push.Said, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		out = make([]push.Said, len(lines))
		news, written := 0, 0
		for i, l := range lines {
			said, err := s.take(ctx, tx, key, l)
			if err != nil {
				return err
			}
			out[i] = said
			if !said.Again {
				news++
			}
			if said.Outcome == push.Accepted && !said.Again {
				written++
			}
		}
		if news == 0 {
			return nil // all of it came before: there is nothing to tell
		}
		e.Detail["written"] = written
		return audit.Append(ctx, tx, e)
	})
	return out, err
}

func (s *Pushes) take(ctx context.Context, tx bun.IDB, key string, l push.Done) (push.Said, error) {
	var was messageRow
	err := tx.NewSelect().Model(&was).Where("m.push_key = ? AND m.message = ?", key, l.ID).Scan(ctx)
	switch {
	case err == nil:
		return push.Said{Outcome: push.Outcome(was.Outcome), Again: true, Other: was.Digest != l.Digest}, nil
	case !db.IsNone(err):
		return push.Said{}, fmt.Errorf("sharing/store: message: %w", err)
	}
	said := push.Said{Outcome: push.Accepted}
	if l.Whole {
		err = heard(ctx, tx, feedRow{Source: l.Own.Source, Heard: db.Micros(l.Own.At), Whole: 1})
	} else {
		var outcome sharing.Outcome
		if outcome, err = s.own.Put(ctx, tx, l.Own); outcome == sharing.Older {
			said.Outcome = push.Ignored
		}
	}
	if err != nil {
		return said, err
	}
	_, err = tx.NewInsert().Model(&messageRow{PushKey: key, Message: l.ID, Digest: l.Digest, Outcome: string(said.Outcome), At: db.Micros(l.Own.At)}).Exec(ctx)
	if err != nil {
		return said, fmt.Errorf("sharing/store: message: %w", err)
	}
	return said, nil
}

// Feed tells how a source is pushed to.
func (s *Pushes) Feed(ctx context.Context, source string) (push.Feed, error) {
	var row feedRow
	err := s.db.Read().NewSelect().Model(&row).Where("f.source = ?", source).Scan(ctx)
	if db.IsNone(err) {
		return push.Feed{}, nil
	}
	if err != nil {
		return push.Feed{}, fmt.Errorf("sharing/store: feed of %s: %w", source, err)
	}
	return push.Feed{Heard: db.Time(row.Heard), Whole: row.Whole == 1}, nil
}

// Seed lets a source that nobody has pushed to begin with some records, as if they were all of it, and says that it was
// heard: for a trial on one's own machine.
func (s *Pushes) Seed(ctx context.Context, source string, list []sharing.Own, at time.Time, e audit.Event) error {
	feed, err := s.Feed(ctx, source)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if feed.Whole {
			return heard(ctx, tx, feedRow{Source: source, Heard: db.Micros(at)})
		}
		for _, o := range list {
			if _, err := s.own.Put(ctx, tx, o); err != nil {
				return err
			}
		}
		if err := heard(ctx, tx, feedRow{Source: source, Heard: db.Micros(at), Whole: 1}); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}
