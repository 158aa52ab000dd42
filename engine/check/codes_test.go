package check_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"banshi/engine"
	"banshi/engine/diag"
)

// TestExamples runs the example of every code of rules and checks: it must raise exactly that code,
// so that the documentation of a code cannot lie.
func TestExamples(t *testing.T) {
	for _, info := range diag.Codes() {
		if info.Code < "E200" && info.Code.Severity() == diag.Error || info.Code < "W400" && info.Code.Severity() == diag.Warning || info.Code == diag.Internal {
			continue
		}
		t.Run(string(info.Code)+" "+info.Name, func(t *testing.T) {
			fsys, err := txtar.FS(txtar.Parse([]byte(info.Source())))
			if err != nil {
				t.Fatal(err)
			}
			c := engine.Open(fsys)
			if len(c.Faults) == 0 {
				t.Fatal("the example raises nothing")
			}
			found := false
			for _, d := range c.Faults {
				if d.Code != info.Code && (info.With == "" || d.Code != info.With) {
					t.Errorf("raises %s:\n%s", d.Code, c.Faults.Text(c.Sources, "zh-Hans"))
					return
				}
				found = found || d.Code == info.Code
			}
			if !found {
				t.Errorf("does not raise it:\n%s", c.Faults.Text(c.Sources, "zh-Hans"))
			}
		})
	}
}
