package main

import (
	"fmt"
	"slices"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/load/grammar"
)

// runFunctions prints what a rule may be made of, from the tables that rules are judged by.
func runFunctions(c *call, args []string) int {
	words, code, ok := c.parse(c.flags(), args)
	if !ok {
		return code
	}
	if len(words) > 0 {
		return c.wrong("extra-word", words[0])
	}
	fmt.Fprintln(c.stdout, c.say("functions"))
	for _, f := range expr.Functions() {
		c.row(written(f), f.Doc, signatures(f), f.Example)
	}
	fmt.Fprintln(c.stdout, "\n"+c.say("forms"))
	for _, f := range expr.Forms() {
		c.row(f.Written, f.Doc, "", f.Example)
	}
	fmt.Fprintf(c.stdout, "\n%s\n  %s\n", c.say("names"), strings.Join(grammar.Names, " "))
	return exitFine
}

func (c *call) row(written, doc, signatures, example string) {
	fmt.Fprintf(c.stdout, "  %-20s %s\n", written, doc)
	if signatures != "" {
		fmt.Fprintf(c.stdout, "  %-20s   %s\n", "", signatures)
	}
	fmt.Fprintf(c.stdout, "  %-20s   %s %s\n", "", c.say("such-as"), example)
}

// written is how one writes a function: a + b, a.contains(b), age(a, b).
func written(f expr.Function) string {
	switch {
	case f.Name == "neg":
		return "-a"
	case f.Member:
		return "a." + f.Name + "(b)"
	case f.Name == "in" || strings.Trim(f.Name, "=!<>+-*/") == "":
		return "a " + f.Name + " b"
	case f.Unary != nil:
		return f.Name + "(a)"
	}
	return f.Name + "(a, b)"
}

// mostSignatures is how many are written out: what takes more takes two of one type.
const mostSignatures = 8

func signatures(f expr.Function) string {
	if len(f.Signatures) <= mostSignatures {
		return strings.Join(f.Signatures, "; ")
	}
	var types []string
	for _, s := range f.Signatures {
		if first, _, _ := strings.Cut(s, ","); !slices.Contains(types, first) {
			types = append(types, first)
		}
	}
	_, result, _ := strings.Cut(f.Signatures[0], " -> ")
	return "T,T -> " + result + "; T: " + strings.Join(types, " ")
}
