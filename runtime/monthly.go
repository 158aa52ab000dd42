package runtime

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
)

// Outcome is what statistics count of a decided case. It is written with the decision, so that what later becomes of the
// case changes no month.
type Outcome struct {
	Item, Name         string
	Office, OfficeName string
	Decided            string // YYYY-MM-DD
	InTime             bool   // within the promised time
	Workdays           int    // from the day after acceptance, without those on which the clock stood
	NoVisit            bool   // nobody had to come
	Papers, Waived     int    // that were due, and those of them that shared data stood in for
}

// count puts down what statistics count of a decision.
func (t *turn) count() {
	c, p := t.c, t.c.Progress
	o := &Outcome{Item: c.Item, Name: t.plan.Name, Office: c.Office, OfficeName: c.OfficeTitle, Decided: t.today,
		InTime: c.Due == "" || t.today <= c.Due, NoVisit: t.state.Visits.Max == 0, Workdays: p.Clock.Worked(t.prog.Calendar(), t.today)}
	for _, m := range t.state.Materials {
		waived := m.State == "reused"
		if waived {
			o.Waived++
		}
		if m.Need || waived {
			o.Papers++
		}
	}
	t.step.Outcome = o
}

// Figures are what is counted of a month, of an item at an office or of several together.
type Figures struct {
	Received  int // applications that were handed in
	Decided   int
	InTime    int // of these: within the promised time
	Workdays  int // of these, together
	NoVisit   int // of these: nobody had to come
	Papers    int // of these: that were due
	Waived    int // of these papers: shared data stood in for them
	Rated     int
	Satisfied int // of these: 基本满意 and better; what was found unfounded doesn't count
}

func (f *Figures) add(o Figures) {
	f.Received += o.Received
	f.Decided += o.Decided
	f.InTime += o.InTime
	f.Workdays += o.Workdays
	f.NoVisit += o.NoVisit
	f.Papers += o.Papers
	f.Waived += o.Waived
	f.Rated += o.Rated
	f.Satisfied += o.Satisfied
}

// MonthRow is an item at an office in a month.
type MonthRow struct {
	Item, Name         string
	Office, OfficeName string
	Town               string // code; "" the office serves more than one
	Figures
}

// MonthStore counts months that are over, and keeps what was counted.
type MonthStore interface {
	// Months lists those that were counted, the newest first.
	Months(ctx context.Context) ([]CountedMonth, error)
	// CountMonth counts between two instants (from included, to not), which are those of the days, in the transaction in
	// which it keeps that. done false: it was counted before. town gives the town of an office.
	CountMonth(ctx context.Context, m CountingMonth, e audit.Event) (done bool, err error)
	// Month gives the rows that were counted, by item and office.
	Month(ctx context.Context, month string) ([]MonthRow, error)
	// FirstDay is the day of the first decision that is counted, YYYY-MM-DD: what was decided before anything was counted is
	// in no month. "" there is none.
	FirstDay(ctx context.Context) (string, error)
}

// CountedMonth is a month whose figures stand.
type CountedMonth struct {
	Month string // YYYY-MM
	At    time.Time
}

// CountingMonth is a month that is to be counted.
type CountingMonth struct {
	Month    string
	From, To time.Time // instants
	Town     func(office string) string
	At       time.Time
}

const monthOnly = "2006-01"

// restDays is how many days after a month its figures are counted: what was under way at midnight is written by then.
const restDays = 1

// CloseMonths counts each month that is over and was not counted yet. It tells how many it counted.
func (p *Public) CloseMonths(ctx context.Context) (int, error) {
	day, err := p.Store.FirstDay(ctx)
	if err != nil || day == "" {
		return 0, err
	}
	first, err := time.ParseInLocation(time.DateOnly, day, p.Zone)
	if err != nil {
		return 0, fmt.Errorf("runtime: day of the first decision: %w", err)
	}
	done, err := p.Store.Months(ctx)
	if err != nil {
		return 0, fmt.Errorf("runtime: months that were counted: %w", err)
	}
	towns := map[string]string{}
	for _, l := range p.Locations.Locations() {
		towns[l.Office] = l.Town
	}
	now := p.Clock().In(p.Zone)
	counted := 0
	for from := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, p.Zone); ; from = from.AddDate(0, 1, 0) {
		to := from.AddDate(0, 1, 0)
		if now.Before(to.AddDate(0, 0, restDays)) {
			return counted, nil
		}
		month := from.Format(monthOnly)
		if slices.ContainsFunc(done, func(m CountedMonth) bool { return m.Month == month }) {
			continue
		}
		at := p.Clock().UTC()
		e := audit.Event{At: at, Actor: actor.Robot("count"), Act: "month.count", Object: audit.Object{Kind: "month", ID: month}}
		ok, err := p.Store.CountMonth(ctx, CountingMonth{Month: month, From: from, To: to, Town: func(office string) string { return towns[office] }, At: at}, e)
		if err != nil {
			return counted, fmt.Errorf("runtime: count %s: %w", month, err)
		}
		if ok {
			counted++
		}
	}
}
