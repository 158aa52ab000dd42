package compile_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"banshi/engine/compile"
	"banshi/engine/load"
	"banshi/engine/plan"
)

// tables is an item with two tables, of which one has a fact by the name of a column of the other.
const tables = `-- catalog.yaml --
kind: Catalog
language: 1
id: t
title: 目录
district: {code: "440605", title: 南海区}
departments: [{id: market, title: 市场局}]
-- sources/person.yaml --
kind: Source
id: person
title: 人口库
holders: [person]
key: id_number
fields:
  - {id: name, type: text, title: 姓名, length: [1, 50]}
-- items/shop/item.yaml --
kind: Item
id: shop
name: 开店
type: permit
department: market
applicants: [person]
facts:
  me: {source: person}
form:
  - section: main
    title: 主要
    fields:
      - id: staff
        type: table
        title: 人员
        rows: {max: 3}
        facts: {person: {source: person, key: row.no, consent: {law: 示例法}}}
        fields:
          - {id: no, type: id_number, title: 号码}
          - {id: name, type: text, title: 姓名, length: [1, 50], fill: row.person.name}
      - id: rooms
        type: table
        title: 房间
        rows: {max: 3}
        fields:
          - {id: person, type: text, title: 负责人, length: [1, 50], fill: me.name}
          - {id: label, type: text, title: 门牌, length: [1, 50], fill: row.person}
`

func compiled(t *testing.T, text string) *plan.Plan {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	cat, files, faults := load.Catalog(fsys)
	if len(faults) > 0 {
		t.Fatal(faults.Text(files, ""))
	}
	p, faults := compile.Item(cat, cat.Items[0], compile.Chinese)
	if p == nil {
		t.Fatal(faults.Text(files, ""))
	}
	return p
}

// TestFillFacts: a fill comes from the facts that it reads; a column by the name of another table's fact
// is none.
func TestFillFacts(t *testing.T) {
	p := compiled(t, tables)
	for path, want := range map[[2]string][]string{
		{"staff", "name"}: {"row.person"}, {"rooms", "person"}: {"me"}, {"rooms", "label"}: nil,
	} {
		if got := p.Field(path[0]).Column(path[1]).Fill[0].Facts; !slices.Equal(got, want) {
			t.Errorf("%v is filled from %v, want %v", path, got, want)
		}
	}
}
