package api_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// returned hands in an application of the father's by the son, and has it returned by the clerk.
func (w *world) returned(son *browser) string {
	w.t.Helper()
	id := son.begin(elder)
	son.patch(id, `{"answers": {"relation": "child"}}`).want(200)
	son.fill(id)
	number := son.submit(id, "key-"+id).want(201).str("case", "number")
	w.giveBack(number, 1)
	return number
}

func (w *world) giveBack(number string, version int) {
	w.t.Helper()
	w.as("clerk-440605011", "", "workbench").do("POST", "/api/staff/cases/"+number+"/precheck",
		fmt.Sprintf(`{"version": %d, "pass": false, "opinion": "请改电话", "key": "pre-%08d"}`, version, version)).want(200)
}

// Two may mend a case: the first to hand in closes what the other began, and each round is mended from what was
// submitted last.
func TestEachRoundIsMendedAnew(t *testing.T) {
	w := newWorld(t)
	son, father := w.as("P001", "family/P004", "web"), w.as("P004", "", "web")
	number := w.returned(son)
	left := son.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	son.patch(left, `{"answers": {"emergency_phone": "13900000008"}}`).want(200)

	w.exec("INSERT INTO signings (draft, material, token, until, answer, at) VALUES (?, 'agent_letter', 'x', '2026-12-31', '', 0)", left)

	his := father.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	if his == left {
		t.Fatal("the father was given the draft of the son")
	}
	father.patch(his, `{"answers": {"emergency_phone": "13900000009"}}`).want(200)
	father.confirmAll(his)
	father.patch(his, `{"sign": ["application"]}`).want(200)
	father.submit(his, "key-00000002").want(201).has(`"round":2`)

	son.do("GET", "/api/drafts/"+left, "").want(409).has(number)
	if w.value("SELECT content || facts FROM applications WHERE id = ?", left) != "{}[]" || w.rows("draft_files")+w.rows("signings") != 0 {
		t.Error("what the son began is still there")
	}
	if detail := w.value("SELECT detail FROM audit_events WHERE act = 'case.correct' AND object_id = ?", number); !strings.Contains(detail, left) {
		t.Errorf("the trail doesn't say what was closed: %s", detail)
	}
	w.giveBack(number, 3)
	again := son.do("POST", "/api/cases/"+number+"/amend", "{}").want(201)
	if got := again.str("view", "input", "answers", "emergency_phone"); got != "13900000009" || again.str("id") == left {
		t.Errorf("the draft begins with %q", got)
	}
}

// However often it is asked for at once, a case is mended in one draft; and also by who has as many drafts as
// he may have, of which no more can be begun by asking at once.
func TestDraftsAtOnce(t *testing.T) {
	w := newWorld(t)
	son := w.as("P001", "family/P004", "web")
	number := w.returned(son)
	for range 48 {
		son.begin(elder)
	}
	atOnce := func(path, body string, fine ...int) {
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				a := son.do("POST", path, body)
				for _, s := range fine {
					if a.status == s {
						return
					}
				}
				t.Errorf("%s: %d %.200s", path, a.status, a.text)
			})
		}
		wg.Wait()
	}
	atOnce("/api/drafts", `{"item": "elder_allowance"}`, 201, 413)
	atOnce("/api/cases/"+number+"/amend", "{}", 201)
	if n := w.value("SELECT count(*) FROM applications WHERE case_number = '' AND amends = ''"); n != "50" {
		t.Errorf("%s drafts", n)
	}
	if n := w.value("SELECT count(*) FROM applications WHERE amends = ?", number); n != "1" {
		t.Errorf("%s drafts mend the case", n)
	}
	son.do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(413).has("草稿最多50份")
}
