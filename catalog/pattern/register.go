package pattern

import (
	"io/fs"
	"slices"

	"banshi/engine/load/grammar"
	"banshi/engine/prove"
	"banshi/engine/spec"
)

// register finds a register in which an applicant of the pattern's kind stands, and a licence that he
// may hold: those of the catalogue are what a new item begins with.
func (p *pattern) register(cat *spec.Catalogue, fsys fs.FS) {
	w, err := prove.ReadWorld(fsys, cat)
	if err != nil {
		return // what is wrong with the records is told by check
	}
	for _, s := range cat.Sources {
		if s.Key.S == "" || s.Many || s.Dated || s.OftenDown || !holds(s.Holders, p.Kind) || !free(s.ID.S) {
			continue
		}
		cell := cellOf(s.Fields)
		handle, no := w.Somebody(s.ID.S, p.Kind, cell.ID.S)
		if handle == "" {
			continue
		}
		p.As, p.Key = handle, no
		p.Fact = &fact{ID: s.ID.S, Cell: cell.ID.S, CellTitle: cell.Title.S, Least: 1, Most: 100}
		if cell.Length != nil {
			p.Fact.Least, p.Fact.Most = cell.Length.Least, cell.Length.Most
		}
		p.Licence = licenceOf(cat.Licences, p.Kind)
		return
	}
}

// cellOf is the cell that fills a field: the name, or the first text.
func cellOf(cells []spec.Field) spec.Field {
	isText := func(f spec.Field) bool { return f.Type.S == "text" }
	if i := slices.IndexFunc(cells, func(f spec.Field) bool { return isText(f) && f.ID.S == "name" }); i >= 0 {
		return cells[i]
	}
	if i := slices.IndexFunc(cells, isText); i >= 0 {
		return cells[i]
	}
	return spec.Field{}
}

// licenceOf is a licence that is found by its holder's number.
func licenceOf(list []*spec.Licence, kind string) *licence {
	for _, l := range list {
		if !holds(l.Holders, kind) || l.Key.S != "" || l.OftenDown || !free(l.ID.S) {
			continue
		}
		paper := l.Title.S
		if len(l.Papers) > 0 {
			paper = l.Papers[0].S
		}
		return &licence{ID: l.ID.S, Paper: paper}
	}
	return nil
}

func holds(holders []spec.Word, kind string) bool {
	return slices.ContainsFunc(holders, func(w spec.Word) bool { return w.S == kind })
}

// free tells whether an id may be that of a fact beside the fields of the pattern.
func free(id string) bool {
	taken := slices.Concat(grammar.Names, grammar.Literals, grammar.Keywords, []string{"applicant_name", "contact_phone"})
	return !slices.Contains(taken, id)
}
