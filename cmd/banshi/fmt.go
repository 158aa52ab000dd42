package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/print"
)

// runFmt tidies definitions: blanks at the end of lines and the end of the file. Everything else is the author's.
func runFmt(c *call, args []string) int {
	f := c.flags()
	check := f.Bool("check", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) == 0 {
		return c.wrong("want-definitions")
	}
	var names []string
	for _, word := range words {
		more, err := definitionFiles(word)
		if err != nil {
			return c.wrong("no-definitions", word)
		}
		names = append(names, more...)
	}
	untidy, broken := 0, 0
	for _, name := range names {
		d, ok := c.document(name)
		if !ok {
			broken++
			continue
		}
		tidied, edit := d.Tidied()
		if len(edit.Patches) == 0 {
			continue
		}
		untidy++
		fmt.Fprintln(c.stdout, name)
		if *check {
			continue
		}
		if err := rewrite(name, tidied.Text()); err != nil {
			return c.unwritten(err)
		}
	}
	if broken > 0 || *check && untidy > 0 {
		return exitFaults
	}
	return exitFine
}

// definitionFiles are the definition files that a word names: itself, or those of a folder.
func definitionFiles(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return []string{name}, err
	}
	var out []string
	err = filepath.WalkDir(name, func(file string, e fs.DirEntry, err error) error {
		base := filepath.Base(file)
		switch hidden := file != name && strings.HasPrefix(base, "."); {
		case err != nil:
			return err
		case e.IsDir() && (hidden || base == "shared-data"):
			return fs.SkipDir
		case e.Type().IsRegular() && !hidden && (strings.HasSuffix(base, ".yaml") || strings.HasSuffix(base, ".yml")):
			out = append(out, file)
		}
		return nil
	})
	return out, err
}

// document reads one definition file for editing or comparing; ok false: it can't be, which was said.
func (c *call) document(name string) (d *print.Document, ok bool) {
	text, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("no-read")+"\n", err)
		return nil, false
	}
	d, faults := print.Parse(name, string(text))
	if faults.HasErrors() {
		var sources diag.Sources
		sources.Add(name, string(text))
		fmt.Fprint(c.stdout, faults.Text(&sources, c.language()))
		return nil, false
	}
	return d, true
}

// rewrite puts a text in the place of a file's, wholly or not at all.
func rewrite(name, text string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".banshi-fmt-*")
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if e := file.Chmod(info.Mode().Perm()); err == nil {
		err = e
	}
	if e := file.Sync(); err == nil {
		err = e
	}
	if e := file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error counts
	}
	return err
}
