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

func moved() error { return fault.New(fault.Conflict, "这份申请已在别处修改或提交") }

// sittingOf tells apart who changes a draft, and where.
func sittingOf(e audit.Event) string {
	channel, _ := e.Detail["channel"].(string)
	return e.Actor.ID + "/" + channel
}

// Insert writes a draft, and the files that it begins with.
func (s *Store) Insert(ctx context.Context, a runtime.Application, e audit.Event) error {
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	row.SittingAt, row.SittingBy = db.Micros(e.At), sittingOf(e)
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a draft: %w", err)
		}
		for _, f := range a.Files {
			r := fileOf(f, a.ID)
			if _, err := tx.NewInsert().Model(&r).Exec(ctx); err != nil {
				return fmt.Errorf("write a file of a draft: %w", err)
			}
		}
		return audit.Append(ctx, tx, e)
	})
}

// Find gives a draft with its files. Codes: not_found.
func (s *Store) Find(ctx context.Context, id string) (runtime.Application, error) {
	var row applicationRow
	err := s.db.Read().NewSelect().Model(&row).Where("a.id = ?", id).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Application{}, none()
	}
	if err != nil {
		return runtime.Application{}, fmt.Errorf("read a draft: %w", err)
	}
	a, err := row.application()
	if err != nil {
		return a, err
	}
	var files []fileRow
	if err := s.db.Read().NewSelect().Model(&files).Where("f.application = ?", id).OrderExpr("f.at, f.id").Scan(ctx); err != nil {
		return a, fmt.Errorf("read the files of a draft: %w", err)
	}
	a.Files = filesOf(files)
	return a, nil
}

// Open lists drafts without their content.
func (s *Store) Open(ctx context.Context, owner, holder string) ([]runtime.Application, error) {
	var rows []applicationRow
	q := s.db.Read().NewSelect().Model(&rows).ExcludeColumn("content", "facts").Where("a.case_number = ''")
	if holder == "" {
		q = q.Where("a.owner = ?", owner)
	} else {
		q = q.Where("(a.owner = ? OR a.holder = ?)", owner, holder)
	}
	if err := q.OrderExpr("a.saved DESC, a.id").Limit(200).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	out := make([]runtime.Application, len(rows))
	for i, r := range rows {
		a, err := r.application()
		if err != nil {
			return nil, err
		}
		out[i] = a
	}
	return out, nil
}

// Save writes a draft over its version. Codes: conflict.
func (s *Store) Save(ctx context.Context, a runtime.Application, bump bool, e audit.Event) error {
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	was := row.Version
	if bump {
		row.Version++
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model(&row).Column("channel", "step", "version", "saved", "content", "facts").
			Where("a.id = ?", a.ID).Where("a.version = ?", was).Where("a.case_number = ''").Exec(ctx)
		if err != nil {
			return fmt.Errorf("save a draft: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orConflict(err)
		}
		return sit(ctx, tx, a.ID, e)
	})
}

func orConflict(err error) error {
	if err != nil {
		return err
	}
	return moved()
}

// sit writes the event unless the same person on the same channel has one of this sitting.
func sit(ctx context.Context, tx bun.Tx, id string, e audit.Event) error {
	since := db.Micros(e.At.Add(-runtime.Sitting()))
	res, err := tx.NewUpdate().Model((*applicationRow)(nil)).Set("sitting_at = ?", db.Micros(e.At)).Set("sitting_by = ?", sittingOf(e)).
		Where("a.id = ?", id).Where("(a.sitting_by <> ? OR a.sitting_at <= ?)", sittingOf(e), since).Exec(ctx)
	if err != nil {
		return fmt.Errorf("sitting of a draft: %w", err)
	}
	if fresh, err := changed(res); err != nil || !fresh {
		return err
	}
	return audit.Append(ctx, tx, e)
}

// Remove deletes a draft and what is known of its files. Codes: not_found.
func (s *Store) Remove(ctx context.Context, id string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*applicationRow)(nil)).Where("id = ?", id).Where("case_number = ''").Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete a draft: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err == nil {
				err = none()
			}
			return err
		}
		if _, err := tx.NewDelete().Model((*fileRow)(nil)).Where("application = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("delete the files of a draft: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// Attach adds a file. Codes: conflict.
func (s *Store) Attach(ctx context.Context, draft string, f runtime.File, e audit.Event) error {
	row := fileOf(f, draft)
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a file: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
}

// Detach takes a file off. Codes: not_found, conflict.
func (s *Store) Detach(ctx context.Context, draft, file string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		res, err := tx.NewDelete().Model((*fileRow)(nil)).Where("id = ?", file).Where("application = ?", draft).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete a file: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err == nil {
				err = none()
			}
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// touch raises the version of a draft: who has seen it without the file has seen another draft.
func touch(ctx context.Context, tx bun.Tx, draft string, e audit.Event) error {
	res, err := tx.NewUpdate().Model((*applicationRow)(nil)).Set("version = a.version + 1").Set("saved = ?", db.Micros(e.At)).
		Where("a.id = ?", draft).Where("a.case_number = ''").Exec(ctx)
	if err != nil {
		return fmt.Errorf("touch a draft: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		return orConflict(err)
	}
	return nil
}

// File finds a file and where it belongs. Codes: not_found.
func (s *Store) File(ctx context.Context, id string) (runtime.File, string, string, error) {
	var row fileRow
	err := s.db.Read().NewSelect().Model(&row).Where("f.id = ?", id).Scan(ctx)
	if db.IsNone(err) {
		return runtime.File{}, "", "", none()
	}
	if err != nil {
		return runtime.File{}, "", "", fmt.Errorf("read a file: %w", err)
	}
	return row.file(), row.Application, row.Number, nil
}
