package main

import "banshi/engine/eval"

func runEval(c *call, args []string) int {
	f := c.flags()
	person := c.personFlags(f)
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) != 1 {
		return c.wrong("want-item")
	}
	e, code, ok := c.evaluate(person, words[0])
	if !ok {
		return code
	}
	data, err := eval.JSON(e.outcome.State)
	if err != nil {
		panic(err)
	}
	c.stdout.Write(append(data, '\n'))
	return exitFine
}
