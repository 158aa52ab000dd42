package runtime

import (
	"context"
	"fmt"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/view"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
	"banshi/runtime/base/pdf"
	"banshi/runtime/identity"
)

// Form is an application as it is printed: the same labels and values as on the screen.
type Form struct {
	Number, Name, Office, Applicant, Language, Digest string
	Actor                                             string // who filled it in, where that is somebody else
	At                                                time.Time
	Sections                                          []FormSection
	Papers                                            []FormPaper
	Signed                                            []FormSignature
	ToSign                                            bool // it is not handed in yet: the applicant signs this very sheet
}

// FormSection is a heading with what stands below it.
type FormSection struct {
	Title string
	Pairs []FormPair
}

// FormPair is a label and its value; Rows are those of a table.
type FormPair struct {
	Label, Value string
	Rows         [][]FormPair
}

// FormPaper is a material: how it is handed in, and its files.
type FormPaper struct {
	Title, State string
	Files        []File
}

// FormSignature says who has signed what.
type FormSignature struct {
	Paper, By, Digest string
	At                time.Time
}

// Form gives the application form of the last submission as a PDF. Codes: unauthenticated, not_found, unavailable (no font).
func (m *MyCases) Form(ctx context.Context, number, language string) (Form, []byte, error) {
	who, ok := identity.From(ctx)
	if !ok {
		return Form{}, nil, fault.New(fault.Unauthenticated, saySignIn)
	}
	page, err := m.printed(ctx, who, number, language, "form")
	if err != nil {
		return Form{}, nil, err
	}
	if m.Fonts == nil {
		return Form{}, nil, fault.Wrap(pdf.ErrNoFonts, fault.Unavailable, sayNoFonts)
	}
	page.OfficeTitle = m.named(ctx, page.OfficeTitle, language)
	f, err := formOf(page, language, m.Zone)
	if err != nil {
		return Form{}, nil, err
	}
	raw, err := f.write(m.Fonts)
	return f, raw, err
}

// formOf puts a page of a case on paper. Who may not see who applied does not see who signed.
func formOf(page CasePage, language string, zone *time.Location) (Form, error) {
	p, state := page.View.Plan, page.View.State
	t := formTextsIn(language)
	f := Form{Number: page.Number, Name: page.Name, Office: page.OfficeTitle, Applicant: page.ApplicantName, Language: language,
		Digest: page.Digest, At: page.Round.At.In(zone)}
	if p.Name != "" && !page.Masked {
		f.Name = p.Name
	}
	for _, s := range p.Sections {
		if s.Step != "" {
			continue
		}
		out := FormSection{Title: s.Title}
		for _, x := range p.Fields {
			if st := state.Fields["form."+x.ID]; x.Section == s.ID && !x.Clerk && x.Step == "" && st.Shown {
				out.Pairs = append(out.Pairs, pairOf(x, st, page.View, t))
			}
		}
		if len(out.Pairs) > 0 {
			f.Sections = append(f.Sections, out)
		}
	}
	f.papers(page, t)
	if page.Masked {
		return f, nil
	}
	var content Content
	if err := Decode(page.Round.Content, &content); err != nil {
		return f, fmt.Errorf("runtime: content of case %s: %w", page.Number, err)
	}
	for _, m := range p.Materials {
		if s, ok := content.Signed[m.ID]; ok {
			f.Signed = append(f.Signed, FormSignature{Paper: m.Title, By: mask.IDNumber(s.By), Digest: s.Digest, At: s.At.In(zone)})
		}
	}
	return f, nil
}

func pairOf(x *plan.Field, st eval.FieldState, v view.View, t formTexts) FormPair {
	pair := FormPair{Label: x.Title}
	if x.Type != "table" {
		pair.Value = valueText(x, st.Value, v.Plan.Language, t)
		return pair
	}
	for _, row := range st.Rows {
		var cells []FormPair
		for _, c := range x.Columns {
			if cell := v.State.Fields["form."+x.ID+"["+row+"]."+c.ID]; cell.Shown {
				cells = append(cells, FormPair{Label: c.Title, Value: valueText(c, cell.Value, v.Plan.Language, t)})
			}
		}
		pair.Rows = append(pair.Rows, cells)
	}
	if len(pair.Rows) == 0 {
		pair.Value = t.none
	}
	return pair
}

// valueText writes a value as its type does; what is hidden from whoever reads stands as it is.
func valueText(x *plan.Field, raw any, language string, t formTexts) string {
	if raw == nil || raw == "" {
		return t.none
	}
	if list, ok := raw.([]any); ok && len(list) == 0 {
		return t.none
	}
	params := field.Params{Unit: x.Unit, Digits: x.Digits, Lines: x.Lines}
	over := map[string]string{}
	for _, o := range x.Options {
		params.Options = append(params.Options, field.Option{Code: o.Code, Text: o.Text})
		over[o.Code] = o.Parent
	}
	typ := field.Of(x.Type)
	if typ == nil {
		return fmt.Sprint(raw)
	}
	v, wrong := typ.Parse(raw, params)
	if wrong != nil || !v.Known() {
		return fmt.Sprint(raw)
	}
	text := typ.Format(v, params, language)
	if code, ok := raw.(string); ok && x.Type == "region" && over[code] != "" {
		for _, o := range x.Options {
			if o.Code == over[code] && !strings.HasPrefix(text, o.Text) {
				text = o.Text + text
			}
		}
	}
	return text
}

// papers lists the materials with their files.
func (f *Form) papers(page CasePage, t formTexts) {
	p, state := page.View.Plan, page.View.State
	for _, m := range p.Materials {
		paths := []string{m.ID}
		if m.Per != "" {
			paths = paths[:0]
			for _, row := range state.Fields["form."+m.Per].Rows {
				paths = append(paths, m.ID+"["+row+"]")
			}
		}
		for _, path := range paths {
			s := state.Materials[path].State
			if s == "" || s == "not_needed" {
				continue
			}
			paper := FormPaper{Title: m.Title, State: t.states[s]}
			for _, file := range page.Files {
				if file.Material == path {
					paper.Files = append(paper.Files, file)
				}
			}
			f.Papers = append(f.Papers, paper)
		}
	}
}
