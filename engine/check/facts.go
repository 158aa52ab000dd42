package check

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
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
	if f.Key.Op == expr.Var && f.Key.Name == "applicant.no" {
		for _, kind := range c.plan.Applicants {
			if len(holders) > 0 && !slices.Contains(holders, kind) && c.fetchedFor(kind, f.When) {
				c.notHeld(f, path, kind)
			}
		}
	}
	if slices.Contains(holders, "person") && c.othersKey(f.Key) && f.Consent == nil {
		c.noConsent(f, path)
	}
}

// fetchedFor tells whether a fact may be looked up for a kind of applicant: `when` may rule that out.
func (c *checker) fetchedFor(kind string, when *expr.Node) bool {
	if when == nil {
		return true
	}
	is := &expr.Node{Op: "==", Args: []*expr.Node{{Op: expr.Var, Name: applicantKind}, expr.Literal(value.Text(kind))}}
	some, _ := c.outcomesWith(and(is, when), map[string][]string{applicantKind: {"person", "organisation"}})
	return some
}

const applicantKind = "applicant.kind"

// holders are the kinds of those whose records a fact's source holds; none where it is looked up by
// something else than a holder's number.
func (c *checker) holders(f *plan.Fact) []string {
	if l := c.cat.Licence(f.Source); f.Licence && l != nil {
		if l.Key.S != "" {
			return byKey(l.Key.S)
		}
		return texts(l.Holders)
	}
	if s := c.cat.Source(f.Source); !f.Licence && s != nil {
		if len(s.Holders) == 0 {
			return byKey(s.Key.S)
		}
		return texts(s.Holders)
	}
	return nil
}

func byKey(keyType string) []string {
	switch keyType {
	case "id_number":
		return []string{"person"}
	case "uscc":
		return []string{"organisation"}
	}
	return nil
}

// othersKey tells whether a key may be somebody's number who is neither applicant nor user: one that is
// typed, or read from the record of a person (a spouse, a guardian). An organisation's own people, whom
// its register names, act for it and do not count.
func (c *checker) othersKey(key *expr.Node) bool {
	switch key.Op {
	case expr.Cond:
		return c.othersKey(key.Args[1]) || c.othersKey(key.Args[2])
	case expr.Get:
		return key.Args[0].Op == expr.Var && c.ofPerson(key.Args[0].Name)
	case expr.Var:
		if id, ok := strings.CutPrefix(key.Name, "form."); ok {
			return !c.ownNumber(c.plan.Field(id))
		}
		return strings.HasPrefix(key.Name, "row.")
	}
	for _, name := range key.Reads() {
		if strings.HasPrefix(name, "form.") || strings.HasPrefix(name, "row.") {
			return true
		}
	}
	return false
}

// ofPerson tells whether a fact is the record of a person.
func (c *checker) ofPerson(id string) bool {
	if f := c.plan.Fact(id); f != nil {
		return slices.Contains(c.holders(f), "person")
	}
	return strings.HasPrefix(id, "row.") // whose register it is, a row does not say
}

// ownNumber tells a field that can hold nothing but the applicant's or user's own number.
func (c *checker) ownNumber(f *plan.Field) bool {
	if f == nil {
		return false
	}
	list := f.Compute
	if f.Edit == "locked" {
		list = append(list[:len(list):len(list)], f.Fill...)
	}
	for _, ch := range list {
		if ch.Value.Op != expr.Var || ch.Value.Name != "applicant.no" && ch.Value.Name != "user.no" {
			return false
		}
	}
	return len(list) > 0
}

// unsure finds refusals that hang on a source which is often down: then nobody is refused and nobody
// passes, all go to a person.
func (c *checker) unsure() {
	shaky := map[string]string{} // fact → title of its source
	for _, f := range c.plan.Facts {
		if title, down := c.oftenDown(f); down {
			shaky[f.ID] = title
		}
	}
	rowShaky := map[string]string{} // table → title
	for _, t := range c.plan.Fields {
		for _, f := range t.Facts {
			if title, down := c.oftenDown(f); down {
				rowShaky["form."+t.ID] = title
			}
		}
	}
	for _, r := range c.plan.Rules {
		w := c.rules[r.ID]
		if r.Effect != "refuse" || w == nil {
			continue
		}
		names := append(r.That.Reads(), r.When.Reads()...)
		for _, name := range c.behind(names) {
			title, down := shaky[name]
			if row, ok := rowShaky[name]; ok {
				title, down = row, true
			}
			if down {
				c.refuseUnsure(w, title)
				break
			}
		}
	}
}

// behind are names with all that computed and filled fields among them read.
func (c *checker) behind(names []string) []string {
	seen := map[string]bool{}
	var out []string
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, name)
		if f := c.formField(name); f != nil {
			for _, ch := range append(f.Compute[:len(f.Compute):len(f.Compute)], f.Fill...) {
				names = append(append(names, ch.Value.Reads()...), ch.When.Reads()...)
			}
		}
	}
	return out
}

func (c *checker) oftenDown(f *plan.Fact) (title string, down bool) {
	if l := c.cat.Licence(f.Source); f.Licence && l != nil {
		return l.Title.S, l.OftenDown
	}
	if s := c.cat.Source(f.Source); !f.Licence && s != nil {
		return s.Title.S, s.OftenDown
	}
	return "", false
}
