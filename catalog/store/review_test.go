package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"banshi/catalog"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db/dbtest"
	"banshi/runtime/base/fault"
)

// reviewed is a draft by amei that chief has agreed to.
func (r *room) reviewed(t *testing.T, commands ...print.Command) catalog.Draft {
	t.Helper()
	d := r.begin(t, amei)
	for _, c := range commands {
		r.do(t, amei, d, c)
	}
	d = r.now(t, d)
	if _, err := r.Submit(ctx, amei, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if got := r.told.list; len(got) == 0 || got[len(got)-1] != "review "+d.Item+" but "+amei.ID {
		t.Errorf("staff was told %q", got)
	}
	d, err := r.Approve(ctx, chief, d.ID, d.Version)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (r *room) shown(t *testing.T) (name string, version int) {
	t.Helper()
	def, err := r.catalogue.Current(ctx, library)
	if err != nil {
		t.Fatal(err)
	}
	return def.Program("zh-Hans").Plan().Name, def.Number
}

// An applicant meets what was published from its day on; what was begun before stays on its version.
func TestPublish(t *testing.T) {
	r := newRoom(t)
	d := r.reviewed(t, set("/name", "读者证"))
	out, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-25")
	if err != nil || out.State != catalog.DraftPublished || out.Number != 2 || out.Effective != "2026-11-25" {
		t.Fatalf("%+v %v", out, err)
	}
	if name, n := r.shown(t); name != "借书证" || n != 1 {
		t.Errorf("before its day: %s, version %d", name, n)
	}
	r.clock.Move(48 * 60 * 60 * 1e9)
	if name, n := r.shown(t); name != "读者证" || n != 2 {
		t.Errorf("on its day: %s, version %d", name, n)
	}
	for number, want := range map[int]string{1: "借书证", 2: "读者证"} {
		if def, err := r.catalogue.At(ctx, library, number); err != nil || def.Program("zh-Hans").Plan().Name != want {
			t.Errorf("version %d: %v", number, err)
		}
	}
	// Pressed twice it is one.
	if again, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-25"); err != nil || again.Number != 2 {
		t.Errorf("%+v %v", again, err)
	}
	acts := r.acts(t)
	if acts["item.draft_publish"] != 1 || acts["item.draft_submit"] != 1 || acts["item.review"] != 1 || acts["item.publish"] != 2 {
		t.Errorf("%v", acts)
	}
	if _, err := r.Edit(ctx, amei, d.ID, r.order(1, set("/name", "x"))); !fault.Is(err, fault.Conflict) {
		t.Errorf("a published draft was written in: %v", err)
	}
	// A start with the same folder leaves what was published; a change in the folder elsewhere comes in; where both
	// changed a file, what was published stays.
	if report, left := r.renew(t); len(report.Published) != 0 || len(left) != 0 {
		t.Errorf("%+v %v", report.Published, left)
	}
	r.folder["sources/person.yaml"].Data = append(r.folder["sources/person.yaml"].Data, "# 说明\n"...)
	if report, left := r.renew(t); len(report.Published) != 0 || len(left) != 0 {
		t.Errorf("%+v %v", report.Published, left)
	}
	r.folder[libraryFile].Data = []byte(strings.Replace(string(r.folder[libraryFile].Data), "借书证", "图书证", 1))
	if report, left := r.renew(t); len(report.Published) != 0 || len(left) != 1 || left[0] != libraryFile {
		t.Errorf("%+v %v", report.Published, left)
	}
	if report, left := r.renew(t); len(report.Published) != 0 || len(left) != 0 { // it was told
		t.Errorf("%+v %v", report.Published, left)
	}
	if name, n := r.shown(t); name != "读者证" || n != 2 {
		t.Errorf("a start of the program took it back: %s, version %d", name, n)
	}
	// The next draft stands over what was published.
	if next := r.begin(t, bing); next.ID == d.ID || r.value(t, next, "/name") != "读者证" {
		t.Errorf("%+v", next)
	}
}

// Nobody agrees to or publishes what he or she wrote a step of, be it undone; nor does a deputy.
func TestTwoPeople(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	both := staff("both", "两个岗位", actor.Post{Role: actor.ItemManager, Department: ours}, actor.Post{Role: actor.ServiceOffice})
	r.do(t, both, d, set("/type", "permit"))
	if _, err := r.Undo(ctx, both, d.ID, 2, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Submit(ctx, amei, d.ID, 2); !fault.Is(err, fault.Conflict) {
		t.Errorf("another version was seen: %v", err)
	}
	for range 2 {
		if _, err := r.Submit(ctx, amei, d.ID, 3); err != nil {
			t.Fatal(err)
		}
	}
	deputy := staff("deputy", "代", actor.Post{Role: actor.ServiceOffice, For: "both"})
	for _, who := range []actor.Actor{amei, both, deputy} {
		if _, err := r.Approve(ctx, who, d.ID, 3); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s agreed: %v", who.ID, err)
		}
	}
	if _, err := r.Publish(ctx, chief, d.ID, 3, "2026-11-25"); !fault.Is(err, fault.Conflict) {
		t.Errorf("nobody has agreed yet: %v", err)
	}
	if _, err := r.Approve(ctx, bing, d.ID, 3); err != nil {
		t.Fatal(err)
	}
	for who, code := range map[*actor.Actor]fault.Code{&amei: fault.Forbidden, &bing: fault.Forbidden, &both: fault.Forbidden, &deputy: fault.Forbidden, &other: fault.NotFound, &clerk: fault.Forbidden} {
		if _, err := r.Publish(ctx, *who, d.ID, 3, "2026-11-25"); !fault.Is(err, code) {
			t.Errorf("%s: %v", who.ID, err)
		}
	}
	// What was agreed to can't change; taken back, it is to be agreed to anew.
	if _, err := r.Edit(ctx, amei, d.ID, r.order(3, set("/name", "x"))); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if back, err := r.Return(ctx, amei, d.ID, 3, ""); err != nil || back.State != catalog.DraftOpen || back.Approved != "" {
		t.Errorf("%+v %v", back, err)
	}
	if _, err := r.Publish(ctx, chief, d.ID, 3, "2026-11-25"); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	// Whose post has ended has no more part in it.
	gone := staff("amei", "阿梅")
	if _, err := r.Submit(ctx, gone, d.ID, 3); !fault.Is(err, fault.Forbidden) {
		t.Errorf("%v", err)
	}
	moved := staff("amei", "阿梅", actor.Post{Role: actor.ItemManager, Department: "health"})
	if _, err := r.Draft(ctx, moved, d.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}

func TestReturnAndComments(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	if _, err := r.Submit(ctx, amei, d.ID, 1); err != nil {
		t.Fatal(err)
	}
	key := r.key()
	var first catalog.Comment
	for range 2 {
		var err error
		if first, err = r.Comment(ctx, chief, d.ID, catalog.Comment{File: libraryFile, Path: "/name", Text: "为什么改名？"}, key); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Comment(ctx, amei, d.ID, catalog.Comment{Thread: first.ID, Text: "大家都这么叫"}, r.key()); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Approve(ctx, chief, d.ID, 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("a comment isn't settled: %v", err)
	}
	for range 2 {
		if c, err := r.Settle(ctx, chief, d.ID, first.ID); err != nil || c.SettledBy != "主任" {
			t.Errorf("%+v %v", c, err)
		}
	}
	list, err := r.Comments(ctx, amei, d.ID)
	if err != nil || len(list) != 2 || list[1].Path != "/name" {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := r.Return(ctx, chief, d.ID, 1, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := r.Return(ctx, chief, d.ID, 1, "先改期限"); err != nil {
		t.Fatal(err)
	}
	moves, err := r.Moves(ctx, d)
	if err != nil || len(moves) != 2 || moves[1].Reason != "先改期限" || moves[1].Name != "主任" {
		t.Errorf("%+v %v", moves, err)
	}
	if _, err := r.Discard(ctx, amei, d.ID, 1); err != nil {
		t.Fatal(err)
	}
	if next := r.begin(t, amei); next.ID == d.ID || r.value(t, next, "/name") != "借书证" {
		t.Errorf("%+v", next)
	}
}

func TestGate(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	if _, err := r.Submit(ctx, amei, d.ID, 0); !fault.Is(err, fault.Conflict) {
		t.Errorf("nothing was changed: %v", err)
	}
	r.do(t, amei, d, set("/type", "nonsense"))
	var h *catalog.Hindered
	if _, err := r.Submit(ctx, amei, d.ID, 1); !errors.As(err, &h) || !fault.Is(err, fault.Invalid) || len(h.List) == 0 || h.List[0].File != libraryFile || h.List[0].Line == 0 {
		t.Fatalf("%+v %v", h, err)
	}
	// A text that is no YAML is kept, and stops commands and the gate until it is mended.
	r.do(t, amei, d, print.Command{Do: print.Replace, Text: "id: [\n"})
	if _, err := r.Edit(ctx, amei, d.ID, r.order(2, set("/type", "grant"))); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if _, err := r.Submit(ctx, amei, d.ID, 2); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if r.now(t, d).State != catalog.DraftOpen {
		t.Error("it was handed on")
	}
}

// Something else is published while a draft is written.
func TestPublishedMeanwhile(t *testing.T) {
	r := newRoom(t)
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	r.do(t, amei, d, set("/keep", "5y"))
	r.folder[libraryFile].Data = []byte(strings.NewReplacer("借书证", "图书证", "copies: 1", "copies: 2").Replace(string(r.folder[libraryFile].Data)))
	r.renew(t)
	behind, lost, err := r.Behind(ctx, r.now(t, d))
	if err != nil || !behind || len(lost) != 1 || lost[0].File != libraryFile || lost[0].Path != "/name" || !strings.Contains(lost[0].Mine, "读者证") || !strings.Contains(lost[0].Theirs, "图书证") || !strings.Contains(lost[0].Was, "借书证") {
		t.Fatalf("%t %+v %v", behind, lost, err)
	}
	var c *catalog.Conflicts
	if _, err := r.Submit(ctx, amei, d.ID, 2); !errors.As(err, &c) || !fault.Is(err, fault.Conflict) || len(c.List) != 1 {
		t.Fatalf("%v", err)
	}
	if _, err := r.Follow(ctx, amei, d.ID, 2, nil, r.key()); !errors.As(err, &c) {
		t.Fatalf("%v", err)
	}
	done, err := r.Follow(ctx, amei, d.ID, 2, map[string]string{lost[0].ID: catalog.TakeMine}, r.key())
	if err != nil || done.Step != 3 || done.Steps[0].Kind != catalog.StepFollow {
		t.Fatalf("%+v %v", done, err)
	}
	if now := r.text(t, d, libraryFile); !strings.Contains(now, "读者证") || !strings.Contains(now, "copies: 2") || !strings.Contains(now, "keep: 5y") {
		t.Errorf("%s", now)
	}
	if behind, lost, err := r.Behind(ctx, r.now(t, d)); err != nil || behind || len(lost) > 0 {
		t.Errorf("%t %v %v", behind, lost, err)
	}
	// One's own steps of before can be undone still, where the other's is not in the way.
	if _, err := r.Undo(ctx, amei, d.ID, 3, ""); err != nil || r.value(t, d, "/keep") != "10y" {
		t.Errorf("%v", err)
	}
	if _, err := r.Follow(ctx, amei, d.ID, 4, nil, r.key()); !fault.Is(err, fault.Conflict) {
		t.Errorf("there is nothing new: %v", err)
	}
	// Something that doesn't meet needs nobody's choice.
	d = r.now(t, d)
	if _, err := r.Submit(ctx, amei, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Approve(ctx, chief, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	r.folder[libraryFile].Data = []byte(strings.Replace(string(r.folder[libraryFile].Data), "type: grant", "type: permit", 1))
	r.renew(t)
	if out, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-23"); err != nil || out.Number != 4 {
		t.Fatalf("%+v %v", out, err)
	}
	def, err := r.catalogue.Current(ctx, library)
	if err != nil || def.Number != 4 || def.Program("zh-Hans").Plan().Name != "读者证" || def.Program("zh-Hans").Plan().Type != "permit" {
		t.Errorf("%+v %v", def.Version, err)
	}
}

// A crash in the middle of publishing leaves all as it was.
func TestPublishingIsOneTransaction(t *testing.T) {
	r := newRoom(t)
	d := r.reviewed(t, set("/name", "读者证"))
	if err := dbtest.Guard(ctx, r.db, "audit_events", "stopped", "INSERT", "NEW.act = 'item.draft_publish'", "stopped"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-23"); err == nil {
		t.Fatal("it was published without its event")
	}
	if name, n := r.shown(t); name != "借书证" || n != 1 || r.now(t, d).State != catalog.DraftInReview || r.acts(t)["item.publish"] != 1 {
		t.Errorf("%s, version %d, %s", name, n, r.now(t, d).State)
	}
	if err := dbtest.Unguard(ctx, r.db, "audit_events", "stopped"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-22"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a day that is over: %v", err)
	}
	if out, err := r.Publish(ctx, chief, d.ID, d.Version, "2026-11-23"); err != nil || out.Number != 2 {
		t.Errorf("%+v %v", out, err)
	}
}

// An item that isn't in the catalogue yet: from nothing much, from a template of each mode, from another item.
func TestNewItem(t *testing.T) {
	r := newRoom(t)
	for i, from := range []string{"empty", "template:original_precheck", "template:front_verification", "template:back_verification", "template:fully_online", "item:" + library} {
		id := []string{"new_a", "new_b", "new_c", "new_d", "new_e", "new_f"}[i]
		d, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: id, From: from, Name: "补办: '读者证'"})
		if err != nil || d.Version != 1 || d.Department != ours || len(d.Authors) != 1 {
			t.Fatalf("%s: %+v %v", from, d, err)
		}
		files, err := r.Files(ctx, d)
		if err != nil || files[0].Path != "items/"+id+"/item.yaml" {
			t.Fatalf("%s: %v %v", from, files, err)
		}
		doc, faults := print.Parse("", files[0].Text)
		if name, _ := doc.ValueAt("/name"); faults.HasErrors() || name.Text != "补办: '读者证'" {
			t.Errorf("%s: %v %s", from, faults, files[0].Text)
		}
		if _, err := r.Undo(ctx, amei, d.ID, 1, ""); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: what it begins with was undone: %v", from, err)
		}
		if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: id, From: from, Name: "又一个"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: begun twice: %v", from, err)
		}
		if again, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: id, From: from, Name: "补办: '读者证'"}); err != nil || again.ID != d.ID {
			t.Errorf("%s: pressed twice: %+v %v", from, again, err)
		}
		if from == "empty" || strings.HasPrefix(from, "template") {
			if _, err := r.Submit(ctx, amei, d.ID, 1); err != nil {
				var h *catalog.Hindered
				errors.As(err, &h)
				t.Errorf("%s: %v %+v", from, err, h)
			}
		}
	}
	list, err := r.List(ctx, amei, catalog.Chinese)
	if err != nil || len(list) != 7 || list[1].ID != "new_a" || list[1].Number != 0 || list[1].Draft == nil || list[1].Department.Title != "民政局" {
		t.Errorf("%+v %v", list, err)
	}
	if list, err := r.List(ctx, other, catalog.Chinese); err != nil || len(list) != 1 {
		t.Errorf("what isn't published is seen by another department: %+v %v", list, err)
	}
	for name, o := range map[string]catalog.DraftOrder{
		"id": {Item: "A", From: "empty", Name: "x"}, "name": {Item: "a", From: "empty"}, "from": {Item: "a", From: "x", Name: "x"}, "mode": {Item: "a", From: "template:x", Name: "x"},
		"item": {Item: "a", From: "item:x", Name: "x"}, "department": {Item: "a", From: "empty", Name: "x", Department: "x"},
	} {
		if _, err := r.Begin(ctx, amei, o); !fault.Is(err, fault.Invalid) {
			t.Errorf("a bad %s: %v", name, err)
		}
	}
	if _, err := r.Begin(ctx, other, catalog.DraftOrder{Item: "b", From: "empty", Name: "x", Department: ours}); !fault.Is(err, fault.NotFound) {
		t.Errorf("another department's: %v", err)
	}
	if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: library, From: "empty", Name: "x"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is in the catalogue: %v", err)
	}
	// Published it is an item like others.
	d, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: "new_e"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Approve(ctx, chief, d.ID, 1); err != nil {
		t.Fatal(err)
	}
	if out, err := r.Publish(ctx, reform, d.ID, 1, "2026-11-23"); err != nil || out.Number != 1 {
		t.Fatalf("%+v %v", out, err)
	}
	if def, err := r.catalogue.Current(ctx, "new_e"); err != nil || def.Number != 1 {
		t.Errorf("%v", err)
	}
}

// What a replay of past cases lacks keeps a draft from being handed on at each step: at first that there is none, then that the
// reviewer has not gone through it; at publishing either who agreed or who publishes has.
func TestUnreplayed(t *testing.T) {
	r := newRoom(t)
	var asked [][]string
	lacks := true
	unreplayed = func(c catalog.Candidate, readers []string) []catalog.Hindrance {
		if asked = append(asked, readers); c.Draft == "" || c.Item != library || len(c.Files) != 1 {
			t.Errorf("%+v", c)
		}
		if !lacks {
			return nil
		}
		return []catalog.Hindrance{{Code: "replay", Chinese: "没有回放", English: "Not replayed"}}
	}
	t.Cleanup(func() { unreplayed = nil })
	d := r.begin(t, amei)
	r.do(t, amei, d, set("/name", "读者证"))
	d = r.now(t, d)
	refused := func(what string, err error) {
		t.Helper()
		if h := (*catalog.Hindered)(nil); !errors.As(err, &h) || len(h.List) != 1 || h.List[0].Code != "replay" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := r.Submit(ctx, amei, d.ID, d.Version)
	refused("submit", err)
	lacks = false
	if _, err := r.Submit(ctx, amei, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	lacks = true
	_, err = r.Approve(ctx, chief, d.ID, d.Version)
	refused("approve", err)
	lacks = false
	if _, err := r.Approve(ctx, chief, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	lacks = true
	_, err = r.Publish(ctx, reform, d.ID, d.Version, "2026-11-25")
	refused("publish", err)
	lacks = false
	if _, err := r.Publish(ctx, reform, d.ID, d.Version, "2026-11-25"); err != nil {
		t.Fatal(err)
	}
	want := [][]string{nil, nil, {chief.ID}, {chief.ID}, {chief.ID, reform.ID}, {chief.ID, reform.ID}}
	if !slices.EqualFunc(asked, want, slices.Equal) {
		t.Errorf("who has to have gone through it: %q", asked)
	}
}
