package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type publicationRow struct {
	bun.BaseModel `bun:"table:publications,alias:p"`

	ID          string `bun:",pk"`
	Number      string
	Item        string
	ItemVersion int
	ItemName    string
	Department  string
	Office      string
	OfficeTitle string
	Outcome     string
	DocNo       string
	Decided     string
	Until       string
	Shown       string
	NumberMask  string
	ToMask      string
	LicenceNo   string
	ValidTo     string
	TakenDown   string
	Changed     int64
}

func (r publicationRow) publication() (runtime.Publication, error) {
	p := runtime.Publication{ID: r.ID, Number: r.Number, Item: r.Item, Version: r.ItemVersion, Name: r.ItemName, Department: r.Department, Office: r.Office,
		OfficeTitle: r.OfficeTitle, Outcome: r.Outcome, Document: r.DocNo, Decided: r.Decided, Until: r.Until, NumberMask: r.NumberMask, ToMask: r.ToMask,
		LicenceNo: r.LicenceNo, ValidTo: r.ValidTo, TakenDown: r.TakenDown, Changed: db.Time(r.Changed)}
	if err := json.Unmarshal([]byte(r.Shown), &p.Shown); err != nil {
		return p, fmt.Errorf("what publication %s shows: %w", r.ID, err)
	}
	return p, nil
}

// publish writes what of a decision is public, in the place of what was before; the licences of the same change are put
// down in it by gave.
func publish(ctx context.Context, tx bun.Tx, c runtime.Case, p runtime.Publication, document string) error {
	shown, err := json.Marshal(p.Shown)
	if err != nil {
		return fmt.Errorf("write a publication: %w", err)
	}
	row := publicationRow{ID: p.ID, Number: c.Number, Item: p.Item, ItemVersion: p.Version, ItemName: p.Name, Department: p.Department, Office: p.Office,
		OfficeTitle: p.OfficeTitle, Outcome: p.Outcome, DocNo: document, Decided: p.Decided, Until: p.Until, Shown: string(shown), NumberMask: p.NumberMask,
		ToMask: p.ToMask, Changed: db.Micros(p.Changed)}
	if _, err := tx.NewDelete().Model((*publicationRow)(nil)).Where("number = ?", c.Number).Exec(ctx); err != nil {
		return fmt.Errorf("replace a publication: %w", err)
	}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write a publication: %w", err)
	}
	return nil
}

// gave puts a licence down that was given, as far as the publication of its case shows it.
func gave(ctx context.Context, tx bun.Tx, number string, r runtime.Issued) error {
	var row publicationRow
	err := tx.NewSelect().Model(&row).Where("p.number = ?", number).Where("p.taken_down = ''").Scan(ctx)
	if db.IsNone(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find a publication: %w", err)
	}
	p, err := row.publication()
	if err != nil || !p.Give(r) {
		return err
	}
	row.LicenceNo, row.ValidTo, row.Changed = p.LicenceNo, p.ValidTo, db.Micros(r.At)
	if _, err := tx.NewUpdate().Model(&row).Column("licence_no", "valid_to", "changed").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("write the licence of a publication: %w", err)
	}
	return nil
}

// Publications lists those that are public on a day, the newest first.
func (s *Store) Publications(ctx context.Context, w runtime.PublicationQuery) ([]runtime.Publication, error) {
	var rows []publicationRow
	q := s.db.Read().NewSelect().Model(&rows).Where("p.taken_down = ''").Where("p.until >= ?", w.Today)
	if w.Item != "" {
		q = q.Where("p.item = ?", w.Item)
	}
	if w.Outcome != "" {
		q = q.Where("p.outcome = ?", w.Outcome)
	}
	if w.Words != "" {
		like := "%" + like.Replace(w.Words) + "%"
		q = q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			for _, column := range []string{"item_name", "shown", "licence_no", "doc_no", "office_title"} {
				q = q.WhereOr("p.? LIKE ? ESCAPE '!'", bun.Ident(column), like)
			}
			return q
		})
	}
	if w.Month != "" {
		q = q.Where("p.decided >= ?", w.Month+"-01").Where("p.decided <= ?", w.Month+"-31")
	}
	if day, id, ok := strings.Cut(w.After, "/"); ok {
		q = q.Where("(p.decided < ? OR p.decided = ? AND p.id < ?)", day, day, id)
	}
	if err := q.OrderExpr("p.decided DESC, p.id DESC").Limit(int64(w.Most)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list publications: %w", err)
	}
	out := make([]runtime.Publication, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.publication(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PublicMonths lists the months of decisions that are public on a day, the newest first.
func (s *Store) PublicMonths(ctx context.Context, today string) ([]runtime.CountedMonth, error) {
	var rows []struct {
		Month   string
		Changed int64
	}
	err := s.db.Read().NewSelect().TableExpr("publications AS p").ColumnExpr("substr(p.decided, 1, 7) AS month").ColumnExpr("max(p.changed) AS changed").
		Where("p.taken_down = ''").Where("p.until >= ?", today).GroupExpr("substr(p.decided, 1, 7)").OrderExpr("substr(p.decided, 1, 7) DESC").Scan(ctx, &rows)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("months of publications: %w", err)
	}
	out := make([]runtime.CountedMonth, len(rows))
	for i, r := range rows {
		out[i] = runtime.CountedMonth{Month: r.Month, At: db.Time(r.Changed)}
	}
	return out, nil
}

// Publication finds one that is public on a day, or was taken down. Codes: not_found.
func (s *Store) Publication(ctx context.Context, id, today string) (runtime.Publication, error) {
	return s.publication(ctx, runtime.NotPublic(), func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("p.id = ?", id).Where("p.until >= ?", today) })
}

// PublicationOf finds that of a case. Codes: not_found.
func (s *Store) PublicationOf(ctx context.Context, number string) (runtime.Publication, error) {
	return s.publication(ctx, runtime.NoPublication(), func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("p.number = ?", number) })
}

func (s *Store) publication(ctx context.Context, none error, which func(*bun.SelectQuery) *bun.SelectQuery) (runtime.Publication, error) {
	var row publicationRow
	err := which(s.db.Read().NewSelect().Model(&row)).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Publication{}, none
	}
	if err != nil {
		return runtime.Publication{}, fmt.Errorf("find a publication: %w", err)
	}
	return row.publication()
}

// TakeDown says why one is public no more, forgets what was shown, and tells it in the course of the case. Codes: not_found, conflict.
func (s *Store) TakeDown(ctx context.Context, number, why string, h runtime.Happening, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var row publicationRow
		err := tx.NewSelect().Model(&row).Where("p.number = ?", number).Scan(ctx)
		switch {
		case db.IsNone(err):
			return runtime.NoPublication()
		case err != nil:
			return fmt.Errorf("find a publication: %w", err)
		case row.TakenDown != "":
			return fault.New(fault.Conflict, sayIsDown)
		}
		row.TakenDown, row.Shown, row.LicenceNo, row.ValidTo, row.DocNo, row.Changed = why, "[]", "", "", "", db.Micros(h.At)
		if _, err := tx.NewUpdate().Model(&row).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("take a publication down: %w", err)
		}
		if err := happen(ctx, tx, number, h); err != nil {
			return err
		}
		e.Detail = map[string]any{"publication": row.ID, "why": why}
		return audit.Append(ctx, tx, e)
	})
}

// Forget deletes those whose time is over before a day, and tells how many.
func (s *Store) Forget(ctx context.Context, today string, e audit.Event) (int, error) {
	due, err := s.db.Read().NewSelect().Model((*publicationRow)(nil)).Where("p.until < ?", today).Count(ctx)
	if err != nil || due == 0 {
		return 0, err
	}
	n := int64(0)
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*publicationRow)(nil)).Where("until < ?", today).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete publications: %w", err)
		}
		if n, err = res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		e.Detail = map[string]any{"count": n}
		return audit.Append(ctx, tx, e)
	})
	return int(n), err
}
