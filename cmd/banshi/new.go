package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"banshi/catalog/pattern"
	"banshi/engine/load/grammar"
)

// newFiles are a small catalogue as it stands.
//
//go:embed new
var newFiles embed.FS

// firstItem is the item of a catalogue that is begun without one being named.
const firstItem = "first_item"

func runNew(c *call, args []string) int {
	words, code, ok := c.parse(c.flags(), args)
	if !ok {
		return code
	}
	switch len(words) {
	case 1:
		return c.newCatalogue(words[0])
	case 2:
		return c.newItem(words[0], words[1])
	}
	return c.wrong("want-dir")
}

// newCatalogue begins a district: a catalogue with a register, a licence, synthetic records, one item.
func (c *call) newCatalogue(dir string) int {
	if list, err := os.ReadDir(dir); len(list) > 0 {
		return c.wrong("not-empty", dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c.wrong("no-dir", dir)
	}
	files, err := fs.Sub(newFiles, "new/catalogue")
	if err != nil {
		panic(err)
	}
	err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		return c.write(filepath.Join(dir, filepath.FromSlash(name)), string(data))
	})
	if err != nil {
		return c.unwritten(err)
	}
	return c.newItem(dir, firstItem)
}

// newItem begins an item of a catalogue, and its tests where the catalogue has anybody to try it on.
func (c *call) newItem(dir, id string) int {
	if !grammar.IDShape.MatchString(id) || len(id) > grammar.MaxID {
		return c.wrong("bad-id", id)
	}
	cat, fsys, code, ok := c.open(dir)
	if !ok {
		return code
	}
	folder := filepath.Join(dir, "items", id)
	if _, err := os.Stat(filepath.Join(folder, "item.yaml")); err == nil {
		return c.wrong("exists", filepath.Join(folder, "item.yaml"))
	}
	files := pattern.Files(cat.Spec, fsys, pattern.Item{ID: id})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := c.write(filepath.Join(folder, name), files[name]); err != nil {
			return c.unwritten(err)
		}
	}
	if files["tests.yaml"] == "" {
		fmt.Fprintln(c.stdout, c.say("no-register"))
	}
	fmt.Fprintf(c.stdout, c.say("made-next")+"\n", dir, dir, id)
	return exitFine
}

// write makes a file and the folders above it, and says so.
func (c *call) write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, c.say("made")+"\n", file)
	return nil
}

// unwritten tells of a place where nothing can be written: whoever named it can mend it.
func (c *call) unwritten(err error) int {
	fmt.Fprintf(c.stderr, "banshi: "+c.say("no-write")+"\n", err)
	return exitFaults
}
