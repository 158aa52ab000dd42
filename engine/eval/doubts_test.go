package eval_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/eval"
)

// plain is an item in which nothing hangs on anything; a test replaces one of its lines.
const plain = `
kind: Item
id: table
code: "440605-01-002"
name: 简单的事项
also_known_as: [简单的事项]
type: grant
department: civil
themes: {person: [old_age]}
applicants: [person]
acting: [self]
access: {identity: 2}
# dispatch
# parts
keep: 10y
guide: {basis: 示例法}
facts:
  person: {source: person}
  friend: {source: person, key: form.no, consent: letter}
  listed: {source: listed, many: true}
# situations
eligibility:
  - {id: fine, title: 成立, that: applicant.no != "", otherwise: 不成立, effect: refuse}
# rules
form:
  - section: main
    title: 主
# show
# section
    fields:
      - {id: no, type: id_number, title: 号码, sensitive: true, purpose: 查}
      - {id: seen, type: boolean, title: 看过, by: clerk}
      - {id: level, type: integer, title: 级, by: clerk}
# fields
materials:
  - {id: letter, title: 授权书, need: "false", from: form, sign: form.no}
# materials
handling:
  mode: fully_online
  instant: true
  limit: [{statutory: 10wd, promised: 5wd}]
# steps
  fee: 0
  result: {document: 通知书}
`

// plainWith is the plain item with lines put in the place of others: old, new, …
func plainWith(t *testing.T, change ...string) *eval.Program {
	t.Helper()
	fsys := fstest.MapFS{}
	if err := copyFiles(fsys, os.DirFS("testdata/table")); err != nil {
		t.Fatal(err)
	}
	text := plain
	for i := 0; i < len(change); i += 2 {
		if !strings.Contains(text, change[i]+"\n") {
			t.Fatalf("the plain item has no line %q", change[i])
		}
		text = strings.Replace(text, change[i]+"\n", strings.TrimPrefix(change[i+1], "\n")+"\n", 1)
	}
	fsys["items/table/item.yaml"].Data = []byte(strings.TrimPrefix(text, "\n"))
	c := engine.Open(fsys)
	if c.Faults.HasErrors() {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	return c.Program("table", "zh-Hans")
}

func plainInput() eval.Input {
	return eval.Input{
		Submit: true, Today: "2026-11-23",
		Applicant: eval.Applicant{Kind: "person", No: me, Name: "陈一"}, User: eval.User{No: me, Name: "陈一", Level: 5, ActsAs: "self"},
		Answers: map[string]any{},
		Facts: map[string]map[string]eval.Found{
			"person": {me: flagged("down")}, "listed": {me: flagged("down")}, "papers": {me: found()},
		},
	}
}

// TestPlain holds that the plain item passes at once: what the tests below find comes from the line that they put in.
func TestPlain(t *testing.T) {
	s := evaluate(t, plainWith(t), plainInput())
	if s.Verdict != "pass" || !s.Instant || len(s.Blocked)+len(s.Review) > 0 {
		t.Errorf("%s, instant %v, blocked %v, review %v", s.Verdict, s.Instant, s.Blocked, s.Review)
	}
}

// TestUnknownIsNoPass is the law for every place where a rule may stand: a source that is down blocks nothing, and
// is never a pass; a person looks, and is told the names of the facts.
func TestUnknownIsNoPass(t *testing.T) {
	answer := func(id string, v any) func(*eval.Input) { return func(in *eval.Input) { in.Answers[id] = v } }
	cells := []struct {
		name     string
		at, line string
		change   func(*eval.Input)
		review   []string
	}{
		{"need of a blank field", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20], need: person.yes}`, nil, []string{"person"}},
		{"need of a blank list", "# fields", `      - {id: a, type: choices, title: 甲, options: {x: 子, y: 丑}, need: person.yes}`, nil, []string{"person"}},
		{"need of a blank table", "# fields", "      - id: a\n        type: table\n        title: 甲\n        rows: {max: 5}\n        need: person.yes\n        fields: [{id: x, type: text, title: 子, length: [1, 20]}]", nil, []string{"person"}},
		{"need of a field that is answered", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20], need: person.yes}`, answer("a", "有"), nil},
		{"min", "# fields", `      - {id: a, type: integer, title: 甲, min: person.size}`, answer("a", 3), []string{"person"}},
		{"max", "# fields", `      - {id: a, type: integer, title: 甲, max: person.size}`, answer("a", 3), []string{"person"}},
		{"max of a blank field", "# fields", `      - {id: a, type: integer, title: 甲, max: person.size}`, nil, nil},
		{"a check's when", "# fields", `      - {id: a, type: integer, title: 甲, check: [{when: person.yes, that: value > 5, say: 不行}]}`, answer("a", 3), []string{"person"}},
		{"a check that holds, whether it applies or not", "# fields", `      - {id: a, type: integer, title: 甲, check: [{when: person.yes, that: value > 5, say: 不行}]}`, answer("a", 7), nil},
		{"a check", "# fields", `      - {id: a, type: integer, title: 甲, check: [{that: value > person.size, say: 不行}]}`, answer("a", 3), []string{"person"}},
		{"a check of a section, when", "# section", "    check:\n      - {when: person.yes, that: has(form.no), say: 不行}", nil, []string{"person"}},
		{"show", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20], show: person.yes}`, nil, []string{"person"}},
		{"show of a section that has checks only", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20]}
  - section: more
    title: 更多
    show: person.yes
    check:
      - {that: has(form.no), say: 不行}
    fields:
      - {id: b, type: text, title: 乙, length: [1, 20], show: has(form.a)}`, nil, []string{"person"}},
		{"an option that may come to be on offer", "# fields", `      - {id: a, type: choice, title: 甲, options: [{code: x, text: 子, when: person.yes}, {code: y, text: 丑}]}`, answer("a", "y"), []string{"person"}},
		{"a fill", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20], fill: person.name}`, answer("a", "有"), []string{"person"}},
		{"a fill before its consent", "# fields", `      - {id: a, type: text, title: 甲, length: [1, 20], fill: friend.name, edit: locked}`, answer("no", friend), []string{"consent:letter"}},
		{"a computed value", "# fields", `      - {id: a, type: integer, title: 甲, compute: person.size}`, nil, []string{"person"}},
		{"the bound of a computed value", "# fields", `      - {id: a, type: integer, title: 甲, compute: "1 + 1", min: person.size}`, nil, []string{"person"}},
		{"rows to begin with", "# fields", "      - id: a\n        type: table\n        title: 甲\n        rows: {from: listed}\n        fields: [{id: name, type: text, title: 子, length: [1, 20]}]", nil, []string{"listed"}},
		{"need of a cell", "# fields", "      - id: a\n        type: table\n        title: 甲\n        rows: [子]\n        fields: [{id: x, type: text, title: 子, length: [1, 20], need: person.yes}]", nil, []string{"person"}},
		{"the check of a row, when", "# fields", "      - id: a\n        type: table\n        title: 甲\n        rows: [子]\n        fields: [{id: x, type: text, title: 子, length: [1, 20]}]\n        check: [{when: person.yes, that: has(row.x), say: 不行}]", nil, []string{"person"}},
		{"need of a material", "# materials", `  - {id: m, title: 材料, need: person.yes}`, nil, []string{"person"}},
		{"a reuse", "# materials", `  - {id: m, title: 材料, reuse: [{by: person}]}`, nil, []string{"person"}},
		{"a reuse of what was promised", "# materials", `  - {id: m, title: 材料, reuse: [{by: person}], promise: {when: true, text: 承诺}}`, func(in *eval.Input) { in.Promised = []string{"m"} }, []string{"person"}},
		{"a promise where another way was taken", "# materials", `  - {id: m, title: 材料, promise: {when: person.yes, text: 承诺}, defer: {when: true, within: 5wd}}`, func(in *eval.Input) { in.Deferred = []string{"m"} }, []string{"person"}},
		{"a step's when", "# steps", `  steps: {look: {title: 看, who: inspector, after: accept, when: person.yes}}`, nil, []string{"person"}},
		{"a step's visit", "# steps", "  mode: original_precheck\n  steps: {look: {title: 看, who: inspector, after: accept, visit: person.yes}}", nil, []string{"person"}},
		{"a limit", "  limit: [{statutory: 10wd, promised: 5wd}]", "  limit:\n    - {when: person.yes, promised: 2wd}\n    - {promised: 5wd}", nil, []string{"person"}},
		{"a fee", "  fee: 0", "  fee: [{when: person.yes, amount: 10, basis: [{law: 示例法}]}, {amount: 0}]", nil, []string{"person"}},
		{"dispatch", "# dispatch", `dispatch: [{when: person.yes, value: '"440605124"'}, {value: '"440605011"'}]`, nil, []string{"person"}},
		{"instant", "  instant: true", "  instant: person.yes", nil, []string{"person"}},
	}
	for _, c := range cells {
		t.Run(c.name, func(t *testing.T) {
			change := []string{c.at, c.line}
			if strings.Contains(c.line, "\n  steps:") { // with a mode of its own
				change = append([]string{"  mode: fully_online", "# mode"}, change...)
			}
			p, in := plainWith(t, change...), plainInput()
			if c.change != nil {
				c.change(&in)
			}
			s := evaluate(t, p, in)
			verdict := "pass"
			if c.review != nil {
				verdict = "review"
			}
			if s.Verdict != verdict || !slices.Equal(s.Review, c.review) || len(s.Blocked) > 0 || c.review != nil && s.Instant {
				t.Errorf("%s, review %v, blocked %v, instant %v; want %s, %v", s.Verdict, s.Review, s.Blocked, s.Instant, verdict, c.review)
			}
			in.Submit = false
			if s := evaluate(t, p, in); len(s.Review) > 0 {
				t.Errorf("a draft waits for the source: review %v", s.Review)
			}
		})
	}
}

// TestClerksBlank holds that what hangs on the clerk's own blank field is no reason for a review by itself.
func TestClerksBlank(t *testing.T) {
	for at, line := range map[string]string{
		"# steps":   `  steps: {look: {title: 看, who: inspector, after: accept, when: form.seen}}`,
		"  fee: 0":  "  fee: [{when: form.seen, amount: 10, basis: [{law: 示例法}]}, {amount: 0}]",
		"# fields":  `      - {id: a, type: integer, title: 甲, by: clerk, need: form.seen, max: form.level}`,
		"# section": "    check:\n      - {when: form.seen, that: has(form.no), say: 不行}",
	} {
		s := evaluate(t, plainWith(t, at, line), plainInput())
		if s.Verdict != "pass" || len(s.Review)+len(s.Blocked) > 0 {
			t.Errorf("%s: %s, review %v, blocked %v", line, s.Verdict, s.Review, s.Blocked)
		}
	}
}

// TestIdentity holds that a rule without a result asks for the highest level that it can give.
func TestIdentity(t *testing.T) {
	known := func(in *eval.Input) {
		in.Facts["person"][me] = found(map[string]any{"yes": false, "no": false, "size": 3})
	}
	cells := []struct {
		name   string
		rule   string
		draft  bool
		change func(*eval.Input)
		level  int
	}{
		{"a number", "3", false, nil, 3},
		{"known", "'person.yes ? 4 : 2'", false, known, 2},
		{"the source is down", "'person.yes ? 4 : 2'", false, nil, 4},
		{"the source is down, in a draft", "'person.yes ? 4 : 2'", true, nil, 4},
		{"the highest is not the first", "'person.yes ? 2 : person.no ? 4 : 3'", false, nil, 4},
		{"there is no such person", "'person.yes ? 4 : 2'", false, func(in *eval.Input) { in.Facts["person"][me] = found() }, 4},
		{"any level at all", "person.size", false, nil, 5},
		{"any level at all, known", "person.size", false, known, 3},
		{"a question, blank in a draft", `'form.no != "" ? 4 : 3'`, true, nil, 3},
		{"a question, left blank", `'form.no != "" ? 4 : 3'`, false, nil, 4},
		{"a question, answered", `'form.no != "" ? 4 : 3'`, true, func(in *eval.Input) { in.Answers["no"] = friend }, 4},
		{"a question and a source", `'form.no != "" && person.yes ? 4 : 3'`, true, nil, 4},
	}
	for _, c := range cells {
		p, in := plainWith(t, "access: {identity: 2}", "access: {identity: "+c.rule+"}"), plainInput()
		in.Submit = !c.draft
		if c.change != nil {
			c.change(&in)
		}
		for level := 1; level <= 5; level++ {
			in.User.Level = level
			s := evaluate(t, p, in)
			blocked := slices.Contains(s.Blocked, eval.Block{Kind: "identity", Path: "user.level"})
			if s.Level != c.level || blocked != (level < c.level) {
				t.Errorf("%s: the user has %d: wanted %d, blocked %v; want %d", c.name, level, s.Level, blocked, c.level)
			}
		}
	}
}

// TestIdentityOfSteps holds that a draft needs the item's level alone, and who hands it in the highest of what is shown and of
// what he or she signs.
func TestIdentityOfSteps(t *testing.T) {
	section, paper := "    identity: 3", func(sign string) string {
		return "  - {id: paper, title: 承诺书, from: form, sign: " + sign + ", identity: 4}"
	}
	agent := func(in *eval.Input) {
		in.Applicant.No, in.Facts = friend, map[string]map[string]eval.Found{"person": {friend: flagged("down")}, "listed": {friend: flagged("down")}, "papers": {friend: found()}}
		in.User.ActsAs = "guardian"
	}
	for _, c := range []struct {
		name                  string
		lines                 []string
		change                func(*eval.Input)
		draft, submit         int
		inSection, inMaterial int
	}{
		{"none", nil, nil, 2, 2, 0, 0},
		{"a section", []string{"# section", section}, nil, 2, 3, 3, 0},
		{"a hidden section", []string{"# show", "    show: applicant.no == \"x\"", "# section", section}, nil, 2, 2, 3, 0},
		{"the applicant's signature", []string{"# materials", paper("applicant")}, nil, 2, 4, 0, 4},
		{"both", []string{"# section", section, "# materials", paper("applicant")}, nil, 2, 4, 3, 4},
		{"a signature of somebody else", []string{"# materials", paper("form.no")}, func(in *eval.Input) { in.Answers["no"] = friend }, 2, 2, 0, 4},
		{"the ward's, whose guardian signs", []string{"# materials", paper("applicant")}, agent, 2, 4, 0, 4},
		{"the user's own", []string{"# materials", paper("user")}, agent, 2, 4, 0, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, in := plainWith(t, c.lines...), plainInput()
			if c.change != nil {
				c.change(&in)
			}
			for _, submit := range []bool{false, true} {
				want := c.draft
				if submit {
					want = c.submit
				}
				for in.User.Level = 1; in.User.Level <= 5; in.User.Level++ {
					in.Submit = submit
					s := evaluate(t, p, in)
					blocked := slices.Contains(s.Blocked, eval.Block{Kind: "identity", Path: "user.level"})
					if s.Level != want || blocked != (in.User.Level < want) {
						t.Errorf("submit %v: the user has %d: wanted %d, blocked %v; want %d", submit, in.User.Level, s.Level, blocked, want)
					}
					if s.Sections["main"].Level != c.inSection || s.Materials["paper"].Level != c.inMaterial {
						t.Errorf("the section needs %d, the paper %d; want %d, %d", s.Sections["main"].Level, s.Materials["paper"].Level, c.inSection, c.inMaterial)
					}
				}
			}
		})
	}
}

// TestPartAtOnce holds that the system alone refuses no part.
func TestPartAtOnce(t *testing.T) {
	p := plainWith(t, "# parts", "parts: form.apply_for",
		"# situations", "situations: [{id: apply_for, type: choices, title: 申请哪几项, options: {one: 第一项, two: 第二项}, need: true}]",
		"# rules", "  - {id: first, part: one, title: 第一项, that: person.yes, otherwise: 不成立, effect: refuse}\n  - {id: second, part: two, title: 第二项, that: person.no, otherwise: 不成立, effect: refuse}")
	cells := []struct {
		parts   []any
		verdict string
		instant bool
	}{
		{[]any{"one"}, "pass", true},
		{[]any{"one", "two"}, "pass", false},
		{[]any{"two"}, "refuse", false},
	}
	for _, c := range cells {
		in := plainInput()
		in.Answers["apply_for"] = c.parts
		in.Facts["person"][me] = found(map[string]any{"yes": true, "no": false})
		if s := evaluate(t, p, in); s.Verdict != c.verdict || s.Instant != c.instant {
			t.Errorf("%v: %s, parts %v, instant %v; want %s, %v", c.parts, s.Verdict, s.Parts, s.Instant, c.verdict, c.instant)
		}
	}
}

// TestConsentAndPaper holds that a signature which the applicant could get, and a record which he could pick, free
// nobody from the paper; a source that doesn't answer does.
func TestConsentAndPaper(t *testing.T) {
	p := plainWith(t, "# materials", `  - {id: m, title: 材料, reuse: [{by: friend}, {by: earlier, within: 1y}]}`)
	signed := func(in *eval.Input) { in.Signed = map[string]string{"letter": friend} }
	cells := []struct {
		name   string
		draft  bool
		change func(*eval.Input)
		want   string
	}{
		{"the letter is not signed", false, nil, "needed"},
		{"the letter is not signed, and a source is down", false, func(in *eval.Input) { in.Facts["papers"][me] = flagged("down") }, "needed"},
		{"the letter is not signed yet", true, nil, "undecided"},
		{"signed, and the source is down", false, signed, "to_be_found"},
		{"signed, and the source is down, in a draft", true, signed, "to_be_found"},
		{"signed, and there is a record", false, func(in *eval.Input) { signed(in); in.Facts["person"][friend] = found(map[string]any{"name": "李二"}) }, "reused"},
	}
	for _, c := range cells {
		in := plainInput()
		in.Submit = !c.draft
		in.Answers["no"] = friend
		in.Facts["person"][friend] = flagged("down")
		if c.change != nil {
			c.change(&in)
		}
		s := evaluate(t, p, in)
		blocked := slices.Contains(s.Blocked, eval.Block{Kind: "material", Path: "m"})
		if got := s.Materials["m"].State; got != c.want || blocked != (c.want == "needed") {
			t.Errorf("%s: %s, blocked %v; want %s", c.name, got, blocked, c.want)
		}
	}
}

// TestBeyond holds what becomes of a value beyond its bounds: who can change it must, else a person looks.
func TestBeyond(t *testing.T) {
	cells := []struct {
		name    string
		keys    string
		answer  any
		blocked bool
	}{
		{"an answer", "max: 9", 10, true},
		{"a fill to be confirmed", "max: 9, fill: person.size", nil, true},
		{"a fill to begin with", "max: 9, fill: person.size, edit: free", nil, true},
		{"below the least", "min: 11, fill: person.size, edit: free", nil, true},
		{"a locked fill", "max: 9, fill: person.size, edit: locked", nil, false},
		{"a locked fill, answered as well", "max: 9, fill: person.size, edit: locked", 3, false},
		{"a computed value", "max: 9, compute: person.size", nil, false},
		{"a computed value below the least", "min: 11, compute: person.size", nil, false},
	}
	for _, c := range cells {
		p, in := plainWith(t, "# fields", "      - {id: a, type: integer, title: 甲, "+c.keys+"}"), plainInput()
		in.Facts["person"][me] = found(map[string]any{"size": 10})
		in.Confirmed = eval.Marks{"form.a": ""}
		if c.answer != nil {
			in.Answers["a"] = c.answer
		}
		s := evaluate(t, p, in)
		errors := s.Fields["form.a"].Errors
		if len(errors) != 1 || errors[0].Bound == "" || errors[0].Warn == c.blocked {
			t.Errorf("%s: errors %+v", c.name, errors)
		}
		blocked := slices.Equal(s.Blocked, []eval.Block{{Kind: "error", Path: "form.a"}})
		seen := s.Verdict == "review" && slices.Equal(s.Review, []string{"form.a"})
		if blocked != c.blocked || seen == c.blocked {
			t.Errorf("%s: %s, blocked %v, review %v", c.name, s.Verdict, s.Blocked, s.Review)
		}
	}
}

// TestEmptyFill holds that a locked fill of no entry is a value, and a question where an entry is needed.
func TestEmptyFill(t *testing.T) {
	cells := []struct {
		name    string
		need    string
		answer  any
		edit    string
		value   []string
		blocked string
	}{
		{"not needed", "false", nil, "locked", []string{}, ""},
		{"not needed, answered: the fill stands", "false", []any{"always"}, "locked", []string{}, ""},
		{"needed", "true", nil, "free", []string{}, "missing"},
		{"needed, answered", "true", []any{"always"}, "free", []string{"always"}, ""},
		{"needed, answered with what is no option", "true", []any{"never"}, "free", []string{}, "error"},
	}
	for _, c := range cells {
		p, in := plainWith(t, "# fields", "      - {id: a, type: choices, title: 甲, options: {codes: kinds}, fill: person.picks, edit: locked, need: "+c.need+"}"), plainInput()
		in.Facts["person"][me] = found(map[string]any{"name": "陈一"})
		if c.answer != nil {
			in.Answers["a"] = c.answer
		}
		s := evaluate(t, p, in)
		f := s.Fields["form.a"]
		got, _ := f.Value.([]string)
		blocked := ""
		for _, b := range s.Blocked {
			blocked = b.Kind
		}
		if f.Is != eval.IsValue || f.Edit != c.edit || !slices.Equal(got, c.value) || blocked != c.blocked {
			t.Errorf("%s: %s %v, edit %s, blocked %v; want %v, %s, %q", c.name, f.Is, f.Value, f.Edit, s.Blocked, c.value, c.edit, c.blocked)
		}
	}
}

// TestEstimated holds that only working days beyond the published calendar are a guess.
func TestEstimated(t *testing.T) {
	for span, want := range map[string]bool{"5wd": true, "7d": false, "2mo": false, "1y": false} {
		p := plainWith(t, "  limit: [{statutory: 10wd, promised: 5wd}]", "  limit: [{promised: "+span+"}]")
		if l := evaluate(t, p, plainInput()).Limit; l.Due == "" || l.Estimated != want {
			t.Errorf("%s: due %s, estimated %v, want %v", span, l.Due, l.Estimated, want)
		}
	}
}
