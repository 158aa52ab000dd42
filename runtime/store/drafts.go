package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
)

func moved() error { return fault.New(fault.Conflict, sayMoved) }

// sittingOf tells apart who changes a draft, and where.
func sittingOf(e audit.Event) string {
	channel, _ := e.Detail["channel"].(string)
	return e.Actor.ID + "/" + channel
}

// Insert writes a draft, if its owner has fewer than most. Codes: too_large.
func (s *Store) Insert(ctx context.Context, a runtime.Application, most int, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		n, err := tx.NewSelect().Model((*applicationRow)(nil)).Where("a.owner = ?", a.Owner).Where("a.office = ?", a.Office).Where("a.case_number = ''").Where("a.amends = ''").Count(ctx)
		if err != nil {
			return fmt.Errorf("count drafts: %w", err)
		}
		if int(n) >= most {
			return fault.New(fault.TooLarge, sayTooManyDrafts.With(most))
		}
		return s.insert(ctx, tx, a, e)
	})
}

// insert writes a draft, and the files that it begins with.
func (s *Store) insert(ctx context.Context, tx bun.Tx, a runtime.Application, e audit.Event) error {
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	row.SittingAt, row.SittingBy = db.Micros(e.At), sittingOf(e)
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write a draft: %w", err)
	}
	for _, f := range a.Files {
		f.ID = "" // of the case; here it is another one
		if _, err := filestore.Attach(ctx, tx, attachment(f, a.ID), s.quota); err != nil {
			return fmt.Errorf("write a file of a draft: %w", err)
		}
	}
	return audit.Append(ctx, tx, e)
}

var (
	draftOf         = db.Selecting[applicationRow]("WHERE a.id = ?")
	signingsOfDraft = db.Selecting[signingRow]("WHERE g.draft = ? ORDER BY g.material")
	draftsOf        = db.Selecting[applicationRow]("WHERE a.case_number = '' AND a.owner = ? ORDER BY a.saved DESC, a.id LIMIT 200", "content", "facts")
	draftsFor       = db.Selecting[applicationRow]("WHERE a.case_number = '' AND (a.owner = ? OR a.holder = ?) ORDER BY a.saved DESC, a.id LIMIT 200", "content", "facts")
)

// Find gives a draft with its files and what others were asked to sign. Codes: not_found.
func (s *Store) Find(ctx context.Context, id string) (a runtime.Application, err error) {
	var row applicationRow
	var signings []signingRow
	found, held := draftOf.Into(&row, nil, id), filestore.Held{}
	// At once: a draft that is handed in between the queries would be one that has lost its files.
	if err := s.db.Look(ctx, found, held.Of(id), signingsOfDraft.All(&signings, id)); err != nil {
		return a, fmt.Errorf("read a draft: %w", err)
	}
	if found.Rows == 0 {
		return a, none()
	}
	if a, err = row.application(); err != nil {
		return a, err
	}
	for _, h := range held.List() {
		a.Files = append(a.Files, fileOfDraft(h))
	}
	for _, r := range signings {
		a.Signings = append(a.Signings, r.signing())
	}
	return a, nil
}

// Open lists drafts without their content.
func (s *Store) Open(ctx context.Context, owner, holder string) ([]runtime.Application, error) {
	var rows []applicationRow
	q := draftsOf.All(&rows, owner)
	if holder != "" {
		q = draftsFor.All(&rows, owner, holder)
	}
	if err := s.db.Look(ctx, q); err != nil {
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
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := save(ctx, tx, a, bump); err != nil {
			return err
		}
		if !bump {
			return audit.Append(ctx, tx, e)
		}
		return sit(ctx, tx, a.ID, e)
	})
}

func save(ctx context.Context, tx bun.Tx, a runtime.Application, bump bool) error {
	row, err := rowOf(a)
	if err != nil {
		return err
	}
	was := row.Version
	if bump {
		row.Version++
	}
	res, err := tx.NewUpdate().Model(&row).Column("channel", "step", "version", "saved", "content", "facts").
		Where("a.id = ?", a.ID).Where("a.version = ?", was).Where("a.case_number = ''").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	if one, err := changed(res); err != nil || !one {
		return orConflict(err)
	}
	return nil
}

// Take writes a draft over its version under another owner. Codes: conflict.
func (s *Store) Take(ctx context.Context, a runtime.Application, from string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		row, err := rowOf(a)
		if err != nil {
			return err
		}
		was := row.Version
		row.Version++
		res, err := tx.NewUpdate().Model(&row).Column("owner", "applicant_id", "user_acts_as", "channel", "version", "saved", "content", "facts").
			Where("a.id = ?", a.ID).Where("a.version = ?", was).Where("a.owner = ?", from).Where("a.case_number = ''").Exec(ctx)
		if err != nil {
			return fmt.Errorf("take a draft over: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			return orConflict(err)
		}
		return audit.Append(ctx, tx, e)
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
		if err := errors.Join(unask(ctx, tx, id), uncode(ctx, tx, id)); err != nil {
			return err
		}
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
		if err := detachAll(ctx, tx, id); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// detachAll takes every file off a draft; the content stays with whoever else holds it.
func detachAll(ctx context.Context, tx bun.Tx, draft string) error {
	held, err := filestore.Of(ctx, tx, draft)
	if err != nil {
		return err
	}
	for _, h := range held {
		if err := filestore.Detach(ctx, tx, draft, h.ID); err != nil {
			return fmt.Errorf("take the files from a draft: %w", err)
		}
	}
	return nil
}

// Room is what the draft may still take.
func (s *Store) Room(ctx context.Context, draft string) (files.Room, error) {
	return filestore.Room(ctx, s.db.Read(), draft, s.quota)
}

// Attach adds a file. Codes: conflict, too_large.
func (s *Store) Attach(ctx context.Context, draft string, f runtime.File, e audit.Event) (runtime.File, error) {
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		a, err := filestore.Attach(ctx, tx, attachment(f, draft), s.quota)
		if err != nil {
			return err
		}
		f = fileOfDraft(a)
		e.Detail["file"] = f.ID
		return audit.Append(ctx, tx, e)
	})
	return f, err
}

// Detach takes a file off. Codes: not_found, conflict.
func (s *Store) Detach(ctx context.Context, draft, file string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		if err := filestore.Detach(ctx, tx, draft, file); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// Arrange puts the files of a material into an order and turns them. Codes: not_found, conflict.
func (s *Store) Arrange(ctx context.Context, draft, material string, order []string, turns map[string]int, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		if err := filestore.Arrange(ctx, tx, draft, material, order, turns); err != nil {
			return err
		}
		return audit.Append(ctx, tx, e)
	})
}

// Bundle adds a file in the place of others. Codes: not_found, conflict, too_large.
func (s *Store) Bundle(ctx context.Context, draft string, f runtime.File, instead []string, e audit.Event) (runtime.File, error) {
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := touch(ctx, tx, draft, e); err != nil {
			return err
		}
		for _, id := range instead {
			if err := filestore.Detach(ctx, tx, draft, id); err != nil {
				return err
			}
		}
		a, err := filestore.Attach(ctx, tx, attachment(f, draft), s.quota)
		if err != nil {
			return err
		}
		f = fileOfDraft(a)
		return audit.Append(ctx, tx, e)
	})
	return f, err
}

// Named tells which of some contents a draft, a case or a licence from paper holds, at one moment: handing in takes them from one to the
// other.
func (s *Store) Named(ctx context.Context, list []files.Hash) (map[files.Hash]bool, error) {
	keep := map[files.Hash]bool{}
	err := s.db.AtOnce(ctx, func(ctx context.Context, q bun.IDB) error {
		if err := filestore.Named(ctx, q, list, keep); err != nil {
			return err
		}
		var held []string
		err := q.NewSelect().Model((*fileRow)(nil)).Distinct().Column("hash").Where("f.hash IN (?)", bun.List(list)).Scan(ctx, &held)
		if err != nil && !db.IsNone(err) {
			return fmt.Errorf("what cases hold: %w", err)
		}
		var scans []string
		err = q.NewSelect().Model((*importedRow)(nil)).Distinct().Column("hash").Where("i.hash IN (?)", bun.List(list)).Scan(ctx, &scans)
		if err != nil && !db.IsNone(err) {
			return fmt.Errorf("what was brought in from paper: %w", err)
		}
		for _, h := range append(held, scans...) {
			keep[files.Hash(h)] = true
		}
		return nil
	})
	return keep, err
}

// FileOf finds a file of a draft. Codes: not_found.
func (s *Store) FileOf(ctx context.Context, draft, file string) (runtime.File, error) {
	a, err := filestore.Get(ctx, s.db.Read(), draft, file)
	return fileOfDraft(a), err
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
