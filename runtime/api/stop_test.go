package api_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"banshi/runtime"
)

// stopList is runtime.Stops: the elders' allowance is stopped, or nothing is.
type stopList struct {
	on    atomic.Bool
	asked atomic.Pointer[func()] // called at each question; nil: nothing is
}

func (s *stopList) Stopped(_ context.Context, item, language string) (*runtime.Stopped, error) {
	if f := s.asked.Load(); f != nil {
		(*f)()
	}
	if item != elder || !s.on.Load() {
		return nil, nil
	}
	return &runtime.Stopped{Notice: map[bool]string{true: "being checked", false: "正在核对"}[language == "en"]}, nil
}

// Of an item that is stopped nothing begins, at the counter neither, and nothing is handed in; the guide and the draft say
// why, what is typed is kept, and once it goes on the same draft is handed in.
func TestStopped(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.do("GET", "/api/items/"+elder, "").want(200).hasNot("正在核对")
	w.stops.on.Store(true)
	chen.do("GET", "/api/items/"+elder, "").want(200).has(`"stopped":{"notice":"正在核对"`)
	chen.do("GET", "/api/items/"+elder+"?language=en", "").want(200).has(`"stopped":{"notice":"being checked"`)
	chen.do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(403).has("紧急停办")
	chen.do("GET", "/api/drafts/"+id, "").want(200).has(`"stopped":{"notice":"正在核对"`)
	chen.patch(id, `{"answers": {"claim": "first"}}`).want(200)
	chen.submit(id, "key-stopped1").want(403).has("紧急停办")
	clerk := w.as(window, "", "workbench")
	clerk.do("POST", "/api/counter/drafts", fmt.Sprintf(`{"office": %q, "item": %q, "person": %s, "key": "key-stopped2"}`, civil, elder, w.visitor("P004"))).want(403).has("紧急停办")
	w.stops.on.Store(false)
	chen.submit(id, "key-stopped1").want(422) // only what is missing is in the way
}

// What is stopped while the sources are asked is not handed in.
func TestStoppedWhileItIsHandedIn(t *testing.T) {
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	id := chen.begin(elder)
	chen.fill(id)
	second := func() { w.stops.on.Store(true) }
	first := func() { w.stops.asked.Store(&second) }
	w.stops.asked.Store(&first)
	chen.submit(id, "key-stopped4").want(403).has("紧急停办")
	if n := w.rows("cases"); n != 0 {
		t.Errorf("%d cases", n)
	}
}

// What was handed in goes on, and is mended where it was returned.
func TestStoppedGoesOnWithCases(t *testing.T) {
	w := newWorld(t)
	son := w.as("P001", "family/P004", "web")
	number := w.returned(son)
	w.stops.on.Store(true)
	id := son.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).hasNot("正在核对").str("id")
	son.fill(id)
	son.submit(id, "key-stopped3").want(201)
}
