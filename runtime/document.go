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

// document begins a document about the case: its head, in Chinese as all documents are.
func (t *turn) document(kind Kind) *Document {
	c := t.c
	b := Body{Case: c.Number, Item: c.Name, Code: t.plan.Code, Applicant: c.ApplicantName, Office: c.OfficeTitle, Day: t.today}
	if o := officeIn(t.offices, c.Office); o != nil {
		b.Address, b.Phones = o.Address, o.Phones
	}
	return &Document{Kind: kind, Title: t.docTitle(kind), At: t.now, Body: b}
}

// DocTitle names a kind of document, in a language.
func DocTitle(kind Kind, language string) string { return docTitles[kind].In(language) }

// docTitle is the title of a document by what sort of item it is: only what is a permission by law is called one.
func (t *turn) docTitle(kind Kind) string {
	if t.plan.Type == "permit" {
		switch kind {
		case DocGrant:
			return "准予行政许可决定书"
		case DocRefusal:
			return "不予行政许可决定书"
		}
	}
	return DocTitle(kind, "zh-Hans")
}

var docTitles = map[Kind]fault.Text{
	DocPrecheck: sayDocPrecheck, DocReceipt: sayDocReceipt, DocAcceptance: sayDocAcceptance, DocNotAccepted: sayDocNotAccepted,
	DocCorrection: sayDocCorrection, DocLapsed: sayDocLapsed, DocStep: sayDocStep, DocSpecial: sayDocSpecial, DocSuspension: sayDocSuspension,
	DocResumption: sayDocResumption, DocExtension: sayDocExtension, DocGrant: sayDocGrant, DocPartly: sayDocPartly, DocRefusal: sayDocRefusal,
	DocFee: sayDocFee, DocResult: sayDocResult, DocDelivery: sayDocDelivery, DocWithdrawal: sayDocWithdrawal, DocTransfer: sayDocTransfer,
	DocAmendment: sayDocAmendment, DocVisit: sayDocVisit,
}

// day writes a civil day as documents do.
func day(s string) string {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// span writes a limit as documents do.
func span(s casework.Span) string {
	units := []struct{ unit, word string }{{"wd", "个工作日"}, {"mo", "个月"}, {"d", "日"}, {"y", "年"}}
	for _, u := range units {
		if n := len(s) - len(u.unit); n > 0 && string(s[n:]) == u.unit {
			return string(s[:n]) + u.word
		}
	}
	return string(s)
}

// remedies are what somebody may do against a decision: 行政复议法第二十条, 行政诉讼法第四十六条.
func (t *turn) remedies() []string {
	return []string{
		"不服本决定的，可以自收到本决定书之日起60日内，向本级人民政府或者上一级主管部门申请行政复议。",
		"也可以自收到本决定书之日起6个月内，直接向有管辖权的人民法院提起行政诉讼。",
	}
}

// bases are the laws of the item, and of the conditions that do not hold.
func (t *turn) bases() []plan.Basis {
	out := append([]plan.Basis(nil), t.plan.Guide.Basis...)
	for _, r := range t.plan.Rules {
		if t.state.Rules[r.ID].Result == "false" && t.state.Rules[r.ID].Effect == "refuse" {
			out = append(out, r.Basis...)
		}
	}
	return out
}

// papers lists what was handed in.
func (t *turn) papers() []string {
	var out []string
	for _, line := range receiptLines(t.plan, t.state) {
		out = append(out, line.Title+"："+paperStates[line.State].In("zh-Hans"))
	}
	return out
}

// invitation says how it goes on after pre-examination.
func (t *turn) invitation(pass bool) []string {
	if !pass {
		return []string{"您提交的申请没有通过预审，请按下面的意见修改后重新提交。修改不收费，次数不限。"}
	}
	if s, ok := t.course.Step("receive"); ok && s.Visit {
		return []string{"您提交的申请已通过预审。请约好时间，带齐原件到窗口核验。", "材料符合受理条件的，当场受理。"}
	}
	return []string{"您提交的申请已通过预审，不用到现场。我们收件后决定是否受理。"}
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
