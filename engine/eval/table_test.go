package eval_test

import (
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
)

func openTable(tb testing.TB) *eval.Program {
	tb.Helper()
	c := engine.Open(os.DirFS("testdata/table"))
	if c.Faults.HasErrors() {
		tb.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	return c.Program("table", "zh-Hans")
}

const (
	me     = "440605196611230010"
	friend = "440605197001010015"
	other  = "440605202503010027" // whom only a row of a table asks for
)

func found(cells ...map[string]any) eval.Found {
	f := eval.Found{Status: eval.HasRecords}
	for i, c := range cells {
		f.Records = append(f.Records, eval.Record{ID: string(rune('A' + i)), Cells: c})
	}
	return f
}

// The four states of flag.b.
func flagged(state string) eval.Found {
	switch state {
	case "true":
		return found(map[string]any{"b": true})
	case "false":
		return found(map[string]any{"b": false})
	case "empty":
		return found()
	case "down":
		return eval.Found{Status: eval.Down}
	}
	return eval.Found{Status: eval.Pending}
}

// tableInput is an input in which everything is answered and all sources have answered; flag.b as said.
func tableInput(state string, submit bool) eval.Input {
	return eval.Input{
		Submit: submit, Today: "2026-11-23",
		Applicant: eval.Applicant{Kind: "person", No: me, Name: "陈一"},
		User:      eval.User{No: me, Name: "陈一", Level: 5, ActsAs: "self"},
		Answers:   map[string]any{"always": "有", "go": false, "apply_for": []any{"one"}, "name": "陈一", "checked_when": "有", "bounded": 3},
		Confirmed: eval.Marks{"form.confirmed": `person "陈一"`},
		Given:     []string{"weak"},
		Signed:    map[string]string{"signed_paper": me},
		Facts: map[string]map[string]eval.Found{
			"flag": {me: flagged(state)},
			"person": {
				me:     found(map[string]any{"name": "陈一", "yes": true, "no": false}),
				friend: found(map[string]any{"name": "李二"}),
			},
			"must":    {me: found()},
			"card":    {me: found()},
			"pass":    {me: found()},
			"papers":  {me: found()},
			"listed":  {me: found()},
			"amounts": {"": found()},
		},
	}
}

func evaluate(t *testing.T, p *eval.Program, in eval.Input) *eval.State {
	t.Helper()
	s, err := p.Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWhere is the table "where | true | false | unknown | empty" of the language page. Each line is a
// place where a condition stands; each cell what it comes to. d: in a draft; s: in a submission.
func TestWhere(t *testing.T) {
	rule := func(id string) func(*eval.State) string {
		return func(s *eval.State) string { return s.Rules[id].Result + "/" + s.Rules[id].Effect }
	}
	shown := func(id string) func(*eval.State) string {
		return func(s *eval.State) string {
			f := s.Fields["form."+id]
			if f.Shown {
				return "shown"
			}
			return "hidden, " + f.Is
		}
	}
	needed := func(s *eval.State) string {
		if s.Fields["form.needed"].Need {
			return "must"
		}
		return "optional"
	}
	check := func(id string) func(*eval.State) string {
		return func(s *eval.State) string {
			out := "fine"
			for _, e := range s.Fields["form."+id].Errors {
				out = e.Code
				if e.Warn && e.Code == "check" {
					out = "warning"
				}
			}
			return out
		}
	}
	gives := func(id string) func(*eval.State) string {
		return func(s *eval.State) string {
			switch v := s.Fields["form."+id].Value.(type) {
			case string:
				return v
			case bool:
				return map[bool]string{true: "yes", false: "no"}[v]
			}
			f := s.Fields["form."+id]
			if len(f.Missing) > 0 {
				return f.Is + " " + f.Missing[0]
			}
			return f.Is
		}
	}
	offered := func(s *eval.State) string {
		if len(s.Fields["form.option"].Options) == 2 {
			return "yes"
		}
		return "no"
	}
	material := func(id string) func(*eval.State) string {
		return func(s *eval.State) string { return s.Materials[id].State }
	}
	step := func(s *eval.State) string {
		for _, st := range s.Steps {
			if st.ID == "look" {
				return st.In
			}
		}
		return "?"
	}
	instant := func(s *eval.State) string {
		return map[bool]string{true: "yes", false: "no"}[s.Instant]
	}
	section := func(s *eval.State) string {
		for _, e := range s.Sections["whole"].Errors {
			return e.Code
		}
		return "fine"
	}
	cell := func(s *eval.State) string {
		return map[bool]string{true: "must", false: "optional"}[s.Fields["form.fixed[f1].done"].Need]
	}
	level := func(s *eval.State) string { return strconv.Itoa(s.Level) }
	dispatched := func(s *eval.State) string { return s.Dispatch.Region + strings.Join(s.Dispatch.Missing, " ") }
	fee := func(s *eval.State) string { return s.Fee.Amount + strings.Join(s.Fee.Missing, " ") }
	lines := []struct {
		where                     string
		draft, submit             bool
		yes, no, unknown, nothing string
		of                        func(*eval.State) string
	}{
		{"eligibility when", true, false, "false/inspect", "off/", "unknown/", "off/", rule("when_applies")},
		{"eligibility when, that holds", true, true, "true/", "off/", "true/", "off/", rule("when_holds")},
		{"eligibility that, draft", true, false, "true/", "false/inspect", "unknown/", "empty/review", rule("that")},
		{"eligibility that, submission", false, true, "true/", "false/inspect", "unknown/review", "empty/review", rule("that")},
		{"show of a field", true, true, "shown", "hidden, empty", "hidden, unknown", "hidden, empty", shown("shown")},
		{"show of a section", true, true, "shown", "hidden, empty", "hidden, unknown", "hidden, empty", shown("inside")},
		{"show of a section and a field that is hidden anyway", true, true, "hidden, empty", "hidden, empty", "hidden, empty", "hidden, empty", shown("never")},
		{"need of a field", true, true, "must", "optional", "optional", "optional", needed},
		{"check, draft", true, false, "fine", "check", "fine", "fine", check("checked")},
		{"check, submission", false, true, "fine", "check", "undecided", "fine", check("checked")},
		{"check that warns", true, false, "fine", "warning", "fine", "fine", check("warned")},
		{"check's when, draft", true, false, "check", "fine", "fine", "fine", check("checked_when")},
		{"check's when, submission", false, true, "check", "fine", "undecided", "fine", check("checked_when")},
		{"check of a section, draft", true, false, "fine", "check", "fine", "fine", section},
		{"check of a section, submission", false, true, "fine", "check", "undecided", "fine", section},
		{"min, draft", true, false, "too_small", "fine", "fine", "fine", check("bounded")},
		{"min, submission", false, true, "too_small", "fine", "undecided", "fine", check("bounded")},
		{"need of a cell", true, true, "must", "optional", "optional", "optional", cell},
		{"an entry's when: dispatch", true, true, "440605124", "440605011", "flag", "440605011", dispatched},
		{"an entry's when: fee", true, true, "10", "0", "flag", "0", fee},
		{"access, draft", true, false, "4", "3", "4", "4", level},
		{"identity of a section", true, true, "4", "3", "4", "4", func(s *eval.State) string { return strconv.Itoa(s.Sections["whole"].Level) }},
		{"identity of a signature", true, true, "5", "4", "5", "5", func(s *eval.State) string { return strconv.Itoa(s.Materials["signed_paper"].Level) }},
		{"the highest of them, submission", false, true, "5", "4", "5", "5", level},
		{"a rule of a part, draft", true, false, "true/", "false/refuse", "unknown/", "empty/review", rule("part_one")},
		{"a rule of a part that is not asked for", true, true, "off/", "off/", "off/", "off/", rule("part_two")},
		{"need of a material of a part", true, true, "made", "not_needed", "made", "not_needed", material("part_paper")},
		{"an entry's when: fill", true, true, "first", "next", "unknown flag", "next", gives("fill_when")},
		{"an entry's when: compute", true, true, "first", "next", "unknown flag", "next", gives("compute_when")},
		{"an entry's value: fill", true, true, "yes", "no", "unknown flag", "yes", gives("fill_value")},
		{"an entry's value: compute", true, true, "yes", "no", "unknown flag", "empty", gives("compute_value")},
		{"reuse.when, draft", true, false, "reused", "needed", "undecided", "needed", material("reusable")},
		{"reuse.when, submission", false, true, "reused", "needed", "to_be_found", "needed", material("reusable")},
		{"need of a material", true, true, "needed", "not_needed", "undecided", "not_needed", material("asked")},
		{"an option's when", true, true, "yes", "no", "no", "no", offered},
		{"defer", true, true, "true", "false", "false", "false", offers(func(m eval.MaterialState) bool { return m.Defer }, "deferrable")},
		{"promise", true, true, "true", "false", "false", "false", offers(func(m eval.MaterialState) bool { return m.Promise != "" }, "promisable")},
		{"a step's when", true, true, "true", "false", "unknown", "false", step},
		{"instant, draft", true, false, "no", "no", "no", "no", instant},
	}
	p := openTable(t)
	for _, l := range lines {
		for state, want := range map[string]string{"true": l.yes, "false": l.no, "unknown": l.unknown, "empty": l.nothing} {
			for _, submit := range []bool{false, true} {
				if submit && !l.submit || !submit && !l.draft {
					continue
				}
				in := tableInput(state, submit)
				if l.where == "defer" || l.where == "promise" {
					in.Answers["go"] = true
				}
				if got := l.of(evaluate(t, p, in)); got != want {
					t.Errorf("%s | %s (submit %v): %s, want %s", l.where, state, submit, got, want)
				}
			}
		}
	}
}

func offers(has func(eval.MaterialState) bool, id string) func(*eval.State) string {
	return func(s *eval.State) string {
		return map[bool]string{true: "true", false: "false"}[has(s.Materials[id])]
	}
}

// TestThreeStates is the table of what a value is worth: where it comes from, what has() says of it, and
// what a rule that uses it comes to.
func TestThreeStates(t *testing.T) {
	withCards := func(in *eval.Input, licence string, cells ...map[string]any) {
		in.Facts[licence] = map[string]eval.Found{me: found(cells...)}
	}
	live := func(no string) map[string]any {
		return map[string]any{"number": no, "status": "有效", "valid_to": "2030-01-01", "issued": "2020-01-01", "trust": "A"}
	}
	cells := []struct {
		name   string
		rule   string
		submit bool
		change func(*eval.Input)
		want   string
	}{
		{"an answer", "has_text", false, func(in *eval.Input) { in.Answers["text"] = "甲" }, "true"},
		{"an answer, used", "use_text", false, func(in *eval.Input) { in.Answers["text"] = "甲" }, "true"},
		{"a fact", "has_cell", false, func(in *eval.Input) { in.Facts["flag"][me] = found(map[string]any{"t": "甲"}) }, "true"},
		{"not answered yet", "has_text", false, nil, "unknown"},
		{"not answered yet, used", "use_text", false, nil, "unknown"},
		{"left blank on purpose", "has_text", false, func(in *eval.Input) { in.Answers["text"] = nil }, "false"},
		{"left blank on purpose, used", "use_text", false, func(in *eval.Input) { in.Answers["text"] = nil }, "empty"},
		{"left blank at submission", "has_text", true, nil, "false"},
		{"null is no answer where it is needed", "has_needed", false, func(in *eval.Input) { in.Answers["always"] = nil }, "unknown"},
		{"needed and not answered at submission", "has_needed", true, func(in *eval.Input) { delete(in.Answers, "always") }, "unknown"},
		{"refused by its type", "has_text", false, func(in *eval.Input) { in.Answers["text"] = "a\x00" }, "unknown"},
		{"hidden", "has_hidden", false, func(in *eval.Input) { in.Answers["shown"] = "甲"; in.Facts["flag"][me] = flagged("false") }, "false"},
		{"no such record", "has_cell", false, func(in *eval.Input) { in.Facts["flag"][me] = found() }, "false"},
		{"the record has no such value", "has_cell", false, func(in *eval.Input) { in.Facts["flag"][me] = flagged("true") }, "false"},
		{"the fact's when is false", "has_off", false, nil, "false"},
		{"the fact's key is empty", "has_keyed", false, func(in *eval.Input) { in.Answers["key"] = nil }, "false"},
		{"the fact's key is unknown", "has_keyed", false, nil, "unknown"},
		{"a key that its type refuses looks nothing up", "has_keyed", false, func(in *eval.Input) { in.Answers["key"] = "440605197001010011" }, "unknown"},
		{"the key is an answer", "has_keyed", false, func(in *eval.Input) { in.Answers["key"] = friend }, "true"},
		{"pending", "has_cell", false, func(in *eval.Input) { in.Facts["flag"][me] = flagged("pending") }, "unknown"},
		{"down", "has_cell", false, func(in *eval.Input) { in.Facts["flag"][me] = flagged("down") }, "unknown"},
		{"not asked for yet", "has_cell", false, func(in *eval.Input) { delete(in.Facts, "flag") }, "unknown"},
		{"consent missing", "has_friend", false, befriend, "unknown"},
		{"consent by somebody else", "has_friend", false, func(in *eval.Input) { befriend(in); in.Signed["letter"] = me }, "unknown"},
		{"consent given", "has_friend", false, func(in *eval.Input) { befriend(in); in.Signed["letter"] = friend }, "true"},
		{"no licence", "has_card", false, nil, "false"},
		{"the only live one", "has_card", false, func(in *eval.Input) { withCards(in, "card", live("1")) }, "true"},
		{"several live ones, none picked", "has_pass", false, func(in *eval.Input) { withCards(in, "pass", live("1"), live("2")) }, "unknown"},
		{"one of them picked", "has_pass", false, func(in *eval.Input) {
			withCards(in, "pass", live("1"), live("2"))
			in.Chosen = map[string]string{"pass": "B"}
		}, "true"},
		{"不在其中", "has_pass", false, func(in *eval.Input) {
			withCards(in, "pass", live("1"), live("2"))
			in.Chosen = map[string]string{"pass": "none"}
		}, "false"},
		{"choose: latest", "has_newest", false, func(in *eval.Input) { withCards(in, "pass", live("1"), live("2")) }, "true"},
		{"a comparison that only a person can make", "has_clerk", false, func(in *eval.Input) { in.Answers["name"] = "陈?" }, "unknown"},
		{"a table not answered", "no_rows", false, nil, "unknown"},
		{"a table left blank at submission is []", "no_rows", true, nil, "true"},
		{"all over []", "all_rows", true, nil, "true"},
		{"exists over []", "some_row", true, nil, "false"},
		{"a list of a record that has it", "has_picks", false, cellOf("picks", []any{"old"}), "true"},
		{"a list of a record that has none is []", "has_picks", false, nil, "false"},
		{"all over a list of a record that has none", "all_picks", false, nil, "true"},
		{"exists over a list of a record that has none", "some_pick", false, nil, "false"},
		{"a list of a record that its type refuses is []", "all_picks", false, cellOf("picks", []any{"甲乙"}), "true"},
		{"a dated record of today", "has_amount", false, dated("80", "2026-11-23", "2026-11-23"), "true"},
		{"a dated record without bounds", "has_amount", false, dated("80", "", ""), "true"},
		{"a dated record of tomorrow", "has_amount", false, dated("80", "2026-11-24", ""), "false"},
		{"a dated record of yesterday", "has_amount", false, dated("80", "", "2026-11-22"), "false"},
		{"a dated record whose end can't be read", "has_amount", false, dated("80", "", "2026-13-31"), "false"},
		{"a dated record whose beginning can't be read", "has_amount", false, dated("80", "2021年", ""), "false"},
		{"two dated records of today", "has_amount", false, dated("80", "", "", "90", "2026-01-01", ""), "unknown"},
		{"many dated records: those of today", "one_amount", false, dated("80", "", "2026-11-22", "90", "", "2026-11-23", "100", "2026-11-24", "", "110", "", "2021-13-31"), "true"},
		{"a table that its type refuses", "no_rows", false, func(in *eval.Input) { in.Answers["rows"] = "甲" }, "unknown"},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput("true", c.submit)
		if c.change != nil {
			c.change(&in)
		}
		if got := evaluate(t, p, in).Rules[c.rule].Result; got != c.want {
			t.Errorf("%s: %s is %s, want %s", c.name, c.rule, got, c.want)
		}
	}
}

// cellOf puts a cell into the applicant's own record.
func cellOf(id string, v any) func(*eval.Input) {
	return func(in *eval.Input) { in.Facts["person"][me].Records[0].Cells[id] = v }
}

// dated are records of the dated source: amount, from, to, amount, …
func dated(texts ...string) func(*eval.Input) {
	return func(in *eval.Input) {
		var cells []map[string]any
		for i := 0; i < len(texts); i += 3 {
			cells = append(cells, map[string]any{"per_month": texts[i], "from": texts[i+1], "to": texts[i+2]})
		}
		in.Facts["amounts"][""] = found(cells...)
	}
}

// What nobody has consented to is shut, whatever was found before.
func TestShut(t *testing.T) {
	p := openTable(t)
	shut := func(change func(*eval.Input)) map[eval.Key]bool {
		in := tableInput("true", false)
		befriend(&in)
		in.Facts["person"][friend] = found(map[string]any{"no": friend})
		change(&in)
		s, err := p.Open(in)
		if err != nil {
			t.Fatal(err)
		}
		s.State()
		return s.Shut()
	}
	key := eval.Key{Source: "person", Key: friend}
	for name, c := range map[string]struct {
		change func(*eval.Input)
		shut   bool
	}{
		"no consent":              {func(*eval.Input) {}, true},
		"consent":                 {func(in *eval.Input) { in.Signed["letter"] = friend }, false},
		"another fact may, too":   {func(in *eval.Input) { in.Answers["key"] = friend }, false},
		"the friend sits there":   {func(in *eval.Input) { in.User.No = friend }, false},
		"signed by somebody else": {func(in *eval.Input) { in.Signed["letter"] = me }, true},
	} {
		if got := shut(c.change); got[key] != c.shut || len(got) > 1 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func befriend(in *eval.Input) {
	cells := maps.Clone(in.Facts["person"][me].Records[0].Cells)
	cells["friend"] = friend
	in.Facts["person"][me] = found(cells)
}
