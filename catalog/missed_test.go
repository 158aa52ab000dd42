package catalog_test

import (
	"strings"
	"testing"

	"banshi/catalog"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// What found nothing is counted for the office that owns the catalogue: whole questions only, without
// numbers, and nobody else reads it.
func TestMissed(t *testing.T) {
	b := setup(t)
	b.load(t, folder(t))
	for _, look := range []catalog.Looking{
		{Text: "火星登陆", Asked: true}, {Text: " 火星登陆 ", Asked: true},
		{Text: "查身份证440605194001010016", Asked: true},
		{Text: "月球基地"},             // half typed
		{Text: "老人钱", Asked: true}, // found
		{Text: "！？", Asked: true},
		{Text: "老人钱", Asked: true, Filters: []catalog.Filter{catalog.InBatches}},
		{Text: strings.Repeat("水星", 40), Asked: true},
	} {
		if _, err := b.Search(ctx, look); err != nil {
			t.Fatal(err)
		}
	}
	office := actor.Actor{Kind: actor.Staff, ID: "o", Level: 4, Posts: []actor.Post{{Role: actor.ServiceOffice}}}
	list, err := b.Missed(ctx, office)
	if err != nil || len(list) != 2 || list[0].Words != "火星登陆" || list[0].Count != 2 || strings.Contains(list[1].Words, "19400101") {
		t.Errorf("%v: %+v", err, list)
	}
	clerk := actor.Actor{Kind: actor.Staff, ID: "c", Level: 4, Posts: []actor.Post{{Role: actor.WindowClerk}}}
	if _, err := b.Missed(ctx, clerk); err == nil || fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a clerk reads them: %v", err)
	}
	if _, err := b.Missed(ctx, actor.Actor{}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody reads them: %v", err)
	}
}
