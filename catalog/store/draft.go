package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

type draftRow struct {
	bun.BaseModel `bun:"table:definition_drafts,alias:d"`

	ID           string `bun:",pk"`
	Item         string
	Title        string
	Department   string
	Base         string
	State        string
	Version      int
	By           string
	ByName       string
	At           int64
	Changed      int64
	Approved     string
	ApprovedName string
	Number       int
	Effective    string
}

type draftFileRow struct {
	bun.BaseModel `bun:"table:definition_files,alias:f"`

	Draft   string `bun:",pk"`
	Path    string `bun:",pk"`
	Text    string
	Version int
}

func draftRowOf(d catalog.Draft) draftRow {
	return draftRow{ID: d.ID, Item: d.Item, Title: d.Title, Department: d.Department, Base: d.Base, State: string(d.State), Version: d.Version, By: d.By, ByName: d.ByName,
		At: db.Micros(d.At), Changed: db.Micros(d.Changed), Approved: d.Approved, ApprovedName: d.ApprovedName, Number: d.Number, Effective: d.Effective}
}

func (r draftRow) draft(authors []string) catalog.Draft {
	return catalog.Draft{ID: r.ID, Item: r.Item, Title: r.Title, Department: r.Department, Base: r.Base, State: catalog.DraftState(r.State), Version: r.Version, By: r.By, ByName: r.ByName,
		At: db.Time(r.At), Changed: db.Time(r.Changed), Authors: authors, Approved: r.Approved, ApprovedName: r.ApprovedName, Number: r.Number, Effective: r.Effective}
}

var liveStates = []string{string(catalog.DraftOpen), string(catalog.DraftInReview)}

// BeginDraft writes a draft with its first step, if it has one. Where the item has one that is live, that is given, and
// nothing is written.
func (s *Store) BeginDraft(ctx context.Context, d catalog.Draft, first catalog.Step, e audit.Event) (catalog.Draft, error) {
	var there catalog.Draft
	begin := func(ctx context.Context, tx bun.Tx) error {
		var row draftRow
		there = d
		err := tx.NewSelect().Model(&row).Where("d.item = ? AND d.state IN (?)", d.Item, bun.List(liveStates)).Scan(ctx)
		if err == nil {
			there, err = draftOf(ctx, tx, row)
			return err
		}
		if !db.IsNone(err) {
			return fmt.Errorf("look for a draft of %s: %w", d.Item, err)
		}
		row = draftRowOf(d)
		if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
			return fmt.Errorf("write a draft: %w", err)
		}
		if first.Seq > 0 {
			if err := writeStep(ctx, tx, d.ID, first); err != nil {
				return err
			}
			there.Authors = []string{first.Author}
		}
		return audit.Append(ctx, tx, e)
	}
	err := s.db.InTx(ctx, begin)
	if db.IsDuplicate(err) { // begun at the same moment
		err = s.db.InTx(ctx, begin)
	}
	return there, err
}

// Draft finds one. Codes: not_found.
func (s *Store) Draft(ctx context.Context, id string) (d catalog.Draft, err error) {
	err = s.db.AtOnce(ctx, func(ctx context.Context, q bun.IDB) error {
		var row draftRow
		if err := q.NewSelect().Model(&row).Where("d.id = ?", id).Scan(ctx); err != nil {
			return err
		}
		d, err = draftOf(ctx, q, row)
		return err
	})
	if db.IsNone(err) {
		return catalog.Draft{}, fault.New(fault.NotFound, sayNoDraft)
	}
	return d, err
}

func draftOf(ctx context.Context, q bun.IDB, row draftRow) (catalog.Draft, error) {
	authors := []string{}
	err := q.NewSelect().Model((*stepRow)(nil)).Distinct().Column("author").Where("s.draft = ?", row.ID).OrderExpr("author").Scan(ctx, &authors)
	if err != nil && !db.IsNone(err) {
		return catalog.Draft{}, fmt.Errorf("authors of a draft: %w", err)
	}
	return row.draft(authors), nil
}

// LiveDrafts gives those that are open or in review, by item.
func (s *Store) LiveDrafts(ctx context.Context) (map[string]catalog.Draft, error) {
	var rows []draftRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("d.state IN (?)", bun.List(liveStates)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make(map[string]catalog.Draft, len(rows))
	for _, r := range rows {
		d, err := draftOf(ctx, s.db.Read(), r)
		if err != nil {
			return nil, err
		}
		out[r.Item] = d
	}
	return out, nil
}

// DraftFiles gives the files that a draft has changed, in the order of paths.
func (s *Store) DraftFiles(ctx context.Context, draft string) ([]catalog.DraftFile, error) {
	var rows []draftFileRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("f.draft = ?", draft).OrderExpr("f.path").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, err
	}
	out := make([]catalog.DraftFile, len(rows))
	for i, r := range rows {
		out[i] = catalog.DraftFile{Path: r.Path, Text: r.Text, Version: r.Version}
	}
	return out, nil
}
