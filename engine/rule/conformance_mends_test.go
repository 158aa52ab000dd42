package rule_test

import (
	"testing"

	"banshi/engine/expr"
	"banshi/engine/rule"
)

// TestLiterals holds what the official suite doesn't: how literals become exact values, and what of
// them is refused. refused is the code of the fault; "" wants the value.
func TestLiterals(t *testing.T) {
	for _, c := range []struct{ src, want, refused string }{
		{`0.1 + 0.2 == 0.3`, `true`, ""},
		{`-0.12345678901234567890123456789`, `"-0.12345678901234567890123456789"`, ""},
		{`- 2.50`, `"-2.5"`, ""},
		{`.125`, `"0.125"`, ""},
		{`007.50`, `"7.5"`, ""},
		{`1e3`, "", "rule-outside"},
		{`2.5E-2 > 0.01`, "", "rule-outside"},
		{`0.12345678901234567890123456789012345678901`, "", "rule-outside"},
		{`-9223372036854775808`, `"-9223372036854775808"`, ""},
		{`-(-9223372036854775808)`, `null`, ""},

		{`2.5 in [1, 2.5]`, `true`, ""},
		{`[1, 2.5, -3]`, `["1","2.5","-3"]`, ""},
		{`2.0 in [1, 2, 3]`, `true`, ""},
		{`[1, 2] == [1.0, 2.0]`, `true`, ""},
		{`"甲" in ["甲", 1]`, "", "rule-type"},
		{`[1, true].exists(x, x == 1)`, "", "rule-type"},
		{`[] + [3, 4]`, "", "rule-outside"},
		{`[3] + [4]`, "", "rule-outside"},
		{`[1, 2].map(x, x * 2)`, `[2,4]`, ""},

		{`"""他说"好"，'行'""" == '他说"好"，\'行\''`, `true`, ""},
		{`'''(''' == "("`, `true`, ""},
		{`r"\" == "\\"`, `true`, ""},
		{`.甲 == 1`, "", "rule-syntax"},
		{`.today == 1`, "", "rule-outside"},
		{"1 < 2 // 说明：（不算）(\n && true", `true`, ""},
		{`(1 < 2`, "", "rule-cut"},
		{`"甲`, "", "rule-cut"},
	} {
		env, err := rule.NewEnv(nil)
		if err != nil {
			t.Fatal(err)
		}
		checked, faults := env.Compile(c.src, nil)
		switch {
		case checked == nil && c.refused == "":
			t.Errorf("%s: refused: %s", c.src, faults[0].Message)
			continue
		case checked == nil:
			if faults[0].Code != c.refused {
				t.Errorf("%s: fault %s, not %s", c.src, faults[0].Code, c.refused)
			}
			continue
		case c.refused != "":
			t.Errorf("%s: not refused", c.src)
			continue
		}
		program, err := expr.Bind(checked.Node, boundNames{})
		if err != nil {
			t.Fatal(err)
		}
		if got := text(program.Eval(&expr.Frame{})); got != c.want {
			t.Errorf("%s is %s, not %s", c.src, got, c.want)
		}
	}
}

// TestPlaces holds that a fault points at the characters that it is about, also behind Chinese texts
// and negative numbers.
func TestPlaces(t *testing.T) {
	env, err := rule.NewEnv(map[string]*rule.Type{"form": rule.RecordOf(&rule.RecordType{Name: "T", Title: "表单", Fields: map[string]*rule.Type{
		"kind": {Kind: rule.Text, Options: []rule.OptionCode{{Code: "own", Text: "自有"}}}, "area": rule.Scalar(rule.Number),
	}})})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ src, at string }{
		{`form.kind == "租赁" && form.area > 1`, `"租赁"`},
		{`form.area > -1.5 && form.kind == "rent"`, `"rent"`},
		{`"甲乙" == "丙" || form.area > -2 && form.knd == "own"`, `knd`},
		{`form.kind == "own" || form.area == "甲"`, `==`},
		{`[-1, "甲"].exists(x, x == 1)`, `[-1, "甲"`},
		{`form.kind in ["own", "租"]`, `"租"`},
		{`form.kind == "own" && ages(form.area) > 1`, `ages`},
		{`has(form)`, `form`},
		{`[form].exists(x, x.area > 1)`, `form`},
		{`has(T)`, `T`},
	} {
		_, faults := env.Compile(c.src, nil)
		if len(faults) == 0 {
			t.Errorf("%s: not refused", c.src)
			continue
		}
		if got := string([]rune(c.src)[faults[0].From:faults[0].To]); got != c.at {
			t.Errorf("%s: points at %q, not at %q: %s", c.src, got, c.at, faults[0].Message)
		}
	}
	checked, faults := env.Compile(`form.area > - 1.50 || form.kind == "自有"`, nil)
	if checked != nil || len(faults) != 1 {
		t.Errorf("faults %v; one was to be found", faults)
	}
	checked, _ = env.Compile(`form.area > - 1.50`, nil)
	if lit := checked.Node.Args[1]; lit.From != 12 || lit.To != 18 {
		t.Errorf("-1.50 stands at %d to %d, not at 12 to 18", lit.From, lit.To)
	}
}
