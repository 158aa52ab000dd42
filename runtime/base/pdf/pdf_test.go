package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/pdf"
)

func fonts(t testing.TB) *pdf.Fonts {
	t.Helper()
	f, err := pdf.OpenFonts(pdf.Places())
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	return f
}

// text is what a reader of PDF gets out of a document.
func text(t testing.TB, doc []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED: pdftotext is not installed (poppler-utils)")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdftotext", "-layout", "-enc", "UTF-8", path, "-")
	var faults bytes.Buffer
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil || faults.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, faults.String())
	}
	return string(out)
}

func write(t testing.TB, f *pdf.Fonts, lines ...string) []byte {
	t.Helper()
	d := pdf.New(pdf.Info{Title: "𡋾", Language: "zh-Hans", At: time.Unix(0, 0)}, f)
	p := d.Page(pdf.A4Width, pdf.A4Height)
	for i, line := range lines {
		p.Text(60, float64(60+24*i), 14, line)
	}
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is rare in names of people and places: beyond the first 65,536, of extension A, and those that GB 18030-2022 added.
var rare = []string{"𡋾㐂龘𠮷䶮", "黄㛃珊，𬭎𬬻𫟼", "䲟鿏鿬鿯", "Chén 12.50 · “引号”（括号）—√"}

func TestRareCharacters(t *testing.T) {
	f := fonts(t)
	for _, line := range rare {
		for _, r := range line {
			if r != ' ' && !f.Has(r) {
				t.Errorf("no font has %c (%U)", r, r)
			}
		}
	}
	doc := write(t, f, rare...)
	got := text(t, doc)
	for _, line := range rare {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in %q", line, got)
		}
	}
	if len(doc) > 120_000 {
		t.Errorf("%d bytes: more of the fonts is in it than is used", len(doc))
	}
	if !bytes.Equal(doc, write(t, f, rare...)) {
		t.Error("the same calls gave other bytes")
	}
}

// Two characters with one picture stay two, and one that no font has is a box that copies as what it is.
func TestWhatIsCopiedIsWhatWasWritten(t *testing.T) {
	lines := []string{"⼈人", "前\U0010fffd后"}
	got := strings.ReplaceAll(strings.ReplaceAll(text(t, write(t, fonts(t), lines...)), " ", ""), "\n", "")
	if !strings.Contains(got, lines[0]) || !strings.Contains(got, lines[1]) {
		t.Errorf("%q", got)
	}
}

// What is drawn is seen: each rare character leaves ink of its own on the page.
func TestRareCharactersAreDrawn(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("SKIPPED: pdftoppm is not installed (poppler-utils)")
	}
	f := fonts(t)
	seen := map[string]rune{}
	for _, r := range "𡋾㐂龘𠮷䶮鿏\u3000" {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/a.pdf", write(t, f, string(r)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("pdftoppm", "-gray", "-r", "96", dir+"/a.pdf", dir+"/a").CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("%v %s", err, out)
		}
		found, _ := filepath.Glob(dir + "/a*.pgm")
		raw, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		if other, same := seen[string(raw)]; same {
			t.Errorf("%c looks as %c does: one of them is not there", r, other)
		}
		seen[string(raw)] = r
	}
}

func TestLines(t *testing.T) {
	f := fonts(t)
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"南海区桂城街道", 30, "南海区|桂城街|道"},
		{"南海区，桂城", 30, "南海|区，桂|城"},
		{"one two three", 45, "one two|three"},
		{"第一行\n第二行", 100, "第一行|第二行"},
		{"", 100, ""},
	} {
		if got := strings.Join(f.Lines(c.text, 10, c.width), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestNoFontsIsSaid(t *testing.T) {
	if _, err := pdf.OpenFonts([]string{"/nowhere/a.ttf"}); err == nil || !strings.Contains(err.Error(), "fonts-wqy-zenhei") {
		t.Errorf("%v", err)
	}
	broken := filepath.Join(t.TempDir(), "a.ttf")
	for _, raw := range [][]byte{nil, []byte("OTTO"), bytes.Repeat([]byte{0xff}, 500)} {
		if err := os.WriteFile(broken, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := pdf.OpenFonts([]string{broken}); err == nil {
			t.Error("a broken font was taken")
		}
	}
}
