package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
	"banshi/runtime/sharing"
	sharingstore "banshi/runtime/sharing/store"
)

type importedRow struct {
	bun.BaseModel `bun:"table:imported_licences,alias:i"`

	ID         string `bun:",pk"`
	List       string
	ListRow    int
	Licence    string
	Title      string
	Department string
	Number     string
	Body       string
	Hash       string
	Size       int64
	Type       string
	ScanName   string
	BroughtBy  string
	ByName     string
	At         int64
	State      string
	Reason     string
	Judge      string
	Judged     int64
}

func rowOfImported(m runtime.Imported) (importedRow, error) {
	body, err := json.Marshal(m.Record)
	if err != nil {
		return importedRow{}, fmt.Errorf("write what was brought in: %w", err)
	}
	return importedRow{ID: m.ID, List: m.List, ListRow: m.Row, Licence: m.Licence, Title: m.Title, Department: m.Department, Number: m.Record.Number,
		Body: string(body), Hash: string(m.Scan.Hash), Size: m.Scan.Size, Type: string(m.Scan.Type), ScanName: m.ScanName, BroughtBy: m.By, ByName: m.ByName,
		At: db.Micros(m.At), State: string(m.State)}, nil
}

func (r importedRow) imported() (runtime.Imported, error) {
	m := runtime.Imported{ID: r.ID, List: r.List, Row: r.ListRow, Licence: r.Licence, Title: r.Title, Department: r.Department,
		Scan: files.Stored{Hash: files.Hash(r.Hash), Size: r.Size, Type: files.Type(r.Type)}, ScanName: r.ScanName, By: r.BroughtBy, ByName: r.ByName,
		At: db.Time(r.At), State: runtime.ImportState(r.State), Reason: r.Reason, Judge: r.Judge}
	if r.Judged != 0 {
		m.Judged = db.Time(r.Judged)
	}
	if err := json.Unmarshal([]byte(r.Body), &m.Record); err != nil {
		return m, fmt.Errorf("what was brought in as %s is damaged: %w", r.ID, err)
	}
	return m, nil
}

// Bring writes one that waits; the same row of the same list is known again. Codes: conflict (the licence waits, or is kept
// here already).
func (s *Store) Bring(ctx context.Context, m runtime.Imported, e audit.Event) (again bool, err error) {
	row, err := rowOfImported(m)
	if err != nil {
		return false, err
	}
	want := sharing.Want{Licence: m.Licence, Key: m.Record.Number}
	held, err := sharingstore.NewOwn(s.db).Held(ctx, []sharing.Want{want})
	if err != nil {
		return false, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		n, err := tx.NewSelect().Model((*importedRow)(nil)).Where("i.id = ?", row.ID).Count(ctx)
		if err != nil {
			return fmt.Errorf("look for what was brought in: %w", err)
		}
		if again = n > 0; again {
			return nil
		}
		n, err = tx.NewSelect().Model((*importedRow)(nil)).Where("i.licence = ? AND i.number = ?", row.Licence, row.Number).
			Where("i.state <> ?", string(runtime.ImportRejected)).Count(ctx)
		if err != nil {
			return fmt.Errorf("look for what was brought in: %w", err)
		}
		if n > 0 || len(held[want].List) > 0 {
			return fault.New(fault.Conflict, sayBroughtAlready)
		}
		_, err = tx.NewInsert().Model(&row).Exec(ctx)
		if db.IsDuplicate(err) {
			return fault.Wrap(err, fault.Conflict, sayBroughtAlready)
		}
		if err != nil {
			return fmt.Errorf("write what was brought in: %w", err)
		}
		return audit.Append(ctx, tx, e)
	})
	return again, err
}

// Imported finds one. Codes: not_found.
func (s *Store) Imported(ctx context.Context, id string) (runtime.Imported, error) {
	var row importedRow
	err := s.db.Read().NewSelect().Model(&row).Where("i.id = ?", id).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Imported{}, none()
	}
	if err != nil {
		return runtime.Imported{}, fmt.Errorf("read what was brought in: %w", err)
	}
	return row.imported()
}

// ImportedFor lists those of departments (nil: of all), those that wait first, and counts these.
func (s *Store) ImportedFor(ctx context.Context, departments []string, most int) ([]runtime.Imported, int, error) {
	of := func(q *bun.SelectQuery) *bun.SelectQuery {
		if departments != nil {
			q = q.Where("i.department IN (?)", bun.List(departments))
		}
		return q
	}
	waiting, err := of(s.db.Read().NewSelect().Model((*importedRow)(nil)).Where("i.state = ?", string(runtime.ImportWaiting))).Count(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("count what was brought in: %w", err)
	}
	var rows []importedRow
	q := of(s.db.Read().NewSelect().Model(&rows)).OrderExpr("CASE WHEN i.state = ? THEN 0 ELSE 1 END, i.at, i.list, i.list_row", string(runtime.ImportWaiting))
	if err := q.Limit(int64(most)).Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, 0, fmt.Errorf("list what was brought in: %w", err)
	}
	out := make([]runtime.Imported, len(rows))
	for i, r := range rows {
		if out[i], err = r.imported(); err != nil {
			return nil, 0, err
		}
	}
	return out, int(waiting), nil
}

// Judge writes what became of one that waits, and its licence among the holder's. Codes: conflict.
func (s *Store) Judge(ctx context.Context, m runtime.Imported, own *sharing.Own, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*importedRow)(nil)).Set("state = ?", string(m.State)).Set("reason = ?", m.Reason).Set("judge = ?", m.Judge).
			Set("judged = ?", db.Micros(m.Judged)).Where("id = ?", m.ID).Where("state = ?", string(runtime.ImportWaiting)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("judge what was brought in: %w", err)
		}
		if one, err := changed(res); err != nil || !one {
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, sayJudged)
		}
		if own != nil {
			outcome, err := sharingstore.NewOwn(s.db).Put(ctx, tx, *own)
			if err != nil {
				return err
			}
			if outcome != sharing.Accepted {
				return fault.New(fault.Conflict, sayNewerKnown)
			}
		}
		return audit.Append(ctx, tx, e)
	})
}
