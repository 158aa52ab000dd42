package load_test

import (
	"fmt"

	"banshi/engine/load"
)

// A definition with two faults: both are told, each with its place and how to mend it.
func ExampleItem() {
	item, sources, faults := load.Item("item.yaml", []byte(`kind: Item
id: elder_allowance
name: 高龄津贴申领
type: grants
department: civil_affairs
applicants: [person]
facts: {benefits: {source: benefits, key: applicant.no, mny: true}}
`))
	fmt.Println(item.Name.S, item.Facts[0].Key.Pos.Column)
	fmt.Print(faults.Text(sources, ""))
	// Output:
	// 高龄津贴申领 43
	// item.yaml:4:7: error E113: “grants”不在可选词之内
	//   4 | type: grants
	//     |       ^^^^^^
	//   → 是不是 grant？可选的有：permit（行政许可） grant（行政给付） confirmation（行政确认） reward（行政奖励） other（其他行政权力） public_service（公共服务）
	//
	// item.yaml:7:57: error E101: 共享数据里没有键“mny”
	//   7 | facts: {benefits: {source: benefits, key: applicant.no, mny: true}}
	//     |                                                         ^^^
	//   → 是不是 many？
}
