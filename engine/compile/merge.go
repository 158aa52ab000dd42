package compile

import (
	"slices"

	"banshi/engine/plan"
	"banshi/engine/spec"
)

// merged is the item with its fragments put in, in the order of `use`, and what the system adds.
type merged struct {
	facts       []spec.Fact
	sections    []section
	eligibility []spec.Eligibility
	materials   []spec.Material
	prefix      map[string]string // id of a section, rule, material → path prefix of its texts
	fragment    map[string]string // id of a material → the fragment that brought it
}

// section is a section of the form with the step whose actor fills it, if any.
type section struct {
	*spec.Section
	step  string
	point map[string]*plan.Point // fields that are 审查要点
}

// situationsID is the section that asks 情形 before anything else.
const situationsID = "situations"

func (c *compiler) merge() {
	m := &c.merged
	m.prefix, m.fragment = map[string]string{}, map[string]string{}
	if len(c.item.Situations) > 0 {
		m.sections = append(m.sections, section{Section: &spec.Section{
			Section: spec.Word{S: situationsID}, Title: c.system("situations"), Fields: c.item.Situations,
		}})
	}
	for _, use := range c.item.Use {
		f := c.fragment(use)
		if f == nil {
			continue
		}
		c.addFacts(f.Facts)
		for i := range f.Form {
			m.sections = append(m.sections, section{Section: &f.Form[i]})
		}
		m.eligibility = append(m.eligibility, f.Eligibility...)
		m.materials = append(m.materials, f.Materials...)
		for i := range f.Materials {
			m.fragment[f.Materials[i].ID.S] = f.ID.S
		}
	}
	c.addFacts(c.item.Facts)
	for i := range c.item.Form {
		m.sections = append(m.sections, section{Section: &c.item.Form[i]})
	}
	m.eligibility = append(m.eligibility, c.item.Eligibility...)
	m.materials = append(m.materials, c.item.Materials...)
	c.addDeliver()
	c.addStepForms()
	c.duplicates()
}

func (c *compiler) fragment(use spec.Word) *spec.Fragment {
	if f := c.cat.Fragment(use.S); f != nil {
		return f
	}
	var known []string
	for _, f := range c.cat.Fragments {
		known = append(known, f.ID.S)
	}
	c.unknownWord("片段", use, known)
	return nil
}

// addFacts takes facts in; writing the same fact again, word for word, is allowed.
func (c *compiler) addFacts(list spec.FactList) {
	for _, f := range list {
		if old := c.factNamed(f.ID.S); old != nil {
			if !sameFact(*old, f) {
				c.factTwice(f.ID, old.ID)
			}
			continue
		}
		c.merged.facts = append(c.merged.facts, f)
	}
}

func (c *compiler) factNamed(id string) *spec.Fact {
	return factIn(c.merged.facts, id)
}

func factIn(list []spec.Fact, id string) *spec.Fact {
	for i := range list {
		if list[i].ID.S == id {
			return &list[i]
		}
	}
	return nil
}

func sameFact(a, b spec.Fact) bool {
	return a.Source.S == b.Source.S && a.Licence.S == b.Licence.S && textOf(a.Key) == textOf(b.Key) && a.Many == b.Many &&
		textOf(a.When) == textOf(b.When) && a.Consent.Law.S == b.Consent.Law.S && a.Consent.Material.S == b.Consent.Material.S && a.Choose.S == b.Choose.S
}

// addDeliver asks 领取方式 where there is more than one way, and whereto.
func (c *compiler) addDeliver() {
	ways := c.item.Handling.Deliver
	if len(ways) < 2 {
		return
	}
	options := &spec.Options{}
	express := false
	for _, w := range ways {
		options.List = append(options.List, spec.Option{Code: w, Text: c.system("deliver_" + w.S), Hint: c.system("deliver_" + w.S + "_hint")})
		express = express || w.S == "express"
	}
	need := &spec.Rule{S: "true"}
	way := spec.Field{ID: spec.Word{S: "deliver"}, Type: spec.Word{S: "choice"}, Title: c.system("deliver"), Ask: c.system("deliver_ask"), Options: options, Need: need}
	if slices.ContainsFunc(ways, func(w spec.Word) bool { return w.S == "electronic" }) {
		// It comes by itself and costs no visit: who wants it otherwise says so.
		way.Fill, way.Edit = spec.Entries{{Value: spec.Rule{S: `"electronic"`}}}, spec.Word{S: "free"}
	}
	fields := []spec.Field{way}
	if express {
		show := &spec.Rule{S: `form.deliver == "express"`}
		fields = append(fields,
			spec.Field{ID: spec.Word{S: "deliver_name"}, Type: spec.Word{S: "text"}, Title: c.system("deliver_name"), Length: &spec.Length{Least: 2, Most: 50}, Need: need, Show: show,
				Fill: spec.Entries{{Value: spec.Rule{S: "user.name"}}}, Edit: spec.Word{S: "free"}},
			spec.Field{ID: spec.Word{S: "deliver_phone"}, Type: spec.Word{S: "phone"}, Title: c.system("deliver_phone"), Need: need, Show: show,
				Fill: spec.Entries{{Value: spec.Rule{S: "user.phone"}}}, Edit: spec.Word{S: "free"}},
			spec.Field{ID: spec.Word{S: "deliver_address"}, Type: spec.Word{S: "address"}, Title: c.system("deliver_address"), Length: &spec.Length{Least: 5, Most: 200}, Need: need, Show: show})
	}
	c.merged.sections = append(c.merged.sections, section{Section: &spec.Section{Section: spec.Word{S: "delivery"}, Title: c.system("delivery"), Fields: fields}})
}

// addStepForms takes in what the clerk fills: the forms of steps, and the points to look at.
func (c *compiler) addStepForms() {
	for i := range c.item.Handling.Steps {
		st := &c.item.Handling.Steps[i]
		if len(st.Points) > 0 {
			c.merged.sections = append(c.merged.sections, c.points(st))
		}
		for j := range st.Form {
			c.merged.sections = append(c.merged.sections, section{Section: &st.Form[j], step: st.ID.S})
		}
	}
}

func (c *compiler) points(st *spec.Step) section {
	out := section{
		Section: &spec.Section{Section: spec.Word{S: st.ID.S + "_points"}, Title: c.system("points")},
		step:    st.ID.S, point: map[string]*plan.Point{},
	}
	for _, p := range st.Points {
		out.Section.Fields = append(out.Section.Fields, spec.Field{ID: p.ID, Type: spec.Word{S: "finding", Pos: p.ID.Pos}, Title: p.Title, Show: p.When, Pos: p.Pos})
		point := &plan.Point{Basis: bases(p.Basis)}
		for _, w := range p.LookAt {
			point.LookAt = append(point.LookAt, w.S)
		}
		out.point[p.ID.S] = point
	}
	return out
}

// duplicates finds ids that stand for two things.
func (c *compiler) duplicates() {
	seen := map[string]spec.Word{}
	once := func(kind string, w spec.Word) {
		if w.S == "" {
			return
		}
		if first, dup := seen[kind+w.S]; dup {
			c.idTwice(w, first)
			return
		}
		seen[kind+w.S] = w
	}
	for _, s := range c.merged.sections {
		once("section.", s.Section.Section)
		for _, f := range s.Fields {
			once("name.", f.ID)
			for _, col := range f.Fields {
				once("table."+f.ID.S+".", col.ID)
			}
			for _, rf := range f.Facts {
				once("table."+f.ID.S+".", rf.ID)
			}
		}
	}
	for _, f := range c.merged.facts {
		once("name.", f.ID)
	}
	for _, r := range c.merged.eligibility {
		once("rule.", r.ID)
	}
	for _, m := range c.merged.materials {
		once("material.", m.ID)
	}
}
