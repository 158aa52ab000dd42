package catalog_test

import (
	"slices"
	"testing"

	"banshi/catalog"
)

func ids(list []catalog.Listed) []string {
	var out []string
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}

func TestSearch(t *testing.T) {
	b := opened(t)
	search := func(l catalog.Looking) catalog.Listing {
		t.Helper()
		list, err := b.Search(ctx, l)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for _, c := range []struct {
		look  catalog.Looking
		first string
	}{
		{catalog.Looking{Text: "开饭店"}, "food_business_licence_new"},
		{catalog.Looking{Text: "kaifandian"}, "food_business_licence_new"},
		{catalog.Looking{Text: "老人津贴"}, elder},
		{catalog.Looking{Text: "长寿金", Applicant: "person"}, elder},
		{catalog.Looking{Text: "长寿金", Language: "en"}, elder},
		{catalog.Looking{Text: "allowance", Language: "en"}, elder},
	} {
		list := search(c.look)
		if len(list.Hits) == 0 || list.Hits[0].ID != c.first {
			t.Errorf("%+v: %v", c.look, ids(list.Hits))
			continue
		}
		m := list.Hits[0].Match
		if (m == nil) != (c.look.Text == "") {
			t.Errorf("%+v: mark %+v", c.look, m)
		}
		if m != nil && (m.To <= m.From || m.To > len([]rune(m.Text))) {
			t.Errorf("%+v: mark %+v", c.look, m)
		}
	}
	// By department or theme there may be others.
	for _, look := range []catalog.Looking{{Text: "民政局"}, {Text: "养老服务"}, {Theme: "elder_care"}, {Theme: "elder_care", Applicant: "person"}} {
		if list := search(look); !slices.Contains(ids(list.Hits), elder) {
			t.Errorf("%+v: %v", look, ids(list.Hits))
		}
	}
	if list := search(catalog.Looking{Text: "长寿金", Applicant: "organisation"}); slices.Contains(ids(list.Hits), elder) {
		t.Error("what only a person can apply for was found for an organisation")
	}
	if list := search(catalog.Looking{Text: "长寿金", Theme: "market_entry"}); len(list.Hits) != 0 {
		t.Errorf("another theme: %v", ids(list.Hits))
	}
	// What stands behind a door is what the door counts.
	home, err := b.Home(ctx, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for kind, doors := range map[string][]catalog.Theme{"person": home.Themes.Person, "organisation": home.Themes.Organisation} {
		for _, door := range doors {
			if list := search(catalog.Looking{Theme: door.ID, Applicant: kind}); len(list.Hits) != door.Count {
				t.Errorf("%s of a %s: %d items behind a door that says %d", door.ID, kind, len(list.Hits), door.Count)
			}
		}
	}
	// Filters count before they are chosen, and one that leaves nothing says what is there without it.
	for _, look := range []catalog.Looking{{}, {Text: "许可"}, {Theme: "market_entry"}} {
		none := search(look)
		for i, f := range catalog.Filters() {
			look.Filters = []catalog.Filter{f}
			list := search(look)
			if list.Total != none.Facets[i].Count || list.Facets[i].Without != none.Total || !list.Facets[i].On {
				t.Errorf("%+v: %d hits behind a filter that says %d", look, list.Total, none.Facets[i].Count)
			}
			for _, hit := range list.Hits {
				if f == catalog.ZeroVisits && hit.Visits.Max > 0 || f == catalog.OneVisit && hit.Visits.Max > 1 || f == catalog.Instant && !hit.Instant || f == catalog.InBatches && !hit.Batch {
					t.Errorf("%s passes %s", hit.ID, f)
				}
			}
		}
	}
	if list := search(catalog.Looking{Text: "老人钱", Filters: []catalog.Filter{catalog.InBatches}}); list.Total != 0 || list.Facets[3].Without == 0 || list.Facets[0].Without != 0 {
		t.Errorf("%+v", list)
	}
	all := search(catalog.Looking{})
	if len(all.Hits) < 4 || all.Hits[0].Entry != nil || all.Hits[len(all.Hits)-1].Entry == nil {
		t.Errorf("without a text everything is listed, what has only a guide last: %v", ids(all.Hits))
	}
}

func TestHome(t *testing.T) {
	b := opened(t)
	home, err := b.Home(ctx, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	if home.District.Code != "440605" || home.District.Zone.String() != "Asia/Shanghai" {
		t.Errorf("%+v", home.District)
	}
	count := func(list []catalog.Theme, id string) int {
		i := slices.IndexFunc(list, func(t catalog.Theme) bool { return t.ID == id })
		if i < 0 {
			return -1
		}
		return list[i].Count
	}
	if n := count(home.Themes.Person, "elder_care"); n < 1 {
		t.Errorf("elder_care: %d", n)
	}
	if n := count(home.Themes.Organisation, "food_drug"); n < 3 {
		t.Errorf("food_drug: %d", n)
	}
	if len(home.Events.Person) == 0 || len(home.Events.Organisation) == 0 {
		t.Errorf("%+v", home.Events)
	}
	english, err := b.Home(ctx, "en")
	if err != nil || !slices.ContainsFunc(english.Popular, func(c catalog.Card) bool { return c.Name == "Old-age allowance" }) {
		t.Errorf("no English names: %v", err)
	}
}
