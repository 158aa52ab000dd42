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
NONE < engine/diag, engine/spec, engine/value, engine/mode, engine/record, engine/load/grammar, engine/load/regular;
engine/value < engine/field, engine/publicity;
engine/value < engine/expr < engine/plan;
engine/diag, engine/expr < engine/rule;
NONE < engine/rows < engine/rows/rowstest;

engine/diag, engine/spec, engine/value, engine/load/grammar, engine/load/regular < engine/load;
engine/diag, engine/load/grammar < engine/print;
engine/print, engine/spec < engine/differ;
engine/diag, engine/print < engine/mend;
engine/spec, engine/load/grammar < engine/schema;
engine/rule, engine/field, engine/mode, engine/plan, engine/spec < engine/compile;
engine/diag, engine/field, engine/mode, engine/plan, engine/publicity, engine/spec, engine/load/grammar, engine/load/regular < engine/check;

engine/field, engine/plan, engine/publicity < engine/eval < engine/view < engine/view/gen;
engine/eval, engine/rows < engine/tell;

engine/load, engine/check, engine/compile, engine/eval < engine;
engine, engine/view, engine/tell, engine/record, engine/print < engine/prove;

# the floor that catalog, designer and runtime share
NONE < runtime/base/fault, runtime/base/kept, runtime/base/over, runtime/base/mask, runtime/base/pdf, runtime/base/jobs, runtime/base/spreadsheet;
NONE < runtime/base/span;
runtime/base/fault, runtime/base/span < runtime/base/db < runtime/base/db/dbtest;
runtime/base/fault < runtime/base/actor;
runtime/base/actor, runtime/base/db, runtime/base/mask < runtime/base/audit;
runtime/base/fault, runtime/base/mask, runtime/base/span < runtime/base/web;
runtime/base/fault < runtime/base/limit;
runtime/base/limit, runtime/base/db < runtime/base/limit/store;

# catalog: words < store, api; neither of the two sees the other
NONE < catalog/pack;
NONE < catalog/catalogtest;
engine, engine/prove < catalog/pattern;
engine, engine/print, catalog/pack, runtime/base/audit, runtime/base/fault, runtime/base/kept, runtime/base/over < catalog;
catalog, runtime/base/db < catalog/store;
catalog, runtime/base/web < catalog/api;

# designer: what a draft would do. It sees neither catalogue nor hall: cmd hands it drafts and past cases.
engine/eval, engine/tell < designer/replay;
engine, engine/diag, engine/print, runtime/base/over < designer/follow;
engine/prove < designer/uses;
engine/differ, runtime/base/fault, runtime/base/spreadsheet < designer/list;
engine/prove < designer/outcomes;
designer/outcomes, runtime/base/pdf < designer/book;
engine/prove, engine/print, engine/mend, engine/differ, engine/schema, designer/replay, designer/follow, designer/list, designer/outcomes, designer/book, designer/uses, runtime/base/actor, runtime/base/audit, runtime/base/mask, runtime/base/kept, runtime/base/over < designer < designer/api;
designer, runtime/base/db < designer/store;
runtime/base/web < designer/api;

# runtime, noun by noun. The hall evaluates and shows; it never loads or compiles.
NONE < runtime/channel;
runtime/base/audit, runtime/base/fault, runtime/channel < runtime/identity;
runtime/identity < runtime/identity/store;
runtime/identity, runtime/base/web < runtime/identity/api;
runtime/identity < runtime/identity/standin;
runtime/identity < runtime/identity/oidc;

engine/record, runtime/base/span < runtime/sharing;
runtime/sharing < runtime/sharing/wire < runtime/sharing/file, runtime/sharing/http, runtime/sharing/sql, runtime/sharing/table;
runtime/sharing < runtime/sharing/sharingtest;
runtime/sharing/wire, runtime/base/audit, runtime/base/fault < runtime/sharing/push;
runtime/sharing/push, runtime/base/db, runtime/base/mask < runtime/sharing/store;
runtime/sharing/push, runtime/base/web < runtime/sharing/api;

NONE < runtime/base/pdf;
runtime/base/fault, runtime/base/pdf < runtime/files;
runtime/files, runtime/base/db, runtime/base/actor, runtime/base/audit < runtime/files/store;

runtime/base/fault, runtime/base/jobs < runtime/notice;
runtime/notice, runtime/base/audit < runtime/notice/store;
runtime/notice < runtime/notice/aliyun, runtime/notice/wechat;

engine/eval, runtime/base/actor < runtime/casework;
runtime/base/fault < runtime/query;
NONE < runtime/signon;
engine/view, engine/tell, runtime/identity, runtime/sharing, runtime/files, runtime/casework, runtime/query, runtime/signon, runtime/base/spreadsheet, runtime/notice < runtime;
runtime, runtime/files/store, runtime/identity/store, runtime/sharing/store, runtime/notice/store < runtime/store;
runtime, runtime/base/web < runtime/api;
runtime/files, runtime/base/db < runtime/backup;

# frontend carries assets; only its build reaches esbuild
NONE < frontend < frontend/build < frontend/build/cmd;

# cmd wires
runtime/sharing/file, runtime/sharing/http, runtime/signon, runtime/notice/aliyun, runtime/notice/wechat, runtime/base/mask < cmd/banshi/standin;
runtime/base/limit/store, catalog/store, catalog/api, designer/store, runtime/store, runtime/api, runtime/identity/store, runtime/identity/api, runtime/identity/standin, runtime/identity/oidc,
runtime/sharing/store, runtime/sharing/api, runtime/sharing/sql, runtime/sharing/table, runtime/backup, cmd/banshi/standin, runtime/notice/store, engine/prove, engine/schema, designer/api, frontend < cmd/banshi;
catalog/pattern < cmd/banshi;
`

// never is a second opinion, by hand: whatever the order above says, the first never reaches the
// second, directly or through others.
const never = `
engine, engine/... -> catalog, catalog/..., runtime, runtime/..., frontend, frontend/..., cmd/...
engine/eval, engine/expr, engine/view, engine/tell -> engine/rule, engine/load, engine/check, engine/compile, engine
engine/rows -> engine/expr, engine/plan, engine/rule
engine/load, engine/print, engine/schema -> engine/rule, engine/check, engine/compile, engine/eval
engine/check -> engine/load, engine/rule, engine/compile, engine/eval
engine/compile -> engine/load, engine/check, engine/eval
catalog, catalog/... -> runtime, runtime/api, runtime/store, runtime/identity, runtime/sharing, runtime/files, runtime/casework, frontend
runtime, runtime/... -> catalog, catalog/..., designer, designer/..., frontend, cmd/...
designer, designer/... -> catalog, catalog/..., runtime, runtime/api, runtime/store, frontend
runtime, runtime/store, runtime/api -> engine, engine/rule, engine/load, engine/check, engine/compile
catalog/api -> catalog/store
designer/api -> designer/store
runtime/api -> runtime/store, runtime/files/store
runtime/identity/api -> runtime/identity/store
runtime/base/... -> engine, engine/...
frontend, frontend/... -> engine, engine/..., catalog, runtime
`

// tests says what the tests of a package may import besides what the package itself may: the first line
// that fits the package. They stay on its side; in the engine, stages are tried on what the façade makes
// of a definition.
const tests = `
engine, engine/...                   -> engine, engine/...
examples                             -> engine, engine/...
catalog, catalog/...                 -> catalog, catalog/..., engine, engine/..., runtime/base/...
designer, designer/...               -> designer, designer/..., engine, engine/..., runtime/base/...
runtime/base/...                     -> runtime/base/...
runtime, runtime/...                 -> runtime, runtime/..., engine, engine/...
frontend, frontend/...               -> frontend, frontend/..., engine, engine/...
cmd/...                              -> cmd/..., runtime/base/db/dbtest
`

// doors are the only importers of each module that isn't ours. A new one needs a row here.
const doors = `
cel.dev/cel-go                    -> engine/rule
gopkg.in/yaml.v3                  -> engine/load, engine/print
github.com/invopop/jsonschema     -> engine/schema, engine/view/gen
golang.org/x/text                 -> engine/diag, runtime/base/spreadsheet
github.com/xuri/excelize/v2       -> runtime/base/spreadsheet
github.com/mozillazg/go-pinyin    -> catalog
github.com/uptrace/bun            -> catalog/store, designer/store, runtime/store, runtime/identity/store, runtime/sharing/store, runtime/files/store, runtime/notice/store, runtime/backup, runtime/base/db, runtime/base/db/dbtest, runtime/base/audit, runtime/base/limit/store
golang.org/x/time                 -> runtime/base/limit
github.com/transparency-dev/merkle -> runtime/base/audit
golang.org/x/mod                  -> runtime/base/audit
go.opentelemetry.io/otel          -> runtime/base/span
modernc.org/sqlite                -> runtime/base/db, runtime/base/jobs, runtime/sharing/sql
github.com/jackc/pgx/v5           -> runtime/base/db, runtime/base/jobs, runtime/base/db/dbtest, runtime/sharing/sql
github.com/danielgtaylor/huma/v2  -> catalog/api, designer/api, runtime/api, runtime/identity/api, runtime/sharing/api, runtime/base/web
github.com/evanw/esbuild          -> frontend/build
gocloud.dev                       -> runtime/files
github.com/coreos/go-oidc/v3      -> runtime/identity/oidc
golang.org/x/oauth2               -> runtime/identity/oidc
golang.org/x/sync                 -> runtime/identity/oidc
github.com/aws/aws-sdk-go-v2      -> runtime/files
github.com/tus/tusd/v2            -> runtime/files
golang.org/x/exp                  -> runtime/files
rsc.io/qr                         -> runtime
github.com/prometheus/client_golang -> cmd/banshi
github.com/expr-lang/expr         -> runtime/query
github.com/riverqueue/river       -> runtime/base/jobs
`

// testDoors are the tests that import a module which the package itself doesn't.
const testDoors = `
gopkg.in/yaml.v3                      -> engine/schema
github.com/santhosh-tekuri/jsonschema -> engine/schema, engine/view/gen
golang.org/x/tools                    -> engine/load, engine/print, engine/mend, engine/compile, engine/check, engine/tell, engine/view
github.com/rogpeppe/go-internal       -> cmd/banshi
github.com/uptrace/bun                -> catalog, runtime/api, runtime/identity/api, runtime/sharing/push, cmd/banshi
github.com/johannesboyne/gofakes3     -> runtime/files, cmd/banshi
github.com/jackc/pgx/v5               -> cmd/banshi
modernc.org/sqlite                    -> cmd/banshi
github.com/blevesearch/bleve/v2        -> catalog/figures
pgregory.net/rapid                    -> designer/list, designer/outcomes, engine/print, engine/publicity, runtime/identity, runtime/identity/api, engine/eval, engine/field, engine/value, catalog, runtime, runtime/query, runtime/base/mask, runtime/files, runtime/store, runtime/casework
`

// outside is what the engine never asks of the standard library, with all below it: it has no door to the
// world, and its days are its own. Its generator (view/gen) reads sources.
var outside = []string{"os", "net", "database/sql", "math/rand", "crypto/rand", "syscall", "plugin", "log", "time", "testing"}

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
	p := source(t)
	if len(p.pkgs) < 30 || len(p.tests) < 30 {
		t.Fatalf("only %d packages and the tests of %d were found: does the test look at the right place?", len(p.pkgs), len(p.tests))
	}
	allowed := below(t, order)
	for _, v := range slices.Concat(violations(p.pkgs, allowed), ofTests(t, p.tests, allowed), p.worldly()) {
		t.Error(v)
	}
	for pkg := range allowed {
		if p.pkgs[pkg] == nil {
			t.Errorf("the order has a place for %s, which isn't there", pkg)
		}
	}
}

// ofTests judges what tests import by the order and by what tests may import besides.
func ofTests(t *testing.T, pkgs map[string]*imported, allowed map[string]map[string]bool) []string {
	t.Helper()
	rows := arrows(t, tests)
	var out []string
	for _, pkg := range slices.Sorted(maps.Keys(pkgs)) {
		at := slices.IndexFunc(rows, func(r arrow) bool { return r.from(pkg) })
		if at < 0 {
			out = append(out, fmt.Sprintf("the tests of %s have no line", pkg))
			continue
		}
		for _, i := range slices.Sorted(maps.Keys(pkgs[pkg].ours)) {
			if i != pkg && !allowed[pkg][i] && !rows[at].to(i) {
				out = append(out, fmt.Sprintf("the tests of %s import %s (%s)", pkg, i, pkgs[pkg].ours[i]))
			}
		}
	}
	return out
}

// worldly is what looks at the world where it must not: the clock below cmd, and anything in the engine.
func (p *project) worldly() []string {
	var out []string
	for _, name := range p.clocks {
		out = append(out, name+" reads the clock: below cmd it is passed in")
	}
	for _, name := range p.goroutines {
		out = append(out, name+" starts a goroutine: the engine has none")
	}
	for _, pkg := range slices.Sorted(maps.Keys(p.pkgs)) {
		if !inEngine(pkg) || pkg == "engine/view/gen" {
			continue
		}
		for what, file := range p.pkgs[pkg].std {
			if slices.ContainsFunc(outside, func(door string) bool { return what == door || fits(what, door+"/...") }) {
				out = append(out, fmt.Sprintf("%s imports %q (%s): the engine has no door to the world", pkg, what, file))
			}
		}
	}
	return out
}

// arrow is a line `a, b/... -> c, d`.
type arrow struct{ left, right []string }

func (a arrow) from(pkg string) bool { return anyFits(pkg, a.left) }
func (a arrow) to(pkg string) bool   { return anyFits(pkg, a.right) }

func anyFits(pkg string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return fits(pkg, n) })
}

func arrows(t *testing.T, text string) []arrow {
	t.Helper()
	var out []arrow
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		from, to, ok := strings.Cut(line, "->")
		if !ok {
			t.Fatalf("%q is no `a -> b`", line)
		}
		out = append(out, arrow{names(from), names(to)})
	}
	return out
}

func TestDoors(t *testing.T) {
	p := source(t)
	found, used := throughDoors(p.pkgs, arrows(t, doors), nil)
	more, usedByTests := throughDoors(p.tests, arrows(t, testDoors), arrows(t, doors))
	for _, v := range slices.Concat(found, more, unused(arrows(t, doors), used), unused(arrows(t, testDoors), usedByTests)) {
		t.Error(v)
	}
}

// throughDoors judges which modules that aren't ours packages import; else may be imported as well, by
// whom its own table says. Used are the doors that somebody goes through: "module package".
func throughDoors(pkgs map[string]*imported, doors, others []arrow) (wrong []string, used map[string]bool) {
	used = map[string]bool{}
	for _, pkg := range slices.Sorted(maps.Keys(pkgs)) {
		for _, what := range slices.Sorted(maps.Keys(pkgs[pkg].others)) {
			of := func(a arrow) bool { return what == a.left[0] || strings.HasPrefix(what, a.left[0]+"/") }
			own, other := slices.IndexFunc(doors, of), slices.IndexFunc(others, of)
			switch {
			case own >= 0 && slices.Contains(doors[own].right, pkg):
				used[doors[own].left[0]+" "+pkg] = true
			case other >= 0 && slices.Contains(others[other].right, pkg):
			case own >= 0 || other >= 0:
				wrong = append(wrong, fmt.Sprintf("%s imports %s (%s), and is none of its doors", pkg, what, pkgs[pkg].others[what]))
			default:
				wrong = append(wrong, fmt.Sprintf("%s imports %s (%s), which has no door: say in the table who may, and why we need it", pkg, what, pkgs[pkg].others[what]))
			}
		}
	}
	return wrong, used
}

func unused(doors []arrow, used map[string]bool) []string {
	var out []string
	for _, d := range doors {
		for _, pkg := range d.right {
			if !used[d.left[0]+" "+pkg] {
				out = append(out, fmt.Sprintf("%s is no door of %s any more", pkg, d.left[0]))
			}
		}
	}
	return out
}

// TestNever holds the order itself against the second opinion, and what is imported in fact.
func TestNever(t *testing.T) {
	pkgs := source(t).pkgs
	allowed := below(t, order)
	for _, row := range arrows(t, never) {
		for pkg := range pkgs {
			if !row.from(pkg) {
				continue
			}
			for _, bad := range row.right {
				// A group never bans what stands inside it.
				if slices.Contains(row.left, bad) {
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

// TestOrderNotices plants what must be noticed, and what must not.
func TestOrderNotices(t *testing.T) {
	allowed := below(t, order)
	for _, c := range []struct{ name, text, says string }{
		{"engine/eval/x.go", `import "banshi/engine/compile"`, "engine/eval imports engine/compile"},
		{"engine/expr/x.go", `import "banshi/engine/rule"`, "engine/expr imports engine/rule"},
		{"engine/view/x.go", `import "banshi/engine/load"`, "engine/view imports engine/load"},
		{"engine/check/x.go", `import "banshi/engine/compile"`, "engine/check imports engine/compile"},
		{"engine/x.go", `import "banshi/runtime/base/fault"`, "engine imports runtime/base/fault"},
		{"catalog/x.go", `import "banshi/runtime"`, "catalog imports runtime"},
		{"catalog/api/x.go", `import "banshi/catalog/store"`, "catalog/api imports catalog/store"},
		{"runtime/x.go", `import "banshi/catalog"`, "runtime imports catalog"},
		{"runtime/x.go", `import "banshi/engine"`, "runtime imports engine"},
		{"runtime/base/audit/x.go", `import "banshi/runtime/identity"`, "runtime/base/audit imports runtime/identity"},
		{"frontend/x.go", `import "banshi/engine"`, "frontend imports engine"},
		{"engine/new/x.go", `import "banshi/engine/spec"`, "engine/new has no place"},
		{"catalog/x.go", `import ("banshi/engine"; "banshi/runtime/base/fault")`, ""},

		{"engine/eval/x_test.go", `import "banshi/engine"`, ""},
		{"engine/eval/x_test.go", `import "banshi/runtime"`, "the tests of engine/eval import runtime"},
		{"catalog/x_test.go", `import "banshi/runtime/identity"`, "the tests of catalog import runtime/identity"},
		{"runtime/api/x_test.go", `import "banshi/catalog"`, "the tests of runtime/api import catalog"},
		{"runtime/base/db/x_test.go", `import "banshi/runtime"`, "the tests of runtime/base/db import runtime"},
		{"frontend/build/x_test.go", `import "banshi/runtime"`, "the tests of frontend/build import runtime"},
		{"tools/x_test.go", `import "banshi/engine"`, "the tests of tools have no line"},

		{"catalog/x.go", "import \"time\"\nvar at = time.Now", "catalog/x.go reads the clock"},
		{"catalog/x.go", "import \"time\"\nfunc f(t time.Time) any { return time.Since(t) }", "catalog/x.go reads the clock"},
		{"catalog/x.go", "import \"time\"\nfunc f(t time.Time) any { return time.Until(t) }", "catalog/x.go reads the clock"},
		{"catalog/x.go", "import clock \"time\"\nvar at = clock.Now()", "catalog/x.go reads the clock"},
		{"catalog/x.go", "import . \"time\"\nvar at = Now()", "catalog/x.go reads the clock"},
		{"catalog/x.go", "import \"time\"\nfunc f(c struct{ Now func() time.Time }) any { return c.Now() }", ""},
		{"catalog/x.go", "import \"time\"\nfunc f() any { time := struct{ Now int }{}; return time.Now }", ""},
		{"catalog/x_test.go", "import \"time\"\nvar at = time.Now()", ""},
		{"cmd/banshi/x.go", "import \"time\"\nvar at = time.Now()", ""},

		{"engine/eval/x.go", "func f() { go f() }", "engine/eval/x.go starts a goroutine"},
		{"engine/eval/x_test.go", "func f() { go f() }", ""},
		{"runtime/x.go", "func f() { go f() }", ""},
		{"engine/eval/x.go", `import "time"`, `engine/eval imports "time"`},
		{"engine/load/x.go", `import "log/slog"`, `engine/load imports "log/slog"`},
		{"engine/x.go", `import "net/http"`, `engine imports "net/http"`},
		{"engine/x_test.go", `import "os"`, ""},
		{"engine/view/gen/x.go", `import "os"`, ""},

		{"engine/eval/x.go", `import "cel.dev/cel-go/cel"`, "engine/eval imports cel.dev/cel-go/cel (engine/eval/x.go), and is none of its doors"},
		{"engine/eval/x.go", `import "example.com/new"`, "engine/eval imports example.com/new (engine/eval/x.go), which has no door"},
		{"runtime/x.go", `import "pgregory.net/rapid"`, "runtime imports pgregory.net/rapid (runtime/x.go), which has no door"},
		{"runtime/x_test.go", `import "pgregory.net/rapid"`, ""},
		{"catalog/store/x_test.go", `import "github.com/uptrace/bun"`, ""},
		{"runtime/x_test.go", `import "github.com/uptrace/bun"`, "runtime imports github.com/uptrace/bun (runtime/x_test.go), and is none of its doors"},
	} {
		p := planted(t, c.name, "package x\n"+c.text)
		built, _ := throughDoors(p.pkgs, arrows(t, doors), nil)
		tried, _ := throughDoors(p.tests, arrows(t, testDoors), arrows(t, doors))
		got := slices.Concat(violations(p.pkgs, allowed), ofTests(t, p.tests, allowed), p.worldly(), built, tried)
		if c.says == "" && len(got) > 0 || c.says != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.says)) {
			t.Errorf("%s: %s: want %q, got %q", c.name, c.text, c.says, got)
		}
	}
}
