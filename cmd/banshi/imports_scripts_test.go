package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// scripts is order for the folders of frontend, sheets among them; what lies deeper belongs to the nearest
// folder that has a place. Channels never see each other, nor the pages of staff.
const scripts = `
# values, fields, rules: no DOM, and no package but our own files
NONE < core < parts < fields;
core < core/parity;

# shell joins screens to the world, form fills one of them in; pages are what shell and form come to
parts < screens < shell;
fields, shell < form < shell/pages < channels/web, channels/wechat, channels/kiosk;
shell < desk < workbench, designer;
form < workbench, designer, second;
fields, screens < gallery;

# browser tests see all that they drive
shell/pages, workbench, designer, gallery < journeys;
`

// scriptTests is what tests may import besides: what drives a browser.
var scriptTests = []string{"journeys"}

// scriptImport is what one file of frontend imports.
type scriptImport struct {
	file string // frontend/ left out
	what string // a file, frontend/ and its ending left out; or the name of a package
}

func (i scriptImport) test() bool { return strings.Contains(i.file, ".test.") }

// importLine finds imports of scripts and of sheets, whatever is done with them.
var importLine = regexp.MustCompile(`(?:\bfrom\s+|\bimport\s*\(?\s*|@import\s+(?:url\()?)["']([^"'\n]+)["']`)

func scriptImports(file, text string) []scriptImport {
	var out []scriptImport
	for _, m := range importLine.FindAllStringSubmatch(text, -1) {
		what := m[1]
		if strings.HasPrefix(what, ".") {
			what = path.Join(path.Dir(file), what)
		}
		out = append(out, scriptImport{file, what})
	}
	return out
}

// readScripts reads the imports of all of frontend's own sources.
func readScripts(t *testing.T) []scriptImport {
	t.Helper()
	root := filepath.Join("..", "..", "frontend")
	var out []scriptImport
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if base := e.Name(); base == "node_modules" || base == "dist" || base == "testdata" || strings.HasPrefix(base, ".") && name != root {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".ts", ".tsx", ".mjs", ".css"}, path.Ext(name)) || strings.HasSuffix(name, ".d.ts") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		out = append(out, scriptImports(filepath.ToSlash(rel), string(data))...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// folderOf is the nearest folder around a file that has a place; "" for none.
func folderOf(file string, allowed map[string]map[string]bool) string {
	for dir := path.Dir(file); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if allowed[dir] != nil {
			return dir
		}
	}
	return ""
}

// scriptViolations judges imports by an order.
func scriptViolations(list []scriptImport, allowed map[string]map[string]bool) []string {
	var out []string
	for _, i := range list {
		from := folderOf(i.file, allowed)
		inside := strings.Contains(i.what, "/") && folderOf(i.what, allowed) != ""
		to := folderOf(i.what, allowed)
		switch {
		case from == "":
			out = append(out, i.file+" has no place in the order of scripts")
		case inside && (from == to || allowed[from][to] || i.test() && slices.Contains(scriptTests, to)):
		case inside:
			out = append(out, fmt.Sprintf("%s imports %s", i.file, i.what))
		case strings.HasPrefix(i.what, "..") && !i.test():
			out = append(out, fmt.Sprintf("%s imports %s, which is outside of frontend", i.file, i.what))
		case from == "core" && !i.test():
			out = append(out, fmt.Sprintf("%s imports the package %s: core has none", i.file, i.what))
		}
	}
	return out
}

func TestImportsOfScripts(t *testing.T) {
	list, allowed := readScripts(t), below(t, scripts)
	for _, v := range scriptViolations(list, allowed) {
		t.Error(v)
	}
	seen := map[string]bool{}
	for _, i := range list {
		seen[folderOf(i.file, allowed)] = true
	}
	for folder := range maps.Keys(allowed) {
		if !seen[folder] {
			t.Errorf("the order has a place for frontend/%s, in which nothing imports", folder)
		}
	}
}

// TestScriptOrderNotices plants what must be noticed, and what must not.
func TestScriptOrderNotices(t *testing.T) {
	allowed := below(t, scripts)
	for _, c := range []struct{ file, text, says string }{
		{"core/x.ts", `import { Button } from "../parts/button";`, "core/x.ts imports parts/button"},
		{"core/expr/x.ts", `import { signal } from "@preact/signals";`, "core/expr/x.ts imports the package @preact/signals"},
		{"parts/x.tsx", `import type { Field } from "../fields/types";`, "parts/x.tsx imports fields/types"},
		{"fields/text/x.tsx", `export * from "../../form/words";`, "fields/text/x.tsx imports form/words"},
		{"screens/x.tsx", `import { useApp } from "../shell/app";`, "screens/x.tsx imports shell/app"},
		{"shell/x.tsx", `const page = () => import("./pages/home");`, "shell/x.tsx imports shell/pages/home"},
		{"shell/x.tsx", `import { useForm } from "../form/context";`, "shell/x.tsx imports form/context"},
		{"form/x.ts", `type Page = typeof import('../shell/pages/draft');`, "form/x.ts imports shell/pages/draft"},
		{"channels/web/x.tsx", `import { Keyboard } from "../kiosk/keyboard";`, "channels/web/x.tsx imports channels/kiosk/keyboard"},
		{"channels/web/x.css", `@import url("../wechat/wechat.css");`, "channels/web/x.css imports channels/wechat/wechat.css"},
		{"channels/kiosk/x.tsx", `import "../../workbench/app";`, "channels/kiosk/x.tsx imports workbench/app"},
		{"workbench/x.tsx", `import { usePage } from "../shell/pages/case";`, "workbench/x.tsx imports shell/pages/case"},
		{"form/x.ts", `import { open } from "../journeys/way";`, "form/x.ts imports journeys/way"},
		{"new/x.ts", `import "preact";`, "new/x.ts has no place"},
		{"parts/x.ts", `import data from "../../engine/value/tables.json";`, "parts/x.ts imports ../engine/value/tables.json, which is outside"},

		{"channels/web/x.tsx", `import { App } from "../../shell/app"; import "./web.css"; import { h } from "preact";`, ""},
		{"shell/pages/x.tsx", `import { Form } from "../../form/context";`, ""},
		{"form/x.test.ts", `import { open } from "../journeys/way"; import test from "node:test";`, ""},
		{"core/x.test.ts", `import data from "../../engine/value/testdata/vectors.json"; import test from "node:test";`, ""},
		{"parts/x.tsx", `const bytes = Uint8Array.from("MZ"); const from = "../form/x";`, ""},
	} {
		got := scriptViolations(scriptImports(c.file, c.text), allowed)
		if c.says == "" && len(got) > 0 || c.says != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.says)) {
			t.Errorf("%s: %s: want %q, got %q", c.file, c.text, c.says, got)
		}
	}
}
