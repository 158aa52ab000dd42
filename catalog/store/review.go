package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type moveRow struct {
	bun.BaseModel `bun:"table:definition_moves,alias:m"`

	Draft   string `bun:",pk"`
	Seq     int    `bun:",pk"`
	Act     string
	Author  string
	Name    string
	At      int64
	Version int
	Reason  string
}

type commentRow struct {
	bun.BaseModel `bun:"table:definition_comments,alias:c"`

	ID        string `bun:",pk"`
	Draft     string
	Thread    string
	File      string
	Path      string
	Text      string
	Author    string
	Name      string
	At        int64
	Settled   int64
	SettledBy string
}

// changedOnce fails where not just one row was changed. Codes: conflict.
func changedOnce(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fault.Wrap(err, fault.Conflict, sayMoved)
	}
	return nil
}

// MoveDraft writes a new state of a draft over the state and version that were seen, and tells of it. Codes: conflict.
func (s *Store) MoveDraft(ctx context.Context, seen, to catalog.Draft, m catalog.Move, tell catalog.Tell, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := moveDraft(ctx, tx, seen, to, m); err != nil {
			return err
		}
		if err := tell.In(ctx); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

func moveDraft(ctx context.Context, tx bun.Tx, seen, to catalog.Draft, m catalog.Move) error {
	row := draftRowOf(to)
	q := tx.NewUpdate().Model(&row).Column("state", "changed", "approved", "approved_name", "number", "effective").
		Where("id = ?", seen.ID).Where("state = ?", string(seen.State)).Where("version = ?", seen.Version).Where("approved = ?", seen.Approved)
	if err := changedOnce(q.Exec(ctx)); err != nil {
		return err
	}
	n, err := tx.NewSelect().Model((*moveRow)(nil)).Where("m.draft = ?", seen.ID).Count(ctx)
	if err != nil {
		return fmt.Errorf("ways of a draft: %w", err)
	}
	move := moveRow{Draft: seen.ID, Seq: int(n) + 1, Act: string(m.Act), Author: m.Author, Name: m.Name, At: db.Micros(m.At), Version: m.Version, Reason: m.Reason}
	if _, err := tx.NewInsert().Model(&move).Exec(ctx); err != nil {
		return fmt.Errorf("write the way of a draft: %w", err)
	}
	return nil
}

// Moves gives the ways of a draft, in their order.
func (s *Store) Moves(ctx context.Context, draft string) ([]catalog.Move, error) {
	var rows []moveRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("m.draft = ?", draft).OrderExpr("m.seq").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]catalog.Move, len(rows))
	for i, r := range rows {
		out[i] = catalog.Move{Seq: r.Seq, Act: catalog.MoveAct(r.Act), Author: r.Author, Name: r.Name, At: db.Time(r.At), Version: r.Version, Reason: r.Reason}
	}
	return out, nil
}

// Comment writes what somebody says about a place; the same id writes it once.
func (s *Store) Comment(ctx context.Context, c catalog.Comment, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row := commentRow{ID: c.ID, Draft: c.Draft, Thread: c.Thread, File: c.File, Path: c.Path, Text: c.Text, Author: c.Author, Name: c.Name, At: db.Micros(c.At)}
		res, err := tx.NewInsert().Model(&row).On("CONFLICT (id) DO NOTHING").Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a comment: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// Comments lists them, in their order.
func (s *Store) Comments(ctx context.Context, draft string) ([]catalog.Comment, error) {
	var rows []commentRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("c.draft = ?", draft).OrderExpr("c.at, c.id").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]catalog.Comment, len(rows))
	for i, r := range rows {
		out[i] = catalog.Comment{ID: r.ID, Draft: r.Draft, Thread: r.Thread, File: r.File, Path: r.Path, Text: r.Text, Author: r.Author, Name: r.Name, At: db.Time(r.At), SettledBy: r.SettledBy}
		if r.Settled != 0 {
			out[i].Settled = db.Time(r.Settled)
		}
	}
	return out, nil
}

// SettleComment closes one that is open. Codes: conflict.
func (s *Store) SettleComment(ctx context.Context, c catalog.Comment, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*commentRow)(nil)).Set("settled = ?", db.Micros(c.Settled)).Set("settled_by = ?", c.SettledBy).Where("id = ?", c.ID).Where("settled = 0")
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}
