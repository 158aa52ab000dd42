package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// reads of the browser's person, in words: by source case.
func (b *browser) reads(query string) ([]string, answer) {
	b.t.Helper()
	a := b.do("GET", "/api/reads"+query, "").want(200)
	var out []string
	for _, x := range list(a.at("reads")) {
		m := x.(map[string]any)
		out = append(out, strings.TrimSpace(fmt.Sprint(m["by"], " ", m["source"], " ", m["why"], " ", m["case"])))
	}
	return out, a
}

// A person sees who read what of him, for which case; and nothing of anybody else.
func TestReads(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	if got, _ := chen.reads(""); len(got) != 0 {
		t.Errorf("before anything was read: %v", got)
	}
	number := chen.handIn()
	w.clock.Move(time.Minute)
	clerk := w.as("clerk-440605011", "", "workbench")
	clerk.do("GET", "/api/staff/cases/"+number, "").want(200)
	got, a := chen.reads("")
	if len(got) < 2 || got[0] != "staff <nil> case "+number || got[1] != "self person fill "+number && !strings.HasPrefix(got[1], "self ") {
		t.Errorf("%v", got)
	}
	a.has(`"office":"桂城公共服务办公室"`, `"role":"工作人员"`, `"item":"高龄津贴`).hasNot("clerk-440605011", "440622194402209917", "P004")
	if n := w.events("reads.view", "P004"); n != 2 {
		t.Errorf("%d readings of it written down", n)
	}
	// In English.
	chen.language = "en"
	_, a = chen.reads("")
	a.has(`"role":"staff"`)
	chen.language = ""
	// Filters.
	if got, _ := chen.reads("?source=cases"); len(got) != 1 || !strings.HasPrefix(got[0], "staff") {
		t.Errorf("%v", got)
	}
	got, _ = chen.reads("?source=person")
	for _, line := range got {
		if !strings.Contains(line, " person ") {
			t.Errorf("%v", got)
		}
	}
	if len(got) == 0 {
		t.Error("nothing of the register of persons")
	}
	if got, _ := chen.reads("?case=" + number); len(got) < 2 {
		t.Errorf("%v", got)
	}
	// Somebody else's case is not there, and somebody else sees nothing of his.
	other := w.as("P009", "", "web")
	other.do("GET", "/api/reads?case="+number, "").want(404)
	if got, a := other.reads(""); len(got) != 0 || len(list(a.at("cases"))) != 0 {
		t.Errorf("%v", got)
	}
	w.as("P001", "family/P004", "web").do("GET", "/api/reads", "").want(404) // his son acts for him, and may not speak for him
	clerk.do("GET", "/api/reads", "").want(403)
	w.nobody().do("GET", "/api/reads", "").want(401)
}

// Who acts for a person, and who names him in a form of his own, are told apart; neither's name nor case is told.
func TestReadsByOthers(t *testing.T) {
	w := newWorld(t)
	w.defs.extra = withSurety()
	son := w.as("P001", "family/P004", "web")
	son.begin(elder)
	his := w.as("P009", "", "web")
	id := his.begin("surety")
	his.patch(id, `{"answers": {"surety_no": "440622194402209917"}}`).want(200)
	theirs := his.submitSurety(id)
	got, a := w.as("P004", "", "web").reads("")
	all := strings.Join(got, "\n")
	for _, want := range []string{"agent ", "other person fill"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %v", want, got)
		}
	}
	a.has("有人担保").hasNot("P001", "P009", "何永昌", "陈启航")
	if theirs != "" {
		a.hasNot(theirs)
	}
}

// submitSurety hands in, if it can be.
func (b *browser) submitSurety(id string) string {
	a := b.submit(id, "key-surety01")
	if a.status != 201 {
		return ""
	}
	return a.str("case", "number")
}

// Pages follow one another without a line lost or doubled.
func TestReadsInPages(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	clerk := w.as("clerk-440605011", "", "workbench")
	for range 45 {
		w.clock.Move(time.Second)
		clerk.do("GET", "/api/staff/cases/"+number, "").want(200)
	}
	views, all, query := 0, 0, ""
	last := ""
	for page := 0; ; page++ {
		got, a := chen.reads(query)
		for _, x := range list(a.at("reads")) {
			m := x.(map[string]any)
			if at := m["at"].(string); last != "" && at > last {
				t.Errorf("%s after %s", at, last)
			} else {
				last = at
			}
			if m["by"] == "staff" {
				views++
			}
		}
		all += len(got)
		if a.at("more") != true {
			break
		}
		if len(got) != 20 || page > 10 {
			t.Fatalf("page %d has %d", page, len(got))
		}
		query = fmt.Sprintf("?lookup=%v&view=%v", a.at("lookup"), a.at("view"))
	}
	subject := w.value("SELECT subject FROM lookups WHERE source = 'person' LIMIT 1")
	if want := 45 + w.count("SELECT COUNT(*) FROM lookups WHERE subject = ?", subject); views != 45 || all != want {
		t.Errorf("%d looks, %d lines, want %d", views, all, want)
	}
}

func (w *world) count(query string, args ...any) int {
	w.t.Helper()
	var n int
	check(w.t, w.db.Read().NewRaw(query, args...).Scan(w.t.Context(), &n))
	return n
}
