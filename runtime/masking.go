package runtime

import (
	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/mask"
)

// masked hides what personal there is in a view: sensitive fields as their type is hidden, the numbers
// of people wherever else they stand, and everything from which they could be read off. The state's
// decisions stay.
func masked(v view.View) view.View {
	in := v.Input
	in.Answers, in.Facts, in.Confirmed, in.Chosen, in.Signed = map[string]any{}, nil, nil, nil, nil
	in.Applicant.No, in.User.No, in.User.Phone = mask.IDNumber(in.Applicant.No), mask.IDNumber(in.User.No), mask.Phone(in.User.Phone)
	if in.Applicant.Kind == "person" {
		in.Applicant.Name = mask.Name(in.Applicant.Name)
	}
	in.User.Name = mask.Name(in.User.Name)
	v.Input = in

	state := *v.State
	state.Fields = make(map[string]eval.FieldState, len(v.State.Fields))
	for path, f := range v.State.Fields {
		def := defOf(v.Plan, path)
		f.Value, f.Filled = maskedValue(def, f.Value), maskedValue(def, f.Filled)
		f.Errors = maskedErrors(f.Errors)
		state.Fields[path] = f
	}
	state.Facts = make(map[string]eval.FactState, len(v.State.Facts))
	for path, f := range v.State.Facts {
		f.Key, f.Record, f.Pick = mask.Text(f.Key), mask.Text(f.Record), nil
		state.Facts[path] = f
	}
	state.Rules = make(map[string]eval.RuleState, len(v.State.Rules))
	for id, r := range v.State.Rules {
		r.Text = mask.Text(r.Text)
		state.Rules[id] = r
	}
	state.Materials = make(map[string]eval.MaterialState, len(v.State.Materials))
	for path, m := range v.State.Materials {
		m.Signer, m.Promise = mask.IDNumber(m.Signer), mask.Text(m.Promise)
		if m.Evidence != nil {
			e := *m.Evidence
			e.Number, e.Record = mask.Text(e.Number), mask.Text(e.Record)
			m.Evidence = &e
		}
		state.Materials[path] = m
	}
	state.Sections = make(map[string]eval.SectionState, len(v.State.Sections))
	for id, s := range v.State.Sections {
		s.Errors = maskedErrors(s.Errors)
		state.Sections[id] = s
	}
	state.Wants = nil
	v.State = &state
	return v
}

func maskedErrors(list []eval.Error) []eval.Error {
	var out []eval.Error
	for _, e := range list {
		e.Say = mask.Text(e.Say)
		out = append(out, e)
	}
	return out
}

// defOf finds the field of a path; nil where there is none.
func defOf(p *plan.Plan, path string) *plan.Field {
	m := fieldPath.FindStringSubmatch(path)
	if m == nil {
		return nil
	}
	f := fieldOf(p, m[1])
	if f == nil || m[3] == "" {
		return f
	}
	return columnOf(f, m[3])
}

func maskedValue(f *plan.Field, v any) any {
	text, isText := v.(string)
	switch {
	case v == nil:
		return nil
	case f == nil:
		return mask.Value(v)
	case isText && f.Type == "id_number":
		return mask.IDNumber(text)
	case isText && f.Type == "phone":
		return mask.Phone(text)
	case isText && f.Type == "bank_card":
		return mask.BankCard(text)
	case f.Sensitive:
		return "***"
	}
	return mask.Value(v)
}
