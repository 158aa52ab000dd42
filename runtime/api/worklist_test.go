package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
	"banshi/runtime/store"
)

const (
	guicheng = "guicheng_civil_affairs"
	firstOne = "clerk-440605011"
	second   = "clerk-2"
)

// colleague adds a second window clerk of an office.
func (w *world) colleague(id, name string, offices ...string) *browser {
	w.accounts.staff = append(w.accounts.staff, identity.Account{Identity: identity.Identity{ID: id, Name: name, Level: 5,
		Staff: &identity.Staff{Title: "桂城街道窗口人员", Posts: actor.At(actor.WindowClerk, offices...)}}})
	return w.as(id, "", "workbench")
}

func assign(to, key string, more string, numbers ...string) string {
	raw, _ := json.Marshal(numbers)
	return fmt.Sprintf(`{"numbers": %s, "to": %q, "key": %q%s}`, raw, to, key, more)
}

const assignPath = "/api/staff/cases/assign"

// Many cases are assigned at once; who comes later is told who was first; the same order gives the same answer.
func TestAssignMany(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	one, two, three := chen.handIn(), w.as("P018", "", "web").handIn(), w.elder(0).handIn()
	clerk, other := w.as(firstOne, "", "workbench"), w.colleague(second, "陈晓", guicheng)
	w.colleague("away", "远方", "elsewhere")
	other.do("POST", assignPath, assign("me", "other-0001", "", two)).want(200).has(`"result":"done","by":"陈晓"`)
	w.exec("UPDATE cases SET state = 'withdrawn' WHERE number = ?", three)
	order := assign("me", "order-0001", "", one, two, three, "440605-20200101-00001")
	clerk.do("POST", assignPath, order).want(200).has(`"done":1`, `"number":"`+two+`","result":"claimed","by":"陈晓"`, `"number":"`+three+`","result":"ended"`,
		`"number":"440605-20200101-00001","result":"gone"`)
	clerk.do("POST", assignPath, strings.Replace(order, one, two, 1)).want(409)
	other.do("POST", assignPath, assign("", "other-0002", "", two)).want(200).has(`"done":1`)
	clerk.do("POST", assignPath, order).want(200).has(`"number":"` + two + `","result":"claimed"`) // what it gave then
	if n := w.events("case.claim", ""); n != 2 {
		t.Errorf("%d claims in the trail", n)
	}
	clerk.do("GET", "/api/staff/cases?filter=mine", "").want(200).has(one, `"mine":true`).hasNot(two)
	other.do("GET", "/api/staff/cases/"+one, "").want(200).has(`"claim":{"name":"桂城街道窗口（示例）","at"`)

	// To a colleague: one of the office, and nobody else.
	clerk.do("GET", "/api/staff/colleagues", "").want(200).has(`"account":"clerk-2","name":"陈晓"`).hasNot("away", firstOne)
	clerk.do("POST", assignPath, assign("away", "order-0002", "", two)).want(200).has("foreign")
	clerk.do("POST", assignPath, assign(second, "order-0003", "", one, two)).want(200).has(`"done":2`)
	// From a colleague only with a reason.
	clerk.do("POST", assignPath, assign("me", "order-0004", "", one)).want(200).has("claimed")
	clerk.do("POST", assignPath, assign("me", "order-0005", `, "take": true`, one)).want(422)
	clerk.do("POST", assignPath, assign("me", "order-0006", `, "take": true, "reason": "陈晓今天请假"`, one)).want(200).has(`"done":1`)
	// Nobody gives back what somebody else has.
	other.do("POST", assignPath, assign("", "other-0003", "", one)).want(200).has("claimed")

	// Who may not.
	w.as("supervisor", "", "workbench").do("POST", assignPath, assign("me", "order-0001", "", one)).want(403)
	w.as("clerk-440605121", "", "workbench").do("POST", assignPath, assign("me", "order-0001", "", one)).want(200).has("gone").hasNot("陈晓")
	chen.do("POST", assignPath, assign("me", "order-0001", "", one)).want(403)
	clerk.do("POST", assignPath, assign("me", "short", "", one)).want(422)
	clerk.do("POST", assignPath, `{"numbers": [], "to": "me", "key": "order-0009"}`).want(422)
}

// Twelve at once: one has the case.
func TestClaimRace(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerks := make([]*browser, 12)
	for i := range clerks {
		clerks[i] = w.colleague(fmt.Sprintf("racer-%d", i), fmt.Sprintf("第%d个", i), guicheng)
	}
	var all sync.WaitGroup
	won := make([]bool, len(clerks))
	for i, b := range clerks {
		all.Go(func() {
			a := b.do("POST", assignPath, assign("me", "race-00001", "", number))
			won[i] = a.status == 200 && strings.Contains(a.text, `"done":1`)
		})
	}
	all.Wait()
	n := 0
	for _, yes := range won {
		if yes {
			n++
		}
	}
	if n != 1 || w.events("case.claim", number) != 1 {
		t.Errorf("%d have it, %d events", n, w.events("case.claim", number))
	}
}

// Who leaves hands over, and a case that goes to another office is let go.
func TestHandover(t *testing.T) {
	w := newWorld(t)
	one, two := w.as("P004", "", "web").handIn(), w.as("P018", "", "web").handIn()
	clerk := w.as(firstOne, "", "workbench")
	clerk.do("POST", assignPath, assign("me", "order-0001", "", one, two)).want(200)
	admin := actor.Actor{Kind: actor.Staff, ID: "admin"}
	hand := func(from string, to runtime.Claim) (n int) {
		check(t, w.db.InTx(context.Background(), func(ctx context.Context, tx bun.Tx) (err error) {
			n, err = store.Handover(ctx, tx, from, to, admin, w.clock.Now())
			return err
		}))
		return n
	}
	if n := hand(firstOne, runtime.Claim{Account: second, Name: "陈晓"}); n != 2 || w.events("case.handover", "") != 2 {
		t.Errorf("%d handed over", n)
	}
	clerk.do("GET", "/api/staff/cases/"+one, "").want(200).has(`"claim":{"name":"陈晓"`)
	if n := hand(second, runtime.Claim{}); n != 2 || hand("", runtime.Claim{Account: "x"}) != 0 {
		t.Errorf("%d set free", n)
	}
	clerk.do("GET", "/api/staff/cases?filter=free", "").want(200).has(one, two)
}

// Filters are judged when they are saved, seen by whom they are shared with, and removed by their owner.
func TestFilters(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk, other := w.as(firstOne, "", "workbench"), w.colleague(second, "陈晓", guicheng)
	save := func(b *browser, title, rule, office, id string) answer {
		raw, _ := json.Marshal(map[string]string{"title": title, "rule": rule, "office": office, "id": id})
		return b.do("POST", "/api/staff/filters", string(raw))
	}
	own := save(clerk, "网上来的", `channel == "web" and checks_open == 0`, "", "").want(200).str("id")
	shared := save(clerk, "高龄津贴", `item == "elder_allowance"`, guicheng, "").want(200).str("id")
	clerk.do("GET", "/api/staff/cases?filter="+own, "").want(200).has(number, `"title":"网上来的"`, `"count":1`)
	other.do("GET", "/api/staff/cases?filter="+shared, "").want(200).has(number, `"office":"guicheng_civil_affairs"`)
	other.do("GET", "/api/staff/cases?filter="+own, "").want(404)
	save(clerk, "", `days_lft < 1`, "", "").want(422).has(`"path":"title"`, `"path":"rule"`, "第1个字", "days_left")
	save(clerk, "x", `state == "submited"`, "", "").want(422).has("第10个字", "submitted")
	save(clerk, "x", "mine", "elsewhere", "").want(422).has(`"path":"office"`)
	save(other, "我的了", "mine", "", shared).want(404)
	other.do("DELETE", "/api/staff/filters/"+shared, "").want(404)
	save(clerk, "网上来的", "not mine", guicheng, own).want(200)
	other.do("GET", "/api/staff/cases?filter="+own, "").want(200).has(number)
	clerk.do("DELETE", "/api/staff/filters/"+own, "").want(204)
	clerk.do("GET", "/api/staff/cases?filter="+own, "").want(404)
	w.as("clerk-440605121", "", "workbench").do("GET", "/api/staff/cases?filter="+shared, "").want(404)
	for i := range runtime.MostFilters {
		save(other, "x", "mine", "", "").want(map[bool]int{true: 200, false: 413}[i < runtime.MostFilters])
	}
	save(other, "x", "mine", "", "").want(413)
}

// Numbers are found whole, however they are written, stand nowhere in clear, and each search is written down.
func TestSearchByNumber(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk := w.as(firstOne, "", "workbench")
	for words, by := range map[string]string{
		"440622194402209917": "id_number", "4406 2219 4402 2099 17": "id_number", "４４０６２２１９４４０２２０９９１７": "id_number",
		"13900000001": "phone", "+86 139-0000-0001": "phone", number: "number", "20261123-00001": "number", "陈伯": "text", "高龄": "text",
	} {
		clerk.search(words).want(200).has(number, `"by":"`+by+`"`)
	}
	for _, words := range []string{"440622194402209918", "44062219440220991", "13900000009", "陈伯牙"} {
		clerk.search(words).want(200).hasNot(number)
	}
	// The same answer for what is not there and for what is none of one's business.
	away := w.as("clerk-440605121", "", "workbench")
	if a, b := away.search("440622194402209917").want(200), away.search("440622194402209918").want(200); a.text != b.text {
		t.Errorf("%s and %s", a.text, b.text)
	}
	clerk.do("POST", "/api/staff/cases/search", `{"text": "陈伯年", "purpose": "fun"}`).want(422)
	clerk.do("POST", "/api/staff/cases/search", `{"text": " ", "purpose": "check"}`).want(422)
	chen.search("陈伯年").want(403)
	if n := w.events("case.search", ""); n != 15 {
		t.Errorf("%d searches in the trail", n)
	}
	for _, secret := range []string{"440622194402209917", "13900000001", "陈伯年"} {
		for _, at := range []string{"detail AS x FROM audit_events", "digest AS x FROM case_keys"} {
			if n := w.value("SELECT CAST(count(*) AS TEXT) FROM (SELECT "+at+") AS t WHERE x LIKE ?", "%"+secret+"%"); n != "0" {
				t.Errorf("%s stands in %s", secret, at)
			}
		}
	}
	// A case of before there were digests is found once they were made.
	w.exec("DELETE FROM case_keys WHERE number = ?", number)
	w.exec("UPDATE cases SET keyed = 0, channel = '' WHERE number = ?", number)
	clerk.search("13900000001").want(200).hasNot(number)
	if n, err := w.hall.Desk.IndexCases(context.Background()); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	clerk.search("13900000001").want(200).has(number)
	if got := w.value("SELECT channel FROM cases WHERE number = ?", number); got != "web" {
		t.Errorf("channel %q", got)
	}
}

// Sheets are printed of one's own cases, and each is a look.
func TestSheets(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	body := fmt.Sprintf(`{"numbers": [%q, "440605-20200101-00001"], "kind": "cover"}`, number)
	w.as(firstOne, "", "workbench").do("POST", "/api/staff/cases/sheets", body).want(200).has("社保卡或银行存折首页", `"gone":true`, "陈伯年")
	if n := w.events("case.view", number); n != 1 {
		t.Errorf("%d looks", n)
	}
	w.as("clerk-440605121", "", "workbench").do("POST", "/api/staff/cases/sheets", body).want(200).hasNot("陈伯年")
	w.as("supervisor", "", "workbench").do("POST", "/api/staff/cases/sheets", body).want(403)
}

// What one clerk marks, colleagues see; only the author takes it away; who oversees reads none.
func TestMarks(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "首页.pdf", pdf).want(201)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	file := list(chen.do("GET", "/api/cases/"+number, "").want(200).at("files", "bank_book"))[0].(map[string]any)["id"].(string)
	clerk, other := w.as(firstOne, "", "workbench"), w.colleague(second, "陈晓", guicheng)
	path := "/api/staff/cases/" + number + "/marks"
	mark := func(material, file, box, text, key string) string {
		return fmt.Sprintf(`{"material": %q, "file": %q, "text": %q, "offered": true, "key": %q%s}`, material, file, text, key, box)
	}
	const box = `, "box": {"x": 1000, "y": 2000, "width": 3000, "height": 500}`
	made := clerk.do("POST", path, mark("bank_book", file, box, "户名看不清", "mark-00001")).want(201).str("id")
	if again := clerk.do("POST", path, mark("bank_book", file, box, "户名看不清", "mark-00001")).want(201).str("id"); again != made || w.rows("case_marks") != 1 {
		t.Errorf("the same mark twice: %s, %s", made, again)
	}
	other.do("GET", path, "").want(200).has("户名看不清", `"name":"桂城街道窗口（示例）"`, `"box":{"x":1000`).hasNot(`"mine":true`)
	other.do("DELETE", path+"/"+made, "").want(404)
	w.as("supervisor", "", "workbench").do("GET", path, "").want(200).has(`"marks":[]`)
	w.as("clerk-440605121", "", "workbench").do("GET", path, "").want(404)
	chen.do("GET", path, "").want(403)
	for name, body := range map[string]string{
		"no text": mark("bank_book", file, box, " ", "mark-00002"), "long": mark("bank_book", file, box, strings.Repeat("长", 301), "mark-00002"),
		"beside the picture":   mark("bank_book", file, `, "box": {"x": 9000, "y": 0, "width": 3000, "height": 500}`, "x", "mark-00002"),
		"another paper's file": mark("photo", file, "", "x", "mark-00002"), "no such file": mark("bank_book", number+".x", "", "x", "mark-00002"), "no key": mark("bank_book", file, "", "x", "x"),
	} {
		if a := clerk.do("POST", path, body); a.status != 422 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	clerk.do("DELETE", path+"/"+made, "").want(204)
	clerk.do("GET", path, "").want(200).has(`"marks":[]`)
}

// Who has a case open is known to the others, until he or she leaves or is silent for a while.
func TestReaders(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk, other := w.as(firstOne, "", "workbench"), w.colleague(second, "陈晓", guicheng)
	path := "/api/staff/cases/" + number + "/readers"
	clerk.do("POST", path, `{}`).want(200).has(`"others":[]`, `"event":"submit"`, `"version":1`)
	other.do("POST", path, `{}`).want(200).has(`"name":"桂城街道窗口（示例）"`)
	clerk.do("POST", path, `{}`).want(200).has("陈晓")
	other.do("POST", path, `{"left": true}`).want(200)
	clerk.do("POST", path, `{}`).want(200).has(`"others":[]`)
	other.do("POST", path, `{}`).want(200)
	w.clock.Move(2 * time.Minute)
	clerk.do("POST", path, `{}`).want(200).has(`"others":[]`)
	if n := w.events("case.view", number); n != 0 {
		t.Errorf("%d looks: nothing of the case was shown", n)
	}
	other.do("POST", "/api/staff/cases/"+number+"/precheck", `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`).want(200)
	clerk.do("POST", path, `{}`).want(200).has(`"version":2`, `"event":"precheck_pass"`, "陈晓")
	w.as("clerk-440605121", "", "workbench").do("POST", path, `{}`).want(404)
}

// What was changed between two submissions is told, old and new; the earlier one can still be read.
func TestRounds(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk := w.as(firstOne, "", "workbench")
	path := "/api/staff/cases/" + number
	clerk.do("POST", path+"/precheck", `{"version": 1, "pass": false, "opinion": "请改联系人", "key": "pre-00000001"}`).want(200)
	draft := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.patch(draft, `{"answers": {"emergency_name": "陈启明"}}`).want(200)
	chen.patch(draft, `{"sign": ["application"]}`).want(200)
	chen.submit(draft, "key-00000002").want(201)
	clerk.do("GET", path+"/rounds/2/changes", "").want(200).has(`{"path":"form.emergency_name","kind":"value","by":"applicant","was":"陈启航","is":"陈启明"}`)
	clerk.do("GET", path+"/rounds/1", "").want(200).has("陈启航").hasNot("陈启明")
	clerk.do("GET", path+"/rounds/2", "").want(200).has("陈启明")
	clerk.do("GET", path+"/rounds/1/changes", "").want(404)
	clerk.do("GET", path+"/rounds/3", "").want(404)
	w.as("supervisor", "", "workbench").do("GET", path+"/rounds/2/changes", "").want(200).has("form.emergency_name").hasNot("陈启明", "陈启航")
	w.as("clerk-440605121", "", "workbench").do("GET", path+"/rounds/2/changes", "").want(404)
	clerk.do("GET", "/api/staff/cases?filter=back", "").want(200).has(number)
}

// Who has claimed a case deals with it: a colleague who could do the same is told who that is, on the page and when
// ordering; what the claimant may not do is nobody else's loss.
func TestClaimHolds(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	mine, other := w.as(firstOne, "", "workbench").at(number), w.colleague(second, "陈晓", guicheng).at(number)
	other.do("POST", assignPath, assign("me", "other-0001", "", number)).want(200).has(`"done":1`)
	mine.page().has(`"act":"case.precheck"`, "陈晓认领了这件")
	mine.send("precheck", `"pass": true, "opinion": ""`).want(409).has("陈晓认领了这件")
	for _, m := range list(mine.page().at("handling", "may")) {
		if may := m.(map[string]any); !strings.Contains(fmt.Sprint(may["why"]), "陈晓") {
			t.Errorf("%v may be done by others", may["event"])
		}
	}
	other.send("precheck", `"pass": true, "opinion": ""`).want(200)
	other.send("accept", "").want(200)
	// The approver examines it all the same: a window clerk could not.
	for _, m := range list(w.as("approver", "", "workbench").at(number).page().at("handling", "may")) {
		if may := m.(map[string]any); may["event"] == "take_up" && may["why"] != nil {
			t.Errorf("the approver waits for a window clerk: %v", may["why"])
		}
	}
	w.as("approver", "", "workbench").at(number).send("take-up", "").want(200)
	// Taken over with a reason, it is the other's.
	mine.do("POST", assignPath, assign("me", "order-0001", `, "take": true, "reason": "陈晓今天请假"`, number)).want(200).has(`"done":1`)
	other.page().has("桂城街道窗口（示例）认领了这件")
}

// Whoever examined a case doesn't decide it, whatever else he or she may do there; the page says so before.
func TestFourEyes(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk, approver, leader := w.staffOf(number)
	both := identity.Account{Identity: identity.Identity{ID: "both", Name: "何绍文", Level: 5, Staff: &identity.Staff{Title: "审查兼审批",
		Posts: append(actor.At(actor.Approver, guicheng), actor.At(actor.Leader, guicheng)...)}}}
	w.accounts.staff = append(w.accounts.staff, both)
	it := w.as("both", "", "workbench").at(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	it.send("step", `"step": "village_check", "answer": "found", `+answersFor(it.page(), "village_check", nil)).want(200)
	it.send("step", `"step": "review", `+answersFor(it.page(), "review", nil)).want(200).has(`"steps":["decide"]`)
	leader.do("POST", "/api/staff/cases/"+number+"/readers", `{"left": false}`).want(200).has(`"step":"review"`) // what happened last was a step
	it.page().has("您参与过本件的审查，须由另一人决定")
	it.send("decision", `"outcome": "granted", "opinion": "同意"`).want(403).has("须由另一人决定")
	approver.send("decision", `"outcome": "granted", "opinion": "同意"`).want(403)
	leader.send("decision", `"outcome": "granted", "opinion": "同意"`).want(200)
}

// Who acts in the place of a colleague on leave is named so with every act (代), and the trail names the colleague.
func TestInPlaceOf(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	_, _, leader := w.staffOf(number)
	deputy := identity.Account{Identity: identity.Identity{ID: "deputy", Name: "赵敏", Level: 5, Staff: &identity.Staff{Title: "代班人员",
		Posts: []actor.Post{{Role: actor.WindowClerk, Office: guicheng, For: firstOne, ForName: "梁巧儿"}, {Role: actor.Approver, Office: guicheng, For: "approver", ForName: "何绍文"}}}}}
	w.accounts.staff = append(w.accounts.staff, deputy)
	it := w.as("deputy", "", "workbench").at(number)
	// Whom the colleague's claim is for, it is for the deputy too.
	w.as(firstOne, "", "workbench").do("POST", assignPath, assign("me", "first-0001", "", number)).want(200).has(`"done":1`)
	it.precheck().want(200)
	it.send("accept", "").want(200)
	it.send("step", `"step": "village_check", "answer": "found", `+answersFor(it.page(), "village_check", nil)).want(200)
	it.send("step", `"step": "review", `+answersFor(it.page(), "review", nil)).want(200)
	for _, line := range list(leader.page().at("timeline"))[1:] {
		h := line.(map[string]any)
		if h["actor"] == "赵敏" && !strings.Contains(fmt.Sprint(h["role"]), "代") || h["actor"] == "" {
			t.Errorf("%v by %v (%v)", h["event"], h["actor"], h["role"])
		}
	}
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM case_events WHERE actor = 'deputy' AND title LIKE '%代%何绍文%'"); n != "2" {
		t.Errorf("%s acts for the approver", n)
	}
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM case_events WHERE actor = 'deputy' AND title NOT LIKE '%代%梁巧儿%' AND title NOT LIKE '%代%何绍文%'"); n != "0" {
		t.Errorf("%s acts without 代", n)
	}
}

// The list goes by what the case waits for now, where that is before the promised day.
func TestUrgentFirst(t *testing.T) {
	w := newWorld(t)
	one, two, three := w.as("P004", "", "web").handIn(), w.as("P018", "", "web").handIn(), w.elder(0).handIn()
	w.exec("UPDATE cases SET due = '2026-12-20', act_by = '2026-12-18' WHERE number = ?", one)
	w.exec("UPDATE cases SET due = '2026-12-10', act_by = '2027-01-18' WHERE number = ?", two)
	w.exec("UPDATE cases SET due = '2026-12-01', act_by = '2027-01-18', state = 'suspended', waits = 'office' WHERE number = ?", three)
	clerk := w.as(firstOne, "", "workbench")
	var got []string
	for _, c := range list(clerk.do("GET", "/api/staff/cases?filter=today", "").want(200).at("cases")) {
		got = append(got, c.(map[string]any)["number"].(string))
	}
	if want := []string{two, one, three}; !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
}
