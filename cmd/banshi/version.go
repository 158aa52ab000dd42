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
	fmt.Fprintf(c.stdout, "banshi %s language %d\n", revision(), load.Language)
	return exitFine
}

// revision is the commit of which this program was built; devel where it isn't known.
func revision() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "devel"
}
