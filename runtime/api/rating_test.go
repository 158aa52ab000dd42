package api_test

import (
	"fmt"
	"strings"
	"testing"
)

// A matter is graded once, the grade never changes, and a bad one goes its way: 核实 → 整改 → 反馈 → 回访.
func TestBadGrade(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, _, _ := w.staffOf(number)
	path := "/api/cases/" + number + "/ratings"
	chen.do("GET", path, "").want(200).has(`"occasions":[]`, "非常满意")
	bad := `{"occasion": "matter", "grade": 1, "reasons": ["late", "rude"], "text": "CANARY等了很久"}`
	chen.do("POST", path, bad).want(409)
	clerk.send("precheck", `"pass": false, "opinion": "看不清"`).want(200)
	chen.at(number).send("withdraw", `"opinion": ""`).want(200)
	chen.do("GET", "/api/ratings/due", "").want(200).has(number)
	for body, where := range map[string]string{
		`{"occasion": "matter", "grade": 0}`:                                             "grade",
		`{"occasion": "matter", "grade": 5, "reasons": ["rude"]}`:                        "reasons",
		`{"occasion": "matter", "grade": 1, "text": "` + strings.Repeat("长", 501) + `"}`: "text",
	} {
		chen.do("POST", path, body).want(422).has(where)
	}
	chen.do("POST", path, `{"occasion": "visit/2026-11-23", "grade": 1}`).want(409) // nobody was there
	w.as("P009", "", "web").do("POST", path, bad).want(404)
	clerk.do("POST", path, bad).want(403)
	chen.do("POST", path, bad).want(201)
	chen.do("POST", path, strings.Replace(bad, `"late", "rude"`, `"rude", "late"`, 1)).want(201) // the same
	chen.do("POST", path, `{"occasion": "matter", "grade": 5}`).want(409)
	chen.do("GET", "/api/ratings/due", "").want(200).hasNot(number)
	if w.rows("ratings") != 1 || w.events("case.rate", "") != 1 {
		t.Errorf("%d grades, %d events", w.rows("ratings"), w.events("case.rate", ""))
	}

	// Whose work it was sees nothing of it.
	clerk.do("GET", "/api/staff/ratings", "").want(200).hasNot(number, "CANARY")
	office := w.value("SELECT office FROM cases WHERE number = ?", number)
	other := w.colleague("clerk-other", "另一位同事", office)
	list := other.do("GET", "/api/staff/ratings", "").want(200).has(number, "CANARY", "超过承诺时间", `"state":"check"`, `"may":true`, `"opens":true`, "2026-11-24").hasNot("P004", "陈伯年", clerk.account())
	id := list.json["ratings"].([]any)[0].(map[string]any)["id"].(string)
	steps := "/api/staff/ratings/" + id + "/steps"
	version := 0
	step := func(b *browser, outcome string) answer {
		t.Helper()
		return b.do("POST", steps, fmt.Sprintf(`{"version": %d, "outcome": %q, "text": "办过了：%s"}`, version+1, outcome, outcome))
	}
	step(clerk.browser, "founded").want(403)
	w.as("clerk-440605121", "", "workbench").do("POST", steps, `{"version": 1, "outcome": "founded", "text": "x"}`).want(404)
	chen.do("POST", steps, `{"version": 1, "outcome": "founded", "text": "x"}`).want(403)
	step(other, "mended").want(422)
	// The office finds it unfounded: a supervisor says that it counts.
	step(other, "unfounded").want(200).has(`"state":"excuse"`, `"may":false`, "2026-11-25")
	step(other, "unfounded").want(403) // a supervisor's now
	version++
	boss := w.as("supervisor", "", "workbench")
	step(boss, "counts").want(200).has(`"state":"mend"`)
	step(boss, "counts").want(403)
	version++
	step(other, "mended").want(200)
	step(other, "mended").want(409) // again: it has moved on
	version++
	chen.do("GET", path, "").want(200).hasNot("办过了：mended", "另一位同事")
	step(other, "answered").want(200).has(`"state":"call"`)
	version++
	chen.do("GET", path, "").want(200).has("办过了：answered").hasNot("另一位同事")
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM notices WHERE kind = 'rating.answered'"); n != "1" {
		t.Errorf("%s are told", n)
	}
	step(other, "unsatisfied").want(200).has(`"state":"mend"`)
	version++
	for _, o := range []string{"mended", "answered", "unsatisfied"} { // once more, and no more
		step(other, o).want(200)
		version++
	}
	if s := w.value("SELECT state FROM rating_tasks"); s != "closed" {
		t.Errorf("it is %s", s)
	}
	step(other, "mended").want(409)
	if g := w.value("SELECT CAST(grade AS TEXT) FROM ratings"); g != "1" {
		t.Errorf("the grade is %s now", g)
	}
	if w.events("rating.handle", id) != 7 || w.events("rating.excuse", id) != 1 || w.events("rating.view", "") == 0 {
		t.Error("not all of it is written down")
	}
}

// Whoever has the paper grades it too, without being known; what the office answers is not told to the paper.
func TestGradeByCode(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	code := chen.do("POST", "/api/cases/"+number+"/query-code", `{}`).want(200).str("code")
	chen.at(number).send("withdraw", `"opinion": ""`).want(200)
	give := func(code string, grade int) answer {
		return w.nobody().do("POST", "/api/progress/ratings", fmt.Sprintf(`{"number": %q, "code": %q, "occasion": "matter", "grade": %d, "reasons": []}`, number, code, grade))
	}
	w.nobody().follows(number, code).want(200).has(`"id":"matter"`)
	give("0000000000", 5).want(404)
	give(code, 5).want(201)
	give(code, 1).want(409)
	w.nobody().follows(number, code).want(200).has(`"grade":5`)
	if got := w.value("SELECT account || '/' || channel FROM ratings"); got != "/web" {
		t.Errorf("who gave it: %s", got)
	}
	if w.rows("rating_tasks") != 0 {
		t.Error("a good grade is a task")
	}
}

func (o orders) account() string {
	return o.value("SELECT account FROM sessions WHERE channel = 'workbench' ORDER BY begun LIMIT 1")
}
