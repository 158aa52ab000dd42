package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/engine/eval"
	"banshi/runtime"

	"banshi/runtime/base/db/dbtest"
)

// Nothing is stored of what may not be submitted, and everything that is missing is named.
func TestBlocked(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	a := chen.submit(id, "key-00000001").want(422).has("现居住地址", "居住状况", "社保卡或银行存折首页", "高龄津贴申请表")
	if a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("content type %s", a.header.Get("Content-Type"))
	}
	kinds := map[string]int{}
	for _, b := range list(a.at("blocked")) {
		m := b.(map[string]any)
		kinds[m["kind"].(string)]++
		if m["title"] == "" || m["title"] == m["path"] {
			t.Errorf("no title: %v", m)
		}
	}
	for _, k := range []string{"missing", "confirm", "material"} {
		if kinds[k] == 0 {
			t.Errorf("no obstacle of kind %s: %v", k, kinds)
		}
	}
	w.unchanged(t, id, func() {
		chen.submit(id, "key-00000001").want(422)
	})
	// The English reader gets the titles in English where there are any; the problem stays a problem.
	v := chen.do("GET", "/api/drafts/"+id, "").num("version")
	chen.do("POST", "/api/drafts/"+id+"/submit?language=en", `{"version": `+v+`, "key": "key-00000001"}`).want(422)
	for _, key := range []string{"", "short", "with blank", strings.Repeat("k", 101)} {
		chen.do("POST", "/api/drafts/"+id+"/submit", fmt.Sprintf(`{"version": %s, "key": %q}`, v, key)).want(422)
	}
	// A submission carries no answers of its own.
	chen.do("POST", "/api/drafts/"+id+"/submit", `{"version": `+v+`, "key": "key-00000001", "answers": {"promise": true}}`).want(422)
}

// Where the catalogue can't be read, nobody knows which office handles an application: it goes to none, and not to just any.
func TestNoOfficeIsGuessed(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	w.unread = true
	w.unchanged(t, id, func() {
		chen.submit(id, "key-00000001").want(500)
	})
	w.unread = false
	chen.submit(id, "key-00000001").want(201)
}

// A verdict of no is named by its rule; who insists is heard.
func TestRefusalAndInsisting(t *testing.T) {
	w := newWorld(t)
	zhou := w.as("P019", "", "web") // 60 years old
	id := zhou.begin(elder)
	zhou.fill(id)
	zhou.submit(id, "key-00000001").want(422).has(`"kind":"verdict"`, "您从2046年10月24日起可以来办")
	zhou.patch(id, `{"insist": true}`).want(200)
	zhou.submit(id, "key-00000001").want(201).has(`"verdict":"refuse"`)
}

var submitTables = []string{"cases", "submissions", "case_events", "case_files", "request_keys", "case_days", "audit_events", "draft_files"}

// unchanged fails when do leaves a trace in the tables of a submission, or changes the draft.
func (w *world) unchanged(t *testing.T, id string, do func()) {
	t.Helper()
	draft := func() string {
		return w.value("SELECT version || case_number || content || facts FROM applications WHERE id = ?", id)
	}
	rows, was := map[string]int{}, draft()
	for _, table := range submitTables {
		rows[table] = w.rows(table)
	}
	do()
	for _, table := range submitTables {
		if n := w.rows(table); n != rows[table] {
			t.Errorf("%s has %d rows, had %d", table, n, rows[table])
		}
	}
	if now := draft(); now != was {
		t.Errorf("the draft has changed:\n%.300s\n%.300s", was, now)
	}
}

// A submission that breaks off at any of its writes leaves nothing, and can be made afterwards.
func TestCrashInTheMiddle(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.upload("/api/drafts/"+id+"/files?material=bank_book", "首页.pdf", pdf).want(201)
	chen.fill(id)
	for _, at := range []string{
		"INSERT ON case_days", "INSERT ON cases", "UPDATE ON applications", "DELETE ON draft_files", "INSERT ON submissions",
		"INSERT ON case_files", "INSERT ON case_events", "INSERT ON request_keys", "INSERT ON audit_events",
	} {
		when := ""
		if strings.HasSuffix(at, "applications") {
			when = "NEW.case_number <> ''"
		}
		event, table, _ := strings.Cut(at, " ON ")
		check(t, dbtest.Guard(context.Background(), w.db, table, "broken", event, when, "the disk is gone"))
		w.unchanged(t, id, func() {
			if a := chen.submit(id, "key-00000001"); a.status != 500 {
				t.Errorf("%s: status %d: %.300s", at, a.status, a.text)
			} else {
				a.hasNot("disk", "trigger", "SQL")
			}
		})
		check(t, dbtest.Unguard(context.Background(), w.db, table, "broken"))
		if t.Failed() {
			t.Fatalf("at %s", at)
		}
	}
	chen.submit(id, "key-00000001").want(201).has("440605-20261123-00001")
}

// The same key makes one case, however many hands press at once; so does one that is sent later,
// because its answer was lost. Another key for the same draft is refused.
func TestDoubleSubmit(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	v := chen.do("GET", "/api/drafts/"+id, "").num("version")
	body := `{"version": ` + v + `, "key": "key-00000001"}`
	const hands = 40
	answers := make([]answer, hands)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range hands {
		done.Go(func() {
			start.Wait()
			answers[i] = chen.do("POST", "/api/drafts/"+id+"/submit", body)
		})
	}
	start.Done()
	done.Wait()
	for _, a := range answers {
		if a.status != 201 || a.str("case", "number") != "440605-20261123-00001" {
			t.Fatalf("%d %.300s", a.status, a.text)
		}
	}
	chen.do("POST", "/api/drafts/"+id+"/submit", body).want(201).has("440605-20261123-00001")
	w.clock.Move(26 * time.Hour)
	chen = w.as("P004", "", "wechat")
	chen.do("POST", "/api/drafts/"+id+"/submit", body).want(201).has("440605-20261123-00001", "2026-11-23T01:00:00Z")
	chen.do("POST", "/api/drafts/"+id+"/submit", strings.Replace(body, "1\"}", "2\"}", 1)).want(409).has("440605-20261123-00001")
	if w.rows("cases") != 1 || w.rows("submissions") != 1 || w.rows("case_events") != 1 || w.events("draft.submit", "") != 1 {
		t.Errorf("%d cases, %d submissions, %d events", w.rows("cases"), w.rows("submissions"), w.events("draft.submit", ""))
	}
	// The key is the submission's: it gives no other draft's case, and nobody else's.
	other := chen.begin(elder)
	chen.do("POST", "/api/drafts/"+other+"/submit", body).want(409)
	w.as("P009", "", "web").do("POST", "/api/drafts/"+id+"/submit", body).want(404)
}

// Two keys for one draft at once: one case, and everybody else is told its number.
func TestTwoKeysAtOnce(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	v := chen.do("GET", "/api/drafts/"+id, "").num("version")
	answers := make([]answer, 20)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = chen.do("POST", "/api/drafts/"+id+"/submit", fmt.Sprintf(`{"version": %s, "key": "key-%08d"}`, v, i))
		})
	}
	all.Wait()
	made := 0
	for _, a := range answers {
		switch a.status {
		case 201:
			made++
		case 409:
			a.has("440605-20261123-00001")
		default:
			t.Errorf("%d %.300s", a.status, a.text)
		}
	}
	if made != 1 || w.rows("cases") != 1 {
		t.Errorf("%d made, %d cases", made, w.rows("cases"))
	}
}

// Numbers of a day are different and without a gap, also when many submit at once; the next day
// begins anew, by the district's clock.
func TestCaseNumbers(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for i := range 9 {
		b := w.elder(i)
		id := b.begin(elder)
		b.fill(id)
		all.Go(func() {
			n := b.submit(id, "key-"+id).want(201).str("case", "number")
			mu.Lock()
			defer mu.Unlock()
			seen[n] = true
		})
	}
	all.Wait()
	for i := range 9 {
		if n := fmt.Sprintf("440605-20261123-%05d", i+1); !seen[n] {
			t.Errorf("%s is missing: %v", n, seen)
		}
	}
	w.clock.Move(16 * time.Hour) // 1:00 in Foshan
	b := w.as("P004", "", "web")
	id := b.begin(elder)
	b.fill(id)
	b.submit(id, "key-"+id).want(201).has("440605-20261124-00001")
}

// The key of a request gives the same case for a week, and is forgotten by the first submission after it.
func TestOldKeysAreForgotten(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	first := chen.handIn()
	w.clock.Move(runtime.KeysKept)
	w.elder(0).handIn()
	if n := w.rows("request_keys"); n != 2 {
		t.Errorf("%d keys within a week", n)
	}
	draft := strings.TrimPrefix(w.value("SELECT key FROM request_keys WHERE number = ?", first), "key-")
	w.as("P004", "", "web").do("POST", "/api/drafts/"+draft+"/submit", `{"version": 1, "key": "key-`+draft+`"}`).want(201).has(first)
	w.clock.Move(time.Second)
	w.elder(1).handIn()
	if n := w.rows("request_keys"); n != 2 {
		t.Errorf("%d keys after a week", n)
	}
	// Forgotten is not undone: the draft says what became of it.
	w.as("P004", "", "web").do("POST", "/api/drafts/"+draft+"/submit", `{"version": 1, "key": "key-`+draft+`"}`).want(409).has(first)
}

// A source that is down keeps nobody from submitting: a person looks at it.
func TestSourceDown(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	w.sources["benefits"].set(func(r *register) { r.down = true })
	// The draft goes on with what was found; the submission asks anew and says that it could not.
	number := chen.submit(id, "key-00000001").want(201).has(`"verdict":"review"`).str("case", "number")
	a := w.as("clerk-440605011", "", "workbench").do("GET", "/api/staff/cases/"+number, "").want(200)
	if got := a.str("view", "state", "rules", "no_dup", "result"); got != "unknown" {
		t.Errorf("no_dup is %q", got)
	}
	if down, _ := a.at("view", "state", "facts", "benefits", "down").(bool); !down {
		t.Errorf("benefits: %v", a.at("view", "state", "facts", "benefits"))
	}
	trace := w.value("SELECT trace FROM submissions")
	if !strings.Contains(trace, `"source":"benefits","fact":"benefits","status":"down","why":"unreachable"`) {
		t.Errorf("trace: %s", trace)
	}
	if facts := w.value("SELECT facts FROM submissions"); !strings.Contains(facts, `"from":"自然人基础信息库","via":"file shared-data/persons.json"`) {
		t.Errorf("no provenance: %.400s", facts)
	}
}

// A fact that has changed between the draft and the submission counts as it is now.
func TestFactsAreAskedAnew(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	w.sources["person"].set(func(r *register) {
		r.change = with("residence_address", "广东省佛山市南海区桂城街道新址路9号")
	})
	chen.submit(id, "key-00000001").want(422).has(`"kind":"confirm","path":"form.residence_address","title":"现居住地址"`, "高龄津贴申请表")
	w.sources["person"].set(func(r *register) { r.change = with("status", "死亡注销") })
	chen.submit(id, "key-00000001").want(422).has("verdict", "户籍状态")
}

// What is stored gives the same state again, to the byte; the state is of the day of submission for ever.
func TestFrozen(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	number := chen.submit(id, "key-00000001").want(201).str("case", "number")
	var in eval.Input
	d := json.NewDecoder(strings.NewReader(w.value("SELECT input FROM submissions")))
	d.UseNumber()
	check(t, d.Decode(&in))
	state, err := catalogue().Program(elder, "zh-Hans").Evaluate(in)
	check(t, err)
	again, err := eval.JSON(state)
	check(t, err)
	if stored := w.value("SELECT state FROM submissions"); stored != string(again) {
		t.Errorf("evaluated again it is another state:\n%.600s\n%.600s", stored, again)
	}
	if !in.Submit || in.Today != "2026-11-23" || state.Plan != w.value("SELECT plan FROM submissions") {
		t.Errorf("submit %v, today %s", in.Submit, in.Today)
	}
	w.clock.Move(100 * 24 * time.Hour)
	w.sources["person"].set(func(r *register) { r.down = true })
	a := w.as("P004", "", "web").do("GET", "/api/cases/"+number, "").want(200)
	if a.str("today") != "2026-11-23" || a.str("view", "state", "today") != "2026-11-23" ||
		a.str("view", "state", "fields", "form.start_date", "value") != "2026-11-23" {
		t.Errorf("the case has moved to another day")
	}
	if err := w.try("UPDATE submissions SET state = '{}'"); err == nil {
		t.Error("a submission could be changed")
	}
}
