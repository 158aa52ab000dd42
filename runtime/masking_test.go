package runtime

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

var nanhai = sync.OnceValue(func() *engine.Catalogue { return engine.Open(os.DirFS("../examples/nanhai")) })

var overseer = actor.Actor{Kind: actor.Staff, ID: "supervisor", Posts: []actor.Post{{Role: actor.Supervisor}}}

// harmless are the parts of a page that may leave the server as they are, whoever looks: words of the
// engine, ids of the definition, days of the procedure. Everything else is hidden, whatever it holds;
// what is added to the state must be put here by hand, or masked.
var harmless = strings.Fields(`
	Case.Channel Case.Claim.Name
	ActsAs Case.Number Case.Item Case.Name Case.State Case.ApplicantKind Case.Office Case.OfficeTitle Case.Verdict Case.Promised Case.Due
	View.Input.Today View.Input.Applicant.Kind View.Input.User.ActsAs
	View.Input.Disputed[] View.Input.Given[] View.Input.Promised[] View.Input.Deferred[] View.Input.FormOf{} View.Input.Withheld[]
	View.State.Plan View.State.Today View.State.Sections{}.Missing[] View.State.Sections{}.Errors[].Code View.State.Sections{}.Errors[].Names[]
	View.State.Fields{}.Is View.State.Fields{}.Edit View.State.Fields{}.From.Kind View.State.Fields{}.From.Fact View.State.Fields{}.From.Source
	View.State.Fields{}.From.At View.State.Fields{}.Confirm View.State.Fields{}.Missing[] View.State.Fields{}.Errors[].Code
	View.State.Fields{}.Errors[].Names[] View.State.Fields{}.Options[] View.State.Fields{}.Rows[]
	View.State.Facts{}.Source View.State.Facts{}.Is View.State.Facts{}.At View.State.Facts{}.Missing[]
	View.State.Rules{}.Result View.State.Rules{}.Effect View.State.Rules{}.Missing[]
	View.State.Materials{}.State View.State.Materials{}.By View.State.Materials{}.Evidence.Source View.State.Materials{}.Evidence.Issuer
	View.State.Materials{}.Evidence.Until View.State.Materials{}.Evidence.Trust View.State.Materials{}.Evidence.At
	View.State.Materials{}.Missing[] View.State.Materials{}.FormOf
	View.State.Verdict View.State.Parts{} View.State.Review[] View.State.Missing[] View.State.Blocked[].Kind View.State.Blocked[].Path
	View.State.Steps[].ID View.State.Steps[].In View.State.Steps[].Visit View.State.Steps[].Missing[]
	View.State.Limit.Statutory View.State.Limit.Promised View.State.Limit.Extend View.State.Limit.Due View.State.Limit.Least View.State.Limit.Most View.State.Limit.Missing[]
	View.State.Fee.Amount View.State.Fee.Missing[] View.State.Dispatch.Region View.State.Dispatch.Missing[] View.Sources{}
	Timeline[].Event Timeline[].By Timeline[].Title Timeline[].Findings{}
	Place.ID Place.Title Place.Address Place.Hours Place.Phones[] Place.Windows[] Place.Opens
	Unverified[].Number Unverified[].Path Unverified[].Source Unverified[].Result
	Files[].ID Files[].Material Files[].Hash Files[].Type Files[].Check Digest
	Case.ActBy Case.Legal Case.Waits Case.Progress.Accepted Case.Progress.Clock.Ended Case.Progress.Clock.Extended Case.Progress.Clock.Extra
	Case.Progress.Clock.From Case.Progress.Clock.Promised Case.Progress.Clock.Statutory Case.Progress.Clock.Stops[].From
	Case.Progress.Clock.Stops[].To Case.Progress.Clock.Stops[].Why Case.Progress.Given[] Case.Progress.Open[] Case.Progress.Outcome
	Case.Progress.Received Case.Progress.Since Case.Progress.Struck[] Case.Progress.Until Case.Progress.Visit
	Standing.Ahead[] Standing.Light Standing.May[].Clears Standing.May[].Event Standing.May[].Act Standing.May[].Step Standing.Parts[].Path Standing.Parts[].Title
	Standing.Record.Documents[].Kind Standing.Record.Documents[].Number Standing.Record.Documents[].Title
	Standing.Record.Issued[].Day Standing.Record.Issued[].Issuer Standing.Record.Issued[].KeyIs Standing.Record.Issued[].Kind Standing.Record.Issued[].Of
	Standing.Record.Issued[].Office Standing.Record.Issued[].Row Standing.Record.Issued[].Title Standing.Record.Issued[].ValidTo
	Standing.Steps[].ID Standing.Steps[].Title Standing.Steps[].WhoTitle Standing.Steps[].Answers[].Code Standing.Steps[].Answers[].To
	Timeline[].Answer Timeline[].Step
	Round.Number Round.Draft Round.Today Round.Channel Round.Item Round.Plan`)

// Every text of a page, wherever it stands, either is known to be harmless or doesn't reach whoever
// only oversees. The walk is over the types: no part can be forgotten.
func TestNothingUnlistedReachesAnOverseer(t *testing.T) {
	p := nanhai().Program("elder_allowance", "zh-Hans").Plan()
	var page CasePage
	marks := map[string]string{} // canary → where it stood
	fill(reflect.ValueOf(&page).Elem(), "", marks)
	page.ApplicantKind, page.View.Input.Applicant.Kind, page.View.Plan = "person", "person", p
	for i := range page.Timeline {
		page.Timeline[i].By = actor.Person
	}
	raw, err := json.Marshal(eval.Input{Answers: map[string]any{}})
	if err != nil {
		t.Fatal(err)
	}
	page.Round.Input = raw
	// Prose is hidden by the values that it quotes: here each is one of them.
	in := page.View.Input
	in.Answers = map[string]any{}
	for mark := range marks {
		in.Answers["emergency_name"] = append(listOf(in.Answers["emergency_name"]), mark)
	}
	if page.Round.Input, err = json.Marshal(in); err != nil {
		t.Fatal(err)
	}
	out, err := pageFor(overseer, page)
	if err != nil {
		t.Fatal(err)
	}
	out.View.Plan = nil
	text := written(t, out)
	stray := map[string]bool{}
	for mark, at := range marks {
		if strings.Contains(text, mark) {
			stray[at] = true
		}
	}
	for at := range stray {
		if !slices.Contains(harmless, at) {
			t.Errorf("%s reaches whoever only oversees: mask it in masking.go, or list it here as harmless", at)
		}
	}
	for _, at := range harmless {
		if !stray[at] && !strings.HasSuffix(at, "ApplicantKind") && !strings.HasSuffix(at, "Applicant.Kind") && at != "Timeline[].By" && !slices.Contains([]string{"View.Input.Applicant.Kind"}, at) {
			t.Errorf("%s is listed as harmless, and is hidden or gone", at)
		}
	}
	if len(marks) < 100 {
		t.Errorf("only %d texts were set", len(marks))
	}
}

func listOf(v any) []any {
	l, _ := v.([]any)
	return l
}

// written is everything that could leave the server of a page.
func written(t *testing.T, v any) string {
	t.Helper()
	raw, err := Encode(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// fill puts a text of its own into every text of a value, one entry into every list and map.
func fill(v reflect.Value, at string, marks map[string]string) {
	mark := func(where string) string {
		m := fmt.Sprintf("〈%d〉记号", len(marks))
		marks[m] = strings.TrimPrefix(where, ".")
		return m
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(mark(at))
	case reflect.Interface:
		v.Set(reflect.ValueOf(mark(at)))
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*plan.Plan]() {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), at, marks)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(fmt.Sprintf("%q", mark(at))))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), at+"[]", marks)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		e := reflect.New(v.Type().Elem()).Elem()
		fill(e, at+"{}", marks)
		v.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), e)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[fault.Text]() {
			return // one of a table: it holds nothing of a case
		}
		if v.Type() == reflect.TypeFor[files.Stored]() || v.NumField() > 0 && v.Type().PkgPath() != "time" {
			for i := range v.NumField() {
				if !v.Type().Field(i).IsExported() {
					continue
				}
				name := "." + v.Type().Field(i).Name
				if v.Type().Field(i).Anonymous && v.Type().Field(i).Name == "Stored" {
					name = ""
				}
				fill(v.Field(i), at+name, marks)
			}
		}
	}
}

// measures is the second opinion, by hand, on what says nothing of a person.
func measures(f *plan.Field) bool {
	switch f.Type {
	case "text", "address", "id_number", "phone", "bank_card", "date", "point", "file":
		return false
	}
	return !f.Sensitive
}

// personal draws a text of the kind that people write into a form.
func personal(t *rapid.T, name string) string {
	return rapid.OneOf(
		rapid.StringMatching(`[陈李王欧阳古丽][一-龥]{1,3}`),
		rapid.StringMatching(`4406[0-9]{2}19[4-9][0-9](0[1-9]|1[0-2])(0[1-9]|2[0-8])[0-9]{3}[0-9X]`),
		rapid.StringMatching(`1[3-9][0-9]{9}`),
		rapid.StringMatching(`6222[0-9]{15}`),
		rapid.StringMatching(`19[2-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|2[0-8])`),
		rapid.StringMatching(`[一-龥]{2,4}镇[一-龥]{2,6}路[1-9][0-9]{0,2}号`),
		rapid.StringMatching(`粤[A-Z][A-Z0-9]{5}`),
		rapid.StringMatching(`[a-z]{3,8}@[a-z]{4}\.cn`),
	).Draw(t, name)
}

// Whatever is answered, said by registers or quoted in prose, in every item: nothing of it is left in
// what an overseer gets, in either language.
func TestPersonalValuesAreHidden(t *testing.T) {
	var items []string
	for _, i := range nanhai().Spec.Items {
		if nanhai().Program(i.ID.S, "zh-Hans") != nil {
			items = append(items, i.ID.S)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := nanhai().Program(rapid.SampledFrom(items).Draw(t, "item"), rapid.SampledFrom([]string{"zh-Hans", "en"}).Draw(t, "language")).Plan()
		var secrets []string
		secret := func(name string) string {
			s := personal(t, name)
			secrets = append(secrets, s)
			return s
		}
		in := eval.Input{Answers: map[string]any{}, Applicant: eval.Applicant{Kind: "person", No: secret("no"), Name: secret("name")},
			User: eval.User{No: secret("userNo"), Name: secret("userName"), Phone: secret("phone")}, Facts: map[string]map[string]eval.Found{}}
		state := &eval.State{Fields: map[string]eval.FieldState{}, Facts: map[string]eval.FactState{}, Rules: map[string]eval.RuleState{}}
		for _, f := range p.Fields {
			switch {
			case f.Type == "table":
				row := map[string]any{"_row": "r1"}
				for _, c := range f.Columns {
					if !measures(c) {
						row[c.ID] = secret(f.ID + "." + c.ID)
						state.Fields["form."+f.ID+"[r1]."+c.ID] = eval.FieldState{Shown: true, Is: "value", Value: row[c.ID]}
					}
				}
				in.Answers[f.ID] = []any{row}
			case !measures(f):
				in.Answers[f.ID] = secret(f.ID)
				state.Fields["form."+f.ID] = eval.FieldState{Shown: true, Is: "value", Value: in.Answers[f.ID], Filled: secret(f.ID + " filled")}
			}
		}
		for id, r := range p.Records {
			cells := map[string]any{}
			for _, c := range r.Cells {
				if !measures(c) && !slices.Contains(publicCells, c.ID) {
					cells[c.ID] = secret(id + "." + c.ID)
				}
			}
			key := secret(id + " key")
			in.Facts[id] = map[string]eval.Found{key: {Status: "records", Records: []eval.Record{{ID: secret(id + " record"), Cells: cells}}}}
			state.Facts[id] = eval.FactState{Source: id, Is: "value", Key: key}
		}
		prose := strings.Join(secrets, "，")
		for _, r := range p.Rules {
			state.Rules[r.ID] = eval.RuleState{Result: "false", Text: "因为" + prose}
		}
		raw, err := Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		page := CasePage{Case: Case{Number: "1", ApplicantKind: "person", ApplicantName: in.Applicant.Name, Opinion: prose},
			View: view.View{Plan: p, Input: in, State: state}, Round: Submission{Input: raw},
			Timeline: []Happening{{By: actor.Person, Actor: "P001", Name: in.User.Name}, {By: actor.Staff, Text: prose}},
			Files:    []File{{ID: "f", Name: prose + ".pdf"}}}
		out, err := pageFor(overseer, page)
		if err != nil {
			t.Fatal(err)
		}
		out.View.Plan = nil
		left, err := Encode(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range secrets {
			if strings.Contains(string(left), s) {
				t.Fatalf("%q is in what an overseer gets", s)
			}
		}
		page.Office = "gc"
		whole, err := pageFor(actor.Actor{Kind: actor.Staff, Posts: actor.At(actor.WindowClerk, "gc")}, page)
		if err != nil || !reflect.DeepEqual(whole, page) {
			t.Fatal("who handles the case doesn't see all of it")
		}
	})
}

// A day quoted in a sentence is written in words.
func TestDaysInProse(t *testing.T) {
	p := nanhai().Program("elder_allowance", "zh-Hans").Plan()
	state := &eval.State{Fields: map[string]eval.FieldState{"form.birth": {Value: "1944-02-20"}}}
	v := veilOf(p, eval.Input{Applicant: eval.Applicant{Kind: "person", Name: "陈伯年"}}, state)
	for said, want := range map[string]string{
		"生于1944年2月20日":             "生于1944年*月*日",
		"born on 20 February 1944": "born on * * 1944",
		"陈伯年（1944-02-20）":          "陈*年（1944-**-**）",
		"没有提到谁":                    "没有提到谁",
	} {
		if got := v.say(said); got != want {
			t.Errorf("%s: %s, want %s", said, got, want)
		}
	}
}
