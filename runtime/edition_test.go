package runtime

import (
	"fmt"
	"testing"

	"banshi/engine/plan"
)

// TestChangesOf: each part that differs is told once, by the titles of what differs in it.
func TestChangesOf(t *testing.T) {
	was := func() *plan.Plan {
		return &plan.Plan{Name: "开店", Department: plan.Named{ID: "d", Title: "局"}, Applicants: []string{"person"}, Guide: plan.Guide{Basis: []plan.Basis{{Law: "法"}}, Rights: "可以复议"},
			Rules: []*plan.Rule{{ID: "age", Title: "年满18"}, {ID: "home", Title: "户籍在本区"}}, Fields: []*plan.Field{{ID: "a", Title: "面积"}, {ID: "seen", Title: "看到", Step: "look"}},
			Materials: []*plan.Material{{ID: "m", Title: "照片"}}, Steps: []*plan.Step{{ID: "look", Title: "看一看"}}, Limits: []*plan.Limit{{Promised: &plan.Span{N: 5, Unit: "wd"}}}, Order: []string{"form.a"}}
	}
	for _, c := range []struct {
		name   string
		change func(*plan.Plan)
		want   string
	}{
		{"a condition is new, one is gone, one is another", func(p *plan.Plan) {
			p.Rules = []*plan.Rule{{ID: "age", Title: "年满16"}, {ID: "new", Title: "没有欠费"}}
		}, "[{conditions [没有欠费] [户籍在本区] [年满16]}]"},
		{"a question of staff belongs to its step", func(p *plan.Plan) { p.Fields[1] = &plan.Field{ID: "seen", Title: "看见", Step: "look"} }, "[{steps [] [] [看一看]}]"},
		{"a question", func(p *plan.Plan) { p.Fields[0] = &plan.Field{ID: "a", Title: "建筑面积"} }, "[{form [] [] [建筑面积]}]"},
		{"a paper is gone, and the limit shorter", func(p *plan.Plan) {
			p.Materials, p.Limits = nil, []*plan.Limit{{Promised: &plan.Span{N: 3, Unit: "wd"}}}
		}, "[{materials [] [照片] []} {limit [] [] []}]"},
		{"the law alone", func(p *plan.Plan) { p.Guide.Basis = []plan.Basis{{Law: "新法"}} }, "[{basis [] [] []}]"},
		{"the rest of the guide", func(p *plan.Plan) { p.Guide.Rights = "可以诉讼" }, "[{guide [] [] []}]"},
		{"what is made public", func(p *plan.Plan) { p.Publicity = &plan.Publicity{} }, "[{publicity [] [] []}]"},
		{"nothing that anybody reads", func(p *plan.Plan) { p.Order = nil }, "[{other [] [] []}]"},
	} {
		is := was()
		c.change(is)
		if got := fmt.Sprint(changesOf(was(), is)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
