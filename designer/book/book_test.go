package book_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"banshi/designer/book"
	"banshi/designer/outcomes"
	"banshi/engine"
	"banshi/engine/prove"
	"banshi/runtime/base/pdf"
)

var update = flag.Bool("update", false, "write the goldens anew")

func answer(a, _ string) string { return "<" + a + ">" }

func source(t testing.TB, item, language string) book.Source {
	t.Helper()
	fsys := os.DirFS("../../examples/nanhai")
	c := engine.Open(fsys)
	p, err := prove.Open(c, fsys)
	if err != nil {
		t.Fatal(err)
	}
	prog := c.Program(item, language)
	table, err := outcomes.Of(prog, p.World, "2026-09-01")
	if err != nil {
		t.Fatal(err)
	}
	return book.Source{Plan: prog.Plan(), Outcomes: table, Answer: answer}
}

// The guide of one item and the handbook of another, in either language.
func TestGoldens(t *testing.T) {
	for _, x := range []struct {
		item, language string
		kind           book.Kind
	}{{"publication_retail", "zh-Hans", book.Guide}, {"publication_retail", "en", book.Handbook}, {"resident_pension_enrolment", "zh-Hans", book.Handbook}} {
		got, err := book.Of(x.kind, source(t, x.item, x.language)).HTML()
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + x.item + "-" + string(x.kind) + "." + x.language + ".html"
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || !bytes.Equal(want, got) {
			t.Errorf("%s: %v; see what differs with go test -update ./designer/book && git diff", file, err)
		}
	}
}

// What an item says is written, never run: a title that is markup stands as text.
func TestTextIsText(t *testing.T) {
	b := book.Book{Title: "<script>x</script>", Parts: []book.Part{{Title: "a", Blocks: []book.Block{{Pairs: []book.Pair{{Name: "n", Is: "<img src=x>"}}}}}}}
	got, err := b.HTML()
	if err != nil || strings.Contains(string(got), "<script") || strings.Contains(string(got), "<img") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestPDF(t *testing.T) {
	fonts, err := pdf.OpenFonts(pdf.Places())
	if err != nil {
		t.Fatal(err)
	}
	b := book.Of(book.Handbook, source(t, "food_business_licence_new", "zh-Hans"))
	at := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	got, err := b.PDF(fonts, at)
	again, err2 := b.PDF(fonts, at)
	if err != nil || err2 != nil || !bytes.HasPrefix(got, []byte("%PDF-")) || !bytes.Equal(got, again) {
		t.Fatalf("%v %v, %d bytes", err, err2, len(got))
	}
	if pages := bytes.Count(got, []byte("/Type /Page ")) + bytes.Count(got, []byte("/Type /Page/")) + bytes.Count(got, []byte("/Type/Page/")); pages < 3 {
		t.Errorf("%d pages", pages)
	}
}
