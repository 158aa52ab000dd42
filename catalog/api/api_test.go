package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"banshi/catalog"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// shelf answers with one item, and remembers what was asked.
type shelf struct {
	look     catalog.Looking
	language string
	stops    map[string]catalog.Stop
	err      error
}

func (s *shelf) StopsNow(context.Context) (map[string]catalog.Stop, error) { return s.stops, s.err }

var card = catalog.Card{ID: "card", Name: "读者证", Department: plan.Named{ID: "culture", Title: "文化局"}, Type: "permit",
	Applicants: []string{"person"}, Visits: eval.Range{Min: 0, Max: 1}, Promised: "5wd", Materials: 2}

func (s *shelf) Home(_ context.Context, language string) (catalog.Home, error) {
	s.language = language
	return catalog.Home{District: catalog.District{Code: "440605", Title: "南海区"},
		Themes: catalog.Doors{Person: []catalog.Theme{{ID: "reading", Title: "读书", Count: 1}}}, Popular: []catalog.Card{card}}, s.err
}

func (s *shelf) Search(_ context.Context, look catalog.Looking) (catalog.Listing, error) {
	s.look = look
	return catalog.Listing{Hits: []catalog.Listed{{Card: card, Match: &catalog.Mark{Text: "借书证", From: 0, To: 2}}}, Near: []catalog.Listed{{Card: card}},
		Total: 1, Facets: []catalog.Facet{{Filter: catalog.ZeroVisits, On: true, Count: 1, Without: 2}}}, s.err
}

func (s *shelf) Missed(context.Context, actor.Actor) ([]catalog.Missed, error) {
	return []catalog.Missed{{Words: "火星", Count: 2, Last: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)}}, s.err
}

func TestMissed(t *testing.T) {
	status, body := get(t, &shelf{}, "/api/staff/missed")
	if want := `{"missed":[{"words":"火星","count":2,"last":"2026-11-23T01:00:00Z"}]}`; status != 200 || strings.TrimSpace(body) != want {
		t.Errorf("%d %s", status, body)
	}
}

func get(t *testing.T, s *shelf, path string, header ...string) (int, string) {
	t.Helper()
	w, err := web.New(web.Config{Log: slog.New(slog.DiscardHandler), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	Register(w.API, s, func(context.Context) actor.Actor { return actor.Actor{} })
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, r)
	return rec.Code, rec.Body.String()
}

const cardJSON = `{"id":"card","name":"读者证","alsoKnownAs":[],"department":{"id":"culture","title":"文化局"},"type":"permit",` +
	`"applicants":["person"],"visits":{"min":0,"max":1},"promised":"5wd","instant":false,"materials":2`

func TestHome(t *testing.T) {
	status, body := get(t, &shelf{}, "/api/home")
	want := `{"district":{"code":"440605","title":"南海区"},"themes":{"person":[{"id":"reading","title":"读书","count":1}],"organisation":[]},` +
		`"events":{"person":[],"organisation":[]},"popular":[` + cardJSON + `}]}`
	if status != 200 || strings.TrimSpace(body) != want {
		t.Errorf("%d %s\nwant %s", status, body, want)
	}
}

func TestItems(t *testing.T) {
	s := &shelf{}
	status, body := get(t, s, "/api/items?q=%E5%80%9F%E4%B9%A6&theme=reading&applicant=person&language=en&filter=zero,instant&show=7")
	want := `{"query":"借书","hits":[` + cardJSON + `,"match":{"text":"借书证","from":0,"to":2}}],"near":[` + cardJSON + `}],"total":1,"filters":[{"id":"zero","on":true,"count":1,"without":2}]}`
	if status != 200 || strings.TrimSpace(body) != want {
		t.Errorf("%d %s\nwant %s", status, body, want)
	}
	if !reflect.DeepEqual(s.look, catalog.Looking{Text: "借书", Theme: "reading", Applicant: "person", Language: "en", Most: 7, Filters: []catalog.Filter{"zero", "instant"}}) {
		t.Errorf("%+v", s.look)
	}
}

// A stopped item is marked wherever it is listed, with since when and what people are told, in the language of who looks.
func TestStoppedInLists(t *testing.T) {
	s := &shelf{stops: map[string]catalog.Stop{"card": {Item: "card", Reason: "内情", Notice: "请到文化局窗口办理", English: "Please go to the counter", At: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)}}}
	for path, notice := range map[string]string{"/api/home": "请到文化局窗口办理", "/api/items?q=x": "请到文化局窗口办理", "/api/home?language=en": "Please go to the counter", "/api/items?q=x&language=en": "Please go to the counter"} {
		status, body := get(t, s, path)
		want := `"stopped":{"notice":"` + notice + `","at":"2026-11-23T01:00:00Z"}`
		if n := map[bool]int{true: 1, false: 2}[strings.HasPrefix(path, "/api/home")]; status != 200 || strings.Count(body, want) != n || strings.Contains(body, "内情") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestRefusals(t *testing.T) {
	for path, want := range map[string]int{
		"/api/items?applicant=dog":                        422,
		"/api/items?q=" + strings.Repeat("a", 101):        422,
		"/api/items?filter=cheap":                         422,
		"/api/items?sort=price":                           422,
		"/api/home?language=" + strings.Repeat("x", 1000): 422,
	} {
		if status, body := get(t, &shelf{}, path); status != want || !strings.Contains(body, "urn:banshi:problem:invalid") {
			t.Errorf("%.40s: %d %s", path, status, body)
		}
	}
	if status, body := get(t, &shelf{err: fault.New(fault.Unavailable, fault.Say("事项目录还没有导入", "in English"))}, "/api/home"); status != 503 || !strings.Contains(body, "还没有导入") {
		t.Errorf("%d %s", status, body)
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ query, accept, want string }{
		{"", "", "zh-Hans"}, {"en", "", "en"}, {"en", "zh-CN", "en"}, {"zh-Hans", "en-US", "zh-Hans"}, {"", "en", "en"}, {"", "en-GB,en;q=0.9,zh;q=0.5", "en"},
		{"", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"}, {"", "EN-us;q=1", "en"}, {"", "end", "zh-Hans"}, {"fr", "en", "zh-Hans"},
	} {
		s := &shelf{}
		if status, body := get(t, s, "/api/home?language="+c.query, "Accept-Language", c.accept); status != 200 || s.language != c.want {
			t.Errorf("%+v: %d %q %.200s", c, status, s.language, body)
		}
	}
}
