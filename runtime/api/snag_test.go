package api_test

import (
	"fmt"
	"testing"
	"time"
)

// What somebody could not get done is told without signing in, handed over, answered and closed; who told it sees the answer.
func TestSnag(t *testing.T) {
	w := newWorld(t)
	tell := func(b *browser, key, more string) answer {
		return b.do("POST", "/api/snags", fmt.Sprintf(`{"text": "跑了三趟都没办成CANARY", "key": %q%s}`, key, more))
	}
	tell(w.nobody(), "snag-0000001", "").want(422).has("phone")
	a := tell(w.nobody(), "snag-0000001", `, "item": "elder_allowance", "name": "老王", "phone": "0757-86100000"`).want(201).has("高龄津贴申领", `"due":"2026-11-30"`)
	code := a.str("code")
	away := w.nobody()
	away.from = "203.0.113.9:4321" // the answer got lost, and the phone is in another network now
	if again := tell(away, "snag-0000001", `, "item": "elder_allowance", "name": "老王", "phone": "0757-86100000"`).want(201); again.str("code") != code || w.rows("snags") != 1 {
		t.Errorf("sent again, it has the code %q, and there are %d", again.str("code"), w.rows("snags"))
	}
	w.nobody().do("POST", "/api/snags/look", `{"code": "`+code+`"}`).want(200).has("CANARY").hasNot("老王", "86100000")
	w.nobody().do("POST", "/api/snags/look", `{"code": "000000000000"}`).want(404)
	w.nobody().do("POST", "/api/snags/look", `{"code": "x"}`).want(422)

	chen := w.as("P004", "", "web")
	number := chen.handIn()
	mine := tell(chen, "snag-0000002", `, "case": "`+number+`"`).want(201).hasNot(`"code"`)
	chen.do("GET", "/api/snags", "").want(200).has(mine.str("id"), "高龄津贴申领")
	other := w.as("P009", "", "web")
	other.do("GET", "/api/snags", "").want(200).hasNot("CANARY")
	tell(other, "snag-0000003", `, "case": "`+number+`"`).want(422).hasNot("高龄")

	office := w.as("service_office", "", "workbench")
	office.do("GET", "/api/staff/snags", "").want(200).has("老王", "86100000", `"may":true`, mine.str("id"))
	w.as("supervisor", "", "workbench").do("GET", "/api/staff/snags", "").want(200).has(mine.str("id")).hasNot(`"may":true`) // looks on
	clerk := w.as(firstOne, "", "workbench")
	clerk.do("GET", "/api/staff/snags", "").want(200).hasNot("CANARY") // nothing was handed to its office
	steps := "/api/staff/snags/" + mine.str("id") + "/steps"
	clerk.do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(404)
	w.as("supervisor", "", "workbench").do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(403)
	chen.do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(403)
	office.do("POST", steps, `{"version": 1, "act": "close", "outcome": "solved", "text": "x"}`).want(409) // not answered yet
	office.do("POST", steps, `{"version": 1, "act": "hand", "office": "no_such", "text": "x"}`).want(422)
	office.do("POST", steps, `{"version": 1, "act": "hand", "office": "`+guicheng+`", "text": "请核实INSIDE"}`).want(200)
	clerk.do("GET", "/api/staff/snags", "").want(200).has(mine.str("id")).hasNot("老王")
	w.as("clerk-440605121", "", "workbench").do("GET", "/api/staff/snags", "").want(200).hasNot("CANARY")
	clerk.do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(409) // it has moved on
	clerk.do("POST", steps, `{"version": 2, "act": "answer", "text": "材料已补录，您不用再来"}`).want(200)
	chen.do("GET", "/api/snags", "").want(200).has("您不用再来", `"state":"answered"`).hasNot("INSIDE", "窗口人员")
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM notices WHERE kind = 'snag.answered'"); n != "1" {
		t.Errorf("%s are told", n)
	}
	clerk.do("POST", steps, `{"version": 3, "act": "close", "outcome": "nothing", "text": "x"}`).want(422)
	clerk.do("POST", steps, `{"version": 3, "act": "close", "outcome": "solved", "text": "已办成"}`).want(200).has(`"state":"closed"`)
	clerk.do("POST", steps, `{"version": 4, "act": "answer", "text": "x"}`).want(409)
	w.clock.Move(9 * 24 * time.Hour)
	w.as("service_office", "", "workbench").do("GET", "/api/staff/snags", "").want(200).has(`"late":true`)
	if w.events("snag.tell", "") != 2 || w.events("snag.handle", mine.str("id")) != 3 {
		t.Error("not all of it is written down")
	}
	for i := range 12 {
		tell(w.nobody(), fmt.Sprintf("snag-1%06d", i), `, "phone": "0757-86100000"`)
	}
	tell(w.nobody(), "snag-2000000", `, "phone": "0757-86100000"`).want(429)
}
