package runtime

import (
	"context"
	"fmt"
	"time"

	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
	"banshi/runtime/identity"
)

// document begins a document about the case: its head. The document is in Chinese, with an English edition to be read beside it.
func (t *turn) document(kind Kind) *Document {
	c := t.c
	b := Body{Case: c.Number, Item: c.Name, Code: t.plan.Code, Applicant: c.ApplicantName, Office: c.OfficeTitle, Day: t.today}
	if o := officeIn(t.offices, c.Office); o != nil {
		b.Address, b.Phones = o.Address, o.Phones
	}
	title := t.docTitle(kind)
	b.English = &English{Title: title.In("en"), Item: t.english().Name}
	return &Document{Kind: kind, Title: title.In("zh-Hans"), At: t.now, Body: b}
}

// english is the plan of the item in English, as far as its definition has English texts.
func (t *turn) english() *plan.Plan { return t.def.Program("en").Plan() }

// says writes the paragraphs of a document.
func (d *Document) says(list ...fault.Text) {
	d.Body.Says, d.Body.English.Says = paragraphs(list)
}

// paragraphs are texts as documents have them, with a full stop, in Chinese and in English.
func paragraphs(list []fault.Text) (zh, en []string) {
	for _, p := range list {
		zh, en = append(zh, p.In("zh-Hans")+"。"), append(en, p.In("en")+".")
	}
	return zh, en
}

// titled gives a document a title that the definition has.
func (d *Document) titled(zh, en string) { d.Title, d.Body.English.Title = zh, en }

// cites names the laws of a decision.
func (t *turn) cites(d *Document) {
	d.Body.Basis, d.Body.English.Basis = t.basesOf(t.plan), t.basesOf(t.english())
}

// names lists results.
func (d *Document) names(list []fault.Text) {
	for _, r := range list {
		d.Body.Results, d.Body.English.Results = append(d.Body.Results, r.In("zh-Hans")), append(d.Body.English.Results, r.In("en"))
	}
}

// asks lists what is to be mended.
func (t *turn) asks(d *Document, parts []Part) {
	d.Body.Parts = parts
	for _, p := range parts {
		d.Body.English.Parts = append(d.Body.English.Parts, t.partTitle(t.english(), p.Path))
	}
}

// DocTitle names a kind of document, in a language.
func DocTitle(kind Kind, language string) string { return docTitles[kind].In(language) }

// docTitle is the title of a document by what sort of item it is: only what is a permission by law is called one.
func (t *turn) docTitle(kind Kind) fault.Text {
	if t.plan.Type == "permit" {
		switch kind {
		case DocGrant:
			return sayDocPermit
		case DocRefusal:
			return sayDocNoPermit
		}
	}
	return docTitles[kind]
}

var docTitles = map[Kind]fault.Text{
	DocPrecheck: sayDocPrecheck, DocReceipt: sayDocReceipt, DocAcceptance: sayDocAcceptance, DocNotAccepted: sayDocNotAccepted,
	DocCorrection: sayDocCorrection, DocLapsed: sayDocLapsed, DocStep: sayDocStep, DocSpecial: sayDocSpecial, DocSuspension: sayDocSuspension,
	DocResumption: sayDocResumption, DocExtension: sayDocExtension, DocGrant: sayDocGrant, DocPartly: sayDocPartly, DocRefusal: sayDocRefusal,
	DocFee: sayDocFee, DocResult: sayDocResult, DocDelivery: sayDocDelivery, DocWithdrawal: sayDocWithdrawal, DocTransfer: sayDocTransfer,
	DocAmendment: sayDocAmendment, DocVisit: sayDocVisit,
}

// day writes a civil day as documents do.
func day(s string) fault.Text {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return fault.Say(s, s)
	}
	return sayDay.With(d.Year(), fault.Say(fmt.Sprintf("%d月", d.Month()), d.Month().String()), d.Day())
}

// DayText writes a civil day as documents do, in a language; "" what is none.
func DayText(s, language string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return day(s).In(language)
}

// span writes a limit as documents do.
func span(s casework.Span) fault.Text {
	units := []struct {
		unit string
		word fault.Text
	}{{"wd", sayWorkingDays}, {"mo", sayMonths}, {"d", sayDays}, {"y", sayYears}}
	for _, u := range units {
		if n := len(s) - len(u.unit); n > 0 && string(s[n:]) == u.unit {
			return u.word.With(string(s[:n]))
		}
	}
	return fault.Say(string(s), string(s))
}

// remedies says what somebody may do against a decision: 行政复议法第二十条, 行政诉讼法第四十六条.
func (d *Document) remedies() {
	d.Body.Remedies, d.Body.English.Remedies = paragraphs([]fault.Text{sayReview, saySue})
}

// basesOf are the laws of the item, and of the conditions that do not hold.
func (t *turn) basesOf(p *plan.Plan) []plan.Basis {
	out := append([]plan.Basis(nil), p.Guide.Basis...)
	for _, r := range p.Rules {
		if t.state.Rules[r.ID].Result == "false" && t.state.Rules[r.ID].Effect == "refuse" {
			out = append(out, r.Basis...)
		}
	}
	return out
}

// papers lists what was handed in.
func (t *turn) papers(d *Document) {
	for _, line := range receiptLines(t.plan, t.state) {
		d.Body.Papers = append(d.Body.Papers, line.Title+"："+paperStates[line.State].In("zh-Hans"))
	}
	for _, line := range receiptLines(t.english(), t.state) {
		d.Body.English.Papers = append(d.Body.English.Papers, line.Title+": "+paperStates[line.State].In("en"))
	}
}

// invitation says how it goes on after pre-examination.
func (t *turn) invitation(pass bool) []fault.Text {
	if !pass {
		return []fault.Text{sayNotPassed}
	}
	if s, ok := t.course.Step("receive"); ok && s.Visit {
		return []fault.Text{sayPassedCome, sayAcceptedThere}
	}
	return []fault.Text{sayPassedStay}
}

// Papers reads the documents of cases.
type Papers struct{ *hall }

// Get gives one document, to who applied and to who handles the case; a look by staff is written down. Codes:
// unauthenticated, not_found, forbidden.
func (p *Papers) Get(ctx context.Context, number string, seq int) (Document, error) {
	who, ok := identity.From(ctx)
	if !ok {
		return Document{}, fault.New(fault.Unauthenticated, saySignIn)
	}
	c, err := p.find(ctx, who, number, actor.CaseView)
	if err != nil {
		return Document{}, err
	}
	if !whole(who.Actor(), c) {
		return Document{}, fault.New(fault.Forbidden, sayNoFiles)
	}
	r, err := p.Store.Record(ctx, number)
	if err != nil {
		return Document{}, fmt.Errorf("runtime: documents of a case: %w", err)
	}
	for _, d := range r.Documents {
		if d.Seq != seq {
			continue
		}
		if e := d.Body.English; e != nil {
			e.Office, e.Address = p.named(ctx, d.Body.Office, "en"), p.named(ctx, d.Body.Address, "en")
		}
		if who.Account.Staff != nil {
			e := viewed(who, c, p.Clock())
			e.Detail["document"] = string(d.Kind)
			if err := p.Store.Viewed(ctx, e); err != nil {
				return Document{}, fmt.Errorf("runtime: write down a look at a case: %w", err)
			}
		}
		return d, nil
	}
	return Document{}, gone()
}
