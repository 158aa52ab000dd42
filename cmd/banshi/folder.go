package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/prove"
)

// place parts the words of a verb from its catalogue's folder: the first word, or --in. least and most
// are how many other words the verb takes. Where none of them may be the folder, it is the one in which
// one stands.
func (c *call) place(in string, words []string, least, most int) (dir string, rest []string) {
	switch {
	case in != "":
		return in, words
	case len(words) > most, len(words) > least && load.IsCatalogue(os.DirFS(words[0])):
		return words[0], words[1:]
	}
	return ".", words
}

// open loads a catalogue's folder.
func (c *call) open(dir string) (*engine.Catalogue, fs.FS, int, bool) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil, nil, c.wrong("no-dir", dir), false
	}
	fsys := os.DirFS(dir)
	if !load.IsCatalogue(fsys) {
		return nil, nil, c.wrong("no-catalog", dir), false
	}
	return engine.Open(fsys), fsys, exitFine, true
}

// sound is open for verbs that need definitions without errors: all, or one item and what it is made
// from, whatever is wrong with others. It comes with the shared data.
func (c *call) sound(dir, item string) (*prove.Prover, int, bool) {
	cat, fsys, code, ok := c.open(dir)
	if !ok {
		return nil, code, false
	}
	if cat.Faults.HasErrors() && (item == "" || cat.Stopped() || !cat.Sound(item)) {
		if item != "" && !cat.Stopped() && !has(cat, item) {
			return nil, c.noItem(cat, item), false
		}
		fmt.Fprint(c.stdout, cat.Faults.Text(cat.Sources, c.language()))
		fmt.Fprintln(c.stderr, "banshi: "+c.say("mend-first"))
		return nil, exitFaults, false
	}
	if item != "" && cat.Program(item, c.language()) == nil {
		return nil, c.noItem(cat, item), false
	}
	p, err := prove.Open(cat, fsys)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return nil, exitFaults, false
	}
	return p, exitFine, true
}

// has tells whether a catalogue has an item, be it one whose file can't be read.
func has(cat *engine.Catalogue, item string) bool {
	for _, i := range cat.Spec.Items {
		if i.ID.S == item {
			return true
		}
	}
	return cat.Spec.BrokenFile("Item", item) != ""
}

func (c *call) noItem(cat *engine.Catalogue, item string) int {
	var all []string
	for _, i := range cat.Spec.Items {
		all = append(all, i.ID.S)
	}
	return c.none("no-item", item, all)
}

// none says that there is no such thing, and which one was probably meant, or what there is.
func (c *call) none(key, word string, known []string) int {
	if near, ok := diag.Closest(word, known); ok {
		return c.wrong(key+"-near", word, near)
	}
	return c.wrong(key, word, strings.Join(known, " "))
}
