package engine

import (
	"maps"
	"path"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/spec"
)

// catalogFile is what everything in a catalogue needs.
const catalogFile = "catalog.yaml"

// faultyFiles are those of which an error is told.
func faultyFiles(list diag.List) map[string]bool {
	out := map[string]bool{}
	for _, d := range list {
		if d.Severity() == diag.Error {
			out[d.Span.Start.File] = true
		}
	}
	return out
}

// ofSome tells a file that only some items need, or one: an item's own, or of a fragment, a source and
// so on. The table of places is no such: offices are found by it.
func ofSome(file string) bool {
	if strings.HasPrefix(file, "items/") && strings.Count(file, "/") == 2 {
		return true
	}
	kind, known := load.KindAt(file)
	return known && kind != "Catalog" && kind != "" && file != "codes/"+spec.Regions+".yaml"
}

// parts are the files that an item is made from besides those of its own folder, each with the word of
// the item that leads there.
type parts struct {
	cat    *spec.Catalogue
	by     spec.Word // the item's word that led to what is followed now; none: its own words
	words  []spec.Word
	files  []string // of each word
	broken bool     // one of them could not be read
}

// partsOf follows an item's words to its fragments, and theirs and its own to sources, licences and
// code tables.
func partsOf(cat *spec.Catalogue, item *spec.Item) *parts {
	p := &parts{cat: cat}
	for _, use := range item.Use {
		p.left("Fragment", use)
		if f := cat.Fragment(use.S); f != nil {
			p.follow(use, f.Pos.File, func() { p.block(f.Facts, f.Form) })
		}
	}
	p.fields(item.Situations)
	p.block(item.Facts, item.Form)
	h := &item.Handling
	for i := range h.Steps {
		p.block(nil, h.Steps[i].Form)
	}
	for i := range h.Result {
		p.licence(h.Result[i].Licence)
		p.source(h.Result[i].Record)
	}
	if h.Batch != nil && h.Batch.Quota != nil {
		p.source(h.Batch.Quota.Source)
	}
	if h.Offer != nil {
		p.source(h.Offer.Source)
	}
	return p
}

// follow enters the file that a word leads to, and what leads on from there.
func (p *parts) follow(w spec.Word, file string, on func()) {
	outer := p.by
	if p.by.S == "" {
		p.by = w
	}
	if !slices.Contains(p.files, file) {
		p.words, p.files = append(p.words, p.by), append(p.files, file)
	}
	on()
	p.by = outer
}

// left enters a file that was left out of the catalogue, since it has an error.
func (p *parts) left(kind string, w spec.Word) {
	if file := p.cat.BrokenFile(kind, w.S); file != "" {
		p.broken = true
		p.follow(w, file, func() {})
	}
}

func (p *parts) block(facts spec.FactList, form []spec.Section) {
	for i := range facts {
		p.source(facts[i].Source)
		p.licence(facts[i].Licence)
	}
	for i := range form {
		p.fields(form[i].Fields)
	}
}

func (p *parts) fields(list []spec.Field) {
	for i := range list {
		f := &list[i]
		if f.Options != nil {
			p.codes(f.Options.Codes)
		}
		p.block(f.Facts, nil)
		p.fields(f.Fields)
	}
}

func (p *parts) source(w spec.Word) {
	p.left("Source", w)
	if s := p.cat.Source(w.S); s != nil {
		p.follow(w, s.Pos.File, func() { p.fields(s.Fields) })
	}
}

func (p *parts) licence(w spec.Word) {
	p.left("Licence", w)
	if l := p.cat.Licence(w.S); l != nil {
		p.follow(w, l.Pos.File, func() { p.fields(l.Fields) })
	}
}

func (p *parts) codes(w spec.Word) {
	p.left("Codes", w)
	if t := p.cat.CodeTable(w.S); t != nil {
		p.follow(w, t.Pos.File, func() {})
	}
}

// stopped is the one line that tells of an item that others' errors stop: those in faulty files (the
// same for all items), and those that were found elsewhere when this item was compiled.
func (p *parts) stopped(item *spec.Item, faulty, found map[string]bool) (diag.Diagnostic, bool) {
	at := item.ID
	var files []string
	for i, file := range p.files {
		if faulty[file] || found[file] {
			if files = append(files, file); len(files) == 1 {
				at = p.words[i]
			}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		if path.Dir(file) != path.Dir(item.File) && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return diag.Diagnostic{}, false
	}
	return diag.New(diag.BrokenPart, diag.At(diag.Place(at.Pos), len([]rune(at.S))), "这个事项用到的 %s 有错，它跟着停住", strings.Join(files, "、")).
		Mend("先改好那里；改好以后再看这个事项自己有没有错"), true
}
