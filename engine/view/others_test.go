package view_test

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
	"banshi/engine/view"
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

// TestOthersStay: of somebody else's records nothing leaves the server for the applicant, be it the state of
// now or one that was kept: not the record, nor its number, day or count, nor the number under which it was
// asked for, nor what was found under a number that has been typed over. Staff reads in the state which
// record was found.
func TestOthersStay(t *testing.T) {
	s := openOthers(t)
	kept := s.State()
	before := text(t, kept)
	for name, v := range map[string]view.View{"now": view.Of(s, view.Applicant), "kept": view.With(s, kept, view.Applicant)} {
		out := text(t, map[string]any{"input": v.Input, "state": v.State})
		for _, sign := range []string{"their-", "2077", "2020-02-02", `"count"`, "440605197303030011"} {
			if strings.Contains(out, sign) {
				t.Errorf("%s: the applicant gets %s: %s", name, sign, around(out, sign))
			}
		}
		if f := v.State.Fields["form.boss_nick"]; f.Value != "阿大" || f.From.Source != "person" {
			t.Errorf("%s: a fill that was consented to is kept back: %+v", name, f)
		}
		if m := v.State.Materials["proof"]; m.State != "reused" || m.Evidence == nil || m.Evidence.Title != "不动产权证书" || m.Evidence.Trust != "A" {
			t.Errorf("%s: the proof is %+v", name, m)
		}
		if m := v.State.Materials["staff_proof[r1]"]; m.State != "reused" || m.Evidence == nil || m.Evidence.Title != "不动产权证书" {
			t.Errorf("%s: the proof of a row is %+v", name, m)
		}
		if f := v.State.Facts["one_deed"]; len(f.Missing) != 1 || f.Missing[0] != "choose:one_deed" {
			t.Errorf("%s: that a pick is missing is not told: %+v", name, f)
		}
		if f := v.State.Facts["own"]; f.Record != "mine" {
			t.Errorf("%s: the own record is kept back: %+v", name, f)
		}
		if _, ok := v.Input.Facts["person"]["440605196611230010"]; !ok {
			t.Errorf("%s: the own record stays", name)
		}
	}
	staff := view.Of(s, view.Staff)
	if e := staff.State.Materials["proof"].Evidence; e.Number != "their-number" || e.Issuer != "their-office" || e.Until != "2077-07-07" || e.Record != "their-A" {
		t.Errorf("staff reads %+v", e)
	}
	if f := staff.State.Facts["one_deed"]; len(f.Pick) != 2 {
		t.Errorf("staff reads %+v", f)
	}
	if out := text(t, staff.Input); strings.Contains(out, "their-") {
		t.Errorf("a record leaves for staff: %s", around(out, "their-"))
	}
	if text(t, kept) != before {
		t.Error("the state that was kept has changed")
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func around(text, part string) string {
	i := strings.Index(text, part)
	return text[max(0, i-80):min(len(text), i+80)]
}
