package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type caseKeyRow struct {
	bun.BaseModel `bun:"table:case_keys,alias:k"`

	Digest string `bun:",pk"`
	Number string `bun:",pk"`
}

// writeKeys adds what a case is found by; what an earlier round was found by stays.
func writeKeys(ctx context.Context, number string, digests []string) error {
	if err := db.Together(ctx, keys(number, digests)...); err != nil {
		return fmt.Errorf("write what a case is found by: %w", err)
	}
	return nil
}

func keys(number string, digests []string) []*db.Call {
	out := make([]*db.Call, len(digests))
	for i, d := range digests {
		out[i] = insertCaseKey.Row(&caseKeyRow{Digest: d, Number: number})
	}
	return out
}

// Unkeyed lists cases of which what they are found by is not written yet.
func (s *Store) Unkeyed(ctx context.Context, most int) ([]string, error) {
	var out []string
	err := s.db.Read().NewSelect().Model((*caseRow)(nil)).Column("c.number").Where("c.keyed = 0").OrderExpr("c.number").Limit(int64(most)).Scan(ctx, &out)
	if err != nil {
		return nil, fmt.Errorf("list cases to index: %w", err)
	}
	return out, nil
}

// Key writes what cases are found by.
func (s *Store) Key(ctx context.Context, list []runtime.Keyed, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, k := range list {
			if err := writeKeys(ctx, k.Number, k.Digests); err != nil {
				return err
			}
			_, err := tx.NewUpdate().Model((*caseRow)(nil)).Set("channel = ?", k.Channel).Set("keyed = 1").
				Where("c.number = ?", k.Number).Exec(ctx)
			if err != nil {
				return fmt.Errorf("index a case: %w", err)
			}
		}
		return audit.Append(ctx, tx, e)
	})
}
