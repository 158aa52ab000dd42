package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/fault"
)

// like escapes what has a meaning in a pattern.
var like = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// part of the filter: each count leaves its own part out.
type part int

const (
	byState part = 1 << iota
	byItem
	byOffice
	everything = byState | byItem | byOffice
)

// narrow puts the filter into a query; who may see what is always part of it.
func narrow(q *bun.SelectQuery, f runtime.Filter, parts part) *bun.SelectQuery {
	if f.Offices != nil {
		if len(f.Offices) == 0 {
			return q.Where("1 = 0")
		}
		q = q.Where("c.office IN (?)", bun.List(f.Offices))
	}
	if f.Found != nil {
		q = found(q, *f.Found)
	}
	if f.State != "" && parts&byState != 0 {
		q = q.Where("c.state = ?", string(f.State))
	}
	if f.Open {
		q = q.Where("c.state IN (?)", bun.List(runtime.OpenStates()))
	}
	if f.Item != "" && parts&byItem != 0 {
		q = q.Where("c.item = ?", f.Item)
	}
	if f.Office != "" && parts&byOffice != 0 {
		q = q.Where("c.office = ?", f.Office)
	}
	if f.Verdict != "" {
		q = q.Where("c.verdict = ?", f.Verdict)
	}
	return q
}

// found looks by a digest, and by a number, an item's name, or the name of an applicant whom one may know.
func found(q *bun.SelectQuery, n runtime.Needle) *bun.SelectQuery {
	return q.WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("1 = 0")
		if n.Digest != "" {
			q = q.WhereOr("c.number IN (SELECT k.number FROM case_keys AS k WHERE k.digest = ?)", n.Digest)
		}
		if n.Text == "" {
			return q
		}
		pattern := "%" + like.Replace(n.Text) + "%"
		// Letters of both cases are the same, on every database.
		q = q.WhereOr("lower(c.number) LIKE lower(?) ESCAPE '!'", pattern).WhereOr("lower(c.name) LIKE lower(?) ESCAPE '!'", pattern)
		const applicant = "lower(c.applicant_name) LIKE lower(?) ESCAPE '!'"
		switch {
		case n.Named == nil:
			return q.WhereOr(applicant, pattern)
		case len(n.Named) == 0:
			return q.WhereOr("c.applicant_kind = 'organisation' AND "+applicant, pattern)
		}
		return q.WhereOr("(c.applicant_kind = 'organisation' OR c.office IN (?)) AND "+applicant, bun.List(n.Named), pattern)
	})
}

// What the list is ordered by; the indexes cases_order and cases_state_order hold the same words.
const (
	stands = "CASE WHEN c.state IN ('done', 'rejected_intake', 'withdrawn', 'transferred', 'archived') THEN 1 " +
		"WHEN c.waits = 'office' OR c.waits = '' AND c.state = 'submitted' THEN 0 ELSE 1 END"
	dueDay = "CASE WHEN c.act_by <> '' AND (c.due = '' OR c.act_by < c.due OR c.state IN ('special', 'suspended')) THEN c.act_by " +
		"WHEN c.due <> '' THEN c.due ELSE '9999-12-31' END"
)

// order of the list. By due, what waits for the office comes first, and last what nothing is promised for. A page
// goes on after a place in it.
func order(q *bun.SelectQuery, f runtime.Filter, after *runtime.Place) (*bun.SelectQuery, error) {
	switch f.Sort {
	case "", "due":
		if f.State != "" { // all wait, or none does; said again it would keep the index from giving the order
			if after != nil {
				q = q.Where("("+dueDay+", c.submitted, c.number) > (?, ?, ?)", after.Due, after.At, after.Number)
			}
			return q.OrderExpr(dueDay + ", c.submitted, c.number"), nil
		}
		if after != nil {
			q = q.Where("("+stands+", "+dueDay+", c.submitted, c.number) > (?, ?, ?, ?)", after.Stands, after.Due, after.At, after.Number)
		}
		return q.OrderExpr(stands + ", " + dueDay + ", c.submitted, c.number"), nil
	case "changed", "submitted":
		column := "c." + f.Sort
		if after != nil {
			q = q.Where("("+column+", c.number) > (?, ?)", after.At, after.Number)
		}
		return q.OrderExpr(column + ", c.number"), nil
	}
	return nil, fmt.Errorf("list cases: no order %q", f.Sort)
}

// Desk lists cases of a filter in its order, after a place, at most so many.
func (s *Store) Desk(ctx context.Context, f runtime.Filter, after *runtime.Place, most int) ([]runtime.Case, error) {
	var rows []caseRow
	q, err := s.page(&rows, f, after, most)
	if err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	return casesOf(rows)
}

func (s *Store) page(rows *[]caseRow, f runtime.Filter, after *runtime.Place, most int) (*bun.SelectQuery, error) {
	q, err := order(narrow(s.db.Read().NewSelect().Model(rows), f, everything), f, after)
	if err != nil {
		return nil, err
	}
	return q.Limit(int64(most)), nil
}

// DeskCounts counts by state, item and office, each without its own choice.
func (s *Store) DeskCounts(ctx context.Context, f runtime.Filter) (runtime.Counts, error) {
	out := runtime.Counts{States: map[actor.State]int{}}
	states, err := s.facets(ctx, f, everything&^byState, "c.state", "''")
	if err != nil {
		return out, err
	}
	for _, t := range states {
		out.States[actor.State(t.ID)] = t.Count
	}
	if out.Items, err = s.facets(ctx, f, everything&^byItem, "c.item", "max(c.name)"); err != nil {
		return out, err
	}
	if out.Offices, err = s.facets(ctx, f, everything&^byOffice, "c.office", "max(c.office_title)"); err != nil {
		return out, err
	}
	for state, n := range out.States {
		if f.State == "" || f.State == state {
			out.Total += n
		}
	}
	return out, nil
}

// count asks how many cases there are by a column, the most first.
func (s *Store) count(f runtime.Filter, parts part, column, title string) *bun.SelectQuery {
	return narrow(s.db.Read().NewSelect().Model((*caseRow)(nil)), f, parts).
		ColumnExpr(column + " AS id, " + title + " AS title, count(*) AS n").GroupExpr(column).OrderExpr("n DESC, id")
}

// facets counts by a column, the most first.
func (s *Store) facets(ctx context.Context, f runtime.Filter, parts part, column, title string) ([]runtime.Facet, error) {
	var rows []struct {
		ID    string
		Title string
		N     int
	}
	if err := s.count(f, parts, column, title).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	out := make([]runtime.Facet, len(rows))
	for i, r := range rows {
		out[i] = runtime.Facet{ID: r.ID, Title: r.Title, Count: r.N}
	}
	return out, nil
}

type filterRow struct {
	bun.BaseModel `bun:"table:case_filters,alias:f"`

	ID     string `bun:",pk"`
	Owner  string
	Office string
	Title  string
	Rule   string
	Saved  int64
}

// Filters lists those of an account and those shared with the offices, by title.
func (s *Store) Filters(ctx context.Context, account string, offices []string) ([]runtime.SavedFilter, error) {
	var rows []filterRow
	q := s.db.Read().NewSelect().Model(&rows).Where("f.owner = ?", account)
	if len(offices) > 0 {
		q = q.WhereOr("f.office IN (?)", bun.List(offices))
	}
	if err := q.OrderExpr("f.title, f.id").Limit(200).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list filters: %w", err)
	}
	out := make([]runtime.SavedFilter, len(rows))
	for i, r := range rows {
		out[i] = runtime.SavedFilter{ID: r.ID, Owner: r.Owner, Office: r.Office, Title: r.Title, Rule: r.Rule, Saved: db.Time(r.Saved)}
	}
	return out, nil
}

// SaveFilter writes one. Codes: not_found, too_large.
func (s *Store) SaveFilter(ctx context.Context, f runtime.SavedFilter, fresh bool, most int, e audit.Event) error {
	row := filterRow{ID: f.ID, Owner: f.Owner, Office: f.Office, Title: f.Title, Rule: f.Rule, Saved: db.Micros(f.Saved)}
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if fresh {
			n, err := tx.NewSelect().Model((*filterRow)(nil)).Where("f.owner = ?", f.Owner).Count(ctx)
			if err != nil {
				return fmt.Errorf("count filters: %w", err)
			}
			if int(n) >= most {
				return fault.New(fault.TooLarge, sayTooManyFilters.With(most))
			}
			if _, err := tx.NewInsert().Model(&row).Exec(ctx); err != nil {
				return fmt.Errorf("write a filter: %w", err)
			}
			return audit.Append(ctx, tx, e)
		}
		res, err := tx.NewUpdate().Model(&row).Column("office", "title", "rule", "saved").Where("f.id = ?", f.ID).Where("f.owner = ?", f.Owner).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a filter: %w", err)
		}
		return onlyOne(ctx, tx, res, e)
	})
}

// RemoveFilter takes the owner's own away. Codes: not_found.
func (s *Store) RemoveFilter(ctx context.Context, id, owner string, e audit.Event) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewDelete().Model((*filterRow)(nil)).Where("id = ?", id).Where("owner = ?", owner).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remove a filter: %w", err)
		}
		return onlyOne(ctx, tx, res, e)
	})
}

// onlyOne writes the event of a change of one row; of none there was none.
func onlyOne(ctx context.Context, tx bun.Tx, res interface{ RowsAffected() (int64, error) }, e audit.Event) error {
	one, err := changed(res)
	if err != nil {
		return err
	}
	if !one {
		return none()
	}
	return audit.Append(ctx, tx, e)
}
