package api_test

import "testing"

// A good answer is proposed, published by another person than who proposed it, read by everybody who opens the item, and
// withdrawn; nobody is recognised in it.
func TestFAQ(t *testing.T) {
	w := newWorld(t)
	chen, clerk, office := w.as("P004", "", "web"), w.as(firstOne, "", "workbench"), w.as("service_office", "", "workbench")
	id := chen.do("POST", "/api/consultations", `{"item": "elder_allowance", "office": "`+guicheng+`", "text": "外地社保卡能领吗", "key": "ask-0000001"}`).want(201).str("id")
	propose := func(b *browser, key, ask, more string) answer {
		return b.do("POST", "/api/staff/faq", `{"consultation": "`+id+`", "ask": "`+ask+`", "answer": "能，换成本地的更快FAQCANARY，0757-86101002"`+more+`, "key": "`+key+`"}`)
	}
	const question = "外地的社保卡能领津贴吗？"
	propose(clerk, "faq-0000001", question, "").want(409) // not answered yet
	clerk.do("POST", "/api/staff/consultations/"+id+"/steps", `{"version": 1, "act": "answer", "text": "能"}`).want(200)
	propose(w.as("clerk-440605121", "", "workbench"), "faq-0000001", question, "").want(404)
	propose(w.as("supervisor", "", "workbench"), "faq-0000001", question, "").want(403)
	propose(chen, "faq-0000001", question, "").want(403)
	propose(clerk, "faq-0000001", "", "").want(422).has("body.ask")
	propose(clerk, "faq-0000001", "陈伯年能领吗", "").want(422).has("body.ask")
	propose(clerk, "faq-0000001", "我的号码13900000001能领吗", "").want(422).has("body.ask")
	propose(clerk, "faq-0000001", question, `, "askEn": "Can I?"`).want(422).has("body.answerEn")
	english := `, "askEn": "Is a card from elsewhere good?", "answerEn": "It is, INENGLISH"`
	faq := propose(clerk, "faq-0000001", question, english).want(201).has(`"state":"proposed"`, "高龄津贴申领").hasNot(`"mayReview":true`)
	if again := propose(clerk, "faq-0000001", question, english).want(201); again.str("id") != faq.str("id") {
		t.Error("the same key proposed another")
	}
	clerk.do("GET", "/api/staff/consultations", "").want(200).has(`"faq":"proposed"`)
	chen.do("GET", "/api/consultations", "").want(200).hasNot(`"faq"`)
	propose(office, "faq-0000002", question, "").want(409) // it is proposed already
	item := func(language string) answer {
		return w.nobody().do("GET", "/api/items/elder_allowance?language="+language, "").want(200)
	}
	item("zh-Hans").hasNot("FAQCANARY")
	review := "/api/staff/faq/" + faq.str("id") + "/review"
	clerk.do("POST", review, `{"version": 1, "publish": true}`).want(403)
	w.as("supervisor", "", "workbench").do("POST", review, `{"version": 1, "publish": true}`).want(403)
	chen.do("POST", review, `{"version": 1, "publish": true}`).want(403)
	office.do("GET", "/api/staff/faq", "").want(200).has("FAQCANARY", `"mayReview":true`)
	office.do("POST", review, `{"version": 1, "publish": false}`).want(422).has("body.note")
	for range 2 {
		office.do("POST", review, `{"version": 1, "publish": true}`).want(200).has(`"state":"published"`, `"mayWithdraw":true`)
	}
	office.do("POST", review, `{"version": 1, "publish": false, "note": "x"}`).want(409)
	item("zh-Hans").has("FAQCANARY", question)
	clerk.do("GET", "/api/staff/consultations", "").want(200).has(`"faq":"published"`)
	item("en").has("INENGLISH").hasNot("FAQCANARY")
	w.nobody().do("GET", "/api/items/food_business_licence_new", "").want(200).hasNot("FAQCANARY")
	w.nobody().do("POST", "/api/answers", `{"item": "elder_allowance", "text": "外地社保卡"}`).want(200).has("FAQCANARY")
	w.nobody().do("POST", "/api/answers", `{"text": "外地社保卡"}`).want(200).has("FAQCANARY")
	clerk.do("GET", "/api/staff/faq", "").want(200).has("FAQCANARY").hasNot(`"mayWithdraw":true`) // sees it stand there
	withdraw := "/api/staff/faq/" + faq.str("id") + "/withdraw"
	clerk.do("POST", withdraw, `{"version": 2, "note": "x"}`).want(403)
	office.do("POST", withdraw, `{"version": 2, "note": ""}`).want(422)
	office.do("POST", withdraw, `{"version": 2, "note": "规定变了"}`).want(200).has(`"state":"withdrawn"`)
	item("zh-Hans").hasNot("FAQCANARY")
	clerk.do("GET", "/api/staff/faq", "").want(200).has("规定变了").hasNot(`"mayWithdraw":true`)
	if w.events("faq.propose", "") != 1 || w.events("faq.review", faq.str("id")) != 1 || w.events("faq.withdraw", faq.str("id")) != 1 {
		t.Error("not all of it is written down")
	}
}
