package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
)

// document is a PDF of a size, and of a content that says n.
func document(n, size int) []byte {
	return []byte("%PDF-1.4\n% " + strconv.Itoa(n) + strings.Repeat("x", size) + "\n%%EOF\n")
}

// An upload goes on where it was cut, whoever asks how far it has come, and gives one file however often it is taken.
func TestUploadGoesOn(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	draft := "/api/drafts/" + chen.begin(elder)
	content := document(1, 300_000)
	upload := chen.beginUpload(draft, "bank_book", "首页.pdf", content).want(201).header.Get("Location")
	if !strings.HasPrefix(upload, draft+"/uploads/") {
		t.Fatalf("Location %q", upload)
	}
	chen.piece(upload, 0, content[:100_000]).want(204)
	chen.do("POST", upload, "").want(409).has("还没有传完")
	// Another node, and the same one after a restart, knows no more than what is stored.
	again := w.restarted().as("P004", "", "web")
	if a := again.sendWith("HEAD", upload, http.NoBody, http.Header{"Tus-Resumable": {"1.0.0"}}).want(200); a.header.Get("Upload-Offset") != "100000" {
		t.Fatalf("offset %q", a.header.Get("Upload-Offset"))
	}
	again.do("GET", draft+"/uploads", "").want(200).has(`"offset":100000`, `"name":"首页.pdf"`)
	again.piece(upload, 50_000, content[50_000:]).want(409) // not where it stands
	again.piece(upload, 100_000, content[100_000:]).want(204)
	first := again.do("POST", upload, "").want(201)
	second := chen.do("POST", upload, "").want(201)
	if first.str("file", "id") != second.str("file", "id") || first.str("file", "id") == "" || w.rows("draft_files") != 1 {
		t.Errorf("%s, then %s", first.text, second.text)
	}
	if got := chen.do("GET", "/api/files/"+first.str("file", "id"), "").want(200); got.text != string(content) {
		t.Errorf("%d bytes came back", len(got.text))
	}
	chen.do("GET", draft+"/uploads", "").want(200).hasNot("首页")
	if w.events("draft.attach", "") != 1 {
		t.Error("not one event")
	}
}

// A connection that breaks keeps what has come of its piece.
func TestUploadThatBreaksOff(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	draft := "/api/drafts/" + chen.begin(elder)
	content := document(1, 100_000)
	upload := chen.beginUpload(draft, "bank_book", "a.pdf", content).want(201).header.Get("Location")
	broken := io.MultiReader(bytes.NewReader(content[:40_000]), failing{})
	if a := chen.sendWith("PATCH", upload, broken, http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Offset": {"0"}, "Content-Type": {"application/offset+octet-stream"}}); a.status < 400 {
		t.Fatalf("half a piece is %d", a.status)
	}
	if a := chen.sendWith("HEAD", upload, http.NoBody, nil).want(200); a.header.Get("Upload-Offset") != "40000" {
		t.Fatalf("offset %q", a.header.Get("Upload-Offset"))
	}
	chen.piece(upload, 40_000, content[40_000:]).want(204)
	chen.do("POST", upload, "").want(201)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// Every request asks anew whether it may.
func TestWhoMayUpload(t *testing.T) {
	w := newWorld(t)
	chen, stranger, clerk := w.as("P004", "", "web"), w.as("P001", "", "web"), w.as("clerk-440605011", "", "workbench")
	draft := "/api/drafts/" + chen.begin(elder)
	upload := chen.beginUpload(draft, "bank_book", "a.pdf", pdf).want(201).header.Get("Location")
	for _, who := range []struct {
		name   string
		b      *browser
		status int
	}{{"nobody", w.nobody(), 401}, {"a stranger", stranger, 404}, {"staff", clerk, 404}, {"a supervisor", w.as("supervisor", "", "workbench"), 403}} {
		for what, a := range map[string]answer{
			"begin": who.b.beginUpload(draft, "bank_book", "b.pdf", pdf), "piece": who.b.piece(upload, 0, pdf), "take": who.b.do("POST", upload, ""),
			"list": who.b.do("GET", draft+"/uploads", ""), "cancel": who.b.sendWith("DELETE", upload, http.NoBody, http.Header{"Tus-Resumable": {"1.0.0"}}),
			"offset": who.b.sendWith("HEAD", upload, http.NoBody, nil),
		} {
			if a.status != who.status {
				t.Errorf("%s, %s: %d, want %d", who.name, what, a.status, who.status)
			}
		}
	}
	// Another draft of one's own is another place.
	other := "/api/drafts/" + chen.begin(elder)
	chen.piece(strings.Replace(upload, draft, other, 1), 0, pdf).want(404)
	chen.sendWith("DELETE", upload, http.NoBody, http.Header{"Tus-Resumable": {"1.0.0"}}).want(204)
	chen.piece(upload, 0, pdf).want(404).has("重新选择文件")
}

func TestUploadsThatAreRefused(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	draft := "/api/drafts/" + chen.begin(elder)
	tus := func(length, metadata string) answer {
		return chen.sendWith("POST", draft+"/uploads", http.NoBody, http.Header{"Tus-Resumable": {"1.0.0"}, "Upload-Length": {length}, "Upload-Metadata": {metadata}})
	}
	tus("100", meta("material", "nonsense", "name", "a")).want(422)
	tus("0", meta("material", "bank_book", "name", "a")).want(422)
	tus("-1", meta("material", "bank_book", "name", "a")).want(422)
	tus("x", meta("material", "bank_book", "name", "a")).want(422)
	tus("99999999999", meta("material", "bank_book", "name", "a")).want(413)
	tus("100", meta("material", "bank_book", "name", "a", "sha256", "../../x")).want(422)
	chen.sendWith("POST", draft+"/uploads", http.NoBody, http.Header{"Upload-Length": {"100"}}).want(422)
	// What is coming counts into the room of the draft.
	begun := 0
	for ; begun < 40; begun++ {
		if a := tus("5000000", meta("material", "bank_book", "name", "a")); a.status != 201 {
			a.want(413)
			break
		}
	}
	if begun != files.MaxPartials {
		t.Errorf("%d at the same time", begun)
	}
	w2 := newWorld(t)
	li := w2.as("P004", "", "web")
	draft = "/api/drafts/" + li.begin(elder)
	// What came is not what was meant; what it is, is refused, and then forgotten.
	upload := li.beginUpload(draft, "bank_book", "a.pdf", document(1, 10)).want(201).header.Get("Location")
	li.piece(upload, 0, document(2, 10)).want(204)
	li.do("POST", upload, "").want(422).has("和您选的不一样")
	li.do("POST", upload, "").want(404)
	exe := append([]byte("MZ"), make([]byte, 100)...)
	upload = li.beginUpload(draft, "bank_book", "a.pdf", exe).want(201).header.Get("Location")
	li.piece(upload, 0, exe).want(204)
	li.do("POST", upload, "").want(422).has("不接受这种文件")
	li.do("GET", draft+"/uploads", "").want(200).hasNot("a.pdf")
}

// Uploads to which nothing comes expire; one that goes on does not.
func TestUploadsExpire(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	draft := "/api/drafts/" + chen.begin(elder)
	upload := chen.beginUpload(draft, "bank_book", "a.pdf", pdf).want(201).header.Get("Location")
	if n, err := w.content.Sweep(context.Background(), time.Now().Add(-time.Hour)); n != 0 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	chen.piece(upload, 0, pdf[:10]).want(204)
	if n, err := w.content.Sweep(context.Background(), time.Now().Add(time.Hour)); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	chen.piece(upload, 10, pdf[10:]).want(404)
	// With a draft goes what was coming for it.
	chen.beginUpload(draft, "bank_book", "a.pdf", pdf).want(201)
	chen.do("DELETE", draft, "").want(204)
	if n, err := w.content.Sweep(context.Background(), time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Fatalf("%d left, %v", n, err)
	}
}

// scanner says what it is told to, or nothing.
type scanner struct {
	mu   sync.Mutex
	down bool
	slow bool
}

func (s *scanner) Scan(ctx context.Context, body io.Reader) (string, error) {
	s.mu.Lock()
	down, slow := s.down, s.slow
	s.mu.Unlock()
	if slow {
		<-ctx.Done()
		return "", ctx.Err()
	}
	if down {
		return "", errors.New("no clamd")
	}
	raw, err := io.ReadAll(body)
	if bytes.Contains(raw, []byte("BANSHI-TEST-VIRUS")) {
		return "Banshi.Test", err
	}
	return "", err
}

func (s *scanner) set(down, slow bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.slow = down, slow
}

func (w *world) guarded() *scanner {
	s := &scanner{}
	w.content.Guard(s, filestore.NewChecks(w.db), w.clock.Now)
	return s
}

// With the scanner down or slow the applicant goes on and hands in; staff open nothing until it was looked at.
func TestNothingUncheckedIsOpened(t *testing.T) {
	for _, slow := range []bool{false, true} {
		w := newWorld(t)
		s := w.guarded()
		s.set(true, slow)
		chen := w.as("P004", "", "web")
		number := chen.handIn()
		mine := chen.do("GET", "/api/cases/"+number, "").want(200).has(`"check":"waiting"`)
		file := firstFile(t, mine)
		clerk := w.as("clerk-440605011", "", "workbench")
		clerk.do("GET", "/api/files/"+file, "").want(409).has("还没有做完安全检查")
		clerk.do("GET", "/api/files/"+file+"/preview", "").want(409)
		chen.do("GET", "/api/files/"+file, "").want(409)
		s.set(false, false)
		if n, err := w.content.CheckDue(context.Background()); n != 0 || err != nil {
			t.Fatalf("its time has not come: %d, %v", n, err)
		}
		w.clock.Move(2 * time.Minute)
		if n, err := w.content.CheckDue(context.Background()); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		clerk.do("GET", "/api/files/"+file, "").want(200)
		if w.events("file.check", "") != 1 {
			t.Error("no event of the check")
		}
	}
}

func firstFile(t *testing.T, page answer) string {
	t.Helper()
	list, _ := page.at("files", "bank_book").([]any)
	if len(list) == 0 {
		t.Fatalf("no file: %.600s", page.text)
	}
	return list[0].(map[string]any)["id"].(string)
}

// What is infected is told at once, counts for nothing, and is opened by nobody, also where the same comes again.
func TestInfected(t *testing.T) {
	w := newWorld(t)
	w.guarded()
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	bad := []byte("%PDF-1.4\n% BANSHI-TEST-VIRUS\n%%EOF\n")
	up := chen.upload("/api/drafts/"+id+"/files?material=bank_book", "a.pdf", bad).want(201)
	if up.str("file", "check") != "infected" || up.str("state", "materials", "bank_book", "state") != "needed" {
		t.Fatalf("%s, %s", up.str("file", "check"), up.str("state", "materials", "bank_book", "state"))
	}
	file := up.str("file", "id")
	chen.do("GET", "/api/files/"+file, "").want(403).has("病毒", "隔离")
	chen.do("GET", "/api/files/"+file+"/preview", "").want(403)
	chen.do("DELETE", "/api/drafts/"+id+"/files/"+file, "").want(200)
	if again := chen.upload("/api/drafts/"+id+"/files?material=bank_book", "b.pdf", bad).want(201); again.str("file", "check") != "infected" {
		t.Error(again.text)
	}
	// Both times it was moved away, and both times the trail says so; it is destroyed when its time is over.
	if n := w.events("file.isolate", ""); n != 2 {
		t.Errorf("%d events tell that it was moved away", n)
	}
	if n, err := w.content.CheckDue(context.Background()); n != 0 || err != nil || w.events("file.isolate", "") != 2 {
		t.Errorf("%d, %v", n, err)
	}
	w.clock.Move(files.QuarantineKept)
	for range 2 {
		if _, err := w.content.CheckDue(context.Background()); err != nil || w.events("file.destroy", "") != 1 {
			t.Errorf("%v, %d events", err, w.events("file.destroy", ""))
		}
	}
}

// Pages are put into order, turned, and made one PDF; asked twice with one key, once.
func TestPagesOfAPaper(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	draft := "/api/drafts/" + id
	var ids []string
	for i := range 3 {
		ids = append(ids, chen.upload(draft+"/files?material=bank_book", strconv.Itoa(i)+".png", photo(40+i, 20)).want(201).str("file", "id"))
	}
	order := `["` + ids[2] + `","` + ids[0] + `","` + ids[1] + `"]`
	a := chen.do("PATCH", draft+"/files", `{"material":"bank_book","order":`+order+`,"turns":{"`+ids[0]+`":90}}`).want(200)
	if got := firstFile(t, a); got != ids[2] {
		t.Errorf("first is %s, want %s", got, ids[2])
	}
	a.has(`"turn":90`)
	for _, bad := range []string{`{"material":"bank_book","order":["` + ids[0] + `"]}`, `{"material":"bank_book","order":["` + ids[0] + `","` + ids[0] + `","` + ids[1] + `"]}`} {
		chen.do("PATCH", draft+"/files", bad).want(409)
	}
	chen.do("PATCH", draft+"/files", `{"material":"bank_book","turns":{"`+ids[0]+`":45}}`).want(422)
	chen.do("PATCH", draft+"/files", `{"material":"bank_book","turns":{"x.y":90}}`).want(404)
	w.as("P001", "", "web").do("PATCH", draft+"/files", `{"material":"bank_book","order":`+order+`}`).want(404)
	bundle := func(key string) answer {
		return chen.sendWith("POST", draft+"/pdf", strings.NewReader(`{"material":"bank_book","pictures":`+order+`}`),
			http.Header{"Content-Type": {"application/json"}, "Idempotency-Key": {key}})
	}
	one := bundle("key-0001").want(201)
	if two := bundle("key-0001").want(201); two.str("file", "id") != one.str("file", "id") || w.rows("draft_files") != 1 {
		t.Errorf("%s\n%s", one.text, two.text)
	}
	bundle("key-0002").want(404)
	got := chen.do("GET", "/api/files/"+one.str("file", "id"), "").want(200)
	if strings.Count(got.text, "/Type /Page ") != 3 || !strings.HasPrefix(got.text, "%PDF-") {
		t.Errorf("not three pages: %.200q", got.text)
	}
}
