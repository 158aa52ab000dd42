package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
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
	if f.Query != "" {
		q = named(q, f, "%"+like.Replace(f.Query)+"%")
	}
	if f.State != "" && parts&byState != 0 {
		q = q.Where("c.state = ?", string(f.State))
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
	return dueBy(q, f)
}

// named finds by a number, an item's name, or the name of an applicant whom one may know.
func named(q *bun.SelectQuery, f runtime.Filter, pattern string) *bun.SelectQuery {
	// Letters of both cases are the same, on every database.
	const other = "lower(c.number) LIKE lower(?) ESCAPE '!' OR lower(c.name) LIKE lower(?) ESCAPE '!' OR "
	const applicant = "lower(c.applicant_name) LIKE lower(?) ESCAPE '!'"
	switch {
	case f.Named == nil:
		return q.Where("("+other+applicant+")", pattern, pattern, pattern)
	case len(f.Named) == 0:
		return q.Where("("+other+"c.applicant_kind = 'organisation' AND "+applicant+")", pattern, pattern, pattern)
	}
	return q.Where("("+other+"(c.applicant_kind = 'organisation' OR c.office IN (?)) AND "+applicant+")", pattern, pattern, bun.List(f.Named), pattern)
}

// dueBy keeps the cases that somebody has to deal with by then.
func dueBy(q *bun.SelectQuery, f runtime.Filter) *bun.SelectQuery {
	if f.Due == "" {
		return q
	}
	q = q.Where("c.due <> ''").Where("c.state = ?", string(actor.Submitted))
	switch f.Due {
	case "over":
		return q.Where("c.due < ?", f.Today)
	case "today":
		return q.Where("c.due = ?", f.Today)
	}
	day, err := time.Parse(time.DateOnly, f.Today)
	if err != nil {
		return q.Where("1 = 0")
	}
	return q.Where("c.due <= ?", day.AddDate(0, 0, runtime.SoonDays).Format(time.DateOnly))
}

// order of the list. By due, what waits for the office comes first, and last what nothing is promised for.
func order(f runtime.Filter) (string, error) {
	switch f.Sort {
	case "", "due":
		const byDue = "c.due = '', c.due, c.changed, c.number"
		if f.State != "" {
			return byDue, nil // all wait, or none does; said again it would keep the index from giving the order
		}
		return "c.state <> 'submitted', " + byDue, nil
	case "changed":
		return "c.changed, c.number", nil
	case "submitted":
		return "c.submitted, c.number", nil
	}
	return "", fmt.Errorf("list cases: no order %q", f.Sort)
}

// Desk lists one page of a filter, and counts.
func (s *Store) Desk(ctx context.Context, f runtime.Filter) ([]runtime.Case, runtime.Counts, error) {
	counts, err := s.counts(ctx, f)
	if err != nil {
		return nil, counts, err
	}
	var rows []caseRow
	q, err := s.page(&rows, f)
	if err != nil {
		return nil, counts, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, counts, fmt.Errorf("list cases: %w", err)
	}
	cases, err := casesOf(rows)
	return cases, counts, err
}

// page asks for one page of a filter.
func (s *Store) page(rows *[]caseRow, f runtime.Filter) (*bun.SelectQuery, error) {
	by, err := order(f)
	if err != nil {
		return nil, err
	}
	q := narrow(s.db.Read().NewSelect().Model(rows), f, everything).OrderExpr(by)
	return q.Limit(int64(f.Size)).Offset(int64((f.Page - 1) * f.Size)), nil
}

func (s *Store) counts(ctx context.Context, f runtime.Filter) (runtime.Counts, error) {
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
