package check

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// lookups finds look-ups under a number that the source doesn't know, and looks at somebody else's
// record without consent.
func (c *checker) lookups() {
	for _, f := range c.plan.Facts {
		c.lookup(f, f.ID)
	}
	for _, t := range c.plan.Fields {
		for _, f := range t.Facts {
			c.lookup(f, t.ID+"."+f.ID)
		}
	}
}

func (c *checker) lookup(f *plan.Fact, path string) {
	word := c.facts[path]
	if word == nil || f.Key == nil {
		return
	}
	holders := c.holders(f)
	if !word.Key.Set() && f.When == nil {
		for _, kind := range c.plan.Applicants {
			if len(holders) > 0 && !contains(holders, kind) {
				c.notHeld(f, path, kind)
			}
		}
	}
	if contains(holders, "person") && c.othersKey(f.Key) && f.Consent == nil {
		c.noConsent(f, path)
	}
}

func (c *checker) holders(f *plan.Fact) []string {
	var out []string
	if f.Licence {
		for _, l := range c.cat.Licences {
			if l.ID.S == f.Source && l.Key.S == "" {
				for _, h := range l.Holders {
					out = append(out, h.S)
				}
			}
		}
		return out
	}
	for _, s := range c.cat.Sources {
		if s.ID.S == f.Source {
			for _, h := range s.Holders {
				out = append(out, h.S)
			}
		}
	}
	return out
}

// othersKey tells whether a key may be somebody's number who is neither applicant nor user: anything
// typed or read that is not the applicant's or user's own. An organisation's own people (its legal
// representative) are found through its register and do not count.
func (c *checker) othersKey(key *expr.Node) bool {
	for _, name := range key.Reads() {
		if strings.HasPrefix(name, "form.") || strings.HasPrefix(name, "row.") {
			return true
		}
	}
	return false
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
