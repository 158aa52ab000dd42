package prove

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/engine/print"
)

// Kept is an application that was tried, as a test would write it.
type Kept struct {
	Test    print.Value // without its name and what it expects
	Expects []Expected
}

// Expected is something that a test of the application can expect: it came out so.
type Expected struct {
	At    []string // below expect: rules, age
	Group string   // conclusion, rules, materials, fields, handling
	What  string   // “年满80周岁”
	Text  string   // 符合
	Value print.Value
	Usual bool // most authors would expect it
}

// Keep writes a run as a test: as is the handle of who applies, s the run as it was evaluated with all facts. What the registers
// answered is not written down, as a test asks them again; nor is who sits before the screen, who is the one that a test takes
// where it names none.
func Keep(as string, r *Run, s *eval.Session) (Kept, error) {
	k := keeper{words: words{s.Program().Plan()}, state: s.Withhold(s.State())}
	k.input(as, r)
	k.conclusion()
	k.rules()
	k.materials()
	k.fields()
	k.handling()
	return k.out, k.err
}

// keeper writes a test.
type keeper struct {
	words words
	state *eval.State
	out   Kept
	err   error
}

// value is a Go value as a file says it; keys of maps stand in the order of the alphabet.
func (k *keeper) value(v any) print.Value {
	var out print.Value
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil && k.err == nil {
		k.err = fmt.Errorf("prove: keep a test: %w", err)
	}
	return out
}

func (k *keeper) put(v *print.Value, key string, of any) {
	item, written := of.(print.Value)
	if !written {
		item = k.value(of)
	}
	v.Kind, v.Keys, v.Items = print.Map, append(v.Keys, key), append(v.Items, item)
}

func (k *keeper) input(as string, r *Run) {
	t, in := &k.out.Test, r.Input
	k.put(t, "as", as)
	k.put(t, "today", in.Today)
	if !in.Submit {
		k.put(t, "submit", false)
	}
	for _, list := range []struct {
		key string
		ids []string
	}{{"down", r.Down}, {"pending", r.Pending}} {
		asked := slices.DeleteFunc(slices.Clone(list.ids), func(id string) bool { return r.known(id) != nil })
		if len(asked) > 0 {
			k.put(t, list.key, asked)
		}
	}
	var answers print.Value
	for _, f := range k.words.plan.Fields {
		if v, ok := in.Answers[f.ID]; ok && v != nil {
			k.put(&answers, f.ID, v)
		}
	}
	if len(answers.Items) > 0 {
		k.put(t, "answers", answers)
	}
	// A test that says nothing of it has confirmed all.
	done, waits := []string{}, false
	for _, path := range keys(k.state.Fields) {
		switch k.state.Fields[path].Confirm {
		case "done":
			done = append(done, path)
		case "waiting":
			waits = true
		}
	}
	if waits {
		k.put(t, "confirmed", done)
	}
	for _, m := range []struct {
		key string
		of  map[string]string
	}{{"chosen", in.Chosen}, {"form_of", in.FormOf}} {
		if len(m.of) > 0 {
			k.put(t, m.key, m.of)
		}
	}
	for _, l := range []struct {
		key string
		of  []string
	}{{"given", in.Given}, {"promised", in.Promised}, {"deferred", in.Deferred}} {
		if len(l.of) > 0 {
			k.put(t, l.key, l.of)
		}
	}
}

func (k *keeper) expect(group, what, text string, of any, usual bool, at ...string) {
	v, written := of.(print.Value)
	if !written {
		v = k.value(of)
	}
	k.out.Expects = append(k.out.Expects, Expected{At: at, Group: group, What: what, Text: text, Value: v, Usual: usual})
}

func (k *keeper) conclusion() {
	s := k.state
	k.expect("conclusion", "结论", named(s.Verdict), s.Verdict, true, "verdict")
	k.expect("conclusion", "条件都判得出", yesNo(s.Settled), s.Settled, false, "settled")
	k.expect("conclusion", "即办", yesNo(s.Instant), s.Instant, s.Instant, "instant")
	errors, warnings := errorPaths(s, false), errorPaths(s, true)
	if len(errors) > 0 {
		k.expect("conclusion", "有错的地方", k.list(errors), errors, true, "errors")
	}
	if len(warnings) > 0 {
		k.expect("conclusion", "提醒的地方", k.list(warnings), warnings, true, "warnings")
	}
	if len(s.Missing) > 0 {
		missing := slices.Sorted(slices.Values(s.Missing))
		k.expect("conclusion", "还缺什么才判得出", k.list(missing), missing, false, "missing")
	}
	k.expect("conclusion", "不能提交", yesNo(len(s.Blocked) > 0), len(s.Blocked) > 0, false, "blocked")
}

// list says paths by their titles alone: whoever ticks it sees them in the form.
func (k *keeper) list(paths []string) string {
	var out []string
	for _, p := range paths {
		out = append(out, strings.Trim(k.words.path(p), "“”"))
	}
	return strings.Join(out, "、")
}

func (k *keeper) rules() {
	for _, r := range k.words.plan.Rules {
		got, ok := k.state.Rules[r.ID]
		if !ok {
			continue
		}
		var of any = got.Result
		if got.Result == "true" || got.Result == "false" {
			of = got.Result == "true"
		}
		k.expect("rules", r.Title, named(got.Result), of, got.Result == "true" || got.Result == "false", "rules", r.ID)
	}
}

func (k *keeper) materials() {
	for _, m := range k.words.plan.Materials {
		for _, id := range keys(k.state.Materials) {
			of, _, _ := strings.Cut(id, "[")
			if of != m.ID {
				continue
			}
			state := k.state.Materials[id].State
			usual := state == "needed" || state == "reused" || state == "made" || state == "given"
			k.expect("materials", strings.Trim(k.words.path(id), "“”"), named(state), state, usual, "materials", id)
		}
	}
}

// fields are those that nobody typed: what is filled in, what is worked out, and what is not asked.
func (k *keeper) fields() {
	for _, f := range k.words.plan.Fields {
		got, ok := k.state.Fields["form."+f.ID]
		var of print.Value
		switch {
		case !ok || f.Type == "table":
		case !got.Shown:
			k.put(&of, "shown", false)
			k.expect("fields", f.Title, "不出现", of, false, "fields", f.ID)
		case got.Is == eval.IsValue && got.From != nil && got.From.Kind != "answer":
			k.put(&of, "value", got.Value)
			k.put(&of, "from", got.From.Kind)
			k.expect("fields", f.Title, k.words.value(f, got.Value), of, got.From.Kind == "computed", "fields", f.ID)
		}
	}
}

func (k *keeper) handling() {
	s := k.state
	span := func(low, high any) any {
		if fmt.Sprint(low) == fmt.Sprint(high) {
			return low
		}
		return map[string]any{"min": low, "max": high}
	}
	visits := span(s.Visits.Min, s.Visits.Max)
	k.expect("handling", "到现场次数", rangeText(visits)+" 次", visits, true, "visits")
	if s.Limit != nil && s.Limit.Promised+s.Limit.Least != "" {
		var days any = s.Limit.Promised
		if s.Limit.Least != "" {
			days = map[string]any{"min": s.Limit.Least, "max": s.Limit.Most}
		}
		k.expect("handling", "承诺时限", spanText(rangeText(days)), days, true, "days")
	}
	if s.Fee != nil && s.Fee.Amount != "" {
		k.expect("handling", "收费", s.Fee.Amount+" 元", s.Fee.Amount, true, "fee")
	}
	if s.Dispatch != nil && s.Dispatch.Region != "" {
		k.expect("handling", "分发到", s.Dispatch.Region, s.Dispatch.Region, false, "dispatch")
	}
	if s.Level > 0 {
		k.expect("handling", "要的实名等级", fmt.Sprint(s.Level), s.Level, false, "level")
	}
	var ids, titles []string
	for _, st := range s.Steps {
		if st.In != "true" {
			continue
		}
		title := st.ID
		if i := slices.IndexFunc(k.words.plan.Steps, func(p *plan.Step) bool { return p.ID == st.ID }); i >= 0 && k.words.plan.Steps[i].Title != "" {
			title = k.words.plan.Steps[i].Title
		}
		ids, titles = append(ids, st.ID), append(titles, title)
	}
	if len(ids) > 0 {
		k.expect("handling", "环节", strings.Join(titles, " → "), ids, false, "steps")
	}
}

// spanText says spans of a limit in words: 5wd is 5 个工作日.
func spanText(s string) string {
	return strings.NewReplacer("wd", " 个工作日", "mo", " 个月", "d", " 天", "y", " 年").Replace(s)
}
