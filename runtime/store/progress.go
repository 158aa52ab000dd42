package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type queryCodeRow struct {
	bun.BaseModel `bun:"table:query_codes,alias:q"`

	Number string `bun:",pk"`
	Seed   string
}

type tryRow struct {
	bun.BaseModel `bun:"table:query_tries,alias:t"`

	ID   string `bun:",pk"`
	Name string `bun:",pk"`
	At   int64
}

// Seed gives what the query code of a case follows from: fresh, where there is none yet or with anew.
func (s *Store) Seed(ctx context.Context, number, fresh string, anew bool, e audit.Event) (string, error) {
	if !anew {
		if seed, err := s.SeedOf(ctx, number); err != nil || seed != "" {
			return seed, err
		}
	}
	row := queryCodeRow{Number: number, Seed: fresh}
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewInsert().Model(&row).On("CONFLICT (number) DO NOTHING")
		if anew {
			q = tx.NewInsert().Model(&row).On("CONFLICT (number) DO UPDATE").Set("seed = EXCLUDED.seed")
		}
		res, err := q.Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a query code: %w", err)
		}
		if one, err := changed(res); err != nil || one {
			if err != nil {
				return err
			}
			return audit.Append(ctx, tx, e)
		}
		return tx.NewSelect().Model(&row).WherePK().Scan(ctx) // made elsewhere at the same moment
	})
	return row.Seed, err
}

// SeedOf finds what the query code of a case follows from; "" none.
func (s *Store) SeedOf(ctx context.Context, number string) (string, error) {
	var row queryCodeRow
	err := s.db.Read().NewSelect().Model(&row).Where("q.number = ?", number).Scan(ctx)
	if db.IsNone(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find a query code: %w", err)
	}
	return row.Seed, nil
}

// Try notes a try under some names and counts for each those since a time. It is no event of the trail: it tells of nobody.
// What was written before is counted, so that of many at once no more get through than of as many in turn.
func (s *Store) Try(ctx context.Context, id string, names []string, since, now time.Time) ([]int, error) {
	rows := make([]tryRow, len(names))
	for i, n := range names {
		rows[i] = tryRow{ID: id, Name: n, At: db.Micros(now)}
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*tryRow)(nil)).Where("at <= ?", db.Micros(since)).Exec(ctx); err != nil {
			return fmt.Errorf("forget old tries: %w", err)
		}
		_, err := tx.NewInsert().Model(&rows).Exec(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("write a try: %w", err)
	}
	counts := make([]int, len(names))
	for i, name := range names {
		n, err := s.db.Read().NewSelect().Model((*tryRow)(nil)).Where("t.name = ?", name).Where("t.at > ?", db.Micros(since)).Count(ctx)
		if err != nil {
			return nil, fmt.Errorf("count tries: %w", err)
		}
		counts[i] = int(n)
	}
	return counts, nil
}

// Untry forgets a try that was none.
func (s *Store) Untry(ctx context.Context, id string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewDelete().Model((*tryRow)(nil)).Where("id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("forget a try: %w", err)
		}
		return nil
	})
}
