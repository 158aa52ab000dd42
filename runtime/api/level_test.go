package api_test

import (
	"context"
	"fmt"
	"testing"

	"banshi/runtime/identity"
)

// known signs somebody in as surely as that.
func (w *world) known(account string, l identity.Level) *browser {
	w.t.Helper()
	c, token, err := w.sessions.Enter(context.Background(), account, "", "web", identity.Proof{Level: l, Method: "test"})
	check(w.t, err)
	return &browser{world: w, cookie: token, csrf: c.CSRF}
}

// What an item asks for is held at each step, by session and not by account: beginning, opening, saving, submitting. Who
// is recognised more surely finds what he filled in.
func TestLevelAtEachStep(t *testing.T) {
	w := newWorld(t)
	const needed = `"level":3`
	weak := w.known("P004", 2)
	weak.do("POST", "/api/drafts", `{"item": "elder_allowance"}`).want(403).has(needed, "填过的都还在")
	id := w.known("P004", 4).begin("elder_allowance")
	w.known("P004", 4).patch(id, `{"answers": {"claim": "first", "emergency_name": "陈启航"}}`).want(200)
	for _, step := range [][3]string{
		{"GET", "/api/drafts/" + id, ""},
		{"PATCH", "/api/drafts/" + id, `{"version": 2, "answers": {"emergency_name": "别人"}}`},
		{"POST", "/api/drafts/" + id + "/signings", `{"material": "bank_book"}`},
		{"POST", "/api/drafts/" + id + "/submit", `{"version": 2, "key": "too-weak-1"}`},
	} {
		weak.do(step[0], step[1], step[2]).want(403).has(needed)
	}
	weak.do("GET", "/api/drafts", "").want(200).has(id) // one sees that it is there
	for l := identity.Level(3); l <= 5; l++ {
		w.known("P004", l).do("GET", "/api/drafts/"+id, "").want(200).has("陈启航", fmt.Sprintf(`"level":%d`, l)).hasNot("别人")
	}
	// Ending every session of an account ends them at the next request.
	strong := w.known("P004", 5)
	if n, err := w.sessions.EndOf(context.Background(), "P004", "", "test"); err != nil || n < 5 {
		t.Errorf("%d sessions ended: %v", n, err)
	}
	strong.do("GET", "/api/drafts/"+id, "").want(401)
	weak.do("GET", "/api/drafts", "").want(401)
}

// A signature asks for more than filling in: who has filled in at level 3 signs and hands in at level 4, and finds everything.
func TestLevelOfASignature(t *testing.T) {
	w := newWorld(t)
	firm := func(l identity.Level) *browser {
		c, token, err := w.sessions.Enter(context.Background(), "P008", "organisation/L05", "web", identity.Proof{Level: l, Method: "test"})
		check(t, err)
		return &browser{world: w, cookie: token, csrf: c.CSRF}
	}
	const needed = `"level":4`
	weak := firm(3)
	id := weak.begin("public_place_hygiene_new")
	weak.patch(id, `{"answers": {"place_group": "lodging", "way": "promise", "shop_sign": "樵山客栈"}}`).want(200)
	draft := "/api/drafts/" + id
	weak.do("GET", draft+"?as=submission", "").want(200).has(needed, `"kind":"identity"`) // one sees what it will ask for
	weak.do("PATCH", draft, `{"version": 2, "sign": ["application"]}`).want(403).has(needed, "这一步要求四级", "填过的都还在")
	weak.do("POST", draft+"/submit", `{"version": 2, "key": "signed-too-weakly"}`).want(403).has(needed)
	weak.do("PATCH", draft, `{"version": 2, "answers": {"area": "80"}}`).want(200) // filling in goes on
	strong := firm(4)
	strong.do("GET", draft, "").want(200).has("樵山客栈", `"80"`)
	strong.do("PATCH", draft, `{"version": 3, "sign": ["application", "commitment"]}`).want(200).has(`"made"`)
	// A signature is no way round: who hands it in needs the level as well.
	weak.do("POST", draft+"/submit", `{"version": 4, "key": "signed-by-another-way"}`).want(403).has(needed)
	strong.do("POST", draft+"/submit", `{"version": 4, "key": "incomplete-still"}`).want(422).hasNot(`"level"`)
}
