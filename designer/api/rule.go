package api

import (
	"context"

	"banshi/designer"
	"banshi/engine/print"
	"banshi/engine/rows"
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
	Sentence string       `json:"sentence"`
	Clauses  []RuleClause `json:"clauses" doc:"the sentence in pieces"`
	Faults   []RuleFault  `json:"faults" doc:"of this rule"`
	Sites    []Site       `json:"sites" doc:"one for each row of a table; none where nothing asks the rule now"`
	Verdict  string       `json:"verdict,omitempty" doc:"of the whole application; absent while the item doesn't compile"`
}

// Place is a part of a rule's text, in UTF-16 units.
type Place struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// RuleClause is a piece of a sentence, with the part of the rule that it says.
type RuleClause struct {
	Place
	Text string `json:"text"`
}

// RuleFault is what is wrong with a rule.
type RuleFault struct {
	Place
	Severity string `json:"severity" enum:"error,warning,advice"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// RulePart is a condition within a rule.
type RulePart struct {
	Place
	Result  string      `json:"result" enum:"true,false,unknown,empty,value"`
	Values  []tell.Seen `json:"values"`
	Missing []Lacking   `json:"missing"`
}

// Site is a rule at a place.
type Site struct {
	Path    string         `json:"path"`
	Result  string         `json:"result" enum:"true,false,unknown,empty,value"`
	Value   string         `json:"value,omitempty"`
	Because []tell.Because `json:"because" doc:"the parts that decided it, with the values that they saw"`
	Missing []Lacking      `json:"missing" doc:"what would decide it"`
	Parts   []RulePart     `json:"parts" doc:"the conditions of the text, outermost first"`
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
	text := in.Body.Text
	place := func(s rows.Span) Place { return Place{rows.UTF16(text, s.From), rows.UTF16(text, s.To)} }
	out := Rule{Sentence: got.Sentence, Verdict: got.Verdict, Sites: make([]Site, len(got.Sites)), Faults: make([]RuleFault, len(got.Faults)), Clauses: make([]RuleClause, len(got.Clauses))}
	for i, c := range got.Clauses {
		out.Clauses[i] = RuleClause{place(c.Span), c.Text}
	}
	for i, f := range got.Faults {
		out.Faults[i] = RuleFault{place(f.At), f.Severity, f.Code, f.Message, f.Hint}
	}
	for i, s := range got.Sites {
		parts := make([]RulePart, len(s.Parts))
		for j, p := range s.Parts {
			parts[j] = RulePart{place(p.Span), p.Result, append([]tell.Seen{}, p.Values...), lackingOf(p.Missing)}
		}
		out.Sites[i] = Site{Path: s.Path, Result: s.Result, Value: s.Value, Because: append([]tell.Because{}, s.Because...), Missing: lackingOf(s.Missing), Parts: parts}
	}
	return &ruleOut{out}, nil
}

func lackingOf(list []designer.Named) []Lacking {
	out := make([]Lacking, len(list))
	for i, n := range list {
		out[i] = Lacking(n)
	}
	return out
}
