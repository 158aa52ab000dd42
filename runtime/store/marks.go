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

type markRow struct {
	bun.BaseModel `bun:"table:case_marks,alias:m"`

	ID       string `bun:",pk"`
	Number   string
	Round    int
	Material string
	File     string
	X        int
	Y        int
	Width    int
	Height   int
	Body     string
	Offered  int
	Account  string
	Name     string
	At       int64
}

func (r markRow) mark() runtime.Mark {
	return runtime.Mark{ID: r.ID, Number: r.Number, Round: r.Round, Material: r.Material, File: r.File,
		Box: runtime.Box{X: r.X, Y: r.Y, Width: r.Width, Height: r.Height}, Text: r.Body, Offered: r.Offered == 1, Account: r.Account, Name: r.Name, At: db.Time(r.At)}
}

// Marks lists those of a case, the oldest first.
func (s *Store) Marks(ctx context.Context, number string) ([]runtime.Mark, error) {
	var rows []markRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("m.number = ?", number).OrderExpr("m.at, m.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list marks: %w", err)
	}
	out := make([]runtime.Mark, len(rows))
	for i, r := range rows {
		out[i] = r.mark()
	}
	return out, nil
}

// AddMark writes one; the same id gives the one that is there. Codes: too_large.
func (s *Store) AddMark(ctx context.Context, m runtime.Mark, most int, e audit.Event) (out runtime.Mark, err error) {
	row := markRow{ID: m.ID, Number: m.Number, Round: m.Round, Material: m.Material, File: m.File, X: m.Box.X, Y: m.Box.Y, Width: m.Box.Width,
		Height: m.Box.Height, Body: m.Text, Account: m.Account, Name: m.Name, At: db.Micros(m.At)}
	if m.Offered {
		row.Offered = 1
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var before markRow
		err := tx.NewSelect().Model(&before).Where("m.id = ?", m.ID).Scan(ctx)
		if err == nil {
			row = before
			return nil
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look a mark up: %w", err)
		}
		n, err := tx.NewSelect().Model((*markRow)(nil)).Where("m.number = ?", m.Number).Count(ctx)
		if err != nil {
			return fmt.Errorf("count marks: %w", err)
		}
		if int(n) >= most {
			return fault.New(fault.TooLarge, sayTooManyMarks.With(most))
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a mark: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return row.mark(), err
}

// RemoveMark takes the account's own away. Codes: not_found.
func (s *Store) RemoveMark(ctx context.Context, number, id, account string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*markRow)(nil)).Where("id = ?", id).Where("number = ?", number).Where("account = ?", account).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove a mark: %w", err)
		}
		return onlyOne(ctx, tx, res, e)
	})
}
