package list

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banshi/engine/load/grammar"
	"banshi/engine/print"
	"banshi/engine/spec"
)

// kept keeps the entries of a list of a definition that the sheet names, adds what it names besides, and takes away what it
// doesn't name. differs gives the edits of one that is there.
func kept(item print.Value, path print.Path, titles []string, titleOf func(print.Value) string, added func(i int) []edit, differs func(i int, have print.Value, where print.Path) []edit) []edit {
	list := at(item, path)
	var out []edit
	for i, title := range titles {
		n := slices.IndexFunc(list.Items, func(v print.Value) bool { return titleOf(v) == title })
		switch {
		case n < 0:
			for _, e := range added(i) {
				e.name = title
				out = append(out, e)
			}
		case differs != nil:
			for _, e := range differs(i, list.Items[n], path.Join(handleOf(list, n))) {
				e.name = title
				out = append(out, e)
			}
		}
	}
	for n, v := range slices.Backward(list.Items) { // from the end, so that places stay
		if t := titleOf(v); t != "" && !slices.Contains(titles, t) {
			out = append(out, edit{t, true, print.Command{Do: print.Delete, At: path.Join(handleOf(list, n))}})
		}
	}
	return out
}

// handleOf is the last name of the path of an entry.
func handleOf(list print.Value, i int) string {
	if id := list.Items[i].Handle(); id != "" && slices.IndexFunc(list.Items, func(v print.Value) bool { return v.Handle() == id }) == i {
		return "#" + id
	}
	return strconv.Itoa(i)
}

func titled(key string) func(print.Value) string {
	return func(v print.Value) string { return textAt(v, key) }
}

func titlesOf(list print.Value, key string) []string {
	var out []string
	for _, v := range list.Items {
		if t := textAt(v, key); t != "" {
			out = append(out, inEntries(t))
		}
	}
	return out
}

// Conditions: only their titles. A new one has no rule yet, so that whoever applies is looked at by a person.

func (r *reader) conditions(cell string) string {
	var out []string
	for _, s := range unescaped(split(cell, betweenEntries)) {
		if !slices.Contains(out, inEntries(s)) {
			out = append(out, inEntries(s))
		}
	}
	return join(out)
}

func conditionsOf(_ *World, item print.Value) string {
	return join(titlesOf(at(item, "/eligibility"), "title"))
}

// unwritten begins the id of a condition of which the rule is not written yet.
const unwritten = "condition_"

func setConditions(_ *World, item print.Value, text string) []edit {
	titles := unescaped(split(text, betweenEntries))
	grown := at(item, "/eligibility")
	return kept(item, "/eligibility", titles, titled("title"), func(i int) []edit {
		v := mapOf("id", free(grown, unwritten), "title", titles[i], "that", print.Value{Kind: print.Bool, Text: "false"},
			"otherwise", "要由工作人员核对："+titles[i], "effect", "review")
		c := appendedTo(&grown, "/eligibility", v)
		return []edit{{command: c}}
	}, nil)
}

// appendedTo is appended for several entries in a row: list is the list as it is by then.
func appendedTo(list *print.Value, path print.Path, v print.Value) print.Command {
	there := list.Kind == print.List
	list.Kind, list.Items = print.List, append(slices.Clip(list.Items), v)
	if !there {
		return put(path, print.Value{Kind: print.List, Items: []print.Value{v}})
	}
	return print.Command{Do: print.Insert, At: path, Value: &v}
}

// Papers.

// said is what a list says of a paper.
type said struct {
	title             string
	paper             bool // how many are wanted is said
	originals, copies int
	need              string // "", 必要 or 非必要
	made              bool   // by the system, from what is filled in
	source, help      string
}

const (
	needed    = "必要"
	notNeeded = "非必要"
	bySystem  = "系统生成"
)

var (
	countShape  = regexp.MustCompile(`^(原件|复印件|原件及复印件|原件和复印件|原件、复印件|一式)(?:各)?\s*(\d{1,2}|[一二两三四五六七八九十])?\s*份?$`)
	countBehind = regexp.MustCompile(`^(.+?)(原件及复印件|原件和复印件|原件|复印件)(?:各)?\s*(\d{1,2}|[一二两三四五六七八九十])?\s*份?$`)
)

func countOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return min(n, grammar.Of("Paper", "copies").Max)
	}
	if s == "两" {
		return 2
	}
	return max(1, chinese(s))
}

// take reads a detail of a paper; false: it is none.
func (p *said) take(d detail) bool {
	if m := countShape.FindStringSubmatch(d.value); d.label == "" && m != nil {
		p.paper = true
		n := countOf(m[2])
		if m[1] != "复印件" && m[1] != "一式" {
			p.originals = n
		}
		if m[1] != "原件" {
			p.copies = n
		}
		return true
	}
	switch {
	case d.label == "" && (d.value == needed || d.value == "必备"):
		p.need = needed
	case d.label == "" && (d.value == notNeeded || d.value == "非必备" || d.value == "可选"):
		p.need = notNeeded
	case d.label == "" && d.value == bySystem:
		p.made = true
	case (d.label == "来源" || d.label == "来源渠道") && d.value != "":
		p.source = d.value
	case (d.label == "说明" || d.label == "材料说明") && d.value != "":
		p.help = d.value
	default:
		return false
	}
	return true
}

func paperRead(s string) said {
	e := readEntry(s, func(d detail) bool { return new(said).take(d) })
	p := said{title: e.title}
	for _, d := range e.details {
		p.take(d)
	}
	if len(e.details) > 0 {
		return p
	}
	if m := countBehind.FindStringSubmatch(s); m != nil {
		p = said{title: unescape(m[1])}
		p.take(detail{value: m[2] + m[3]})
	}
	return p
}

func (p said) write() string {
	e := entry{title: p.title}
	add := func(label, value string) { e.details = append(e.details, detail{label, value}) }
	if p.originals > 0 || p.paper && p.copies == 0 {
		add("", "原件"+strconv.Itoa(p.originals)+"份")
	}
	if p.copies > 0 {
		add("", "复印件"+strconv.Itoa(p.copies)+"份")
	}
	if p.need != "" {
		add("", p.need)
	}
	if p.made {
		add("", bySystem)
	}
	if p.source != "" {
		add("来源", p.source)
	}
	if p.help != "" {
		add("说明", p.help)
	}
	if plain := e.write(); len(e.details) > 0 || paperRead(guarded(plain)) == p {
		return plain
	}
	p.need = needed // a word that changes nothing, so that the title is taken as a whole
	return p.write()
}

func paperOf(v print.Value) said {
	p := said{title: textAt(v, "title"), source: textAt(v, "source"), help: textAt(v, "help")}
	if paper, ok := v.Get("paper"); ok {
		p.paper = true
		p.originals, _ = strconv.Atoi(textAt(paper, "originals"))
		p.copies, _ = strconv.Atoi(textAt(paper, "copies"))
	}
	if textAt(v, "need") == "false" {
		p.need = notNeeded
	}
	p.made = textAt(v, "from") == "form"
	return p
}

func (r *reader) materials(cell string) string {
	var out []string
	var seen []string
	for _, s := range split(cell, betweenEntries) {
		p := paperRead(s)
		if slices.Contains(seen, p.title) {
			r.look(sayTwice.With(p.title))
			continue
		}
		seen = append(seen, p.title)
		out = append(out, p.write())
	}
	return join(out)
}

func papersIn(text string) []said {
	var out []said
	for _, s := range split(text, betweenEntries) {
		out = append(out, paperRead(s))
	}
	return out
}

func materialsOf(_ *World, item print.Value) string {
	var out []string
	for _, v := range at(item, "/materials").Items {
		if p := paperOf(v); p.title != "" {
			out = append(out, p.write())
		}
	}
	return join(out)
}

func number(n int) print.Value { return print.Value{Kind: print.Number, Text: strconv.Itoa(n)} }

func setMaterials(w *World, item print.Value, text string) []edit {
	papers := papersIn(text)
	var titles []string
	for _, p := range papers {
		titles = append(titles, p.title)
	}
	grown, facts := at(item, "/materials"), at(item, "/facts")
	return kept(item, "/materials", titles, titled("title"), func(i int) []edit {
		p := papers[i]
		var out []edit
		v := mapOf("id", free(grown, "material_"), "title", p.title, "help", p.help)
		if p.need == notNeeded {
			v = with(v, "need", print.Value{Kind: print.Bool, Text: "false"})
		}
		if p.paper {
			v = with(v, "paper", paperValue(p))
		}
		if p.made {
			v = with(v, "from", print.Of("form"))
		}
		if p.source != "" {
			v = with(v, "source", print.Of(p.source))
		}
		if l := w.licenceFor(p.title, textsOf(at(item, "/applicants"))); l != nil && !p.made {
			if _, there := facts.Get(l.ID.S); !there {
				fact := mapOf("licence", l.ID.S)
				facts = with(facts, l.ID.S, fact)
				out = append(out, edit{command: print.Command{Do: print.Set, At: print.Path("/facts").Join(l.ID.S), Value: &fact, Order: []string{l.ID.S}}})
			}
			v = with(v, "reuse", print.Value{Kind: print.List, Items: []print.Value{mapOf("by", l.ID.S, "when", "it.live")}})
		}
		return append(out, edit{command: appendedTo(&grown, "/materials", v)})
	}, func(i int, have print.Value, where print.Path) []edit {
		want, now := papers[i], paperOf(have)
		var out []edit
		set := func(key string, v print.Value) {
			out = append(out, edit{command: print.Command{Do: print.Set, At: where.Join(key), Value: &v, Order: materialKeys}})
		}
		if want.paper && (want.originals != now.originals || want.copies != now.copies) {
			set("paper", paperValue(want))
		}
		if want.source != "" && want.source != now.source {
			set("source", print.Of(want.source))
		}
		if want.help != "" && want.help != now.help {
			set("help", print.Of(want.help))
		}
		if want.need == notNeeded && now.need == "" && textAt(have, "need") == "" {
			set("need", print.Value{Kind: print.Bool, Text: "false"})
		}
		if want.need == needed && now.need == notNeeded {
			out = append(out, edit{command: print.Command{Do: print.Delete, At: where.Join("need")}})
		}
		return out
	})
}

// materialKeys are those of a paper in the order in which people write them.
var materialKeys = keysOf(reflect.TypeFor[spec.Material]())

func paperValue(p said) print.Value {
	v := print.Value{Kind: print.Map}
	if p.originals > 0 || p.copies == 0 {
		v = with(v, "originals", number(p.originals))
	}
	if p.copies > 0 {
		v = with(v, "copies", number(p.copies))
	}
	return v
}

func with(v print.Value, key string, x print.Value) print.Value {
	return print.Value{Kind: print.Map, Keys: append(slices.Clip(v.Keys), key), Items: append(slices.Clip(v.Items), x)}
}

// licenceFor is the shared licence that says the same as a paper, for such applicants; nil: none does.
func (w *World) licenceFor(paper string, applicants []string) *spec.Licence {
	for _, l := range w.Catalogue.Licences {
		id := l.ID.S
		if l.Key.S != "" || slices.Contains(slices.Concat(grammar.Names, grammar.Literals, grammar.Keywords), id) ||
			!slices.ContainsFunc(l.Holders, func(h spec.Word) bool { return slices.Contains(applicants, h.S) }) {
			continue
		}
		if l.Title.S == paper || slices.ContainsFunc(l.Papers, func(t spec.Text) bool { return t.S == paper }) {
			return l
		}
	}
	return nil
}

// Results.

const validFor = "有效期"

func resultRead(s string) (title, valid string) {
	e := readEntry(s, func(d detail) bool { return d.label == validFor && spanWritten(spanMaybe(d.value)) != "" })
	for _, d := range e.details {
		valid = spanMaybe(d.value)
	}
	return e.title, valid
}

// spanMaybe is a span of a definition; "": the text is none.
func spanMaybe(text string) string {
	m := spanShape.FindStringSubmatch(text)
	if m == nil || unitOf(m[2]) == "" {
		return ""
	}
	return strings.TrimLeft(m[1], "0") + unitOf(m[2])
}

func resultWrite(title, valid string) string {
	e := entry{title: title}
	if written := spanWritten(valid); written != "" {
		e.details = []detail{{validFor, written}}
	}
	return e.write()
}

func (r *reader) results(cell string) string {
	var out []string
	for _, s := range split(cell, betweenEntries) {
		out = append(out, resultWrite(resultRead(s)))
	}
	return join(out)
}

// resultTitle is what people call a result.
func (w *World) resultTitle(v print.Value) string {
	if t := textAt(v, "title"); t != "" {
		return t
	}
	if id := textAt(v, "licence"); id != "" {
		for _, l := range w.Catalogue.Licences {
			if l.ID.S == id {
				return l.Title.S
			}
		}
	}
	return textAt(v, "document")
}

func resultsOf(w *World, item print.Value) string {
	var out []string
	for _, v := range at(item, "/handling/result").Items {
		if t := w.resultTitle(v); t != "" {
			out = append(out, resultWrite(t, textAt(v, "valid")))
		}
	}
	return join(out)
}

func setResults(w *World, item print.Value, text string) []edit {
	var titles, valids []string
	for _, s := range split(text, betweenEntries) {
		t, v := resultRead(s)
		titles, valids = append(titles, t), append(valids, v)
	}
	grown := at(item, "/handling/result")
	return kept(item, "/handling/result", titles, w.resultTitle, func(i int) []edit {
		return []edit{{command: appendedTo(&grown, "/handling/result", mapOf("document", titles[i], "valid", valids[i]))}}
	}, func(i int, have print.Value, where print.Path) []edit {
		if valids[i] == "" || valids[i] == textAt(have, "valid") {
			return nil
		}
		v := print.Of(valids[i])
		return []edit{{command: print.Command{Do: print.Set, At: where.Join("valid"), Value: &v}}}
	})
}

// Laws.

var (
	lawShape  = regexp.MustCompile(`^《([^《》]+)》(?:[（(]([^（()）]+)[)）])?\s*(第[^：:，,；;。]{1,40})?(?:[：:]\s*([\s\S]+))?$`)
	lawLabels = []struct{ label, key string }{{"文号", "number"}, {"条款", "article"}, {"颁布机关", "issuer"}, {"施行日期", "since"}, {"内容", "text"}}
)

func basisRead(s string) print.Value {
	e := readEntry(s, func(d detail) bool { return lawKey(d.label) != "" && (d.value != "" || lawKey(d.label) == "text") })
	if m := lawShape.FindStringSubmatch(s); m != nil && len(e.details) == 0 {
		return mapOf("law", unescape(m[1]), "article", unescape(m[3]), "number", unescape(m[2]), "text", unescape(m[4]))
	}
	v := mapOf("law", e.title)
	for _, key := range []string{"article", "number", "text", "issuer", "since"} {
		for _, d := range e.details {
			if _, there := v.Get(key); lawKey(d.label) == key && d.value != "" && !there {
				v = with(v, key, print.Of(d.value))
			}
		}
	}
	return v
}

func lawKey(label string) string {
	for _, l := range lawLabels {
		if l.label == label {
			return l.key
		}
	}
	return ""
}

func basisWrite(v print.Value) string {
	law := textAt(v, "law")
	if v.Kind == print.Text {
		law = v.Text
	}
	e := entry{title: law}
	for _, l := range lawLabels {
		if t := textAt(v, l.key); t != "" {
			e.details = append(e.details, detail{l.label, t})
		}
	}
	// As people write it, where that can be read again.
	short := "《" + inEntries(law) + "》" + inEntries(textAt(v, "article"))
	if t := textAt(v, "number"); t != "" {
		short = "《" + inEntries(law) + "》（" + inEntries(t) + "）" + inEntries(textAt(v, "article"))
	}
	if t := textAt(v, "text"); t != "" {
		short += "：" + inEntries(t)
	}
	if alike(basisRead(guarded(short)), v) {
		return short
	}
	if out := e.write(); alike(basisRead(guarded(out)), v) {
		return out
	}
	e.details = append(e.details, detail{"内容", ""}) // it says nothing, so that the name is taken as a whole
	return e.write()
}

// alike: two laws say the same.
func alike(a, b print.Value) bool {
	for _, key := range []string{"law", "number", "article", "issuer", "since", "text"} {
		want := textAt(b, key)
		if b.Kind == print.Text && key == "law" {
			want = b.Text
		}
		if textAt(a, key) != want {
			return false
		}
	}
	return true
}

// bases are the laws of a definition: one map, a list of them, or just names.
func bases(v print.Value) []print.Value {
	switch v.Kind {
	case print.List:
		return v.Items
	case "", print.Null:
		return nil
	}
	return []print.Value{v}
}

func basesOf(v print.Value) string {
	var out []string
	for _, b := range bases(v) {
		out = append(out, basisWrite(b))
	}
	return join(out)
}

func basesRead(text string) print.Value {
	out := print.Value{Kind: print.List}
	for _, s := range split(text, betweenEntries) {
		out.Items = append(out.Items, basisRead(s))
	}
	return out
}

func (r *reader) basis(cell string) string {
	v := basesRead(cell)
	for _, b := range v.Items {
		if since := textAt(b, "since"); since != "" && !dayShape.MatchString(since) {
			r.unknown(sayNoDay)
			return ""
		}
	}
	return basesOf(v)
}

var dayShape = regexp.MustCompile(grammar.DatePattern)

func basisOf(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string { return basesOf(at(item, path)) }
}

func setBasis(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		return []edit{{command: put(path, basesRead(text))}}
	}
}

// Questions.

var asked = regexp.MustCompile(`^问[：:]\s*([\s\S]+?)\s*答[：:]\s*([\s\S]+)$`)

const answerLabel = "答"

func questionRead(s string) (ask, answer string) {
	if m := asked.FindStringSubmatch(s); m != nil {
		return unescape(m[1]), unescape(m[2])
	}
	e := readEntry(s, func(d detail) bool { return d.label == answerLabel && d.value != "" })
	for _, d := range e.details {
		answer = d.value
	}
	return e.title, answer
}

func (r *reader) questions(cell string) string {
	var out []string
	for _, s := range split(cell, betweenEntries) {
		ask, answer := questionRead(s)
		if answer == "" {
			r.unknown(sayNoAnswer)
			return ""
		}
		out = append(out, questionWrite(ask, answer))
	}
	return join(out)
}

// questionWrite writes a question as people do, where that can be read again.
func questionWrite(ask, answer string) string {
	plain := "问：" + inEntries(ask) + " 答：" + inEntries(answer)
	if a, b := questionRead(guarded(plain)); a == ask && b == answer {
		return plain
	}
	return (entry{ask, []detail{{answerLabel, answer}}}).write()
}

func questionsOf(_ *World, item print.Value) string {
	var out []string
	for _, v := range at(item, "/guide/faq").Items {
		if ask, answer := textAt(v, "ask"), textAt(v, "answer"); ask != "" && answer != "" {
			out = append(out, questionWrite(ask, answer))
		}
	}
	return join(out)
}

func setQuestions(_ *World, _ print.Value, text string) []edit {
	v := print.Value{Kind: print.List}
	for _, s := range split(text, betweenEntries) {
		ask, answer := questionRead(s)
		v.Items = append(v.Items, mapOf("ask", ask, "answer", answer))
	}
	return []edit{{command: put("/guide/faq", v)}}
}
