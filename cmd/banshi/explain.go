package main

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/tell"
)

func runExplain(c *call, args []string) int {
	f := c.flags()
	person := c.personFlags(f)
	asJSON := f.Bool("json", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	dir, words := c.place(*person.in, words, 1, 2)
	if len(words) < 1 || len(words) > 2 {
		return c.wrong("want-item")
	}
	e, code, ok := c.evaluate(person, dir, words[0])
	if !ok {
		return code
	}
	s, err := e.program.Open(e.outcome.Input)
	if err != nil {
		panic(err)
	}
	teller := tell.New(e.program.Plan())
	all := teller.Paths(e.outcome.State)
	paths := all
	if len(words) == 2 {
		if paths = named(words[1], all); len(paths) == 0 {
			if near, ok := diag.Closest(idOf(words[1]), ids(all)); ok {
				return c.wrong("no-path-near", words[1], near)
			}
			return c.wrong("no-path", words[1])
		}
	}
	var list []tell.Why
	for _, path := range paths {
		w, ok := teller.Why(s, path)
		if !ok {
			return c.wrong("no-path", path)
		}
		list = append(list, w)
	}
	if *asJSON {
		c.json(list)
		return exitFine
	}
	for _, w := range list {
		fmt.Fprint(c.stdout, teller.Text(w))
	}
	return exitFine
}

// named are the paths that a word means: a path, or the id of a rule, field, material or step, as the
// state shows it. Two things of one id are both told.
func named(word string, paths []string) []string {
	if slices.Contains(paths, word) {
		return []string{word}
	}
	var out []string
	for _, p := range paths {
		if idOf(p) == word {
			out = append(out, p)
		}
	}
	return out
}

// idOf is a path without the word that says what it is of.
func idOf(path string) string {
	for _, kind := range []string{"eligibility.", "form.", "section.", "materials.", "handling.steps."} {
		if id, ok := strings.CutPrefix(path, kind); ok {
			return id
		}
	}
	return path
}

func ids(paths []string) []string {
	var out []string
	for _, p := range paths {
		out = append(out, idOf(p))
	}
	return out
}
