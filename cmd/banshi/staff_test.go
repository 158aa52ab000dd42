package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// A clerk of Guicheng is appointed, acts, goes on leave, is stood in for, comes back and leaves.
func TestAWorkingLife(t *testing.T) {
	s := newStage(t)
	town, boss := s.seat("town_admin"), s.seat("district_admin")
	number := s.objects["case"]
	ask := func(x seat, status int, method, path, body string) string {
		t.Helper()
		res, text := s.call(x, method, path, body)
		s.must(res, text, status)
		return text
	}
	has := func(text string, parts ...string) {
		t.Helper()
		for _, p := range parts {
			if !strings.Contains(text, p) {
				t.Errorf("%q is not in %.700s", p, text)
			}
		}
	}
	// P001 is a citizen who begins to work at a window; in his own affairs he stays one.
	const join = `{"account": "P001", "name": "陈启航", "title": "桂城街道窗口人员", "town": "440605011", "posts": [{"role": "window_clerk", "office": "guicheng_civil_affairs"}], "key": "life-00000001"}`
	ask(town, 201, "POST", "/api/staff/members", join)
	has(ask(town, 201, "POST", "/api/staff/members", join), `"version":1`) // the same order again
	ask(town, 409, "POST", "/api/staff/members", strings.Replace(join, "life-00000001", "life-00000002", 1))
	clerk := s.sit("P001", "P001", "", "workbench")
	citizen := s.sit("P001", "P001", "", "web")
	has(ask(clerk, 200, "GET", "/api/staff/cases/"+number, ""), `"act":"case.precheck","may":true`)
	ask(citizen, 403, "GET", "/api/staff/cases/"+number, "")
	ask(citizen, 200, "GET", "/api/drafts", "")
	ask(clerk, 403, "GET", "/api/drafts", "")

	// Who may, by name, where oneself may not.
	has(ask(s.seat("approver"), 200, "GET", "/api/staff/cases/"+number, ""), `"act":"case.precheck","may":false,"why":"这一步由窗口人员办理，您没有这个权限"`, `"names":["大沥镇窗口（示例）"`[:9])
	has(ask(s.seat("approver"), 200, "GET", "/api/staff/cases/"+number+"?language=en", ""), `"act":"case.precheck","may":false,"why":"This is for the window clerk to do: you have no right to it"`)

	// What goes beyond the town, and what one person may not be.
	post := func(x seat, status, version int, posts, key string) string {
		t.Helper()
		return ask(x, status, "POST", "/api/staff/members/P001/posts", fmt.Sprintf(`{"version": %d, "posts": [%s], "key": "life-%s"}`, version, posts, key))
	}
	has(post(town, 403, 1, `{"role": "window_clerk", "office": "jiujiang_civil_affairs"}`, "10000001"), "超出您这个镇街")
	has(post(town, 403, 1, `{"role": "supervisor"}`, "10000002"), "超出您这个镇街")
	has(post(town, 403, 1, `{"role": "town_admin", "town": "440605011"}`, "10000003"), "超出您这个镇街")
	has(post(boss, 409, 1, `{"role": "auditor"}`, "10000004"), "“审计员”和“窗口人员”不能由一个人担任：审计员不能办件")
	has(post(town, 409, 1, `{"role": "approver", "office": "guicheng_civil_affairs"}, {"role": "leader", "office": "guicheng_civil_affairs"}`, "10000005"), "审查和决定要由两个人做")
	has(post(town, 409, 1, `{"role": "leader", "office": "guicheng_civil_affairs"}, {"role": "seal_keeper", "office": "guicheng_market_supervision"}`, "10000006"), "管印章的人不能作决定")
	has(post(town, 422, 1, `{"role": "approver", "office": "nowhere"}`, "10000007"), "目录里没有这个单位")
	has(post(town, 422, 1, `{"role": "approver", "office": "guicheng_civil_affairs", "from": "2020-01-01"}`, "10000008"), "不能早于今天")
	tomorrow := s.cfg.Clock().AddDate(0, 0, 2).Format(time.DateOnly)
	has(post(town, 200, 1, `{"role": "approver", "office": "guicheng_civil_affairs", "from": "`+tomorrow+`"}`, "10000009"), `"status":"later"`)
	post(town, 409, 1, `{"role": "approver", "office": "guicheng_civil_affairs"}`, "10000010") // an old version

	// On leave: the deputy acts in the clerk's place, and says so; the clerk rests.
	leave := ask(town, 200, "POST", "/api/staff/members/P001/leaves", fmt.Sprintf(`{"version": 2, "until": %q, "deputy": "clerk-440605011", "key": "life-20000001"}`, tomorrow))
	has(leave, `"status":"rests"`)
	ask(clerk, 404, "GET", "/api/staff/cases/"+number, "")
	has(ask(boss, 409, "POST", "/api/staff/members/P001/leaves", fmt.Sprintf(`{"version": 3, "until": %q, "key": "life-20000002"}`, tomorrow)), "已经登记了休假")
	deputy := s.seat("deputy")
	has(ask(deputy, 200, "GET", "/api/staff/cases/"+number, ""), `"act":"case.precheck","may":true,"for":"休假的"`)
	has(ask(deputy, 200, "GET", "/api/session", ""), `"in_place_of":["休假的"]`)
	has(ask(s.seat("clerk"), 200, "GET", "/api/staff/notices", ""), "由您代同事办理", "桂城街道窗口人员")
	ask(clerk, 403, "GET", "/api/staff/notices", "") // rests
	ask(deputy, 200, "POST", "/api/staff/cases/"+number+"/precheck", `{"version": 1, "pass": false, "opinion": "请补存折首页", "key": "life-30000001"}`)
	has(ask(s.seat("clerk"), 200, "GET", "/api/staff/cases/"+number, ""), "狮山镇窗口人员（代休假的）")
	var m struct {
		Member struct {
			Leaves []struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(leave), &m); err != nil {
		t.Fatal(err)
	}
	// It began and ended today: nothing of it is shown, least of all a last day before the first. Sent again it is answered as before.
	for range 2 {
		has(ask(town, 200, "POST", "/api/staff/members/P001/leaves/"+m.Member.Leaves[0].ID+"/end", `{"version": 3, "key": "life-20000003"}`), `"leaves":[]`, `"status":"now"`)
	}
	ask(clerk, 200, "GET", "/api/staff/cases/"+number, "")
	has(ask(s.seat("clerk"), 200, "GET", "/api/staff/notices", ""), `"kind":"desk.deputy_off"`, `"unread":2`)

	// The trail names who did what, to those alone who may read it, and that they did.
	trail := ask(s.seat("auditor"), 200, "GET", "/api/staff/cases/"+number+"/trail", "")
	has(trail, `"act":"case.precheck","title":"预审"`, `"in_place_of":"clerk.on.leave"`, `"actor":"P***"`, `"act":"trail.read"`)
	for _, secret := range []string{"440622194402209917", "6222020000000000042", "陈伯年"} {
		if strings.Contains(trail, secret) {
			t.Errorf("%s is in the trail", secret)
		}
	}

	// Leaving ends everything at once.
	ask(town, 200, "POST", "/api/staff/members/P001/departure", `{"version": 4, "key": "life-40000001"}`)
	ask(clerk, 401, "GET", "/api/staff/cases/"+number, "")
	ask(citizen, 401, "GET", "/api/drafts", "")
	again := s.sit("P001", "P001", "", "workbench") // now a citizen like any other
	ask(again, 403, "GET", "/api/staff/cases/"+number, "")
	has(ask(town, 409, "POST", "/api/staff/members/P001/posts", `{"version": 5, "key": "life-40000002"}`), "已经离岗")
	has(ask(town, 200, "GET", "/api/staff/members?left=true", ""), `"account":"P001"`)
	back := ask(town, 201, "POST", "/api/staff/members", strings.Replace(join, "life-00000001", "life-50000001", 1))
	has(back, `"version":6`, `"status":"ended"`, `"status":"now"`)
}

// The first administrator is appointed from the command line, and by nothing that is known to everybody.
func TestFirstAdministrator(t *testing.T) {
	cfg := config(t)
	start(t, cfg).stop()
	verb := func(code int, args ...string) string {
		t.Helper()
		var out, fault bytes.Buffer
		if got := Run(append([]string{"staff"}, args...), &out, &fault, func(string) string { return "" }); got != code {
			t.Errorf("%v: exit code %d, want %d: %s%s", args, got, code, &out, &fault)
		}
		return out.String() + fault.String()
	}
	verb(exitUsage)
	verb(exitUsage, "add-admin", "--data", cfg.Data)
	verb(exitUsage, "add-admin", "--data", cfg.Data, "--account", "P009", "--name", "某人", "--town", "999")
	if said := verb(exitFine, "add-admin", "--data", cfg.Data, "--account", "P009", "--name", "某人"); !strings.Contains(said, "某人（P009）是区级管理员了") {
		t.Error(said)
	}
	verb(exitFine, "add-admin", "--data", cfg.Data, "--account", "P009", "--name", "某人")
	if said := verb(exitFaults, "add-admin", "--data", cfg.Data, "--account", "auditor", "--name", "审计员"); !strings.Contains(said, "审计员不能兼任管理员") {
		t.Error(said)
	}
	if said := verb(exitFine, "list", "--data", cfg.Data); !strings.Contains(said, "P009\t某人\t区级管理员\n") {
		t.Error(said)
	}
	if _, err := os.Stat(cfg.Data); err != nil {
		t.Fatal(err)
	}
	s := &stage{running: start(t, cfg), t: t}
	s.client.Jar = nil
	res, text := s.call(s.sit("P009", "P009", "", "workbench"), http.MethodGet, "/api/staff/members", "")
	s.must(res, text, 200)
}
