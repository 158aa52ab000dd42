package eval_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// TestUnverified holds the mark 待核: what a source would have filled is typed while it does not answer.
func TestUnverified(t *testing.T) {
	cells := []struct {
		name   string
		submit bool
		change func(*eval.Input)
		want   bool
	}{
		{"filled", true, nil, false},
		{"the source is down: the field is open for typing", false, func(in *eval.Input) { in.Facts["person"][me] = flagged("down") }, true},
		{"typed while it is down", true, func(in *eval.Input) {
			in.Facts["person"][me] = flagged("down")
			in.Answers["locked"] = "陈二"
		}, true},
		{"pending: nobody types yet", true, func(in *eval.Input) { in.Facts["person"][me] = flagged("pending") }, false},
		{"no such record: a question like others", true, func(in *eval.Input) {
			in.Facts["person"][me] = found()
			in.Answers["locked"] = "陈二"
		}, false},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput("true", c.submit)
		if c.change != nil {
			c.change(&in)
		}
		if got := evaluate(t, p, in).Fields["form.locked"].Unverified; got != c.want {
			t.Errorf("%s: unverified %v, want %v", c.name, got, c.want)
		}
	}
}

// TestBornLater holds that nobody has an id number of a day that is still to come.
func TestBornLater(t *testing.T) {
	p := openTable(t)
	in := tableInput("true", false)
	in.Answers["key"] = "440605202803010010"
	f := evaluate(t, p, in).Fields["form.key"]
	if f.Is != eval.IsUnknown || len(f.Errors) != 1 || f.Errors[0].Code != "born_later" {
		t.Errorf("born in 2028, today 2026: %+v", f)
	}
	in.Today = "2028-03-01"
	if f := evaluate(t, p, in).Fields["form.key"]; f.Is != eval.IsValue || len(f.Errors) > 0 {
		t.Errorf("born today: %+v", f)
	}
}

// TestReusedWaitsForNobody holds that a paper that a record stands in for names nothing that is missing,
// although who would have to sign it is not known.
func TestReusedWaitsForNobody(t *testing.T) {
	m := evaluate(t, openTable(t), tableInput("true", false)).Materials["signed_or_known"]
	if m.State != "reused" || len(m.Missing) > 0 {
		t.Errorf("%+v", m)
	}
}

// TestLicenceWithoutEnd holds that a licence whose type has no cell for its end keeps its other cells.
func TestLicenceWithoutEnd(t *testing.T) {
	data, err := json.Marshal(openTable(t).Plan())
	if err != nil {
		t.Fatal(err)
	}
	var p plan.Plan
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&p); err != nil {
		t.Fatal(err)
	}
	card := p.Records["card"]
	card.Cells = slices.DeleteFunc(card.Cells, func(f *plan.Field) bool { return f.ID == "valid_to" })
	prog, err := eval.Bind(&p)
	if err != nil {
		t.Fatal(err)
	}
	in := tableInput("true", false)
	in.Facts["card"][me] = found(map[string]any{"kind": "普通", "number": "1", "status": "有效"})
	s, err := prog.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Value("card").Record().Get("kind"); v.Text() != "普通" {
		t.Errorf("the first cell is %v", v)
	}
}
