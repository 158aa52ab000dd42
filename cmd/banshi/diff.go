package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"banshi/engine/differ"
	"banshi/engine/print"
)

// fileDiff is what differs in one file.
type fileDiff struct {
	File    string          `json:"file"`
	Changes []differ.Change `json:"changes"`
}

// runDiff tells the differences of two definitions, or of two folders, in words.
func runDiff(c *call, args []string) int {
	f := c.flags()
	asJSON := f.Bool("json", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) != 2 {
		return c.wrong("want-two")
	}
	before, after, fine := c.sides(words[0]), c.sides(words[1]), true
	if before == nil || after == nil {
		return exitUsage
	}
	names := maps.Clone(before)
	maps.Copy(names, after)
	out := []fileDiff{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var values [2]print.Value
		for i, file := range []string{before[name], after[name]} {
			if file == "" {
				continue
			}
			d, ok := c.document(file)
			if fine = fine && ok; ok {
				values[i] = d.Value()
			}
		}
		if changes := differ.Compare(values[0], values[1]); len(changes) > 0 {
			out = append(out, fileDiff{name, changes})
		}
	}
	if !fine {
		return exitFaults
	}
	if *asJSON {
		data, err := json.MarshalIndent(out, "", "  ")
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(c.stdout, "%s\n", data)
	} else {
		c.printDiff(out, len(names) > 1)
	}
	if len(out) > 0 {
		return exitFaults
	}
	return exitFine
}

// printDiff writes one difference a line, under the names of files where there are several.
func (c *call) printDiff(files []fileDiff, several bool) {
	if len(files) == 0 {
		fmt.Fprintln(c.stdout, c.say("no-difference"))
	}
	for _, f := range files {
		if several {
			fmt.Fprintln(c.stdout, f.File)
		}
		for _, change := range f.Changes {
			says := change.Says.Zh
			if c.language() == "en" {
				says = change.Says.En
			}
			if several {
				says = "  " + says
			}
			fmt.Fprintln(c.stdout, says)
		}
	}
}

// sides are the definition files that a word names, by what they are called on both sides; nil: there are none, which was said.
func (c *call) sides(word string) map[string]string {
	files, err := definitionFiles(word)
	if errors.Is(err, fs.ErrNotExist) || err != nil || len(files) == 0 {
		c.wrong("no-definitions", word)
		return nil
	}
	out := map[string]string{}
	info, err := os.Stat(word)
	for _, file := range files {
		name := ""
		if err == nil && info.IsDir() {
			if rel, err := filepath.Rel(word, file); err == nil {
				name = filepath.ToSlash(rel)
			}
		}
		out[name] = file
	}
	return out
}
