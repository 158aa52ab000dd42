package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

// Mending finds the draft by which somebody mends a case. Codes: not_found.
func (s *Store) Mending(ctx context.Context, number, owner string) (string, error) {
	return mending(ctx, s.db.Read(), number, owner)
}

func mending(ctx context.Context, q bun.IDB, number, owner string) (string, error) {
	var row applicationRow
	err := q.NewSelect().Model(&row).Column("id").Where("a.amends = ?", number).Where("a.owner = ?", owner).Where("a.case_number = ''").Scan(ctx)
	if db.IsNone(err) {
		return "", none()
	}
	if err != nil {
		return "", fmt.Errorf("find what mends a case: %w", err)
	}
	return row.ID, nil
}

// Mend writes a draft that mends a case, or finds the one that its owner has. Codes: conflict.
func (s *Store) Mend(ctx context.Context, a runtime.Application, version int, e audit.Event) (id string, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if id, err = mending(ctx, tx, a.Amends, a.Owner); !fault.Is(err, fault.NotFound) {
			return err
		}
		// Whoever hands the next round in at this moment closes this draft with it, or finds that it is there.
		if _, err := tx.NewUpdate().Model((*caseRow)(nil)).Set("version = c.version").Where("c.number = ?", a.Amends).Exec(ctx); err != nil {
			return fmt.Errorf("hold a case: %w", err)
		}
		c, err := readCase(ctx, tx, a.Amends)
		if err != nil {
			return err
		}
		if c.Version != version || c.State != actor.PrecheckFailed && c.State != actor.Correction {
			return fault.New(fault.Conflict, sayCaseMoved)
		}
		id = a.ID
		return s.insert(ctx, tx, a, e)
	})
	return id, err
}

// closeOthers closes what others began for the round that is over: it holds what was submitted before. It gives
// their ids.
func closeOthers(ctx context.Context, tx bun.Tx, number string) ([]string, error) {
	var ids []string
	err := tx.NewRaw("UPDATE applications SET case_number = ?, content = '{}', facts = '[]' WHERE amends = ? AND case_number = '' RETURNING id", number, number).
		Scan(ctx, &ids)
	if err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("close the drafts of a round that is over: %w", err)
	}
	for _, id := range ids {
		if err := errors.Join(unask(ctx, tx, id), detachAll(ctx, tx, id)); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
