package main

import (
	"fmt"
	"strings"

	"banshi/engine/schema"
)

func runSchema(c *call, args []string) int {
	words, code, ok := c.parse(c.flags(), args)
	if !ok {
		return code
	}
	data, err := schema.All()
	if len(words) > 0 {
		data, err = schema.JSON(words[0])
	}
	if err != nil {
		return c.wrong("no-kind", words[0], strings.Join(schema.Kinds(), " "))
	}
	fmt.Fprintf(c.stdout, "%s\n", strings.TrimRight(string(data), "\n"))
	return exitFine
}
