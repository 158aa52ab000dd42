package runtime

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func monthOf(cells map[string]int) []MonthRow {
	var rows []MonthRow
	for at, n := range cells {
		var item, office, town string
		if _, err := fmt.Sscanf(at, "%s %s %s", &item, &office, &town); err != nil {
			panic(err)
		}
		rows = append(rows, MonthRow{Item: item, Name: item, Office: office, OfficeName: office, Town: town, Figures: Figures{Received: n, Decided: n, InTime: n, Workdays: 3 * n, Rated: n, Satisfied: n}})
	}
	return rows
}

// TestSmallCounts: what is small is hidden with its shares, and so is what would tell it.
func TestSmallCounts(t *testing.T) {
	s := tablesOf(monthOf(map[string]int{"elder o1 t1": 30, "elder o2 t2": 12, "food o1 t1": 3, "food o3 t2": 20}), map[string]string{"t1": "桂城", "t2": "大沥"})
	if s.Total.Received.Hidden || s.Total.Received.N != 65 || s.Towns[0].Received.Hidden || s.Items[0].Received.Hidden {
		t.Errorf("nothing here is small: %+v", s)
	}
	s = tablesOf(monthOf(map[string]int{"elder o1 t1": 30, "food o2 t2": 3, "shop o3 t3": 20}), nil)
	for _, list := range [][]StatisticsRow{s.Items, s.Offices, s.Towns} {
		hidden := 0
		for _, r := range list {
			if r.Received.Hidden {
				hidden++
				if r.Received.N != 0 || r.InTime != nil || r.Workdays != nil || r.Satisfied != nil {
					t.Errorf("%s is hidden and told: %+v", r.ID, r)
				}
			}
		}
		if hidden != 2 {
			t.Errorf("the small one and one that would tell it are hidden, have %d: %+v", hidden, list)
		}
	}
	if s.Total.Received.N != 53 || *s.Total.Workdays != 3 || *s.Total.InTime != 100 {
		t.Errorf("the total is told: %+v", s.Total)
	}
	if s = tablesOf(monthOf(map[string]int{"elder o1 t1": 2}), nil); !s.Total.Received.Hidden || !s.Towns[0].Received.Hidden {
		t.Errorf("all there is is small: %+v", s)
	}
	if s = tablesOf(nil, nil); s.Total.Received.Hidden || s.Total.InTime != nil {
		t.Errorf("a month without anything: %+v", s)
	}
}

// TestHiddenCountsStayHidden tries every table that a reader may think of which agrees with what is told: each small count
// has several values there. Whatever algorithm hides them, the reader knows that what is hidden is at least 1.
func TestHiddenCountsStayHidden(t *testing.T) {
	const towns, near = 2, 6
	some := rapid.SampledFrom([]int{0, 1, 1, 2, 3, 4, 5, 6, 9})
	rapid.Check(t, func(rt *rapid.T) {
		cells := map[string]int{}
		for o := range 4 {
			for i := range 3 {
				if n := some.Draw(rt, "n"); n > 0 && rapid.IntRange(0, 2).Draw(rt, "here") == 0 {
					cells[fmt.Sprintf("i%d o%d t%d", i, o, o%towns)] = n
				}
			}
		}
		s := tablesOf(monthOf(cells), nil)
		truth := tablesTrue(cells)
		read := func(list []StatisticsRow) map[string]Count {
			out := map[string]Count{}
			for _, r := range list {
				out[r.ID] = r.Received
			}
			return out
		}
		items, offices, places := read(s.Items), read(s.Offices), read(s.Towns)
		agrees := func(c Count, n int) bool { return !c.Hidden && c.N == n || c.Hidden && n >= 1 }
		seen := map[string]map[int]bool{}
		note := func(id string, n int) {
			if seen[id] == nil {
				seen[id] = map[int]bool{}
			}
			seen[id][n] = true
		}
		// By the total: which sums of items a reader can think of, and with which value of each.
		itemsBy := map[int][]map[string]int{}
		tries(items, truth, near, func(v map[string]int, total int) { itemsBy[total] = append(itemsBy[total], v) })
		tries(offices, truth, near, func(v map[string]int, total int) {
			if !agrees(s.Total.Received, total) || len(itemsBy[total]) == 0 {
				return
			}
			sums := map[string]int{}
			for id, n := range v {
				sums["t"+fmt.Sprint(int(id[1]-'0')%towns)] += n
			}
			for id, c := range places {
				if !agrees(c, sums[id]) {
					return
				}
			}
			note("total", total)
			for id, n := range v {
				note(id, n)
			}
			for id, n := range sums {
				note(id, n)
			}
			if _, done := seen[fmt.Sprint("items ", total)]; !done {
				note(fmt.Sprint("items ", total), 1)
				for _, m := range itemsBy[total] {
					for id, n := range m {
						note(id, n)
					}
				}
			}
		})
		for id, n := range truth {
			if n > 0 && n < fewest && len(seen[id]) < 2 {
				rt.Fatalf("%s is %d, and can be worked out from %+v", id, n, s)
			}
		}
	})
}

// tries goes through values of what is hidden, as near to the truth as given: a second one that agrees is enough.
func tries(list map[string]Count, truth map[string]int, near int, f func(map[string]int, int)) {
	var ids []string
	for id := range list {
		ids = append(ids, id)
	}
	var try func(i, total int, v map[string]int)
	try = func(i, total int, v map[string]int) {
		if i == len(ids) {
			out := make(map[string]int, len(v))
			for id, n := range v {
				out[id] = n
			}
			f(out, total)
			return
		}
		c := list[ids[i]]
		from, to := c.N, c.N
		if c.Hidden {
			from, to = max(1, truth[ids[i]]-near), truth[ids[i]]+near
		}
		for n := from; n <= to; n++ {
			v[ids[i]] = n
			try(i+1, total+n, v)
		}
	}
	try(0, 0, map[string]int{})
}

func tablesTrue(cells map[string]int) map[string]int {
	out := map[string]int{}
	for at, n := range cells {
		var item, office, town string
		if _, err := fmt.Sscanf(at, "%s %s %s", &item, &office, &town); err != nil {
			panic(err)
		}
		out[item] += n
		out[office] += n
		out[town] += n
		out["total"] += n
	}
	return out
}
