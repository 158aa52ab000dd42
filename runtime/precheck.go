package runtime

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// maxOpinion is how long an opinion may be, in characters.
const maxOpinion = 2000

// Prechecking is what a clerk says of a submitted case (预审).
type Prechecking struct {
	Version  int // of the case as it was seen
	Pass     bool
	Opinion  string // needed where it is passed against a finding, or returned without saying what is to be changed
	Findings map[string]Finding
	Parts    []Part // of a return: what exactly is to be changed; none: whatever the applicant finds
	Key      string // of the client: the same key is the same order
}

// Precheck passes a submitted case or returns it to the applicant with an opinion. Codes:
// unauthenticated, not_found, forbidden, conflict (another version or state), invalid (opinion,
// findings, parts, key).
func (d *Desk) Precheck(ctx context.Context, number string, o Prechecking) (Case, error) {
	who, err := worker(ctx)
	if err != nil {
		return Case{}, err
	}
	o.Opinion = strings.TrimSpace(o.Opinion)
	if err := checkOpinion(o.Opinion, !o.Pass && len(o.Parts) == 0); err != nil {
		return Case{}, err
	}
	event := casework.PrecheckPass
	if !o.Pass {
		event = casework.PrecheckReturn
	}
	said := o
	said.Key = ""
	return d.order(ctx, who, number, actor.CasePrecheck, Ordering{Version: o.Version, Key: o.Key, Opinion: o.Opinion}, string(event), said, func(t *turn) error {
		if err := checkFindings(o, checksOf(t.plan, t.state)); err != nil {
			return err
		}
		parts, err := t.parts(o.Parts, false)
		if err != nil {
			return err
		}
		said := noticeText(o.Opinion, parts)
		if err := t.points(o.Findings); err != nil {
			return err
		}
		doc := t.document(DocPrecheck)
		doc.Body.Reason = o.Opinion
		t.asks(doc, parts)
		doc.says(t.invitation(o.Pass)...)
		t.c.Opinion = o.Opinion
		return t.move(casework.Order{Event: event}, saying{act: actor.CasePrecheck, text: said, document: doc, findings: o.Findings})
	})
}

// points puts down the findings about the review points of the definition, where its rules read them.
func (t *turn) points(findings map[string]Finding) error {
	answers := map[string]any{}
	for id, f := range findings {
		if field, ok := strings.CutPrefix(id, "point."); ok {
			answers[field] = map[Finding]string{Fits: "pass", Differs: "fail"}[f]
		}
	}
	if len(answers) == 0 {
		return nil
	}
	if err := t.fill(precheckStep, answers, false); err != nil {
		return err
	}
	return t.worked(precheckStep, "", "", answers)
}

func checkOpinion(opinion string, needed bool) error {
	missing := sayOpinionNeeded
	if !needed {
		missing = fault.Text{}
	}
	say := textWithin(opinion, maxOpinion, missing)
	if say.None() {
		return nil
	}
	return fault.New(fault.Invalid, sayBadOpinion, fault.Field{Path: "opinion", Message: say})
}

// parts checks what an applicant is asked to mend: each is there, and says why and how. Where all is needed there
// is at least one. Codes: invalid.
func (t *turn) parts(list []Part, needed bool) ([]Part, error) {
	var faults []fault.Field
	say := func(path string, m fault.Text) { faults = append(faults, fault.Field{Path: path, Message: m}) }
	if needed && len(list) == 0 {
		say("parts", sayNoParts)
	}
	if len(list) > maxParts {
		return nil, fault.New(fault.Invalid, sayBadParts, fault.Field{Path: "parts", Message: sayTooManyEntries})
	}
	out := slices.Clone(list)
	seen := map[string]bool{}
	for i := range out {
		p := &out[i]
		at := "parts." + safe(strings.TrimPrefix(strings.TrimPrefix(p.Path, "form."), materialsPrefix))
		p.Reason, p.Mend = strings.TrimSpace(p.Reason), strings.TrimSpace(p.Mend)
		p.Title = t.partTitle(t.plan, p.Path)
		switch {
		case p.Title == "" || seen[p.Path]:
			say(at, sayNoPart)
		case p.Reason == "":
			say(at, sayPartReason)
		case utf8.RuneCountInString(p.Reason) > maxOpinion || utf8.RuneCountInString(p.Mend) > maxOpinion:
			say(at, sayMaxText.With(maxOpinion))
		case !textFault(p.Reason + p.Mend).None():
			say(at, textFault(p.Reason+p.Mend))
		}
		seen[p.Path] = true
	}
	if len(faults) > 0 {
		return nil, fault.New(fault.Invalid, sayBadParts, faults...)
	}
	return out, nil
}

// noticeText is what the timeline says of a notice: its opinion, then each part with what is wrong and how to mend it.
func noticeText(opinion string, parts []Part) string {
	var lines []string
	if opinion != "" {
		lines = append(lines, opinion)
	}
	for _, p := range parts {
		line := p.Title + "：" + p.Reason
		if p.Mend != "" {
			line += "；" + p.Mend
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// maxParts is how much one notice may ask for.
const maxParts = 200

// materialsPrefix begins the path of a material, where fields and materials stand in one list.
const materialsPrefix = "materials."

// partTitle names what can be mended, in the language of a plan: a field of the applicant that is shown, or a material that is asked for.
func (t *turn) partTitle(p *plan.Plan, path string) string {
	if m, ok := strings.CutPrefix(path, materialsPrefix); ok {
		st, there := t.state.Materials[m]
		if !there || st.State == "not_needed" {
			return ""
		}
		return titleOfMaterial(p, m)
	}
	f := defOf(p, path)
	if f == nil || f.Clerk || f.Step != "" || !t.state.Fields[path].Shown {
		return ""
	}
	return titleOfField(p, t.state, path)
}
