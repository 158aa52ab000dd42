// Package store writes down who looked whom up in shared data.
package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/db"
	"banshi/runtime/base/mask"
	"banshi/runtime/sharing"
)

//go:embed sqlite
var migrations embed.FS

// Migrations are the tables of look-ups.
func Migrations() db.Migrations { return db.Migrations{Name: "sharing", FS: migrations} }

type lookupRow struct {
	bun.BaseModel `bun:"table:lookups,alias:l"`

	ID      int64 `bun:",pk,autoincrement"`
	At      int64
	Actor   string
	Item    string
	Draft   string
	Why     string
	Source  string
	Subject string
	Shown   string
	Reused  int
	Typed   int
}

// Lookups is sharing.Log on a database.
type Lookups struct {
	db  *db.DB
	key []byte
}

var _ sharing.Log = (*Lookups)(nil)

// New needs a secret of at least 32 bytes that stays the same: with another one, older
// lines can no longer be found by the person's number. It belongs outside the database.
func New(d *db.DB, secret []byte) (*Lookups, error) {
	if len(secret) < 32 {
		return nil, errors.New("sharing/store: the secret of the look-up log must have at least 32 bytes")
	}
	return &Lookups{db: d, key: secret}, nil
}

var insertLookup = db.Inserting[lookupRow]("")

// Lookups writes a batch, all of it or nothing.
func (s *Lookups) Lookups(ctx context.Context, batch []sharing.Lookup) error {
	lines := make([]*db.Call, len(batch))
	for i, l := range batch {
		p := l.Purpose
		if p.Actor == "" || p.Why == "" {
			return errors.New("sharing/store: a look-up needs somebody who asks, and why")
		}
		row := lookupRow{At: db.Micros(l.At), Actor: mask.Text(p.Actor), Item: p.Item, Draft: p.Draft, Why: p.Why,
			Source: l.Want.ID(), Subject: s.subject(l.Want.Key), Shown: shown(l.Want.Key)}
		if l.Reused {
			row.Reused = 1
		}
		if l.Typed {
			row.Typed = 1
		}
		lines[i] = insertLookup.Row(&row)
	}
	if err := s.db.Write(ctx, lines...); err != nil {
		return fmt.Errorf("sharing/store: write down look-ups: %w", err)
	}
	return nil
}

// Typed counts how many typed keys somebody looked up since then, each once.
func (s *Lookups) Typed(ctx context.Context, account string, since time.Time) (int, error) {
	var n int
	err := s.db.Read().NewSelect().Model((*lookupRow)(nil)).ColumnExpr("COUNT(DISTINCT l.subject)").
		Where("l.actor = ? AND l.typed = 1 AND l.at > ?", mask.Text(account), db.Micros(since)).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("sharing/store: count look-ups: %w", err)
	}
	return n, nil
}

// Line is a look-up as it is told to the person or to supervision.
type Line struct {
	At      time.Time
	Purpose sharing.Purpose
	Source  string
	Shown   string // the key, masked
	Reused  bool
}

// OfSubject lists who looked this number up, latest first, at most limit (0: 200).
func (s *Lookups) OfSubject(ctx context.Context, number string, limit int) ([]Line, error) {
	return s.list(ctx, limit, "l.subject = ?", s.subject(number))
}

// OfDraft lists what was looked up for a draft or case, latest first, at most limit (0: 200).
func (s *Lookups) OfDraft(ctx context.Context, draft string, limit int) ([]Line, error) {
	return s.list(ctx, limit, "l.draft = ?", draft)
}

func (s *Lookups) list(ctx context.Context, limit int, where string, arg any) ([]Line, error) {
	if limit <= 0 {
		limit = 200
	}
	var rows []lookupRow
	if err := s.db.Read().NewSelect().Model(&rows).Where(where, arg).OrderExpr("l.id DESC").Limit(int64(limit)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("sharing/store: list look-ups: %w", err)
	}
	out := make([]Line, len(rows))
	for i, r := range rows {
		out[i] = Line{At: db.Time(r.At), Source: r.Source, Shown: r.Shown, Reused: r.Reused == 1,
			Purpose: sharing.Purpose{Actor: r.Actor, Item: r.Item, Draft: r.Draft, Why: r.Why}}
	}
	return out, nil
}

// Traces lists who looked a number up, latest first.
func (s *Lookups) Traces(ctx context.Context, t sharing.Tracing) ([]sharing.Trace, error) {
	if t.Number == "" || t.Drafts != nil && len(t.Drafts) == 0 {
		return nil, nil // the tables that are one for all are nobody's
	}
	var rows []lookupRow
	q := s.db.Read().NewSelect().Model(&rows).Where("l.subject = ?", s.subject(t.Number))
	if t.Source != "" {
		q = q.Where("l.source = ?", t.Source)
	}
	if t.Drafts != nil {
		q = q.Where("l.draft IN (?)", bun.List(t.Drafts))
	}
	if t.Before > 0 {
		q = q.Where("l.id < ?", t.Before)
	}
	if err := q.OrderExpr("l.id DESC").Limit(int64(t.Most)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("sharing/store: trace look-ups: %w", err)
	}
	out := make([]sharing.Trace, len(rows))
	for i, r := range rows {
		out[i] = sharing.Trace{ID: r.ID, At: db.Time(r.At), Source: r.Source, Reused: r.Reused == 1,
			Purpose: sharing.Purpose{Actor: r.Actor, Item: r.Item, Draft: r.Draft, Why: r.Why}}
	}
	return out, nil
}

// TracedSources lists the sources in which a number was looked up, each once.
func (s *Lookups) TracedSources(ctx context.Context, number string) ([]string, error) {
	if number == "" {
		return nil, nil
	}
	var out []string
	err := s.db.Read().NewSelect().Model((*lookupRow)(nil)).ColumnExpr("DISTINCT l.source").Where("l.subject = ?", s.subject(number)).OrderExpr("1").Scan(ctx, &out)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("sharing/store: sources of look-ups: %w", err)
	}
	return out, nil
}

// subject: an identity number has so few possibilities that a plain hash hides nothing; the secret does.
func (s *Lookups) subject(key string) string {
	if key == "" {
		return ""
	}
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(key))
	return hex.EncodeToString(m.Sum(nil))
}

// shown hides the middle of any key: plates and project codes can lead to a person too.
func shown(key string) string {
	if key == "" {
		return ""
	}
	return mask.IDNumber(key)
}

// Used reports whether any look-up was written: by a secret that must not be lost.
func Used(ctx context.Context, d *db.DB) (bool, error) {
	used, err := d.Read().NewSelect().Model((*lookupRow)(nil)).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("sharing: look-ups: %w", err)
	}
	return used, nil
}
