package web_test

import (
	"context"
	"io"
	"net/http/httptest"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/web"

	"log/slog"
)

type namedPlace struct {
	Title string   `json:"title" name:"catalog"`
	Who   string   `json:"who"`
	Rooms []string `json:"rooms,omitempty" name:"catalog"`
}

type placesOut struct {
	Body struct {
		Places []namedPlace `json:"places"`
		Main   *namedPlace  `json:"main"`
	}
}

// A name of the catalogue is told in the language of who asks; nothing else is, and what the answer was made from stays.
func TestNamesOfTheCatalogue(t *testing.T) {
	kept := []namedPlace{{"民政局", "民政局", []string{"一号窗口", "没有译文"}}}
	s, err := web.New(web.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: dbtest.NewClock().Now,
		Names: func(_ context.Context, language string) map[string]string {
			if language != "en" {
				t.Errorf("asked for names in %s", language)
			}
			return map[string]string{"民政局": "Civil Affairs", "一号窗口": "Window 1"}
		}})
	if err != nil {
		t.Fatal(err)
	}
	huma.Register(s.API, huma.Operation{OperationID: "places", Method: "GET", Path: "/api/places"}, func(context.Context, *struct {
		Language string `query:"language"`
	}) (*placesOut, error) {
		out := &placesOut{}
		out.Body.Places, out.Body.Main = kept, &kept[0]
		return out, nil
	})
	h := s.Handler()
	for language, want := range map[string]string{
		"zh-Hans": `{"places":[{"title":"民政局","who":"民政局","rooms":["一号窗口","没有译文"]}],"main":{"title":"民政局","who":"民政局","rooms":["一号窗口","没有译文"]}}`,
		"en":      `{"places":[{"title":"Civil Affairs","who":"民政局","rooms":["Window 1","没有译文"]}],"main":{"title":"Civil Affairs","who":"民政局","rooms":["Window 1","没有译文"]}}`,
	} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", "/api/places?language="+language, nil))
		if got := rec.Body.String(); got != want+"\n" && got != want {
			t.Errorf("%s: %s", language, got)
		}
	}
	if kept[0].Title != "民政局" || kept[0].Rooms[0] != "一号窗口" {
		t.Errorf("what was kept is changed: %+v", kept)
	}
}
