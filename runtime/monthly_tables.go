package runtime

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// fewest is the least count that is told: fewer might tell whose they are.
const fewest = 5

// Count is a number of a table of statistics. Hidden: it is small, or a small one could be worked out from it. None is
// told as 0.
type Count struct {
	N      int
	Hidden bool
}

// StatisticsRow is one line of a table: its counts, and shares in percent and an average, which are left out (nil) where
// what they are of is hidden, or there is none.
type StatisticsRow struct {
	ID, Title string
	Of        string // title of the town of an office
	Received  Count
	Decided   Count
	InTime    *int     // percent of the decided
	Workdays  *float64 // of a decided one, on average, to one place
	NoVisit   *int     // percent of the decided
	Waived    *int     // percent of the papers that were due
	Rated     Count
	Satisfied *int // percent of the grades
}

// Statistics are those of a month.
type Statistics struct {
	Month   string // YYYY-MM
	Counted time.Time
	Total   StatisticsRow
	Items   []StatisticsRow // by title
	Offices []StatisticsRow
	Towns   []StatisticsRow // "" is what belongs to no one town
}

// Statistics gives those of a month that was counted; "" is the newest. Codes: not_found.
func (p *Public) Statistics(ctx context.Context, month string) (Statistics, error) {
	done, err := p.Months(ctx)
	if err != nil {
		return Statistics{}, err
	}
	i := slices.IndexFunc(done, func(m CountedMonth) bool { return m.Month == month || month == "" })
	if i < 0 {
		return Statistics{}, NotCounted()
	}
	rows, err := p.Store.Month(ctx, done[i].Month)
	if err != nil {
		return Statistics{}, fmt.Errorf("runtime: statistics of %s: %w", done[i].Month, err)
	}
	towns := map[string]string{}
	for _, t := range p.Locations.Towns() {
		towns[t.ID] = t.Title
	}
	out := tablesOf(rows, towns)
	out.Month, out.Counted = done[i].Month, done[i].At
	return out, nil
}

// Months lists those whose statistics there are, the newest first.
func (p *Public) Months(ctx context.Context) ([]CountedMonth, error) {
	done, err := p.Store.Months(ctx)
	if err != nil {
		return nil, fmt.Errorf("runtime: months that were counted: %w", err)
	}
	return done, nil
}

// group is a line of a table on its way, with what it adds up to.
type group struct {
	id, title, of string
	Figures
}

// tablesOf adds rows up, and hides what is small.
func tablesOf(rows []MonthRow, towns map[string]string) Statistics {
	var total group
	items, offices, places := map[string]*group{}, map[string]*group{}, map[string]*group{}
	for _, r := range rows {
		total.add(r.Figures)
		into(items, r.Item, r.Name, "").add(r.Figures)
		into(offices, r.Office, r.OfficeName, r.Town).add(r.Figures)
		into(places, r.Town, cmp.Or(towns[r.Town], r.Town), "").add(r.Figures)
	}
	all := layout{total: &total, items: ordered(items), offices: ordered(offices), towns: ordered(places)}
	received := all.hide(func(f *Figures) int { return f.Received })
	decided := all.hide(func(f *Figures) int { return f.Decided })
	rated := all.hide(func(f *Figures) int { return f.Rated })
	line := func(g *group) StatisticsRow {
		out := StatisticsRow{ID: g.id, Title: g.title, Of: towns[g.of], Received: Count{g.Received, received[g]}, Decided: Count{g.Decided, decided[g]}, Rated: Count{g.Rated, rated[g]}}
		if !decided[g] {
			out.InTime, out.NoVisit, out.Waived = share(g.InTime, g.Decided), share(g.NoVisit, g.Decided), share(g.Waived, g.Papers)
			if g.Decided > 0 {
				days := math.Round(float64(g.Workdays)*10/float64(g.Decided)) / 10
				out.Workdays = &days
			}
		}
		if !rated[g] {
			out.Satisfied = share(g.Satisfied, g.Rated)
		}
		for _, c := range []*Count{&out.Received, &out.Decided, &out.Rated} {
			if c.Hidden {
				c.N = 0
			}
		}
		return out
	}
	lines := func(list []*group) []StatisticsRow {
		out := make([]StatisticsRow, len(list))
		for i, g := range list {
			out[i] = line(g)
		}
		return out
	}
	return Statistics{Total: line(&total), Items: lines(all.items), Offices: lines(all.offices), Towns: lines(all.towns)}
}

func into(m map[string]*group, id, title, of string) *group {
	if m[id] == nil {
		m[id] = &group{id: id, title: title, of: of}
	}
	return m[id]
}

func ordered(m map[string]*group) []*group {
	out := make([]*group, 0, len(m))
	for _, g := range m {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b *group) int { return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.id, b.id)) })
	return out
}

// share is so many of all, in whole percent; nil of none.
func share(n, of int) *int {
	if of == 0 {
		return nil
	}
	p := int(math.Round(float64(n) * 100 / float64(of)))
	return &p
}

// layout is what is published of a month: the items add up to the total, so do the towns, and the offices of a town to it.
type layout struct {
	total                 *group
	items, offices, towns []*group
}

// sum is an equation that every reader knows: whole is what the parts add up to.
type sum struct {
	whole *group
	parts []*group
}

func (l layout) sums() []sum {
	out := []sum{{l.total, l.items}, {l.total, l.towns}}
	for _, t := range l.towns {
		s := sum{whole: t}
		for _, o := range l.offices {
			if o.of == t.id {
				s.parts = append(s.parts, o)
			}
		}
		out = append(out, s)
	}
	return out
}

// hide tells which counts of a measure are not told: those from 1 to 4, and as many more as it takes so that nobody can
// work one of them out from what stands beside it (complementary suppression). A reader knows the equations, and that
// what is hidden is at least 1. What the equations leave open of a small count must be five values or more.
func (l layout) hide(of func(*Figures) int) map[*group]bool {
	n := func(g *group) int { return of(&g.Figures) }
	hidden := map[*group]bool{}
	var small []*group
	for _, g := range slices.Concat([]*group{l.total}, l.items, l.towns, l.offices) {
		if n(g) > 0 && n(g) < fewest {
			hidden[g] = true
			small = append(small, g)
		}
	}
	sums := l.sums()
	for {
		least, most := bounds(sums, hidden, n)
		told := (*group)(nil)
		for _, g := range small {
			if most[g]-least[g] < fewest-1 {
				told = g
				break
			}
		}
		if told == nil {
			return hidden
		}
		more := beside(sums, told, hidden, n)
		if more == nil {
			return hidden
		}
		hidden[more] = true
	}
}

const endless = math.MaxInt32

// bounds are the least and the greatest value that the equations leave open of each hidden count.
func bounds(sums []sum, hidden map[*group]bool, n func(*group) int) (least, most map[*group]int) {
	least, most = map[*group]int{}, map[*group]int{}
	at := func(g *group) (int, int) {
		if !hidden[g] {
			return n(g), n(g)
		}
		if _, ok := least[g]; !ok {
			least[g], most[g] = 1, endless
		}
		return least[g], most[g]
	}
	for changed := true; changed; {
		changed = false
		narrow := func(g *group, lo, hi int) {
			a, b := at(g)
			if !hidden[g] {
				return
			}
			if lo > a {
				least[g], changed = lo, true
			}
			if hi < b {
				most[g], changed = hi, true
			}
		}
		for _, s := range sums {
			lo, hi, open := 0, 0, 0 // of the parts; open: how many have no greatest value
			for _, p := range s.parts {
				a, b := at(p)
				if lo += a; b == endless {
					open++
				} else {
					hi += b
				}
			}
			if open == 0 {
				narrow(s.whole, lo, hi)
			} else {
				narrow(s.whole, lo, endless)
			}
			wholeLo, wholeHi := at(s.whole)
			for _, p := range s.parts {
				a, b := at(p)
				low, high := 1, endless
				switch {
				case open == 0:
					low = wholeLo - (hi - b)
				case open == 1 && b == endless:
					low = wholeLo - hi
				}
				if wholeHi < endless {
					high = wholeHi - (lo - a)
				}
				narrow(p, low, high)
			}
		}
	}
	return least, most
}

// tried is how many counts of an equation are tried before the smallest is taken.
const tried = 8

// beside is the count to hide next so that another can't be told: of those that stand in an equation with it, or with what
// is hidden there, the smallest that is enough by itself; else the smallest; a whole only where there is no part left.
func beside(sums []sum, told *group, hidden map[*group]bool, n func(*group) int) *group {
	reached := map[*group]bool{told: true}
	var parts, wholes []*group
	used := make([]bool, len(sums))
	for again := true; again; {
		again = false
		for i, s := range sums {
			members := append(slices.Clone(s.parts), s.whole)
			if used[i] || !slices.ContainsFunc(members, func(g *group) bool { return reached[g] }) {
				continue
			}
			used[i], again = true, true
			var here []*group
			for _, p := range s.parts {
				if reached[p] = reached[p] || hidden[p]; !hidden[p] && n(p) > 0 {
					here = append(here, p)
				}
			}
			slices.SortStableFunc(here, func(a, b *group) int { return n(a) - n(b) })
			parts = append(parts, here[:min(len(here), tried)]...)
			if reached[s.whole] = reached[s.whole] || hidden[s.whole]; !hidden[s.whole] && n(s.whole) > 0 {
				wholes = append(wholes, s.whole)
			}
		}
	}
	for _, list := range [][]*group{parts, wholes} {
		slices.SortStableFunc(list, func(a, b *group) int { return n(a) - n(b) })
		for _, g := range list {
			hidden[g] = true
			least, most := bounds(sums, hidden, n)
			delete(hidden, g)
			if most[told]-least[told] >= fewest-1 {
				return g
			}
		}
		if len(list) > 0 {
			return list[0]
		}
	}
	return nil
}
