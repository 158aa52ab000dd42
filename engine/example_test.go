package engine_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"banshi/engine"
	"banshi/engine/eval"
)

// A whole catalogue in one string of files: a library card for those who live in the district.
var library = fstest.MapFS{
	"catalog.yaml": {Data: []byte(`kind: Catalog
language: 1
id: town
title: 示例目录
district: {code: "440605", title: 示例区}
towns:
  - {code: "440605011", title: 东街}
departments:
  - {id: culture, title: 文化局}
offices:
  - {id: hall, department: culture, title: 大厅, regions: ["440605011"], address: 东街1号, hours: 工作日, phones: [0757-80000000]}
themes:
  person: [{id: culture, title: 文化}]
roles:
  - {id: window_clerk, title: 窗口人员}
  - {id: approver, title: 审批人}
  - {id: leader, title: 领导}
calendar:
  - {year: 2026, off: ["2026-01-01"], work: []}
`)},
	"sources/person.yaml": {Data: []byte(`kind: Source
id: person
title: 自然人库
holders: [person]
key: id_number
driver: {file: persons.json}
timeout: 2s
fresh: 1d
trust: A
fields:
  - {id: region, type: region, title: 户籍地}
  - {id: born, type: date, title: 出生日期}
`)},
	"items/card/item.yaml": {Data: []byte(`kind: Item
id: card
code: "440605-20-001"
name: 借书证办理
also_known_as: [借书证]
type: public_service
department: culture
themes: {person: [culture]}
applicants: [person]
acting: [self]
keep: 10y
guide:
  basis: [{law: 公共图书馆法, article: 第三十三条}]
facts:
  person: {source: person}
eligibility:
  - id: resident
    title: 住在本区
    that: person.region.startsWith("440605") || form.works_here
    otherwise: 您的户籍在外地，也不在本区上班
    effect: refuse
    basis: {law: 公共图书馆法}
form:
  - section: about
    title: 您的情况
    fields:
      - id: works_here
        type: boolean
        title: 在本区上班
        show: '!person.region.startsWith("440605")'
        need: true
handling:
  mode: fully_online
  limit: [{statutory: 20wd, promised: 1d}]
  fee: 0
  result: [{document: 借书证}]
`)},
}

// Load, check and compile a catalogue, evaluate an application of which nothing is known yet, hand in
// what was wanted, and answer what is left.
func Example() {
	c := engine.Open(library)
	if !c.Sound("card") {
		fmt.Print(c.Faults.Text(c.Sources, "zh-Hans"))
		return
	}

	s, err := c.Program("card", "zh-Hans").Open(eval.Input{
		Submit:    true,
		Today:     "2026-11-23",
		Applicant: eval.Applicant{Kind: "person", No: "430102199001019913", Name: "林远"},
		User:      eval.User{No: "430102199001019913", ActsAs: "self", Level: 3},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	state := s.State()
	fmt.Println("wants", state.Wants[0].Source, "· undecided because of", state.Missing)
	fmt.Println("decided", state.Decided(), "· passes", state.Passes())

	s.Found("person", "430102199001019913", eval.Found{Status: eval.HasRecords, Records: []eval.Record{
		{ID: "P1", At: "2026-11-01", Cells: map[string]any{"region": "430102", "born": "1990-01-01"}},
	}})
	fmt.Println("undecided because of", s.State().Missing)

	s.Answer("works_here", false, true)
	state = s.State()
	fmt.Println("decided", state.Decided(), "· passes", state.Passes(), "·", state.Verdict, state.Rules["resident"].Text)

	s.Answer("works_here", true, true)
	fmt.Println("passes", s.State().Passes())
	// Output:
	// wants person · undecided because of [person]
	// decided false · passes false
	// undecided because of [form.works_here]
	// decided true · passes false · refuse 您的户籍在外地，也不在本区上班
	// passes true
}

// A draft of which nothing is known has nothing against it, and passes all the same only when it is
// submitted and decided; an item that isn't there is an error and no panic.
func TestVerdictIsAdvice(t *testing.T) {
	c := engine.Open(library)
	in := eval.Input{Today: "2026-11-23", Applicant: eval.Applicant{Kind: "person", No: "430102199001019913"}, User: eval.User{Level: 3, ActsAs: "self"}}
	state, err := c.Program("card", "").Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	if state.Verdict != "pass" || state.Decided() || state.Passes() {
		t.Errorf("verdict %s, decided %v, passes %v of a draft of which nothing is known", state.Verdict, state.Decided(), state.Passes())
	}
	if _, err := c.Program("no_such", "").Open(in); err == nil {
		t.Error("an item that is not there can be evaluated")
	}
}
