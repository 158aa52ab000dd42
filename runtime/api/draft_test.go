package api_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/sharing"
)

// What a change of a draft is refused for. Nothing of a refused change is stored.
func TestPatchRefusals(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	before := chen.do("GET", "/api/drafts/"+id, "").want(200).num("version")
	for _, c := range []struct {
		name, change string
		status       int
		say          []string
	}{
		{"locked", `{"answers": {"living": "child", "applicant_name": "王五"}}`, 422, []string{"answers.applicant_name", "申请人姓名", "不能改"}},
		{"locked, left blank", `{"answers": {"applicant_name": null}}`, 422, []string{"answers.applicant_name"}},
		{"computed", `{"answers": {"amount": "9999"}}`, 422, []string{"answers.amount", "每月津贴", "系统计算"}},
		{"clerk's", `{"answers": {"village_note": "已核实"}}`, 422, []string{"answers.village_note", "核实说明", "工作人员"}},
		{"unknown field", `{"answers": {"nonsense": 1}}`, 422, []string{"answers.nonsense", "没有这一项"}},
		{"unknown field with a strange name", `{"answers": {"<b>440622194402209917": 1}}`, 422, []string{"answers.?"}},
		{"control character", `{"answers": {"village_note2": "x", "emergency_name": "陈\u0007"}}`, 422, []string{"answers.emergency_name", "控制字符"}},
		{"NUL", `{"answers": {"emergency_name": "陈\u0000"}}`, 422, []string{"answers.emergency_name", "控制字符"}},
		{"NUL in a row", `{"answers": {"emergency_phone": "1", "emergency_name": ["\u0000"]}}`, 422, []string{"answers.emergency_name"}},
		{"turned round", `{"answers": {"emergency_name": "陈\u202e航启"}}`, 422, []string{"answers.emergency_name", "改变文字方向"}},
		{"isolated", `{"answers": {"emergency_name": "陈\u2066航启"}}`, 422, []string{"改变文字方向"}},
		{"too long", `{"answers": {"emergency_name": "` + strings.Repeat("长", 10_001) + `"}}`, 422, []string{"最多10000个字"}},
		{"too deep", `{"answers": {"emergency_name": [[[[[[[["x"]]]]]]]]}}`, 422, []string{"层数"}},
		{"too large", `{"answers": {"emergency_name": "` + strings.Repeat("x", 1<<20) + `"}}`, 413, nil},
		{"unknown key", `{"state": {}}`, 422, []string{"格式不正确"}},
		{"no list", `{"confirmed": "form.living"}`, 422, nil},
		{"unknown confirmation", `{"confirmed": ["form.nonsense"]}`, 422, []string{"confirmed"}},
		{"unknown material", `{"brought": ["nonsense"]}`, 422, []string{"brought"}},
		{"a page of somebody else", `{"step": "https://example.org/?"}`, 422, []string{"step"}},
		{"signature of a paper that is not signed", `{"sign": ["agent_letter"]}`, 422, []string{"不用签名"}},
	} {
		a := chen.patch(id, c.change)
		if a.status != c.status {
			t.Errorf("%s: status %d, want %d: %.400s", c.name, a.status, c.status, a.text)
			continue
		}
		a.has(c.say...).hasNot("440622194402209917", "9999\"")
	}
	a := chen.do("GET", "/api/drafts/"+id, "").want(200)
	if after := a.num("version"); after != before {
		t.Errorf("version %s after refusals, was %s", after, before)
	}
	if stored := w.value("SELECT content FROM applications WHERE id = ?", id); stored != "{}" {
		t.Errorf("a refused change was stored: %s", stored)
	}
	chen.do("PATCH", "/api/drafts/"+id, `{"version": 1} {}`).want(422)
	// Six characters that look like an escape are a text like any other.
	chen.patch(id, `{"answers": {"emergency_name": "陈\\u0000"}}`).want(200).has(`"陈\\u0000"`)
	chen.do("PATCH", "/api/drafts/"+id, `[]`).want(422)
}

// A stale version is refused, with how the draft is now.
func TestStaleVersion(t *testing.T) {
	w := newWorld(t)
	chen, phone := w.as("P004", "", "web"), w.as("P004", "", "wechat")
	id := chen.begin(elder)
	phone.do("PATCH", "/api/drafts/"+id, `{"version": 1, "answers": {"living": "alone"}}`).want(200)
	a := chen.do("PATCH", "/api/drafts/"+id, `{"version": 1, "answers": {"living": "home"}}`).want(409)
	if a.num("version") != "2" || a.str("state", "fields", "form.living", "value") != "alone" || a.str("code") != "conflict" {
		t.Errorf("%.400s", a.text)
	}
	chen.do("POST", "/api/drafts/"+id+"/submit", `{"version": 1, "key": "key-00000001"}`).want(409).has(`"version":2`)
}

// Somebody else's draft is not there, whatever is done to it; nor is anything without signing in.
func TestOtherPeople(t *testing.T) {
	w := newWorld(t)
	chen, stranger := w.as("P004", "", "web"), w.as("P009", "", "web")
	id := chen.begin(elder)
	up := chen.upload("/api/drafts/"+id+"/files?material=bank_book", "首页.pdf", pdf).want(201)
	file := up.str("file", "id")
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/api/drafts/" + id, ""},
		{"GET", "/api/drafts/" + id + "?as=submission", ""},
		{"PATCH", "/api/drafts/" + id, `{"version": 2, "answers": {"living": "home"}}`},
		{"DELETE", "/api/drafts/" + id, ""},
		{"POST", "/api/drafts/" + id + "/submit", `{"version": 2, "key": "key-00000001"}`},
		{"DELETE", "/api/drafts/" + id + "/files/" + file, ""},
		{"GET", "/api/files/" + file, ""},
		{"GET", "/api/drafts/nosuchdraft", ""},
		{"GET", "/api/cases/440605-20261123-00001", ""},
	} {
		stranger.do(c.method, c.path, c.body).want(404).has("没有找到，或者不属于您").hasNot("陈伯年")
		w.nobody().do(c.method, c.path, c.body).want(401)
	}
	stranger.upload("/api/drafts/"+id+"/files?material=bank_book", "x.pdf", pdf).want(404)
	stranger.do("GET", "/api/drafts", "").want(200).hasNot(id)
	w.nobody().do("GET", "/api/cases", "").want(401)
	w.as("clerk-440605011", "", "workbench").do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(403)
	chen.do("GET", "/api/staff/cases", "").want(403)
	chen.do("GET", "/api/drafts/"+id, "").want(200).has("首页.pdf")
}

// What can't be begun: an item that is not there, a level of identity that is too low, an item for others.
func TestBeginRefusals(t *testing.T) {
	w := newWorld(t)
	w.as("P004", "", "web").do("POST", "/api/drafts", `{"item": "nonsense"}`).want(404)
	w.as("P030", "", "web").do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(403).has("三级实名认证")
	w.as("P001", "organisation/L01", "web").do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(422).has("由个人申请")
	w.as("P001", "", "web").do("POST", "/api/drafts", `{"item": "food_business_licence_new"}`).want(422).has("由单位申请")
	if n := w.rows("applications"); n != 0 {
		t.Errorf("%d drafts", n)
	}
}

// The draft of a withdrawn item goes on, on its version.
func TestWithdrawnItem(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	w.defs.mu.Lock()
	w.defs.withdrawn[elder] = true
	w.defs.mu.Unlock()
	chen.do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(404)
	chen.do("GET", "/api/items/"+elder, "").want(404)
	chen.fill(id)
	chen.submit(id, "key-00000001").want(201)
}

// A value that was confirmed and has changed since is asked for again; one that only was away is not.
func TestConfirmationLapses(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	field := []string{"state", "fields", "form.residence_address", "confirm"}
	a := chen.patch(id, `{"confirmed": ["form.residence_address", "form.marital"]}`).want(200)
	if got := a.str(field...); got != "done" {
		t.Fatalf("confirm is %q", got)
	}
	view := append([]string{"view"}, field...)

	w.sources["person"].set(func(r *register) { r.down = true })
	chen = w.later("P004")
	// The source is down: what was found before still stands.
	if got := chen.do("GET", "/api/drafts/"+id, "").want(200).str(view...); got != "done" {
		t.Errorf("with the source down confirm is %q", got)
	}

	w.sources["person"].set(func(r *register) {
		r.down = false
		r.change = with("residence_address", "广东省佛山市南海区桂城街道新址路9号")
	})
	chen = w.later("P004")
	a = chen.do("GET", "/api/drafts/"+id, "").want(200).has("新址路9号")
	if got := a.str(view...); got != "waiting" {
		t.Errorf("after the change confirm is %q", got)
	}
	if got := a.str("view", "state", "fields", "form.marital", "confirm"); got != "done" {
		t.Errorf("another field lost its confirmation: %q", got)
	}
	// Going back to the old value does not bring the confirmation back by itself.
	w.sources["person"].set(func(r *register) { r.change = nil })
	chen = w.later("P004")
	if got := chen.do("GET", "/api/drafts/"+id, "").want(200).str(view...); got != "waiting" {
		t.Errorf("confirm is %q", got)
	}
}

func with(field, value string) func([]sharing.Record) []sharing.Record {
	return func(list []sharing.Record) []sharing.Record {
		out := append([]sharing.Record(nil), list...)
		for i, r := range out {
			fields := map[string]any{}
			for k, v := range r.Cells {
				fields[k] = v
			}
			fields[field] = value
			out[i].Cells = fields
		}
		return out
	}
}

// What is typed while a source is silent stays, is overruled when the locked value comes, and may be
// sent along again without being a change.
func TestTypedWhileDown(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	w.sources["person"].set(func(r *register) { r.down = true })
	id := chen.begin(elder)
	a := chen.patch(id, `{"answers": {"village": "北边的村"}}`).want(200)
	if got := a.str("state", "fields", "form.village", "value"); got != "北边的村" {
		t.Fatalf("typed by hand: %q", got)
	}
	w.sources["person"].set(func(r *register) { r.down = false })
	a = chen.do("GET", "/api/drafts/"+id, "").want(200)
	if got := a.str("view", "state", "fields", "form.village", "value"); got != "叠北社区" {
		t.Errorf("the register says 叠北社区, the form %q", got)
	}
	chen.patch(id, `{"answers": {"village": "北边的村", "living": "child"}}`).want(200)
	chen.patch(id, `{"answers": {"village": "南边的村"}}`).want(422)
}

// A disk without room is told as such; the draft stays as it was, can be read, and goes on once there is room.
func TestFullDisk(t *testing.T) {
	if dbtest.Postgres() {
		t.Skip("a server has its own disk")
	}
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	w.sources["person"].set(func(r *register) { r.down = true })
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"living": "child"}}`).want(200)
	w.exec("PRAGMA max_page_count = 1") // no more than there are
	long := `{"answers": {"living": "alone", "emergency_name": "` + strings.Repeat("长", 9000) + `"}}`
	chen.patch(id, long).want(507).has(`"code":"full"`, "以前保存的都还在")
	// What a register says now can't be kept, and is shown.
	w.sources["person"].set(func(r *register) {
		r.down = false
		r.change = with("residence_address", "广东省佛山市南海区"+strings.Repeat("长", 9000))
	})
	a := chen.do("GET", "/api/drafts/"+id, "").want(200).has("长长长")
	if got := a.str("view", "state", "fields", "form.living", "value"); got != "child" {
		t.Errorf("living is %q", got)
	}
	if w.value("SELECT count(*) FROM applications WHERE facts LIKE '%长长长%' AND id = ?", id) != "0" {
		t.Error("there was room for it")
	}
	w.exec("PRAGMA max_page_count = 1073741823")
	if got := chen.patch(id, long).want(200).str("state", "fields", "form.living", "value"); got != "alone" {
		t.Errorf("with room again living is %q", got)
	}
}

// hasty asks a service and goes away from one of its sources at once, from the others not before they have answered.
type hasty struct {
	runtime.Sources
	slow   string
	waited bool // somebody has asked without a bound to his patience
}

func (h *hasty) Fetch(ctx context.Context, r sharing.Request) map[sharing.Want]sharing.Answer {
	if _, bounded := ctx.Deadline(); !bounded {
		h.waited = true
	}
	late, others := r, r
	late.Wants, others.Wants = nil, nil
	for _, w := range r.Wants {
		if w.ID() == h.slow {
			late.Wants = append(late.Wants, w)
		} else {
			others.Wants = append(others.Wants, w)
		}
	}
	out := h.Sources.Fetch(ctx, others)
	gone, leave := context.WithCancel(ctx)
	leave()
	maps.Copy(out, h.Sources.Fetch(gone, late))
	return out
}

// What does not come in time is pending, and comes with the next request.
func TestSlowSource(t *testing.T) {
	h := &hasty{slow: "licences/disability_cert"}
	w := newWorldWith(t, func(s runtime.Sources) runtime.Sources { h.Sources = s; return h })
	answers := make(chan struct{})
	w.sources["disability_cert"].set(func(r *register) { r.slow = answers })
	chen := w.as("P004", "", "web")
	a := chen.do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(201)
	if got := a.str("view", "state", "facts", "disability", "is"); got != "unknown" {
		t.Errorf("the slow fact is %q", got)
	}
	if got := a.str("view", "state", "fields", "form.applicant_name", "value"); got != "陈伯年" {
		t.Errorf("the others did not come: %q", got)
	}
	if h.waited {
		t.Error("a register is waited for as long as it likes")
	}
	close(answers)
	h.slow = "" // the next request waits for the look-up that nobody waited for
	a = chen.do("GET", "/api/drafts/"+a.str("id"), "").want(200)
	if got := a.str("view", "state", "facts", "disability", "is"); got != "empty" {
		t.Errorf("the fact is %q at the next request", got)
	}
}

// A number typed in a row opens a record; when it changes, the old record goes.
func TestOldKeysAreDropped(t *testing.T) {
	w := newWorld(t)
	owner := w.as("P019", "organisation/L07", "web")
	id := owner.begin("road_freight_permit")
	plates := w.sources["vehicle_licence"]
	rows := func(plate string) string {
		return `{"answers": {"all_light": false, "fleet": "mixed", "vehicles": [{"_row": "r1", "bought": "owned", "plate_no": "` + plate + `"}]}}`
	}
	owner.patch(id, rows("粤EX0001")).want(200)
	facts := func() string { return w.value("SELECT facts FROM applications WHERE id = ?", id) }
	if !strings.Contains(facts(), "粤EX0001") {
		t.Fatalf("nothing was looked up under the plate: %v; %.600s", plates.asked, facts())
	}
	owner.patch(id, rows("粤EX0002")).want(200)
	if f := facts(); strings.Contains(f, "粤EX0001") || !strings.Contains(f, "粤EX0002") {
		t.Errorf("facts of the old key: %.300s", around(f, "粤EX000"))
	}
	owner.patch(id, `{"answers": {"vehicles": []}}`).want(200)
	// Its own vehicles are there from the start; the others' are gone.
	if f := strings.ReplaceAll(facts(), "粤EX0004", ""); strings.Contains(f, "粤EX000") {
		t.Errorf("facts of no key: %.300s", around(f, "粤EX000"))
	}
	for change, say := range map[string]string{
		`{"answers": {"vehicles": [{"bought": "owned", "plate_no": "x"}]}}`:                        "_row",
		`{"answers": {"vehicles": [{"_row": "r1"}, {"_row": "r1"}]}}`:                              "重复",
		`{"answers": {"vehicles": [{"_row": "r1", "nonsense": 1}]}}`:                               "没有这一列",
		`{"answers": {"vehicles": {"_row": "r1"}}}`:                                                "若干行",
		`{"answers": {"vehicles": [{"_row": "` + strings.Repeat("r", 65) + `"}]}}`:                 "最多64个",
		`{"answers": {"vehicles": [` + strings.Repeat(`{"_row": "r"},`, 1000) + `{"_row": "r"}]}}`: "最多1000行",
		`{"answers": {"vehicles": [1]}}`:                                                           "应为一行",
		`{"answers": {"vehicles": [{"_row": "r1", "bought": "owned", "plate_no": "粤\u001bE"}]}}`:   "控制字符",
	} {
		owner.patch(id, change).want(422).has(say)
	}
	// A row is named here as evaluation names it.
	row := strings.Repeat("r", 64)
	owner.patch(id, `{"answers": {"vehicles": [{"_row": "`+row+`", "bought": "owned", "plate_no": "粤EX0001"}]}, "disputed": ["form.vehicles[`+row+`].plate_no"]}`).want(200).
		has(`"form.vehicles[` + row + `].plate_no"`)
}

// Who acts for somebody else without proof gets nothing looked up, and can't submit.
func TestUnproven(t *testing.T) {
	w := newWorld(t)
	w.accounts.unproven["P001"] = true
	son := w.as("P001", "family/P004", "web")
	id := son.begin(elder)
	for _, src := range []string{"person", "benefits", "id_card"} {
		for _, key := range w.sources[src].asked {
			if key == "440622194402209917" {
				t.Errorf("%s was asked about the father", src)
			}
		}
	}
	son.submit(id, "key-00000001").want(422).has("代办授权还没有核实")
	if n := w.rows("cases"); n != 0 {
		t.Errorf("%d cases", n)
	}
}

// The family may act where a register shows it: the decision is the father's, the user the son.
func TestFamily(t *testing.T) {
	w := newWorld(t)
	son := w.as("P001", "family/P004", "web")
	id := son.begin(elder)
	a := son.do("GET", "/api/drafts/"+id, "").want(200)
	if got := a.str("view", "state", "fields", "form.applicant_name", "value"); got != "陈伯年" {
		t.Errorf("applicant %q", got)
	}
	if got := a.str("view", "state", "fields", "form.emergency_name", "value"); got != "陈启航" {
		t.Errorf("emergency contact %q", got)
	}
	// The father may see what is done in his name, and not change it under the son's.
	father := w.as("P004", "", "web")
	father.do("GET", "/api/drafts", "").want(200).has(id, `"applicant":{"as":"family/P004","name":"陈伯年","kind":"person"}`)
	father.do("GET", "/api/drafts/"+id, "").want(200)
	father.do("PATCH", "/api/drafts/"+id, `{"version": 1, "answers": {"living": "home"}}`).want(403)
	// What the father does by himself is no business of an agent.
	his := father.begin(elder)
	son.do("GET", "/api/drafts/"+his, "").want(404)
}

// A signature stands for what was in the form: another answer asks for another signature.
func TestSignatureLapses(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	signed := []string{"state", "materials", "application", "state"}
	if got := chen.patch(id, `{"step": "review"}`).want(200).str(signed...); got != "made" {
		t.Fatalf("the application form is %q", got)
	}
	if got := chen.patch(id, `{"answers": {"emergency_name": "李四"}}`).want(200).str(signed...); got != "needed" {
		t.Errorf("after a change it is %q", got)
	}
	chen.submit(id, "key-00000001").want(422).has("高龄津贴申请表")
	if got := chen.patch(id, `{"sign": ["application"]}`).want(200).str(signed...); got != "made" {
		t.Errorf("signed again it is %q", got)
	}
	if got := chen.patch(id, `{"unsign": ["application"]}`).want(200).str(signed...); got != "needed" {
		t.Errorf("taken back it is %q", got)
	}
}

// One event for a sitting, not one for each key; another channel or a later hour is another sitting.
func TestOneEventASitting(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	for range 5 {
		chen.patch(id, `{"answers": {"living": "child"}}`).want(200)
	}
	if n := w.events("draft.edit", id); n != 0 {
		t.Errorf("%d events beside the beginning", n)
	}
	w.as("P004", "", "wechat").patch(id, `{"answers": {"living": "alone"}}`).want(200)
	if n := w.events("draft.edit", id); n != 1 {
		t.Errorf("%d events after the change of channel", n)
	}
	w.clock.Move(31 * time.Minute)
	late := w.as("P004", "", "wechat")
	late.patch(id, `{"answers": {"living": "child"}}`).want(200)
	late.patch(id, `{"answers": {"living": "alone"}}`).want(200)
	if n := w.events("draft.edit", id); n != 2 {
		t.Errorf("%d events after half an hour", n)
	}
	if d := w.values("SELECT detail FROM audit_events"); strings.Contains(d, "child") || strings.Contains(d, "440622194402209917") {
		t.Errorf("the trail holds what was answered: %s", d)
	}
}

// Looking at a draft is no change of it: nothing is written while the registers say the same, and what they say
// anew is an event of its own, which begins no sitting.
func TestLookingIsNoEdit(t *testing.T) {
	w := newWorld(t)
	w.sources["benefits"].set(func(r *register) { r.down = true }) // asked again at each look, in vain
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, `{"confirmed": ["form.residence_address"]}`).want(200)
	trail := func() int { return w.rows("audit_events") }
	for range 3 {
		was := trail()
		w.clock.Move(11 * time.Minute)
		chen.do("GET", "/api/drafts/"+id, "").want(200)
		if trail() != was {
			t.Error("a look was written down as if something had changed")
		}
	}
	chen = w.later("P004")
	w.sources["person"].set(func(r *register) {
		r.change = with("residence_address", "广东省佛山市南海区桂城街道新址路9号")
	})
	a := chen.do("GET", "/api/drafts/"+id, "").want(200).has("新址路9号")
	if w.events("draft.edit", id) != 0 || w.events("draft.found", id) != 1 || a.num("version") != "2" {
		t.Errorf("%d edits, %d times found, version %s", w.events("draft.edit", id), w.events("draft.found", id), a.num("version"))
	}
	if d := w.value("SELECT detail FROM audit_events WHERE act = 'draft.found'"); !strings.Contains(d, `"lapsed":1`) {
		t.Errorf("detail %s", d)
	}
	chen.patch(id, `{"answers": {"living": "child"}}`).want(200)
	if n := w.events("draft.edit", id); n != 1 {
		t.Errorf("%d edits after a look and a change", n)
	}
}

// Numbers keep every digit on their way through the draft.
func TestNumbersKeepTheirDigits(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.patch(id, `{"answers": {"emergency_name": 12345678901234567890.1234567890123}}`).want(200)
	a := chen.do("GET", "/api/drafts/"+id, "").want(200)
	if n, _ := a.at("view", "input", "answers", "emergency_name").(json.Number); n != "12345678901234567890.1234567890123" {
		t.Errorf("the number came back as %s", n)
	}
}

// A decimal may be written as a number, also in a row; it is kept as the text that it is.
func TestDecimals(t *testing.T) {
	w := newWorld(t)
	firm := w.as("P001", "organisation/L01", "web")
	const item = "enterprise_investment_filing"
	for written, want := range map[string]any{`12.50`: "12.50", `"12.50"`: "12.50", `12`: json.Number("12"), `0.1`: "0.1", `1e2`: json.Number("1e2"), `1.5e1`: json.Number("1.5e1")} {
		answers := `{"answers": {"floor_area": ` + written + `, "equipment": [{"_row": "r1", "amount": ` + written + `}]}}`
		a := firm.patch(firm.begin(item), answers).want(200)
		if got := a.at("input", "answers", "floor_area"); got != want {
			t.Errorf("%s is kept as %#v", written, got)
		}
		if got := list(a.at("input", "answers", "equipment"))[0].(map[string]any)["amount"]; got != want {
			t.Errorf("%s in a row is kept as %#v", written, got)
		}
	}
	a := firm.do("POST", "/api/items/"+item+"/preview", `{"answers": {"floor_area": 12.5}}`).want(200)
	if got := a.at("view", "input", "answers", "floor_area"); got != "12.5" {
		t.Errorf("tried as %#v", got)
	}
}

// A preview stores nothing, and opens nobody's record but one's own.
func TestPreview(t *testing.T) {
	w := newWorld(t)
	path := "/api/items/road_freight_permit/preview"
	a := w.nobody().do("POST", path, `{"answers": {"all_light": false, "fleet": "mixed", "vehicles": [{"_row": "r1", "bought": "owned", "plate_no": "粤EX0001"}]}}`).want(200)
	if a.at("view", "plan") == nil {
		t.Error("no plan")
	}
	w.as("P019", "organisation/L07", "web").do("POST", path, `{"answers": {"all_light": false, "fleet": "mixed", "vehicles": [{"_row": "r1", "bought": "owned", "plate_no": "粤EX0001"}]}}`).want(200).has("周记货运部")
	for _, key := range w.sources["vehicle_licence"].asked {
		if strings.Contains(key, "粤EX0001") {
			t.Error("a preview looked up a plate that somebody typed")
		}
	}
	w.nobody().do("POST", path, `{"answers": {"nonsense": 1}}`).want(422)
	w.nobody().do("POST", path, `{"x": 1}`).want(422)
	if n := w.rows("applications"); n != 0 {
		t.Errorf("%d drafts", n)
	}
	w.nobody().do("GET", "/api/items/elder_allowance?language=en", "").want(200)
}

// stored counts the contents of files that are kept.
func (w *world) stored() int {
	w.t.Helper()
	n := 0
	check(w.t, filepath.WalkDir(w.uploads, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(path, "/incoming/") { // what became of an upload is kept for a day: the id of a file

			n++
		}
		return err
	}))
	return n
}

// What is taken off a draft leaves the disk, unless something else holds the same.
func TestContentOfDeletedFiles(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	path := "/api/drafts/" + chen.begin(elder) + "/files"
	other := chen.begin(elder)
	for i := range 3 {
		file := chen.upload(path+"?material=bank_book", "a.pdf", append(pdf, byte('0'+i))).want(201).str("file", "id")
		chen.do("DELETE", path+"/"+file, "").want(200)
	}
	if n := w.stored(); n != 0 {
		t.Errorf("%d contents that nobody needs", n)
	}
	file := chen.upload(path+"?material=bank_book", "a.pdf", pdf).want(201).str("file", "id")
	kept := chen.upload("/api/drafts/"+other+"/files?material=bank_book", "b.pdf", pdf).want(201).str("file", "id")
	chen.do("DELETE", path+"/"+file, "").want(200)
	chen.do("GET", "/api/files/"+kept, "").want(200)
	chen.do("DELETE", "/api/drafts/"+other, "").want(204)
	if n := w.stored(); n != 0 {
		t.Errorf("%d contents of a deleted draft", n)
	}
	// What was handed in stays, also when the draft that mends it is deleted.
	number := chen.handIn()
	w.giveBack(number, 1)
	chen.do("DELETE", "/api/drafts/"+chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id"), "").want(204)
	if n := w.stored(); n != 1 {
		t.Errorf("%d contents of a case", n)
	}
}

// A draft is deleted with its files; the rest stays.
func TestDelete(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id, other := chen.begin(elder), chen.begin(elder)
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "a.pdf", pdf).want(201)
	chen.do("DELETE", "/api/drafts/"+id, "").want(204)
	chen.do("GET", "/api/drafts/"+id, "").want(404)
	chen.do("GET", "/api/drafts/"+other, "").want(200)
	if w.rows("draft_files") != 0 || w.events("draft.delete", id) != 1 {
		t.Error("files left, or no event")
	}
}
