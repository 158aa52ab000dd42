package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
)

type outcomeRow struct {
	bun.BaseModel `bun:"table:case_outcomes,alias:o"`

	Number     string `bun:",pk"`
	Item       string
	ItemName   string
	Office     string
	OfficeName string
	Decided    string
	InTime     int
	Workdays   int
	NoVisit    int
	Papers     int
	Waived     int
}

type figuresRow struct {
	bun.BaseModel `bun:"table:monthly_figures,alias:f"`

	Month      string `bun:",pk"`
	Item       string `bun:",pk"`
	ItemName   string
	Office     string `bun:",pk"`
	OfficeName string
	Town       string
	Received   int
	Decided    int
	InTime     int
	Workdays   int
	NoVisit    int
	Papers     int
	Waived     int
	Rated      int
	Satisfied  int
}

type madeRow struct {
	bun.BaseModel `bun:"table:monthly_made,alias:m"`

	Month string `bun:",pk"`
	At    int64
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// writeOutcome puts down what statistics count of a decision: the first one of a case counts.
func writeOutcome(ctx context.Context, tx bun.Tx, number string, o runtime.Outcome) error {
	row := outcomeRow{Number: number, Item: o.Item, ItemName: o.Name, Office: o.Office, OfficeName: o.OfficeName, Decided: o.Decided,
		InTime: bit(o.InTime), Workdays: o.Workdays, NoVisit: bit(o.NoVisit), Papers: o.Papers, Waived: o.Waived}
	if _, err := tx.NewInsert().Model(&row).On("CONFLICT (number) DO NOTHING").Exec(ctx); err != nil {
		return fmt.Errorf("write what is counted of a decision: %w", err)
	}
	return nil
}

// Months lists those that were counted, the newest first.
func (s *Store) Months(ctx context.Context) ([]runtime.CountedMonth, error) {
	var rows []madeRow
	if err := s.db.Read().NewSelect().Model(&rows).OrderExpr("m.month DESC").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("list months: %w", err)
	}
	out := make([]runtime.CountedMonth, len(rows))
	for i, r := range rows {
		out[i] = runtime.CountedMonth{Month: r.Month, At: db.Time(r.At)}
	}
	return out, nil
}

// counting counts a month by item and office: what was handed in, decided and graded in it. A bad grade that a supervisor
// found unfounded doesn't count.
const counting = `SELECT x.item AS item, max(x.item_name) AS item_name, x.office AS office, max(x.office_name) AS office_name,
	sum(x.received) AS received, sum(x.decided) AS decided, sum(x.in_time) AS in_time, sum(x.workdays) AS workdays, sum(x.no_visit) AS no_visit,
	sum(x.papers) AS papers, sum(x.waived) AS waived, sum(x.rated) AS rated, sum(x.satisfied) AS satisfied
FROM (
	SELECT c.item, c.name AS item_name, c.office, c.office_title AS office_name, 1 AS received, 0 AS decided, 0 AS in_time, 0 AS workdays, 0 AS no_visit, 0 AS papers, 0 AS waived, 0 AS rated, 0 AS satisfied
	FROM cases AS c WHERE c.submitted >= ? AND c.submitted < ?
	UNION ALL
	SELECT o.item, o.item_name, o.office, o.office_name, 0, 1, o.in_time, o.workdays, o.no_visit, o.papers, o.waived, 0, 0
	FROM case_outcomes AS o WHERE o.decided >= ? AND o.decided < ?
	UNION ALL
	SELECT r.item, r.item_name, r.office, r.office_name, 0, 0, 0, 0, 0, 0, 0, 1, CASE WHEN r.grade >= 3 THEN 1 ELSE 0 END
	FROM ratings AS r WHERE r.at >= ? AND r.at < ? AND NOT EXISTS (SELECT 1 FROM rating_tasks AS t WHERE t.rating = r.id AND t.excused = 1)
) AS x GROUP BY x.item, x.office ORDER BY x.item, x.office`

// CountMonth counts a month and keeps what came of it, once.
func (s *Store) CountMonth(ctx context.Context, m runtime.CountingMonth, e audit.Event) (done bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		done = false
		res, err := tx.NewInsert().Model(&madeRow{Month: m.Month, At: db.Micros(m.At)}).On("CONFLICT (month) DO NOTHING").Exec(ctx)
		if err != nil {
			return fmt.Errorf("note a month: %w", err)
		}
		if first, err := changed(res); err != nil || !first {
			return err
		}
		from, to := db.Micros(m.From), db.Micros(m.To)
		var rows []figuresRow
		err = tx.NewRaw(counting, from, to, m.From.Format(time.DateOnly), m.To.Format(time.DateOnly), from, to).Scan(ctx, &rows)
		if err != nil && !db.IsNone(err) {
			return fmt.Errorf("count a month: %w", err)
		}
		for i := range rows {
			rows[i].Month, rows[i].Town = m.Month, m.Town(rows[i].Office)
		}
		if len(rows) > 0 {
			if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
				return fmt.Errorf("keep a month: %w", err)
			}
		}
		e.Detail = map[string]any{"rows": len(rows)}
		done = true
		return audit.Append(ctx, tx, e)
	})
	return done, err
}

// Month gives the rows of a month.
func (s *Store) Month(ctx context.Context, month string) ([]runtime.MonthRow, error) {
	var rows []figuresRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("f.month = ?", month).OrderExpr("f.item, f.office").Scan(ctx); err != nil && !db.IsNone(err) {
		return nil, fmt.Errorf("read a month: %w", err)
	}
	out := make([]runtime.MonthRow, len(rows))
	for i, r := range rows {
		out[i] = runtime.MonthRow{Item: r.Item, Name: r.ItemName, Office: r.Office, OfficeName: r.OfficeName, Town: r.Town, Figures: runtime.Figures{
			Received: r.Received, Decided: r.Decided, InTime: r.InTime, Workdays: r.Workdays, NoVisit: r.NoVisit, Papers: r.Papers, Waived: r.Waived,
			Rated: r.Rated, Satisfied: r.Satisfied}}
	}
	return out, nil
}

// FirstDay is the day of the first decision that is counted; "" there is none.
func (s *Store) FirstDay(ctx context.Context) (string, error) {
	var first string
	if err := s.db.Read().NewSelect().TableExpr("case_outcomes").ColumnExpr("coalesce(min(decided), '')").Scan(ctx, &first); err != nil {
		return "", fmt.Errorf("find the first decision: %w", err)
	}
	return first, nil
}
