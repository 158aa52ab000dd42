package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const elder = "elder_allowance"

// begin starts a draft of the old-age allowance and gives its id.
func (b *browser) begin(item string) string {
	b.t.Helper()
	return b.do("POST", "/api/drafts", fmt.Sprintf(`{"item": %q}`, item)).want(201).str("id")
}

// patch changes the draft at its present version.
func (b *browser) patch(id, change string) answer {
	b.t.Helper()
	v := b.do("GET", "/api/drafts/"+id, "").want(200).num("version")
	return b.do("PATCH", "/api/drafts/"+id, `{"version": `+v+`, `+strings.TrimPrefix(strings.TrimSpace(change), "{"))
}

const elderAnswers = `{"answers": {"claim": "first", "living": "child", "account_type": "social_card", "bank": "rural_commercial",
	"account_no": "6222020000000000042", "emergency_name": "陈启航", "emergency_phone": "13900000001", "promise": true}}`

// fill fills everything that elder_allowance asks of somebody for himself, and confirms what was
// filled in.
func (b *browser) fill(id string) answer {
	b.t.Helper()
	b.patch(id, elderAnswers).want(200)
	b.upload("/api/drafts/"+id+"/files?material=bank_book", "首页.pdf", pdf).want(201)
	b.confirmAll(id)
	return b.patch(id, `{"sign": ["application"]}`).want(200)
}

// confirmAll confirms what submission waits for.
func (b *browser) confirmAll(id string) {
	b.t.Helper()
	a := b.do("GET", "/api/drafts/"+id+"?as=submission", "").want(200)
	var confirm []string
	for _, x := range list(a.at("view", "state", "blocked")) {
		if m := x.(map[string]any); m["kind"] == "confirm" {
			confirm = append(confirm, m["path"].(string))
		}
	}
	raw, err := json.Marshal(confirm)
	check(b.t, err)
	b.patch(id, `{"confirmed": `+string(raw)+`}`).want(200)
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func (b *browser) submit(id, key string) answer {
	b.t.Helper()
	v := b.do("GET", "/api/drafts/"+id, "").want(200).num("version")
	return b.do("POST", "/api/drafts/"+id+"/submit", `{"version": `+v+`, "key": "`+key+`"}`)
}

// The whole way: item, draft on one channel, going on on another, submission, the clerk's return, the
// change, the clerk's pass.
func TestTheWholeWay(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	chen.do("GET", "/api/items/"+elder, "").want(200).has("高龄津贴申领", "陈伯年", "guicheng_civil_affairs").hasNot(`"answers":{"`)

	id := chen.begin(elder)
	a := chen.do("GET", "/api/drafts/"+id, "").want(200)
	if got := a.str("view", "state", "fields", "form.applicant_name", "value"); got != "陈伯年" {
		t.Errorf("the name is not filled in: %q", got)
	}
	chen.patch(id, `{"answers": {"claim": "first", "living": "home", "care_org": "样例养老院"}, "step": "form/household"}`).want(200)
	chen.patch(id, `{"answers": {"living": "child"}}`).want(200)

	kiosk := w.as("P004", "", "kiosk")
	kiosk.do("GET", "/api/drafts", "").want(200).has(id, `"step":"form/household"`, "高龄津贴申领")
	kiosk.do("GET", "/api/drafts/"+id, "").want(200).has("样例养老院") // a hidden answer stays in the draft
	kiosk.fill(id)
	done := kiosk.submit(id, "key-00000001").want(201)
	number := done.str("case", "number")
	if number != "440605-20261123-00001" {
		t.Errorf("number %q", number)
	}
	done.has("guicheng_civil_affairs", "桂城公共服务办公室", `"promised":"5wd"`, "2026-11-30")
	kiosk.do("GET", "/api/drafts", "").want(200).hasNot(id)
	kiosk.do("GET", "/api/drafts/"+id, "").want(409).has(number)

	stored := w.value("SELECT content || input || state FROM submissions WHERE number = ?", number)
	for _, gone := range []string{"样例养老院", `"care_org":"`} {
		if strings.Contains(stored, gone) {
			t.Errorf("the hidden answer %q was submitted: %s", gone, around(stored, gone))
		}
	}
	if left := w.value("SELECT content || facts FROM applications WHERE id = ?", id); left != "{}[]" {
		t.Errorf("the draft still holds %s", left)
	}

	chen.do("GET", "/api/cases", "").want(200).has(number, "已提交，待预审").hasNot("13900000001")
	chen.do("GET", "/api/cases/"+number, "").want(200).has("提交申请", "自助终端")
	receipt := chen.do("GET", "/api/cases/"+number+"/receipt", "").want(200).has(number, "高龄津贴申领", "陈伯年", "5个工作日", "户口簿", "免交", "不是受理通知书").
		hasNot("<script", "style=", "<style")
	if ct := receipt.header.Get("Content-Type"); !strings.HasPrefix(ct, "text/html") {
		t.Errorf("content type %q", ct)
	}
	chen.do("GET", "/api/receipt.css", "").want(200).has("@media print")

	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("GET", "/api/staff/cases?state=submitted", "").want(200).has(number, "陈伯年", `"submitted":1`)
	clerk.search("00001").want(200).has(number)
	clerk.search("陈伯").want(200).has(number)
	clerk.search("_0000_").want(200).hasNot(number)
	clerk.do("GET", "/api/staff/cases?state=precheck_passed", "").want(200).hasNot(number)
	clerk.do("GET", "/api/staff/cases/"+number, "").want(200).has("6222020000000000042", `"verdict":"pass"`)
	if n := w.events("case.view", number); n != 1 {
		t.Errorf("%d looks written down", n)
	}
	pre := "/api/staff/cases/" + number + "/precheck"
	clerk.do("POST", pre, `{"version": 1, "pass": false, "opinion": " ", "key": "pre-00000001"}`).want(422).has("退回时要写明")
	clerk.do("POST", pre, `{"version": 1, "pass": false, "opinion": "请补\u202e话电", "key": "pre-00000001"}`).want(422).has(`"path":"opinion"`, "改变文字方向")
	clerk.do("POST", pre, `{"version": 9, "pass": false, "opinion": "x", "key": "pre-00000001"}`).want(409)
	back := `{"version": 1, "pass": false, "opinion": "请补紧急联系人的电话", "key": "pre-00000001"}`
	clerk.do("POST", pre, back).want(200).has("precheck_failed")
	clerk.do("POST", pre, back).want(200).has("precheck_failed")                              // its answer was lost
	clerk.do("POST", pre, strings.Replace(back, "电话", "地址", 1)).want(409).has(`"path":"key"`) // another order
	clerk.do("POST", pre, strings.Replace(back, `"version": 1`, `"version": 2`, 1)).want(409)
	clerk.do("POST", pre, `{"version": 2, "pass": true, "opinion": "", "key": "pre-00000009"}`).want(409)
	if n := w.events("case.precheck", number); n != 1 {
		t.Errorf("%d events of one precheck", n)
	}

	chen.do("GET", "/api/cases/"+number, "").want(200).has("请补紧急联系人的电话", "预审退回", "桂城公共服务办公室").hasNot("clerk-440605011")
	again := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).has("6222020000000000042")
	draft := again.str("id")
	if other := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id"); other != draft {
		t.Errorf("a second draft of the same case: %s", other)
	}
	chen.patch(draft, `{"answers": {"emergency_phone": "13900000002"}}`).want(200)
	chen.patch(draft, `{"sign": ["application"]}`).want(200)
	chen.submit(draft, "key-00000002").want(201).has(number, `"round":2`, `"state":"submitted"`)
	if n := w.rows("submissions"); n != 2 {
		t.Errorf("%d submissions", n)
	}
	clerk.do("POST", pre, `{"version": 3, "pass": true, "opinion": "材料齐全", "key": "pre-00000002"}`).want(200).has("precheck_passed", "预审通过")
	chen.do("GET", "/api/cases/"+number, "").want(200).has("修改后重新提交", "预审通过", "材料齐全")
	chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(409)
	for act, n := range map[string]int{"draft.submit": 1, "case.correct": 1, "case.precheck": 2} {
		if got := w.events(act, number); got != n {
			t.Errorf("%s: %d events, want %d", act, got, n)
		}
	}
}
