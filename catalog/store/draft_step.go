package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type stepRow struct {
	bun.BaseModel `bun:"table:definition_steps,alias:s"`

	Draft   string `bun:",pk"`
	Seq     int    `bun:",pk"`
	Kind    string
	Of      int
	File    string
	Path    string
	Label   string
	Changes string
	Author  string
	Name    string
	At      int64
	Undone  int64 // 1 yes
	Last    int
	Key     string
}

func (r stepRow) step() (catalog.Step, error) {
	out := catalog.Step{Seq: r.Seq, Kind: catalog.StepKind(r.Kind), Of: r.Of, File: r.File, Path: r.Path, Label: r.Label, Author: r.Author, Name: r.Name, At: db.Time(r.At),
		Undone: r.Undone == 1, Last: r.Last, Key: r.Key}
	if r.Changes != "" {
		if err := json.Unmarshal([]byte(r.Changes), &out.Changes); err != nil {
			return out, fmt.Errorf("step %d of draft %s: %w", r.Seq, r.Draft, err)
		}
	}
	return out, nil
}

// WriteStep writes the next step of a draft with the texts that come of it; the event once a sitting. Codes: conflict
// (another step came first, or the draft isn't open).
func (s *Store) WriteStep(ctx context.Context, draft string, step catalog.Step, e audit.Event) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q := tx.NewUpdate().Model((*draftRow)(nil)).Set("version = ?", step.Seq).Set("changed = ?", db.Micros(step.At)).
			Where("id = ?", draft).Where("version = ?", step.Seq-1).Where("state = ?", string(catalog.DraftOpen))
		if step.Base != "" {
			q = q.Set("base = ?", step.Base)
		}
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return err
		}
		since := db.Micros(step.At.Add(-catalog.Sitting))
		n, err := tx.NewSelect().Model((*stepRow)(nil)).Where("s.draft = ?", draft).Where("s.author = ?", step.Author).Where("s.at > ?", since).Limit(1).Count(ctx)
		if err != nil {
			return fmt.Errorf("look for an earlier step: %w", err)
		}
		if err := writeStep(ctx, tx, draft, step); err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
		return audit.Append(ctx, tx, e)
	})
	if db.IsDuplicate(err) {
		return fault.Wrap(err, fault.Conflict, sayMoved)
	}
	return err
}

func writeStep(ctx context.Context, tx bun.Tx, draft string, step catalog.Step) error {
	changes, err := json.Marshal(step.Changes)
	if err != nil {
		return fmt.Errorf("write a step: %w", err)
	}
	row := stepRow{Draft: draft, Seq: step.Seq, Kind: string(step.Kind), Of: step.Of, File: step.File, Path: step.Path, Label: step.Label, Changes: string(changes),
		Author: step.Author, Name: step.Name, At: db.Micros(step.At), Last: step.Seq, Key: step.Key}
	switch step.Kind {
	case catalog.StepUndo, catalog.StepRedo:
		becomes := 1
		if step.Kind == catalog.StepRedo {
			becomes = 0
		}
		q := tx.NewUpdate().Model((*stepRow)(nil)).Set("undone = ?", becomes).Set("last = ?", step.Seq).
			Where("draft = ?", draft).Where("seq = ?", step.Of).Where("kind = ?", string(catalog.StepDo)).Where("undone = ?", 1-becomes)
		if err := changedOnce(q.Exec(ctx)); err != nil {
			return err
		}
	default:
		row.Of = step.Seq
	}
	if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write a step: %w", err)
	}
	for _, f := range step.Files {
		file := draftFileRow{Draft: draft, Path: f.Path, Text: f.Text, Version: f.Version}
		if _, err := tx.NewInsert().Model(&file).On("CONFLICT (draft, path) DO UPDATE").Set("text = EXCLUDED.text").Set("version = EXCLUDED.version").Exec(ctx); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	return nil
}

func (s *Store) steps(ctx context.Context, q *bun.SelectQuery) ([]catalog.Step, error) {
	var rows []stepRow
	if err := q.Scan(ctx, &rows); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]catalog.Step, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.step(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) stepsOf(draft string) *bun.SelectQuery {
	return s.db.Read().NewSelect().Model((*stepRow)(nil)).Where("s.draft = ?", draft)
}

// Steps gives those after one, in their order, at most so many.
func (s *Store) Steps(ctx context.Context, draft string, after, most int) ([]catalog.Step, error) {
	return s.steps(ctx, s.stepsOf(draft).Where("s.seq > ?", after).OrderExpr("s.seq").Limit(int64(most)))
}

// LastSteps gives the last so many, in their order, without their patches: undoing and redoing are told by what was undone.
func (s *Store) LastSteps(ctx context.Context, draft string, most int) ([]catalog.Step, error) {
	turns := []string{string(catalog.StepUndo), string(catalog.StepRedo)}
	list, err := s.steps(ctx, s.stepsOf(draft).ExcludeColumn("changes").Where("s.kind NOT IN (?)", bun.List(turns)).OrderExpr("s.seq DESC").Limit(int64(most)))
	slices.Reverse(list)
	return list, err
}

// StepOf finds what an author did by a key. Codes: not_found.
func (s *Store) StepOf(ctx context.Context, draft, author, key string) (catalog.Step, error) {
	return oneStep(s.steps(ctx, s.stepsOf(draft).Where("s.author = ?", author).Where("s.key = ?", key).Limit(1)))
}

// Undoable finds what an author did last and has not undone. Codes: not_found.
func (s *Store) Undoable(ctx context.Context, draft, author string) (catalog.Step, error) {
	return oneStep(s.steps(ctx, s.did(draft, author).Where("s.undone = 0").OrderExpr("s.seq DESC").Limit(1)))
}

// Redoable finds what an author undid last, unless he or she has done something else since. Codes: not_found.
func (s *Store) Redoable(ctx context.Context, draft, author string) (catalog.Step, error) {
	since := s.db.Read().NewSelect().Model((*stepRow)(nil)).ModelTableExpr("definition_steps AS t").ColumnExpr("COALESCE(MAX(t.seq), 0)").
		Where("t.draft = ?", draft).Where("t.author = ?", author).Where("t.kind = ?", string(catalog.StepDo))
	return oneStep(s.steps(ctx, s.did(draft, author).Where("s.undone = 1").Where("s.last > (?)", since).OrderExpr("s.last DESC").Limit(1)))
}

func (s *Store) did(draft, author string) *bun.SelectQuery {
	return s.stepsOf(draft).Where("s.author = ?", author).Where("s.kind = ?", string(catalog.StepDo))
}

func oneStep(list []catalog.Step, err error) (catalog.Step, error) {
	if err != nil {
		return catalog.Step{}, err
	}
	if len(list) == 0 {
		return catalog.Step{}, fault.New(fault.NotFound, sayNoStep)
	}
	return list[0], nil
}

// Unchanged tells whether each step after one was undone again, or each undoing redone: then all is as it was there.
func (s *Store) Unchanged(ctx context.Context, draft string, after int) (bool, error) {
	var of []int
	err := s.stepsOf(draft).Column("of").Where("s.seq > ?", after).GroupExpr("s.of").Having("COUNT(*) % 2 = 1").Limit(1).Scan(ctx, &of)
	if err != nil && !db.IsNone(err) {
		return false, err
	}
	return len(of) == 0, nil
}
