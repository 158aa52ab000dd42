package load

import (
	"regexp"
	"slices"

	"banshi/engine/diag"
	"banshi/engine/spec"
)

// leaveOut takes the definitions whose files have errors out of a catalogue, and names them.
func leaveOut(c *spec.Catalogue, texts *diag.Sources, list diag.List) {
	bad := map[string]bool{}
	for _, d := range list {
		file := d.Span.Start.File
		if d.Severity() == diag.Error && !bad[file] {
			bad[file] = true
			enter(c, file, texts.Text(file))
		}
	}
	c.Sources = slices.DeleteFunc(c.Sources, func(s *spec.Source) bool { return bad[s.Pos.File] })
	c.Licences = slices.DeleteFunc(c.Licences, func(l *spec.Licence) bool { return bad[l.Pos.File] })
	c.Codes = slices.DeleteFunc(c.Codes, func(t *spec.Codes) bool { return bad[t.Pos.File] })
	c.Fragments = slices.DeleteFunc(c.Fragments, func(f *spec.Fragment) bool { return bad[f.Pos.File] })
	c.Bundles = slices.DeleteFunc(c.Bundles, func(b *spec.Bundle) bool { return bad[b.Pos.File] })
	c.Items = slices.DeleteFunc(c.Items, func(i *spec.Item) bool { return bad[i.File] })
	c.Translations = slices.DeleteFunc(c.Translations, func(t *spec.Translations) bool { return bad[t.File] })
	c.Tests = slices.DeleteFunc(c.Tests, func(t *spec.Tests) bool { return bad[t.Pos.File] })
	// A file that bears the id of another by mistake takes nothing from that one.
	c.Broken = slices.DeleteFunc(c.Broken, func(b spec.Broken) bool { return sound(c, b.Kind, b.ID) })
}

// sound tells whether a definition is among those of the catalogue.
func sound(c *spec.Catalogue, kind, id string) bool {
	switch kind {
	case "Source":
		return c.Source(id) != nil
	case "Licence":
		return c.Licence(id) != nil
	case "Codes":
		return c.CodeTable(id) != nil
	case "Fragment":
		return c.Fragment(id) != nil
	case "Item":
		return c.Item(id) != nil
	}
	return false
}

// idLine finds the ids of the definitions in a file that is no YAML.
var idLine = regexp.MustCompile(`(?m)^id:[ ]*["']?([a-z][a-z0-9_]*)`)

// enter names the definitions of a file with an error: those whose ids stand in it, and the one that
// belongs there by the file's name.
func enter(c *spec.Catalogue, file, text string) {
	kind, ok := KindAt(file)
	if !ok || kind == "Catalog" || kind == "Tests" || kind == "" {
		return
	}
	ids := []string{nameOf(file, kind)}
	for _, m := range idLine.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(ids, m[1]) {
			ids = append(ids, m[1])
		}
	}
	for _, id := range ids {
		c.Broken = append(c.Broken, spec.Broken{Kind: kind, ID: id, File: file})
	}
}
