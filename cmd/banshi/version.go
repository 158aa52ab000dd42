package main

import (
	"fmt"
	"runtime/debug"

	"banshi/engine/load"
)

func runVersion(c *call, args []string) int {
	if _, code, ok := c.parse(c.flags(), args); !ok {
		return code
	}
	revision := "devel"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	fmt.Fprintf(c.stdout, "banshi %s language %d\n", revision, load.Language)
	return exitFine
}
