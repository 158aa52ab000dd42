package designer_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"banshi/designer"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

const allowance = "sources/allowance_standard.yaml"

// TestUsesOf: what items make of a table is told field by field, with the sentences of the rules.
func TestUsesOf(t *testing.T) {
	s, _ := open(t, "elder_allowance")
	list, err := s.UsesOf(context.Background(), clerk, allowance)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]designer.EntryUse{}
	for _, e := range list {
		found[e.Path] = e
	}
	whole, early := found[""], found["/fields/#early_days"]
	if len(whole.Items) != 1 || whole.Items[0].ID != "elder_allowance" || len(whole.Items[0].Rules) < len(early.Items[0].Rules) {
		t.Fatalf("the table: %+v", whole)
	}
	if len(early.Items) != 1 || len(early.Items[0].Rules) == 0 || !strings.Contains(early.Items[0].Rules[0].Sentence, "可提前申请天数") {
		t.Errorf("early_days: %+v", early)
	}
	people, err := s.UsesOf(context.Background(), clerk, "sources/person.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range people {
		if e.Path == "/fields/#name" && len(e.Items) < 3 {
			t.Errorf("the name of a person is read by %d items: rows of tables and fragments read it, too", len(e.Items))
		}
	}
	totals, err := s.SharedUses(context.Background(), clerk)
	if err != nil || len(totals) < 40 {
		t.Fatalf("%d files, %v", len(totals), err)
	}
	stranger := actor.Actor{Kind: actor.Staff, ID: "S9", Posts: []actor.Post{{Role: actor.WindowClerk, Department: "civil_affairs"}}}
	if _, err := s.SharedUses(context.Background(), stranger); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a clerk at the window: %v", err)
	}
}

// TestDraftOfTable: a draft of a table is looked at like one of an item, and says what it means for which item.
func TestDraftOfTable(t *testing.T) {
	s, d := open(t, allowance)
	text := string(d.files[allowance].Data)
	put := func(text string) {
		d.files[allowance] = &fstest.MapFile{Data: []byte(text)}
	}
	look, err := s.Look(context.Background(), clerk, "d1", designer.Trial{})
	if err != nil || look.Tree == nil || look.View != nil {
		t.Fatalf("%+v, %v", look, err)
	}
	s, d = open(t, allowance)
	d.changed = []string{allowance}
	put(strings.Replace(text, `early_days: "30"
      from_80: "100"`, `early_days: "60"
      from_80: "100"`, 1))
	list, err := s.Effects(context.Background(), clerk, "d1")
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	e := list[0]
	if e.Item != "elder_allowance" || e.Changed || e.Broken || len(e.Rules) == 0 || e.Tests == 0 || len(e.Failing) == 0 {
		t.Errorf("%+v: a test says how early one may apply", e)
	}
	s, d = open(t, allowance)
	d.changed = []string{allowance}
	put(strings.Replace(text, "id: early_days", "id: days_early", 1))
	list, err = s.Effects(context.Background(), clerk, "d1")
	if err != nil || len(list) != 1 || !list[0].Broken {
		t.Errorf("a field that a rule reads is gone: %+v, %v", list, err)
	}
	look, err = s.Look(context.Background(), clerk, "d1", designer.Trial{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(faults(look), "items/elder_allowance/item.yaml") {
		t.Errorf("the item that breaks is named: %s", faults(look))
	}
}

func faults(l designer.Look) string {
	var out []string
	for _, f := range l.Faults {
		out = append(out, f.Code+" "+f.File+" "+f.Message)
	}
	return strings.Join(out, "\n")
}

// TestProbe: only who may edit a source tries it, and nobody is seen by it.
func TestProbe(t *testing.T) {
	s, d := open(t, "elder_allowance")
	police := actor.Actor{Kind: actor.Staff, ID: "S2", Posts: []actor.Post{{Role: actor.ItemManager, Department: "public_security"}}}
	got, err := s.Probe(context.Background(), police, "sources/person.yaml", "440622198604129913")
	if err != nil || got.Records != 2 || got.Status != "records" {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, c := range got.Cells {
		if strings.Contains(c.Value, "启") || strings.Contains(c.Value, "19860412") || strings.Contains(c.Value, "male") {
			t.Errorf("%s is seen: %s", c.ID, c.Value)
		}
	}
	if _, err := s.Probe(context.Background(), clerk, "sources/person.yaml", "440622198604129913"); err == nil {
		t.Error("civil affairs tries the register of the police")
	}
	if _, err := s.Probe(context.Background(), police, "sources/person.yaml", " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("no key: %v", err)
	}
	if _, err := s.Probe(context.Background(), police, "sources/nothing.yaml", "x"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no source: %v", err)
	}
	if len(d.asked) != 1 {
		t.Errorf("asked: %v", d.asked)
	}
}
