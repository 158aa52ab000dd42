package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/casework"
	"banshi/runtime/sharing"
)

// Verified is what came of comparing a typed value with its register.
type Verified string

// The results. "" waits for the register.
const (
	SaysSame    Verified = "matches"
	SaysOther   Verified = "differs"
	SaysNothing Verified = "none" // the register has no such record, or nothing in that place
)

// Unverified is an answer that the applicant gave because the register that would have did not answer (未核验).
type Unverified struct {
	Number  string
	Round   int
	Path    string // form.<field>
	Source  string
	Key     string
	Result  Verified
	Said    json.RawMessage // what the register says, for staff
	Checked time.Time       // the last try
}

// Doubts keeps what is unverified.
type Doubts interface {
	Unverified(ctx context.Context, number string, round int) ([]Unverified, error)
	// ToVerify lists what waits and was not tried since then.
	ToVerify(ctx context.Context, since time.Time, most int) ([]Unverified, error)
	// Verify writes results of one case, with what happened and the event where there are any. What has a result keeps it.
	Verify(ctx context.Context, number string, list []Unverified, h Happening, e audit.Event) error
}

// doubtsOf finds the answers that a register would have given, had it answered. Columns of tables are not among them.
func doubtsOf(p *plan.Plan, state *eval.State) []Unverified {
	var out []Unverified
	for _, f := range p.Fields {
		path := "form." + f.ID
		st := state.Fields[path]
		if !st.Shown || !st.Unverified || st.Is != "value" || st.From == nil || st.From.Kind != "answer" {
			continue
		}
		for _, ch := range f.Fill {
			at := slices.IndexFunc(ch.Facts, func(id string) bool { return silent(state.Facts[id]) })
			if at >= 0 {
				fact := state.Facts[ch.Facts[at]]
				out = append(out, Unverified{Path: path, Source: fact.Source, Key: fact.Key})
				break
			}
		}
	}
	return out
}

// silent tells that a fact was asked for and did not come.
func silent(f eval.FactState) bool { return f.Down || f.Is == "unknown" && f.Key != "" }

// Verifier compares by itself what was typed while a register was silent. It never changes an answer: what it finds
// stands beside it, for whoever handles the case.
type Verifier struct{ *hall }

// mostVerified is how many answers one run looks at; verifyAgain how long a silent register is left alone.
const (
	mostVerified = 100
	verifyAgain  = time.Minute
)

// Run compares what waits, and tells how many answers have a result now. A case that can't be evaluated is told of and left: the
// others don't wait behind it.
func (v *Verifier) Run(ctx context.Context) (int, error) {
	list, err := v.Store.ToVerify(ctx, v.Clock().Add(-verifyAgain), mostVerified)
	if err != nil {
		return 0, fmt.Errorf("runtime: what waits to be verified: %w", err)
	}
	byCase := map[string][]Unverified{}
	for _, u := range list {
		byCase[u.Number] = append(byCase[u.Number], u)
	}
	done := 0
	var faults []error
	for _, number := range slices.Sorted(maps.Keys(byCase)) {
		n, err := v.verify(ctx, number, byCase[number])
		if err != nil {
			faults = append(faults, fmt.Errorf("runtime: verify case %s: %w", number, err))
			continue
		}
		done += n
	}
	return done, errors.Join(faults...)
}

func (v *Verifier) verify(ctx context.Context, number string, list []Unverified) (int, error) {
	s, err := v.Store.Submission(ctx, number)
	if err != nil {
		return 0, err
	}
	def, err := v.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return 0, err
	}
	prog := def.Program("zh-Hans")
	var in eval.Input
	if err := Decode(s.Input, &in); err != nil {
		return 0, err
	}
	before, err := prog.Evaluate(in)
	if err != nil {
		return 0, err
	}
	answered := v.askAgain(ctx, prog.Plan(), &in, list)
	after, err := prog.Evaluate(in)
	if err != nil {
		return 0, err
	}
	now, counts := v.Clock().UTC(), map[Verified]int{}
	for i := range list {
		u := &list[i]
		u.Checked = now
		if u.Round != s.Round { // what was handed in again since stands in its own round
			u.Result = SaysNothing
			continue
		}
		if answered[factKey{u.Source, u.Key}] {
			if u.Result, u.Said, err = compared(before.Fields[u.Path], after.Fields[u.Path]); err != nil {
				return 0, err
			}
			counts[u.Result]++
		}
	}
	robot := actor.Robot("verify")
	err = v.Store.Verify(ctx, number, list,
		Happening{At: now, Event: string(casework.Verify), Round: s.Round, By: robot.Kind, Actor: robot.ID},
		audit.Event{At: now, Actor: robot, Act: "case.verify", Object: audit.Object{Kind: string(actor.Case), ID: number},
			Detail: map[string]any{"matches": counts[SaysSame], "differs": counts[SaysOther], "none": counts[SaysNothing]}})
	return counts[SaysSame] + counts[SaysOther] + counts[SaysNothing], err
}

// askAgain asks the registers that were silent, and puts what they say among the facts.
func (v *Verifier) askAgain(ctx context.Context, p *plan.Plan, in *eval.Input, list []Unverified) map[factKey]bool {
	wants := map[factKey]sharing.Want{}
	req := sharing.Request{Anew: true, Purpose: sharing.Purpose{Actor: "system:verify", Item: p.ID, Draft: list[0].Number, Why: "verify"}}
	for _, u := range list {
		k := factKey{u.Source, u.Key}
		if r := p.Records[u.Source]; r != nil && !builtin(r) {
			if _, twice := wants[k]; !twice {
				wants[k] = wantOf(r, u.Key)
				req.Wants = append(req.Wants, wants[k])
			}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, v.SubmitWait)
	defer cancel()
	answers, read := v.Sources.Fetch(ctx, req), p.CellsRead()
	out := map[factKey]bool{}
	for k, w := range wants {
		f := factOf(Fact{Source: k.source, Key: k.key}, answers[w], read)
		if f.Status != eval.HasRecords || f.Incomplete {
			continue
		}
		if in.Facts[k.source] == nil {
			if in.Facts == nil {
				in.Facts = map[string]map[string]eval.Found{}
			}
			in.Facts[k.source] = map[string]eval.Found{}
		}
		in.Facts[k.source][k.key] = eval.Found{Status: f.Status, Records: f.Records}
		out[k] = true
	}
	return out
}

// compared holds what was typed beside what the register would have filled in.
func compared(typed, now eval.FieldState) (Verified, json.RawMessage, error) {
	held := now.Filled
	if held == nil && now.From != nil && now.From.Kind != "answer" {
		held = now.Value
	}
	if held == nil {
		return SaysNothing, nil, nil
	}
	a, err := Encode(typed.Value)
	if err != nil {
		return "", nil, err
	}
	b, err := Encode(held)
	if err != nil {
		return "", nil, err
	}
	if bytes.Equal(a, b) {
		return SaysSame, b, nil
	}
	return SaysOther, b, nil
}
