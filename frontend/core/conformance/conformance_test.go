// Package conformance runs the official CEL suite through the client's evaluator: the cases that are
// inside our rule language, judged and checked by engine/rule, as they travel in a plan.
package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banshi/frontend/build"
)

// suiteCase is one case that engine/rule hands over, and what the suite wants: "int 5".
type suiteCase struct {
	Path, Expr string
	Node       json.RawMessage
	Slots      json.RawMessage
	Want       string
}

// cases has engine/rule's own test read the suite and write down what can be run.
func cases(t *testing.T) []suiteCase {
	t.Helper()
	file := filepath.Join(t.TempDir(), "cases.json")
	cmd := exec.Command("go", "test", "-count=1", "-run=^TestConformance$", "-v", "banshi/engine/rule")
	cmd.Env = append(os.Environ(), "CONFORMANCE_OUT="+file)
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), "--- SKIP") {
		t.Skipf("skipped with engine/rule:\n%s", out)
	}
	data, readErr := os.ReadFile(file)
	if readErr != nil {
		t.Fatalf("engine/rule handed no cases over: %v\n%s", err, out)
	}
	var list []suiteCase
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 300 {
		t.Fatalf("%d cases can be run; 300 or more are to be", len(list))
	}
	return list
}

// run gives what the client's evaluator makes of each case. change, if given, rewrites its source
// first.
func run(t *testing.T, list []suiteCase, change func(path, text string) string) []string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed, so the client's evaluator can't run; install node 20")
	}
	code, err := build.Tool("../parity/main.ts", change)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "main.mjs")
	if err := os.WriteFile(file, code, 0o600); err != nil {
		t.Fatal(err)
	}
	type rule struct {
		Node  json.RawMessage `json:"node"`
		Slots json.RawMessage `json:"slots"`
	}
	arg := struct {
		Rules []rule   `json:"rules"`
		Home  []string `json:"home"`
	}{Home: []string{}}
	for _, c := range list {
		arg.Rules = append(arg.Rules, rule{c.Node, c.Slots})
	}
	line, err := json.Marshal([]any{"rules", arg})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, file)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(line)+"\n"), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var reply struct {
		OK    []string
		Error string
	}
	if err := json.Unmarshal(out, &reply); err != nil || reply.Error != "" || len(reply.OK) != len(list) {
		t.Fatalf("client: %v %s, %d results for %d cases", err, reply.Error, len(reply.OK), len(list))
	}
	return reply.OK
}

// wrong counts the cases that come out otherwise than the suite wants.
func wrong(list []suiteCase, got []string, tell func(format string, args ...any)) int {
	n := 0
	for i, c := range list {
		if got[i] != c.Want {
			n++
			tell("%s: %s is %s, not %s", c.Path, c.Expr, got[i], c.Want)
		}
	}
	return n
}

// TestConformance holds that the client's evaluator gives what the suite wants for every case that is
// inside our language.
func TestConformance(t *testing.T) {
	list := cases(t)
	wrong(list, run(t, list, nil), t.Errorf)
}

// TestFigures prints the share of cases that come out right in the client, after a planted
// fault has shown that one can come out wrong.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	list := cases(t)
	quiet := func(string, ...any) {}
	planted := run(t, list, func(_, text string) string {
		return strings.Replace(text, `"<": order((c) => c < 0)`, `"<": order((c) => c <= 0)`, 1)
	})
	if wrong(list, planted, quiet) == 0 {
		t.Fatal("no case noticed a planted fault, so the figure would say nothing")
	}
	bad := wrong(list, run(t, list, nil), t.Logf)
	fmt.Printf("figure conformance_ts_cases %d cases\n", len(list)) // the others are refused before they reach a client
	fmt.Printf("figure conformance_ts_pct %.2f %%\n", 100*float64(len(list)-bad)/float64(len(list)))
}
