package catalog

import "slices"

// Filter narrows what is found by what was worked out of the definitions; nobody types it.
type Filter string

// The filters, in the order in which they are shown.
const (
	ZeroVisits Filter = "zero"    // 零跑动: one never has to come
	OneVisit   Filter = "once"    // 最多跑一次
	Instant    Filter = "instant" // 即办: may be decided at once
	InBatches  Filter = "batch"   // 集中申报期: handed in between two days
)

// Filters lists all of them.
func Filters() []Filter { return []Filter{ZeroVisits, OneVisit, Instant, InBatches} }

// takes tells whether an item passes. What has only a guide here is not measured by us.
func (f Filter) takes(c *Card) bool {
	switch f {
	case ZeroVisits:
		return c.Entry == nil && c.Visits.Max == 0
	case OneVisit:
		return c.Entry == nil && c.Visits.Max <= 1
	case Instant:
		return c.Instant
	case InBatches:
		return c.Batch
	}
	return true
}

// Facet says of a filter how many items it would leave beside the others, and of one that is on how many
// there were without it.
type Facet struct {
	Filter  Filter
	On      bool
	Count   int // with it
	Without int // without it
}

// facets counts a list under the filters that are on.
func facets(list []*shown, on []Filter) []Facet {
	out := make([]Facet, 0, len(Filters()))
	for _, f := range Filters() {
		facet := Facet{Filter: f, On: slices.Contains(on, f)}
		others := slices.DeleteFunc(slices.Clone(on), func(o Filter) bool { return o == f })
		for _, s := range list {
			if !passes(&s.Card, others) {
				continue
			}
			facet.Without++
			if f.takes(&s.Card) {
				facet.Count++
			}
		}
		out = append(out, facet)
	}
	return out
}

func passes(c *Card, on []Filter) bool {
	return !slices.ContainsFunc(on, func(f Filter) bool { return !f.takes(c) })
}
