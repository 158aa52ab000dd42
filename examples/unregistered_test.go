package examples_test

import (
	"slices"
	"testing"

	"banshi/engine/compile"
	"banshi/engine/eval"
	"banshi/engine/plan"
)

// People whom no register here knows: from Hong Kong, from abroad, just born. Their numbers have other shapes.
var unregistered = map[string]string{
	"a Chinese number without a record": "440605202611239917",
	"a pass of Hong Kong":               "H1234567801",
	"a pass of Taiwan":                  "12345678",
	"a passport":                        "E12345678",
	"a foreigner's permanent residence": "911840198001010000",
}

// Whatever a register would have filled in, one whom it doesn't know can type: nothing that is needed is locked without
// a value that holds.
func TestWhomNoRegisterKnows(t *testing.T) {
	c := nanhai()
	for _, item := range described {
		p := c.Plan(item, compile.Chinese)
		if p == nil || !slices.Contains(p.Applicants, "person") {
			continue
		}
		for who, no := range unregistered {
			t.Run(item+"/"+who, func(t *testing.T) {
				s, err := c.Program(item, compile.Chinese).Open(eval.Input{Today: "2026-11-23", Answers: map[string]any{},
					Applicant: eval.Applicant{Kind: "person", No: no, Name: "李安"}, User: eval.User{No: no, Name: "李安", Phone: "13900000031", Level: 4, ActsAs: "self"}})
				if err != nil {
					t.Fatal(err)
				}
				for round := 0; len(s.State().Wants) > 0; round++ {
					if round > 10 {
						t.Fatal("it asks without end")
					}
					for _, w := range slices.Clone(s.State().Wants) {
						s.Found(w.Source, w.Key, eval.Found{Status: eval.HasRecords})
					}
				}
				// What the register would have told is typed; the number is typed where it isn't a Chinese one.
				kind, number := "id_card", "applicant_id_no"
				if len(no) != 18 {
					kind, number = "passport", "applicant_pass_no"
				}
				s.Answer("applicant_id_type", kind, true)
				s.Answer(number, no, true)
				state := s.State()
				if st := state.Fields["form."+number]; p.Field(number) != nil && (!st.Shown || st.Is != "value" || len(st.Errors) > 0) {
					t.Errorf("the number %s: %+v", number, st)
				}
				for _, f := range p.Fields {
					st := state.Fields["form."+f.ID]
					if !st.Shown || f.Clerk || f.Step != "" || len(f.Compute) > 0 || !asked(f) {
						continue
					}
					if st.Edit == "locked" && (st.Is != "value" || len(st.Errors) > 0) {
						t.Errorf("%s can't be typed: %s, %v", f.ID, st.Is, st.Errors)
					}
				}
			})
		}
	}
}

func asked(f *plan.Field) bool { return f.Type != "table" }
