package store_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"banshi/catalog"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

const amounts = "sources/amounts.yaml"

const amountsText = `kind: Source
id: amounts
title: 补贴标准
department: civil_affairs
dated: true
fields:
  - {id: monthly, type: money, title: 每月}
rows:
  - {from: "2026-01-01", basis: 甲文, values: {monthly: "80"}}
`

// A table that items share is drafted, reviewed by another and published like an item; what counts already is never changed.
func TestSharedDraft(t *testing.T) {
	r := newRoom(t)
	r.folder[amounts] = &fstest.MapFile{Data: []byte(amountsText)}
	r.renew(t)
	elsewhere := staff("x", "别的部门", actor.Post{Role: actor.ItemManager, Department: "health"})
	if _, err := r.Begin(ctx, elsewhere, catalog.DraftOrder{Item: amounts}); err == nil {
		t.Error("another department began a draft of it")
	}
	if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: "catalog.yaml"}); err == nil {
		t.Error("one department began a draft of what all share")
	}
	for _, path := range []string{"sources/nothing.yaml", "shared-data/x.yaml", "items/library_card/item.yaml", "../x.yaml"} {
		if _, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: path}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", path, err)
		}
	}
	d, err := r.Begin(ctx, amei, catalog.DraftOrder{Item: amounts})
	if err != nil || d.Title != "补贴标准" || d.Department != ours {
		t.Fatalf("%+v, %v", d, err)
	}
	list, err := r.List(ctx, amei, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if c.ID == amounts {
			t.Error("it stands among the items")
		}
	}
	shared, err := r.Shared(ctx, bing, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range shared {
		if f.Path == amounts {
			found = f.Dated && f.Draft != nil && f.Draft.ID == d.ID && f.MayEdit == nil && f.Kind == "source"
		}
		if f.Path == "catalog.yaml" && f.MayEdit == nil {
			t.Error("one department may edit what all share")
		}
	}
	if !found {
		t.Errorf("%+v", shared)
	}
	edit := func(c print.Command) error {
		_, err := r.Edit(ctx, amei, d.ID, catalog.Order{Version: r.now(t, d).Version, Parts: []catalog.Part{{File: amounts, Command: c}}, Label: "改", Key: r.key()})
		return err
	}
	if err := edit(set("/rows/0/values/monthly", "90")); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "2026-01-01") {
		t.Errorf("a row that counts: %v", err)
	}
	if err := edit(print.Command{Do: print.Replace, Text: strings.Replace(amountsText, `"80"`, `"90"`, 1)}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a row that counts, as text: %v", err)
	}
	row := print.Value{Kind: print.Map, Keys: []string{"from", "basis", "values"}, Items: []print.Value{print.Of("2026-12-31"), print.Of("乙文"),
		{Kind: print.Map, Keys: []string{"monthly"}, Items: []print.Value{print.Of("100")}}}}
	at := 1
	if err := edit(print.Command{Do: print.Insert, At: "/rows", Index: &at, Value: &row}); err != nil {
		t.Fatal(err)
	}
	d = r.now(t, d)
	if d, err = r.Submit(ctx, amei, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Approve(ctx, amei, d.ID, d.Version); err == nil {
		t.Error("who wrote it agreed to it")
	}
	if d, err = r.Approve(ctx, chief, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if d, err = r.Publish(ctx, chief, d.ID, d.Version, "2026-11-25"); err != nil || d.State != catalog.DraftPublished || d.Number != 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	table, err := r.catalogue.Table(ctx, "amounts")
	if err != nil || len(table.Rows) != 2 || table.Rows[1].Values[0].Text.S != "100" {
		t.Errorf("%+v, %v", table, err)
	}
	if _, n := r.shown(t); n != 1 {
		t.Errorf("an item became version %d", n)
	}
}
