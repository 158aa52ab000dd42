package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type openedRow struct {
	bun.BaseModel `bun:"table:definition_replay_opened,alias:o"`

	Replay  string `bun:",pk"`
	Account string `bun:",pk"`
	Number  string `bun:",pk"`
	At      int64
}

// Open notes that an account has opened cases, each once.
func (s *Store) Open(ctx context.Context, replay, account string, numbers []string, at time.Time, e audit.Event) error {
	if len(numbers) == 0 {
		return nil
	}
	rows := make([]openedRow, len(numbers))
	for i, n := range numbers {
		rows[i] = openedRow{Replay: replay, Account: account, Number: n, At: db.Micros(at)}
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewInsert().Model(&rows).On("CONFLICT (replay, account, number) DO NOTHING").Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// Opened gives the numbers that accounts have opened, in order, by account.
func (s *Store) Opened(ctx context.Context, replay string, accounts []string) (map[string][]string, error) {
	var rows []openedRow
	err := s.db.Read().NewSelect().Model(&rows).Where("o.replay = ?", replay).Where("o.account IN (?)", bun.List(accounts)).OrderExpr("o.account, o.number").Scan(ctx)
	if err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Account] = append(out[r.Account], r.Number)
	}
	return out, nil
}
