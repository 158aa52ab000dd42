package api_test

import (
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"banshi/engine"
)

// An item that looks at earlier cases: one open application at a time.
const once = `kind: Item
id: once
name: 一次只办一件
type: other
department: civil_affairs
applicants: [person]
acting: [self]
facts:
  applied: {source: cases, many: true}
eligibility:
  - id: none_open
    title: 没有在办的同一事项
    that: '!applied.exists(c, c.item == "once" && c.status == "open")'
    otherwise: 您已有一件在办
    effect: refer
    to: elder_allowance
form:
  - section: why
    title: 事由
    fields:
      - {id: reason, type: text, title: 事由, length: [1, 50], need: true}
handling:
  mode: fully_online
  limit: [{promised: 5wd}]
  fee: 0
  result: {document: 回执}
  deliver: [electronic]
`

var withOnce = sync.OnceValue(func() *engine.Catalogue { return withFiles(map[string]string{"items/once/item.yaml": once}) })

// withFiles is the example district with more files.
func withFiles(more map[string]string) *engine.Catalogue {
	all := fstest.MapFS{}
	_ = fs.WalkDir(os.DirFS(nanhai), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(nanhai + "/" + path)
		all[path] = &fstest.MapFile{Data: raw}
		return err
	})
	for path, text := range more {
		all[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return engine.Open(all)
}

// The built-in source of earlier cases knows what this holder has open, and not what others have.
func TestEarlierCases(t *testing.T) {
	if p := withOnce().Program("once", "zh-Hans"); p == nil {
		t.Fatalf("the item has faults:\n%s", withOnce().Faults.Text(withOnce().Sources, "zh-Hans"))
	}
	w := newWorld(t)
	w.defs.extra = withOnce()
	chen := w.as("P004", "", "web")
	first, second := chen.begin("once"), chen.begin("once")
	reason := `{"answers": {"reason": "x"}}`
	chen.patch(first, reason).want(200)
	chen.patch(second, reason).want(200)
	number := chen.submit(first, "key-00000001").want(201).str("case", "number")
	chen.submit(second, "key-00000002").want(422).has("您已有一件在办", `"kind":"verdict"`)
	he := w.as("P009", "", "web")
	id := he.begin("once")
	he.patch(id, reason).want(200)
	he.submit(id, "key-00000001").want(201)

	// The case that is mended is no other case.
	clerk := w.as("supervisor", "", "workbench")
	clerk.search(number).want(200).has(number)
	w.exec("UPDATE cases SET state = 'precheck_failed' WHERE number = ?", number)
	draft := chen.do("POST", "/api/cases/"+number+"/amend", "{}").want(201).str("id")
	chen.submit(draft, "key-00000003").want(201).has(number)
}

// Two drafts of one holder are handed in at once, each evaluated before the other is written: the second is evaluated again,
// and its rules see the first.
func TestEarlierCasesAtOnce(t *testing.T) {
	w := newWorld(t)
	w.defs.extra = withOnce()
	chen := w.as("P004", "", "web")
	drafts := []string{chen.begin("once"), chen.begin("once")}
	versions := make([]string, len(drafts))
	for i, id := range drafts {
		versions[i] = chen.patch(id, `{"answers": {"reason": "x"}}`).want(200).num("version")
	}
	// Whether the item is stopped is asked before and after the rules: there they wait for each other.
	var both [2]sync.WaitGroup
	both[0].Add(2)
	both[1].Add(2)
	var n atomic.Int32
	meet := func() {
		if i := int(n.Add(1)-1) / 2; i < len(both) {
			both[i].Done()
			both[i].Wait()
		}
	}
	w.stops.asked.Store(&meet)
	answers := make([]answer, len(drafts))
	var all sync.WaitGroup
	for i, id := range drafts {
		all.Go(func() {
			answers[i] = chen.do("POST", "/api/drafts/"+id+"/submit", fmt.Sprintf(`{"version": %s, "key": "key-at-once%d"}`, versions[i], i))
		})
	}
	all.Wait()
	one, other := answers[0], answers[1]
	if one.status != 201 {
		one, other = other, one
	}
	one.want(201)
	other.want(422).has("您已有一件在办", `"kind":"verdict"`)
	if n := w.rows("cases"); n != 1 {
		t.Errorf("%d cases", n)
	}
}
