package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/load/grammar"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Tests holds the tests of an item against the item: what they name must be there, who they are about
// must stand in a register, and an answer that its field's type refuses must be expected to be refused
// (expect.errors, or errors of the field). Else a test passes and tries nothing.
func Tests(cat *spec.Catalogue, p *plan.Plan, people *People) diag.List {
	var out diag.List
	for _, list := range cat.Tests {
		if list.Item.S != p.ID {
			continue
		}
		for i := range list.Tests {
			t := newTester(p, &list.Tests[i])
			t.people = people
			t.who()
			t.input()
			t.expected()
			out.Add(t.faults...)
		}
	}
	return out
}

// Input judges the answers and names of an input that comes from elsewhere, such as a file of answers:
// nothing is expected of it, so every answer must be one.
func Input(p *plan.Plan, in *spec.Test) diag.List {
	t := newTester(p, in)
	t.input()
	return t.faults
}

// tester holds one test against a plan.
type tester struct {
	plan    *plan.Plan
	test    *spec.Test
	people  *People
	refused map[string]bool // paths where the test expects an error
	faults  diag.List
}

func newTester(p *plan.Plan, in *spec.Test) *tester {
	t := &tester{plan: p, test: in, refused: map[string]bool{}}
	for _, e := range in.Expect.Errors {
		t.refused[e.S] = true
	}
	for id, want := range in.Expect.Fields {
		if m, ok := want.(map[string]any); ok {
			if list, ok := m["errors"].([]any); ok && len(list) > 0 {
				t.refused[formPath(id)] = true
			}
		}
	}
	return t
}

func formPath(id string) string { return "form." + strings.TrimPrefix(id, "form.") }

// who holds the people against the registers, and against who may apply.
func (t *tester) who() {
	if kind := t.person("as", t.test.As.S); kind != "" && !slices.Contains(t.plan.Applicants, kind) {
		t.personFault("as", "这个事项"+kindWords[kind]+"不能申请", "可以申请的："+kinds(t.plan.Applicants))
	}
	if u := t.test.User; u != nil {
		if u.Is.S != "" {
			t.person("user.is", u.Is.S)
		}
		if acts := u.ActsAs.S; acts != "" && !slices.Contains(t.plan.Acting, acts) {
			t.personFault("user.acts_as", "这个事项不能以“"+acts+"”的身份来办", "可以写："+strings.Join(t.plan.Acting, " "))
		}
	}
	signed, _ := t.test.Signed.(map[string]any)
	for _, material := range slices.Sorted(maps.Keys(signed)) {
		if who := fmt.Sprint(signed[material]); !numberShape.MatchString(who) {
			t.person("signed."+material, who)
		}
	}
}

// numberShape is the number of somebody who stands in no register.
var numberShape = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)

// person gives the kind of whom a handle names; "" where that is nobody.
func (t *tester) person(path, handle string) string {
	kind, id, _ := strings.Cut(handle, "/")
	if kindWords[kind] == "" || id == "" {
		t.personFault(path, "“"+handle+"”不是人", "写 person/<记录> 或 organisation/<记录>")
		return ""
	}
	ids, known := t.people.known[kind]
	if !known || slices.Contains(ids, id) {
		return kind
	}
	hint := "写共享数据里有的，例如 " + kind + "/" + ids[0]
	if near, ok := diag.Closest(id, ids); ok {
		hint = "是不是 " + kind + "/" + near + "？"
	}
	t.personFault(path, "共享数据里没有“"+handle+"”", hint)
	return ""
}

func kinds(list []string) string {
	var out []string
	for _, k := range list {
		out = append(out, kindWords[k]+"（"+k+"）")
	}
	return strings.Join(out, "、")
}

// input holds what goes in against the item.
func (t *tester) input() {
	for _, id := range slices.Sorted(maps.Keys(t.test.Answers)) {
		t.answer(id, t.test.Answers[id])
	}
	sources := slices.Sorted(maps.Keys(t.plan.Records))
	t.words("down", "来源", t.test.Down, sources)
	t.words("pending", "来源", t.test.Pending, sources)
	t.keys("facts", "来源", t.test.Facts, sources)
	materials, fields := t.materials(), t.fields()
	t.texts("given", "材料", t.test.Given, materials)
	t.texts("promised", "材料", t.test.Promised, materials)
	t.texts("deferred", "材料", t.test.Deferred, materials)
	t.keys("form_of", "材料", t.test.FormOf, materials)
	if signed, ok := t.test.Signed.(map[string]any); ok {
		t.keys("signed", "材料", signed, materials)
	}
	t.texts("disputed", "字段", t.test.Disputed, fields)
	if list, ok := t.test.Confirmed.([]any); ok {
		t.list("confirmed", "字段", list, fields)
	}
	t.keys("chosen", "共享数据", t.test.Chosen, t.facts())
}

// expected holds what must come out against the item.
func (t *tester) expected() {
	e := &t.test.Expect
	fields, materials := t.fields(), t.materials()
	t.keys("expect.fields", "字段", e.Fields, fields)
	for _, id := range slices.Sorted(maps.Keys(e.Fields)) {
		if m, ok := e.Fields[id].(map[string]any); ok {
			t.keys("expect.fields."+id, "预期", m, grammar.FieldAspects)
		}
	}
	var rules, steps, sections []string
	for _, r := range t.plan.Rules {
		rules = append(rules, r.ID)
	}
	for _, s := range t.plan.Steps {
		steps = append(steps, s.ID)
	}
	for _, s := range t.plan.Sections {
		sections = append(sections, "section."+s.ID)
	}
	t.keys("expect.rules", "受理条件", e.Rules, rules)
	for _, id := range slices.Sorted(maps.Keys(e.Rules)) {
		t.word("expect.rules."+id+"=", "结果", fmt.Sprint(e.Rules[id]), grammar.RuleResults)
	}
	t.keys("expect.materials", "材料", e.Materials, materials)
	for _, id := range slices.Sorted(maps.Keys(e.Materials)) {
		if state, ok := e.Materials[id].(string); ok {
			t.word("expect.materials."+id+"=", "材料状态", state, grammar.MaterialStates)
		} else if m, ok := e.Materials[id].(map[string]any); ok && m["by"] != nil {
			t.word("expect.materials."+id+".by=", "免交的依据", fmt.Sprint(m["by"]), t.reuses(id))
		}
	}
	t.words("expect.steps", "环节", e.Steps, steps)
	t.keys("expect.public", "结果", e.Public, []string{"granted", "refused"})
	for _, outcome := range slices.Sorted(maps.Keys(e.Public)) {
		if m, ok := e.Public[outcome].(map[string]any); ok {
			t.keys("expect.public."+outcome, "公开的内容", m, publishable(t.plan))
		}
	}
	places := slices.Concat(fields, sections)
	t.texts("expect.errors", "字段或分节", e.Errors, places)
	t.texts("expect.warnings", "字段或分节", e.Warnings, places)
	names := slices.Concat(places, t.facts(), []string{"compare"})
	for _, f := range t.facts() {
		names = append(names, "choose:"+f)
	}
	for _, m := range materials {
		names = append(names, "consent:"+strings.TrimSuffix(m, "[]")) // whoever must sign: evaluation names the paper, not the row
	}
	t.texts("expect.missing", "名字", e.Missing, names)
	if list, ok := e.Blocked.([]any); ok {
		t.list("expect.blocked", "名字", list, slices.Concat(names, materials, sources(t.plan), plan.Effects, []string{"user.level", "batch"}))
	}
	if len(e.Parts) > 0 {
		t.keys("expect.parts", "部分", e.Parts, t.parts())
	}
}

func (t *tester) personFault(path, message, hint string) {
	t.fault(diag.TestPerson, path, "", message, hint)
}

// fault stands at a part of the test; at the test itself where its place isn't known.
func (t *tester) fault(code diag.Code, path, word, message, hint string) {
	t.faultMeant(code, path, word, message, hint, "")
}

// faultMeant is a fault of a word in whose place another was probably meant.
func (t *tester) faultMeant(code diag.Code, path, word, message, hint, near string) {
	at, ok := t.test.Places[path]
	if !ok {
		at = t.test.Pos
	}
	d := diag.New(code, diag.At(diag.Place(at), max(width(word), 1)), "%s", message).Mend("%s", hint)
	d.Near = near
	t.faults.Add(d)
}
