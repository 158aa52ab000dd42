package check

import (
	"banshi/engine/diag"
	"banshi/engine/spec"
	"slices"
)

// Catalogue checks what stands above the items.
func Catalogue(cat *spec.Catalogue) diag.List {
	c := &checker{cat: cat}
	for _, s := range cat.Sources {
		c.sizes("来源", s.Title.S, s.Fields)
		if s.Many && s.Max == 0 {
			c.unbounded(s.ID)
		}
		c.hintWords(s.Title.S, s.Fields)
		c.driver(s.ID, s.Title.S, false, s.Key.S != "", s.Driver, s.Fields)
	}
	for _, l := range cat.Licences {
		c.sizes("证照", l.Title.S, l.Fields)
		c.hintWords(l.Title.S, l.Fields)
		c.driver(l.ID, l.Title.S, true, true, l.Driver, l.Fields)
	}
	c.twice()
	c.whereabouts()
	c.phones()
	c.times()
	for _, t := range cat.Codes {
		c.codes(t)
	}
	for _, b := range cat.Bundles {
		c.doors(b.Themes)
	}
	return c.faults.Finish(0)
}

// twice finds two things of one kind with the same id. A source and a licence are of one kind: facts,
// records and shared data name both by their id alone.
func (c *checker) twice() {
	cat := c.cat.Catalog
	var shared, codes, fragments, bundles, items, departments, offices, roles, towns []spec.Word
	for _, s := range c.cat.Sources {
		shared = append(shared, s.ID)
	}
	for _, l := range c.cat.Licences {
		shared = append(shared, l.ID)
	}
	for _, t := range c.cat.Codes {
		codes = append(codes, t.ID)
	}
	for _, f := range c.cat.Fragments {
		fragments = append(fragments, f.ID)
	}
	for _, b := range c.cat.Bundles {
		bundles = append(bundles, b.ID)
	}
	for _, i := range c.cat.Items {
		items = append(items, i.ID)
	}
	for _, d := range cat.Departments {
		departments = append(departments, d.ID)
	}
	for _, o := range cat.Offices {
		offices = append(offices, o.ID)
	}
	for _, t := range cat.Towns {
		towns = append(towns, t.Code)
	}
	roles = ids(cat.Roles)
	for _, list := range []struct {
		what  string
		words []spec.Word
	}{
		{"来源或证照", shared}, {"代码表", codes}, {"片段", fragments}, {"一件事", bundles}, {"事项", items}, {"部门", departments},
		{"办事处", offices}, {"镇街", towns}, {"角色", roles}, {"信用等级", ids(cat.CreditTiers)},
		{"个人的主题或人生事", append(ids(cat.Themes.Person), ids(cat.Events.Person)...)},
		{"法人的主题或企业事", append(ids(cat.Themes.Organisation), ids(cat.Events.Organisation)...)},
	} {
		seen := map[string]spec.Word{}
		for _, w := range list.words {
			if first, again := seen[w.S]; again {
				c.usedTwice(list.what, w, first)
				continue
			}
			seen[w.S] = w
		}
	}
}

func ids(list []spec.Named) []spec.Word {
	var out []spec.Word
	for _, n := range list {
		out = append(out, n.ID)
	}
	return out
}

// whereabouts holds that offices and licences belong to departments, and offices to places, that there are.
func (c *checker) whereabouts() {
	cat := c.cat.Catalog
	var departments []string
	for _, d := range cat.Departments {
		departments = append(departments, d.ID.S)
	}
	var items []string
	for _, i := range c.cat.Items {
		items = append(items, i.ID.S)
	}
	places := []string{cat.District.Code.S}
	for _, t := range cat.Towns {
		places = append(places, t.Code.S)
	}
	for _, o := range cat.Offices {
		c.among("部门", o.Department, departments)
		for _, r := range o.Regions {
			c.among("镇街", r, places)
		}
		if o.Booking != nil {
			for _, i := range o.Booking.Items {
				c.among("事项", i, items)
			}
		}
	}
	for _, s := range c.cat.Sources {
		c.among("部门", s.Department, departments)
	}
	for _, l := range c.cat.Licences {
		c.among("部门", l.Issuer, departments)
	}
}

// codes holds that a code stands once, hangs under one that there is, in no circle, and that its days
// are in order.
func (c *checker) codes(t *spec.Codes) {
	var known []string
	parent := map[string]string{}
	first := map[string]spec.Word{}
	for _, code := range t.Codes {
		if old, again := first[code.Code.S]; again {
			c.usedTwice("代码", code.Code, old)
			continue
		}
		first[code.Code.S] = code.Code
		known = append(known, code.Code.S)
		parent[code.Code.S] = code.Parent.S
	}
	for _, code := range t.Codes {
		c.among("上级代码", code.Parent, known)
		if code.From.S != "" && code.To.S != "" && code.From.S > code.To.S {
			c.endsEarly(code)
		}
		seen := map[string]bool{}
		for at := code.Code.S; at != "" && !seen[at]; at = parent[at] {
			seen[at] = true
			if parent[at] == code.Code.S {
				c.ownParent(code)
			}
		}
	}
}

// doors holds that themes are themes or events of the catalogue, for that kind of applicant: a misspelt
// one would hide the item behind no door.
func (c *checker) doors(themes spec.Themes) {
	t, e := c.cat.Catalog.Themes, c.cat.Catalog.Events
	person := texts(append(ids(t.Person), ids(e.Person)...))
	organisation := texts(append(ids(t.Organisation), ids(e.Organisation)...))
	for _, w := range themes.Person {
		c.door(w, person, organisation, "个人", "organisation")
	}
	for _, w := range themes.Organisation {
		c.door(w, organisation, person, "法人", "person")
	}
}

func texts(words []spec.Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.S
	}
	return out
}

func (c *checker) door(w spec.Word, known, others []string, kind, other string) {
	switch {
	case slices.Contains(known, w.S):
	case slices.Contains(others, w.S):
		c.otherDoor(w, kind, other)
	default:
		c.noDoor(w, known, kind)
	}
}

func (c *checker) among(what string, w spec.Word, known []string) {
	if w.S != "" && !slices.Contains(known, w.S) {
		c.unknown(what, w, known)
	}
}
