package api_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"
)

// elderGranted takes a claim to its grant, and gives its number.
func (w *world) elderGranted() string {
	w.t.Helper()
	number := w.as("P004", "", "web").handIn()
	clerk, approver, leader := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	approver.send("step", `"step": "village_check", "answer": "found", `+answersFor(approver.page(), "village_check", nil)).want(200)
	approver.send("step", `"step": "review", `+answersFor(approver.page(), "review", nil)).want(200)
	leader.send("decision", `"outcome": "granted"`).want(200)
	return number
}

// What of a decision is public: masked as the definition says, with nothing else of the person; by page, by file, for its
// days, and no longer once it is taken down.
func TestResultsArePublic(t *testing.T) {
	w := newWorld(t)
	number := w.elderGranted()
	all := w.nobody()
	page := all.do("GET", "/api/open/results", "").want(200).has("陈**", "桂城街道", "100元", "高龄津贴申领", "准予", `"decided":"2026-11-23"`, `"until":"2026-11-29"`, "准予决定书00001号")
	id := list(page.at("results"))[0].(map[string]any)["id"].(string)
	one := all.do("GET", "/api/open/results/"+id, "").want(200).has("陈**", "中华人民共和国政府信息公开条例")
	english := all.in("en").do("GET", "/api/open/results/"+id, "").want(200).has("Granted", "Applicant")
	month := all.do("GET", "/open/data/results/2026-11.csv", "").want(200)
	for _, a := range []answer{page, one, english, month, all.do("GET", "/open/data/results/2026-11.json", "").want(200)} {
		a.hasNot("陈伯年", "440622194402209917", "13900000004", "1944", "叠滘", "6222020000000000042", number)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix([]byte(month.text), []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][9] != "申请人：陈**；户籍所在镇街：桂城街道；每月津贴：100元" {
		t.Errorf("%v: %v", rows, err)
	}
	if n := w.value("SELECT shown || licence_no || valid_to FROM publications"); strings.Contains(n, "伯年") {
		t.Errorf("what is kept as public: %s", n)
	}
	for query, want := range map[string]int{"q=陈**": 1, "q=陈伯年": 0, "item=elder_allowance": 1, "item=food_business_licence_new": 0, "outcome=refused": 0, "after=2026-11-23/" + id: 0} {
		if got := len(list(all.do("GET", "/api/open/results?"+query, "").want(200).at("results"))); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	// Taken down by who decides, or oversees; with a reason out of a list.
	clerk, _, leader := w.staffOf(number)
	path := "/api/staff/cases/" + number + "/publication"
	clerk.do("GET", path, "").want(200).has("陈**", `"reasons":[]`)
	leader.do("GET", path, "").want(200).has(`{"code":"disputed","text":"当事人的异议成立"}`)
	clerk.do("POST", path+"/take-down", `{"why": "disputed"}`).want(403)
	leader.do("POST", path+"/take-down", `{"why": "陈伯年不同意"}`).want(422)
	leader.do("POST", path+"/take-down", `{"why": "disputed"}`).want(204)
	leader.do("POST", path+"/take-down", `{"why": "disputed"}`).want(409)
	leader.do("GET", path, "").want(200).has("异议成立", `"reasons":[]`).hasNot("陈**")
	// It stands in the course of the case, for the applicant too: without the name of who did it.
	clerk.page().has(`"title":"结果公示已撤下：当事人的异议成立"`, "示例")
	w.as(w.value("SELECT owner FROM cases WHERE number = ?", number), "", "web").do("GET", "/api/cases/"+number, "").want(200).has(`"title":"结果公示已撤下：当事人的异议成立"`)
	if n := w.events("case.take_down", number); n != 1 {
		t.Errorf("%d events", n)
	}
	all.do("GET", "/api/open/results", "").want(200).hasNot("陈**")
	all.do("GET", "/open/data/results/2026-11.csv", "").want(404)
	all.do("GET", "/api/open/results/"+id, "").want(200).has("异议成立").hasNot("陈**", "100元")
	all.do("GET", "/api/open/results/none", "").want(404)
	w.clock.Move(7 * 24 * time.Hour)
	all.do("GET", "/api/open/results/"+id, "").want(404)
	if n, err := w.hall.Public.Forget(context.Background()); err != nil || n != 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	if n := w.rows("publications"); n != 0 {
		t.Errorf("%d are left", n)
	}
}

// A refusal of an item that publishes only what it grants is not public; neither is an item that publishes nothing.
func TestWhatIsNotDeclaredIsNotPublic(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk, approver, leader := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	approver.send("step", `"step": "village_check", "answer": "found", `+answersFor(approver.page(), "village_check", nil)).want(200)
	approver.send("step", `"step": "review", `+answersFor(approver.page(), "review", nil)).want(200)
	leader.send("decision", `"outcome": "refused", "opinion": "不符合条件"`).want(200)
	w.as("P020", "", "web").ready(pension, pensionAnswers)
	if n := w.rows("publications"); n != 0 {
		t.Errorf("%d are public", n)
	}
	leader.do("GET", "/api/staff/cases/"+number+"/publication", "").want(404)
	leader.do("POST", "/api/staff/cases/"+number+"/publication/take-down", `{"why": "mistaken"}`).want(404)
	if n := w.rows("case_outcomes"); n != 1 {
		t.Errorf("%d decisions are counted", n)
	}
}

// Months are counted once they are over, small counts are not told, and files say when they last changed.
func TestOpenStatistics(t *testing.T) {
	w := newWorld(t)
	all := w.nobody()
	all.do("GET", "/api/open/statistics", "").want(200).has(`"months":[]`)
	w.elderGranted()
	count := func() int {
		t.Helper()
		n, err := w.hall.Public.CloseMonths(context.Background())
		check(t, err)
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("counted %d months, and this one isn't over", n)
	}
	w.clock.Move(8 * 24 * time.Hour)
	if n := count() + count(); n != 0 {
		t.Errorf("counted %d months on the first day after", n)
	}
	w.clock.Move(24 * time.Hour)
	if n := count() + count(); n != 1 {
		t.Errorf("counted %d months", n)
	}
	page := all.do("GET", "/api/open/statistics?month=2026-11", "").want(200).has(`"received":null`, `"hidden":["received","decided"]`, "全区", "高龄津贴申领")
	if page.at("total", "inTime") != nil {
		t.Error("a share of one is told")
	}
	all.in("en").do("GET", "/api/open/statistics", "").want(200).has("The whole district").hasNot("高龄津贴申领")
	all.do("GET", "/api/open/statistics?month=2026-10", "").want(404)
	all.do("GET", "/api/open/statistics?month=x", "").want(422)
	// The same as a file: with an ETag, by which nothing is sent twice.
	a := all.do("GET", "/open/data/statistics/2026-11.csv", "").want(200).has("total,,全区", "item,elder_allowance,高龄津贴申领", "received decided")
	if !strings.HasPrefix(a.text, "\ufeff月份,") || !strings.Contains(a.header.Get("Content-Type"), "text/csv") || a.header.Get("Last-Modified") == "" {
		t.Errorf("%v %.20q", a.header, a.text)
	}
	tag := a.header.Get("ETag")
	if again := all.sendWith("GET", "/open/data/statistics/2026-11.csv", nil, http.Header{"If-None-Match": {`"x", W/` + tag}}); again.status != http.StatusNotModified || again.text != "" || again.header.Get("ETag") != tag {
		t.Errorf("%d %q", again.status, again.text)
	}
	all.sendWith("GET", "/open/data/statistics/2026-11.csv", nil, http.Header{"If-None-Match": {`"x"`}}).want(200)
	index := all.do("GET", "/open/data/index.json", "").want(200).has("/open/data/statistics/2026-11.csv", "/open/data/items.csv", "取得的时间", "收件", `"changed":"2026-12-02T`)
	for _, d := range list(index.at("datasets")) {
		for _, f := range list(d.(map[string]any)["files"]) {
			for _, kind := range []string{"csv", "json"} {
				all.do("GET", f.(map[string]any)[kind].(string), "").want(200)
			}
		}
	}
	for _, path := range []string{"none.csv", "items.xlsx", "results.csv", "items/2026-11.csv", "statistics/2026-10.csv", "statistics/11.csv", "statistics/2026-11.xml"} {
		all.do("GET", "/open/data/"+path, "").want(404)
	}
}

// Editions are read by anybody, each at its own address, as nobody in particular sees them.
func TestEditionsAreOpen(t *testing.T) {
	w := newWorld(t)
	all := w.nobody()
	all.do("GET", "/api/open/items", "").want(200).has("高龄津贴申领", `"editions":1`, `"effective":"2026-11-01"`)
	all.do("GET", "/api/open/items/elder_allowance", "").want(200).has(`"number":1`, `"first":true`, "佛山市南海区民政局")
	all.do("GET", "/api/open/items/none", "").want(404)
	all.do("GET", "/api/open/items/elder_allowance/editions/1", "").want(200).has(`"newest":1`, "年满80周岁")
	all.do("GET", "/api/open/items/elder_allowance/editions/2", "").want(404)
	w.as("P004", "", "web").do("GET", "/api/open/items/elder_allowance/editions/1", "").want(200).hasNot("陈伯年", "1944")
}
