package api

import (
	"context"

	"banshi/designer"
	"banshi/engine/prove"
	"banshi/runtime/base/web"
)

type draftIn struct {
	ID string `path:"id" maxLength:"64"`
}

// Test is what came of one test.
type Test struct {
	Name        string             `json:"name"`
	File        string             `json:"file"`
	Line        int                `json:"line"`
	Passed      bool               `json:"passed"`
	Error       string             `json:"error,omitempty" doc:"the test itself is wrong"`
	Verdict     string             `json:"verdict,omitempty"`
	Applicant   string             `json:"applicant,omitempty" doc:"name of who applies in it"`
	Day         string             `json:"day,omitempty"`
	Differences []prove.Difference `json:"differences"`
	Took        int64              `json:"took" doc:"ms"`
}

// Covered is a condition of the item, with how often the tests saw it come to what.
type Covered struct {
	Rule     string   `json:"rule"`
	Sentence string   `json:"sentence"`
	True     int      `json:"true"`
	False    int      `json:"false"`
	Unknown  int      `json:"unknown"`
	Missing  []string `json:"missing" doc:"true, false, unknown: how no test saw it"`
}

// Proof is what the tests come to.
type Proof struct {
	Version int          `json:"version"`
	Tests   []Test       `json:"tests"`
	Rules   []Covered    `json:"rules"`
	Edges   []prove.Edge `json:"edges" doc:"applicants at the points where a comparison turns"`
	Took    int64        `json:"took" doc:"ms"`
}

type proofOut struct{ Body Proof }

func (h handler) prove(ctx context.Context, in *draftIn) (*proofOut, error) {
	got, err := h.Prove(ctx, h.actor(ctx), in.ID, web.Language(ctx))
	if err != nil {
		return nil, err
	}
	out := Proof{Version: got.Version, Tests: []Test{}, Rules: []Covered{}, Edges: append([]prove.Edge{}, got.Edges...), Took: got.Took.Milliseconds()}
	for _, t := range got.Tests {
		line := Test{Name: t.Name, File: t.File, Line: t.Line, Passed: t.Passed(), Error: t.Error, Differences: append([]prove.Difference{}, t.Differences...), Took: t.Took.Milliseconds()}
		if t.Outcome.State != nil {
			line.Verdict, line.Applicant, line.Day = t.Outcome.State.Verdict, t.Outcome.Input.Applicant.Name, t.Outcome.Input.Today
		}
		out.Tests = append(out.Tests, line)
	}
	for _, c := range got.Rules {
		out.Rules = append(out.Rules, coveredOf(c))
	}
	return &proofOut{out}, nil
}

func coveredOf(c designer.Covered) Covered {
	return Covered{Rule: c.Rule, Sentence: c.Sentence, True: c.True, False: c.False, Unknown: c.Unknown, Missing: append([]string{}, c.Missing...)}
}

// Mutants are the ways of breaking a rule that no test noticed.
type Mutants struct {
	Tried      int            `json:"tried"`
	Noticed    int            `json:"noticed"`
	Equivalent int            `json:"equivalent" doc:"of which tests.yaml says why none can notice them"`
	Survivors  []prove.Mutant `json:"survivors"`
}

type mutantsOut struct{ Body Mutants }

func (h handler) survivors(ctx context.Context, in *draftIn) (*mutantsOut, error) {
	score, list, err := h.Survivors(ctx, h.actor(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &mutantsOut{Mutants{Tried: score.Mutants, Noticed: score.Noticed, Equivalent: score.Equivalent, Survivors: append([]prove.Mutant{}, list...)}}, nil
}
