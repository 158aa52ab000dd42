package api_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/engine"
)

// What is typed while a register is silent is marked as unverified for the clerk; once the register answers it is
// compared by itself, and the mark says how that ended. The answer stays as it was given.
func TestVerifiedLater(t *testing.T) {
	w := newWorld(t)
	w.sources["person"].set(func(r *register) { r.down = true })
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"applicant_name": "陈伯年", "applicant_id_type": "id_card", "applicant_gender": "male", "applicant_birth": "1944-02-20",
		"hukou_region": "440605011", "hukou_address": "广东省佛山市南海区桂城街道叠北东二巷虚构15号", "residence_address": "广东省佛山市南海区桂城街道新址路9号",
		"village": "北边的村", "account_holder": "陈伯年"}}`).want(200)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).has(`"verdict":"review"`).str("case", "number")
	clerk := w.as("clerk-440605011", "", "workbench")
	marks := func() map[string]string {
		out := map[string]string{}
		for _, x := range list(clerk.do("GET", "/api/staff/cases/"+number, "").want(200).at("unverified")) {
			m := x.(map[string]any)
			out[m["path"].(string)] = m["result"].(string)
		}
		return out
	}
	if m := marks(); m["form.village"] != "waiting" {
		t.Fatalf("after submission: %v", m)
	}
	run := func() int {
		n, err := w.hall.Verify.Run(context.Background())
		check(t, err)
		return n
	}
	if n := run(); n != 0 {
		t.Errorf("%d verified by a register that is silent", n)
	}
	w.sources["person"].set(func(r *register) { r.down = false })
	if n := run(); n != 0 {
		t.Errorf("%d: it was asked a moment ago", n)
	}
	w.clock.Move(6 * time.Minute)
	clerk = w.as("clerk-440605011", "", "workbench")
	// A case of which nothing can be read stands before it, and holds nobody up.
	broken := "440605-20261101-00001"
	w.exec(`INSERT INTO cases (number, item, item_version, name, state, version, owner, holder, applicant_kind, applicant_name, office, office_title,
		verdict, round, promised, due, submitted, changed, opinion) SELECT ?, item, 1, name, state, 1, owner, holder, applicant_kind, applicant_name, office,
		office_title, verdict, 1, promised, due, submitted, changed, '' FROM cases WHERE number = ?`, broken, number)
	w.exec("INSERT INTO unverified (number, round, path, source, lookup_key, result, said, checked) VALUES (?, 1, 'form.village', 'person', 'k', '', '', 0)", broken)
	if n, err := w.hall.Verify.Run(context.Background()); n == 0 || err == nil || !strings.Contains(err.Error(), broken) {
		t.Fatalf("%d verified, %v", n, err)
	}
	w.exec("DELETE FROM unverified WHERE number = ?", broken)
	m := marks()
	if m["form.village"] != "differs" || m["form.applicant_name"] != "matches" || m["form.residence_address"] != "differs" {
		t.Errorf("%v", m)
	}
	page := clerk.do("GET", "/api/staff/cases/"+number, "").want(200).has("北边的村", "叠北社区", `"event":"verify"`)
	if got := page.str("view", "state", "fields", "form.village", "value"); got != "北边的村" {
		t.Errorf("the answer was changed: %q", got)
	}
	if n := w.events("case.verify", number); n != 1 {
		t.Errorf("%d events", n)
	}
	w.clock.Move(6 * time.Minute)
	if n := run(); n != 0 || w.events("case.verify", number) != 1 {
		t.Errorf("verified twice: %d", n)
	}
	// The applicant sees that it was compared, and not what the register says.
	chen = w.as("P004", "", "web")
	chen.do("GET", "/api/cases/"+number, "").want(200).has(`"result":"differs"`).hasNot(`"said"`)
}

// An amendment makes a further round: what is unverified goes on waiting for its register, and what is known of it stays.
func TestVerifiedAfterAnAmendment(t *testing.T) {
	w := newWorld(t)
	w.sources["person"].set(func(r *register) { r.down = true })
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"applicant_name": "陈伯年", "applicant_id_type": "id_card", "applicant_gender": "male", "applicant_birth": "1944-02-20",
		"hukou_region": "440605011", "hukou_address": "广东省佛山市南海区桂城街道叠北东二巷虚构15号", "residence_address": "广东省佛山市南海区桂城街道新址路9号",
		"village": "北边的村", "account_holder": "陈伯年"}}`).want(200)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	clerk, _, _ := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	marks := func() map[string]string {
		out := map[string]string{}
		for _, x := range list(clerk.page().at("unverified")) {
			m := x.(map[string]any)
			out[m["path"].(string)] = m["result"].(string)
		}
		return out
	}
	waiting := len(marks())
	amend := func(path, value string) {
		t.Helper()
		clerk.send("amendment", fmt.Sprintf(`"path": %q, "value": %q, "opinion": "笔误"`, path, value)).want(200)
		w.as("P004", "", "web").at(number).send("consent", `"agree": true`).want(200)
	}
	amend("form.emergency_phone", "13900000009")
	if m := marks(); len(m) != waiting || m["form.village"] != "waiting" {
		t.Fatalf("after an amendment: %v", m)
	}
	run := func() map[string]string {
		w.clock.Move(6 * time.Minute)
		if _, err := w.hall.Verify.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		clerk, _, _ = w.staffOf(number)
		return marks()
	}
	w.sources["person"].set(func(r *register) { r.down = false })
	if m := run(); m["form.village"] != "differs" || m["form.applicant_name"] != "matches" {
		t.Fatalf("once the register answers: %v", m)
	}
	amend("form.village", "叠北社区")
	if m := marks(); m["form.village"] != "waiting" || m["form.applicant_name"] != "matches" || m["form.residence_address"] != "differs" {
		t.Errorf("after an amendment of what differed: %v", m)
	}
	if m := run(); m["form.village"] != "matches" {
		t.Errorf("amended to what the register says: %v", m)
	}
}

// An item whose table has a column that a register fills in, row by row.
const carers = `kind: Item
id: carers
name: 照料的人登记
type: other
department: civil_affairs
applicants: [person]
acting: [self]
form:
  - section: who
    title: 照料的人
    fields:
      - id: people
        type: table
        title: 照料的人
        need: true
        rows: {min: 1, max: 5}
        facts:
          person: {source: person, key: row.no, consent: {law: 示例法}}
        fields:
          - {id: no, type: id_number, title: 号码, need: true, sensitive: true, purpose: 核对照料的人}
          - {id: village, type: text, title: 村（社区）, length: [2, 40], need: true, fill: row.person.hukou_village, edit: free}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 回执}
  deliver: [electronic]
`

var withCarers = sync.OnceValue(func() *engine.Catalogue { return withFiles(map[string]string{"items/carers/item.yaml": carers}) })

// What is typed in a row of a table is verified later as any other answer is, each row by its own key.
func TestCellsVerifiedLater(t *testing.T) {
	if p := withCarers().Program("carers", "zh-Hans"); p == nil {
		t.Fatalf("the item has faults:\n%s", withCarers().Faults.Text(withCarers().Sources, "zh-Hans"))
	}
	w := newWorld(t)
	w.defs.extra = withCarers()
	w.sources["person"].set(func(r *register) { r.down = true })
	chen := w.as("P004", "", "web")
	id := chen.begin("carers")
	chen.patch(id, `{"answers": {"people": [{"_row": "r1", "no": "440622194402209917", "village": "叠北社区"}, {"_row": "r2", "no": "440622197811309904", "village": "北边的村"}]}}`).want(200)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	clerk := w.as("clerk-440605011", "", "workbench")
	marks := func() map[string]string {
		out := map[string]string{}
		for _, x := range list(clerk.do("GET", "/api/staff/cases/"+number, "").want(200).at("unverified")) {
			m := x.(map[string]any)
			out[m["path"].(string)] = m["result"].(string)
		}
		return out
	}
	if m := marks(); len(m) != 2 || m["form.people[r1].village"] != "waiting" || m["form.people[r2].village"] != "waiting" {
		t.Fatalf("after submission: %v", m)
	}
	w.sources["person"].set(func(r *register) { r.down = false })
	w.clock.Move(6 * time.Minute)
	n, err := w.hall.Verify.Run(context.Background())
	check(t, err)
	clerk = w.as("clerk-440605011", "", "workbench")
	if m := marks(); n != 2 || m["form.people[r1].village"] != "matches" || m["form.people[r2].village"] != "differs" {
		t.Errorf("%d verified: %v", n, m)
	}
	clerk.do("GET", "/api/staff/cases/"+number, "").want(200).has("北边的村", "河西社区", `"event":"verify"`)
	w.as("P004", "", "web").do("GET", "/api/cases/"+number, "").want(200).has(`"result":"differs"`).hasNot("河西社区", `"said"`)
}
