package list

import (
	"slices"
	"strings"

	"banshi/engine/load/grammar"
	"banshi/engine/print"
)

// words are a closed list, with what lists write for each: names, and the numbers of GB/T 39046.
type words []word

type word struct {
	key    string
	titles []string // as export writes it, and others
}

var (
	types = words{
		{"permit", []string{"行政许可", "许可", "01", "1"}}, {"grant", []string{"行政给付", "给付", "05", "5"}},
		{"confirmation", []string{"行政确认", "确认", "07", "7"}}, {"reward", []string{"行政奖励", "奖励", "08", "8"}},
		{"other", []string{"其他行政权力", "其他", "其他类别事项", "其他类", "10"}}, {"public_service", []string{"公共服务", "公共服务事项", "20"}},
	}
	applicants = words{
		{"person", []string{"自然人", "个人", "公民", "1"}},
		{"organisation", []string{"法人和其他组织", "法人", "企业", "企业法人", "事业法人", "社会组织法人", "行政机关", "其他组织", "法人或其他组织", "非法人组织", "2", "3", "4", "5", "6"}},
	}
	modes = words{
		{"original_precheck", []string{"原件预审"}}, {"front_verification", []string{"前置核验（一次办结）", "前置核验"}},
		{"back_verification", []string{"后置核验（一次办结）", "后置核验"}}, {"fully_online", []string{"全程网办", "全程网上办理"}},
	}
	deliveries = words{
		{"window", []string{"窗口领取", "现场领取", "自取"}}, {"express", []string{"快递送达", "邮寄", "快递", "邮寄送达"}},
		{"kiosk", []string{"自助机领取", "自助终端"}}, {"electronic", []string{"电子证照", "网上送达", "电子送达", "网站下载"}},
	}
)

// named is the word of a name, of a number or of the definition itself.
func (l words) named(name string) (word, bool) {
	name = strings.ReplaceAll(strings.TrimSpace(name), " ", "")
	i := slices.IndexFunc(l, func(w word) bool { return w.key == name || slices.Contains(w.titles, name) })
	if i < 0 {
		return word{}, false
	}
	return l[i], true
}

// few is how many words are offered as a whole.
const few = 6

// near are the words that a text may have meant, the likeliest first.
func (l words) near(text string) []string {
	var names []string
	for _, w := range l {
		names = append(names, w.titles[0])
	}
	out := nearest(text, names, 2)
	if len(l) > few {
		return out
	}
	for _, name := range names { // all of a short list
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// one reads a cell that holds a word.
func (l words) one(r *reader, cell string) string {
	w, ok := l.named(cell)
	if !ok {
		r.unknown(sayNoWord, l.near(cell)...)
		return ""
	}
	return w.titles[0]
}

// many reads a cell that holds several.
func (l words) many(r *reader, cell string) string {
	var out []string
	for _, s := range unescaped(split(cell, betweenNames+"/|｜ ")) {
		w, ok := l.named(s)
		if !ok {
			r.unknown(sayNoWords.With(s), l.near(s)...)
			return ""
		}
		if !slices.Contains(out, w.titles[0]) {
			out = append(out, w.titles[0])
		}
	}
	return joinNames(out)
}

func (l words) oneOf(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string {
		w, ok := l.named(at(item, path).Text)
		if !ok {
			return ""
		}
		return w.titles[0]
	}
}

func (l words) setOne(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		w, _ := l.named(text)
		return []edit{{command: put(path, print.Of(w.key))}}
	}
}

func (l words) manyOf(path print.Path) func(*World, print.Value) string {
	return func(_ *World, item print.Value) string {
		var out []string
		for _, s := range textsOf(at(item, path)) {
			if w, ok := l.named(s); ok {
				out = append(out, w.titles[0])
			}
		}
		return joinNames(out)
	}
}

func (l words) setMany(path print.Path) func(*World, print.Value, string) []edit {
	return func(_ *World, _ print.Value, text string) []edit {
		var out []string
		for _, s := range unescaped(split(text, betweenNames)) {
			w, _ := l.named(s)
			out = append(out, w.key)
		}
		return []edit{{command: put(path, listOf(out))}}
	}
}

// themes are those of the catalogue for a kind of applicant.
func (w *World) themes(kind string) words {
	var out words
	table := w.Catalogue.Catalog.Themes.Person
	if kind == grammar.Holders[1].Word {
		table = w.Catalogue.Catalog.Themes.Organisation
	}
	for _, t := range table {
		out = append(out, word{t.ID.S, []string{t.Title.S}})
	}
	return out
}

func readThemes(kind string) func(*reader, string) string {
	return func(r *reader, cell string) string { return r.world.themes(kind).many(r, cell) }
}

func themesIn(kind string) func(*World, print.Value) string {
	return func(w *World, item print.Value) string {
		return w.themes(kind).manyOf(print.Path("/themes/"+kind))(w, item)
	}
}

func setThemes(kind string) func(*World, print.Value, string) []edit {
	return func(w *World, item print.Value, text string) []edit {
		return w.themes(kind).setMany(print.Path("/themes/"+kind))(w, item, text)
	}
}

// nearest are the names that have most characters of a text, at least one; most of them at most.
func nearest(text string, names []string, most int) []string {
	type hit struct {
		name string
		n    int
	}
	var hits []hit
	for _, name := range names {
		n := 0
		for _, r := range name {
			if strings.ContainsRune(text, r) {
				n++
			}
		}
		if n > 0 {
			hits = append(hits, hit{name, 100 * n / len([]rune(name))})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.n - a.n })
	var out []string
	for _, h := range hits[:min(most, len(hits))] {
		out = append(out, h.name)
	}
	return out
}
