package tell_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/tell"
)

// openOthers is a session that looks at records of people who are neither applicant nor user.
func openOthers(t *testing.T) *eval.Session {
	t.Helper()
	data, err := os.ReadFile("../testdata/others.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := txtar.FS(txtar.Parse(data))
	if err != nil {
		t.Fatal(err)
	}
	c := engine.Open(fsys)
	p := c.Program("shop", "zh-Hans")
	if p == nil {
		t.Fatal(c.Faults.Text(c.Sources, "zh-Hans"))
	}
	raw, err := fs.ReadFile(fsys, "input.json")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var in eval.Input
	if err := d.Decode(&in); err != nil {
		t.Fatal(err)
	}
	s, err := p.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// signsOfOthers are what only the records of others say.
var signsOfOthers = []string{"their-", "777", "共2项", `"value":"2"`, "2077", "2020-02-02"}

// TestOthersKeptBack asks everything why, as the applicant and as the clerk. The clerk reads what the records
// of a third person hold, in each form in which a rule may look at them; the applicant reads none of it.
func TestOthersKeptBack(t *testing.T) {
	s := openOthers(t)
	for _, c := range []struct{ path, clerk string }{
		{"eligibility.cell", "their-name"}, {"eligibility.negated", "their-name"}, {"eligibility.exists", "their-kind"},
		{"eligibility.all", "their-kind"}, {"eligibility.none", "共2项"}, {"eligibility.nested", "their-kind"},
		{"eligibility.filter", "their-kind"}, {"eligibility.counted", `"value":"2"`}, {"eligibility.summed", "777"},
		{"eligibility.listed", "their-name"}, {"eligibility.chosen", "their-name"}, {"eligibility.rows", "their-name"},
		{"eligibility.row_lists", "their-kind"}, {"form.staff[r1]", "their-name"}, {"form.staff[r1].alias", "共2项"},
		{"materials.proof", "their-number"}, {"materials.proof", "their-use"}, {"materials.staff_proof[r1]", "their-use"},
		{"materials.staff_proof[r1]", "2077"},
	} {
		w, ok := tell.New(s.Program().Plan()).Why(s, c.path)
		if text := jsonOf(t, w); !ok || !strings.Contains(text, c.clerk) {
			t.Errorf("%s: the clerk does not read %s: %s", c.path, c.clerk, text)
		}
	}
	teller := tell.New(s.Program().Plan())
	teller.Hide(s.Lookups().Paths)
	told := 0
	for _, path := range teller.Paths(s.State()) {
		w, ok := teller.Why(s, path)
		if !ok {
			t.Errorf("nothing to tell of %s", path)
		}
		text := jsonOf(t, w) + teller.Text(w)
		if path == "form.owed" { // a field's own value is no secret: the form shows it
			text = jsonOf(t, w.Conditions)
		}
		told += strings.Count(text, "别人的记录，不显示")
		for _, sign := range signsOfOthers {
			if strings.Contains(text, sign) {
				t.Errorf("%s: the applicant reads %s:\n%s", path, sign, text)
			}
		}
	}
	if told == 0 {
		t.Error("nothing is said to be kept back")
	}
	// What is the applicant's own is told as before, and so is what the definition fills in.
	for path, own := range map[string]string{"eligibility.negated": "陈一", "form.boss_nick": "阿大"} {
		if w, _ := teller.Why(s, path); !strings.Contains(jsonOf(t, w), own) {
			t.Errorf("%s: %s is kept back, too: %s", path, own, jsonOf(t, w))
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
