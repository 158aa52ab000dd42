package catalog_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"banshi/catalog"
	"banshi/catalog/store"
)

// What was wanted most comes first; among equals, and where nobody knows, the catalogue's own order
// stands, the same at every look and in both languages.
func TestWantedFirst(t *testing.T) {
	b := opened(t)
	order := func(language string) []string {
		home, err := b.Home(ctx, language)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for i, c := range home.Popular {
			ids = append(ids, c.ID)
			if i > 0 && c.Entry == nil && home.Popular[i-1].Entry != nil {
				t.Errorf("%s can be applied for here and comes after %s, a guide", c.ID, ids[i-1])
			}
		}
		return ids
	}
	own := order("zh-Hans")
	if slices.IsSorted(own) {
		t.Errorf("by id: %v", own)
	}
	if !slices.Equal(own, order("zh-Hans")) || !slices.Equal(own, order("en")) {
		t.Error("the order is another one at the second look")
	}
	wanted := map[string]int{own[4]: 2, own[2]: 7, own[3]: 2, "gone": 99}
	var fail error
	s, err := catalog.New(catalog.Config{Store: store.New(b.db), Clock: b.clock.Now, Program: "test",
		Demand: func(context.Context) (map[string]int, error) { return wanted, fail }})
	if err != nil {
		t.Fatal(err)
	}
	b.Service = s
	if got := order("zh-Hans"); !slices.Equal(got[:5], []string{own[2], own[3], own[4], own[0], own[1]}) || !slices.Equal(got[5:], own[5:]) {
		t.Errorf("wanted %v: %v, own order %v", wanted, got, own)
	}
	wanted, fail = nil, errors.New("down")
	if got := order("zh-Hans"); !slices.Equal(got, own) {
		t.Errorf("with demand unknown: %v", got)
	}
}
