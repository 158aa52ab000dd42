package api_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"banshi/engine"
	"banshi/runtime/sharing"
)

// An item that looks at a third person: a law lets it see whether the surety exists and has a card in force.
const surety = `kind: Item
id: surety
name: 有人担保
type: other
department: civil_affairs
applicants: [person]
acting: [self]
facts:
  surety: {source: person, key: form.surety_no, consent: {law: 示例法}}
  card: {licence: id_card, key: form.surety_no, consent: {law: 示例法}}
eligibility:
  - {id: known, title: 担保人登记在册, that: 'surety.name != applicant.name', otherwise: 换一位担保人, effect: warn}
form:
  - section: who
    title: 担保人
    fields:
      - {id: surety_no, type: id_number, title: 担保人号码, need: true, sensitive: true, purpose: 核对担保人}
materials:
  - {id: surety_card, title: 担保人身份证, reuse: [{by: card, when: 'it.live && it.issuer != "x"'}]}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 回执}
  deliver: [electronic]
`

var withSurety = sync.OnceValue(func() *engine.Catalogue { return withFiles(map[string]string{"items/surety/item.yaml": surety}) })

// What the registers say about a third person never reaches the applicant, by whatever route: draft, change,
// review, why, case; nor does what was found under a number that has been typed over. The clerk sees
// which card stands in for the paper.
func TestThirdPersons(t *testing.T) {
	if p := withSurety().Program("surety", "zh-Hans"); p == nil {
		t.Fatalf("the item has faults:\n%s", withSurety().Faults.Text(withSurety().Sources, "zh-Hans"))
	}
	w := newWorld(t)
	w.defs.extra = withSurety()
	chen := w.as("P004", "", "web")
	// What only the registers hold of 蔡伟桀 and 何永昌, whose numbers are typed.
	theirs := []string{"C003", "C004", "佛山市公安局", "何永昌", "蔡伟桀", "2026-11-01"}
	id := chen.begin("surety")
	chen.patch(id, `{"answers": {"surety_no": "440622197906069915"}}`).want(200).hasNot(theirs...)
	chen.patch(id, `{"answers": {"surety_no": "440622193803099910"}}`).want(200).hasNot(theirs...).hasNot("440622197906069915")
	draft := chen.do("GET", "/api/drafts/"+id, "").want(200).hasNot(theirs...)
	if m := draft.at("view", "state", "materials", "surety_card", "evidence", "title"); m != "居民身份证" {
		t.Errorf("what stands in for the paper is not told: %v", m)
	}
	chen.do("GET", "/api/drafts/"+id+"?as=submission", "").want(200).hasNot(theirs...)
	for _, path := range []string{"verdict", "eligibility.known", "materials.surety_card", "form.surety_no"} {
		chen.do("GET", "/api/drafts/"+id+"/why?path="+path, "").want(200).hasNot(theirs...)
	}
	number := chen.submit(id, "key-00000001").want(201).hasNot(theirs...).str("case", "number")
	chen.do("GET", "/api/cases/"+number, "").want(200).hasNot(theirs...)
	chen.do("GET", "/api/cases/"+number+"/receipt", "").want(200).hasNot(theirs...)

	clerk := w.as("clerk-440605011", "", "workbench")
	page := clerk.do("GET", "/api/staff/cases/"+number, "").want(200)
	if e := page.str("view", "state", "materials", "surety_card", "evidence", "issuer"); e != "佛山市公安局南海分局" {
		t.Errorf("the clerk reads %q", e)
	}
	clerk.do("GET", "/api/staff/cases/"+number+"/why?path=eligibility.known", "").want(200).has("何永昌")
}

// Who has typed too many numbers is told so, and what to do: nothing more is looked up, and the application goes on.
func TestTooManyTypedNumbers(t *testing.T) {
	w := newWorld(t)
	w.defs.extra = withSurety()
	chen := w.as("P004", "", "web")
	id := chen.begin("surety")
	chen.patch(id, `{"answers": {"surety_no": "440622197906069915"}}`).want(200).hasNot(`"limited"`)
	var lines []sharing.Lookup
	for i := range 30 {
		lines = append(lines, sharing.Lookup{At: w.clock.Now(), Purpose: sharing.Purpose{Actor: "P004", Item: "surety", Why: "fill"}, Typed: true, Want: sharing.Want{Source: "person", Key: fmt.Sprint("typed", i)}})
	}
	check(t, w.lookups.Lookups(context.Background(), lines))
	asked := len(w.sources["person"].asked)
	if a := chen.patch(id, `{"answers": {"surety_no": "440622193803099910"}}`).want(200); fmt.Sprint(a.at("limited")) != "[id_card person]" && fmt.Sprint(a.at("limited")) != "[person id_card]" {
		t.Errorf("limited: %v", a.at("limited"))
	}
	if n := len(w.sources["person"].asked); n != asked {
		t.Errorf("%d look-ups beyond the bound", n-asked)
	}
	w.clock.Move(61 * time.Minute)
	chen = w.as("P004", "", "web")
	chen.do("GET", "/api/drafts/"+id, "").want(200).hasNot(`"limited"`)
}
