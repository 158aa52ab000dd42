package check

import (
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/publicity"
	"banshi/engine/spec"
)

// publicity holds that nothing is made public that would tell who or where a person is, or how to reach him: numbers of
// persons, telephones, accounts, and whatever is sensitive (个人信息保护法 art. 25, 28; 政府信息公开条例 art. 15).
func (c *checker) publicity() {
	w := c.item.Handling.Publicity
	if w == nil {
		return
	}
	for _, p := range []*spec.Publish{w.Granted, w.Refused} {
		if p == nil {
			continue
		}
		seen := map[string]spec.Word{}
		for _, s := range p.Show {
			if first, twice := seen[s.Path.S]; twice {
				c.usedTwice("公开的内容", s.Path, first)
				continue
			}
			seen[s.Path.S] = s.Path
			c.shown(s, p == w.Refused)
		}
	}
}

// byPersons tells whether persons may apply.
func (c *checker) byPersons() bool { return slices.Contains(c.plan.Applicants, "person") }

func (c *checker) shown(s spec.Shown, refused bool) {
	mask := publicity.Of(s.Mask.S)
	if mask == nil {
		return // told by load
	}
	whole := mask.Name == publicity.Whole
	switch s.Path.S {
	case plan.ApplicantName:
		c.shownAs(s, mask, "text", whole && c.byPersons(), publicity.Name)
		return
	case plan.ApplicantNo:
		c.shownAs(s, mask, "id_number", whole && c.byPersons(), publicity.Number)
		return
	case plan.ResultNumber, plan.ResultValidTo:
		if refused || !slices.ContainsFunc(c.plan.Results, func(r *plan.Result) bool { return r.Kind == "licence" }) {
			c.publicNever(s, "没有证照，就没有它的编号和有效期")
		} else if s.Path.S == plan.ResultNumber {
			c.shownAs(s, mask, "text", whole && c.byPersons(), publicity.Number)
		} else {
			c.shownAs(s, mask, "date", false, "")
		}
		return
	}
	f := c.plan.Field(strings.TrimPrefix(s.Path.S, "form."))
	if f == nil || !strings.HasPrefix(s.Path.S, "form.") {
		c.publicUnknown(s, publishable(c.plan))
		return
	}
	switch {
	case f.Sensitive:
		c.publicNever(s, "“"+f.Title+"”是敏感信息")
	case f.Type == "phone" || f.Type == "bank_card" || f.Type == "file" || f.Type == "point" || f.Type == "table":
		c.publicNever(s, "“"+f.Title+"”这种字段不能公开")
	default:
		c.shownAs(s, mask, f.Type, whole && c.tellsPerson(f, nil), map[string]string{"address": publicity.Area, "date": publicity.Year, "id_number": publicity.Number}[f.Type])
	}
}

// shownAs holds that a mask is for a type of field, and that it is there where one is needed.
func (c *checker) shownAs(s spec.Shown, mask *publicity.Mask, fieldType string, bare bool, instead string) {
	switch {
	case bare || fieldType == "id_number" && mask.Name == publicity.Whole && s.Path.S != plan.ApplicantNo:
		if instead == "" {
			instead = publicity.Name
		}
		c.publicBare(s, instead)
	case !mask.Fits(fieldType) && !(s.Path.S == plan.ApplicantNo && mask.Name == publicity.Whole):
		c.publicMask(s, fieldType)
	}
}

// publishable are the paths that an item may name.
func publishable(p *plan.Plan) []string {
	out := []string{plan.ApplicantName, plan.ApplicantNo, plan.ResultNumber, plan.ResultValidTo}
	for _, f := range p.Fields {
		out = append(out, "form."+f.ID)
	}
	return out
}

// namesPerson are words in the titles of texts that hold the name of a person.
var namesPerson = []string{"姓名", "名字", "联系人", "法定代表人", "负责人", "经办人", "代理人", "收件人", "户名"}

// tellsPerson tells whether a field may tell who or where a person is, or when he was born: a name or an address or a
// day of a person, wherever it comes from.
func (c *checker) tellsPerson(f *plan.Field, seen []string) bool {
	switch f.Type {
	case "id_number":
		return true
	case "address":
		return c.byPersons() || c.fromPerson(f, seen)
	case "text":
		return slices.ContainsFunc(namesPerson, func(w string) bool { return strings.Contains(f.Title, w) }) || c.fromPerson(f, seen)
	case "date":
		return c.fromPerson(f, seen)
	}
	return false
}

// fromPerson tells whether a value comes from a record about persons, from who sits before the screen, or from an
// applicant who may be a person, be it through other fields.
func (c *checker) fromPerson(f *plan.Field, seen []string) bool {
	if slices.Contains(seen, f.ID) {
		return false
	}
	seen = append(seen, f.ID)
	for _, ch := range slices.Concat(f.Fill, f.Compute) {
		for _, n := range []*expr.Node{ch.Value, ch.When} {
			for _, name := range n.Reads() {
				if c.readsPerson(name, seen) {
					return true
				}
			}
		}
	}
	return false
}

func (c *checker) readsPerson(name string, seen []string) bool {
	root, _, _ := strings.Cut(name, ".")
	switch root {
	case "user":
		return true
	case "applicant":
		return c.byPersons() && name != "applicant.kind"
	case "form":
		g := c.plan.Field(strings.TrimPrefix(name, "form."))
		return g != nil && (g.Type == "id_number" || g.Sensitive || c.fromPerson(g, seen))
	}
	fact := c.plan.Fact(root)
	if fact == nil {
		return false
	}
	if fact.Licence {
		l := c.cat.Licence(fact.Source)
		return l == nil || holdsPersons(l.Holders)
	}
	s := c.cat.Source(fact.Source)
	return s == nil || holdsPersons(s.Holders)
}

func holdsPersons(holders []spec.Word) bool {
	return slices.ContainsFunc(holders, func(w spec.Word) bool { return w.S == "person" })
}
