package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"banshi/designer/book"
	"banshi/designer/outcomes"
	"banshi/runtime/base/pdf"
	"banshi/runtime/casework"
)

// runBook writes the guide or the handbook of an item as a page or as a document to be printed.
func runBook(c *call, args []string) int {
	f := c.flags()
	in, kind, file, lang := f.String("in", "", ""), f.String("kind", string(book.Guide), ""), f.String("out", "", ""), f.String("lang", "", "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	dir, words := c.place(*in, words, 1, 1)
	if len(words) != 1 {
		return c.wrong("want-item")
	}
	if !slices.Contains(book.Kinds(), book.Kind(*kind)) {
		return c.wrong("book-kind", *kind)
	}
	to := cmp.Or(*file, words[0]+"-"+*kind+".html")
	asPDF := strings.HasSuffix(to, ".pdf")
	if !asPDF && !strings.HasSuffix(to, ".html") {
		return c.wrong("book-file", to)
	}
	p, code, ok := c.sound(dir, words[0])
	if !ok {
		return code
	}
	now := time.Now()
	prog := p.Catalogue.Program(words[0], cmp.Or(*lang, c.language()))
	from := book.Source{Plan: prog.Plan(), Answer: casework.AnswerTitle}
	if book.Kind(*kind) == book.Guide {
		var err error
		if from.Outcomes, err = outcomes.Of(prog, p.World, now.Format(time.DateOnly)); err != nil {
			return c.failed(err)
		}
	}
	raw, err := c.written(book.Of(book.Kind(*kind), from), asPDF, now)
	if err != nil {
		return c.failed(err)
	}
	if err := os.WriteFile(to, raw, 0o644); err != nil {
		return c.unwritten(err)
	}
	fmt.Fprintf(c.stdout, c.say("book-written")+"\n", to)
	return exitFine
}

func (c *call) written(b book.Book, asPDF bool, now time.Time) ([]byte, error) {
	if !asPDF {
		return b.HTML()
	}
	set, err := c.storage()
	if err != nil {
		return nil, err
	}
	fonts, err := pdf.OpenFonts(set.Fonts)
	if err != nil {
		return nil, err
	}
	return b.PDF(fonts, now)
}
