package api_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// handIn makes a case of the old-age allowance and gives its number.
func (b *browser) handIn() string {
	b.t.Helper()
	id := b.begin(elder)
	b.fill(id)
	return b.submit(id, "key-"+id).want(201).str("case", "number")
}

// A case is seen by its office, overseen without personal numbers, and not there for anybody else.
func TestWhoSeesACase(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	file := ""
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "首页.pdf", pdf).want(201)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	a := chen.do("GET", "/api/cases/"+number, "").want(200).has("首页.pdf")
	file = list(a.at("files", "bank_book"))[0].(map[string]any)["id"].(string)
	if got := chen.do("GET", "/api/files/"+file, "").want(200); got.text != string(pdf) {
		t.Errorf("the file came back as %q", got.text)
	}

	path := "/api/staff/cases/" + number
	w.as("clerk-440605011", "", "workbench").do("GET", path, "").want(200).has("440622194402209917", "6222020000000000042", "13900000004").hasNot(`"masked":true`)
	w.as("clerk-440605011", "", "workbench").do("GET", "/api/files/"+file, "").want(200)
	if n := w.events("case.view", number); n != 2 {
		t.Errorf("%d looks written down", n)
	}
	for _, who := range []string{"clerk-440605121"} {
		b := w.as(who, "", "workbench")
		b.do("GET", path, "").want(404).hasNot("陈伯年")
		b.do("GET", "/api/files/"+file, "").want(404)
		b.do("GET", "/api/staff/cases", "").want(200).hasNot(number)
		b.do("POST", path+"/precheck", `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`).want(404)
	}
	boss := w.as("supervisor", "", "workbench")
	boss.do("GET", "/api/staff/cases", "").want(200).has(number)
	boss.do("GET", path, "").want(200).has(`"masked":true`, "陈*年", `"verdict":"pass"`, "************0042").
		hasNot("440622194402209917", "6222020000000000042", "13900000004", "13900000001")
	boss.do("GET", "/api/files/"+file, "").want(403)
	boss.do("POST", path+"/precheck", `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`).want(403)
	w.as("approver", "", "workbench").do("POST", path+"/precheck", `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`).want(403)
	w.as("P009", "", "web").do("GET", "/api/cases/"+number, "").want(404)
	w.as("P009", "", "web").do("GET", "/api/cases/"+number+"/receipt", "").want(404)
	w.as("P009", "", "web").do("POST", "/api/cases/"+number+"/amend", "{}").want(404)
	w.as("P009", "", "web").do("GET", "/api/files/"+file, "").want(404)
	w.nobody().do("GET", path, "").want(401)
	chen.do("GET", path, "").want(403)
	chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(409)
}

// Two clerks at once: one decides, the other is told to look again.
func TestTwoClerks(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	var all sync.WaitGroup
	status := make([]int, 12)
	for i := range status {
		b := w.as("clerk-440605011", "", "workbench")
		all.Go(func() {
			body := fmt.Sprintf(`{"version": 1, "pass": %v, "opinion": "请看", "key": "pre-%08d"}`, i%2 == 0, i)
			status[i] = b.do("POST", "/api/staff/cases/"+number+"/precheck", body).status
		})
	}
	all.Wait()
	won := 0
	for _, s := range status {
		switch s {
		case 200:
			won++
		case 409:
		default:
			t.Errorf("status %d", s)
		}
	}
	if won != 1 || w.events("case.precheck", number) != 1 || w.rows("case_events") != 2 {
		t.Errorf("%d won, %d events", won, w.events("case.precheck", number))
	}
}

// A key that was used for passing one case does neither return it nor pass another.
func TestPrecheckKeys(t *testing.T) {
	w := newWorld(t)
	one, two := w.as("P004", "", "web").handIn(), w.as("P018", "", "web").handIn()
	clerk := w.as("clerk-440605011", "", "workbench")
	pass := `{"version": 1, "pass": true, "opinion": "", "key": "pre-00000001"}`
	clerk.do("POST", "/api/staff/cases/"+one+"/precheck", pass).want(200)
	clerk.do("POST", "/api/staff/cases/"+two+"/precheck", pass).want(409)
	clerk.do("POST", "/api/staff/cases/"+one+"/precheck", strings.Replace(pass, "true", "false", 1)).want(422)
	clerk.do("POST", "/api/staff/cases/"+one+"/precheck", `{"version": 1, "pass": false, "opinion": "退", "key": "pre-00000001"}`).want(409)
	clerk.do("POST", "/api/staff/cases/"+two+"/precheck", `{"version": 1, "pass": true, "opinion": "x\u0007", "key": "pre-00000002"}`).want(422)
	clerk.do("GET", "/api/staff/cases", "").want(200).has(`"precheck_passed":1`, `"submitted":1`)
}

// Two drafts that mend the same case can't both be handed in.
func TestAmendOnce(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("POST", "/api/staff/cases/"+number+"/precheck", `{"version": 1, "pass": false, "opinion": "请改", "key": "pre-00000001"}`).want(200)
	draft := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.do("GET", "/api/drafts", "").want(200).has(`"amends":"` + number + `"`)
	if d := chen.do("GET", "/api/drafts/"+draft, "").want(200); d.str("returned", "opinion") != "请改" || d.str("returned", "office") == "" || d.str("returned", "at") == "" {
		t.Errorf("the draft doesn't say why the case came back: %v", d.at("returned"))
	}
	chen.do("GET", "/api/drafts/"+chen.begin(elder), "").want(200).hasNot(`"returned"`)
	chen.submit(draft, "key-00000001").want(201).has(`"round":2`, number)
	chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(409)
	// Both rounds are kept.
	if got := w.values("SELECT round FROM submissions WHERE number = ? ORDER BY round", number); got != "1,2" {
		t.Errorf("rounds %s", got)
	}
}

// The list goes page by page, the longest untouched first.
func TestPages(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	// 45 more of the same, written straight into the table: submitting each would take long.
	w.exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 46)
		INSERT INTO cases (number, item, item_version, name, state, version, owner, holder, applicant_kind, applicant_name, office, office_title,
		verdict, round, promised, due, submitted, changed, opinion) SELECT '440605-20261123-' || substr(CAST(100000 + i AS TEXT), 2), item, item_version, name, state, version, owner, holder, applicant_kind,
		applicant_name, office, office_title, verdict, round, promised, due, submitted, changed + i, opinion FROM n, cases WHERE number = ?`, number)
	clerk := w.as("clerk-440605011", "", "workbench")
	var seen []string
	for path := "/api/staff/cases?sort=changed"; path != ""; {
		a := clerk.do("GET", path, "").want(200).has(`"total":46`)
		for _, c := range list(a.at("cases")) {
			n := c.(map[string]any)["number"].(string)
			seen = append(seen, n[len(n)-5:])
			// While one reads, a case of a page that was read moves behind all others, and a new one comes in at the end.
			if len(seen) == 3 {
				w.exec("UPDATE cases SET opinion = 'x' WHERE number = ?", n)
			}
		}
		path = ""
		if next := a.str("next"); next != "" {
			path = "/api/staff/cases?sort=changed&after=" + next
		}
	}
	if len(seen) != 46 || !slices.IsSorted(seen) || len(slices.Compact(seen)) != 46 {
		t.Errorf("%d cases: %v", len(seen), seen)
	}
	clerk.do("GET", "/api/staff/cases?after=nonsense", "").want(422)
	clerk.do("GET", "/api/staff/cases?state=nonsense", "").want(422)
	clerk.do("GET", "/api/staff/cases?filter=nonsense", "").want(404)
}

// What is taken as a file, by its content and not by its name.
func TestFiles(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	path := "/api/drafts/" + id + "/files?material="
	for _, c := range []struct {
		name, material, file string
		content              []byte
		status               int
		say                  string
	}{
		{"a pdf", "bank_book", `C:\路径\首页.pdf`, pdf, 201, "首页.pdf"},
		{"a program", "bank_book", "首页.pdf", []byte("MZ\x90\x00 not a pdf"), 422, "不接受这种文件"},
		{"nothing", "bank_book", "首页.pdf", nil, 422, "空"},
		{"another material's type", "photo", "a.pdf", pdf, 422, "不接受这种文件"},
		{"a material that is made", "application", "a.pdf", pdf, 422, "不收文件"},
		{"an unknown material", "nonsense", "a.pdf", pdf, 422, "不收文件"},
		{"too large", "bank_book", "a.pdf", append(append(pdf[:len(pdf):len(pdf)], bytes.Repeat([]byte(" "), 10<<20)...), "%%EOF"...), 413, "10 MB"},
		{"far too large", "bank_book", "a.pdf", bytes.Repeat([]byte("%PDF-"), 5<<20), 413, ""},
	} {
		if a := chen.upload(path+c.material, c.file, c.content); a.status != c.status || !strings.Contains(a.text, c.say) {
			t.Errorf("%s: %d, want %d: %.300s", c.name, a.status, c.status, a.text)
		}
	}
	a := chen.do("GET", "/api/drafts/"+id, "").want(200)
	if got := a.str("view", "state", "materials", "bank_book", "state"); got != "given" {
		t.Errorf("bank_book is %q", got)
	}
	held := list(a.at("files", "bank_book"))
	if len(held) != 1 || w.events("draft.attach", id) != 1 {
		t.Fatalf("%d files", len(held))
	}
	file := held[0].(map[string]any)["id"].(string)
	got := chen.do("GET", "/api/files/"+file, "").want(200)
	if got.text != string(pdf) || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") || !strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%v", got.header)
	}
	chen.do("DELETE", "/api/drafts/"+id+"/files/"+file, "").want(200).has(`"files":{}`)
	chen.do("DELETE", "/api/drafts/"+id+"/files/"+file, "").want(404)
	chen.do("GET", "/api/files/"+file, "").want(404)
	chen.do("GET", "/api/files/nonsense", "").want(404)
}

// A draft can be asked why, in the words of the form; a path of nothing and a draft of somebody else
// are not found.
func TestWhy(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	at := "/api/drafts/" + chen.begin(elder) + "/why?path="
	chen.do("GET", at+"eligibility.age", "").want(200).has(`"result":"true"`).has("1944年2月20日")
	chen.do("GET", at+"eligibility.nothing", "").want(404)
	w.as("P009", "", "web").do("GET", at+"eligibility.age", "").want(404)
}

// The document of the API names every route, so that clients can be made from it.
func TestDocument(t *testing.T) {
	w := newWorld(t)
	doc := w.nobody().do("GET", "/openapi.json", "")
	doc.want(200).has("/api/drafts/{id}/submit", "/api/staff/cases/{number}/precheck", "/api/files/{file}", "merge-patch+json")
}

// A session of yesterday's day: the day of a submission is the district's, not the server's.
func TestDayOfTheDistrict(t *testing.T) {
	w := newWorld(t)
	w.clock.Move(15*time.Hour + 30*time.Minute) // 00:30 of the 24th in Foshan, still the 23rd in UTC
	chen := w.as("P004", "", "web")
	a := chen.do("GET", "/api/drafts/"+chen.begin(elder), "").want(200)
	if got := a.str("view", "input", "today"); got != "2026-11-24" {
		t.Errorf("today is %s", got)
	}
}
