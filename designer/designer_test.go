package designer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banshi/designer"
	"banshi/designer/replay"
	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// desk holds one draft of the example district.
type desk struct {
	files   fstest.MapFS
	item    string
	changed []string
	asked   []string
}

func (d *desk) Draft(_ context.Context, _ actor.Actor, id string) (designer.Draft, error) {
	if id != "d1" {
		return designer.Draft{}, fault.New(fault.NotFound, fault.Say("没有这份草稿", "There is no such draft"))
	}
	return designer.Draft{ID: id, Item: d.item, Version: 3, Shared: "nanhai", Folder: d.files, Base: "published", Before: published, Changed: d.changed}, nil
}

func (d *desk) Version(_ context.Context, _ actor.Actor, item string, number int) (designer.Draft, error) {
	folder := fs.FS(published)
	switch {
	case item != d.item || number < 1 || number > 2:
		return designer.Draft{}, fault.New(fault.NotFound, fault.Say("没有这份草稿", "There is no such draft"))
	case number == 2:
		folder = d.files
	}
	return designer.Draft{ID: "v", Item: d.item, Shared: "v", Folder: folder, Before: folder}, nil
}

var clerk = actor.Actor{Kind: actor.Staff, ID: "S1", Posts: []actor.Post{{Role: actor.ItemManager, Department: "civil_affairs"}}}

// district is the whole example, which a test may change.
func district(t testing.TB) fstest.MapFS {
	t.Helper()
	out, from := fstest.MapFS{}, os.DirFS("../examples/nanhai")
	err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func day() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

func open(t testing.TB, item string) (*designer.Service, *desk) {
	t.Helper()
	d := &desk{files: district(t), item: item}
	return designer.New(designer.Config{Drafts: d, Published: d, Cases: d, Sources: d, Clock: day}), d
}

// Folder is the example district.
func (d *desk) Folder(context.Context) (string, fs.FS, error) { return "published", published, nil }

// Ask answers as a register of two records would.
func (d *desk) Ask(_ context.Context, _ actor.Actor, file, key string) designer.Asking {
	d.asked = append(d.asked, file+" "+key)
	return designer.Asking{Status: "records", Via: "test", Records: []map[string]any{{"name": "陈启航", "id_no": "440622198604129913", "gender": "male"}, {}}}
}

// Items, Newest and Program give the example district as it is published.
func (d *desk) Items(context.Context) ([]string, error) {
	return []string{"elder_allowance", "hygiene_permit_change"}, nil
}

func (d *desk) Newest(_ context.Context, item, language string) (*eval.Program, error) {
	c := engine.OpenBase(published).Item(published, item)
	if prog := c.Program(item, language); prog != nil {
		return prog, nil
	}
	return nil, fault.New(fault.NotFound, fault.Say("没有", "None"))
}

func (d *desk) Program(ctx context.Context, item string, _ int) (*eval.Program, error) {
	return d.Newest(ctx, item, "")
}

var published = os.DirFS("../examples/nanhai")

// Past are the applications of the item's tests.
func (d *desk) Past(_ context.Context, item string, from, to time.Time, _, _ string) iter.Seq2[replay.Case, error] {
	return func(yield func(replay.Case, error) bool) {
		base := engine.OpenBase(published)
		w, err := prove.ReadWorld(published, base.Spec)
		if err != nil {
			yield(replay.Case{}, err)
			return
		}
		p := prove.Prover{Catalogue: base.Item(published, item), World: w}
		for i, r := range p.Item(item) {
			if !yield(replay.Case{Number: fmt.Sprintf("C%03d", i), Day: from.Format(time.DateOnly), Version: 1, Input: r.Outcome.Input}, nil) {
				return
			}
		}
	}
}

// Numbers, Case, Candidate and Ordered are asked by replays alone, which are tested with their store.
func (*desk) Numbers(context.Context, string, time.Time, time.Time, int) ([]string, error) {
	panic("nobody replays here")
}

func (*desk) Case(context.Context, string, string) (replay.Case, error) { panic("nobody replays here") }

func (*desk) Candidate(context.Context, actor.Actor, string) (designer.Draft, error) {
	panic("nobody replays here")
}

func (*desk) Ordered(context.Context, string) (designer.Draft, error) { panic("nobody replays here") }

// edit replaces words of the item's own file.
func (d *desk) edit(t testing.TB, old, now string) {
	t.Helper()
	name := "items/" + d.item + "/item.yaml"
	text := string(d.files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	d.files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, now, 1))}
}

// An author sees what an applicant would, each rule as a sentence, and nothing wrong where nothing is.
func TestLook(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	got, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Faults {
		if f.Severity == "error" {
			t.Errorf("%+v", f)
		}
	}
	if got.Version != 3 || got.View == nil || got.View.Input.Applicant.Name == "" || got.View.Input.Today != "2026-03-02" {
		t.Fatalf("%+v", got.View)
	}
	if s := got.Rules["eligibility.age.that"]; !strings.Contains(s, "80") {
		t.Errorf("the rule of the age reads %q", s)
	}
	if f := got.View.State.Fields["form.name"]; got.View.Plan.Field("name") != nil && f.Value == nil {
		t.Errorf("what a register holds isn't filled in: %+v", f)
	}
}

// While the text does not compile there is no view, and the fault has its place.
func TestLookAtWhatIsBroken(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, `identity: 'user.acts_as == "village" ? 5 : 3'`, `identity: 'user.acts_as == "vilage" ? 5 : 3'`)
	got, err := s.Look(t.Context(), clerk, "d1", designer.Trial{})
	if err != nil {
		t.Fatal(err)
	}
	if got.View != nil {
		t.Error("a view of what does not compile")
	}
	var told bool
	for _, f := range got.Faults {
		if f.Severity == "error" {
			told = told || f.Own && f.Line > 0 && f.Column > 0 && f.Path == "/access/identity" && f.Hint != ""
		}
	}
	if !told {
		t.Errorf("%+v", got.Faults)
	}
}

// With a source down an author sees what the citizen gets: its fields are asked, and nobody is stopped.
func TestLookWithASourceDown(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	up, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004"})
	if err != nil {
		t.Fatal(err)
	}
	down, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/P004", Down: []string{"person"}})
	if err != nil {
		t.Fatal(err)
	}
	typed := func(l designer.Look) (n int) {
		for _, f := range l.View.State.Fields {
			if f.From == nil {
				n++
			}
		}
		return n
	}
	if typed(down) <= typed(up) {
		t.Errorf("%d fields without an origin with the register down, %d with it", typed(down), typed(up))
	}
	if _, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person/nobody"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("somebody who isn't there: %v", err)
	}
	if blank, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: "person"}); err != nil || blank.View == nil {
		t.Errorf("somebody of whom nothing is known: %v", err)
	}
}

// The tests of a draft run against what stands there now, and each condition says how it was tried.
func TestProve(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	got, err := s.Prove(t.Context(), clerk, "d1", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tests) == 0 || len(got.Rules) == 0 || len(got.Edges) == 0 {
		t.Fatalf("%d tests, %d rules, %d edges", len(got.Tests), len(got.Rules), len(got.Edges))
	}
	for _, r := range got.Tests {
		if !r.Passed() {
			t.Errorf("%s: %s %+v", r.Name, r.Error, r.Differences)
		}
	}
	for _, r := range got.Rules {
		if r.Sentence == "" {
			t.Errorf("%s has no sentence", r.Rule)
		}
	}
}

// A rule that was changed makes its tests fail, and no others.
func TestProveSeesAChange(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, "years(80)", "years(95)")
	got, err := s.Prove(t.Context(), clerk, "d1", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, r := range got.Tests {
		if !r.Passed() {
			failed++
		}
	}
	if failed == 0 || failed == len(got.Tests) {
		t.Errorf("%d of %d tests fail", failed, len(got.Tests))
	}
}

func TestWhy(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	why, err := s.Why(t.Context(), clerk, "d1", "eligibility.age", designer.Trial{As: "person/P004"})
	if err != nil || why.Answer == "" || len(why.Conditions) == 0 {
		t.Errorf("%+v %v", why, err)
	}
	if _, err := s.Why(t.Context(), clerk, "d1", "eligibility.nothing", designer.Trial{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path of nothing: %v", err)
	}
}

func TestSamples(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	list, err := s.Samples(t.Context(), clerk, "d1")
	if err != nil || len(list) < 3 {
		t.Fatalf("%v %v", list, err)
	}
	if len(list[0].Tests) == 0 || list[len(list)-1].As != "person" {
		t.Errorf("%+v … %+v", list[0], list[len(list)-1])
	}
	for _, p := range list {
		if _, err := s.Look(t.Context(), clerk, "d1", designer.Trial{As: p.As}); err != nil {
			t.Errorf("%s can't try it: %v", p.As, err)
		}
	}
}

func TestNames(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	names, err := s.Names(t.Context(), clerk, "d1")
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string]designer.Name{
		"department": {ID: "civil_affairs", Title: "佛山市南海区民政局"}, "role": {ID: "window_clerk", Title: "窗口人员"}, "step": {ID: "precheck", Title: "预审"},
	} {
		if !slices.ContainsFunc(names[kind], func(n designer.Name) bool { return n.ID == want.ID && n.Title == want.Title }) {
			t.Errorf("%s: %+v lacks %+v", kind, names[kind], want)
		}
	}
	for _, kind := range []string{"source", "licence"} {
		for _, n := range names[kind] {
			if n.Title == "" || kind == "source" && len(n.Cells) == 0 {
				t.Errorf("%s %+v", kind, n)
			}
		}
	}
	for _, kind := range []string{"fragment", "codes", "person", "organisation"} {
		if len(names[kind]) == 0 {
			t.Errorf("no %s", kind)
		}
	}
}

func TestSchema(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	raw, err := s.Schema(clerk, "Item")
	if err != nil || !json.Valid(raw) {
		t.Error(err)
	}
	if _, err := s.Schema(clerk, "Nothing"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := s.Schema(actor.Actor{Kind: actor.Nobody}, "Item"); !fault.Is(err, fault.Unauthenticated) {
		t.Error(err)
	}
}

func BenchmarkLook(b *testing.B) {
	s, _ := open(b, "elder_allowance")
	for b.Loop() {
		if _, err := s.Look(b.Context(), clerk, "d1", designer.Trial{As: "person/P004"}); err != nil {
			b.Fatal(err)
		}
	}
}

// A rule reads as a sentence and is true or false for who tries it, before it is saved.
func TestRule(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	ask := func(text string) designer.Rule {
		t.Helper()
		got, err := s.Rule(t.Context(), clerk, "d1", designer.Asked{Path: "/eligibility/#age/that", Text: text}, designer.Trial{As: "person/P004"})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := ask("person.birth_date + years(60) <= today")
	if !strings.Contains(got.Sentence, "60") || len(got.Sites) != 1 || got.Sites[0].Result != "true" || len(got.Faults) != 0 {
		t.Errorf("%+v", got)
	}
	got = ask("person.birth_date + years(190) <= today")
	if len(got.Sites) != 1 || got.Sites[0].Result != "false" || got.Verdict != "refuse" || len(got.Sites[0].Because) == 0 {
		t.Errorf("%+v", got)
	}
	got = ask("person.birthdate + years(60) <= today")
	if len(got.Faults) == 0 || got.Faults[0].Hint == "" || len(got.Sites) != 0 {
		t.Errorf("%+v", got)
	}
	if text := "person.birthdate + years(60) <= today"; got.Faults[0].At.Of(text) != "birthdate" && got.Faults[0].At.Of(text) != "person.birthdate" {
		t.Errorf("the fault stands at %q", got.Faults[0].At.Of(text))
	}
	text := "person.status == \"normal\" && (person.birth_date + years(190) <= today || !(user.level >= 9))\n"
	got = ask(text)
	parts, said := map[string]string{}, ""
	for _, c := range got.Clauses {
		said += c.Text
	}
	for _, p := range got.Sites[0].Parts {
		parts[p.Of(text)] = p.Result
	}
	for part, want := range map[string]string{"person.status == \"normal\"": "true", "person.birth_date + years(190) <= today": "false", "!(user.level >= 9)": "true"} {
		if parts[part] != want {
			t.Errorf("%s came to %q, not %s: %v", part, parts[part], want, parts)
		}
	}
	if said != got.Sentence || len(got.Clauses) < 3 {
		t.Errorf("%q in pieces is %q", got.Sentence, said)
	}
	if _, err := s.Rule(t.Context(), clerk, "d1", designer.Asked{Path: "/eligibility/#nobody/that", Text: "true"}, designer.Trial{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a rule of nothing: %v", err)
	}
}

// Every rule that evaluation reads and that stands in the item's own file is found by where it stands.
func TestRulePathsFindEveryRule(t *testing.T) {
	base := engine.OpenBase(published)
	for _, item := range base.Spec.Items {
		id := item.ID.S
		name := "items/" + id + "/item.yaml"
		data, err := fs.ReadFile(published, name)
		if err != nil {
			t.Fatal(err)
		}
		d, faults := print.Parse(name, string(data))
		if d == nil {
			t.Fatal(faults)
		}
		found := map[string]bool{}
		var walk func(print.Path)
		walk = func(at print.Path) {
			e, _ := d.At(at)
			if len(e.Names) == 0 {
				found[designer.RulePath(d, at)] = true
			}
			for _, n := range e.Names {
				walk(at.Join(n))
			}
		}
		walk("")
		c := base.Item(published, id)
		own := string(data)
		for _, r := range prove.Rules(c.Plan(id, "")) {
			last := r.Path[strings.LastIndexByte(r.Path, '.')+1:]
			words := strings.Split(r.Path, ".")
			if r.Node.Op == expr.Lit || last == "key" || last == "by" || !standsHere(d, own, words) {
				continue // made from a word, or of a fragment or a preset
			}
			if !found[r.Path] {
				t.Errorf("%s: no place leads to %s", id, r.Path)
			}
		}
	}
}

// standsHere tells whether what a rule belongs to is the item's own.
func standsHere(d *print.Document, text string, words []string) bool {
	switch words[0] {
	case "dispatch", "access":
		return true
	case "handling":
		return words[1] != "steps"
	case "facts":
		_, own := d.At(print.Path("/facts/" + words[1]))
		return own
	case "section":
		_, own := d.At(print.Path("/form/#" + words[1]))
		return own
	}
	return strings.Contains(text, "id: "+words[1])
}

// The matrix lists the papers of one's own items alone, with what stands in for each.
func TestReuses(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	rows, err := s.Reuses(t.Context(), clerk, "zh-Hans")
	if err != nil || len(rows) != 1 || rows[0].Item != "elder_allowance" {
		t.Fatalf("%+v %v", rows, err)
	}
	var ways int
	for _, p := range rows[0].Papers {
		if p.Title == "" {
			t.Errorf("%+v", p)
		}
		for _, w := range p.Ways {
			if ways++; w.Title == "" || w.Trust == "" {
				t.Errorf("%s: %+v", p.ID, w)
			}
		}
	}
	if ways < 4 {
		t.Errorf("%d ways", ways)
	}
	english, err := s.Reuses(t.Context(), clerk, "en")
	if err != nil || english[0].Name != "Old-age allowance" || english[0].Papers[0].Title == rows[0].Papers[0].Title {
		t.Errorf("in English: %+v %v", english, err)
	}
	if _, err := s.Reuses(t.Context(), actor.Actor{}, "zh-Hans"); err == nil {
		t.Error("anybody may look")
	}
	used, err := s.Used(t.Context(), clerk, "elder_allowance", "2026-01-01", "2026-12-31")
	if err != nil || used.Cases == 0 || len(used.Papers) == 0 {
		t.Errorf("%+v %v", used, err)
	}
	if _, err := s.Used(t.Context(), clerk, "elder_allowance", "2026-02-01", "2026-01-31"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := s.Used(t.Context(), clerk, "hygiene_permit_change", "", ""); err == nil {
		t.Error("another department's item")
	}
}

// A slip comes with its mend, in whichever file of the item it stands; what wants thought comes without, and so does what others keep.
func TestLookOffersMends(t *testing.T) {
	s, d := open(t, "elder_allowance")
	d.edit(t, `identity: 'user.acts_as == "village" ? 5 : 3'`, `identity: 'user.acts_as == "vilage" ? 5 : 3'`)
	d.edit(t, "\n    effect: refuse\n", "\n    effect: whatever\n")
	tests := "items/elder_allowance/tests.yaml"
	d.files[tests] = &fstest.MapFile{Data: []byte(strings.Replace(string(d.files[tests].Data), "given: [bank_book]", "gifen: [bank_book]", 1))}
	got, err := s.Look(t.Context(), clerk, "d1", designer.Trial{})
	if err != nil {
		t.Fatal(err)
	}
	fixes := map[string]string{}
	for _, f := range got.Faults {
		if f.Fix != nil {
			fixes[f.Code] = f.Fix.Label
		}
		if f.Fix != nil && !f.Own || f.Code == "E113" && f.Fix != nil {
			t.Errorf("%+v has a mend", f)
		}
	}
	if len(got.Faults) == 0 || fixes["E101"] != "改成 given" {
		t.Errorf("%v of %+v", fixes, got.Faults)
	}
}
