package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"banshi/catalog"
	"banshi/catalog/pattern"
	"banshi/catalog/store"
	"banshi/engine"
	"banshi/engine/load"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

// The item of the small catalogue, and its file.
const (
	library     = "library_card"
	libraryFile = "items/library_card/item.yaml"
	ours        = "civil_affairs"
)

// small is the catalogue that `banshi new` begins with.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../../cmd/banshi/new/catalogue")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shared, _, _ := load.Shared(out)
	for name, text := range pattern.Files(shared, out, pattern.Item{ID: library, Name: "借书证", Department: departmentOf(t, shared.Catalog.Departments[0].ID.S)}) {
		out["items/"+library+"/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// departmentOf is that of the small catalogue.
func departmentOf(t testing.TB, id string) string {
	t.Helper()
	if id != ours {
		t.Fatalf("the small catalogue's department is %s", id)
	}
	return id
}

// strict is a gate that lets through what has no error.
type strict struct{}

func (strict) Hindrances(_ context.Context, c catalog.Candidate) ([]catalog.Hindrance, error) {
	opened := engine.Open(c.FS)
	if !opened.Sound(c.Item) {
		return catalog.HindrancesOf(opened.Faults), nil
	}
	return nil, nil
}

// Unreplayed lets everything through, unless a test says what is missing.
func (strict) Unreplayed(_ context.Context, c catalog.Candidate, readers []string) ([]catalog.Hindrance, error) {
	if unreplayed == nil {
		return nil, nil
	}
	return unreplayed(c, readers), nil
}

// unreplayed is what a replay lacks, in the tests that ask for one.
var unreplayed func(c catalog.Candidate, readers []string) []catalog.Hindrance

func (strict) Begin(fsys fs.FS, b catalog.Beginning) (map[string]string, error) {
	shared, _, _ := load.Shared(fsys)
	return pattern.Files(shared, fsys, pattern.Item{ID: b.ID, Name: b.Name, Department: b.Department, Mode: b.Mode}), nil
}

// room is where drafts are written, with a catalogue that is in force.
type room struct {
	*catalog.Drafts
	catalogue *catalog.Service
	store     *store.Store
	db        *db.DB
	clock     *dbtest.Clock
	folder    fstest.MapFS
	told      told
	n         int
}

// told is what staff was told, in its order; fails makes it impossible, which must undo what it is told of.
type told struct {
	list  []string
	fails error
}

func (x *told) ReviewAsked(_ context.Context, d catalog.Draft, by string, _ time.Time) (catalog.Tell, error) {
	return x.tell("review " + d.Item + " but " + by), nil
}

func (x *told) Stopped(_ context.Context, s catalog.Stop) (catalog.Tell, error) {
	return x.tell(map[bool]string{true: "stopped ", false: "lifted "}[s.Lifted.IsZero()] + s.Item), nil
}

func (x *told) tell(what string) catalog.Tell {
	return func(context.Context) error {
		if x.fails == nil {
			x.list = append(x.list, what)
		}
		return x.fails
	}
}

func newRoom(t *testing.T) *room {
	t.Helper()
	s, d, clock := open(t)
	r := &room{store: s, db: d, clock: clock, folder: small(t)}
	var err error
	if r.catalogue, err = catalog.New(catalog.Config{Store: s, Clock: clock.Now, Program: "test"}); err != nil {
		t.Fatal(err)
	}
	if r.Drafts, err = catalog.NewDrafts(catalog.DraftsConfig{Catalogue: r.catalogue, Store: s, Clock: clock.Now, Gate: strict{}, Patterns: strict{}, Uses: used{1: {Drafts: 3}, 2: {Drafts: 2, Cases: 1}}, News: &r.told}); err != nil {
		t.Fatal(err)
	}
	r.renew(t)
	return r
}

// renew is what a start of the program does.
func (r *room) renew(t *testing.T) (catalog.Report, []string) {
	t.Helper()
	report, left, err := r.catalogue.Renew(ctx, r.folder, catalog.Importing{By: actor.Robot("import")})
	if err != nil || len(report.Refused) > 0 {
		t.Fatalf("%v\n%s", err, report.Faults.Text(report.Sources, "zh-Hans"))
	}
	return report, left
}

func staff(id, name string, posts ...actor.Post) actor.Actor {
	return actor.Actor{Kind: actor.Staff, ID: id, Name: name, Level: 5, Posts: posts}
}

var (
	amei   = staff("amei", "阿梅", actor.Post{Role: actor.ItemManager, Department: ours})
	bing   = staff("bing", "阿炳", actor.Post{Role: actor.ItemManager, Department: ours})
	chief  = staff("chief", "主任", actor.Post{Role: actor.ServiceOffice})
	reform = staff("reform", "改革办", actor.Post{Role: actor.ReformOffice})
	other  = staff("other", "别的部门", actor.Post{Role: actor.ItemManager, Department: "health"})
	clerk  = staff("clerk", "窗口", actor.Post{Role: actor.WindowClerk, Office: "x"})
)

func (r *room) begin(t *testing.T, who actor.Actor) catalog.Draft {
	t.Helper()
	d, err := r.Begin(ctx, who, catalog.DraftOrder{Item: library})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (r *room) key() string { r.n++; return fmt.Sprintf("key-%08d", r.n) }

func (r *room) order(version int, c print.Command) catalog.Order {
	return catalog.Order{Version: version, Parts: []catalog.Part{{File: libraryFile, Command: c}}, Label: "改了" + string(c.At), Key: r.key()}
}

func set(at, text string) print.Command {
	v := print.Of(text)
	return print.Command{Do: print.Set, At: print.Path(at), Value: &v}
}

func (r *room) do(t *testing.T, who actor.Actor, d catalog.Draft, c print.Command) catalog.Done {
	t.Helper()
	done, err := r.Edit(ctx, who, d.ID, r.order(r.now(t, d).Version, c))
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func (r *room) now(t *testing.T, d catalog.Draft) catalog.Draft {
	t.Helper()
	out, err := r.store.Draft(ctx, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (r *room) text(t *testing.T, d catalog.Draft, file string) string {
	t.Helper()
	list, err := r.Files(ctx, r.now(t, d))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Path == file {
			return f.Text
		}
	}
	return ""
}

func (r *room) value(t *testing.T, d catalog.Draft, at string) string {
	t.Helper()
	doc, faults := print.Parse(libraryFile, r.text(t, d, libraryFile))
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	v, _ := doc.ValueAt(print.Path(at))
	return v.Text
}

func (r *room) acts(t *testing.T) map[string]int {
	t.Helper()
	var acts []string
	if err := r.db.Read().NewSelect().TableExpr("audit_events").Column("act").Where("object_kind = 'item'").Scan(ctx, &acts); err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, a := range acts {
		out[a]++
	}
	return out
}

func TestDraftOfAnItem(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	if d.State != catalog.DraftOpen || d.Item != library || d.Title != "借书证" || d.Department != ours || d.Version != 0 {
		t.Fatalf("%+v", d)
	}
	if again := r.begin(t, bing); again.ID != d.ID {
		t.Errorf("two drafts of one item: %s and %s", d.ID, again.ID)
	}
	files, err := r.Files(ctx, d, "sources/person.yaml", "shared-data/persons.json", "../x.yaml")
	if err != nil || len(files) != 3 || files[0].Path != libraryFile || files[0].Text != string(r.folder[libraryFile].Data) || files[2].Path != "sources/person.yaml" {
		t.Fatalf("%v %v", files, err)
	}
	o := r.order(0, set("/name", "读者证"))
	done, err := r.Edit(ctx, amei, d.ID, o)
	if err != nil || done.Step != 1 || done.Draft.Version != 1 || len(done.Steps) != 1 || r.value(t, d, "/name") != "读者证" {
		t.Fatalf("%+v %v", done, err)
	}
	// The same request again is the same step.
	if again, err := r.Edit(ctx, amei, d.ID, o); err != nil || again.Step != 1 || r.now(t, d).Version != 1 {
		t.Errorf("%+v %v", again, err)
	}
	// A sitting is one event.
	r.do(t, amei, d, set("/type", "permit"))
	r.clock.Move(catalog.Sitting + time.Minute)
	r.do(t, amei, d, set("/type", "grant"))
	if acts := r.acts(t); acts["item.draft_begin"] != 1 || acts["item.edit"] != 2 {
		t.Errorf("%v", acts)
	}
	history, err := r.History(ctx, d, 200)
	if err != nil || len(history) != 3 || history[0].Label != "改了/name" || history[0].Name != "阿梅" || history[0].Changes != nil {
		t.Errorf("%+v %v", history, err)
	}
	list, err := r.List(ctx, amei, catalog.Chinese)
	if err != nil || len(list) != 1 || list[0].Draft == nil || list[0].Draft.ID != d.ID || list[0].MayEdit != nil || list[0].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
	if list, err := r.List(ctx, other, catalog.Chinese); err != nil || list[0].Draft != nil || list[0].MayEdit == nil {
		t.Errorf("of another department: %+v %v", list, err)
	}
}

func TestCommandsThatAreRefused(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	for name, c := range map[string]struct {
		change func(*catalog.Order)
		code   fault.Code
	}{
		"no key":        {func(o *catalog.Order) { o.Key = "x" }, fault.Invalid},
		"no such entry": {func(o *catalog.Order) { o.Parts[0].Command = print.Command{Do: print.Delete, At: "/nothing"} }, fault.Conflict},
		"no command":    {func(o *catalog.Order) { o.Parts[0].Command = print.Command{Do: "dance"} }, fault.Invalid},
		"a shared file": {func(o *catalog.Order) { o.Parts[0].File = "catalog.yaml" }, fault.NotFound},
		"no definition": {func(o *catalog.Order) { o.Parts[0].File = "shared-data/persons.json" }, fault.Invalid},
		"outside":       {func(o *catalog.Order) { o.Parts[0].File = "../x.yaml" }, fault.Invalid},
		"no text":       {func(o *catalog.Order) { o.Parts[0].Command = print.Command{Do: print.Replace, Text: "\xff"} }, fault.Invalid},
		"nothing":       {func(o *catalog.Order) { o.Parts[0].Command = set("/name", "借书证") }, fault.Invalid},
		"a later future": {func(o *catalog.Order) {
			o.Version, o.Parts[0].Command = 7, print.Command{Do: print.Replace, Text: "x: 1\n"}
		}, fault.Invalid},
	} {
		o := r.order(0, set("/name", "读者证"))
		c.change(&o)
		if _, err := r.Edit(ctx, amei, d.ID, o); !fault.Is(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now := r.now(t, d); now.Version != 0 || len(now.Authors) != 0 {
		t.Errorf("%+v", now)
	}
	// What many share is the reform office's.
	o := r.order(0, set("/time_zone", "Asia/Urumqi"))
	o.Parts[0].File = "catalog.yaml"
	if _, err := r.Edit(ctx, reform, d.ID, o); err != nil {
		t.Error(err)
	}
	for who, code := range map[*actor.Actor]fault.Code{&other: fault.NotFound, &clerk: fault.Forbidden, {}: fault.Unauthenticated, &chief: fault.Forbidden} {
		if _, err := r.Edit(ctx, *who, d.ID, r.order(1, set("/name", "x"))); !fault.Is(err, code) {
			t.Errorf("%s: %v", who.ID, err)
		}
	}
}

// Two write at once: whoever comes second is told of the first, and what doesn't meet goes together.
func TestTwoAuthors(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	// bing saw version 0.
	was := print.Of("借书证")
	o := r.order(0, set("/name", "图书证"))
	o.Parts[0].Was = &was
	var clash *catalog.Clash
	if _, err := r.Edit(ctx, bing, d.ID, o); !errors.As(err, &clash) || !fault.Is(err, fault.Conflict) || clash.Theirs.Text != "读者证" || clash.Mine.Text != "图书证" || clash.By != "阿梅" || clash.Label != "改了/name" {
		t.Fatalf("%+v %v", clash, err)
	}
	if done, err := r.Edit(ctx, bing, d.ID, r.order(0, set("/type", "permit"))); err != nil || len(done.Steps) != 2 || done.Step != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	// Whole texts are put together, too, from what their author saw.
	text := string(r.folder[libraryFile].Data)
	if _, err := r.Edit(ctx, bing, d.ID, r.order(0, print.Command{Do: print.Replace, Text: text + "\n# 末尾\n"})); err != nil {
		t.Fatal(err)
	}
	if now := r.text(t, d, libraryFile); !strings.HasSuffix(now, "# 末尾\n") || !strings.Contains(now, "读者证") || !strings.Contains(now, "type: permit") {
		t.Errorf("%s", now)
	}
	_, err := r.Edit(ctx, bing, d.ID, r.order(0, print.Command{Do: print.Replace, Text: strings.Replace(text, "借书证", "图书证", 1)}))
	if clash = nil; !errors.As(err, &clash) || clash.By != "阿梅" || clash.Was.Text != text || !strings.Contains(clash.Theirs.Text, "读者证") {
		t.Errorf("%+v %v", clash, err)
	}
}

// Many at once, each its own place: all of it is there, and each step has a number of its own.
func TestManyAtOnce(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	var wait sync.WaitGroup
	faults := make(chan error, 12)
	for i := range 12 {
		o := r.order(0, print.Command{Do: print.Set, At: print.Path(fmt.Sprintf("/x_note_%d", i)), Value: &print.Value{Kind: print.Text, Text: "n"}})
		who := amei
		if i%2 == 1 {
			who = bing
		}
		wait.Go(func() {
			_, err := r.Edit(ctx, who, d.ID, o)
			faults <- err
		})
	}
	wait.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			t.Error(err)
		}
	}
	if now := r.now(t, d); now.Version != 12 || len(now.Authors) != 2 {
		t.Errorf("%+v", now)
	}
	for i := range 12 {
		if r.value(t, d, fmt.Sprintf("/x_note_%d", i)) != "n" {
			t.Errorf("note %d is lost", i)
		}
	}
}

func TestUndoIsOnesOwn(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	before := r.text(t, d, libraryFile)
	if _, err := r.Undo(ctx, amei, d.ID, 0, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("there is nothing to undo: %v", err)
	}
	r.do(t, amei, d, set("/name", "读者证"))
	r.do(t, bing, d, set("/type", "permit"))
	r.do(t, amei, d, set("/keep", "5y"))
	undo := func(who actor.Actor) catalog.Done {
		t.Helper()
		done, err := r.Undo(ctx, who, d.ID, r.now(t, d).Version, r.key())
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	undo(amei)
	undo(amei)
	if now := r.text(t, d, libraryFile); now != strings.Replace(before, "type: grant", "type: permit", 1) {
		t.Errorf("a colleague's work is gone, or something of one's own is left:\n%s", now)
	}
	if _, err := r.Undo(ctx, amei, d.ID, 0, r.key()); !fault.Is(err, fault.Conflict) {
		t.Errorf("nothing is left of one's own: %v", err)
	}
	key := r.key()
	for range 2 { // the same request twice
		if _, err := r.Redo(ctx, amei, d.ID, r.now(t, d).Version, key); err != nil {
			t.Fatal(err)
		}
	}
	if r.value(t, d, "/name") != "读者证" || r.value(t, d, "/keep") != "10y" {
		t.Errorf("%s", r.text(t, d, libraryFile))
	}
	// A new step ends what could be redone.
	r.do(t, amei, d, set("/keep", "3y"))
	if _, err := r.Redo(ctx, amei, d.ID, 0, r.key()); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	// A colleague's later step on the same place is in the way, and named.
	r.do(t, bing, d, set("/keep", "30y"))
	var clash *catalog.Clash
	if _, err := r.Undo(ctx, amei, d.ID, 0, r.key()); !errors.As(err, &clash) || clash.By != "阿炳" || r.value(t, d, "/keep") != "30y" {
		t.Errorf("%+v %v", clash, err)
	}
	undo(bing)
	undo(amei)
	if r.value(t, d, "/keep") != "10y" {
		t.Errorf("%s", r.value(t, d, "/keep"))
	}
}

// Two who put something right beside one another each take back their own, in whatever order, and get it back.
func TestUndoBesideAColleague(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	begun := r.text(t, d, libraryFile)
	field := func(id string) print.Command {
		v := print.Value{Kind: print.Map, Keys: []string{"id", "type", "title"}, Items: []print.Value{print.Of(id), print.Of("text"), print.Of(id)}}
		return print.Command{Do: print.Insert, At: "/form/#contact/fields", Value: &v}
	}
	r.do(t, amei, d, field("mine"))
	after := r.text(t, d, libraryFile)
	r.do(t, bing, d, field("theirs"))
	both := r.text(t, d, libraryFile)
	turn := func(do func(context.Context, actor.Actor, string, int, string) (catalog.Done, error), who actor.Actor, want string) {
		t.Helper()
		if _, err := do(ctx, who, d.ID, 0, ""); err != nil {
			t.Fatal(err)
		}
		if now := r.text(t, d, libraryFile); now != want {
			t.Errorf("%s\nwant\n%s", now, want)
		}
	}
	turn(r.Undo, amei, strings.Replace(both, "      - id: mine\n        type: text\n        title: mine\n", "", 1))
	turn(r.Redo, amei, both)
	turn(r.Undo, bing, after)
	turn(r.Undo, amei, begun)
	// What a colleague put into one's own, or did to it, is in the way.
	for name, c := range map[string]print.Command{"into": set("/x_new/other", "乙"), "to it": set("/x_new/own", "乙"), "text": {Do: print.Replace}} {
		r.do(t, amei, d, set("/x_new/own", "甲"))
		if name == "text" {
			c.Text = strings.Replace(r.text(t, d, libraryFile), "own: 甲", "own: 甲乙", 1)
		}
		r.do(t, bing, d, c)
		var clash *catalog.Clash
		if _, err := r.Undo(ctx, amei, d.ID, 0, ""); !errors.As(err, &clash) || clash.By != "阿炳" {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := r.Undo(ctx, bing, d.ID, 0, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Undo(ctx, amei, d.ID, 0, ""); err != nil || r.text(t, d, libraryFile) != begun {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A thousand steps, all undone and all redone: the text is what it was, to the letter, each time.
func TestThousandSteps(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	begun := r.text(t, d, libraryFile)
	steps := 1000
	if dbtest.Postgres() || testing.Short() {
		steps = 100 // what is worked out is the same; each step is a round trip, and slow under the race detector
	}
	for i := range steps {
		c := set("/name", fmt.Sprintf("借书证%d", i))
		if i%3 == 1 {
			c = set(fmt.Sprintf("/x_%d", i%30), fmt.Sprint(i))
		}
		r.do(t, amei, d, c)
		if i == steps/50 {
			r.do(t, bing, d, set("/keep", "20y")) // a colleague in between
		}
	}
	done := r.text(t, d, libraryFile)
	for i := range steps {
		if _, err := r.Undo(ctx, amei, d.ID, steps+1+i, ""); err != nil {
			t.Fatalf("undo %d: %v", i, err)
		}
	}
	if now := r.text(t, d, libraryFile); now != strings.Replace(begun, "keep: 10y", "keep: 20y", 1) {
		t.Fatalf("undone:\n%s", now)
	}
	for i := range steps {
		if _, err := r.Redo(ctx, amei, d.ID, 2*steps+1+i, ""); err != nil {
			t.Fatalf("redo %d: %v", i, err)
		}
	}
	if now := r.text(t, d, libraryFile); now != done {
		t.Fatalf("redone:\n%s", now)
	}
}

// Several commands are one step, in whatever files they are: all of it, or nothing, and undone as one.
func TestSeveralCommandsInOneStep(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	const tests = "items/library_card/tests.yaml"
	before, beside := r.text(t, d, libraryFile), r.text(t, d, tests)
	o := r.order(0, print.Command{Do: print.RenameKey, At: "/guide", Key: "x_guide"})
	o.Parts = append(o.Parts, catalog.Part{File: libraryFile, Command: print.Command{Do: print.RenameKey, At: "/x_guide", Key: "x_handbook"}},
		catalog.Part{File: tests, Command: set("/x_note", "改了名")}, catalog.Part{File: libraryFile, Command: set("/nothing/there", "甲")})
	if done, err := r.Edit(ctx, amei, d.ID, o); err != nil || len(done.Steps) != 1 || len(done.Steps[0].Changes) != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	if now := r.text(t, d, libraryFile); !strings.Contains(now, "\nx_handbook:") || strings.Contains(now, "\nguide:") || r.value(t, d, "/nothing/there") != "甲" || r.text(t, d, tests) == beside {
		t.Errorf("%s", now)
	}
	bad := r.order(1, set("/name", "读者证"))
	bad.Parts = append(bad.Parts, catalog.Part{File: libraryFile, Command: print.Command{Do: print.Delete, At: "/gone"}})
	if _, err := r.Edit(ctx, amei, d.ID, bad); !fault.Is(err, fault.Conflict) || r.value(t, d, "/name") != "借书证" {
		t.Errorf("half of it was done: %v", err)
	}
	if _, err := r.Undo(ctx, amei, d.ID, 1, ""); err != nil || r.text(t, d, libraryFile) != before || r.text(t, d, tests) != beside {
		t.Errorf("%v", err)
	}
}

// Whoever follows the steps has the text, whatever is done and undone by whom.
func TestStepsTellTheText(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	random := rand.New(rand.NewPCG(9, 10))
	texts := []string{r.text(t, d, libraryFile)}
	for i := range 120 {
		who := []actor.Actor{amei, bing}[random.IntN(2)]
		var err error
		switch n := random.IntN(6); n {
		case 0, 1:
			_, err = r.Undo(ctx, who, d.ID, 0, "")
		case 2:
			_, err = r.Redo(ctx, who, d.ID, 0, "")
		default:
			at := []string{"/name", "/keep", "/handling/fee", "/x_甲😀", "/form/#contact/title"}[random.IntN(5)]
			_, err = r.Edit(ctx, who, d.ID, r.order(0, set(at, fmt.Sprintf("第%d步😀", i))))
		}
		if err != nil && !fault.Is(err, fault.Conflict) {
			t.Fatal(err)
		}
		if err == nil {
			texts = append(texts, r.text(t, d, libraryFile))
		}
	}
	steps, err := r.store.Steps(ctx, d.ID, 0, 1000)
	if err != nil || len(steps) != len(texts)-1 || len(steps) < 40 {
		t.Fatalf("%d steps, %d texts, %v", len(steps), len(texts), err)
	}
	text := texts[0]
	for i, step := range steps {
		if text = patched(text, step.Changes[0].Patches); text != texts[i+1] {
			t.Fatalf("step %d: %q, want %q", step.Seq, text, texts[i+1])
		}
	}
}

// Whatever two put in, one right beside the other, undo and redo: in the end all of it can be undone, and the text is what
// it was. (What was taken away or moved can't always be put back where a colleague took away what stood beside it.)
func TestAllIsUndone(t *testing.T) {
	r := newRoom(t)
	random := rand.New(rand.NewPCG(11, 12))
	for round := range 2 {
		d := r.begin(t, amei)
		begun := r.text(t, d, libraryFile)
		for i := range 40 {
			who := []actor.Actor{amei, bing}[random.IntN(2)]
			v := print.Value{Kind: print.Map, Keys: []string{"id", "type"}, Items: []print.Value{print.Of(fmt.Sprintf("f%d", i)), print.Of("text")}}
			list := []print.Command{
				{Do: print.Insert, At: "/form/#contact/fields", Value: &v},
				set("/form/#contact/fields/#contact_phone/title", fmt.Sprint(i)),
				set(fmt.Sprintf("/x_%d/y", i%3), fmt.Sprint(i)),
			}
			var err error
			switch n := random.IntN(7); {
			case n < 2:
				_, err = r.Undo(ctx, who, d.ID, 0, "")
			case n < 4:
				_, err = r.Redo(ctx, who, d.ID, 0, "")
			default:
				_, err = r.Edit(ctx, who, d.ID, r.order(0, list[n-4]))
			}
			if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
		}
		for going := true; going; {
			going = false
			for _, who := range []actor.Actor{amei, bing} {
				_, err := r.Undo(ctx, who, d.ID, 0, "")
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Fatal(err)
				}
				going = going || err == nil
			}
		}
		for _, who := range []actor.Actor{amei, bing} {
			if left, err := r.store.Undoable(ctx, d.ID, who.ID); !fault.Is(err, fault.NotFound) {
				_, why := r.Undo(ctx, who, d.ID, 0, "")
				t.Errorf("round %d: step %d of %s is left: %v", round, left.Seq, who.ID, why)
			}
		}
		if now := r.text(t, d, libraryFile); now != begun {
			t.Errorf("round %d:\n%s", round, now)
		}
		if _, err := r.Discard(ctx, amei, d.ID, r.now(t, d).Version); err != nil {
			t.Fatal(err)
		}
	}
}

// patched carries patches out as a browser does, in UTF-16 units.
func patched(text string, patches []catalog.Patch) string {
	list := make([]print.Patch, len(patches))
	for i, p := range patches {
		list[i] = print.Patch(p)
	}
	list, err := print.Bytes(text, list)
	if err != nil {
		return err.Error()
	}
	text, err = print.Patched(text, list)
	if err != nil {
		return err.Error()
	}
	return text
}

func TestWatching(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	w, err := r.Watch(ctx, bing, d.ID, 0, libraryFile+"#/name")
	if err != nil || len(w.Steps) != 1 || len(w.People) != 1 || w.People[0].Place != libraryFile+"#/name" {
		t.Fatalf("%+v %v", w, err)
	}
	if w, err = r.Watch(ctx, amei, d.ID, 1, ""); err != nil || len(w.Steps) != 0 || len(w.People) != 2 {
		t.Fatalf("%+v %v", w, err)
	}
	r.clock.Move(20 * time.Second)
	if w, err = r.Watch(ctx, amei, d.ID, 1, ""); err != nil || len(w.People) != 1 || w.People[0].Name != "阿梅" {
		t.Fatalf("who has left is still there: %+v %v", w, err)
	}
	if _, err := r.Watch(ctx, other, d.ID, 0, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}
