package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/identity"
)

// orders are sent to one case; each has a key of its own and the version that stands there.
type orders struct {
	*browser
	number string
}

func (b *browser) at(number string) orders { return orders{b, number} }

var keys int

// send orders something; more are further members of the body: `"answer": "agree"`.
func (o orders) send(path, more string) answer {
	o.t.Helper()
	keys++
	version := o.value("SELECT CAST(version AS TEXT) FROM cases WHERE number = ?", o.number)
	if more != "" {
		more = ", " + more
	}
	root := "/api/staff/cases/"
	if !strings.Contains(o.channel, "workbench") {
		root = "/api/cases/"
	}
	return o.do("POST", root+o.number+"/"+path, fmt.Sprintf(`{"version": %s, "key": "order-%08d"%s}`, version, keys, more))
}

// page is the case as the browser's person sees it.
func (o orders) page() answer {
	o.t.Helper()
	root := "/api/cases/"
	if o.channel == "workbench" {
		root = "/api/staff/cases/"
	}
	return o.do("GET", root+o.number, "").want(200)
}

// staffOf signs the staff in who handle a case: window, who examines, who decides.
func (w *world) staffOf(number string) (clerk, approver, leader orders) {
	w.t.Helper()
	office := w.value("SELECT office FROM cases WHERE number = ?", number)
	for _, a := range []string{"clerk-440605", "clerk-440605011", "clerk-440605121", "clerk-440605122", "clerk-440605123", "clerk-440605124", "clerk-440605125", "clerk-440605126"} {
		acc, err := w.accounts.Account(context.Background(), a)
		if err != nil || acc.Staff == nil {
			continue
		}
		for _, p := range acc.Staff.Posts {
			if p.Office == office {
				return w.as(a, "", "workbench").at(number), w.as("approver", "", "workbench").at(number), w.as("leader", "", "workbench").at(number)
			}
		}
	}
	w.t.Fatalf("no clerk serves %s", office)
	return
}

// precheck passes a case with a finding for each open check.
func (o orders) precheck() answer {
	o.t.Helper()
	findings := map[string]string{}
	a := o.send("precheck", `"pass": true, "opinion": ""`)
	if a.status == 422 {
		for _, id := range openChecks(o.page()) {
			findings[id] = "fits"
		}
		raw, err := json.Marshal(findings)
		check(o.t, err)
		a = o.send("precheck", `"pass": true, "opinion": "", "findings": `+string(raw))
	}
	return a
}

// openChecks are the ids of what a person has to look at in pre-examination, as the workbench works them out.
func openChecks(a answer) []string {
	var out []string
	rules, _ := a.at("view", "state", "rules").(map[string]any)
	for id, r := range rules {
		if res := r.(map[string]any)["result"]; res != "off" && res != "true" {
			out = append(out, "rule."+id)
		}
	}
	for _, n := range list(a.at("view", "state", "review")) {
		out = append(out, "review."+n.(string))
	}
	materials, _ := a.at("view", "state", "materials").(map[string]any)
	for path, m := range materials {
		if m.(map[string]any)["state"] == "promised" {
			out = append(out, "promise."+path)
		}
	}
	fields, _ := a.at("view", "state", "fields").(map[string]any)
	for _, x := range list(a.at("view", "plan", "fields")) {
		f := x.(map[string]any)
		st, _ := fields["form."+f["id"].(string)].(map[string]any)
		if f["point"] != nil && f["step"] == "precheck" && st["shown"] == true {
			out = append(out, "point."+f["id"].(string))
		}
	}
	return out
}

// answersFor fills in a step of the workbench: findings pass, what else is needed as given.
func answersFor(a answer, step string, more map[string]any) string {
	fields, _ := a.at("view", "state", "fields").(map[string]any)
	out := map[string]any{}
	for _, x := range list(a.at("view", "plan", "fields")) {
		f := x.(map[string]any)
		st, _ := fields["form."+f["id"].(string)].(map[string]any)
		if f["step"] == step && st["shown"] == true && f["type"] == "finding" {
			out[f["id"].(string)] = "pass"
		}
	}
	for k, v := range more {
		out[k] = v
	}
	raw, _ := json.Marshal(out)
	return `"answers": ` + string(raw)
}

// From submission to result, fully online: three people, each document, each line of the timeline, and the record
// among the holder's.
func TestElderAllowanceToTheEnd(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, approver, leader := w.staffOf(number)
	leader.send("decision", `"outcome": "granted"`).want(409)
	clerk.send("accept", "").want(409)
	clerk.precheck().want(200).has(`"state":"precheck_passed"`)
	clerk.page().has(`"event":"accept"`, `"waits":"office"`)
	chen.at(number).send("step", `"step": "village_check"`).want(409)
	done := clerk.send("accept", "").want(200).has(`"state":"accepted"`, `"due":"2026-11-30"`, `"accepted":"2026-11-23"`)
	_ = done
	chen.at(number).page().has("收件回执", "受理通知书", `"light":"green"`, `"left":5`)
	approver.send("step", `"step": "village_check", "answer": "found"`).want(422).has("要填写")
	approver.send("step", `"step": "village_check", "answer": "found", "answers": {"bank": "x"}`).want(422)
	approver.send("step", `"step": "home_visit", "answer": "found"`).want(409)
	approver.send("step", `"step": "village_check", "answer": "not_found", `+answersFor(approver.page(), "village_check", nil)).want(200).has(`"state":"in_review"`)
	approver.send("step", `"step": "home_visit", "answer": "found", `+answersFor(approver.page(), "home_visit", nil)).want(200)
	approver.send("step", `"step": "review", `+answersFor(approver.page(), "review", nil)).want(200).has(`"steps":["decide"]`)
	clerk.send("decision", `"outcome": "granted"`).want(403)
	approver.send("decision", `"outcome": "granted"`).want(403)
	leader.send("decision", `"outcome": "refused"`).want(422) // without a reason
	// Who decides sends it back, once more looked at; what the decision would write is seen before, and held to.
	preview := "/api/staff/cases/" + number + "/decision/preview"
	leader.do("POST", preview, `{"outcome": "refused", "opinion": "不符合"}`).want(200).has("不予", "行政复议", "不符合", `"results":[]`)
	approver.do("POST", preview, `{"outcome": "granted"}`).want(403)
	leader.send("send-back", "").want(422)
	approver.send("send-back", `"opinion": "再看看"`).want(403)
	leader.send("send-back", `"opinion": "请核对居住情况"`).want(200).has(`"state":"in_review"`, `"steps":["review"]`)
	leader.send("send-back", `"opinion": "请核对居住情况"`).want(409)
	approver.page().has("退回审查", "请核对居住情况")
	chen.at(number).page().hasNot("请核对居住情况")
	approver.send("step", `"step": "review", `+answersFor(approver.page(), "review", nil)).want(200).has(`"steps":["decide"]`)
	shown := leader.do("POST", preview, `{"outcome": "granted"}`).want(200).has("高龄津贴审批结果通知书", `"kind":"record"`).str("digest")
	leader.send("decision", `"outcome": "granted", "opinion": "同意", "shown": "`+shown+`"`).want(409).has("再看一遍")
	leader.send("decision", `"outcome": "granted", "shown": "`+shown+`"`).want(200).has(`"state":"done"`, `"outcome":"granted"`, "已办结（准予）")
	page := chen.at(number).page().has("准予", "高龄津贴审批结果通知书", "送达回证", `"kind":"record"`, `"of":"benefits"`).hasNot(`"work":[{`, `"findings":{`)
	seq := 0
	for _, d := range list(page.at("handling", "documents")) {
		doc := d.(map[string]any)
		if n := doc["number"].(string); !strings.Contains(n, "〔2026〕") || !strings.HasSuffix(n, "00001号") {
			t.Errorf("number of a document: %s", n)
		}
		seq++
		if got := fmt.Sprint(doc["seq"]); got != fmt.Sprint(seq) {
			t.Errorf("document %s stands at %d", got, seq)
		}
		chen.do("GET", fmt.Sprintf("/api/cases/%s/documents/%d", number, seq), "").want(200).has("陈伯年", number, doc["title"].(string))
		englishOf(t, chen, number, seq).has("Old-age allowance")
	}
	w.as("P009", "", "web").do("GET", "/api/cases/"+number+"/documents/1", "").want(404)
	w.as("supervisor", "", "workbench").do("GET", "/api/cases/"+number+"/documents/1", "").want(403)
	for act, n := range map[string]int{"case.accept": 1, "case.examine": 4, "case.decide": 2} {
		if got := w.events(act, number); got != n {
			t.Errorf("%s: %d events, want %d", act, got, n)
		}
	}
	w.told(number, "case.submitted case.prechecked case.accepted case.delivered")
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM own_records WHERE source = 'benefits' AND lookup_key = '440622194402209917'"); n != "1" {
		t.Errorf("%s records of the benefit", n)
	}
	// What he has now is known to the next evaluation.
	id := chen.begin(elder)
	if got := chen.do("GET", "/api/drafts/"+id, "").want(200); !strings.Contains(got.text, "elder_allowance") || got.str("view", "state", "verdict") == "pass" {
		t.Errorf("he has it already, and the verdict is %s", got.str("view", "state", "verdict"))
	}
}

// A business licence that was granted here stands among the new firm's at once: the food permit asks for no copy.
func TestTheNextPaperFallsAway(t *testing.T) {
	w := newWorld(t)
	he := w.as("P007", "", "web")
	id := he.begin("sole_proprietor_registration")
	he.patch(id, `{"answers": {"form_type": "personal", "place_source": "rent", "place_region": "440605126", "place_address": "佛山市南海区里水镇和顺示例路22号",
		"residential": false, "promise_place_legal": true, "industry_code": "6210", "scope_items": [{"_row": "s1", "item": "H101"}], "employees": 2,
		"capital": "50000", "no_name": false, "name_admin": "佛山市南海区", "name_brand": "示例香", "name_industry": "餐饮", "name_form": "店",
		"promise_not_prohibited": true, "deliver": "electronic"}, "promised": ["place_doc"]}`).want(200)
	he.confirmAll(id)
	he.patch(id, `{"sign": ["application"]}`).want(200)
	number := he.submit(id, "key-sole-0001").want(201).has(`"state":"decided_yes"`, "即办，准予", `"steps":["make"]`).str("case", "number")
	firm := identity.Applicant{ID: "organisation/NEW", Kind: identity.Organisation, No: newUSCC, Name: "佛山市南海区示例香餐饮店", ActsAs: identity.Self, Proven: true}
	w.accounts.mu.Lock()
	w.accounts.more = map[string][]identity.Applicant{"P007": {firm}}
	w.accounts.mu.Unlock()
	paper := func() (string, string) {
		boss := w.as("P007", "organisation/NEW", "web")
		a := boss.do("GET", "/api/drafts/"+boss.begin("food_business_licence_new"), "").want(200)
		return a.str("view", "state", "materials", "licence_copy", "state"), a.str("view", "state", "materials", "licence_copy", "evidence", "number")
	}
	if state, _ := paper(); state == "reused" {
		t.Fatal("the licence was there before it was given")
	}
	clerk, _, _ := w.staffOf(number)
	clerk.send("issue", "").want(422)
	clerk.send("issue", `"answers": {"new_uscc": "91440605MA5EXAMP1A"}`).want(422)
	clerk.send("issue", `"answers": {"new_uscc": "`+newUSCC+`"}`).want(200).has(`"state":"done"`)
	he.at(number).page().has("营业执照", newUSCC, `"kind":"licence"`)
	if state, no := paper(); state != "reused" || no != newUSCC {
		t.Errorf("the copy of the licence is %s by %s", state, no)
	}
	// Sent again, nothing is given twice; who asked later is told.
	clerk.send("issue", `"answers": {"new_uscc": "`+newUSCC+`"}`).want(409)
	if n := w.value("SELECT CAST(count(*) AS TEXT) FROM own_records"); n != "3" {
		t.Errorf("%s records", n)
	}
}

// newUSCC is the number that the new firm gets.
const newUSCC = "92440605MA5EXAMP01"

// Two at once: one wins; the other is told by whom and what, and what he sent changed nothing.
func TestTheOtherIsToldWho(t *testing.T) {
	w := newWorld(t)
	number := w.as("P004", "", "web").handIn()
	clerk, _, _ := w.staffOf(number)
	clerk.precheck().want(200)
	var all sync.WaitGroup
	status := make([]answer, 8)
	for i := range status {
		all.Go(func() {
			path, more := "accept", ""
			if i%2 == 1 {
				path, more = "transfer", `, "opinion": "请到社保窗口"`
			}
			status[i] = clerk.do("POST", "/api/staff/cases/"+number+"/"+path, fmt.Sprintf(`{"version": 2, "key": "race-%08d"%s}`, i, more))
		})
	}
	all.Wait()
	won := 0
	for _, a := range status {
		switch a.status {
		case 200:
			won++
		case 409:
			a.has("窗口", "请看过再办")
		default:
			t.Errorf("status %d: %s", a.status, a.text)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	// The same order, sent again, is the same; its key stands for nothing else.
	for i, a := range status {
		if a.status == 200 && i%2 == 0 {
			clerk.do("POST", "/api/staff/cases/"+number+"/accept", fmt.Sprintf(`{"version": 2, "key": "race-%08d"}`, i)).want(200)
			clerk.do("POST", "/api/staff/cases/"+number+"/receive", fmt.Sprintf(`{"version": 2, "key": "race-%08d"}`, i)).want(409)
		}
	}
}

// One notice lists all; what it names can be changed and nothing else; the clerk sees old and new; the clock stands;
// a second notice is refused.
func TestCorrection(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, _, _ := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("receive", "").want(200).has(`"state":"received"`)
	clerk.send("correction", `"parts": []`).want(422)
	clerk.send("correction", `"parts": [{"path": "form.nonsense", "reason": "x"}]`).want(422)
	clerk.send("correction", `"parts": [{"path": "form.emergency_phone", "reason": ""}]`).want(422)
	clerk.send("correction", `"opinion": "请补正", "parts": [{"path": "form.emergency_phone", "reason": "打不通", "mend": "填打得通的号码"}, {"path": "materials.bank_book", "reason": "看不清", "mend": "重拍"}]`).
		want(200).has(`"state":"correction"`, `"waits":"applicant"`, `"actBy":"2026-12-23"`)
	chen.at(number).page().has("补正材料通知书", "打不通", "重拍", `"until":"2026-12-23"`)
	notice := englishOf(t, chen, number, 3).has("Notice of correction", "Time to correct, until: <strong>23 December 2026</strong>", "first page of the passbook", "打不通", "重拍").hasNot("没有列出")
	clerk.do("GET", "/api/cases/"+number+"/documents/3?language=en", "").want(200).has(notice.text)
	w.clock.Move(49 * time.Hour)
	chen = w.as("P004", "", "web")
	draft := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).has(`"kind":"correction"`, `"locked":[`, `"today":"2026-11-23"`)
	id := draft.str("id")
	chen.patch(id, `{"answers": {"emergency_name": "别人"}}`).want(422).has("不在这次要修改的内容里")
	chen.patch(id, `{"answers": {"emergency_phone": "13900000009"}}`).want(200)
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "重拍.pdf", append([]byte("%PDF-1.5\n"), pdf[9:]...)).want(201)
	chen.patch(id, `{"sign": ["application"]}`).want(200)
	chen.submit(id, "key-corrected").want(201).has(`"state":"received"`, number)
	clerk, approver, _ := w.staffOf(number)
	clerk.page().has("补正后交回")
	changes := clerk.do("GET", "/api/staff/cases/"+number+"/rounds/2/changes", "").want(200).has(`"form.emergency_phone"`, "13900000001", "13900000009", "重拍.pdf")
	if n := len(list(changes.at("changes"))); n != 2 {
		t.Errorf("%d changes: %v", n, changes.at("changes"))
	}
	clerk.send("correction", `"parts": [{"path": "form.emergency_phone", "reason": "还是不通"}]`).want(409)
	clerk.send("accept", "").want(200).has(`"due":"2026-12-02"`) // accepted on the 25th
	// Once more after acceptance: the clock stands meanwhile.
	approver.send("correction", `"parts": [{"path": "form.emergency_name", "reason": "写全名"}]`).want(200).has(`"state":"correction"`)
	clerk.page().has(`"light":"still"`)
	w.clock.Move(5 * 24 * time.Hour)
	chen = w.as("P004", "", "web")
	id = chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.patch(id, `{"answers": {"emergency_name": "陈启航"}, "sign": ["application"]}`).want(200)
	chen.submit(id, "key-corrected-2").want(201).has(`"state":"in_review"`, `"due":"2026-12-04"`)
	w.told(number, "case.submitted case.prechecked case.received case.correction case.submitted case.accepted case.correction case.submitted")
}

var (
	inChinese = regexp.MustCompile(`(?s)<(p|h2|span|td|ul|a)[^>]* lang="zh-Hans"[^>]*>.*?</(p|h2|span|td|ul|a)>`)
	docNumber = regexp.MustCompile(` \p{Han}[^ ]*〔\d+〕.*$`) // a name in itself
	han       = regexp.MustCompile(`\p{Han}+|[，。：、（）]`)
)

// englishOf is the English edition of a document. It says what it is, and holds no Chinese but what it marks as such:
// names, places, laws, and what somebody wrote.
func englishOf(t *testing.T, who *browser, number string, seq int) answer {
	t.Helper()
	page := who.do("GET", fmt.Sprintf("/api/cases/%s/documents/%d?language=en", number, seq), "").want(200).has(`<html lang="en">`, "Reading aid", "The Chinese text", number)
	head, body, _ := strings.Cut(page.text, "<body>")
	title := head[strings.Index(head, "<title>")+len("<title>") : strings.Index(head, "</title>")]
	title = docNumber.ReplaceAllString(title, "")
	if left := han.FindAllString(title+inChinese.ReplaceAllString(body, ""), -1); len(left) > 0 {
		t.Errorf("document %d in English says %q", seq, left)
	}
	return page
}

// A precheck that names parts opens those alone, and is free to be sent again.
func TestReturnOfParts(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, _, _ := w.staffOf(number)
	clerk.send("precheck", `"pass": false, "opinion": "电话不对", "parts": [{"path": "form.emergency_phone", "reason": "少一位"}]`).want(200)
	id := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).has("少一位", `"kind":"precheck"`).str("id")
	chen.patch(id, `{"answers": {"living": "alone"}}`).want(422)
	chen.patch(id, `{"answers": {"emergency_phone": "13900000009"}, "sign": ["application"]}`).want(200)
	chen.submit(id, "key-again-001").want(201).has(`"state":"submitted"`, `"round":2`)
	clerk.do("GET", "/api/staff/cases/"+number+"/rounds/2/changes", "").want(200).has(`"form.emergency_phone"`)
}

// Refused, with reason, law and remedies; withdrawn; not ours; passed on; not accepted.
func TestOtherEnds(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	one := chen.handIn()
	clerk, approver, leader := w.staffOf(one)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	approver.send("step", `"step": "village_check", "answer": "not_found", `+answersFor(approver.page(), "village_check", nil)).want(200)
	approver.send("step", `"step": "home_visit", "answer": "not_found", `+answersFor(approver.page(), "home_visit", nil)).want(200).has(`"steps":["decide"]`)
	leader.page().has(`"proposed":true`)
	leader.send("decision", `"outcome": "refused", "opinion": "多次上门没有见到本人"`).want(200).has(`"state":"decided_no"`, `"outcome":"refused"`, `"waits":"office"`)
	page := chen.at(one).page().has("不予决定书", "多次上门没有见到本人")
	docs := list(page.at("handling", "documents"))
	last := fmt.Sprint(docs[len(docs)-1].(map[string]any)["seq"])
	chen.do("GET", "/api/cases/"+one+"/documents/"+last, "").want(200).has("60日", "6个月", "多次上门没有见到本人", "依据", "老年人权益保障").hasNot("办理结果")
	seq, _ := strconv.Atoi(last)
	englishOf(t, chen, one, seq).has("Decision: refused", "within 60 days", "多次上门没有见到本人", "老年人权益保障")
	chen.at(one).send("withdraw", "").want(409)
	clerk.send("delivery", "").want(200).has(`"state":"done"`, "已办结（不予许可）")
	w.told(one, "case.submitted case.prechecked case.accepted case.refused")

	two := chen.handIn()
	chen.at(two).send("withdraw", `"opinion": "不办了"`).want(200).has(`"state":"withdrawn"`)
	chen.at(two).page().has("终止办理通知书", "撤回申请")
	w.told(two, "case.submitted case.withdrawn")

	three := chen.handIn()
	w.as("P009", "", "web").at(three).send("withdraw", "").want(404)
	clerk.browser.at(three).send("transfer", "").want(422)
	clerk.browser.at(three).send("transfer", `"opinion": "请到户籍地的街道申请"`).want(200).has(`"state":"transferred"`)
	chen.at(three).page().has("请到户籍地的街道申请")
	w.told(three, "case.submitted case.not_ours")

	four := chen.handIn()
	other := ""
	for _, o := range list(clerk.browser.at(four).page().at("handling", "offices")) {
		other = o.(map[string]any)["id"].(string)
	}
	clerk.browser.at(four).send("transfer", `"opinion": "按户籍地转办", "office": "`+other+`"`).want(200).has(`"state":"submitted"`)
	clerk.do("GET", "/api/staff/cases/"+four, "").want(404)
	w.told(four, "case.submitted case.passed_on")
	chen.do("GET", "/api/notices", "").want(200).has("已转到" + w.value("SELECT office_title FROM cases WHERE number = ?", four))

	chen = w.as("P018", "", "web") // his is under way at the other office
	five := chen.handIn()
	fifth := clerk.browser.at(five)
	fifth.precheck().want(200)
	fifth.send("receive", "").want(200)
	fifth.send("not-accept", "").want(422)
	fifth.send("not-accept", `"opinion": "不是南海户籍"`).want(200).has(`"state":"rejected_intake"`)
	chen.at(five).page().has("不予受理决定书")
	w.told(five, "case.submitted case.prechecked case.received case.not_accepted")
}

// Held up: the clock stands, and goes on; extended once, by the leader.
func TestHeldUp(t *testing.T) {
	w := newWorld(t)
	lee := w.as("P004", "", "web")
	number := lee.handIn()
	clerk, approver, _ := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200).has(`"due":"2026-11-30"`)
	approver.send("suspend", `"why": "", "until": "2026-12-01"`).want(422)
	// A version that no case can have is another one, however large.
	approver.do("POST", "/api/staff/cases/"+number+"/suspend", `{"version": 9007199254740993, "key": "order-of-no-version", "why": "等公安核实", "until": "2026-12-01"}`).want(409)
	approver.send("suspend", `"why": "等公安核实", "until": "2026-11-01"`).want(422)
	approver.send("suspend", `"why": "等公安核实", "until": "2026-12-01"`).want(200).has(`"state":"suspended"`)
	w.clock.Move(48 * time.Hour)
	_, approver, leader := w.staffOf(number)
	approver.send("go-on", "").want(200).has(`"state":"in_review"`, `"due":"2026-12-01"`)
	approver.send("special", `"why": "专家评审", "until": "2026-12-01"`).want(200).has(`"state":"special"`)
	approver.send("step", `"step": "village_check", "answer": "found", `+answersFor(approver.page(), "village_check", nil)).want(409)
	approver.send("go-on", "").want(200)
	leader.send("extend", `"opinion": "情况复杂"`).want(409) // the definition allows none
	lee = w.as("P004", "", "web")
	lee.at(number).page().has("中止审查通知书", "恢复审查通知书", "特别程序告知书")
	w.told(number, "case.submitted case.prechecked case.accepted case.suspended case.resumed case.special case.resumed")
}

// What nobody said anything about within five working days is accepted as of the day of receipt; who does not
// correct in time has given up. Asked again, nothing happens twice.
func TestDaysThatGoBy(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	deemed := chen.handIn()
	clerk, _, _ := w.staffOf(deemed)
	clerk.precheck().want(200)
	clerk.send("receive", "").want(200).has(`"actBy":"2026-11-30"`)
	lapsed := w.as("P018", "", "web").handIn()
	second := clerk.browser.at(lapsed)
	second.precheck().want(200)
	second.send("receive", "").want(200)
	second.send("correction", `"parts": [{"path": "form.emergency_phone", "reason": "x"}], "days": 10`).want(200).has(`"actBy":"2026-12-03"`)
	late := func() int {
		n, err := w.hall.Desk.Late(context.Background())
		check(t, err)
		return n
	}
	if n := late(); n != 0 {
		t.Fatalf("%d moved on the day itself", n)
	}
	remind := func() int {
		n, err := w.hall.Notices.Remind(context.Background())
		check(t, err)
		return n
	}
	if n := remind(); n != 0 {
		t.Fatalf("%d reminded ten days before", n)
	}
	w.clock.Move(7 * 24 * time.Hour) // the 30th, which still counts
	if n := remind(); n != 1 || remind() != 0 {
		t.Fatalf("%d reminded three days before", n)
	}
	if n := late(); n != 0 {
		t.Fatalf("%d moved on the last day", n)
	}
	w.clock.Move(24 * time.Hour)
	if n := late(); n != 1 || late() != 0 {
		t.Fatalf("%d moved after five working days", n)
	}
	w.as("P004", "", "web").at(deemed).page().has(`"state":"accepted"`, "视为受理", `"accepted":"2026-11-23"`, `"due":"2026-11-30"`, `"light":"red"`)
	w.clock.Move(4 * 24 * time.Hour)
	if n := late(); n != 1 {
		t.Fatalf("%d moved after the notice's days", n)
	}
	w.as("P018", "", "web").at(lapsed).page().has(`"state":"withdrawn"`, "期满终止办理通知书")
	w.told(lapsed, "case.submitted case.prechecked case.received case.correction case.deadline case.lapsed")
	w.told(deemed, "case.submitted case.prechecked case.received case.accepted")
	if by := w.value("SELECT DISTINCT actor_id FROM audit_events WHERE act = 'case.lapse'"); by != "system:late" {
		t.Errorf("lapsed by %s", by)
	}
}

// A mistake is mended with reason and consent, and what stood there is kept.
func TestAmendment(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, _, _ := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "1", "opinion": "笔误"`).want(422)
	clerk.send("amendment", `"path": "form.person_name", "value": "x", "opinion": "笔误"`).want(422)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000009", "opinion": ""`).want(422)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000009", "opinion": "电话少抄一位"`).want(200)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000008", "opinion": "再来"`).want(409)
	if got := clerk.page().str("view", "state", "fields", "form.emergency_phone", "value"); got != "13900000001" {
		t.Errorf("changed without consent: %s", got)
	}
	chen.at(number).page().has(`"amendment":{`, "电话少抄一位")
	w.as("P009", "", "web").at(number).send("consent", `"agree": true`).want(404)
	chen.at(number).send("consent", `"agree": true`).want(200).has(`"round":2`, `"state":"accepted"`)
	chen.at(number).send("consent", `"agree": true`).want(409)
	clerk.do("GET", "/api/staff/cases/"+number+"/rounds/2/changes", "").want(200).has(`"form.emergency_phone"`)
	page := clerk.page()
	if got := page.str("view", "state", "fields", "form.emergency_phone", "value"); got != "13900000009" {
		t.Errorf("not changed: %s", got)
	}
	w.told(number, "case.submitted case.prechecked case.accepted case.amend_ask case.amended")
	if n := w.value("SELECT was || becomes || answer FROM case_amendments WHERE number = ?", number); n != `"13900000001""13900000009"agreed` {
		t.Errorf("kept: %s", n)
	}
}

// An amendment and a correction at once: what the applicant agreed to is in no draft that is being mended, so it is answered
// before or after; and only as long as there stands what was to be amended.
func TestAmendmentAndCorrection(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, approver, _ := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	approver.send("take-up", "").want(200)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000009", "opinion": "电话少抄一位"`).want(200)
	approver.send("correction", `"parts": [{"path": "form.emergency_phone", "reason": "打不通"}]`).want(200)
	chen.at(number).page().hasNot(`"may":[{"event":"amend"`, `{"event":"amend",`)
	chen.at(number).send("consent", `"agree": true`).want(409).has("请先交回补正")
	clerk.send("amendment", `"path": "form.emergency_name", "value": "陈启明", "opinion": "笔误"`).want(409)
	id := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.patch(id, `{"answers": {"emergency_phone": "13900000007"}, "sign": ["application"]}`).want(200)
	chen.submit(id, "key-corrected").want(201)
	chen.at(number).send("consent", `"agree": true`).want(409).has("请选不同意")
	if got := clerk.page().str("view", "state", "fields", "form.emergency_phone", "value"); got != "13900000007" {
		t.Errorf("what was corrected is %s now", got)
	}
	chen.at(number).send("consent", `"agree": false`).want(200)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000009", "opinion": "电话少抄一位"`).want(200)
	chen.at(number).send("consent", `"agree": true`).want(200)
	if got := clerk.page().str("view", "state", "fields", "form.emergency_phone", "value"); got != "13900000009" {
		t.Errorf("amended to %s", got)
	}
	clerk.do("POST", "/api/staff/cases/search", `{"text": "13900000009", "purpose": "asked"}`).want(200).has(number)
}

// Nothing is decided on what may still be amended: staff sees that it waits, what clears the way and who may, and whoever
// asked too soon takes it back.
func TestNoDecisionWhileAnAmendmentWaits(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, approver, leader := w.staffOf(number)
	clerk.precheck().want(200)
	clerk.send("accept", "").want(200)
	for _, step := range []string{"village_check", "home_visit", "review"} {
		answer := `"answer": "found", `
		switch step {
		case "village_check":
			answer = `"answer": "not_found", `
		case "review":
			answer = ""
		}
		approver.send("step", fmt.Sprintf(`"step": %q, %s%s`, step, answer, answersFor(approver.page(), step, nil))).want(200)
	}
	may := func(event string) map[string]any {
		t.Helper()
		for _, x := range list(leader.page().at("handling", "may")) {
			if m := x.(map[string]any); m["event"] == event {
				return m
			}
		}
		t.Fatalf("no act %s", event)
		return nil
	}
	const back = "amendment/take-back"
	clerk.send(back, `"opinion": "看错了"`).want(409)
	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000009", "opinion": "电话少抄一位"`).want(200)

	name := w.value("SELECT name FROM case_amendments WHERE number = ?", number)
	a := leader.page()
	if a.str("handling", "amendment", "name") != name || a.str("handling", "amendment", "after") != "13900000009" || a.str("handling", "amendment", "at") == "" {
		t.Errorf("staff sees %v", a.at("handling", "amendment"))
	}
	chen.at(number).page().has(`"amendment":{`).hasNot(name)
	for _, event := range []string{"grant", "refuse"} {
		m := may(event)
		if m["may"] != false || !strings.Contains(fmt.Sprint(m["why"]), "先撤回更正") || !strings.Contains(fmt.Sprint(m["who"]), "role:window_clerk") {
			t.Errorf("%s: %v", event, m)
		}
	}
	if m := may("send_back"); m["may"] != true {
		t.Errorf("sending back: %v", m)
	}
	for _, outcome := range []string{"granted", "partly", "refused"} {
		leader.send("decision", fmt.Sprintf(`"outcome": %q, "opinion": "同意"`, outcome)).want(409).has("先撤回更正")
	}
	leader.do("POST", "/api/staff/cases/"+number+"/decision/preview", `{"outcome": "granted"}`).want(409).has("先撤回更正")

	leader.send(back, `"opinion": "不用了"`).want(403)
	clerk.send(back, "").want(422) // without a reason
	clerk.send(back, `"opinion": "看错了"`).want(200)
	clerk.send(back, `"opinion": "看错了"`).want(409)
	chen.at(number).page().hasNot(`"amendment":{`)
	chen.at(number).send("consent", `"agree": true`).want(409)
	if got := w.value("SELECT answer FROM case_amendments WHERE number = ?", number); got != "taken_back" {
		t.Errorf("kept: %s", got)
	}
	if n := w.events("case.amend", number); n != 2 {
		t.Errorf("%d events", n)
	}

	clerk.send("amendment", `"path": "form.emergency_phone", "value": "13900000008", "opinion": "电话抄错"`).want(200)
	leader.send("decision", `"outcome": "granted"`).want(409)
	chen.at(number).send("consent", `"agree": true`).want(200)
	if m := may("grant"); m["may"] != true {
		t.Errorf("once it is answered: %v", m)
	}
	leader.send("decision", `"outcome": "granted"`).want(200).has(`"outcome":"granted"`)
	w.told(number, "case.submitted case.prechecked case.accepted case.amend_ask case.amend_dropped case.amend_ask case.amended case.delivered")
}
