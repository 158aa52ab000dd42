package catalog_test

import (
	"testing"

	"banshi/catalog"
)

func TestABundleIsFoundByWhatItIsCalled(t *testing.T) {
	b := opened(t)
	for _, text := range []string{"开饭店一件事", "开奶茶店", "开小吃店", "kaifandianyijianshi", "开餐馆要办什么证"} {
		found, err := b.Search(ctx, catalog.Looking{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Bundles) != 1 || found.Bundles[0].ID != "open_a_restaurant" || len(found.Bundles[0].Items) != 2 || found.Bundles[0].Items[0].ID != "sole_proprietor_registration" {
			t.Errorf("%s: %+v", text, found.Bundles)
		}
	}
	for _, text := range []string{"高龄津贴", "开书店", "一", ""} {
		if found, err := b.Search(ctx, catalog.Looking{Text: text}); err != nil || len(found.Bundles) > 0 {
			t.Errorf("%q: %v, %+v", text, err, found.Bundles)
		}
	}
}

func TestWhereNothingIsFoundSomebodyAnswers(t *testing.T) {
	b := opened(t)
	found, err := b.Search(ctx, catalog.Looking{Text: "火星登陆"})
	if err != nil || found.Ask == nil || found.Ask.Phone != "0757-86000100" || found.Ask.Open == nil {
		t.Errorf("%v, %+v", err, found.Ask)
	}
	if found, err := b.Search(ctx, catalog.Looking{Text: "高龄津贴"}); err != nil || found.Ask != nil {
		t.Errorf("%v, %+v", err, found.Ask)
	}
}
