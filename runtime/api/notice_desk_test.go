package api_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
	"banshi/runtime/notice"
)

// hears lists the kinds of what somebody reads at the desk, the latest first.
func (b *browser) hears(want string) answer {
	b.t.Helper()
	a := b.do("GET", "/api/staff/notices", "").want(200)
	var got []string
	for _, n := range list(a.at("notices")) {
		got = append(got, strings.TrimPrefix(n.(map[string]any)["kind"].(string), "desk."))
	}
	if s := strings.Join(got, " "); s != want {
		b.t.Errorf("hears %q, want %q", s, want)
	}
	return a
}

// A clerk is told of a case that a colleague gives him and of what comes back mended, reads it for himself, and no longer once he
// serves the office no more. What one takes oneself is no news, and nothing of it is in anybody's own space.
func TestNoticesAtTheDesk(t *testing.T) {
	w := newWorld(t)
	son := w.as("P001", "family/P004", "web")
	number := w.returned(son) // by the first clerk, who has sent it back
	clerk, other := w.as(firstOne, "", "workbench"), w.colleague(second, "陈晓", guicheng)
	his := son.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	son.patch(his, `{"answers": {"emergency_phone": "13900000009"}}`).want(200)
	son.confirmAll(his)
	son.patch(his, `{"sign": ["application"]}`).want(200)
	son.submit(his, "key-00000002").want(201)
	clerk.hears("corrected").has("补正回来了", "“高龄津贴申领”的申请人已经修改好", `"act":"打开办件"`, `"subject":{"kind":"case","id":"`+number+`"}`).hasNot("陈伯年", "13900000009")
	other.hears("")

	clerk.do("POST", assignPath, assign("me", "order-0001", "", number)).want(200).has(`"done":1`)
	clerk.hears("corrected")
	clerk.do("POST", assignPath, assign(second, "order-0002", "", number)).want(200).has(`"done":1`)
	clerk.do("POST", assignPath, assign(second, "order-0002", "", number)).want(200) // pressed twice
	a := other.hears("assigned").has(`"unread":1`)
	other.in("en").do("GET", "/api/staff/notices", "").want(200).has("A case was given to you", "Old-age allowance").hasNot("高龄")
	id := fmt.Sprint(list(a.at("notices"))[0].(map[string]any)["id"])
	clerk.do("POST", "/api/staff/notices/read", `{"ids": [`+id+`]}`).want(204)
	other.do("GET", "/api/staff/notices/unread", "").want(200).has(`"unread":1`)
	other.do("POST", "/api/staff/notices/read", `{"ids": [`+id+`]}`).want(204)
	other.do("GET", "/api/staff/notices/unread", "").want(200).has(`"unread":0`)
	son.do("GET", "/api/notices", "").want(200).hasNot("desk.")
	w.told(number, "case.submitted case.returned case.submitted")

	posts := w.accounts.staff[0].Staff.Posts
	w.accounts.staff[0].Staff = &identity.Staff{Title: "别处", Posts: actor.At(actor.WindowClerk, "elsewhere")}
	other.hears("")
	w.accounts.staff[0].Staff = &identity.Staff{Title: "已离职"}
	other.do("GET", "/api/staff/notices", "").want(403)
	w.accounts.staff[0].Staff = &identity.Staff{Title: "回来了", Posts: posts}
	other.hears("assigned")
}

// A case that another office passes on, a value that is disputed, and an item that is stopped are told to those whose work it is.
func TestNoticesToWhoseWorkItIs(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk := w.as(firstOne, "", "workbench")
	clerk.at(number).send("transfer", `"opinion": "申请人住在九江", "office": "jiujiang_civil_affairs"`)
	to := w.value("SELECT office FROM cases WHERE number = ?", number)
	told := w.values("SELECT account FROM notices WHERE kind = 'desk.passed_on' AND subject = ?", number)
	if to == guicheng || !strings.Contains(told, "clerk-") || strings.Contains(told, firstOne) {
		t.Errorf("with %s, told %q", to, told)
	}

	chen, owner, beside := w.as("P004", "", "web"), w.owner("public_security"), w.owner("market_regulation")
	id := chen.begin(elder)
	for range 2 {
		chen.do("POST", "/api/drafts/"+id+"/disputes", wrongAddress).want(201)
	}
	owner.hears("dispute").has("自然人基础信息库").hasNot("陈伯年", "新址路9号")
	beside.hears("")

	now := w.clock.Now()
	list, err := w.hall.Notices.AboutItem(context.Background(), notice.DeskStopped, elder, firstOne, now)
	check(t, err)
	seen := map[string]bool{}
	for _, n := range list {
		if n.To.Account == firstOne || seen[n.To.Account] || n.Args[notice.Item] != "高龄津贴申领" {
			t.Errorf("%+v", n)
		}
		seen[n.To.Account] = true
	}
	if len(list) < 6 {
		t.Errorf("%d are told", len(list))
	}
	list, err = w.hall.Notices.AboutItem(context.Background(), notice.DeskStopped, "no_such", "", now)
	if err != nil || list != nil {
		t.Errorf("%v %v", list, err)
	}
}

// The light of a case that waits turns yellow, then red: its clerk is told once of each, and who leads the office where nobody has
// it; of a question those who may answer.
func TestRemindDesks(t *testing.T) {
	w := newWorld(t)
	mine, free := w.as("P004", "", "web").handIn(), w.as("P018", "", "web").handIn()
	clerk, leader := w.as(firstOne, "", "workbench"), w.as("leader", "", "workbench")
	clerk.do("POST", assignPath, assign("me", "order-0001", "", mine)).want(200)
	w.as("P004", "", "web").do("POST", "/api/consultations", `{"text": "怎么领", "key": "ask-0000001", "item": "elder_allowance", "office": "`+guicheng+`"}`).want(201)
	remind := func(want int) {
		t.Helper()
		for i := range 2 { // what was told is not told again
			n, err := w.hall.Notices.RemindDesks(context.Background())
			check(t, err)
			if i == 0 && n < want || i == 1 && n > w.count("SELECT count(*) FROM notices WHERE kind = 'desk.question'") {
				t.Errorf("round %d: %d notices", i, n)
			}
		}
	}
	w.exec("UPDATE cases SET act_by = ?, due = ''", w.day(3))
	remind(0)
	clerk.hears("")
	w.exec("UPDATE cases SET act_by = ?", w.day(1))
	remind(2)
	clerk.hears("due_soon").has(mine, `"urgent":true`).hasNot(free)
	leader.hears("due_soon").has(free).hasNot(mine)
	w.exec("UPDATE cases SET act_by = ?", w.day(-1))
	remind(2)
	clerk.hears("overdue due_soon")
	w.exec("UPDATE cases SET waits = 'applicant', act_by = ?", w.day(-2))
	remind(0)
	leader.hears("overdue due_soon")
	w.clock.Move(4 * 24 * time.Hour)
	clerk = w.later(firstOne)
	remind(1)
	clerk.do("GET", "/api/staff/notices", "").want(200).has(`"kind":"desk.question"`, "ZX2026-00001", "咨询快到答复期限")
	once := func(who string) {
		t.Helper()
		if n := w.count("SELECT count(*) FROM notices WHERE kind = 'desk.question' AND account = ?", who); n != 1 {
			t.Errorf("%s was told %d times", who, n)
		}
	}
	once(firstOne)
	// Who comes to the office later is told of it, and stands before the others in its list: they are not told again.
	w.colleague(second, "陈晓", guicheng)
	remind(1)
	once(second)
	once(firstOne)
}
