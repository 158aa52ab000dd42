package api_test

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// A question is asked about an item, handed over, answered within the promised time, followed up once, and judged; nobody
// else sees it, and staff sees no name and no number of a person.
func TestConsultation(t *testing.T) {
	w := newWorld(t)
	chen, other := w.as("P004", "", "web"), w.as("P009", "", "web")
	ask := func(b *browser, key, more string) answer {
		return b.do("POST", "/api/consultations", fmt.Sprintf(`{"text": "我父亲440622194402209917怎么领CANARY，电话13900000001", "key": %q%s}`, key, more))
	}
	w.nobody().do("GET", "/api/consultations/about?item=elder_allowance", "").want(200).has(guicheng, `"days":3`, `"due":"2026-11-26"`)
	w.nobody().do("GET", "/api/consultations/about", "").want(200).has(`"id":""`, `"days":3`)
	w.nobody().do("GET", "/api/consultations/about?item=no_such", "").want(404)
	w.nobody().do("POST", "/api/answers", `{"item": "elder_allowance", "text": ""}`).want(200).has(`"ask":`)
	w.nobody().do("POST", "/api/answers", `{"text": "什么"}`).want(200).has(`"answers":[]`)
	w.nobody().do("POST", "/api/answers", `{"item": "no_such"}`).want(404)
	ask(w.nobody(), "ask-0000001", "").want(401)
	ask(w.as(firstOne, "", "workbench"), "ask-0000001", "").want(403)
	chen.do("POST", "/api/consultations", `{"text": " ", "key": "ask-0000001"}`).want(422).has("body.text")
	ask(chen, "ask-0000001", `, "item": "elder_allowance", "office": "no_such"`).want(422).has("body.office")
	ask(chen, "ask-0000001", `, "item": "no_such"`).want(404)
	a := ask(chen, "ask-0000001", `, "item": "elder_allowance", "office": "`+guicheng+`"`).want(201).has("高龄津贴申领", `"number":"ZX2026-00001"`, `"due":"2026-11-26"`)
	if again := ask(chen, "ask-0000001", `, "item": "elder_allowance", "office": "`+guicheng+`"`).want(201); again.str("id") != a.str("id") || w.rows("consultations") != 1 {
		t.Error("the same key made another")
	}
	number := chen.handIn()
	ask(other, "ask-0000002", `, "case": "`+number+`"`).want(422).hasNot("高龄")
	ask(chen, "ask-0000002", `, "case": "`+number+`"`).want(201).has(`"number":"ZX2026-00002"`, number)
	ask(chen, "ask-0000003", "").want(201).hasNot(`"office"`) // about no item: the government-service office
	chen.do("GET", "/api/consultations", "").want(200).has(a.str("id"), "13900000001", `"state":"open"`)
	other.do("GET", "/api/consultations", "").want(200).hasNot("CANARY")

	clerk, office, supervisor := w.as(firstOne, "", "workbench"), w.as("service_office", "", "workbench"), w.as("supervisor", "", "workbench")
	clerk.do("GET", "/api/staff/consultations", "").want(200).has(a.str("id"), "CANARY", "ZX2026-00002", `"may":true`, "139****0001").
		hasNot("440622194402209917", "13900000001", "陈伯年", "ZX2026-00003")
	supervisor.do("GET", "/api/staff/consultations", "").want(200).has("ZX2026-00001", "ZX2026-00003").hasNot("440622194402209917", `"may":true`)
	steps := "/api/staff/consultations/" + a.str("id") + "/steps"
	w.as("clerk-440605121", "", "workbench").do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(404)
	supervisor.do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(403)
	chen.do("POST", steps, `{"version": 1, "act": "answer", "text": "x"}`).want(403)
	clerk.do("POST", steps, `{"version": 1, "act": "answer", "text": ""}`).want(422)
	clerk.do("POST", steps, `{"version": 1, "act": "hand", "office": "`+guicheng+`", "text": "x"}`).want(422) // it is there
	clerk.do("POST", steps, `{"version": 1, "act": "hand", "office": "no_such", "text": "x"}`).want(422)
	clerk.do("POST", steps, `{"version": 1, "act": "hand", "text": "请统一答复INSIDE"}`).want(200).hasNot(`"may":true`)
	clerk.do("GET", "/api/staff/consultations", "").want(200).hasNot(a.str("id"))
	chen.do("POST", "/api/consultations/"+a.str("id")+"/helped", `{"helped": true}`).want(409)
	chen.do("POST", "/api/consultations/"+a.str("id")+"/follow", `{"text": "x"}`).want(409)

	// Ten clicks are one answer, and one notice.
	answer := `{"version": 2, "act": "answer", "text": "带身份证到桂城公共服务办公室"}`
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() { office.do("POST", steps, answer).want(200) })
	}
	all.Wait()
	office.do("POST", steps, `{"version": 2, "act": "answer", "text": "另一个答复"}`).want(409).has("政务服务办") // who was first
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM notices WHERE kind = 'consultation.answered'"); n != "1" {
		t.Errorf("%s are told", n)
	}
	chen.do("GET", "/api/notices", "").want(200).has("ZX2026-00001", `"kind":"consultation"`).hasNot("CANARY")
	chen.do("GET", "/api/consultations", "").want(200).has("带身份证", `"state":"answered"`, `"mayFollow":true`).hasNot("INSIDE", "政务服务办人员")
	other.do("POST", "/api/consultations/"+a.str("id")+"/follow", `{"text": "x"}`).want(404)
	other.do("POST", "/api/consultations/"+a.str("id")+"/helped", `{"helped": true}`).want(404)
	chen.do("POST", "/api/consultations/"+a.str("id")+"/helped", `{"helped": false}`).want(200).has(`"helped":"no"`)
	for range 2 {
		chen.do("POST", "/api/consultations/"+a.str("id")+"/follow", `{"text": "户口本要不要，13900000001"}`).want(200).has(`"state":"open"`).hasNot(`"helped"`)
	}
	w.clock.Move(9 * 24 * time.Hour)
	office = w.as("service_office", "", "workbench")
	office.do("GET", "/api/staff/consultations", "").want(200).has(`"late":true`, "户口本").hasNot("13900000001")
	office.do("POST", steps, `{"version": 4, "act": "answer", "text": "不用"}`).want(200)
	chen = w.as("P004", "", "web")
	chen.do("POST", "/api/consultations/"+a.str("id")+"/follow", `{"text": "再问"}`).want(409)
	chen.do("POST", "/api/consultations/"+a.str("id")+"/helped", `{"helped": true}`).want(200).has(`"helped":"yes"`)
	if w.events("consultation.ask", "") != 3 || w.events("consultation.answer", a.str("id")) != 3 || w.events("consultation.follow", a.str("id")) != 3 {
		t.Error("not all of it is written down")
	}
	for i := range 8 {
		ask(chen, fmt.Sprintf("ask-1%06d", i), "").want(201)
	}
	ask(chen, "ask-2000000", "").want(413)
}
