package build

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"banshi/frontend"
)

// site writes a frontend folder with the entries that every build needs.
func site(t *testing.T, extra map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"shell/early.ts":           `fetch("/api/session");`,
		"shared.ts":                `export const greet = (n: string) => "你好" + n;`,
		"channels/web/main.tsx":    `import "./a.css"; import { greet } from "../../shared"; console.log(greet("web")); import("./later");`,
		"channels/web/later.ts":    `import { greet } from "../../shared"; export const later = greet("later");`,
		"channels/web/a.css":       `.a { color: red; }`,
		"channels/kiosk/main.tsx":  `import { greet } from "../../shared"; console.log(greet("kiosk"));`,
		"channels/wechat/main.tsx": `export async function f(a?: { b?: number }) { return { ...a, c: a?.b ?? 1 }; } f();`,
		"gallery/main.tsx":         `console.log(1);`,
		"second/main.tsx":          `console.log(2);`,
	}
	for name, text := range extra {
		files[name] = text
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBuild(t *testing.T) {
	src, out := site(t, nil), t.TempDir()
	for _, name := range []string{".keep", "old-AAAAAAAA.js"} {
		if err := os.WriteFile(filepath.Join(out, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, err := Build(Options{Source: src, Out: out})
	if err != nil {
		t.Fatal(err)
	}
	if len(m) != 5 {
		t.Errorf("entries that aren't written yet must be left out: %v", m)
	}
	web := m["web"]
	if !regexp.MustCompile(`^web-[A-Z0-9]{8}\.js$`).MatchString(web.Script) || len(web.Styles) != 1 {
		t.Errorf("web = %+v", web)
	}
	if len(web.Preload) != 1 || len(m["kiosk"].Preload) != 0 {
		t.Errorf("what web shares with what it imports later is one chunk, kiosk shares nothing: %v, %v", web.Preload, m["kiosk"].Preload)
	}
	if web.GzBytes < 50 {
		t.Errorf("gzBytes = %d", web.GzBytes)
	}
	chunk, err := os.ReadFile(filepath.Join(out, web.Preload[0]))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(chunk), "你好") {
		t.Errorf("Chinese text must stay as it is: %s", chunk)
	}
	wechat, err := os.ReadFile(filepath.Join(out, m["wechat"].Script))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(wechat), "?.") || strings.Contains(string(wechat), "??") {
		t.Errorf("WeChat's old views read es2017 only: %s", wechat)
	}
	if _, err := os.Stat(filepath.Join(out, "old-AAAAAAAA.js")); err == nil {
		t.Error("a stale file is still there")
	}
	for _, name := range []string{".keep", frontend.ManifestName} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestPages: what a page needs beside the first script is listed, so that its document can ask for it at once.
func TestPages(t *testing.T) {
	src, out := site(t, map[string]string{
		"channels/web/main.tsx":   `import { greet } from "../../shared"; console.log(greet("web")); import("../../shell/pages/draft"); import("./later");`,
		"form.page.css":           `.f { color: red; }`,
		"shell/pages/draft.tsx":   `import sheet from "../../form.page.css"; console.log(sheet); import { greet } from "../../shared"; import { form } from "../../form"; export default greet(form);`,
		"form.ts":                 `export const form = "表";`,
		"channels/web/later.ts":   `import { form } from "../../form"; export const later = form;`,
		"channels/kiosk/main.tsx": `console.log(1);`,
	}), t.TempDir()
	m, err := Build(Options{Source: src, Out: out})
	if err != nil {
		t.Fatal(err)
	}
	draft := m["web"].Pages["draft"]
	if len(draft) != 2 || !strings.HasPrefix(draft[1], "draft-") && !strings.HasPrefix(draft[1], "chunk-") {
		t.Errorf("the page is its own script and what it shares with another: %v", draft)
	}
	doc, err := m.Document(frontend.Page{Entry: "web", Opens: "draft"})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := m.Document(frontend.Page{Entry: "web"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range draft {
		link := `<link rel="modulepreload" href="/assets/` + name + `">`
		if !strings.Contains(string(doc), link) || strings.Contains(string(plain), link) {
			t.Errorf("%s is asked for where the page is opened, and nowhere else", name)
		}
	}
	sheet := `<link rel="preload" as="style" href="/assets/` + m["web"].Sheets["form"] + `">`
	if !strings.Contains(string(doc), sheet) || strings.Contains(string(plain), sheet) {
		t.Errorf("%s is asked for where the page is opened, and nowhere else", sheet)
	}
	first := `<script type="module" async src="/assets/` + m["web"].Early + `">`
	if at := strings.Index(string(doc), first); m["web"].Early == "" || at < 0 || at > strings.Index(string(doc), `<link rel="modulepreload"`) || strings.Contains(string(plain), first) {
		t.Errorf("what asks early is begun before all else where a page is opened, and nowhere else:\n%s", doc)
	}
	if len(m["kiosk"].Pages) != 0 {
		t.Errorf("kiosk has no such page: %v", m["kiosk"].Pages)
	}
}

func TestBuildSaysWhereItFails(t *testing.T) {
	src := site(t, map[string]string{"channels/web/later.ts": "export const later = ;\n"})
	_, err := Build(Options{Source: src, Out: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "later.ts:1:21") {
		t.Errorf("want file, line and column, got %v", err)
	}
	src = site(t, nil)
	if err := os.Remove(filepath.Join(src, "channels", "kiosk", "main.tsx")); err != nil {
		t.Fatal(err)
	}
	_, err = Build(Options{Source: src, Out: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "entry kiosk") {
		t.Errorf("want the entry's name, got %v", err)
	}
}

func TestDocument(t *testing.T) {
	m := frontend.Manifest{"kiosk": {Script: "kiosk-X.js", Styles: []string{"kiosk-Y.css"}, Preload: []string{"chunk-Z.js"}}}
	b, err := m.Document(frontend.Page{Entry: "kiosk", Title: `<市民之窗>`, Base: "/kiosk/"})
	if err != nil {
		t.Fatal(err)
	}
	html := string(b)
	for _, want := range []string{
		`<html lang="zh-CN" data-channel="kiosk" data-mode="kiosk" data-theme="light" data-base="/kiosk/">`,
		`<title>&lt;市民之窗&gt;</title>`,
		`<link rel="stylesheet" href="/assets/kiosk-Y.css">`,
		`<link rel="modulepreload" href="/assets/chunk-Z.js">`,
		`<script type="module" src="/assets/kiosk-X.js"></script>`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("missing %s in\n%s", want, html)
		}
	}
	if regexp.MustCompile(`<style|style=|<script>|onload=`).MatchString(html) {
		t.Errorf("the document breaks `script-src 'self'; style-src 'self'`:\n%s", html)
	}
	if _, err := m.Document(frontend.Page{Entry: "web"}); err == nil {
		t.Error("an entry that was not built must be an error")
	}
}

// first is the weight of what the form's address fetches before its first question stands there, in bytes, gzipped: page,
// scripts and the channel's style. Whoever makes it heavier takes something out, or says here why not.
// The colon of what a button is called, in the language of the reader, took the last few; that a count asked for earlier never stands
// over a later one, twenty more. What scripts are called hangs on all of them, and makes ten bytes of it, one way or the other.
const first = 50_390

// TestFormStaysLight builds the web hall as it is and weighs the form's first scripts, so that nothing creeps into them.
func TestFormStaysLight(t *testing.T) {
	if _, err := os.Stat(filepath.Join("..", "..", "node_modules", "preact")); err != nil {
		t.Skip("the npm packages are not installed: make node_modules/.package-lock.json")
	}
	out := t.TempDir()
	m := frontend.Manifest{}
	if err := bundle(Options{Source: "..", Out: out, BaseURL: "/assets/"}, page{name: "web", main: "channels/web/main.tsx", target: api.ES2020, early: true}, m, map[string]bool{}); err != nil {
		t.Fatal(err)
	}
	web := m["web"]
	n := web.GzBytes
	for _, chunk := range append(web.Pages["draft"], web.Early) {
		bytes, err := gzipped(filepath.Join(out, chunk))
		if err != nil {
			t.Fatal(err)
		}
		n += bytes
	}
	if len(web.Pages["draft"]) == 0 || n > first {
		t.Errorf("the form's first scripts weigh %d bytes gzipped in %d files, at most %d are allowed", n, len(web.Pages["draft"]), first)
	}
	t.Logf("%d bytes gzipped", n)
}
