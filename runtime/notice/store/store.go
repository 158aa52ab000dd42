// Package store keeps notices. Whoever changes something that people are told of calls Tell in the transaction that does.
package store

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/notice"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of notices. They need no other.
func Migrations() db.Migrations { return db.Migrations{Name: "notice", FS: migrations} }

// Store reads notices, and what was read of them.
type Store struct{ db *db.DB }

// New needs a database with the tables of Migrations.
func New(d *db.DB) *Store { return &Store{db: d} }

type noticeRow struct {
	bun.BaseModel `bun:"table:notices,alias:n"`

	ID          int64 `bun:",pk,autoincrement"`
	At          int64
	Told        int64
	Account     string
	Holder      string
	Kind        string
	SubjectKind string
	Subject     string
	Args        string
	Once        *string
	Relayed     int
}

func (r noticeRow) notice() (notice.Notice, error) {
	n := notice.Notice{ID: r.ID, At: db.Time(r.At), From: db.Time(r.Told), To: notice.To{Account: r.Account, Holder: r.Holder}, Kind: notice.Kind(r.Kind),
		Subject: notice.Subject{Kind: notice.SubjectKind(r.SubjectKind), ID: r.Subject}}
	if r.Once != nil {
		n.Once = *r.Once
	}
	if err := json.Unmarshal([]byte(r.Args), &n.Args); err != nil {
		return n, fmt.Errorf("words of notice %d: %w", r.ID, err)
	}
	return n, nil
}

var insert = db.Inserting[noticeRow]("ON CONFLICT (once) DO NOTHING")

// Tell writes notices inside the caller's transaction, whose ctx it is. A name (Once) that was told before is not told again.
// An error means that the caller's change must not be committed either.
func Tell(ctx context.Context, _ bun.IDB, list ...notice.Notice) error {
	calls := make([]*db.Call, len(list))
	for i, n := range list {
		var err error
		if calls[i], err = Line(n); err != nil {
			return err
		}
	}
	if err := db.Together(ctx, calls...); err != nil {
		return fmt.Errorf("notice: tell: %w", err)
	}
	return nil
}

// Line is what Tell carries out for each, for a caller who writes it together with more.
func Line(n notice.Notice) (*db.Call, error) {
	if err := n.Check(); err != nil {
		return nil, err
	}
	if n.From.IsZero() {
		n.From = n.At
	}
	args := []byte("{}")
	if len(n.Args) > 0 {
		var err error
		if args, err = json.Marshal(n.Args); err != nil {
			return nil, fmt.Errorf("notice: %s: words: %w", n.Kind, err)
		}
	}
	row := noticeRow{At: db.Micros(n.At), Told: db.Micros(n.From), Account: n.To.Account, Holder: n.To.Holder, Kind: string(n.Kind),
		SubjectKind: string(n.Subject.Kind), Subject: n.Subject.ID, Args: string(args)}
	if n.Once != "" {
		row.Once = &n.Once
	}
	return insert.Row(&row), nil
}

// Recall takes back, inside the caller's transaction, what was to be told of a subject later than now: a reminder of what was
// called off. None of the kinds named: all of them.
func Recall(ctx context.Context, tx bun.IDB, of notice.Subject, now time.Time, kinds ...notice.Kind) error {
	q := tx.NewDelete().Model((*noticeRow)(nil)).Where("subject_kind = ?", string(of.Kind)).Where("subject = ?", of.ID).Where("told > ?", db.Micros(now))
	if len(kinds) > 0 {
		q = q.Where("kind IN (?)", bun.List(kinds))
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("notice: take back: %w", err)
	}
	return nil
}
