package eval_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/publicity"
	"banshi/engine/value"
)

// TestNothingPersonalIsPublic makes out applications of the example items by people who are nobody, and looks for what is
// theirs in what would be made public: no number, telephone, account, day of birth, address or given name stands there,
// whoever applies, acts, or is named in the form, and also where a text that anybody reads was filled with one of them.
func TestNothingPersonalIsPublic(t *testing.T) {
	c := engine.Open(os.DirFS("../../examples/nanhai"))
	published := 0
	for _, item := range []string{"elder_allowance", "food_business_licence_new", "drainage_permit", "disabled_two_subsidies"} {
		prog := c.Program(item, "zh-Hans")
		digits := func(n int) *rapid.Generator[string] {
			return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, -1)
		}
		given := rapid.StringOfN(rapid.RuneFrom([]rune("㛃𬭎烜燚彧翀煊")), 2, 3, -1)
		prog = showing(t, prog, "form.shop_sign", "form.care_org", "form.household_name", "form.village")
		rapid.Check(t, func(rt *rapid.T) {
			no, other, phone := "44060519"+digits(10).Draw(rt, "no"), "44010119"+digits(10).Draw(rt, "other no"), "139"+digits(8).Draw(rt, "phone")
			name, family := given.Draw(rt, "name"), given.Draw(rt, "other name")
			street := "密语" + digits(3).Draw(rt, "street") + "巷" + digits(2).Draw(rt, "house") + "号"
			in := eval.Input{Submit: true, Today: "2026-11-23",
				Applicant: eval.Applicant{Kind: prog.Plan().Applicants[0], No: no, Name: "林" + name},
				User:      eval.User{No: other, Name: "郑" + family, Phone: phone, Level: 5, ActsAs: "agent"},
				Answers:   map[string]any{}, Facts: map[string]map[string]eval.Found{}}
			secrets := []string{no, other, phone, name, family, street}
			if in.Applicant.Kind == "organisation" { // its name and number are public, and nobody applies by that name
				secrets = append(secrets[:3], secrets[4:]...)
				in.Applicant = eval.Applicant{Kind: "organisation", No: "91440605MA90A00162", Name: "佛山示例公司"}
			}
			for _, f := range prog.Plan().Fields {
				switch f.Type {
				case "text":
					in.Answers[f.ID] = rapid.SampledFrom([]string{in.Applicant.Name, "郑" + family, "电话" + phone, "示例"}).Draw(rt, f.ID)
				case "id_number":
					in.Answers[f.ID] = no
				case "phone":
					in.Answers[f.ID] = phone
				case "address":
					if in.Applicant.Kind == "person" { // where a shop is, is public
						in.Answers[f.ID] = "佛山市南海区桂城街道" + street
					}
				case "date":
					in.Answers[f.ID] = "1944-02-20"
				}
			}
			s, err := prog.Open(in)
			if err != nil {
				rt.Fatal(err)
			}
			for _, granted := range []bool{true, false} {
				list, ok := s.Publicise(granted)
				if ok {
					published++
				}
				all := value.NameKey(fmt.Sprint(list))
				for _, secret := range secrets {
					if strings.Contains(all, value.NameKey(secret)) {
						rt.Fatalf("%s: %q can be read in %v", item, secret, list)
					}
				}
			}
		})
	}
	if published == 0 {
		t.Error("nothing was made public, so nothing was tried")
	}
}

// showing is a program whose definition shows more texts, as whole as a careless author may write it.
func showing(t *testing.T, prog *eval.Program, paths ...string) *eval.Program {
	t.Helper()
	p := *prog.Plan()
	if p.Publicity == nil {
		return prog
	}
	granted := *p.Publicity.Granted
	for _, path := range paths {
		if p.Field(strings.TrimPrefix(path, "form.")) != nil {
			granted.Show = append(slices.Clone(granted.Show), plan.Shown{Path: path, Mask: publicity.Whole})
		}
	}
	p.Publicity = &plan.Publicity{Granted: &granted, Refused: p.Publicity.Refused}
	out, err := eval.Bind(&p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
