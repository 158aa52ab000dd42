package diag

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// update rewrites the golden files instead of comparing with them.
var update = os.Getenv("UPDATE") != ""

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs\n--- got\n%s--- want\n%s", path, got, want)
	}
}

func sample() (List, *Sources) {
	src := &Sources{}
	src.Add("items/a/item.yaml", "kind: Item\r\nname: 高龄津贴（申领）A\n  that: 姓名 = form.nmae  # 备注\n")
	var l List
	l.Add(
		New(UnknownKey, At(Place{"items/a/item.yaml", 3, 16}, 4), "没有“%s”", "nmae").Mend("是不是想写 %s？", "name"),
		New(DuplicateKey, At(Place{"items/a/item.yaml", 2, 7}, 4), "全角").See(At(Place{"items/a/item.yaml", 1, 1}, 4), "第一次写在这里"),
		New(UnknownKey, At(Place{"items/a/item.yaml", 3, 16}, 4), "没有“%s”", "nmae").Mend("是不是想写 %s？", "name"),
		New(WrongType, At(Place{"items/a/item.yaml", 2, 15}, 0), "行末一字"),
		New(NoCatalog, File("catalog.yaml"), "没有 catalog.yaml"),
		New(WrongType, At(Place{"items/a/item.yaml", 2, 99}, 3), "行外"),
	)
	return l.Finish(Most), src
}

func TestRendering(t *testing.T) {
	l, src := sample()
	golden(t, "text.golden", l.Text(src, ""))
	golden(t, "english.golden", l.Text(src, "en"))
	golden(t, "json.golden", string(l.JSON(src)))
	if got := l.Text(nil, ""); strings.Contains(got, "|") {
		t.Errorf("without sources no line can be shown:\n%s", got)
	}
}

// Under every wide character stands a wide one and under every narrow one a narrow one: columns agree.
func TestCaretAlignment(t *testing.T) {
	src := &Sources{}
	src.Add("f", "a中b：文c")
	l := List{New(WrongType, At(Place{"f", 1, 4}, 2), "x")}
	lines := strings.Split(l.Text(src, ""), "\n")
	text, under := []rune(lines[1]), []rune(lines[2])
	for i, r := range under {
		if i < len("  1 | ") {
			continue
		}
		if isWide(r) != isWide(text[i]) {
			t.Errorf("character %d: %q under %q", i, r, text[i])
		}
	}
	if want := "    |  　 ＾＾"; lines[2] != want {
		t.Errorf("carets %q, want %q", lines[2], want)
	}
}

func TestLongLinesAreCut(t *testing.T) {
	src := &Sources{}
	src.Add("f", strings.Repeat("长", 300)+"bad"+strings.Repeat("文", 300))
	text := List{New(WrongType, At(Place{"f", 1, 301}, 3), "x")}.Text(src, "")
	lines := strings.Split(text, "\n")
	if n := len([]rune(lines[1])); n > window+10 {
		t.Errorf("line of %d characters shown", n)
	}
	at := strings.IndexRune(string([]rune(lines[2])), '^')
	if at < 0 || []rune(lines[1])[len([]rune(lines[2][:at]))] != 'b' {
		t.Errorf("caret is not under the word:\n%s", text)
	}
}

func TestFinish(t *testing.T) {
	var l List
	for i := 10; i > 0; i-- {
		l.Add(New("W401", At(Place{"f", i, 1}, 1), "w"), New(UnknownKey, At(Place{"f", i, 2}, 1), "e"))
	}
	got := l.Finish(5)
	if len(got) != 6 || got.Count(Error) != 6 || got[5].Code != TooMany || !strings.Contains(got[5].Message, "15") {
		t.Errorf("errors are kept first and the rest counted, got:\n%s", got.Text(nil, ""))
	}
	if got := l.Finish(12); got[12].Code != TooManyWarnings || got.Count(Error) != 10 {
		t.Errorf("only warnings were left out, got:\n%s", got.Text(nil, ""))
	}
	if got := l.Finish(0); len(got) != 20 || got[0].Span.Start.Line != 1 || got[1].Span.Start.Line != 1 {
		t.Errorf("not sorted: %v", got)
	}
	if (List{New("W401", Span{}, "w")}).HasErrors() {
		t.Error("a warning is no error")
	}
}

// withoutExample are the codes that no definition raises by itself: two tell that a list was cut, one
// of a fault of the program.
var withoutExample = []Code{TooMany, TooManyWarnings, Internal}

func TestCodes(t *testing.T) {
	shape := regexp.MustCompile(`^[EW][1-4][0-9][0-9]$`)
	seen, names := map[Code]bool{}, map[string]bool{}
	var table strings.Builder
	for _, c := range Codes() {
		if !shape.MatchString(string(c.Code)) || seen[c.Code] || names[c.Name] {
			t.Errorf("%s %s: badly shaped, or used twice", c.Code, c.Name)
		}
		seen[c.Code], names[c.Name] = true, true
		if c.Title == "" || c.English == "" {
			t.Errorf("%s has no documentation", c.Code)
		}
		if (c.Source() == "") != slices.Contains(withoutExample, c.Code) {
			t.Errorf("%s: every code but a few named ones has an example", c.Code)
		}
		if found, ok := Named(c.Name); !ok || found != c.Code || c.Code.Info().Name != c.Name {
			t.Errorf("%s is not found by its code or its name", c.Code)
		}
		table.WriteString(string(c.Code) + " " + c.Name + "\n")
	}
	// Codes are append-only: a line of this file is never changed or taken away.
	golden(t, "codes.txt", table.String())
	// Every constant has a row.
	files, _ := filepath.Glob("codes_*.go")
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\t\w+\s+(?:Code )?\s*= "(\w+)"`).FindAllStringSubmatch(string(text), -1) {
			if !seen[Code(m[1])] {
				t.Errorf("%s: %s has no row", f, m[1])
			}
		}
	}
}

func TestClosest(t *testing.T) {
	words := []string{"title", "type", "need", "show", "fill", "edit", "经营场所", "also_known_as", "id"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "tpye": "type", "neeed": "need", "shwo": "show", "also-known-as": "also_known_as",
		"经营所场": "经营场所", "经营场地": "经营场所", "ix": "id", "colour": "", "": "", "q": "", "x": "", "title": "",
	} {
		if got, ok := Closest(word, words); got != want || ok != (want != "") {
			t.Errorf("Closest(%q) = %q, want %q", word, got, want)
		}
	}
	a, _ := Closest("bat", []string{"cat", "bar"})
	if b, _ := Closest("bat", []string{"bar", "cat"}); a != b || a != "bar" {
		t.Errorf("the order of candidates decides: %q, %q", a, b)
	}
}

func TestPlaces(t *testing.T) {
	src := &Sources{}
	src.Add("f", "中文: x\n  'a''b'\n")
	if p := src.Locate(Position{File: "f", Line: 2, Column: 3}); p.Offset != len("中文: x\n  ") {
		t.Errorf("offset %d", p.Offset)
	}
	if p := src.Locate(Position{File: "f", Line: 1, Column: 3}); p.Offset != len("中文") {
		t.Errorf("offset %d", p.Offset)
	}
	start := Place{"f", 2, 4}
	src.Mark(start, []Mark{{0, 2, 4}, {2, 2, 7}})
	for offset, column := range []int{4, 5, 7, 8} {
		if got := src.Within(start, offset); got.Column != column || got.Line != 2 {
			t.Errorf("character %d stands at %v, want column %d", offset, got, column)
		}
	}
	if got := src.Within(Place{"f", 1, 1}, 3); got.Column != 4 {
		t.Errorf("a scalar without marks runs on: %v", got)
	}
}
