package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"banshi/catalog/pack"
	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/load/grammar"
)

// runImport puts an item that was exported elsewhere into a catalogue, and checks what comes of it.
func runImport(c *call, args []string) int {
	f := c.flags()
	replace := f.Bool("replace", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) != 2 {
		return c.wrong("want-import-item")
	}
	dir, file := words[0], words[1]
	if !load.IsCatalogue(os.DirFS(dir)) {
		return c.wrong("no-catalog", dir)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return c.wrong("no-definitions", file)
	}
	id, files, err := pack.OpenItem(data)
	if err != nil {
		return c.failed(err)
	}
	if item, _, _ := load.Item("item.yaml", files["item.yaml"]); !grammar.IDShape.MatchString(id) || item == nil || item.ID.S != id {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("other-id")+"\n", id)
		return exitFaults
	}
	folder := filepath.Join(dir, "items", id)
	if _, err := os.Lstat(folder); err == nil && !*replace {
		return c.wrong("item-there", id)
	}
	if err := putFolder(folder, files); err != nil {
		return c.unwritten(err)
	}
	fmt.Fprintf(c.stdout, c.say("item-imported")+"\n", id, len(files))
	cat, _, code, ok := c.open(dir)
	if !ok {
		return code
	}
	fmt.Fprint(c.stdout, cat.Faults.Text(cat.Sources, c.language()))
	if cat.Faults.Count(diag.Error) > 0 {
		return exitFaults
	}
	return exitFine
}

// putFolder puts files in the place of a folder, all or none: they are written beside it first.
func putFolder(folder string, files map[string][]byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), ".import-*")
	if err != nil {
		return err
	}
	defer func() {
		// What is left of the one or the other is nobody's any more.
		if e := os.RemoveAll(fresh); err == nil {
			err = e
		}
	}()
	next, old := filepath.Join(fresh, "next"), filepath.Join(fresh, "old")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		to := filepath.Join(next, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, files[name], 0o644); err != nil {
			return err
		}
	}
	if err := os.Rename(folder, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, folder); err != nil {
		if e := os.Rename(old, folder); e != nil && !errors.Is(e, fs.ErrNotExist) {
			return errors.Join(err, e)
		}
		return err
	}
	return nil
}
