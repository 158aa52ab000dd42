package api_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// printed is what a reader of PDF gets out of the form, without blanks; it skips where there is none, or no font.
func printed(t *testing.T, raw string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED, and so not shown: pdftotext is not installed (poppler-utils)")
	}
	path := filepath.Join(t.TempDir(), "form.pdf")
	check(t, os.WriteFile(path, []byte(raw), 0o600))
	cmd := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-")
	var faults bytes.Buffer
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil || faults.Len() > 0 {
		t.Fatalf("%v %s", err, faults.String())
	}
	return blank.ReplaceAllString(string(out), "")
}

var blank = regexp.MustCompile(`\s+`)

// written is a value as a person reads it, by a second hand: the words of its options, its digits.
func written(f map[string]any, value any) []string {
	options, _ := f["options"].([]any)
	word := func(code string) string {
		for _, o := range options {
			if o := o.(map[string]any); o["code"] == code {
				return o["text"].(string)
			}
		}
		return code
	}
	switch v := value.(type) {
	case bool:
		return []string{map[bool]string{true: "是", false: "否"}[v]}
	case string:
		if m := regexp.MustCompile(`^(\d{4})-0?(\d+)-0?(\d+)$`).FindStringSubmatch(v); m != nil && f["type"] == "date" {
			return []string{m[1] + "年" + m[2] + "月" + m[3] + "日"}
		}
		return []string{word(v)}
	case []any:
		var out []string
		for _, x := range v {
			if code, ok := x.(string); ok {
				out = append(out, word(code))
			}
		}
		return out
	case json.Number:
		return []string{} // of many forms: 1,234.50元
	}
	return nil
}

// Every label with its value that the screen shows stands in the PDF, with number, digest, files and pages.
func TestFormIsWhatIsOnTheScreen(t *testing.T) {
	if fonts() == nil {
		t.Skip("SKIPPED, and so not shown: no fonts (fonts-wqy-zenhei, fonts-hanazono, fonts-babelstone-han)")
	}
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	number := chen.handIn()
	page := chen.do("GET", "/api/cases/"+number, "").want(200)
	form := chen.do("GET", "/api/cases/"+number+"/form.pdf", "").want(200)
	for name, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"} {
		if got := form.header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	text := printed(t, form.text)
	pairs := 0
	fields, _ := page.at("view", "plan", "fields").([]any)
	states := page.at("view", "state", "fields").(map[string]any)
	for _, x := range fields {
		f := x.(map[string]any)
		st, _ := states["form."+f["id"].(string)].(map[string]any)
		if st == nil || st["shown"] != true || f["clerk"] == true || f["step"] != nil || f["type"] == "table" {
			continue
		}
		label := blank.ReplaceAllString(f["title"].(string), "")
		at := strings.Index(text, label)
		if at < 0 {
			t.Errorf("%q is not on the form", label)
			continue
		}
		for _, value := range written(f, st["value"]) {
			pairs++
			if !strings.Contains(text, blank.ReplaceAllString(value, "")) {
				t.Errorf("%s: %q is not on the form", label, value)
			}
		}
	}
	if pairs < 8 {
		t.Errorf("only %d pairs", pairs)
	}
	digest := page.str("digest")
	if len(digest) != 64 || !strings.Contains(text, digest) || !strings.Contains(text, number) {
		t.Errorf("number or digest %q is missing", digest)
	}
	if !regexp.MustCompile(`第1页，共[1-9]页`).MatchString(text) {
		t.Error("no page numbers")
	}
	file := page.at("files", "bank_book").([]any)[0].(map[string]any)
	if !strings.Contains(text, file["digest"].(string)) || !strings.Contains(text, file["name"].(string)) {
		t.Error("the file or its digest is missing")
	}
	chen.do("GET", "/api/cases/"+number+"/receipt", "").want(200).has(digest, file["digest"].(string), "form.pdf")
	// In English the words are English, and the digest is the same.
	en := printed(t, chen.in("en").do("GET", "/api/cases/"+number+"/form.pdf", "").want(200).text)
	if !strings.Contains(en, "Page1of") || !strings.Contains(en, digest) {
		t.Errorf("%.300s", en)
	}
}

func TestWhoMayPrintAForm(t *testing.T) {
	if fonts() == nil {
		t.Skip("SKIPPED, and so not shown: no fonts")
	}
	w := newWorld(t)
	chen := w.as("P004", "", "web")
	path := "/api/cases/" + chen.handIn() + "/form.pdf"
	w.nobody().do("GET", path, "").want(401)
	w.as("P001", "", "web").do("GET", path, "").want(404)
	before := w.events("case.view", "")
	clerk := w.as("clerk-440605011", "", "workbench").do("GET", path, "").want(200)
	if w.events("case.view", "") != before+1 {
		t.Error("a look by staff is not written down")
	}
	mine := printed(t, chen.do("GET", path, "").want(200).text)
	if got := printed(t, clerk.text); got != mine {
		t.Error("staff who handle the case print another form")
	}
	// Who only oversees sees nobody's number and no signature.
	over := printed(t, w.as("supervisor", "", "workbench").do("GET", path, "").want(200).text)
	for _, hidden := range []string{"陈伯年", "440622194402209917", "13900000004", "6222020000000000042"} {
		if strings.Contains(over, hidden) {
			t.Errorf("%s is on the form of who only oversees", hidden)
		}
	}
	if !strings.Contains(mine, "陈伯年") {
		t.Error("the applicant's own name is missing")
	}
}
