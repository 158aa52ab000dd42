package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/casework"
)

// sheetLine is a document as it would be written.
type sheetLine struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	HTML  string `json:"html" doc:"what stands on it, escaped"`
}

type resultingLine struct {
	Kind    string   `json:"kind" enum:"licence,record,document"`
	Of      string   `json:"of" doc:"id of the licence or source"`
	Title   string   `json:"title"`
	Row     string   `json:"row,omitempty"`
	Cells   free     `json:"cells" doc:"values by id"`
	ValidTo string   `json:"validTo,omitempty" doc:"left out: without end"`
	Waits   []string `json:"waits,omitempty" doc:"what it still hangs on; left out: it is given with the decision"`
}

type foreseenOut struct {
	Body struct {
		Documents  []sheetLine     `json:"documents"`
		Results    []resultingLine `json:"results"`
		StateTitle string          `json:"stateTitle" doc:"in which the case would stand"`
		Digest     string          `json:"digest" doc:"sent along as shown, it holds the decision to what was looked at"`
	}
}

func registerPreview(api huma.API, s Services, path string) {
	op := operation("preview-decision", http.MethodPost, path, "决定之前先看：会写什么，会发什么", "staff", changing...)
	op = rawObject(op, "outcome, parts, opinion and answers as in the decision. Nothing is stored. "+aboutAnswers)
	huma.Register(api, op, func(ctx context.Context, in *workIn) (*foreseenOut, error) {
		var b workBody
		if err := runtime.DecodeOrder(in.RawBody, &b); err != nil {
			return nil, err
		}
		p, err := s.Desk.Preview(ctx, in.Number, runtime.Deciding{Ordering: b.word(), Outcome: b.Outcome, Parts: b.Parts, Answers: b.Answers})
		if err != nil {
			return nil, err
		}
		out := &foreseenOut{}
		o := &out.Body
		o.Documents, o.Results = []sheetLine{}, []resultingLine{}
		o.StateTitle, o.Digest = casework.Title(p.State, in.language()), p.Digest
		for _, d := range p.Documents {
			d.Number = sayNumberLater.In("zh-Hans")
			html, err := written(d, "zh-Hans", "paper") // what is signed is the text that has effect
			if err != nil {
				return nil, err
			}
			o.Documents = append(o.Documents, sheetLine{string(d.Kind), d.Title, string(html)})
		}
		for _, r := range p.Results {
			o.Results = append(o.Results, resultingLine{r.Kind, r.Of, r.Title, r.Row, free{r.Cells}, r.ValidTo, r.Waits})
		}
		return out, nil
	})
}
