package api_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/engine"
)

// Two items with one fragment: a paper that was given for one stands in for the other. The paper of the item
// itself is only its own.
const paperBlock = `kind: Fragment
id: paper_block
title: 证明
materials:
  - id: proof
    title: 证明
    reuse: [{by: earlier, within: 1y, trust: C}]
`

const paperItem = `kind: Item
id: ID
name: 要证明的事项ID
type: other
department: civil_affairs
applicants: [person]
acting: [self]
use: [paper_block]
form:
  - section: why
    title: 事由
    fields:
      - {id: reason, type: text, title: 事由, length: [1, 50], need: true}
materials:
  - {id: own, title: 另一份, reuse: [{by: earlier, within: 1y, trust: C}]}
  - {id: strict, title: 看过原件的, need: form.reason == "严", reuse: [{by: earlier, within: 1y}]}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 回执}
  deliver: [electronic]
`

var withPapers = sync.OnceValue(func() *engine.Catalogue {
	return withFiles(map[string]string{
		"fragments/paper_block.yaml": paperBlock,
		"items/paper_a/item.yaml":    strings.ReplaceAll(paperItem, "ID", "paper_a"),
		"items/paper_b/item.yaml":    strings.ReplaceAll(paperItem, "ID", "paper_b"),
	})
})

// A paper given in an earlier case of the same holder is not asked for again: once a clerk has looked at it, as
// long as it is recent enough, in the same item or by the same fragment, at the trust that it got there.
func TestPapersGivenBefore(t *testing.T) {
	if p := withPapers().Program("paper_a", "zh-Hans"); p == nil {
		t.Fatalf("the item has faults:\n%s", withPapers().Faults.Text(withPapers().Sources, "zh-Hans"))
	}
	w := newWorld(t)
	w.defs.extra = withPapers()
	chen := w.as("P004", "", "web")
	state := func(b *browser, id, material string) string {
		t.Helper()
		return b.do("GET", "/api/drafts/"+id, "").want(200).str("view", "state", "materials", material, "state")
	}
	expect := func(what string, b *browser, item string, want map[string]string) string {
		t.Helper()
		id := b.begin(item)
		b.patch(id, `{"answers": {"reason": "严"}}`).want(200)
		for material, s := range want {
			if got := state(b, id, material); got != s {
				t.Errorf("%s: %s of %s is %s, want %s", what, material, item, got, s)
			}
		}
		return id
	}
	first := expect("nothing given before", chen, "paper_a", map[string]string{"proof": "needed", "own": "needed", "strict": "needed"})
	for _, material := range []string{"proof", "own", "strict"} {
		chen.upload("/api/drafts/"+first+"/files?material="+material, "a.pdf", pdf).want(201)
	}
	number := chen.submit(first, "key-00000001").want(201).str("case", "number")
	expect("not looked at yet", chen, "paper_a", map[string]string{"proof": "needed", "own": "needed"})
	w.exec("UPDATE cases SET state = 'precheck_passed' WHERE number = ?", number)

	again := expect("the same item", chen, "paper_a", map[string]string{"proof": "reused", "own": "reused", "strict": "needed"})
	chen.do("GET", "/api/drafts/"+again, "").want(200).has(`"by":"earlier"`, `"number":"`+number+`"`, number+"/proof")
	expect("another item", chen, "paper_b", map[string]string{"proof": "reused", "own": "needed", "strict": "needed"})
	expect("somebody else", w.as("P009", "", "web"), "paper_a", map[string]string{"proof": "needed", "own": "needed"})

	// What stands in for the paper is frozen into the case.
	chen.upload("/api/drafts/"+again+"/files?material=strict", "a.pdf", pdf).want(201)
	second := chen.submit(again, "key-00000002").want(201).str("case", "number")
	chen.do("GET", "/api/cases/"+second, "").want(200).has(number + "/own")

	w.exec("UPDATE cases SET state = 'precheck_failed' WHERE number = ?", number)
	expect("sent back", chen, "paper_a", map[string]string{"proof": "needed", "own": "needed"})
	w.exec("UPDATE cases SET state = 'precheck_passed' WHERE number = ?", number)
	w.clock.Move(366 * 24 * time.Hour)
	late := w.as("P004", "", "web")
	expect("a day too old", late, "paper_a", map[string]string{"proof": "needed", "own": "needed"})
}
