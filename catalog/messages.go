package catalog

import "banshi/runtime/base/fault"

// What the catalogue refuses.
var (
	sayNoItem          = fault.Say("没有这个事项，或者已经停办", "There is no such item, or it is offered no more")
	sayNothingImported = fault.Say("事项目录还没有导入", "No catalogue was imported yet")
	sayUnreadable      = fault.Say("读不出事项目录", "The catalogue can't be read")
	sayFaulty          = fault.Say("事项目录有错，没有发布", "The catalogue has errors and wasn't published")
	sayDay             = fault.Say("生效日期要写成 YYYY-MM-DD", "The day of effect is written YYYY-MM-DD")
)
