package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"banshi/engine"
	"banshi/engine/load/grammar"
)

//go:embed new_item.yaml
var newItem string

func runNew(c *call, args []string) int {
	words, code, ok := c.parse(c.flags(), args)
	if !ok {
		return code
	}
	if len(words) != 2 {
		return c.wrong("want-dir")
	}
	dir, id := words[0], words[1]
	if !grammar.IDShape.MatchString(id) || len(id) > grammar.MaxID {
		return c.wrong("bad-id", id)
	}
	cat, _, code, ok := c.open(dir)
	if !ok {
		return code
	}
	if cat.Spec.Catalog.ID.S == "" {
		return c.wrong("no-catalog", dir)
	}
	file := filepath.Join(dir, "items", id, "item.yaml")
	if _, err := os.Stat(file); err == nil {
		return c.wrong("exists", file)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		panic(err)
	}
	if err := os.WriteFile(file, []byte(filled(cat, id)), 0o644); err != nil {
		panic(err)
	}
	fmt.Fprintf(c.stdout, c.say("made")+"\n", file)
	return exitFine
}

// filled puts the catalogue's own words into the pattern: its first department and theme.
func filled(cat *engine.Catalogue, id string) string {
	department, theme := "department", "theme"
	if d := cat.Spec.Catalog.Departments; len(d) > 0 {
		department = d[0].ID.S
	}
	if t := cat.Spec.Catalog.Themes.Person; len(t) > 0 {
		theme = t[0].ID.S
	}
	return strings.NewReplacer("<id>", id, "<department>", department, "<theme>", theme).Replace(newItem)
}
