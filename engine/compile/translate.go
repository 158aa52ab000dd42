package compile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banshi/engine/diag"
	"banshi/engine/plan"
	"banshi/engine/spec"
)

// Translate compiles an item that is sound in Chinese (zh is its plan) with the texts of another
// language; cat is the catalogue as Speak gives it in that language. It tells of paths that are no text
// of the item, of rules in texts that are wrong, and, in one warning, of all texts that have no
// translation. The plan is nil if the item has none in that language, or the translations have errors.
func Translate(cat *spec.Catalogue, item *spec.Item, zh *plan.Plan, language string) (*plan.Plan, diag.List) {
	for _, t := range cat.Translations {
		if t.Item != item.ID.S || t.Language != language {
			continue
		}
		c := newCompiler(cat, item, language)
		c.texts = t.Texts
		c.run()
		c.translated(t)
		if c.faults.HasErrors() {
			return nil, c.faults.Finish(0)
		}
		c.out.Digest, c.out.Home = zh.Digest, zh.Home // addresses are written in Chinese
		for id, r := range c.out.Records {            // and so may be the options that a record holds
			for i, cell := range r.Cells {
				if own := zh.Records[id].Cells[i]; cell != own { // cells of built-in records are everybody's
					cell.Options = own.Options
				}
			}
		}
		return c.out, c.faults.Finish(0)
	}
	return nil, nil
}

// text gives the text of a path in the plan's language; a missing translation falls back.
func (c *compiler) text(path string, t spec.Text) spec.Text {
	if t.S == "" {
		return t
	}
	if old, again := c.asked[path]; again && old.S != t.S && old.Pos.Line > 0 && t.Pos.Line > 0 {
		c.clash[path] = [2]spec.Text{old, t}
	}
	c.asked[path] = t
	if tr, ok := c.texts[path]; ok && tr.S != "" {
		return tr
	}
	return t
}

func (c *compiler) words(path string, t spec.Text) string { return c.text(path, t).S }

// wordList gives the texts of a list; the translation is one text, with commas between.
func (c *compiler) wordList(path string, list []spec.Text) []string {
	all := strings.Join(textsOf(list), "，")
	if len(list) == 0 {
		return nil
	}
	tr := c.text(path, spec.Text{S: all, Pos: list[0].Pos})
	if tr.S == all {
		return textsOf(list)
	}
	var out []string
	for _, w := range strings.FieldsFunc(tr.S, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// numbered is the path of the n-th (0-based) of a list, as authors count.
func numbered(path string, n int) string { return path + "." + strconv.Itoa(n+1) }

// translated holds the paths of a file of translations against the texts of the item.
func (c *compiler) translated(t *spec.Translations) {
	known := make([]string, 0, len(c.asked))
	var missing []string
	for path, text := range c.asked {
		known = append(known, path)
		// What the system adds has its own words; what has no Chinese in it (㎡, %) reads the same everywhere.
		if text.Pos.Line > 0 && t.Texts[path].S == "" && strings.ContainsFunc(text.S, han) {
			missing = append(missing, path)
		}
	}
	slices.Sort(known)
	for _, w := range t.Paths {
		if _, ok := c.asked[w.S]; !ok && !c.ofBroken(w.S) {
			c.unknownPath(w, known)
		}
		if two, ok := c.clash[w.S]; ok {
			c.pathTwice(w, two)
		}
	}
	if len(missing) > 0 {
		slices.SortFunc(missing, func(a, b string) int { return place(c.asked[a].Pos, c.asked[b].Pos, a, b) })
		c.untranslated(t, missing)
	}
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// place orders two texts as they stand in the definition.
func place(a, b spec.Pos, pathA, pathB string) int {
	switch {
	case a.File != b.File:
		return strings.Compare(a.File, b.File)
	case a.Line != b.Line:
		return a.Line - b.Line
	case a.Column != b.Column:
		return a.Column - b.Column
	}
	return strings.Compare(pathA, pathB)
}

// unknownPath reports a translation of nothing. The nearest path is looked for among those with the
// same beginning first, since most of a path is right.
func (c *compiler) unknownPath(w spec.Word, known []string) {
	near := ""
	for at := strings.LastIndexByte(w.S, '.'); at > 0 && near == ""; at = strings.LastIndexByte(w.S[:at], '.') {
		near = closestBehind(w.S[:at+1], w.S[at+1:], known)
	}
	if near == "" {
		near, _ = diag.Closest(w.S, known)
	}
	c.noSuchPath(w, near, known)
}

// closestBehind finds the path that begins with prefix and whose rest is nearest to rest.
func closestBehind(prefix, rest string, known []string) string {
	var rests []string
	for _, k := range known {
		if r, ok := strings.CutPrefix(k, prefix); ok {
			rests = append(rests, r)
		}
	}
	if near, ok := diag.Closest(rest, rests); ok {
		return prefix + near
	}
	return ""
}
