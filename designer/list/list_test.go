package list_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/designer/list"
	"banshi/engine/load"
	"banshi/engine/print"
	"banshi/engine/spec"
	"banshi/runtime/base/spreadsheet"
)

const examples = "../../examples/nanhai"

func shared(t interface{ Fatal(...any) }) *spec.Catalogue {
	cat, _, faults := load.Shared(os.DirFS(examples))
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	return cat
}

// valueOf is what a definition says.
func valueOf(t interface{ Fatal(...any) }, text string) print.Value {
	doc, faults := print.Parse("item.yaml", text)
	if doc == nil || faults.HasErrors() {
		t.Fatal(faults, text)
	}
	return doc.Value()
}

// sheet is a list as it comes back from a file.
func sheet(t interface{ Fatal(...any) }, header []string, rows ...[]string) *list.Table {
	raw, err := spreadsheet.Write("清单", header, rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spreadsheet.ReadSheet(raw, list.MostCell)
	if err != nil {
		t.Fatal(err)
	}
	table := list.Find(s)
	if table == nil {
		t.Fatal("no header")
	}
	return table
}

// Each example comes back as it was: nothing changes of what is there, and a definition made of its row says the same to a list.
func TestExamplesComeBack(t *testing.T) {
	files, err := filepath.Glob(examples + "/items/*/item.yaml")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	cat, header := shared(t), first(list.Header())
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v := valueOf(t, string(text))
		w := &list.World{Catalogue: cat, Text: func(string) (string, bool) { return string(text), true }}
		row := list.Export(w, v)
		table := sheet(t, header, row)
		id := row[0]

		w.Items = []list.Known{{ID: id}}
		got := list.Read(w, table)
		if len(got.Doubts) > 0 || len(got.Rows) != 1 || !got.Rows[0].Existing || !got.Rows[0].Blocked.None() || len(got.Rows[0].Changes) > 0 {
			t.Errorf("%s: %+v", id, got)
		}

		w.Items = nil
		got = list.Read(w, table)
		if again := list.Export(w, valueOf(t, got.Rows[0].Text)); !slices.Equal(again, row) {
			t.Errorf("%s:\n%q\n%q\n%s", id, row, again, got.Rows[0].Text)
		}
	}
}

func first[A, B any](a A, _ B) A { return a }

// What a list can say of a definition comes back, whatever the texts look like.
func TestNothingIsLost(t *testing.T) {
	cat, header := shared(t), first(list.Header())
	w := &list.World{Catalogue: cat}
	rapid.Check(t, func(t *rapid.T) {
		v := anItem(t, cat)
		row := list.Export(w, v)
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = spreadsheet.Clean(c)
		}
		got := list.Read(w, &list.Table{Sheet: "清单", Head: 1, Header: header, Rows: []spreadsheet.Row{{No: 2, Cells: cells}}})
		if len(got.Doubts) > 0 || !got.Rows[0].Blocked.None() {
			t.Fatalf("%q: %+v %v", row, got.Doubts, got.Rows[0].Blocked)
		}
		again := list.Export(w, valueOf(t, got.Rows[0].Text))
		if !slices.Equal(again, row) {
			t.Fatalf("%q\n%q\n%s", row, again, got.Rows[0].Text)
		}
		if back := valueOf(t, got.Rows[0].Text); !samePapers(v, back) {
			t.Fatalf("%v\n%v\n%q", v, back, row)
		}
	})
}

// samePapers: not just the row comes back, but what it was made of.
func samePapers(a, b print.Value) bool {
	papers := func(v print.Value) (out []string) {
		list, _ := v.Get("materials")
		for _, m := range list.Items {
			title, _ := m.Get("title")
			paper, _ := m.Get("paper")
			help, _ := m.Get("help")
			out = append(out, title.Text, paper.String(), help.Text)
		}
		for _, key := range []string{"also_known_as", "name"} {
			x, _ := v.Get(key)
			out = append(out, x.String())
		}
		guide, _ := v.Get("guide")
		out = append(out, guide.String())
		return out
	}
	return slices.Equal(papers(a), papers(b))
}

// aText has all that a list reads as something.
func aText(t *rapid.T, name string) string {
	s := rapid.OneOf(
		rapid.StringMatching(`[一二三证照（）()；;，,、：:《》\\.1234 份原件复印必要]{1,12}`),
		rapid.StringMatching(`[（(]?[1-3一二][.、）)][有证\n ；2.]{1,6}`),
		rapid.StringMatching(`[a-z营业执照]{1,6}(复印件[1-9]份|（复印件1份）|（必要）|（来源：x）|（答：x）|（有效期：5年）)?`),
	).Draw(t, name)
	s = strings.TrimSpace(strings.Join(strings.Fields(s), " "))
	if s == "" {
		return "无题"
	}
	return s
}

func anItem(t *rapid.T, cat *spec.Catalogue) print.Value {
	texts := func(name string, least int) (out []any) {
		seen := map[string]bool{}
		for i := range rapid.IntRange(least, 3).Draw(t, name) {
			if s := aText(t, name); !seen[s] || i < 0 {
				seen[s] = true
				out = append(out, s)
			}
		}
		return out
	}
	item := map[string]any{"id": rapid.StringMatching(`[a-z][a-z0-9_]{0,20}`).Draw(t, "id"), "name": aText(t, "name"), "also_known_as": texts("also", 1)}
	item["type"] = rapid.SampledFrom([]string{"permit", "grant", "confirmation", "reward", "other", "public_service"}).Draw(t, "type")
	item["department"] = rapid.SampledFrom(cat.Catalog.Departments).Draw(t, "department").ID.S
	item["applicants"] = []any{rapid.SampledFrom([]string{"person", "organisation"}).Draw(t, "applicants")}
	item["keep"] = rapid.SampledFrom([]string{"10y", "3y", "6mo"}).Draw(t, "keep")
	guide := map[string]any{"phones": texts("phones", 1), "rights": aText(t, "rights")}
	var laws, faq, papers, conditions []any
	for range rapid.IntRange(1, 3).Draw(t, "laws") {
		law := map[string]any{"law": aText(t, "law")}
		for _, key := range []string{"article", "number", "text", "issuer"} {
			if rapid.Bool().Draw(t, key) {
				law[key] = aText(t, key)
			}
		}
		if rapid.Bool().Draw(t, "dated") {
			law["since"] = "2021-01-31"
		}
		laws = append(laws, law)
	}
	guide["basis"] = laws
	for range rapid.IntRange(0, 2).Draw(t, "faq") {
		faq = append(faq, map[string]any{"ask": aText(t, "ask"), "answer": aText(t, "answer")})
	}
	if faq != nil {
		guide["faq"] = faq
	}
	item["guide"] = guide
	for i, title := range texts("papers", 0) {
		p := map[string]any{"id": "m" + string(rune('a'+i)), "title": title}
		if rapid.Bool().Draw(t, "paper") {
			p["paper"] = rapid.SampledFrom([]map[string]any{{"originals": 1}, {"copies": 2}, {"originals": 1, "copies": 3}}).Draw(t, "counts")
		}
		if rapid.Bool().Draw(t, "optional") {
			p["need"] = false
		}
		if rapid.Bool().Draw(t, "source") {
			p["source"] = aText(t, "source")
		}
		if rapid.Bool().Draw(t, "help") {
			p["help"] = aText(t, "help")
		}
		papers = append(papers, p)
	}
	if papers != nil {
		item["materials"] = papers
	}
	for i, title := range texts("conditions", 0) {
		conditions = append(conditions, map[string]any{"id": "c" + string(rune('a'+i)), "title": title})
	}
	if conditions != nil {
		item["eligibility"] = conditions
	}
	handling := map[string]any{"mode": rapid.SampledFrom([]string{"fully_online", "original_precheck"}).Draw(t, "mode")}
	handling["limit"] = []any{map[string]any{"statutory": "20wd", "promised": rapid.SampledFrom([]string{"5wd", "7d", "2mo"}).Draw(t, "promised")}}
	if rapid.Bool().Draw(t, "free") {
		handling["fee"] = 0
	} else {
		handling["fee"] = []any{map[string]any{"amount": 12.5, "basis": laws}}
	}
	var results []any
	for _, title := range texts("results", 0) {
		results = append(results, map[string]any{"document": title, "valid": "5y"})
	}
	if results != nil {
		handling["result"] = results
	}
	item["handling"] = handling
	return plain(item)
}

// plain is a value of Go as a definition says it, keys in the order of the language.
func plain(x any) print.Value {
	switch x := x.(type) {
	case string:
		return print.Of(x)
	case bool:
		return print.Value{Kind: print.Bool, Text: "false"}
	case int:
		return print.Value{Kind: print.Number, Text: string(rune('0' + x))}
	case float64:
		return print.Value{Kind: print.Number, Text: "12.5"}
	case []any:
		out := print.Value{Kind: print.List}
		for _, v := range x {
			out.Items = append(out.Items, plain(v))
		}
		return out
	case map[string]any:
		out := print.Value{Kind: print.Map}
		for _, key := range []string{"kind", "id", "name", "also_known_as", "type", "department", "applicants", "keep", "guide", "eligibility", "materials", "handling",
			"basis", "rights", "faq", "phones", "law", "article", "number", "text", "issuer", "since", "ask", "answer", "title", "help", "need", "originals", "copies", "paper", "source",
			"mode", "limit", "statutory", "promised", "fee", "amount", "result", "document", "valid"} {
			if v, ok := x[key]; ok {
				out.Keys, out.Items = append(out.Keys, key), append(out.Items, plain(v))
				if key == "amount" {
					out.Keys, out.Items = append(out.Keys, "basis"), append(out.Items, plain(x["basis"]))
					break
				}
			}
		}
		return out
	}
	panic(x)
}
