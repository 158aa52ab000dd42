package eval_test

import (
	"slices"
	"testing"

	"banshi/engine/eval"
)

// TestMaterials is the table of the states of a material, in its order: the first that fits.
func TestMaterials(t *testing.T) {
	live := map[string]any{"number": "1", "status": "有效", "valid_to": "2026-11-23", "trust": "A"}
	with := func(over ...any) map[string]any {
		out := map[string]any{}
		for k, v := range live {
			out[k] = v
		}
		for i := 0; i < len(over); i += 2 {
			out[over[i].(string)] = over[i+1]
		}
		return out
	}
	card := func(cells map[string]any) func(*eval.Input) {
		return func(in *eval.Input) { in.Given = nil; in.Facts["card"][me] = found(cells) }
	}
	cells := []struct {
		name     string
		state    string // of flag.b
		submit   bool
		material string
		change   func(*eval.Input)
		want     string
	}{
		{"not_needed: need is false", "false", true, "asked", nil, "not_needed"},
		{"not_needed: need is empty", "empty", true, "asked", nil, "not_needed"},
		{"not_needed, and given all the same", "false", true, "asked", give("asked"), "not_needed"},
		{"welcome although not needed", "false", true, "told", give("told"), "given"},
		{"made: from the form", "true", true, "form_paper", nil, "made"},
		{"made: signed by the applicant", "true", true, "signed_paper", nil, "made"},
		{"made: not signed yet", "true", true, "signed_paper", func(in *eval.Input) { in.Signed = nil }, "needed"},
		{"made: signed by an agent", "true", true, "signed_paper", func(in *eval.Input) {
			in.User = eval.User{No: friend, Level: 4, ActsAs: "agent"}
			in.Signed = map[string]string{"signed_paper": friend}
		}, "needed"},
		{"made: signed by the guardian of a ward", "true", true, "signed_paper", func(in *eval.Input) {
			in.User = eval.User{No: friend, Level: 4, ActsAs: "guardian"}
			in.Signed = map[string]string{"signed_paper": friend}
		}, "made"},
		{"made: not signed, whatever is said to be brought", "true", true, "signed_paper", func(in *eval.Input) { in.Signed = nil; in.Given = []string{"signed_paper"} }, "needed"},
		{"given although it could be reused", "true", true, "reusable", give("reusable"), "given"},
		{"given while need is unknown", "unknown", true, "asked", give("asked"), "given"},
		{"reused", "true", true, "reusable", nil, "reused"},
		{"reused by a live licence, its last day included", "true", true, "weak", card(live), "reused"},
		{"not reused the day after", "true", true, "weak", card(with("valid_to", "2026-11-22")), "reused"}, // no `when`: a dead one counts as well
		{"not reused: trust too low", "true", true, "weak", card(with("trust", "B")), "needed"},
		{"undecided: need is unknown", "unknown", true, "asked", nil, "undecided"},
		{"undecided: a reuse is unknown in a draft", "unknown", false, "reusable", nil, "undecided"},
		{"undecided before a promise that was made", "unknown", false, "both_ways", promise("both_ways"), "undecided"},
		{"promised", "true", true, "promisable", promise("promisable"), "promised"},
		{"promise not on offer", "false", true, "promisable", promise("promisable"), "needed"},
		{"promise made before its condition became unknown", "unknown", true, "promisable", promise("promisable"), "promised"},
		{"never promised for the reused", "true", true, "both_ways", promise("both_ways"), "reused"},
		{"promised where a submission can't decide the reuse", "unknown", true, "both_ways", promise("both_ways"), "promised"},
		{"deferred", "true", true, "deferrable", func(in *eval.Input) { in.Answers["go"] = true; in.Deferred = []string{"deferrable"} }, "deferred"},
		{"to_be_found: source down, in a draft", "down", false, "reusable", nil, "to_be_found"},
		{"to_be_found: pending, in a submission", "pending", true, "reusable", nil, "to_be_found"},
		{"needed", "false", true, "reusable", nil, "needed"},
		{"reused: given a year ago to the day", "true", true, "given_before", before("table/given_before", "2025-11-23", "C"), "reused"},
		{"not reused: given the day before that", "true", true, "given_before", before("table/given_before", "2025-11-22", "C"), "needed"},
		{"not reused: another paper", "true", true, "given_before", before("other/given_before", "2026-11-22", "C"), "needed"},
		{"not reused: an earlier paper of too little trust", "true", true, "given_before", before("table/given_before", "2026-11-22", "D"), "needed"},
		{"not reused: nobody knows when it was given", "true", true, "given_before", before("table/given_before", "", "C"), "needed"},
		{"undecided: earlier cases not looked up yet", "true", false, "given_before", func(in *eval.Input) { in.Answers["go"] = true; delete(in.Facts, "papers") }, "undecided"},
		{"to_be_found: earlier cases don't answer", "true", true, "given_before", func(in *eval.Input) { in.Answers["go"] = true; in.Facts["papers"][me] = flagged("down") }, "to_be_found"},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput(c.state, c.submit)
		if c.change != nil {
			c.change(&in)
		}
		if got := evaluate(t, p, in).Materials[c.material].State; got != c.want {
			t.Errorf("%s: %s is %s, want %s", c.name, c.material, got, c.want)
		}
	}
}

// before is one paper given in an earlier case.
func before(paper, day, trust string) func(*eval.Input) {
	return func(in *eval.Input) {
		in.Answers["go"] = true
		in.Facts["papers"][me] = found(map[string]any{"paper": paper, "given": day, "trust": trust, "number": "440605-20251123-00001"})
	}
}

func give(id string) func(*eval.Input) {
	return func(in *eval.Input) { in.Given = append(in.Given, id) }
}

func promise(id string) func(*eval.Input) {
	return func(in *eval.Input) { in.Answers["go"] = true; in.Promised = []string{id} }
}

// TestBlocked is the list of what submission waits for, and of what it never waits for.
func TestBlocked(t *testing.T) {
	cells := []struct {
		name   string
		state  string
		change func(*eval.Input)
		want   eval.Block
	}{
		{"a missing answer", "empty", func(in *eval.Input) { delete(in.Answers, "always") }, eval.Block{Kind: "missing", Path: "form.always"}},
		{"null where it is needed", "empty", func(in *eval.Input) { in.Answers["always"] = nil }, eval.Block{Kind: "missing", Path: "form.always"}},
		{"an answer that its type refuses", "empty", func(in *eval.Input) { in.Answers["key"] = "1" }, eval.Block{Kind: "error", Path: "form.key"}},
		{"a missing confirmation", "empty", func(in *eval.Input) { in.Confirmed = nil }, eval.Block{Kind: "confirm", Path: "form.confirmed"}},
		{"an error of min", "empty", func(in *eval.Input) { in.Answers["number"] = 0 }, eval.Block{Kind: "error", Path: "form.number"}},
		{"an error of max", "empty", func(in *eval.Input) { in.Answers["number"] = 10 }, eval.Block{Kind: "error", Path: "form.number"}},
		{"an error of length", "empty", func(in *eval.Input) {
			in.Answers["text"] = "一二三四五六七八九十一二三四五六七八九十一"
		}, eval.Block{Kind: "error", Path: "form.text"}},
		{"an error of rows", "empty", func(in *eval.Input) { in.Answers["rows"] = rows("a") }, eval.Block{Kind: "error", Path: "form.rows"}},
		{"an error of a check", "false", nil, eval.Block{Kind: "error", Path: "form.checked"}},
		{"a table that its type refuses", "empty", func(in *eval.Input) { in.Answers["rows"] = "甲" }, eval.Block{Kind: "error", Path: "form.rows"}},
		{"a material that is needed", "empty", func(in *eval.Input) { in.Given = nil }, eval.Block{Kind: "material", Path: "weak"}},
		{"a missing identity level", "empty", func(in *eval.Input) { in.User.Level = 2 }, eval.Block{Kind: "identity", Path: "user.level"}},
		{"a source that says required", "empty", func(in *eval.Input) { in.Facts["must"][me] = flagged("down") }, eval.Block{Kind: "source", Path: "must"}},
		{"several records, none picked", "empty", func(in *eval.Input) {
			live := map[string]any{"number": "1", "status": "有效", "valid_to": "2030-01-01"}
			in.Facts["pass"][me] = found(live, live)
		}, eval.Block{Kind: "missing", Path: "choose:pass"}},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput(c.state, true)
		in.Given = append(in.Given, "reusable")
		if c.change != nil {
			c.change(&in)
		}
		if got := evaluate(t, p, in).Blocked; !slices.Contains(got, c.want) {
			t.Errorf("%s: blocked by %v, want %v", c.name, got, c.want)
		}
	}
	never := []struct {
		name   string
		state  string
		change func(*eval.Input)
		review string // what gives review
	}{
		{"nothing", "empty", nil, ""},
		{"a source that is down", "down", nil, "flag"},
		{"a source that is pending", "pending", nil, "flag"},
		{"the clerk's field", "empty", nil, ""},
		{"a comparison that a person must make", "empty", func(in *eval.Input) { in.Answers["name"] = "陈?" }, ""},
		{"a value that is disputed", "empty", func(in *eval.Input) { in.Disputed = []string{"form.locked"} }, "form.locked"},
		{"a source of a fill that is pending", "empty", func(in *eval.Input) { in.Facts["person"][me] = flagged("pending") }, "person"},
		{"an answer to an option that became unknown", "pending", func(in *eval.Input) { in.Answers["option"] = "a" }, "form.option"},
	}
	for _, c := range never {
		in := tableInput(c.state, true)
		in.Given = append(in.Given, "reusable", "asked", "letter")
		in.Answers["needed"] = "有"
		if c.change != nil {
			c.change(&in)
		}
		s := evaluate(t, p, in)
		if len(s.Blocked) > 0 {
			t.Errorf("%s: blocked by %v", c.name, s.Blocked)
		}
		if c.review != "" && (!slices.Contains(s.Review, c.review) || s.Verdict != "review") {
			t.Errorf("%s: verdict %s, review %v, want %s among them", c.name, s.Verdict, s.Review, c.review)
		}
	}
}

func rows(ids ...string) []any {
	var out []any
	for _, id := range ids {
		out = append(out, map[string]any{"_row": id, "cell": "甲"})
	}
	return out
}

// TestFills holds what becomes of a filled value when the applicant, or its source, does something.
func TestFills(t *testing.T) {
	cells := []struct {
		name   string
		field  string
		change func(*eval.Input)
		value  any
		from   string
		edit   string
	}{
		{"untouched it follows its fact", "confirmed", nil, "陈一", "fact", "confirm"},
		{"changed the answer stays", "confirmed", func(in *eval.Input) { in.Answers["confirmed"] = "陈二" }, "陈二", "answer", "confirm"},
		{"cleared on purpose it stays empty", "confirmed", func(in *eval.Input) { in.Answers["confirmed"] = nil }, nil, "answer", "confirm"},
		{"locked can't be changed", "locked", func(in *eval.Input) { in.Answers["locked"] = "陈二" }, "陈一", "fact", "locked"},
		{"a fill that gives nothing leaves a question, locked too", "locked", func(in *eval.Input) {
			in.Facts["person"][me] = found()
			in.Answers["locked"] = "陈二"
		}, "陈二", "answer", "free"},
		{"a source that is down as well", "locked", func(in *eval.Input) {
			in.Facts["person"][me] = flagged("down")
			in.Answers["locked"] = "陈二"
		}, "陈二", "answer", "free"},
		{"computed can't be edited", "compute_when", func(in *eval.Input) { in.Answers["compute_when"] = "next" }, "first", "computed", "none"},
		{"an answer to a computed field is no error either", "compute_when", func(in *eval.Input) { in.Answers["compute_when"] = "third" }, "first", "computed", "none"},
	}
	p := openTable(t)
	for _, c := range cells {
		in := tableInput("true", false)
		if c.change != nil {
			c.change(&in)
		}
		f := evaluate(t, p, in).Fields["form."+c.field]
		from := ""
		if f.From != nil {
			from = f.From.Kind
		}
		if f.Value != c.value || from != c.from || f.Edit != c.edit || len(f.Errors) > 0 {
			t.Errorf("%s: %v from %s, edit %s, errors %v; want %v from %s, edit %s", c.name, f.Value, from, f.Edit, f.Errors, c.value, c.from, c.edit)
		}
	}
}
