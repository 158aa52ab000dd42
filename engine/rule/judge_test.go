package rule_test

import (
	"strings"
	"testing"
	"time"

	"banshi/engine/rule"
)

// itemEnv is an environment like that of an item, inside of a table.
func itemEnv(t *testing.T) *rule.Env {
	t.Helper()
	text := func(most int) *rule.Type { return &rule.Type{Kind: rule.Text, Most: most} }
	own := rule.OptionCode{Code: "own", Text: "自有"}
	row := &rule.RecordType{Name: "T_row_rows", Title: "“人员”的一行", Fields: map[string]*rule.Type{"no": text(18), "n": rule.Scalar(rule.Integer)}}
	record := &rule.RecordType{Name: "T_rec_records", Title: "信用记录库", Fields: map[string]*rule.Type{"kind": text(50), "note": text(1000)}}
	org := &rule.RecordType{Name: "T_rec_org", Title: "法人登记库", Fields: map[string]*rule.Type{"name": text(100), "since": rule.Scalar(rule.Date)}}
	env, err := rule.NewEnv(map[string]*rule.Type{
		"form": rule.RecordOf(&rule.RecordType{Name: "T_form", Title: "表单", Fields: map[string]*rule.Type{
			"kind": {Kind: rule.Text, Most: 100, Options: []rule.OptionCode{own, {Code: "rent", Text: "租赁"}}}, "other": {Kind: rule.Text, Most: 100, Options: []rule.OptionCode{own}},
			"area": rule.Scalar(rule.Number), "n": rule.Scalar(rule.Integer), "agreed": rule.Scalar(rule.Boolean), "day": rule.Scalar(rule.Date), "name": text(50),
			"rows": rule.ListOf(rule.RecordOf(row), 10), "tags": rule.ListOf(text(100), 3), "endless": rule.Scalar(rule.Text), "many": rule.ListOf(rule.RecordOf(row), 0),
		}}),
		"today": rule.Scalar(rule.Date), "org": rule.RecordOf(org), "records": rule.ListOf(rule.RecordOf(record), 500), "row": rule.RecordOf(row),
	})
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// TestBoundNames holds that all, exists, filter and map bind a new name: none of the environment, none
// that is bound around them, and no root of a path, also where there is none (row, outside of a table).
func TestBoundNames(t *testing.T) {
	env := itemEnv(t)
	for _, c := range []struct{ src, taken string }{
		{`form.rows.exists(form, form.n > 1)`, "form"},
		{`form.rows.exists(row, row.n > 1)`, "row"},
		{`form.rows.exists(applicant, applicant.n > 1)`, "applicant"},
		{`form.rows.exists(user, user.n > 1)`, "user"},
		{`form.rows.map(today, today.n) == [1]`, "today"},
		{`records.all( org , org.kind == "甲")`, "org"},
		{`records.filter(records, true) == records`, "records"},
		{`form.rows.exists(r, form.rows.exists(r, r.n > 1))`, "r"},
		{`form.rows.all(r, records.filter(r, true).exists(q, q.kind == "甲"))`, "r"},
		{`form.rows.filter(r, r.n > 1).exists(r, r.n < 5)`, ""},
		{`form.rows.exists(r, r.n > 1) || records.exists(r, r.kind == "甲")`, ""},
		{`form.rows.exists(size, size.n > 1)`, ""},
	} {
		checked, faults := env.Compile(c.src, nil)
		switch {
		case c.taken == "" && checked == nil:
			t.Errorf("%s: refused: %v", c.src, faults)
		case c.taken == "":
		case len(faults) != 1 || faults[0].Code != "rule-name-taken" || faults[0].Hint == "":
			t.Errorf("%s: %v", c.src, faults)
		default:
			if got := string([]rune(c.src)[faults[0].From:faults[0].To]); got != c.taken {
				t.Errorf("%s: points at %q", c.src, got)
			}
		}
	}
}

// TestOneFault holds that a mistake is one fault, at the word that is wrong, that says what to write
// instead.
func TestOneFault(t *testing.T) {
	env := itemEnv(t)
	for _, c := range []struct{ src, code, at, hint string }{
		// What CEL has and the rule language lacks.
		{`form.name.matches("a.*")`, "rule-outside", "matches", "startsWith"},
		{`timestamp("2026-01-01T00:00:00Z") > today`, "rule-outside", "timestamp", `date("2026-01-31")`},
		{`form.day + duration("24h") > today`, "rule-outside", "duration", "days(30)"},
		{`int(form.area) > 1`, "rule-outside", "int", "number(…)"},
		{`double(form.n) > 1.5`, "rule-outside", "double", "number(…)"},
		{`string(form.n) == "1"`, "rule-outside", "string", "{…}"},
		{`bool("true")`, "rule-outside", "bool", "!form.字段"},
		{`dyn(form.n) == 1`, "rule-outside", "dyn", "直接写它的名字"},
		{`type(form.n) == int`, "rule-outside", "type", "has(…)"},
		{`form.n == int`, "rule-outside", "int", "number(…)"},
		{`form.rows.exists_one(r, r.n > 1)`, "rule-outside", "exists_one", "size(列表.filter(x, 条件)) == 1"},
		{`form.rows.map(r, r.n > 1, r.no) == ["1"]`, "rule-outside", "map", "列表.filter(r, 条件).map(r, 值)"},
		{`form.rows[0].n == 1`, "rule-outside", "[", "exists、all、filter"},
		{`form["name"] == "甲"`, "rule-outside", "[", "写在点后面"},
		{`{"a": 1}.a == 1`, "rule-outside", "{", "来源（source）"},
		{`org{name: "甲"} == org`, "rule-outside", "{", "直接用字段"},
		{`form.n % 2 == 0`, "rule-outside", "%", "a - a / b * b"},
		{`form.name.endsWith("号")`, "rule-outside", "endsWith", "contains"},
		{`form.name.lowerAscii() == "a"`, "rule-outside", "lowerAscii", "startsWith、contains"},
		{`form.day.getFullYear() > 2000`, "rule-outside", "getFullYear", "age("},
		{`cel.bind(x, form.n, x > 1)`, "rule-outside", "cel.bind", "compute"},
		{`math.greatest(form.n, 1) > 1`, "rule-outside", "math.greatest", "greatest([a, b])"},
		{`form.rows.map(r, r.n).sort() == [1]`, "rule-outside", "sort", "greatest"},
		{`form.n == null`, "rule-word", "null", "has(…)"},
		{`form.agreed and form.n > 1`, "rule-word", "and", "&&"},
		{`b"abc" == form.tags`, "rule-outside", `b"abc"`, "has(…)"},
		{`form.n == 1u`, "rule-outside", "1u", "整数"},

		// Our own macros and functions, used wrongly.
		{`form.rows.exists(r.n > 1)`, "rule-outside", "exists", "列表.exists(名字, 条件)"},
		{`exists(form.rows, r, r.n > 1)`, "rule-outside", "exists", "列表.exists(名字, 条件)"},
		{`form.rows.exists(r.n, r.n > 1)`, "rule-syntax", ".", "列表.exists(名字, 条件)"},
		{`form.rows.exsts(r, r.n > 1)`, "rule-unknown-name", "exsts", "exists"},
		{`has(form.n, form.day)`, "rule-outside", "has", "has(名字)"},
		{`age(form.day) > 1`, "rule-type", "age", "age(日期, 日期)"},
		{`form.n.size() > 1`, "rule-type", "size", "size(文本)、size(列表)"},
		{`form.name.startsWith(1)`, "rule-type", "startsWith", "startsWith(文本, 文本)"},
		{`years(form.area) == years(1)`, "rule-type", "years", "years(整数)"},

		// Names.
		{`form.agred`, "rule-unknown-name", "agred", "agreed"},
		{`orgg.name == "甲"`, "rule-unknown-name", "orgg", "org"},
		{`todya > form.day`, "rule-unknown-name", "todya", "today"},
		{`form.rows.exists(r, r.nn > 1)`, "rule-unknown-name", "nn", "是不是 n？"},
		{`form.rows.filter(r, r.n > 1).exists(r, r.noo == "1")`, "rule-unknown-name", "noo", "是不是 no？"},
		{`agee(form.day, today) > 1`, "rule-unknown-name", "agee", "age"},

		// Types.
		{`form.day + 1 > today`, "rule-type", "+", "years(1)"},
		{`1 + form.day > today`, "rule-type", "+", "years(1)"},
		{`form.day - form.n > today`, "rule-type", "-", "days(30)"},
		{`form.day == "2026-01-01"`, "rule-type", "==", "date("},
		{`form.day < "2026-01-01"`, "rule-type", "<", "date("},
		{`form.agreed > 1`, "rule-type", ">", "数和日期"},
		{`form.agreed == "true"`, "rule-type", "==", "!form.字段"},
		{`form.name == 1`, "rule-type", "==", "加引号"},
		{`form.name < "甲"`, "rule-type", "<", "没有大小先后"},
		{`form.name + 1 == "甲1"`, "rule-type", "+", "{…}"},
		{`!form.n`, "rule-type", "!", "“是”或“否”"},
		{`form.n && form.agreed`, "rule-type", "form.n", "“是”或“否”"},
		{`form.agreed || form.name`, "rule-type", "form.name", "“是”或“否”"},
		{`form.n ? 1 : 2`, "rule-type", "?", "“是”或“否”"},
		{`-form.name == "甲"`, "rule-type", "-", "number(…)"},
		{`"甲" in form.name`, "rule-type", "in", "右边写这种值的列表"},
		{`org.exists(o, o.since > today)`, "rule-record-as-list", "org", "many: true"},
		{`size(org) > 0`, "rule-record-as-list", "size", "many: true"},
		{`form.exists(f, f.n > 1)`, "rule-record-as-list", "form", "form.字段"},
		{`records.kind == "吊销"`, "rule-list-as-record", ".", "many: true"},
		{`form.name.exists(c, c == "甲")`, "rule-type", "form.name", "表格"},
		{`records == []`, "rule-type", "==", "size(…) == 0"},

		// A literal number left of a number.
		{`10 < form.area`, "rule-literal-left", "10", "form.area > 10"},
		{`-1.50 >= form.area`, "rule-literal-left", "-1.50", "form.area <= -1.50"},
		{`0 == form.area`, "rule-literal-left", "0", "form.area == 0"},
		{`0.5 != form.area * 2`, "rule-literal-left", "0.5", "form.area * 2 != 0.5"},

		// Options.
		{`form.kind == "owm"`, "rule-no-option", `"owm"`, "own"},
		{`form.kind == "自有"`, "rule-no-option", `"自有"`, "own"},
		{`"lease" != form.kind`, "rule-no-option", `"lease"`, "rent（租赁）"},
		{`form.kind in ["own", "rnt"]`, "rule-no-option", `"rnt"`, "rent"},
		{`(form.agreed ? form.kind : form.other) == "lease"`, "rule-no-option", `"lease"`, "rent"},
		{`[form.kind, form.other].exists(k, k == "lease")`, "rule-no-option", `"lease"`, "rent"},
	} {
		checked, faults := env.Compile(c.src, nil)
		if checked != nil || len(faults) != 1 {
			t.Errorf("%s: want one fault, have %v", c.src, faults)
			continue
		}
		f := faults[0]
		at := string([]rune(c.src)[f.From:f.To])
		if f.Code != c.code || at != c.at || !strings.Contains(f.Message+f.Hint, c.hint) {
			t.Errorf("%s: %s at %q: %s → %s; want %s at %q with %q", c.src, f.Code, at, f.Message, f.Hint, c.code, c.at, c.hint)
		}
	}
	for _, src := range []string{
		`form.area > 10`, `10 < form.n`, `10 < size(form.rows)`, `number("10") < form.area`, `100 / form.area > 2`, `1 < 2.5`, `form.n - form.n / 2 * 2 == 0`, `form.rows.filter(r, r.n > 1).map(r, r.no) == ["1"]`,
		`size(form.rows.filter(x, x.n > 1)) == 1`, `(form.agreed ? form.kind : form.other) == "rent"`, `(form.agreed ? form.kind : "lease") == "lease"`, `[form.kind, form.other].exists(k, k == "own")`,
	} {
		if checked, faults := env.Compile(src, nil); checked == nil {
			t.Errorf("%s: refused: %v", src, faults)
		}
	}
}

// TestCost holds what a rule may cost at worst, in the ways by which a size could hide.
func TestCost(t *testing.T) {
	env := itemEnv(t)
	const kinds = `(form.agreed ? ["x"] : records.map(a, a.kind))`
	for _, c := range []struct {
		src   string
		least uint64 // the elements, or tens of characters, that its innermost part may go through
	}{
		{kinds + `.all(u, ` + kinds + `.all(v, u.contains(v)))`, 500 * 500},
		{`(form.agreed ? records.map(a, a.kind) : ["x"]).all(u, records.all(v, u.contains(v.kind)))`, 500 * 500},
		{`(form.agreed ? ["x"] : (form.agreed ? ["y"] : records.map(a, a.kind))).all(u, records.all(v, u == v.kind))`, 500 * 500},
		{`[["x"], records.map(a, a.kind)].map(l, l.map(u, u + u)).exists(m, m.exists(u, u == "xx"))`, 2 * 500},
		{`records.map(a, form.rows).all(l, l.all(r, r.n > 1))`, 500 * 10},
		{`records.map(a, records).all(l, l.all(r, r.kind == "甲"))`, 500 * 500},
		{`records.filter(a, a.kind == "甲").all(u, records.filter(b, true).all(v, u.kind == v.kind))`, 500 * 500},
		{`records.map(a, a.kind).filter(k, k != "甲").all(u, records.map(a, a.kind).all(v, u == v))`, 500 * 500},
		{`(form.agreed ? [] : records).all(u, records.all(v, u.kind == v.kind))`, 500 * 500},
		{`form.many.all(u, form.many.all(v, u.n == v.n))`, 1000 * 1000},

		// Texts: a step for ten characters.
		{`records.exists(a, (a.note + a.note + a.note + a.note).contains("甲"))`, 500 * 400},
		{`records.map(a, a.note + a.note).exists(n, (n + n).contains("甲"))`, 500 * 400},
		{`records.exists(a, (form.agreed ? "甲" : a.note).contains("乙"))`, 500 * 100},
		{`records.exists(a, size(a.note) > 3)`, 500 * 100},
		{`records.exists(a, same_address(form.endless, a.kind))`, 500 * 1000},

		// Lists that a function goes through.
		{`records.exists(a, a.kind in records.map(b, b.kind))`, 500 * 500},
		{`records.exists(a, records.map(b, b.kind) == form.tags)`, 500 * 500},
		{`records.exists(a, sum(form.rows.map(r, r.n)) > 3)`, 500 * 10},

		{kinds + `.all(u, u.contains("甲"))`, 500},
		{`[1, 2, 3].all(n, form.rows.all(r, r.n > n))`, 3 * 10},
		{`form.rows.all(r, form.rows.all(s, r.no != s.no))`, 10 * 10},
	} {
		checked, faults := env.Compile(c.src, nil)
		switch {
		case checked == nil && faults[0].Code == "rule-too-dear":
			if c.least <= rule.MaxCost/20 {
				t.Errorf("%s: refused, though it goes through %d elements", c.src, c.least)
			}
		case checked == nil:
			t.Errorf("%s: %v", c.src, faults)
		case checked.Cost < c.least:
			t.Errorf("%s: costs %d, and its parts alone %d", c.src, checked.Cost, c.least)
		}
	}
}

// TestCostIsQuick: however long the chain, working out its cost takes no time.
func TestCostIsQuick(t *testing.T) {
	env := itemEnv(t)
	begun := time.Now()
	for _, link := range []string{".map(r, r)", ".filter(r, r.n > 1)", ".map(r, form.agreed ? r : r)"} {
		env.Compile("form.rows"+strings.Repeat(link, 50)+".exists(r, r.n > 1)", nil)
	}
	if took := time.Since(begun); took > time.Minute {
		t.Errorf("took %v", took)
	}
}
