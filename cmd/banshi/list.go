package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"banshi/designer/list"
	"banshi/engine"
	"banshi/engine/load"
	"banshi/engine/print"
	"banshi/runtime/base/spreadsheet"
)

// runList writes items as a list (实施清单), or reads one.
func runList(c *call, args []string) int {
	f := c.flags()
	out, in, write := f.String("out", "", ""), f.String("import", "", ""), f.Bool("write", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) == 0 || (*out == "") == (*in == "") || *in != "" && len(words) != 1 || *write && *in == "" {
		return c.wrong("want-list")
	}
	cat, fsys, code, ok := c.open(words[0])
	if !ok {
		return code
	}
	if *out != "" {
		return c.writeList(cat, fsys, words[1:], *out)
	}
	return c.readList(cat, fsys, words[0], *in, *write)
}

// listWorld is a catalogue's folder as lists are read against it.
func listWorld(cat *engine.Catalogue, fsys fs.FS) *list.World {
	w := &list.World{Catalogue: cat.Spec, Text: func(id string) (string, bool) {
		data, err := fs.ReadFile(fsys, "items/"+id+"/item.yaml")
		return string(data), err == nil
	}}
	// Items with errors are known, too: those that a list began have some until they are finished.
	folders, _ := fs.ReadDir(fsys, "items")
	for _, f := range folders {
		text, ok := w.Text(f.Name())
		if !ok {
			continue
		}
		if i, _, _ := load.Item("items/"+f.Name()+"/item.yaml", []byte(text)); i != nil {
			w.Items = append(w.Items, list.Known{ID: f.Name(), Name: i.Name.S, Department: i.Department.S})
		}
	}
	return w
}

func (c *call) writeList(cat *engine.Catalogue, fsys fs.FS, items []string, file string) int {
	w := listWorld(cat, fsys)
	for _, id := range items {
		if !has(cat, id) {
			return c.noItem(cat, id)
		}
	}
	var rows [][]string
	for _, k := range w.Items {
		if len(items) > 0 && !slices.Contains(items, k.ID) {
			continue
		}
		text, _ := w.Text(k.ID)
		doc, faults := print.Parse("items/"+k.ID+"/item.yaml", text)
		if doc == nil || faults.HasErrors() {
			fmt.Fprint(c.stdout, faults.Text(cat.Sources, c.language()))
			return exitFaults
		}
		rows = append(rows, list.Export(w, doc.Value()))
	}
	header, widths := list.Header()
	data, err := spreadsheet.Write(list.SheetName, header, rows, widths)
	if err != nil {
		return c.failed(err)
	}
	if err := createFile(file, data); errors.Is(err, fs.ErrExist) {
		return c.wrong("file-there", file)
	} else if err != nil {
		return c.unwritten(err)
	}
	fmt.Fprintf(c.stdout, c.say("listed")+"\n", len(rows), file)
	return exitFine
}

// readList tells what a list says, cell by cell where it isn't understood, and row by row what it becomes.
func (c *call) readList(cat *engine.Catalogue, fsys fs.FS, dir, file string, write bool) int {
	data, err := os.ReadFile(file)
	if err != nil {
		return c.wrong("no-definitions", file)
	}
	sheet, err := spreadsheet.ReadSheet(data, list.MostCell)
	table := list.Find(sheet)
	if err != nil || table == nil {
		return c.wrong("list-unread", file, errors.Join(err))
	}
	got := list.Read(listWorld(cat, fsys), table)
	for _, d := range got.Doubts {
		fmt.Fprintf(c.stdout, c.say("list-cell")+"\n", spreadsheet.Cell(d.Row, d.Column), table.Cell(d.Row, d.Column), d.Why.In(c.language()))
		for _, way := range d.Ways {
			fmt.Fprintf(c.stdout, c.say("list-way")+"\n", way.Label.In(c.language()))
		}
	}
	written := 0
	for _, row := range got.Rows {
		switch {
		case !row.Blocked.None():
			fmt.Fprintf(c.stdout, c.say("list-blocked")+"\n", row.No, row.Name, row.Blocked.In(c.language()))
		case row.Existing && len(row.Changes) == 0:
			fmt.Fprintf(c.stdout, c.say("list-same")+"\n", row.No, row.Name, row.ID)
		case row.Existing:
			fmt.Fprintf(c.stdout, c.say("list-differs")+"\n", row.No, row.Name, row.ID)
			for _, change := range row.Changes {
				for _, s := range change.Says {
					says := s.Zh
					if c.language() == "en" {
						says = s.En
					}
					fmt.Fprintln(c.stdout, "    "+says)
				}
			}
		default:
			fmt.Fprintf(c.stdout, c.say("list-new")+"\n", row.No, row.Name, row.ID)
			if !write {
				continue
			}
			if err := putFolder(filepath.Join(dir, "items", row.ID), map[string][]byte{"item.yaml": []byte(row.Text)}); err != nil {
				return c.unwritten(err)
			}
			written++
		}
	}
	fmt.Fprintf(c.stdout, c.say("list-sum")+"\n", len(got.Rows), len(got.Doubts), written)
	if len(got.Doubts) > 0 {
		return exitFaults
	}
	return exitFine
}
