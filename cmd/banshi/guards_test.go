package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A guard is a place of package runtime that asks whether somebody may. Each is taken away in turn, and the list of
// routes.txt must then fail, or the test that is named for it: a guard whose loss nobody notices is either missing from
// the list or there for nothing.
//
// All of them are rewritten at once, each behind a switch, and compiled once over the sources by an overlay; the
// program that comes of it takes one away after the other.

const guardSwitch = "BANSHI_GUARD_OFF"

// openToAll are guards that refuse nobody today, with the reason: the table has a row for everybody who comes so far.
var openToAll = map[string]string{
	"booking.go Book actor.Can":      "the table lets every person",
	"snag.go Tell actor.Can":         "the table lets everybody",
	"consultation.go Ask actor.Can":  "the table lets every person",
	"consultation.go Mine actor.Can": "the store gives one's own, which is all that the table asks of a look",
}

// elsewhere are guards that no request of the list can reach, and the test of a package that must fail without them.
var elsewhere = map[string]struct{ dir, test string }{
	"booking.go Mine actor.Can":             {inAPI, "TestListsAfterTheRightToActHasEnded"},
	"consultation_desk.go May actor.Can":    {inAPI, "TestConsultation"},
	"directory_change.go appoint actor.Can": {".", "TestAWorkingLife"},
	"dispute.go Answer actor.Can":           {inAPI, "TestDisputeOfAnotherDepartment"},
	"dispute.go Mine actor.Can":             {inAPI, "TestListsAfterTheRightToActHasEnded"},
	"dispute.go Withdraw actor.Can":         {inAPI, "TestDispute"},
	"drafts.go drafts actor.Can":            {inAPI, "TestListsAfterTheRightToActHasEnded"},
	"drafts.go level actor.Can":             {inAPI, "TestLevelAtEachStep"},
	"faq.go move actor.Can":                 {inAPI, "TestFAQ"},
	"faq.go MayReview actor.Can":            {inAPI, "TestFAQ"},
	"faq.go MayWithdraw actor.Can":          {inAPI, "TestFAQ"},
	"hold.go held actor.Can":                {inAPI, "TestClaimHolds"},
	"imported.go Bring actor.Can":           {inAPI, "TestListOfPaperLicences"},
	"imported.go Bring worker":              {inAPI, "TestListOfPaperLicences"},
	"imported.go MayJudge actor.Can":        {inAPI, "TestPaperLicence"},
	"masking.go handled whole":              {inAPI, "TestMarks"},
	"mine.go List actor.Can":                {inAPI, "TestListsAfterTheRightToActHasEnded"},
	"notice_desk.go mayDesk actor.Can":      {inAPI, "TestNoticesAtTheDesk"},
	"notice_desk.go whoMay actor.Can":       {inAPI, "TestNoticesToWhoseWorkItIs"},
	"patch.go apply actor.Can":              {inAPI, "TestLevelAtEachStep"},
	"publication.go Publication actor.Can":  {inAPI, "TestResultsArePublic"},
	"rating_task.go May actor.Can":          {inAPI, "TestBadGrade"},
	"rating_task.go Step actor.Can":         {inAPI, "TestBadGrade"},
	"rating_task.go Tasks actor.Can":        {inAPI, "TestBadGrade"},
	"reads.go roleFor actor.Can":            {inRuntime, "TestRoleFor"},
	"rounds.go Changes whole":               {inAPI, "TestRounds"},
	"screen.go sender actor.Can":            {inAPI, "TestSecondScreenOfOthers"},
	"screen_grade.go Grade actor.Can":       {inAPI, "TestGradeOnSecondScreen"},
	"signing.go Invite actor.Can":           {inAPI, "TestLevelAtEachStep"},
	"snag.go May actor.Can":                 {inAPI, "TestSnag"},
	"snag.go Mine actor.Can":                {inAPI, "TestListsAfterTheRightToActHasEnded"},
	"snag.go Step actor.Can":                {inAPI, "TestSnag"},
	"snag.go about actor.Can":               {inAPI, "TestSnag"},
	"submit.go newCase actor.Can":           {inAPI, "TestMendingAtTheCounter"},
	"submit.go prepareHanding actor.Can":    {inAPI, "TestLevelOfASignature"},
	"turn.go move actor.Can":                {inRuntime, "TestMoveAsks"},
}

const inRuntime, inAPI = "../../runtime", "../../runtime/api"

// kinds of guards: what is called, and with what it is replaced.
var guardCalls = map[string]string{
	"actor.Can": "guardCan", "citizen": "guardCitizen", "worker": "guardWorker", "whole": "guardWhole", "a.Offices": "guardOffices",
	"HandlesAt": "guardHandlesAt", "Handles": "guardHandles", "Has": "guardHas",
}

const guardHelpers = `package runtime

import (
	"context"
	"os"

	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
)

func guardOff(id string) bool { return os.Getenv("` + guardSwitch + `") == id }

func guardCan(id string, a actor.Actor, act actor.Act, o actor.Object) error {
	if guardOff(id) {
		return nil
	}
	return actor.Can(a, act, o)
}

func guardCitizen(id string, ctx context.Context) (identity.Current, error) {
	c, err := citizen(ctx)
	if guardOff(id) {
		err = nil
	}
	return c, err
}

func guardWorker(id string, ctx context.Context) (identity.Current, error) {
	c, err := worker(ctx)
	if guardOff(id) {
		err = nil
	}
	return c, err
}

func guardWhole(id string, a actor.Actor, c Case) bool { return guardOff(id) || whole(a, c) }

func guardOffices(id string, a actor.Actor) []string {
	if guardOff(id) {
		return nil // of all
	}
	return a.Offices()
}

func guardHandles(id string, a actor.Actor) bool { return guardOff(id) || a.Handles() }

func guardHandlesAt(id string, a actor.Actor, office string) bool { return guardOff(id) || a.HandlesAt(office) }

func guardHas(id string, a actor.Actor, r actor.Role) bool { return guardOff(id) || a.Has(r) }
`

// rewritten puts each guard of a file behind its switch, and names them.
func rewritten(t *testing.T, path string) (source []byte, ids []string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := called(call)
			helper, guard := guardCalls[name]
			if !guard || name == "whole" && len(call.Args) != 2 {
				return true
			}
			place := f.Name.Name + " " + name
			count[place]++
			id := filepath.Base(path) + " " + place
			if count[place] > 1 {
				id += " " + strconv.Itoa(count[place])
			}
			ids = append(ids, id)
			args := []ast.Expr{&ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(id)}}
			if s, ok := call.Fun.(*ast.SelectorExpr); ok && name != "actor.Can" {
				args = append(args, s.X) // the receiver
			}
			call.Fun, call.Args = ast.NewIdent(helper), append(args, call.Args...)
			return true
		})
	}
	// The import stays in use where the calls are gone.
	var out bytes.Buffer
	if err := format.Node(&out, set, file); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), ids
}

// called is what is called, as it is written: actor.Can, worker, a.Offices; of anybody, what he or she Handles and Has.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		switch name := f.Sel.Name; {
		case name == "Handles", name == "HandlesAt", name == "Has" && role(call.Args):
			return name
		}
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// role tells whether something is asked about a role.
func role(args []ast.Expr) bool {
	s, ok := args[0].(*ast.SelectorExpr)
	if !ok || len(args) != 1 {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "actor"
}

// overlay writes the rewritten package beside the sources and names the guards.
func overlay(t *testing.T, dir string) (path string, ids []string) {
	t.Helper()
	root, err := filepath.Abs("../../runtime")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	replace := map[string]string{}
	write := func(original string, source []byte) {
		to := filepath.Join(dir, filepath.Base(original))
		if err := os.WriteFile(to, source, 0o600); err != nil {
			t.Fatal(err)
		}
		replace[original] = to
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		if source, here := rewritten(t, f); len(here) > 0 {
			write(f, source)
			ids = append(ids, here...)
		}
	}
	write(filepath.Join(root, "guard_switches.go"), []byte(guardHelpers))
	raw, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, known := range [][]string{slices.Collect(maps.Keys(openToAll)), slices.Collect(maps.Keys(elsewhere))} {
		for _, id := range known {
			if !slices.Contains(ids, id) {
				t.Errorf("there is no guard %s any more", id)
			}
		}
	}
	return path, slices.DeleteFunc(ids, func(id string) bool { return openToAll[id] != "" })
}

// TestGuards takes away each guard, or every fourth of them where SCALE isn't full.
func TestGuards(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew")
	}
	survivors, tried := takeAway(t, os.Getenv("SCALE") == "full")
	if tried < 10 {
		t.Errorf("only %d guards were found: is the mutator blind?", tried)
	}
	for _, s := range survivors {
		t.Errorf("nobody notices that this guard is gone: %s: say in routes.txt who may not, or name the test that tells", s)
	}
}

func TestFiguresGuards(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("make figures")
	}
	cells, wrong := newStage(t).tries(readRoutes(t), true)
	fmt.Printf("figure authz_route_cells %d cells\nfigure authz_routes_wrong %d cells\n", cells, len(wrong))
	survivors, tried := takeAway(t, true)
	for _, s := range survivors {
		t.Log(s)
	}
	fmt.Printf("figure authz_guards %d guards\nfigure authz_guards_survived %d guards\n", tried, len(survivors))
}

func takeAway(t *testing.T, all bool) (survivors []string, tried int) {
	t.Helper()
	dir := t.TempDir()
	path, ids := overlay(t, dir)
	if !all {
		var some []string
		for i := 0; i < len(ids); i += 4 {
			some = append(some, ids[i])
		}
		ids = some
	}
	var listed []string
	programs := map[string]string{}
	build := func(in string) string {
		t.Helper()
		if programs[in] == "" {
			programs[in] = filepath.Join(dir, fmt.Sprintf("guards%d.test", len(programs)))
			cmd := exec.Command("go", "test", "-c", "-overlay", path, "-o", programs[in], ".")
			cmd.Dir = in
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("build without guards: %v\n%s", err, out)
			}
		}
		return programs[in]
	}
	for _, id := range ids {
		at, known := elsewhere[id]
		if !known {
			listed = append(listed, id)
			continue
		}
		cmd := exec.Command(build(at.dir), "-test.run", "^"+at.test+"$", "-test.v")
		cmd.Dir, cmd.Env = at.dir, append(os.Environ(), guardSwitch+"="+id)
		out, err := cmd.CombinedOutput()
		switch {
		case !strings.Contains(string(out), "=== RUN   "+at.test+"\n"):
			t.Errorf("%s: there is no %s in %s", id, at.test, at.dir)
		case err == nil:
			survivors = append(survivors, id)
		}
		tried++
	}
	raw, err := json.Marshal(listed)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(build("."), "-test.run", "^TestWithoutGuards$", "-test.v", "-test.timeout", "60m")
	run.Env = append(os.Environ(), "BANSHI_GUARDS="+string(raw))
	out, err := run.CombinedOutput()
	for _, line := range strings.Split(string(out), "\n") {
		_, id, survived := strings.Cut(line, "survived: ")
		if survived {
			survivors = append(survivors, id)
		}
		if survived || strings.Contains(line, "noticed: ") {
			tried++
		}
	}
	if err != nil || tried != len(ids) {
		t.Fatalf("the run without guards: %v\n%s", err, out)
	}
	return survivors, tried
}

// TestWithoutGuards runs inside the rewritten program alone.
func TestWithoutGuards(t *testing.T) {
	var ids []string
	if raw := os.Getenv("BANSHI_GUARDS"); raw == "" {
		t.Skip("see TestGuards")
	} else if err := json.Unmarshal([]byte(raw), &ids); err != nil {
		t.Fatal(err)
	}
	list := readRoutes(t)
	s := newStage(t)
	if _, wrong := s.tries(list, false); len(wrong) > 0 {
		t.Fatalf("with every guard: %s", wrong[0])
	}
	fresh := newStage(t).kept()
	for _, id := range ids {
		// Each begins in the same hall: what was done without one guard can't hide that the next one is gone.
		s := fresh.again(t)
		t.Setenv(guardSwitch, id)
		_, wrong := s.tries(list, false)
		t.Setenv(guardSwitch, "")
		if len(wrong) == 0 {
			fmt.Println("survived: " + id)
		} else {
			fmt.Println("noticed: " + id + ": " + wrong[0])
		}
		s.stop()
		if err := os.RemoveAll(s.cfg.Data); err != nil {
			t.Error(err)
		}
	}
}
