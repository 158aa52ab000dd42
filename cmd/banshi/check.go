package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/mend"
	"banshi/engine/print"
)

func runCheck(c *call, args []string) int {
	f := c.flags()
	strict := f.Bool("strict", false, "")
	fix := f.Bool("fix", false, "")
	asJSON := f.Bool("json", false, "")
	in := f.String("in", "", "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if *in == "" && len(words) > 0 {
		*in, words = words[0], words[1:]
	}
	if *in == "" || len(words) > 0 {
		return c.wrong("want-dir")
	}
	cat, _, code, ok := c.open(*in)
	if !ok {
		return code
	}
	if *fix {
		if cat, code, ok = c.mend(*in, cat); !ok {
			return code
		}
	}
	errors, warnings := cat.Faults.Count(diag.Error), cat.Faults.Count(diag.Warning)
	if *asJSON {
		fmt.Fprintf(c.stdout, "%s\n", cat.Faults.JSON(cat.Sources))
	} else {
		fmt.Fprint(c.stdout, cat.Faults.Text(cat.Sources, c.language()))
		fmt.Fprintf(c.stdout, c.say("checked")+"\n", len(cat.Spec.Items), errors, warnings)
	}
	if errors > 0 || *strict && warnings > 0 {
		return exitFaults
	}
	return exitFine
}

// mostRounds is how often a catalogue is looked at again: what was hidden behind a fault comes out once that is mended.
const mostRounds = 10

// mend mends what can be mended without thought, says each, and gives the catalogue as it is then.
func (c *call) mend(dir string, cat *engine.Catalogue) (*engine.Catalogue, int, bool) {
	for range mostRounds {
		byFile := map[string]diag.List{}
		for _, d := range cat.Faults {
			byFile[d.Span.Start.File] = append(byFile[d.Span.Start.File], d)
		}
		mended := 0
		for _, file := range slices.Sorted(maps.Keys(byFile)) {
			name := filepath.Join(dir, filepath.FromSlash(file))
			text, err := os.ReadFile(name)
			if err != nil {
				continue // what can't be read is told with the faults
			}
			doc, bad := print.Parse(file, string(text))
			if bad.HasErrors() {
				continue
			}
			next, done := mend.File(doc, byFile[file])
			if len(done) == 0 {
				continue
			}
			if err := rewrite(name, next.Text()); err != nil {
				return nil, c.unwritten(err), false
			}
			for _, d := range done {
				at := d.Fault.Span.Start
				fmt.Fprintf(c.stderr, c.say("mended")+"\n", at.File, at.Line, at.Column, d.Fault.Code, d.Label)
			}
			mended += len(done)
		}
		if mended == 0 {
			break
		}
		var code int
		var ok bool
		if cat, _, code, ok = c.open(dir); !ok {
			return nil, code, false
		}
	}
	return cat, exitFine, true
}
