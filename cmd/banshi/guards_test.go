package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A guard is a place of package runtime that asks whether somebody may. Each is taken away in turn, and the list of
// routes.txt must then fail: a guard whose loss nobody notices is either missing from the list or there for nothing.
//
// All of them are rewritten at once, each behind a switch, and compiled once over the sources by an overlay; the
// program that comes of it takes one away after the other.

const guardSwitch = "BANSHI_GUARD_OFF"

// spared are guards that no request can reach, with the reason.
var spared = map[string]string{
	"instant.go actor.Can":            "asked of the system itself, within a submission: nobody is refused here",
	"drafts.go drafts actor.Can":      "the store gives what is one's own or the holder's, which is all that the table asks of a look",
	"directory.go appoint actor.Can":  "nothing is appointed there; TestAWorkingLife has an administrator of a town try it elsewhere",
	"drafts.go level actor.Can":       "all are known well enough there; TestLevelAtEachStep of runtime/api tries it with who isn't",
	"dispute.go Mine actor.Can":       "the store gives what is one's own or the holder's, which is all that the table asks of a look",
	"reads.go roleFor actor.Can":      "it names the role of a look that was taken, and lets nobody through; TestRoleFor of runtime",
	"dispute.go Withdraw actor.Can":   "no dispute is at hand; TestDispute of runtime/api has a stranger try it",
	"dispute.go Answer actor.Can":     "no dispute is at hand; TestDisputeOfAnotherDepartment of runtime/api has another department try it",
	"hold.go held actor.Can":          "nobody has the case at hand in hand; TestClaimHolds of runtime/api",
	"marks.go Marks whole":            "the case at hand has no marks; TestMarks of runtime/api",
	"patch.go apply actor.Can":        "all are known well enough there; TestLevelAtEachStep of runtime/api",
	"imported.go MayJudge actor.Can":  "it says why one may not judge, and lets nobody through; TestPaperLicence of runtime/api",
	"imported.go MayJudge worker":     "it is asked of who was shown the paper as a worker just before",
	"imported.go Bring actor.Can 2":   "papers are brought in by the command line alone; TestListOfPaperLicences of runtime/api",
	"imported.go Bring worker":        "papers are brought in by the command line alone, which has its worker",
	"rating_task.go Tasks actor.Can":  "no bad grade is at hand; TestBadGrade of runtime/api",
	"rating_task.go Step actor.Can 2": "no bad grade is at hand; TestBadGrade of runtime/api",
	"rating_task.go May actor.Can":    "no bad grade is at hand; TestBadGrade of runtime/api",
	"rating_task.go May worker":       "it is asked of who was shown the grade as a worker just before",
	"screen.go behind actor.Can":      "nothing is shown on the screen at hand; TestSecondScreenOfOthers of runtime/api",
	"snag.go Tell actor.Can":          "the table lets everybody",
	"snag.go about actor.Can":         "nobody names a case there; TestSnag of runtime/api has somebody name another's",
	"snag.go Step actor.Can":          "nothing was told there; TestSnag of runtime/api",
	"snag.go May worker":              "it is asked of who was shown the report as a worker just before",
	"consultation.go Ask actor.Can":   "the table lets everybody ask whom citizen lets through",
	"consultation.go Mine actor.Can":  "the store gives what is one's own, which is all that the table asks of a look",
	"faq.go move actor.Can":           "nothing is proposed there; TestFAQ of runtime/api",
	"faq.go MayReview":                "it says whether one may review, and lets nobody through; TestFAQ of runtime/api",
	"faq.go MayWithdraw":              "it says whether one may withdraw, and lets nobody through; TestFAQ of runtime/api",
	"consultation_desk.go May":        "it says whether one may answer, and lets nobody through; TestConsultation of runtime/api has a supervisor look",
	"rounds.go Changes whole":         "the case at hand was handed in once; TestRounds of runtime/api asks a supervisor about one that was mended",
	"sheets.go Sheets whole":          "who may print handles cases and finds only those of the office, and those one may see whole",
}

// unmissed is how many of every fourth guard may go unnoticed: those of today. It only gets lower, and ends at none; the
// figure counts them.
const unmissed = 6

// kinds of guards: what is called, and with what it is replaced.
var guardCalls = map[string]string{
	"actor.Can": "guardCan", "citizen": "guardCitizen", "worker": "guardWorker", "whole": "guardWhole", "a.Offices": "guardOffices", "a.HandlesAt": "guardHandles", "a.Handles": "guardHandlesAny",
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

func guardHandlesAny(id string, a actor.Actor) bool { return guardOff(id) || a.Handles() }

func guardHandles(id string, a actor.Actor, office string) bool { return guardOff(id) || a.HandlesAt(office) }
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

// called is what is called, as it is written: actor.Can, worker, a.Offices.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

func sparedFor(id string) bool {
	for s := range spared {
		file, name, _ := strings.Cut(s, " ")
		if strings.HasPrefix(id, file+" ") && strings.Contains(id, " "+name) {
			return true
		}
	}
	return false
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
	return path, slices.DeleteFunc(ids, sparedFor)
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
		t.Logf("nobody notices that this guard is gone: %s", s)
	}
	if most := unmissed * max(1, tried/60); len(survivors) > most {
		t.Errorf("%d guards are missed by nobody, at most %d were: say in routes.txt who may not", len(survivors), most)
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
	program := filepath.Join(dir, "guards.test")
	build := exec.Command("go", "test", "-c", "-overlay", path, "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build without guards: %v\n%s", err, out)
	}
	raw, err := json.Marshal(ids)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program, "-test.run", "^TestWithoutGuards$", "-test.v")
	run.Env = append(os.Environ(), "BANSHI_GUARDS="+string(raw))
	out, err := run.CombinedOutput()
	for _, line := range strings.Split(string(out), "\n") {
		if _, id, ok := strings.Cut(line, "survived: "); ok {
			survivors = append(survivors, id)
		}
		if strings.Contains(line, "noticed: ") {
			tried++
		}
	}
	if err != nil || tried+len(survivors) != len(ids) {
		t.Fatalf("the run without guards: %v\n%s", err, out)
	}
	return survivors, tried + len(survivors)
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
