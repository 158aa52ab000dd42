package runtime

import (
	"context"
	"slices"
	"strings"

	"banshi/engine/plan"
)

// QA is a frequent question (常见问题) with its answer.
type QA struct{ Ask, Answer string }

// FAQs are the frequent questions of items.
type FAQs struct{ *hall }

// mostKnown is how many answers are shown beside what somebody asks.
const mostKnown = 5

// Known gives the answers that are there already to what somebody is about to ask: the nearest first, then the others of the
// item. Nothing of the text is kept. Codes: not_found (item).
func (f *FAQs) Known(ctx context.Context, item, text, language string) ([]QA, error) {
	if item == "" {
		return nil, nil
	}
	def, err := f.Definitions.Current(ctx, item)
	if err != nil {
		return nil, err
	}
	list := guided(def.Program(language).Plan())
	out := alike(strings.TrimSpace(text), list)
	for _, qa := range list {
		if !slices.Contains(out, qa) {
			out = append(out, qa)
		}
	}
	return out[:min(len(out), mostKnown)], nil
}

// guided are those of the guide.
func guided(p *plan.Plan) []QA {
	out := make([]QA, len(p.Guide.FAQ))
	for i, qa := range p.Guide.FAQ {
		out[i] = QA{qa.Ask, qa.Answer}
	}
	return out
}
