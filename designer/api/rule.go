package api

import (
	"context"

	"banshi/designer"
	"banshi/engine/print"
	"banshi/engine/tell"
)

type ruleIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Path  string `json:"path" minLength:"1" maxLength:"400" doc:"where the rule stands in the item's file: /eligibility/#age/that"`
		Text  string `json:"text" maxLength:"4096" doc:"as its author has it now; nothing is saved"`
		Trial Trial  `json:"trial"`
	}
}

// Rule is what a rule says, and what it comes to.
type Rule struct {
	Sentence string  `json:"sentence"`
	Faults   []Fault `json:"faults" doc:"of this rule"`
	Sites    []Site  `json:"sites" doc:"one for each row of a table; none where nothing asks the rule now"`
	Verdict  string  `json:"verdict,omitempty" doc:"of the whole application; absent while the item doesn't compile"`
}

// Site is a rule at a place.
type Site struct {
	Path    string         `json:"path"`
	Result  string         `json:"result" enum:"true,false,unknown,empty,value"`
	Value   string         `json:"value,omitempty"`
	Because []tell.Because `json:"because" doc:"the parts that decided it, with the values that they saw"`
	Missing []Lacking      `json:"missing" doc:"what would decide it"`
}

// Lacking is a name that would decide a rule.
type Lacking struct {
	Path  string `json:"path"`
	Title string `json:"title"`
}

type ruleOut struct{ Body Rule }

func (h handler) rule(ctx context.Context, in *ruleIn) (*ruleOut, error) {
	got, err := h.Rule(ctx, h.actor(ctx), in.ID, designer.Asked{Path: print.Path(in.Body.Path), Text: in.Body.Text}, in.Body.Trial.plain())
	if err != nil {
		return nil, err
	}
	out := Rule{Sentence: got.Sentence, Faults: faultsOf(got.Faults), Verdict: got.Verdict, Sites: make([]Site, len(got.Sites))}
	for i, s := range got.Sites {
		out.Sites[i] = Site{Path: s.Path, Result: s.Result, Value: s.Value, Because: append([]tell.Because{}, s.Because...), Missing: make([]Lacking, len(s.Missing))}
		for j, n := range s.Missing {
			out.Sites[i].Missing[j] = Lacking(n)
		}
	}
	return &ruleOut{out}, nil
}
