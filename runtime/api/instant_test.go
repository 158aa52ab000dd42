package api_test

import (
	"encoding/json"
	"testing"
)

const pension = "resident_pension_enrolment"

// ready answers, confirms what stands to be confirmed, and signs the application.
func (b *browser) ready(item, answers string) string {
	b.t.Helper()
	id := b.begin(item)
	b.patch(id, `{"answers": `+answers+`}`).want(200)
	var confirm []string
	for _, x := range list(b.do("GET", "/api/drafts/"+id+"?as=submission", "").want(200).at("view", "state", "blocked")) {
		if m := x.(map[string]any); m["kind"] == "confirm" {
			confirm = append(confirm, m["path"].(string))
		}
	}
	raw, err := json.Marshal(confirm)
	check(b.t, err)
	if len(confirm) > 0 {
		b.patch(id, `{"confirmed": `+string(raw)+`}`).want(200)
	}
	b.patch(id, `{"sign": ["application"]}`).want(200)
	return id
}

const pensionAnswers = `{"is_student": false, "is_public_employee": false, "employment": "farming", "contrib_tier": "360", "pay_method": "online", "promise": true}`

// 即办: where everything is known and the definition lets it, the system accepts and decides within the
// submission, and says so everywhere; with a register silent the same application waits for a person.
func TestDecidedAtOnce(t *testing.T) {
	w := newWorld(t)
	who := w.as("P020", "", "web")
	id := who.ready(pension, pensionAnswers)
	done := who.submit(id, "key-00000001").want(201).has(`"state":"done"`, `"instant":true`, `"outcome":"granted"`, "即办，准予", `"promised":"`)
	number := done.str("case", "number")
	if again := who.do("POST", "/api/drafts/"+id+"/submit", `{"version": 9, "key": "key-00000001"}`).want(201).str("case", "number"); again != number {
		t.Errorf("sent again: %s", again)
	}
	page := who.do("GET", "/api/cases/"+number, "").want(200).has("提交申请", "即办：系统受理", "即办：系统准予", `"actor":"系统"`, "受理通知书", "准予决定书", "参保登记成功回执", "送达回证")
	if n := len(list(page.at("timeline"))); n != 6 {
		t.Errorf("%d lines of the timeline", n)
	}
	if page.at("view", "state", "instant") != true {
		t.Error("the state doesn't say that it was decided at once")
	}
	who.do("GET", "/api/cases/"+number+"/receipt", "").want(200).has("即办，准予", "即时办结").hasNot("不是受理通知书", "0个工作日")
	who.in("en").do("GET", "/api/cases/"+number+"/receipt", "").want(200).has("Decided at once: granted", "At once").hasNot("0 working days")
	who.do("GET", "/api/cases", "").want(200).has(`"instant":true`)
	who.do("POST", "/api/cases/"+number+"/amend", "{}").want(409)
	for act, n := range map[string]int{"draft.submit": 1, "case.accept": 1, "case.decide": 1} {
		if got := w.events(act, number); got != n {
			t.Errorf("%s: %d events, want %d", act, got, n)
		}
	}
	if by := w.values("SELECT DISTINCT actor_id FROM audit_events WHERE act IN ('case.accept', 'case.decide')"); by != "system:instant" {
		t.Errorf("decided by %s", by)
	}
	boss := w.as("supervisor", "", "workbench")
	boss.do("GET", "/api/staff/cases?state=done", "").want(200).has(number, `"instant":true`)
	w.told(number, "case.delivered") // one, of all that happened at once
	office := done.str("case", "office", "id")
	if w.value("SELECT state FROM cases WHERE number = ?", number) != "done" || office == "" {
		t.Error("not stored")
	}

	// The same with a register that says nothing.
	other := newWorld(t)
	who = other.as("P020", "", "web")
	id = who.ready(pension, pensionAnswers)
	other.sources["social"].set(func(r *register) { r.down = true })
	who.submit(id, "key-00000001").want(201).has(`"state":"submitted"`, "待预审").hasNot(`"instant":true`)
	if other.rows("case_events") != 1 {
		t.Error("something was decided with a register down")
	}
}
