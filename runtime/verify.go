package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
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
	Path    string // form.<field>, or form.<table>[<row>].<column>
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

// doubtsOf finds the answers that a register would have given, had it answered, those in rows of tables among them.
func doubtsOf(session *eval.Session, state *eval.State) []Unverified {
	var out []Unverified
	add := func(f *plan.Field, path, row string) {
		if u, ok := doubt(session, state, f, path, row); ok {
			out = append(out, u)
		}
	}
	for _, f := range session.Program().Plan().Fields {
		path := "form." + f.ID
		add(f, path, "")
		for _, id := range state.Fields[path].Rows {
			row := path + "[" + id + "]"
			for _, column := range f.Columns {
				add(column, row+"."+column.ID, row)
			}
		}
	}
	return out
}

// doubt tells of one answer which silent register it waits for; row is the path of the row that it stands in, "" of none.
func doubt(session *eval.Session, state *eval.State, f *plan.Field, path, row string) (Unverified, bool) {
	st := state.Fields[path]
	if !st.Shown || !st.Unverified || st.Is != "value" || st.From == nil || st.From.Kind != "answer" {
		return Unverified{}, false
	}
	for _, ch := range f.Fill {
		for _, id := range ch.Facts {
			if rest, own := strings.CutPrefix(id, "row."); own {
				id = row + "." + rest
			}
			fact, key := state.Facts[id], session.KeyOf(id)
			if fact.Down || fact.Is == "unknown" && key != "" {
				return Unverified{Path: path, Source: fact.Source, Key: key}, true
			}
		}
	}
	return Unverified{}, false
}

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
	now, counts := v.Clock().UTC(), map[Verified]int{}
	for i := range list {
		u := &list[i]
		u.Checked = now
		if u.Round != s.Round { // what was handed in again since stands in its own round
			u.Result = SaysNothing
			continue
		}
		if answered[factKey{u.Source, u.Key}] {
			if u.Result, u.Said, err = compared(prog, in, u.Path, before.Fields[u.Path].Value); err != nil {
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

// compared holds what was typed beside what the register says in its place: what stands there once the answer is taken away.
func compared(prog *eval.Program, in eval.Input, path string, typed any) (Verified, json.RawMessage, error) {
	in.Answers = without(in.Answers, path)
	state, err := prog.Evaluate(in)
	if err != nil {
		return "", nil, err
	}
	says := state.Fields[path]
	if says.Is != eval.IsValue || says.From == nil || says.From.Kind == "answer" {
		return SaysNothing, nil, nil
	}
	a, err := Encode(typed)
	if err != nil {
		return "", nil, err
	}
	b, err := Encode(says.Value)
	if err != nil {
		return "", nil, err
	}
	if bytes.Equal(a, b) {
		return SaysSame, b, nil
	}
	return SaysOther, b, nil
}

// cellPath is form.<table>[<row>].<column>.
var cellPath = regexp.MustCompile(`^form\.([^.\[]+)\[([^\]]+)\]\.(.+)$`)

// without gives answers but for one.
func without(answers map[string]any, path string) map[string]any {
	out := maps.Clone(answers)
	cell := cellPath.FindStringSubmatch(path)
	if cell == nil {
		delete(out, strings.TrimPrefix(path, "form."))
		return out
	}
	rows, _ := out[cell[1]].([]any)
	rows = slices.Clone(rows)
	for i, r := range rows {
		if row, ok := r.(map[string]any); ok && row["_row"] == cell[2] {
			row = maps.Clone(row)
			delete(row, cell[3])
			rows[i] = row
		}
	}
	out[cell[1]] = rows
	return out
}
