package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	civil  = "guicheng_civil_affairs"
	window = "clerk-440605011"
)

// visitor is the grandmother before the window, as a card says it.
func (w *world) visitor(account string) string {
	a, err := w.accounts.Account(w.t.Context(), account)
	check(w.t, err)
	return fmt.Sprintf(`{"no": %q, "name": %q, "how": "card"}`, a.No, a.Name)
}

// atWindow begins the elder's allowance at the counter.
func (b *browser) atWindow(account, key string) string {
	b.t.Helper()
	return b.do("POST", "/api/counter/drafts", fmt.Sprintf(`{"office": %q, "item": %q, "person": %s, "key": %q}`, civil, elder, b.visitor(account), key)).want(201).str("id")
}

// says lets the applicant say yes or no on a second screen.
func (b *browser) says(id string, yes bool) {
	b.t.Helper()
	d := b.screen()
	d.say(d.shows(b, id), yes).want(204)
}

// typed fills in what the elder's allowance asks, and scans its paper.
func (b *browser) typed(id string) {
	b.t.Helper()
	b.patch(id, elderAnswers).want(200)
	b.upload("/api/drafts/"+id+"/files?material=bank_book", "存折首页.pdf", pdf).want(201)
	b.confirmAll(id)
}

// One case, one state: begun, filled in, compared, confirmed and received at the counter, with both names on it.
func TestCounter(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	if again := clerk.atWindow("P004", "window-0001"); again != id {
		t.Errorf("the same key began %s and %s", id, again)
	}
	if other := clerk.atWindow("P018", "window-0001"); other == id {
		t.Error("the same key gave somebody the draft of another")
	}
	clerk.typed(id)
	clerk.do("POST", "/api/counter/drafts/"+id+"/originals", `{"material": "application", "seen": true}`).want(422)
	at := clerk.do("POST", "/api/counter/drafts/"+id+"/originals", `{"material": "bank_book", "seen": true}`).want(200)
	if at.str("counter", "originals", "bank_book", "trust") != "B" || at.at("counter", "originals", "bank_book", "holds") != true {
		t.Errorf("the original: %v", at.at("counter", "originals"))
	}
	if at.str("counter", "entered", "living", "name") == "" {
		t.Errorf("who entered what: %v", at.at("counter", "entered"))
	}
	clerk.submit(id, "window-submit-1").want(422).has("申请人还没有确认")
	clerk.patch(id, `{"sign": ["application"]}`).want(403)
	clerk.says(id, false)
	clerk.submit(id, "window-submit-2").want(422).has("申请人还没有确认")
	clerk.says(id, true)
	clerk.patch(id, `{"answers": {"emergency_name": "李若岚"}}`).want(200)
	clerk.submit(id, "window-submit-3").want(422).has("申请人还没有确认")
	clerk.says(id, true)
	c := clerk.submit(id, "window-submit-4").want(201)
	if c.str("case", "state") != "received" || c.str("case", "office", "id") != civil {
		t.Fatalf("the case: %v", c.at("case"))
	}
	number := c.str("case", "number")
	page := clerk.do("GET", "/api/staff/cases/"+number, "").want(200)
	if page.str("channel") != "counter" || page.str("counter", "person", "name") != "陈伯年" || page.str("counter", "agreement", "how") != "screen" || page.str("counter", "taken", "name") == "" {
		t.Errorf("channel %q, counter %v", page.str("channel"), page.at("counter"))
	}
	if got := w.values("SELECT DISTINCT why FROM lookups WHERE draft = ?", id); got != "counter" {
		t.Errorf("looked up for %q", got)
	}
	chen := w.as("P004", "", "web")
	chen.do("GET", "/api/cases/"+number, "").want(200).has("窗口收件")
	w.told(number, "case.received")
	chen.do("GET", "/api/notices", "").want(200).has("窗口已收件", number)
	for act, n := range map[string]int{"draft.begin": 1, "draft.compare": 1, "draft.ask": 3, "draft.confirm": 3} {
		if got := w.events(act, id); got != n {
			t.Errorf("%d events %s, want %d", got, act, n)
		}
	}
}

// Who has not the office has no draft of it, whatever the way in.
func TestCounterOfOthers(t *testing.T) {
	w := newWorld(t)
	clerk, other := w.as(window, "", "workbench"), w.as("clerk-440605124", "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	version := clerk.do("GET", "/api/counter/drafts/"+id, "").want(200).num("version")
	for _, x := range []struct{ method, path, body string }{
		{"GET", "/api/drafts/" + id, ""}, {"PATCH", "/api/drafts/" + id, `{"version": 1}`}, {"DELETE", "/api/drafts/" + id, ""},
		{"GET", "/api/counter/drafts/" + id, ""}, {"POST", "/api/counter/drafts/" + id + "/hand", ""}, {"POST", "/api/counter/drafts/" + id + "/paper", `{"version": 1, "digest": "0"}`}, {"GET", "/api/counter/drafts/" + id + "/sheet.pdf", ""},
		{"POST", "/api/counter/drafts/" + id + "/originals", `{"material": "bank_book", "seen": true}`},
		{"POST", "/api/counter/drafts/" + id + "/confirm", `{"version": ` + version + `, "screen": "` + clerk.screen().id + `", "language": "zh-Hans", "large": false}`},
	} {
		other.do(x.method, x.path, x.body).want(404)
		w.as("P001", "", "web").do(x.method, x.path, x.body)
	}
	other.do("POST", "/api/counter/drafts", fmt.Sprintf(`{"office": %q, "item": %q, "person": %s, "key": "window-0002"}`, civil, elder, w.visitor("P004"))).want(404)
	w.as("approver", "", "workbench").do("GET", "/api/counter/drafts/"+id, "").want(403)
	// The applicant looks on, and changes nothing while it is at the counter.
	chen := w.as("P004", "", "web")
	chen.do("GET", "/api/drafts/"+id, "").want(200)
	chen.patch(id, `{"answers": {"living": "child"}}`).want(403).has("窗口办理")
}

// Begun at home, gone on with at the counter by its code: once, for whoever it is the draft of, and not by guessing.
func TestPickUp(t *testing.T) {
	w := newWorld(t)
	chen, clerk := w.as("P004", "", "web"), w.as(window, "", "workbench")
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"claim": "first", "living": "spouse"}}`).want(200)
	code := chen.do("POST", "/api/drafts/"+id+"/code", "").want(200).str("code")
	order := func(code, who string) string {
		return fmt.Sprintf(`{"office": %q, "code": %q, "person": %s}`, civil, code, w.visitor(who))
	}
	clerk.do("POST", "/api/counter/pick-up", order(code, "P001")).want(404)
	up := clerk.do("POST", "/api/counter/pick-up", order(code, "P004")).want(200)
	if up.str("id") != id {
		t.Fatalf("picked up %s", up.text)
	}
	clerk.do("POST", "/api/counter/pick-up", order(code, "P004")).want(404)
	clerk.typed(id)
	entered := clerk.do("GET", "/api/counter/drafts/"+id, "").want(200)
	if entered.at("counter", "entered", "bank") == nil {
		t.Errorf("the bank was typed by a clerk: %v", entered.at("counter", "entered"))
	}
	// And home again: the owner goes on.
	clerk.do("POST", "/api/counter/drafts/"+id+"/hand", "").want(204)
	clerk.do("GET", "/api/counter/drafts/"+id, "").want(404)
	chen.patch(id, `{"answers": {"bank": "rural_commercial"}, "sign": ["application"]}`).want(200)
	chen.submit(id, "home-submit-1").want(201)

	for i := range 12 {
		want := 404
		if i >= 9 {
			want = 429
		}
		w.clock.Move(time.Second)
		clerk.do("POST", "/api/counter/pick-up", order(fmt.Sprintf("%08d", i), "P004")).want(want)
	}
	w.clock.Move(16 * time.Minute)
	clerk.do("POST", "/api/counter/pick-up", order("00000000", "P004")).want(404)
}

// A code is good for a day.
func TestPickUpTooLate(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	code := chen.do("POST", "/api/drafts/"+id+"/code", "").want(200).str("code")
	w.clock.Move(25 * time.Hour)
	w.as(window, "", "workbench").do("POST", "/api/counter/pick-up", fmt.Sprintf(`{"office": %q, "code": %q, "person": %s}`, civil, code, w.visitor("P004"))).want(404)
}

// Begun at the counter, finished at home: the applicant takes it.
func TestCounterToHome(t *testing.T) {
	w := newWorld(t)
	clerk, chen := w.as(window, "", "workbench"), w.as("P004", "", "web")
	id := clerk.atWindow("P004", "window-0001")
	clerk.patch(id, `{"answers": {"claim": "first", "living": "spouse"}}`).want(200)
	chen.do("POST", "/api/drafts/"+id+"/take", "").want(403)
	clerk.do("POST", "/api/counter/drafts/"+id+"/hand", "").want(204)
	chen.do("GET", "/api/drafts", "").want(200).has(`"over":true`, `"counter":true`)
	chen.do("POST", "/api/drafts/"+id+"/take", "").want(200)
	chen.typed(id)
	chen.patch(id, `{"sign": ["application"]}`).want(200)
	c := chen.submit(id, "home-submit-1").want(201)
	if c.str("case", "state") != "submitted" {
		t.Errorf("the case is %s", c.str("case", "state"))
	}
}

// A number is checked before anything else; the register says match or not, and no name.
func TestIdentify(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	a, err := w.accounts.Account(t.Context(), "P004")
	check(t, err)
	ask := func(no, name string) answer {
		return clerk.do("POST", "/api/counter/identify", fmt.Sprintf(`{"office": %q, "person": {"no": %q, "name": %q, "how": "typed"}}`, civil, no, name))
	}
	for _, x := range []struct{ no, name, says string }{{a.No, a.Name, "match"}, {a.No, "张三丰", "differs"}, {strings.ToLower(a.No), a.Name, "match"}} {
		if got := ask(x.no, x.name).want(200).hasNot("陈伯年").str("name"); got != x.says {
			t.Errorf("%s: %s", x.name, got)
		}
	}
	wrong := []byte(a.No)
	wrong[10] = '0' + (wrong[10]-'0'+1)%10
	ask(string(wrong), a.Name).want(422)
	w.sources["person"].set(func(r *register) { r.down = true })
	w.clock.Move(48 * time.Hour)
	clerk = w.as(window, "", "workbench")
	if got := ask(a.No, a.Name).want(200).str("name"); got != "silent" {
		t.Errorf("a register that does not answer: %s", got)
	}
}

// A returned case is mended at the window, by the rules of its notice, for who applied and nobody else; what was begun at
// home is gone on with there; what a clerk has compared counts as seen for the next item.
func TestMendingAtTheCounter(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk, approver, _ := w.staffOf(number)
	mend := func(b *browser, account string) answer {
		return b.do("POST", "/api/counter/mend", fmt.Sprintf(`{"number": %q, "person": %s}`, number, w.visitor(account)))
	}
	mend(clerk.browser, "P004").want(409)
	clerk.send("precheck", `"pass": false, "opinion": "电话不对", "parts": [{"path": "form.emergency_phone", "reason": "少一位"}]`).want(200)
	mend(clerk.browser, "P001").want(422).has("不是这件的申请人")
	mend(approver.browser, "P004").want(403)
	mend(w.as("clerk-440605124", "", "workbench"), "P004").want(404)
	id := mend(clerk.browser, "P004").want(200).str("id")
	if again := mend(clerk.browser, "P004").want(200).str("id"); again != id {
		t.Errorf("taken up twice: %s and %s", id, again)
	}
	clerk.patch(id, `{"answers": {"living": "alone"}}`).want(422) // not named
	clerk.patch(id, `{"answers": {"emergency_phone": "13900000009"}}`).want(200)
	clerk.do("POST", "/api/counter/drafts/"+id+"/originals", `{"material": "bank_book", "seen": true}`).want(200)
	clerk.submit(id, "mend-window-1").want(422).has("申请人还没有确认")
	clerk.says(id, true)
	clerk.submit(id, "mend-window-2").want(201).has(number, `"round":2`, `"state":"received"`)
	clerk.page().has(`"entered":{"emergency_phone":{"name":`, `"originals":{"bank_book":{`, `"trust":"B"`, "修改后重新提交", "窗口收件")
	if n := w.events("case.mend", number); n != 1 {
		t.Errorf("%d cases mended", n)
	}
	// After receipt, by a notice of correction; begun at home this time.
	clerk.send("correction", `"parts": [{"path": "form.emergency_name", "reason": "写全名"}]`).want(200)
	home := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.patch(home, `{"answers": {"emergency_name": "陈启航"}}`).want(200)
	if at := mend(clerk.browser, "P004").want(200).str("id"); at != home {
		t.Errorf("begun anew: %s, and %s at home", at, home)
	}
	chen.patch(home, `{"answers": {"emergency_name": "李若岚"}}`).want(403)
	clerk.says(home, true)
	// What a window has begun it doesn't hand in once another office has the case.
	w.exec("UPDATE cases SET office = 'lishui_civil_affairs' WHERE number = ?", number)
	clerk.submit(home, "mend-window-3").want(404)
	w.exec("UPDATE cases SET office = ? WHERE number = ?", civil, number)
	clerk.submit(home, "mend-window-3").want(201).has(`"round":3`, `"state":"received"`)
}

// Where there is no second screen the applicant signs a sheet; what was signed is what is entered, or it is printed again.
func TestSignedOnPaper(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	clerk.typed(id)
	path := "/api/counter/drafts/" + id
	sheet := clerk.do("GET", path+"/sheet.pdf", "").want(200)
	if !strings.HasPrefix(sheet.text, "%PDF-") {
		t.Errorf("the sheet is no PDF: %.40q", sheet.text)
	}
	signed := clerk.do("GET", path, "").want(200).str("digest")
	clerk.patch(id, `{"answers": {"emergency_name": "李若岚"}}`).want(200)
	sign := func(digest string) answer {
		version := clerk.do("GET", path, "").want(200).num("version")
		return clerk.do("POST", path+"/paper", `{"version": `+version+`, "digest": "`+digest+`"}`)
	}
	sign(signed).want(409).has("不一致")
	clerk.submit(id, "paper-submit-1").want(422)
	sign(clerk.do("GET", path, "").str("digest")).want(200).has(`"how":"paper"`)
	agreed := clerk.do("GET", path, "").str("digest")
	number := clerk.submit(id, "paper-submit-2").want(201).str("case", "number")
	if n := w.events("draft.sheet", id); n != 1 {
		t.Errorf("%d sheets printed", n)
	}
	// The scan of the sheet is tied to what was agreed to, and a sheet of other answers is refused.
	scan := func(key, purpose, digest string) answer {
		return clerk.sendWith("POST", "/api/staff/enclosures/"+number, bytes.NewReader(pdf), http.Header{"Content-Type": {"application/octet-stream"},
			"Idempotency-Key": {key}, "Upload-Metadata": {meta("name", "确认单.pdf", "purpose", purpose, "sheet", digest)}})
	}
	scan("scan-sheet-01", "sheet", signed).want(409).has("签的是另一版")
	scan("scan-sheet-02", "sheet", agreed[:15]).want(422).has("至少前16位")
	scan("scan-sheet-03", "sheet", agreed[:15]+"x").want(422)
	scan("scan-sheet-04", "sheet", strings.ToUpper(agreed[:8])+" "+agreed[8:16]).want(201).has(`"sheet":"`+agreed+`"`, `"round":1`)
	scan("scan-sheet-05", "signed", agreed).want(201).hasNot(`"sheet":"` + agreed)
	list := clerk.do("GET", "/api/staff/enclosures/"+number, "").want(200).has(`"sheets":[{`, `"digest":"`+agreed+`"`, "陈伯年", "申请表").hasNot("440622194402209917")
	if n := len(list.at("enclosures").([]any)); n != 2 {
		t.Errorf("%d enclosures", n)
	}
	w.as("supervisor", "", "workbench").do("GET", "/api/staff/enclosures/"+number, "").want(200).has(`"sheets":[]`)
	if n := w.events("case.enclose", number); n != 2 {
		t.Errorf("%d events of enclosing", n)
	}
}

// What the service of the clerk's machine has read is checked as what is typed, and that a card was read is written down.
func TestCardReadAtTheDesk(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	clerk.do("GET", "/api/counter/reader?office="+civil, "").want(200).has(`"there":false`, `"at":"http://127.0.0.1:18889/api"`)
	read := func(b *browser, no, name string) answer {
		return b.do("POST", "/api/counter/reader", fmt.Sprintf(`{"office": %q, "read": {"no": %q, "name": %q}}`, civil, no, name))
	}
	read(clerk, " 440622194402209917", "陈伯年").want(200).has(`"no":"440622194402209917"`, `"how":"card"`)
	read(clerk, "440622194402209918", "陈伯年").want(422)
	read(clerk, "440622194402209917", "").want(422)
	read(w.as("clerk-440605124", "", "workbench"), "440622194402209917", "陈伯年").want(404)
	if n := w.events("counter.card", civil); n != 1 {
		t.Errorf("%d cards were read", n)
	}
}
