package list

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/differ"
	"banshi/engine/print"
	"banshi/runtime/base/fault"
)

// groups are columns of which one says something only together with another: they are taken together, or not.
var groups = map[string]string{"amount": "fee", "fee_basis": "fee", "promised": "statutory", "department": "uscc"}

// define works out what becomes of a row: the definition of a new item, or what changes of one that there is.
func (r *reader) define(row *Row) {
	for _, p := range papersIn(row.Values["materials"]) {
		paper := Paper{Title: p.title, Details: strings.TrimSuffix(strings.TrimPrefix(p.write(), inEntries(p.title)+"（"), "）")}
		if len(entryDetails(p)) == 0 {
			paper.Details = ""
		}
		if l := r.world.licenceFor(p.title, r.applicants(row)); l != nil && !p.made {
			paper.Licence, paper.Trust = l.Title.S, "A"
		}
		row.Papers = append(row.Papers, paper)
	}
	if !row.Blocked.None() {
		return
	}
	switch {
	case row.Name == "":
		row.Blocked = sayNeedName
	case row.ID == "" || r.table.Cell(row.No, r.place("id")) != "" && row.Values["id"] == "":
		row.Blocked = sayNeedID
	case row.Department == "":
		row.Blocked = sayNeedDepartment
	case row.Existing:
		row.Blocked = r.changes(row)
	default:
		row.Text, row.Blocked = r.fresh(row)
	}
}

func entryDetails(p said) []detail {
	return readEntry(guarded(p.write()), func(d detail) bool { return new(said).take(d) }).details
}

func (r *reader) applicants(row *Row) []string {
	var out []string
	for _, s := range unescaped(split(row.Values["applicants"], betweenNames)) {
		if w, ok := applicants.named(s); ok {
			out = append(out, w.key)
		}
	}
	return out
}

// usualMode is the way of handling of an item whose list doesn't say it.
const usualMode = "fully_online"

// elsewhere: a new item is not applied for here, so that nothing is handled.
func elsewhere(row *Row) bool { return row.Values["online"] == no || row.Values["url"] != "" }

// fresh is the definition of a new item.
func (r *reader) fresh(row *Row) (string, fault.Text) {
	begin := fmt.Sprintf("kind: Item\nid: %s\n", row.ID)
	if !elsewhere(row) {
		begin += fmt.Sprintf("handling:\n  mode: %s\n", usualMode)
	}
	doc, _ := print.Parse("item.yaml", begin)
	for _, c := range columns {
		text := row.Values[c.key]
		if text == "" || c.edits == nil {
			continue
		}
		for _, e := range c.edits(r.world, doc.Value(), text) {
			next, _, err := doc.Apply(e.command)
			if err != nil {
				return "", sayCannot
			}
			doc = next
		}
	}
	// Written anew, in the order in which people write definitions.
	v := sorted(doc.Value(), "")
	blank, _ := print.Parse("item.yaml", "kind: Item\n")
	next, _, err := blank.Apply(print.Command{Do: print.Set, Value: &v})
	if err != nil {
		return "", sayCannot
	}
	text := spaced(next.Text())
	if again, faults := print.Parse("item.yaml", text); again == nil || faults.HasErrors() || !again.Value().Equal(v) {
		text = next.Text() // a text of the list looks like a line of ours
	}
	return r.remarks(row) + text, fault.Text{}
}

// sorted puts the keys of an item, its guide and its handling in order.
func sorted(v print.Value, part string) print.Value {
	order := orders[part]
	out := print.Value{Kind: v.Kind}
	for _, key := range order {
		if x, ok := v.Get(key); ok {
			if x.Kind == print.Map && orders[part+"/"+key] != nil {
				x = sorted(x, part+"/"+key)
			}
			out.Keys, out.Items = append(out.Keys, key), append(out.Items, x)
		}
	}
	return out
}

// spaced parts the sections of a definition, and says of each condition that its rule is to be written.
func spaced(text string) string {
	var out []string
	inside := ""
	for _, line := range strings.Split(text, "\n") {
		if key, _, ok := strings.Cut(line, ":"); ok && slices.Contains([]string{"guide", "facts", "eligibility", "form", "materials", "handling"}, key) {
			inside = key
			out = append(out, "")
		}
		if entry := strings.TrimLeft(line, " "); inside == "eligibility" && (strings.HasPrefix(entry, "- id: "+unwritten) || strings.HasPrefix(entry, "- {id: "+unwritten)) {
			out = append(out, line[:len(line)-len(entry)]+"# 规则还没有写：that 写好以前，谁来申请都转人工审查。")
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// remarks are what stands in the row and not in the definition.
func (r *reader) remarks(row *Row) string {
	var b strings.Builder
	sheet := "实施清单"
	if r.table.Sheet != "" {
		sheet += "“" + oneLine(r.table.Sheet) + "”"
	}
	fmt.Fprintf(&b, "# 由%s第 %d 行导入。\n", sheet, row.No)
	if row.Values["mode"] == "" && !elsewhere(row) {
		b.WriteString("# 清单没有写办理方式，先按全程网办。\n")
	}
	first := true
	for i, c := range r.columns {
		cell := r.table.Cell(row.No, i)
		if cell == "" || c != nil && row.Values[c.key] != "" {
			continue
		}
		if first {
			b.WriteString("# 清单里还有：\n")
			first = false
		}
		fmt.Fprintf(&b, "#   %s：%s\n", oneLine(r.table.Header[i]), oneLine(cell))
	}
	return b.String()
}

// oneLine is a text as it may stand in a comment.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if r == '\u0085' || r == '\u2028' || r == '\u2029' {
			return '\n'
		}
		return r
	}, text), func(r rune) bool { return r == '\n' }), " ")
}

// changes works out what a row changes of an item that there is. Cells that are empty say nothing.
func (r *reader) changes(row *Row) fault.Text {
	text, ok := r.world.Text(row.ID)
	if !ok {
		return sayUnreadable
	}
	base, faults := print.Parse("item.yaml", text)
	if base == nil || faults.HasErrors() {
		return sayUnreadable
	}
	places := map[string]int{} // of the change of a group
	grown := base
	for _, c := range columns {
		want := row.Values[c.key]
		if want == "" || c.edits == nil || c.of(r.world, grown.Value()) == want {
			continue
		}
		group := c.key
		if g := groups[c.key]; g != "" {
			group = g
		}
		for _, e := range c.edits(r.world, grown.Value(), want) {
			before := grown.Value()
			next, _, err := grown.Apply(e.command)
			if err != nil {
				return sayCannot
			}
			differences := differ.Compare(before, next.Value())
			if len(differences) == 0 {
				continue
			}
			id := group
			if e.name != "" {
				id += ":" + e.name
			}
			i, there := places[id]
			if !there {
				i = len(row.Changes)
				places[id] = i
				row.Changes = append(row.Changes, Change{ID: id, Key: c.key})
			}
			ch := &row.Changes[i]
			ch.Removes = ch.Removes || e.removes
			ch.Commands = append(ch.Commands, e.command)
			for _, d := range differences {
				ch.Says = append(ch.Says, Says{d.Says.Zh, d.Says.En})
			}
			if !e.removes { // what is taken away may stay: others go on without
				grown = next
			}
		}
	}
	return fault.Text{}
}
