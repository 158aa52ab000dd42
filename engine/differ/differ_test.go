package differ

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banshi/engine/print"
)

func read(t *testing.T, text string) print.Value {
	t.Helper()
	d, faults := print.Parse("item.yaml", text)
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	return d.Value()
}

var update = flag.Bool("update", false, "write what is told as the golden")

const before = `kind: Item
id: shop
name: 开店许可
also_known_as: [开店, 卖东西]
facts:
  org: {source: organisation}
eligibility:
  - id: alive
    title: 营业执照有效
    that: org.status == "active"
form:
  - section: premises
    title: 经营场所
    fields:
      - {id: address, type: address, title: 经营地址, need: true}
      - {id: right, type: choice, title: 场所来源, options: {own: 自有, rent: 租赁}}
      - {id: area, type: number, title: 面积, min: 1}
      - {id: owner, type: text, title: 业主, length: [2, 50]}
  - section: people
    title: 人员
    fields:
      - {id: manager, type: text, title: 负责人}
handling:
  mode: fully_online
  limit: [{statutory: 20wd, promised: 5wd}]
  steps:
    inspect: {title: 现场核查, who: town_office}
`

const after = `kind: Item
id: shop
name: 开店许可（新办）
also_known_as: [开饭店, 开店]
facts:
  org: {source: organisation}
  credit: {source: credit}
eligibility:
  - id: not_closed
    title: 营业执照有效
    that: org.status == "active"
form:
  - section: premises
    title: 经营场所
    fields:
      - {id: area, type: number, title: 经营面积, min: 1, unit: ㎡}
      - {id: address, type: address, title: 经营地址, need: true}
      - {id: right, type: choice, title: 场所来源, options: {rent: 租赁, own: 自有, lent: 借用}}
  - section: people
    title: 人员
    fields:
      - {id: manager, type: text, title: 负责人}
      - {id: owner, type: text, title: 业主姓名, length: [2, 50]}
handling:
  mode: fully_online
  limit: [{statutory: 20wd, promised: 3wd}]
  steps:
    inspect: {title: 现场核查, who: district_office}
`

// The differences of two editions of an item, as a reviewer reads them.
func TestCompare(t *testing.T) {
	want := strings.Split(strings.TrimSpace(string(file(t, "testdata/shop.txt"))), "\n")
	var got []string
	for _, c := range Compare(read(t, before), read(t, after)) {
		got = append(got, string(c.Kind)+" "+string(c.Path)+" | "+c.Says.Zh+" | "+c.Says.En)
	}
	if *update {
		if err := os.WriteFile("testdata/shop.txt", []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Two equal definitions have no differences, and every difference of two has words, paths that are there, and
// both languages.
func TestEveryExample(t *testing.T) {
	items, err := filepath.Glob("../../examples/nanhai/items/*/item.yaml")
	if err != nil || len(items) < 10 {
		t.Fatal(len(items), err)
	}
	var all []print.Value
	var docs []*print.Document
	for _, name := range items {
		d, faults := print.Parse(name, string(file(t, name)))
		if faults.HasErrors() {
			t.Fatal(faults)
		}
		docs, all = append(docs, d), append(all, d.Value())
	}
	for i, v := range all {
		if got := Compare(v, v); len(got) != 0 {
			t.Errorf("%s differs from itself: %v", items[i], got[0].Says)
		}
		old := (i + 1) % len(all)
		for _, c := range Compare(all[old], v) {
			if c.Says.Zh == "" || c.Says.En == "" || c.Title.Zh == "" {
				t.Errorf("%s %s has no words", c.Kind, c.Path)
			}
			where := docs[i]
			if c.Kind == Removed {
				where = docs[old]
			}
			if _, ok := where.At(c.Path); !ok {
				t.Errorf("%s %s (%s) is not there", c.Kind, c.Path, c.Says.Zh)
			}
		}
	}
}
