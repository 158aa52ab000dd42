// Package book writes what people read of an item from its definition: the guide for those who apply (办事指南) and the
// handbook of those who handle it (审查工作细则, 业务手册). It is pure: a plan goes in, a book comes out, which is written as a page
// (HTML) or as a document to be printed (PDF). Nothing in a book is written by hand: who changes it changes the definition.
package book

import (
	"banshi/designer/outcomes"
	"banshi/engine/plan"
	"banshi/engine/tell"
)

// Kind is whom a book is for.
type Kind string

// The kinds.
const (
	Guide    Kind = "guide"    // 办事指南
	Handbook Kind = "handbook" // 审查工作细则
)

// Kinds lists them.
func Kinds() []Kind { return []Kind{Guide, Handbook} }

// Book is what is to be read, in order.
type Book struct {
	Title    string
	Line     string // below the title: department and code
	Language string // zh-Hans, en
	Parts    []Part
}

// Part is a chapter.
type Part struct {
	Title  string
	Blocks []Block
}

// Block is a piece of a chapter: one of a text, entries, or pairs under a heading of their own.
type Block struct {
	Head  string // "" none
	Text  string
	List  []string
	Pairs []Pair
}

// Pair is a name with what it is.
type Pair struct{ Name, Is string }

// Source is what a book is made from. Answer says in words what the actor of a step may answer, in a language.
type Source struct {
	Plan     *plan.Plan
	Outcomes *outcomes.Table // of the guide alone
	Answer   func(answer, language string) string
}

// Of writes a book.
func Of(kind Kind, from Source) Book {
	w := &writer{Source: from, teller: tell.New(from.Plan), lang: from.Plan.Language}
	p := w.Plan
	b := Book{Language: w.lang}
	b.Line = p.Department.Title
	if p.Code != "" {
		b.Line += " · " + p.Code
	}
	if kind == Handbook {
		b.Title = w.say(sayHandbookOf, p.Name)
		b.Parts = []Part{w.basics(), w.steps(), w.points(), w.conditions(true), w.checking(), w.checks(), w.decision(), w.basis()}
	} else {
		b.Title = w.say(sayGuideOf, p.Name)
		b.Parts = []Part{w.basics(), w.basis(), w.conditions(false), w.papers(), w.situations(), w.way(), w.results(), w.questions(), w.rights()}
	}
	b.Parts = filled(b.Parts)
	return b
}

// filled leaves out what an item has nothing of.
func filled(parts []Part) []Part {
	var out []Part
	for _, p := range parts {
		var blocks []Block
		for _, b := range p.Blocks {
			if b.Text != "" || len(b.List) > 0 || len(b.Pairs) > 0 {
				blocks = append(blocks, b)
			}
		}
		if len(blocks) > 0 {
			out = append(out, Part{p.Title, blocks})
		}
	}
	return out
}
