package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/db"
)

type readerRow struct {
	bun.BaseModel `bun:"table:case_readers,alias:r"`

	Number  string `bun:",pk"`
	Account string `bun:",pk"`
	Name    string
	Title   string
	Since   int64
	Seen    int64
}

// Reading notes that me reads, unless that was noted since `noted`, and lists the others seen since `seen`.
func (s *Store) Reading(ctx context.Context, number string, me runtime.Reader, seen, noted time.Time) ([]runtime.Reader, error) {
	var rows []readerRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("r.number = ?", number).OrderExpr("r.since, r.account").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list readers: %w", err)
	}
	var out []runtime.Reader
	mine := readerRow{Number: number, Account: me.Account, Name: me.Name, Title: me.Title, Since: db.Micros(me.Since)}
	fresh := true
	for _, r := range rows {
		switch {
		case r.Seen < db.Micros(seen): // gone without a word
		case r.Account == me.Account:
			fresh, mine.Since = r.Seen < db.Micros(noted), r.Since
		default:
			out = append(out, runtime.Reader{Account: r.Account, Name: r.Name, Title: r.Title, Since: db.Time(r.Since)})
		}
	}
	if !fresh {
		return out, nil
	}
	mine.Seen = db.Micros(me.Since)
	return out, s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&mine).On("CONFLICT (number, account) DO UPDATE").Set("name = EXCLUDED.name").Set("title = EXCLUDED.title").
			Set("since = EXCLUDED.since").Set("seen = EXCLUDED.seen").Exec(ctx)
		if err != nil {
			return fmt.Errorf("note a reader: %w", err)
		}
		// What is long over says nothing to anybody.
		_, err = tx.NewDelete().Model((*readerRow)(nil)).Where("number = ?", number).Where("seen < ?", db.Micros(seen)).Exec(ctx)
		return err
	})
}

// Left forgets that the account reads.
func (s *Store) Left(ctx context.Context, number, account string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewDelete().Model((*readerRow)(nil)).Where("number = ?", number).Where("account = ?", account).Exec(ctx)
		return err
	})
}
