// Package pattern is what new items begin with: an item that can be checked, with tests that pass, made of words of the
// catalogue itself.
package pattern

import (
	_ "embed"
	"io/fs"
	"strings"
	"text/template"

	"banshi/engine/spec"
)

var (
	//go:embed item.yaml
	itemText string
	//go:embed tests.yaml
	testsText string

	items = map[string]*template.Template{"item.yaml": parsed(itemText), "tests.yaml": parsed(testsText)}
)

func parsed(text string) *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"quoted": quoted}).Parse(text))
}

// quoted is a text as a YAML scalar that can't be read as anything else.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Item is what is known of a new item.
type Item struct {
	ID         string
	Name       string // "" none yet
	Department string // id; "" the first of the catalogue
	Mode       string // of handling; "" fully_online
	Bare       bool   // with as little in it as can be
}

// Files gives the texts of the files of a new item's folder, by their names in it. Where the catalogue has nobody to try
// it on, or the item is bare, there are no tests.
func Files(cat *spec.Catalogue, fsys fs.FS, item Item) map[string]string {
	p := words(cat, item)
	if !item.Bare {
		p.register(cat, fsys)
	}
	out := map[string]string{}
	for name, t := range items {
		if name == "tests.yaml" && p.Fact == nil {
			continue
		}
		var b strings.Builder
		if err := t.Execute(&b, p); err != nil {
			panic(err) // a pattern of our own
		}
		out[name] = b.String()
	}
	return out
}

// pattern is what the patterns of an item and its tests put in.
type pattern struct {
	ID, Name, Department, Mode, Kind, Theme string

	Fact    *fact    // a register of such applicants, with records beside the catalogue
	Licence *licence // one that such an applicant may hold
	As, Key string   // somebody in the register, and his number
}

type fact struct {
	ID, Cell, CellTitle string
	Least, Most         int
}

type licence struct{ ID, Paper string }

func words(cat *spec.Catalogue, item Item) pattern {
	p := pattern{ID: item.ID, Name: item.Name, Department: item.Department, Mode: item.Mode, Kind: "person", Theme: "theme"}
	if p.Name == "" {
		p.Name = "新事项"
	}
	if p.Mode == "" {
		p.Mode = "fully_online"
	}
	if d := cat.Catalog.Departments; p.Department == "" && len(d) > 0 {
		p.Department = d[0].ID.S
	} else if p.Department == "" {
		p.Department = "department"
	}
	themes := cat.Catalog.Themes.Person
	if len(themes) == 0 && len(cat.Catalog.Themes.Organisation) > 0 {
		p.Kind, themes = "organisation", cat.Catalog.Themes.Organisation
	}
	if len(themes) > 0 {
		p.Theme = themes[0].ID.S
	}
	return p
}
