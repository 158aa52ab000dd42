package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

type qaLine struct {
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
}

type knownIn struct {
	Tongue
	Body struct {
		Item string `json:"item,omitempty" maxLength:"80" doc:"id"`
		Text string `json:"text,omitempty" maxLength:"4000" doc:"what somebody is about to ask; it is kept nowhere"`
	}
}

type knownOut struct {
	Body struct {
		Answers []qaLine `json:"answers" doc:"the nearest first"`
	}
}

// faqLine is a frequent question, as staff sees it.
type faqLine struct {
	ID           string    `json:"id"`
	Consultation string    `json:"consultation" doc:"id of the question that it comes of"`
	Number       string    `json:"number" doc:"of that"`
	Item         string    `json:"item" doc:"id"`
	Name         string    `json:"itemName"`
	Ask          string    `json:"ask"`
	Answer       string    `json:"answer"`
	AskEn        string    `json:"askEn,omitempty"`
	AnswerEn     string    `json:"answerEn,omitempty"`
	State        string    `json:"state" enum:"proposed,published,declined,withdrawn"`
	Version      int       `json:"version"`
	By           string    `json:"by" doc:"who proposed it"`
	At           time.Time `json:"at"`
	Reviewer     string    `json:"reviewer,omitempty"`
	Note         string    `json:"note,omitempty" doc:"why it was declined or withdrawn"`
	MayReview    bool      `json:"mayReview,omitempty"`
	MayWithdraw  bool      `json:"mayWithdraw,omitempty"`
}

type faqIn struct {
	Tongue
	Body struct {
		Consultation string `json:"consultation" maxLength:"60"`
		Item         string `json:"item,omitempty" maxLength:"80" doc:"id, of a question about none"`
		Ask          string `json:"ask" maxLength:"4000"`
		Answer       string `json:"answer" maxLength:"8000"`
		AskEn        string `json:"askEn,omitempty" maxLength:"4000"`
		AnswerEn     string `json:"answerEn,omitempty" maxLength:"8000"`
		Key          string `json:"key" maxLength:"100"`
	}
}

type faqReviewIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Publish bool   `json:"publish" doc:"false: it is declined"`
		Note    string `json:"note,omitempty" maxLength:"2000" doc:"why it is declined"`
	}
}

type faqWithdrawIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Note    string `json:"note" maxLength:"2000"`
	}
}

type faqOut struct{ Body faqLine }

type faqsOut struct {
	Body struct {
		FAQ []faqLine `json:"faq"`
	}
}

func registerFAQ(api huma.API, s Services) {
	h := faqs{s}
	huma.Register(api, operation("known-answers", http.MethodPost, "/api/answers", "已有的答复", "space", fault.NotFound), h.known)
	huma.Register(api, operation("list-faq", http.MethodGet, "/api/staff/faq", "常见问题：待审的、已发布的", "staff", looked...), h.tasks)
	propose := operation("propose-faq", http.MethodPost, "/api/staff/faq", "把答复推荐为常见问题", "staff", changing...)
	propose.DefaultStatus = http.StatusCreated
	huma.Register(api, propose, h.propose)
	huma.Register(api, operation("review-faq", http.MethodPost, "/api/staff/faq/{id}/review", "审核常见问题：发布、不采用", "staff", changing...), h.review)
	huma.Register(api, operation("withdraw-faq", http.MethodPost, "/api/staff/faq/{id}/withdraw", "撤下常见问题", "staff", changing...), h.withdraw)
}

type faqs struct{ Services }

func (h faqs) known(ctx context.Context, in *knownIn) (*knownOut, error) {
	list, err := h.FAQ.Known(ctx, in.Body.Item, in.Body.Text, in.language())
	if err != nil {
		return nil, err
	}
	out := &knownOut{}
	out.Body.Answers = qasOf(list)
	return out, nil
}

func qasOf(list []runtime.QA) []qaLine {
	out := make([]qaLine, len(list))
	for i, qa := range list {
		out[i] = qaLine(qa)
	}
	return out
}

func (h faqs) line(ctx context.Context, f runtime.FAQ) faqLine {
	return faqLine{ID: f.ID, Consultation: f.Consultation, Number: f.Number, Item: f.Item, Name: f.Title, Ask: f.Chinese.Ask, Answer: f.Chinese.Answer, AskEn: f.English.Ask,
		AnswerEn: f.English.Answer, State: string(f.State), Version: f.Version, By: f.Name, At: f.At, Reviewer: f.ReviewerName, Note: f.Note,
		MayReview: h.FAQ.MayReview(ctx, f), MayWithdraw: h.FAQ.MayWithdraw(ctx, f)}
}

func (h faqs) tasks(ctx context.Context, _ *Tongue) (*faqsOut, error) {
	list, err := h.FAQ.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	out := &faqsOut{}
	out.Body.FAQ = make([]faqLine, len(list))
	for i, f := range list {
		out.Body.FAQ[i] = h.line(ctx, f)
	}
	return out, nil
}

func (h faqs) propose(ctx context.Context, in *faqIn) (*faqOut, error) {
	b := in.Body
	f, err := h.FAQ.Propose(ctx, runtime.FAQOrder{Consultation: b.Consultation, Item: b.Item, Chinese: runtime.QA{Ask: b.Ask, Answer: b.Answer},
		English: runtime.QA{Ask: b.AskEn, Answer: b.AnswerEn}, Key: b.Key})
	if err != nil {
		return nil, err
	}
	return &faqOut{h.line(ctx, f)}, nil
}

func (h faqs) review(ctx context.Context, in *faqReviewIn) (*faqOut, error) {
	f, err := h.FAQ.Review(ctx, in.ID, in.Body.Version, in.Body.Publish, in.Body.Note)
	if err != nil {
		return nil, err
	}
	return &faqOut{h.line(ctx, f)}, nil
}

func (h faqs) withdraw(ctx context.Context, in *faqWithdrawIn) (*faqOut, error) {
	f, err := h.FAQ.Withdraw(ctx, in.ID, in.Body.Version, in.Body.Note)
	if err != nil {
		return nil, err
	}
	return &faqOut{h.line(ctx, f)}, nil
}
