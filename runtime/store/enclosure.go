package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

// enclosedRound is the round of enclosures: they belong to no submission.
const enclosedRound = 0

// enclosureRow is what is known of an enclosure beside its file, which stands among the files of the case.
type enclosureRow struct {
	bun.BaseModel `bun:"table:case_enclosures,alias:x"`

	Number  string `bun:",pk"`
	File    string `bun:",pk"`
	Purpose string
	Note    string
	Account string
	Name    string
	Title   string

	Sheet      string
	SheetRound int
}

// Enclosures lists those of a case, the oldest first.
func (s *Store) Enclosures(ctx context.Context, number string) ([]runtime.Enclosure, error) {
	var held []fileRow
	if err := s.db.Read().NewSelect().Model(&held).Where("f.number = ?", number).Where("f.round = ?", enclosedRound).OrderExpr("f.at, f.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list enclosed files: %w", err)
	}
	if len(held) == 0 {
		return nil, nil
	}
	var rows []enclosureRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("x.number = ?", number).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list enclosures: %w", err)
	}
	by := map[string]enclosureRow{}
	for _, r := range rows {
		by[r.File] = r
	}
	out := make([]runtime.Enclosure, len(held))
	for i, f := range held {
		out[i] = by[f.ID].enclosure(f)
	}
	return out, nil
}

func (r enclosureRow) enclosure(f fileRow) runtime.Enclosure {
	return runtime.Enclosure{File: f.file(), Purpose: r.Purpose, Note: r.Note, Account: r.Account, Name: r.Name, Title: r.Title, Sheet: r.Sheet, Round: r.SheetRound}
}

// Enclose writes one; the same id gives the one that is there. Codes: too_large.
func (s *Store) Enclose(ctx context.Context, number string, x runtime.Enclosure, most int, e audit.Event) (out runtime.Enclosure, err error) {
	out = x
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var before enclosureRow
		err := tx.NewSelect().Model(&before).Where("x.number = ?", number).Where("x.file = ?", x.ID).Scan(ctx)
		if err == nil {
			var f fileRow
			if err := tx.NewSelect().Model(&f).Where("f.number = ?", number).Where("f.id = ?", x.ID).Scan(ctx); err != nil {
				return fmt.Errorf("read an enclosed file: %w", err)
			}
			out = before.enclosure(f)
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look an enclosure up: %w", err)
		}
		n, err := tx.NewSelect().Model((*enclosureRow)(nil)).Where("x.number = ?", number).Count(ctx)
		if err != nil {
			return fmt.Errorf("count enclosures: %w", err)
		}
		if int(n) >= most {
			return fault.New(fault.TooLarge, sayManyEnclosures.With(most))
		}
		f := fileOf(x.File, number, enclosedRound)
		row := enclosureRow{Number: number, File: x.ID, Purpose: x.Purpose, Note: x.Note, Account: x.Account, Name: x.Name, Title: x.Title, Sheet: x.Sheet, SheetRound: x.Round}
		if _, err := tx.NewInsert().Model(&f).Exec(ctx); err != nil {
			return fmt.Errorf("write an enclosed file: %w", err)
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write an enclosure: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return out, err
}
