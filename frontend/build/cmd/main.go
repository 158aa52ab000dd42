// Command cmd builds the frontend: `go run ./frontend/build/cmd` from the
// root of the project. With -journeys it bundles the tests instead.
package main

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"text/tabwriter"

	"banshi/frontend/build"
)

func main() {
	source := flag.String("source", "frontend", "the frontend folder")
	out := flag.String("out", "frontend/dist", "where built files go")
	debug := flag.Bool("debug", false, "readable output with source maps")
	journeys := flag.Bool("journeys", false, "bundle the tests into journeys/.out instead")
	flag.Parse()
	if err := run(*source, *out, *debug, *journeys); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(source, out string, debug, journeys bool) error {
	if journeys {
		made, err := build.Journeys(source, source+"/journeys/.out")
		for _, f := range made {
			fmt.Println(f)
		}
		return err
	}
	m, err := build.Build(build.Options{Source: source, Out: out, Debug: debug})
	if err != nil {
		return err
	}
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, n := range names {
		fmt.Fprintf(w, "%s\t%.1f kB gz\t%s\n", n, float64(m[n].GzBytes)/1000, m[n].Script)
	}
	return w.Flush()
}
