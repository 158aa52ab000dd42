package eval

import (
	"strings"

	"banshi/engine/plan"
	"banshi/engine/publicity"
	"banshi/engine/value"
)

// Public is one value of a decision as anybody may read it.
type Public struct {
	Path  string `json:"path"`
	Value string `json:"value"`
}

// Publicise gives what is made public of a decision, masked, in Chinese and in the order of the definition: what has no
// value is left out, and so is the number of a licence, which is not given yet. ok is false where nothing is public.
//
// Whatever a definition says, no number, telephone or account of the form, and no name or number of a person who applies
// or acts, is read from a value that is shown: such a value is hidden as a whole.
func (s *Session) Publicise(granted bool) (out []Public, ok bool) {
	p := s.prog.plan.Publicity.Of(granted)
	if p == nil {
		return nil, false
	}
	s.Update()
	secrets := s.secrets()
	out = []Public{}
	for _, sh := range p.Show {
		shown := s.public(sh)
		for _, secret := range secrets {
			if publicity.Held(shown, secret) && !s.ofOrganisation(sh.Path) {
				shown = publicity.Hide("", shown)
			}
		}
		if shown != "" {
			out = append(out, Public{sh.Path, shown})
		}
	}
	return out, true
}

// secrets are the values of an application that must not be read from what is shown.
func (s *Session) secrets() []string {
	in := s.Input()
	out := []string{in.User.Phone, in.User.No}
	if in.Applicant.Kind == "person" {
		out = append(out, in.Applicant.No, in.Applicant.Name)
	}
	if in.User.No != in.Applicant.No {
		out = append(out, in.User.Name)
	}
	for _, f := range s.prog.fields {
		switch f.def.Type {
		case "id_number", "phone", "bank_card":
			if v := s.frame.Slots[f.slot]; v.Kind() == value.KindText {
				out = append(out, v.Text())
			}
		}
	}
	return out
}

// ofOrganisation tells that a path is the name or number of an organisation, which stand in a public register, be it
// that of the shop that somebody named after himself.
func (s *Session) ofOrganisation(path string) bool {
	return s.in.Applicant.Kind == "organisation" && (path == plan.ApplicantName || path == plan.ApplicantNo)
}

func (s *Session) public(sh plan.Shown) string {
	in := s.Input().Applicant
	switch sh.Path {
	case plan.ApplicantName, plan.ApplicantNo:
		shown, mask := in.Name, sh.Mask
		if sh.Path == plan.ApplicantNo {
			shown = in.No
		}
		switch {
		case s.ofOrganisation(sh.Path):
			mask = publicity.Whole
		case mask == publicity.Whole:
			mask = ""
		}
		return publicity.Hide(mask, shown)
	}
	id, ofForm := strings.CutPrefix(sh.Path, "form.")
	if !ofForm {
		return ""
	}
	for _, f := range s.prog.fields {
		if f.def.ID != id {
			continue
		}
		v := s.frame.Slots[f.slot]
		if !v.Known() {
			return ""
		}
		return publicity.Hide(sh.Mask, f.typ.Format(v, f.params, "zh-Hans"))
	}
	return ""
}

// PublicUntil is the last day on which a decision of a day is public; "" where nothing is.
func (s *Session) PublicUntil(granted bool, on value.Date) string {
	p := s.prog.plan.Publicity.Of(granted)
	if p == nil {
		return ""
	}
	if day, ok := s.lastOf(on, &p.For); ok {
		return day.String()
	}
	return ""
}
