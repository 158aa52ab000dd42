package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// order is who may import whom: `a, b < c < d` lets c import a and b, and d import c and whatever c
// may. A name in capitals is a group. A package that stands nowhere, or imports what doesn't stand
// below it, fails the test: add it here where it belongs, or think again about the import.
const order = `
# engine: words, then what is made of them. Stages never see each other; the façade and prove alone
# know their order. Whoever evaluates can't reach rule (and so CEL), load, check or compile.
NONE < engine/diag, engine/spec, engine/value, engine/mode, engine/load/grammar, engine/load/regular;
engine/value < engine/field;
engine/value < engine/expr < engine/plan;
engine/diag, engine/expr < engine/rule;

engine/diag, engine/spec, engine/load/grammar, engine/load/regular < engine/load;
engine/spec, engine/load/grammar < engine/schema;
engine/rule, engine/field, engine/mode, engine/plan, engine/spec < engine/compile;
engine/diag, engine/field, engine/mode, engine/plan, engine/spec, engine/load/grammar, engine/load/regular < engine/check;

engine/field, engine/plan < engine/eval < engine/view < engine/view/gen;
engine/eval < engine/tell;

engine/load, engine/check, engine/compile, engine/eval < engine;
engine, engine/view, engine/tell < engine/prove;

# the floor that catalog, designer and runtime share
NONE < runtime/base/fault, runtime/base/mask;
runtime/base/fault < runtime/base/db < runtime/base/db/dbtest;
runtime/base/fault < runtime/base/actor;
runtime/base/actor, runtime/base/db, runtime/base/mask < runtime/base/audit;
runtime/base/fault, runtime/base/mask < runtime/base/web;

# catalog: words < store, api; neither of the two sees the other
NONE < catalog/pack;
engine, catalog/pack, runtime/base/audit, runtime/base/fault < catalog;
catalog, runtime/base/db < catalog/store;
catalog, runtime/base/web < catalog/api;

# runtime, noun by noun. The hall evaluates and shows; it never loads or compiles.
NONE < runtime/channel;
runtime/base/audit, runtime/base/fault, runtime/channel < runtime/identity;
runtime/identity < runtime/identity/store;
runtime/identity, runtime/base/web < runtime/identity/api;
runtime/identity < runtime/identity/standin;

NONE < runtime/sharing;
runtime/sharing < runtime/sharing/wire < runtime/sharing/file, runtime/sharing/http;
runtime/sharing < runtime/sharing/sharingtest;
runtime/sharing, runtime/base/db, runtime/base/mask < runtime/sharing/store;

runtime/base/fault < runtime/files;
runtime/files, runtime/base/db < runtime/files/store;

runtime/base/actor < runtime/casework;
engine/view, engine/tell, runtime/identity, runtime/sharing, runtime/files, runtime/casework < runtime;
runtime, runtime/files/store < runtime/store;
runtime, runtime/base/web < runtime/api;

# frontend carries assets; only its build reaches esbuild
NONE < frontend < frontend/build < frontend/build/cmd;

# cmd wires
runtime/sharing/file, runtime/sharing/http < cmd/banshi/standin;
catalog/store, catalog/api, runtime/store, runtime/api, runtime/identity/store, runtime/identity/api, runtime/identity/standin,
runtime/sharing/store, cmd/banshi/standin, engine/prove, engine/schema, frontend < cmd/banshi;
`

// never is a second opinion, by hand: whatever the order above says, the first never reaches the
// second, directly or through others.
const never = `
engine, engine/... -> catalog, catalog/..., runtime, runtime/..., frontend, frontend/..., cmd/...
engine/eval, engine/expr, engine/view, engine/tell -> engine/rule, engine/load, engine/check, engine/compile, engine
engine/load, engine/schema -> engine/rule, engine/check, engine/compile, engine/eval
engine/check -> engine/load, engine/rule, engine/compile, engine/eval
engine/compile -> engine/load, engine/check, engine/eval
catalog, catalog/... -> runtime, runtime/api, runtime/store, runtime/identity, runtime/sharing, runtime/files, runtime/casework, frontend
runtime, runtime/... -> catalog, catalog/..., frontend, cmd/...
runtime, runtime/store, runtime/api -> engine, engine/rule, engine/load, engine/check, engine/compile
catalog/api -> catalog/store
runtime/api -> runtime/store, runtime/files/store
runtime/identity/api -> runtime/identity/store
runtime/base/... -> engine, engine/...
frontend, frontend/... -> engine, engine/..., catalog, runtime
`

// doors are the only importers of each module that isn't ours. A new one needs a row here.
const doors = `
cel.dev/cel-go                    -> engine/rule
gopkg.in/yaml.v3                  -> engine/load
github.com/invopop/jsonschema     -> engine/schema, engine/view/gen
golang.org/x/text                 -> engine/diag
github.com/mozillazg/go-pinyin    -> catalog
github.com/uptrace/bun            -> catalog/store, runtime/store, runtime/identity/store, runtime/sharing/store, runtime/files/store, runtime/base/db, runtime/base/audit
modernc.org/sqlite                -> runtime/base/db
github.com/danielgtaylor/huma/v2  -> catalog/api, runtime/api, runtime/identity/api, runtime/base/web
github.com/evanw/esbuild          -> frontend/build
gocloud.dev                       -> runtime/files
`

// outside is what the engine never asks of the standard library: it has no door to the world. Its
// generator (view/gen) reads sources.
var outside = []string{"os", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "syscall"}

const module = "banshi"

// below gives, for each package of the order, all that it may import.
func below(t *testing.T, text string) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	for _, rule := range strings.Split(stripped(text), ";") {
		steps := strings.Split(rule, "<")
		if strings.TrimSpace(rule) == "" {
			continue
		}
		if len(steps) < 2 {
			t.Fatalf("order: %q is no `a < b`", strings.TrimSpace(rule))
		}
		for i, step := range steps {
			for _, name := range names(step) {
				if i == 0 {
					if name != "NONE" && out[name] == nil {
						t.Fatalf("order: %s stands below something before it has a place of its own", name)
					}
					continue
				}
				if out[name] == nil {
					out[name] = map[string]bool{}
				}
				for _, lower := range names(steps[i-1]) {
					out[name][lower] = true
					maps.Copy(out[name], out[lower])
				}
			}
		}
	}
	for _, all := range out {
		delete(all, "NONE")
	}
	return out
}

func stripped(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func names(list string) []string {
	var out []string
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// fits tells whether a package is meant by a name, which may end in /... for all below it.
func fits(pkg, name string) bool {
	if under, ok := strings.CutSuffix(name, "/..."); ok {
		return strings.HasPrefix(pkg, under+"/")
	}
	return pkg == name
}

// violations judges what packages import by an order. Packages without a place are among them.
func violations(pkgs map[string]*imported, allowed map[string]map[string]bool) []string {
	var out []string
	for _, pkg := range slices.Sorted(maps.Keys(pkgs)) {
		may, known := allowed[pkg]
		if !known {
			out = append(out, fmt.Sprintf("%s has no place in the order", pkg))
			continue
		}
		for _, i := range slices.Sorted(maps.Keys(pkgs[pkg].ours)) {
			if !may[i] {
				out = append(out, fmt.Sprintf("%s imports %s (%s)", pkg, i, pkgs[pkg].ours[i]))
			}
		}
	}
	return out
}

func TestWhoImportsWhom(t *testing.T) {
	pkgs, clocks := source(t)
	if len(pkgs) < 30 {
		t.Fatalf("only %d packages were found: does the test look at the right place?", len(pkgs))
	}
	allowed := below(t, order)
	for _, v := range violations(pkgs, allowed) {
		t.Error(v)
	}
	for pkg := range allowed {
		if pkgs[pkg] == nil {
			t.Errorf("the order has a place for %s, which isn't there", pkg)
		}
	}
	for _, name := range clocks {
		t.Errorf("%s reads the clock: below cmd it is passed in", name)
	}
	for pkg, p := range pkgs {
		if !fits(pkg, "engine/...") && pkg != "engine" || pkg == "engine/view/gen" {
			continue
		}
		for _, door := range outside {
			if file := p.std[door]; file != "" {
				t.Errorf("%s imports %q (%s): the engine has no door to the world", pkg, door, file)
			}
		}
	}
}

func TestDoors(t *testing.T) {
	pkgs, _ := source(t)
	keepers := map[string][]string{}
	used := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(doors), "\n") {
		mod, list, ok := strings.Cut(line, "->")
		if !ok {
			t.Fatalf("doors: %q", line)
		}
		keepers[strings.TrimSpace(mod)] = names(list)
	}
	for pkg, p := range pkgs {
		for what, file := range p.others {
			door := ""
			for mod := range keepers {
				if (what == mod || strings.HasPrefix(what, mod+"/")) && len(mod) > len(door) {
					door = mod
				}
			}
			switch {
			case door == "":
				t.Errorf("%s imports %s (%s), which has no door: say in the table who may, and why we need it", pkg, what, file)
			case !slices.Contains(keepers[door], pkg):
				t.Errorf("%s imports %s (%s); its doors are %v", pkg, what, file, keepers[door])
			}
			used[door+" "+pkg] = true
		}
	}
	for mod, list := range keepers {
		for _, pkg := range list {
			if !used[mod+" "+pkg] {
				t.Errorf("%s is no door of %s any more", pkg, mod)
			}
		}
	}
}

// TestNever holds the order itself against the second opinion, and what is imported in fact.
func TestNever(t *testing.T) {
	pkgs, _ := source(t)
	allowed := below(t, order)
	for _, line := range strings.Split(strings.TrimSpace(never), "\n") {
		from, to, ok := strings.Cut(line, "->")
		if !ok {
			t.Fatalf("never: %q", line)
		}
		for pkg := range pkgs {
			if !slices.ContainsFunc(names(from), func(n string) bool { return fits(pkg, n) }) {
				continue
			}
			for _, bad := range names(to) {
				// A group never bans what stands inside it.
				if slices.ContainsFunc(names(from), func(n string) bool { return n == bad }) {
					continue
				}
				for other := range allowed[pkg] {
					if fits(other, bad) {
						t.Errorf("the order lets %s import %s", pkg, other)
					}
				}
				for other := range reach(pkgs, pkg) {
					if fits(other, bad) {
						t.Errorf("%s reaches %s", pkg, other)
					}
				}
			}
		}
	}
}

// TestOrderNotices plants imports that must be noticed.
func TestOrderNotices(t *testing.T) {
	allowed := below(t, order)
	for _, c := range []struct{ pkg, imports, says string }{
		{"engine/eval", "engine/compile", "engine/eval imports engine/compile"},
		{"engine/expr", "engine/rule", "engine/expr imports engine/rule"},
		{"engine/view", "engine/load", "engine/view imports engine/load"},
		{"engine/check", "engine/compile", "engine/check imports engine/compile"},
		{"engine", "runtime/base/fault", "engine imports runtime/base/fault"},
		{"catalog", "runtime", "catalog imports runtime"},
		{"catalog/api", "catalog/store", "catalog/api imports catalog/store"},
		{"runtime", "catalog", "runtime imports catalog"},
		{"runtime", "engine", "runtime imports engine"},
		{"runtime/base/audit", "runtime/identity", "runtime/base/audit imports runtime/identity"},
		{"frontend", "engine", "frontend imports engine"},
		{"engine/new", "engine/spec", "engine/new has no place"},
	} {
		planted := map[string]*imported{c.pkg: {ours: map[string]string{c.imports: "x.go"}}}
		got := violations(planted, allowed)
		if len(got) != 1 || !strings.HasPrefix(got[0], c.says) {
			t.Errorf("%s → %s: %v", c.pkg, c.imports, got)
		}
	}
	clean := map[string]*imported{"catalog": {ours: map[string]string{"engine": "x.go", "runtime/base/fault": "x.go"}}}
	if got := violations(clean, allowed); len(got) != 0 {
		t.Errorf("what is allowed is refused: %v", got)
	}
	if dir := t.TempDir(); !noticesClock(t, dir) {
		t.Error("a clock below cmd isn't noticed")
	}
}
