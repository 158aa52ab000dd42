package main

import (
	"fmt"

	"banshi/engine/diag"
)

func runCheck(c *call, args []string) int {
	f := c.flags()
	strict := f.Bool("strict", false, "")
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
