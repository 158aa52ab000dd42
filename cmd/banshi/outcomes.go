package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"time"

	"banshi/designer/outcomes"
	"banshi/engine/value"
	"banshi/runtime/base/spreadsheet"
)

// runOutcomes prints what the questions of an item lead to, or writes it for a spreadsheet.
func runOutcomes(c *call, args []string) int {
	f := c.flags()
	in, on := f.String("in", "", ""), f.String("on", "", "")
	asCSV, xlsx := f.Bool("csv", false, ""), f.String("xlsx", "", "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	dir, words := c.place(*in, words, 1, 1)
	if len(words) != 1 {
		return c.wrong("want-item")
	}
	if *on == "" {
		*on = time.Now().Format(time.DateOnly)
	}
	if _, ok := value.ParseDate(*on); !ok {
		return c.wrong("bad-day", *on)
	}
	p, code, ok := c.sound(dir, words[0])
	if !ok {
		return code
	}
	t, err := outcomes.Of(p.Catalogue.Program(words[0], c.language()), p.World, *on)
	if err != nil {
		return c.failed(err)
	}
	header, lines, widths := t.Sheet(c.language())
	switch {
	case *xlsx != "":
		raw, err := spreadsheet.Write(outcomes.Title(c.language()), header, lines, widths)
		if err != nil {
			return c.failed(err)
		}
		if err := os.WriteFile(*xlsx, raw, 0o644); err != nil {
			return c.unwritten(err)
		}
		fmt.Fprintf(c.stdout, c.say("outcomes-written")+"\n", len(t.Rows), *xlsx)
	case *asCSV:
		w := csv.NewWriter(c.stdout)
		if err := w.WriteAll(append([][]string{header}, lines...)); err != nil {
			return c.failed(err)
		}
	default:
		fmt.Fprint(c.stdout, t.Text(c.language()))
	}
	return exitFine
}
