package api_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"banshi/runtime/store"
)

// What is wanted: drafts begun and cases submitted since then; mending a returned case is neither.
func TestWanted(t *testing.T) {
	w := newWorld(t)
	counts := func(since time.Time) map[string]int {
		t.Helper()
		got, err := store.New(w.db).Wanted(context.Background(), since)
		check(t, err)
		return got
	}
	begun := w.clock.Now()
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	w.as("P020", "", "web").begin(pension)
	if got := counts(begun); !maps.Equal(got, map[string]int{elder: 2, pension: 1}) {
		t.Errorf("%v", got)
	}
	w.as("clerk-440605011", "", "workbench").do("POST", "/api/staff/cases/"+number+"/precheck", `{"version": 1, "pass": false, "opinion": "请改", "key": "pre-00000001"}`).want(200)
	chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201)
	if got := counts(begun); !maps.Equal(got, map[string]int{elder: 2, pension: 1}) {
		t.Errorf("after an amendment: %v", got)
	}
	w.clock.Move(91 * 24 * time.Hour)
	if got := counts(w.clock.Now().AddDate(0, 0, -90)); len(got) != 0 {
		t.Errorf("after 91 days: %v", got)
	}
}
