package api_test

import (
	"context"
	"strings"
	"testing"
	"time"
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
