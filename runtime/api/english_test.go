package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banshi/engine/spec"
)

// Every paper of every item can be read in English: whoever applies as a test of the item says is given, on the way
// to the result, a receipt, a form and documents in which only names, laws and what somebody wrote are Chinese, and these say so.
func TestPapersInEnglish(t *testing.T) {
	w := newWorld(t)
	walked := 0
	for _, tests := range catalogue().Spec.Tests {
		if item := catalogue().Spec.Item(tests.Item.S); len(item.Form) == 0 {
			continue
		}
		walked++
		t.Run(tests.Item.S, func(t *testing.T) {
			first := tests.Tests[slices.IndexFunc(tests.Tests, byOne)]
			who, for_ := strings.TrimPrefix(first.User.Is.S, "person/"), first.As.S
			if strings.HasPrefix(for_, "person/") {
				for_ = ""
			}
			reader := w.as(who, for_, "web").in("en")
			number := reader.applyAs(tests.Item.S, first)
			w.walk(t, number)
			papers := list(reader.at(number).page().at("handling", "documents"))
			if len(papers) == 0 {
				t.Error("no documents")
			}
			for i := range papers { // they are numbered from 1
				englishOf(t, reader, number, i+1).hasNot("Address: <span lang")
			}
			receipt := reader.do("GET", "/api/cases/"+number+"/receipt", "").want(200)
			if left := han.FindAllString(marked.ReplaceAllString(receipt.text, ""), -1); len(left) > 0 {
				t.Errorf("the receipt says %q", left)
			}
			if fonts() == nil {
				return
			}
			office := w.value("SELECT office_title FROM cases WHERE number = ?", number)
			form := printed(t, reader.do("GET", "/api/cases/"+number+"/form.pdf", "").want(200).text)
			if english := strings.ReplaceAll(names(t.Context(), "en")[office], " ", ""); english == "" || !strings.Contains(form, english) || strings.Contains(form, office) {
				t.Errorf("the form does not call %s %q", office, english)
			}
		})
	}
	if walked < 10 {
		t.Errorf("%d items walked", walked)
	}
}

// marked is what a page says to be Chinese.
var marked = regexp.MustCompile(`<(\w+)[^>]* lang="zh-Hans"[^>]*>[^<]*</\w+>`)

// byOne tells a test of an application that comes through and needs nobody else's signature.
func byOne(x spec.Test) bool {
	signed, all := x.Signed.(map[string]any)
	for _, by := range signed {
		if fmt.Sprint(by) != x.As.S {
			return false
		}
	}
	return all && x.User != nil && x.Today.S == "2026-11-23" && x.Expect.Blocked == false && len(x.Facts) == 0 && len(x.Down)+len(x.Pending) == 0
}

// applyAs begins an application, gives what a test of its item gives, and hands it in.
func (b *browser) applyAs(item string, as spec.Test) string {
	b.t.Helper()
	id := b.begin(item)
	given := map[string]any{"answers": as.Answers, "promised": textsOf(as.Promised), "deferred": textsOf(as.Deferred), "formOf": as.FormOf}
	for k, v := range given {
		if raw, err := json.Marshal(v); err != nil || string(raw) == "null" {
			delete(given, k)
		}
	}
	raw, err := json.Marshal(given)
	check(b.t, err)
	b.patch(id, string(raw)).want(200)
	for _, m := range as.Given {
		b.upload("/api/drafts/"+id+"/files?material="+m.S, m.S+".pdf", pdf).want(201)
	}
	b.confirmAll(id)
	signed, _ := as.Signed.(map[string]any)
	raw, err = json.Marshal(slices.Sorted(maps.Keys(signed)))
	check(b.t, err)
	b.patch(id, `{"sign": `+string(raw)+`}`).want(200)
	return b.submit(id, "key-"+id).want(201).str("case", "number")
}

func textsOf(list []spec.Text) (out []string) {
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}

// walk brings a case to its end: whoever may takes the next step, whatever the item's steps are.
func (w *world) walk(t *testing.T, number string) {
	t.Helper()
	clerk, approver, leader := w.staffOf(number)
	for range 20 {
		page := clerk.page()
		if page.str("case", "state") == "done" {
			return
		}
		moves := []func() answer{
			clerk.precheck,
			func() answer { return clerk.send("receive", answersFor(page, "receive", nil)) },
			func() answer { return clerk.send("accept", "") },
		}
		for _, x := range list(page.at("handling", "steps")) {
			step := x.(map[string]any)
			first := ""
			if all := list(step["answers"]); len(all) > 0 { // the first one goes on
				first = fmt.Sprintf(`"answer": %q, `, all[0].(map[string]any)["code"])
			}
			for _, o := range []orders{clerk, approver} {
				moves = append(moves, func() answer {
					return o.send("step", fmt.Sprintf(`"step": %q, `, step["id"])+first+answersFor(page, fmt.Sprint(step["id"]), anything(page, step["id"])))
				})
			}
		}
		moves = append(moves,
			func() answer { return leader.send("decision", `"outcome": "granted"`) },
			func() answer { return clerk.send("issue", `"answers": {"new_uscc": "`+newUSCC+`"}`) },
			func() answer { return clerk.send("issue", "") },
			func() answer { return clerk.send("delivery", "") })
		var refused []string
		if !slices.ContainsFunc(moves, func(move func() answer) bool {
			a := move()
			refused = append(refused, a.text)
			return a.status == 200
		}) {
			t.Fatalf("%s stays at %v:\n%s", number, page.at("handling", "steps"), strings.Join(refused, "\n"))
		}
	}
	t.Fatalf("%s comes to no end", number)
}

// anything fills in what a step needs, by type.
func anything(page answer, step any) map[string]any {
	out := map[string]any{}
	state, _ := page.at("view", "state", "fields").(map[string]any)
	for _, x := range list(page.at("view", "plan", "fields")) {
		f := x.(map[string]any)
		st, _ := state["form."+f["id"].(string)].(map[string]any)
		if f["step"] != step || st["shown"] != true {
			continue
		}
		var v any
		switch f["type"] {
		case "number", "money":
			v = "1"
		case "integer":
			v = 1
		case "date":
			v = "2026-11-23"
		case "boolean":
			v = false
		case "choice":
			v = f["options"].([]any)[0].(map[string]any)["code"]
		case "text":
			v = "符合"
		default:
			continue
		}
		out[f["id"].(string)] = v
	}
	return out
}
