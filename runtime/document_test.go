package runtime

import (
	"testing"

	"banshi/engine/plan"
)

func TestEditionsOfADocument(t *testing.T) {
	d := Document{Kind: DocCorrection, Title: "补正材料通知书", Body: Body{Item: "高龄津贴", Says: []string{"请补正。"}, Until: "2026-12-23",
		Parts: []Part{{Path: "form.phone", Title: "电话", Reason: "打不通"}}, Basis: []plan.Basis{{Law: "行政许可法"}}}}
	if old := d.In("en"); old.Title != "Notice of correction" || old.Body.Says[0] != "请补正。" {
		t.Errorf("from before there was English: %+v", old)
	}
	d.Body.English = &English{Title: "Notice of correction", Item: "Old-age allowance", Says: []string{"Please correct."}, Parts: []string{"Phone"}}
	en := d.In("en")
	if en.Title != "Notice of correction" || en.Body.Item != "Old-age allowance" || en.Body.Says[0] != "Please correct." || en.Body.Parts[0] != (Part{"form.phone", "Phone", "打不通", ""}) {
		t.Errorf("in English: %+v", en)
	}
	if en.Body.Until != d.Body.Until || en.Body.Basis[0].Law != "行政许可法" {
		t.Errorf("what is the same in both differs: %+v", en)
	}
	if zh := d.In("zh-Hans"); zh.Title != "补正材料通知书" || zh.Body.Parts[0].Title != "电话" || zh.Body.Says[0] != "请补正。" {
		t.Errorf("the Chinese text has changed: %+v", zh)
	}
}

func TestDayText(t *testing.T) {
	for _, c := range [][3]string{{"2026-12-03", "2026年12月3日", "3 December 2026"}, {"", "", ""}, {"soon", "", ""}} {
		if zh, en := DayText(c[0], "zh-Hans"), DayText(c[0], "en"); zh != c[1] || en != c[2] {
			t.Errorf("%q: %q, %q", c[0], zh, en)
		}
	}
}
