package api

import (
	"context"
	"net/http"

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

func registerFAQ(api huma.API, s Services) {
	h := faqs{s}
	huma.Register(api, operation("known-answers", http.MethodPost, "/api/answers", "已有的答复", "space", fault.NotFound), h.known)
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
