package catalog_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/catalog/pack"
	"banshi/catalog/store"
	"banshi/engine/eval"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

var ctx = context.Background()

// The items of the example district that the tests change.
const (
	elder = "elder_allowance"
	guide = "food_prepacked_filing"
)

// folder is the example district, to be changed at will.
func folder(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../examples/nanhai")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".yaml" {
			return err
		}
		data, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func change(t testing.TB, f fstest.MapFS, name, old, new string) {
	t.Helper()
	if f[name] == nil || !bytes.Contains(f[name].Data, []byte(old)) {
		t.Fatalf("%s doesn't hold %q", name, old)
	}
	f[name] = &fstest.MapFile{Data: bytes.Replace(f[name].Data, []byte(old), []byte(new), 1)}
}

type bundle struct {
	*catalog.Service
	db    *db.DB
	clock *dbtest.Clock
}

func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{clock: dbtest.NewClock()}
	b.db = dbtest.Open(t, b.clock, audit.Migrations(), store.Migrations())
	b.again(t)
	return b
}

// again is what a restart does: nothing is kept but the database.
func (b *bundle) again(t testing.TB) {
	t.Helper()
	s, err := catalog.New(catalog.Config{Store: store.New(b.db), Clock: b.clock.Now, Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	b.Service = s
}

func (b *bundle) load(t testing.TB, f fs.FS) catalog.Report {
	t.Helper()
	r, err := b.Import(ctx, f, catalog.Importing{By: actor.Robot("import")})
	if err != nil {
		t.Fatalf("%v\n%s", err, r.Faults.Text(r.Sources, "zh-Hans"))
	}
	return r
}

func (b *bundle) current(t testing.TB, item string) catalog.Definition {
	t.Helper()
	d, err := b.Current(ctx, item)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (b *bundle) events(t testing.TB, item string) []string {
	t.Helper()
	var acts []string
	err := b.db.Read().NewSelect().TableExpr("audit_events").Column("act").Where("object_kind = 'item' AND object_id = ?", item).OrderExpr("id").Scan(ctx, &acts)
	if err != nil {
		t.Fatal(err)
	}
	return acts
}

func TestImportPublishesWhatChanged(t *testing.T) {
	b, f := setup(t), folder(t)
	first := b.load(t, f)
	if len(first.Published) < 4 || len(first.Refused)+len(first.Unchanged) != 0 {
		t.Fatalf("%+v", first)
	}
	if d := b.current(t, elder); d.Number != 1 || d.Effective != "2026-11-23" || d.Program("en") == nil || d.Program("fr").Plan().Language != "zh-Hans" {
		t.Fatalf("%+v", d.Version)
	}
	if again := b.load(t, f); len(again.Published) != 0 || len(again.Unchanged) != len(first.Published) {
		t.Fatalf("the same folder again: %+v", again)
	}
	// A comment means nothing, a text does, and so does a translation or a theme.
	change(t, f, "items/"+elder+"/item.yaml", "kind: Item", "# 说明\nkind: Item")
	if r := b.load(t, f); len(r.Published) != 0 {
		t.Fatalf("a comment was published: %+v", r.Published)
	}
	for i, c := range []struct{ file, old, new string }{
		{"item.yaml", "name: 高龄津贴申领", "name: 高龄津贴申请"},
		{"item.yaml", "person: [social_relief, elder_care, grow_old]", "person: [elder_care]"},
		{"item.en.yaml", "Old-age", "Old age"},
	} {
		change(t, f, "items/"+elder+"/"+c.file, c.old, c.new)
		r := b.load(t, f)
		if len(r.Published) != 1 || r.Published[0].Item != elder || r.Published[0].Number != i+2 {
			t.Fatalf("%s: %+v", c.new, r.Published)
		}
	}
	b.again(t)
	old, err := b.At(ctx, elder, 1)
	if err != nil || old.Program("zh-Hans").Plan().Name != "高龄津贴申领" || b.current(t, elder).Program("zh-Hans").Plan().Name != "高龄津贴申请" {
		t.Fatalf("%v: the first version must stay as it was, after a restart too", err)
	}
	if _, err := b.At(ctx, elder, 9); !fault.Is(err, fault.NotFound) {
		t.Fatalf("a version that isn't there: %v", err)
	}
	if got := b.events(t, elder); !slices.Equal(got, []string{"item.publish", "item.publish", "item.publish", "item.publish"}) {
		t.Fatalf("events %v", got)
	}
}

func TestWithdrawnAndBack(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	gone := folder(t)
	for name := range gone {
		if filepath.Dir(name) == "items/"+elder {
			delete(gone, name)
		}
	}
	if r := b.load(t, gone); !slices.Equal(r.Withdrawn, []string{elder}) {
		t.Fatalf("%+v", r.Withdrawn)
	}
	if _, err := b.Current(ctx, elder); !fault.Is(err, fault.NotFound) {
		t.Fatalf("withdrawn, and still begun: %v", err)
	}
	if d, err := b.At(ctx, elder, 1); err != nil || d.Program("zh-Hans") == nil {
		t.Fatalf("a draft of a withdrawn item: %v", err)
	}
	published := func() (catalog.Published, int) {
		t.Helper()
		list, err := b.Published(ctx, "zh-Hans")
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(list, func(p catalog.Published) bool { return p.Item == elder })
		if at < 0 {
			t.Fatal("what was published once is published for ever")
		}
		return list[at], len(list)
	}
	if p, n := published(); !p.Withdrawn || p.Name != "高龄津贴申领" || p.Department != "佛山市南海区民政局" || n < 5 {
		t.Errorf("%+v of %d", p, n)
	}
	if list, err := b.Versions(ctx, elder); err != nil || len(list) != 1 || list[0].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
	if r := b.load(t, gone); len(r.Withdrawn) != 0 {
		t.Fatalf("withdrawn twice: %+v", r.Withdrawn)
	}
	if r := b.load(t, f); !slices.Equal(r.Restored, []string{elder}) || len(r.Published) != 0 {
		t.Fatalf("%+v", r)
	}
	if d := b.current(t, elder); d.Number != 1 {
		t.Fatalf("%+v", d.Version)
	}
	if p, _ := published(); p.Withdrawn || p.Name != "高龄津贴申领" {
		t.Errorf("it is back: %+v", p)
	}
	if got := b.events(t, elder); !slices.Equal(got, []string{"item.publish", "item.withdraw", "item.restore"}) {
		t.Fatalf("events %v", got)
	}
}

func TestWhatHasErrorsStaysAsItWas(t *testing.T) {
	const other = "sole_proprietor_registration"
	for _, c := range []struct {
		name, file, old, new string
		refused              []string
	}{
		{"a wrong rule", "items/" + elder + "/item.yaml", "dispatch: person.hukou_region", "dispatch: person.no_such_cell", []string{elder}},
		{"a misspelt key", "items/" + elder + "/item.yaml", "\ndispatch:", "\ndispach:", []string{elder}},
		{"no YAML", "items/" + elder + "/item.yaml", "\ndispatch:", "\n dispatch:", []string{elder}},
		{"tests that can't be read", "items/" + elder + "/tests.yaml", "\ntests:", "\ntsets:", []string{elder}},
		{"a misspelt key of a licence that it looks up", "licences/prior_approval.yaml", "\ntitle:", "\ntitel:", []string{other}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, f := setup(t), folder(t)
			b.load(t, f)
			change(t, f, c.file, c.old, c.new)
			change(t, f, "items/"+guide+"/item.yaml", "name: ", "name: 新的")
			r := b.load(t, f)
			if !slices.Equal(r.Refused, c.refused) || len(r.Published) != 1 || r.Published[0].Item != guide || len(r.Withdrawn) > 0 || !r.Faults.HasErrors() {
				t.Fatalf("%+v", r)
			}
			if d := b.current(t, c.refused[0]); d.Number != 1 {
				t.Fatalf("%+v", d.Version)
			}
		})
	}
}

// The first import has nothing that could stay: all but what has errors is published.
func TestFirstImportWithAnError(t *testing.T) {
	b, f := setup(t), folder(t)
	change(t, f, "items/"+elder+"/item.yaml", "\ndispatch:", "\ndispach:")
	r := b.load(t, f)
	if !slices.Equal(r.Refused, []string{elder}) || len(r.Published) < 10 {
		t.Fatalf("%+v", r)
	}
	home, err := b.Home(ctx, catalog.Chinese)
	if err != nil || len(home.Popular) != len(r.Published) {
		t.Fatalf("%v: %d in the hall, %d published", err, len(home.Popular), len(r.Published))
	}
}

func TestErrorInWhatAllShareStopsAll(t *testing.T) {
	b := setup(t)
	b.load(t, folder(t))
	for _, file := range []string{"catalog.yaml", "codes/regions.yaml"} {
		shared := folder(t)
		change(t, shared, file, "\ntitle:", "\ntitel:")
		change(t, shared, "items/"+guide+"/item.yaml", "name: ", "name: 新的")
		bad, err := b.Import(ctx, shared, catalog.Importing{By: actor.Robot("import")})
		if !errors.Is(err, catalog.ErrFaulty) || !fault.Is(err, fault.Invalid) || len(bad.Published) != 0 || !bad.Faults.HasErrors() {
			t.Fatalf("%s: %v %+v", file, err, bad)
		}
		if d := b.current(t, guide); d.Number != 1 {
			t.Fatalf("%s: %+v", file, d.Version)
		}
	}
}

// A register that can't be read any more stays as it was last: the items that look it up do, too.
func TestBrokenRegisterStaysAsItWas(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	change(t, f, "licences/prior_approval.yaml", "timeout: ", "timeout: 3s # ")
	b.load(t, f)
	before, err := b.Registers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	change(t, f, "licences/prior_approval.yaml", "\ntitle:", "\ntitel:")
	b.load(t, f)
	b.again(t)
	after, err := b.Registers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	byName := func(x, y catalog.Register) int { return strings.Compare(x.Name(), y.Name()) }
	slices.SortFunc(before, byName)
	slices.SortFunc(after, byName)
	same := func(x, y catalog.Register) bool {
		return x.Name() == y.Name() && x.Title == y.Title && x.File == y.File && x.Timeout == y.Timeout && x.Fresh == y.Fresh && x.Shape.Declares("number") == y.Shape.Declares("number")
	}
	if !slices.EqualFunc(before, after, same) {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
	at := slices.IndexFunc(after, func(r catalog.Register) bool { return r.Name() == "licences/prior_approval" })
	if at < 0 || after[at].Timeout != 3*time.Second {
		t.Errorf("%+v", after)
	}
}

func TestTakesEffectOnItsDay(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	change(t, f, "items/"+elder+"/item.yaml", "name: 高龄津贴申领", "name: 明年的")
	r, err := b.Import(ctx, f, catalog.Importing{By: actor.Robot("import"), Effective: "2026-11-25"})
	if err != nil || len(r.Published) != 1 {
		t.Fatalf("%v %+v", err, r)
	}
	for day, want := range map[int]int{0: 1, 1: 1, 2: 2} {
		b.clock.Move(time.Duration(day) * 24 * time.Hour)
		if got := b.current(t, elder).Number; got != want {
			t.Errorf("after %d days: version %d, want %d", day, got, want)
		}
		b.clock.Move(-time.Duration(day) * 24 * time.Hour)
	}
	// The 25th begins at midnight in Foshan, which is the 24th at 16:00 UTC.
	b.clock.Move(39*time.Hour - time.Second) // from 09:00 on the 23rd
	if got := b.current(t, elder).Number; got != 1 {
		t.Errorf("one second before midnight: version %d", got)
	}
	b.clock.Move(time.Second)
	if got := b.current(t, elder).Number; got != 2 {
		t.Errorf("at midnight: version %d", got)
	}
	if _, err := b.Import(ctx, f, catalog.Importing{By: actor.Robot("import"), Effective: "tomorrow"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestNothingImported(t *testing.T) {
	b := setup(t)
	if _, err := b.Current(ctx, elder); !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v", err)
	}
	if _, err := b.Home(ctx, "zh-Hans"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v", err)
	}
	if _, err := b.Import(ctx, fstest.MapFS{}, catalog.Importing{By: actor.Robot("import")}); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestDispatch(t *testing.T) {
	b := opened(t)
	for _, c := range []struct{ department, region, want string }{
		{"civil_affairs", "440605125", "dali_civil_affairs"},
		{"civil_affairs", "440605125001", "dali_civil_affairs"}, // a village is its town's
		{"civil_affairs", "440106", ""},                         // not ours
		{"transport", "440605011", "district_transport"},
		{"transport", "", "district_transport"},
		{"nobody", "440605125", ""},
		{"nobody", "", ""},
	} {
		o, ok, err := b.Dispatch(ctx, c.department, c.region)
		if err != nil || ok != (c.want != "") || o.ID != c.want {
			t.Errorf("%s in %q: %q %v, want %q", c.department, c.region, o.ID, err, c.want)
		}
	}
	if o, _, err := b.Dispatch(ctx, "civil_affairs", "440605125"); err != nil || o.Open == nil || !o.Open.Now || o.Address == "" || len(o.Phones) == 0 {
		t.Errorf("at nine on a Monday: %+v, %v", o, err)
	}
	all, err := b.Offices(ctx)
	if err != nil || len(all) < 40 {
		t.Fatalf("%d offices, %v", len(all), err)
	}
	for _, o := range all {
		if o.Title == "" || len(o.Regions) == 0 {
			t.Errorf("office %s: %+v", o.ID, o)
		}
	}
}

// Cards say what an evaluation says, and nothing else.
func TestCards(t *testing.T) {
	b := opened(t)
	home, err := b.Home(ctx, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range home.Popular {
		p := b.current(t, c.ID).Program("zh-Hans")
		for _, kind := range c.Applicants {
			state, err := p.Evaluate(eval.Input{Today: "2026-11-23", Applicant: eval.Applicant{Kind: kind}})
			if err != nil {
				t.Fatal(err)
			}
			if c.Visits.Min > state.Visits.Min || c.Visits.Max < state.Visits.Max {
				t.Errorf("%s for a %s: visits %+v, evaluated %+v", c.ID, kind, c.Visits, state.Visits)
			}
			if c.Promised != "" && c.Promised != state.Limit.Promised || c.Fee != "" && c.Fee != state.Fee.Amount {
				t.Errorf("%s for a %s: %+v", c.ID, kind, c)
			}
		}
		if c.Materials > len(p.Plan().Materials) {
			t.Errorf("%s: %d materials of %d", c.ID, c.Materials, len(p.Plan().Materials))
		}
	}
	allowance := home.Popular[slices.IndexFunc(home.Popular, func(c catalog.Card) bool { return c.ID == elder })]
	if allowance.Promised != "5wd" || allowance.Visits.Max != 0 || allowance.Materials == 0 || allowance.Department.ID != "civil_affairs" {
		t.Errorf("%+v", allowance)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	b.again(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				if _, err := b.Current(ctx, elder); err != nil {
					t.Error(err)
				}
				if _, err := b.Home(ctx, "en"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		other := folder(t)
		change(t, other, "items/"+elder+"/item.yaml", "name: 高龄津贴申领", "name: 高龄津贴")
		b.load(t, other)
	})
	wg.Wait()
	if got := b.current(t, elder).Number; got != 2 {
		t.Errorf("version %d", got)
	}
}

// A newer program may compile the same bytes to something else: that publishes nothing.
func TestAnUpgradePublishesNothing(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	b.exec(t, "UPDATE catalog_versions SET digest = 'of an older program' WHERE item = '"+elder+"'")
	b.again(t)
	change(t, f, "items/"+guide+"/item.yaml", "name: ", "name: 新的")
	if r := b.load(t, f); len(r.Published) != 1 || r.Published[0].Item != guide {
		t.Fatalf("%+v", r.Published)
	}
	if d := b.current(t, elder); d.Number != 1 || d.Program("zh-Hans") == nil {
		t.Fatalf("%+v", d.Version)
	}
}

// A pack that was damaged is never evaluated, and one item that can't be opened doesn't close the hall.
func TestDamage(t *testing.T) {
	b, f := setup(t), folder(t)
	b.load(t, f)
	change(t, f, "items/"+elder+"/item.yaml", "name: 高龄津贴申领", "name: 高龄津贴")
	b.load(t, f)
	old, err := b.At(ctx, elder, 1)
	if err != nil {
		t.Fatal(err)
	}
	b.exec(t, "UPDATE catalog_packs SET bytes = zeroblob(100) WHERE digest = '"+old.Pack+"'")
	b.exec(t, "UPDATE catalog_versions SET pack = '"+old.Pack+"', digest = 'x' WHERE item = '"+guide+"'")
	b.again(t)
	if _, err := b.At(ctx, elder, 1); !errors.Is(err, pack.ErrDamaged) {
		t.Errorf("damaged bytes were opened: %v", err)
	}
	home, err := b.Home(ctx, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	has := func(id string) bool {
		return slices.ContainsFunc(home.Popular, func(c catalog.Card) bool { return c.ID == id })
	}
	if has(guide) || !has(elder) {
		t.Errorf("shown: %s %v, %s %v", guide, has(guide), elder, has(elder))
	}
}

func (b *bundle) exec(t testing.TB, sql string) {
	t.Helper()
	err := b.db.InTx(ctx, func(ctx context.Context, tx bun.Tx) error { _, err := tx.ExecContext(ctx, sql); return err })
	if err != nil {
		t.Fatal(err)
	}
}
