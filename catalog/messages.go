package catalog

import "banshi/runtime/base/fault"

// What the catalogue refuses.
var (
	sayNoItem          = fault.Say("没有这个事项，或者已经停办，请在办事大厅里另找", "There is no such item, or it is offered no more: please look for another in the hall")
	sayNothingImported = fault.Say("事项目录还没有导入，请管理员先导入", "No catalogue was imported yet: please ask the administrator to import one")
	sayUnreadable      = fault.Say("读不出事项目录，请核对文件夹和权限", "The catalogue can't be read: check the folder and its permissions")
	sayFaulty          = fault.Say("事项目录有错，没有发布：请按列出的地方改好，再导入", "The catalogue has errors and wasn't published: mend what is listed, then import it again")
	sayDay             = fault.Say("生效日期要写成 YYYY-MM-DD", "The day of effect must be written YYYY-MM-DD")
)
