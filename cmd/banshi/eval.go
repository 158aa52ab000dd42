package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"banshi/engine/eval"
)

func runEval(c *call, args []string) int {
	f := c.flags()
	person := c.personFlags(f)
	canonical := f.Bool("canonical", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	dir, words := c.place(*person.in, words, 1, 1)
	if len(words) != 1 {
		return c.wrong("want-item")
	}
	e, code, ok := c.evaluate(person, dir, words[0])
	if !ok {
		return code
	}
	data, err := eval.JSON(e.outcome.State)
	if err != nil {
		panic(err)
	}
	if !*canonical {
		var out bytes.Buffer
		if err := json.Indent(&out, data, "", "  "); err != nil {
			panic(err)
		}
		data = out.Bytes()
	}
	fmt.Fprintf(c.stdout, "%s\n", data)
	return exitFine
}
