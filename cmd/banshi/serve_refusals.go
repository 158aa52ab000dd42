package main

import "banshi/runtime/base/fault"

// What the pages refuse.
var (
	sayNoAddress = fault.Say("没有这个地址，请从首页进入", "There is no such address: please begin at the first page")
	sayTrail     = fault.Say("操作记录出了问题，请立即告知管理员", "Something is wrong with the audit trail; tell the administrator at once")
	sayNotProxy  = fault.Say("请从公布的网址访问", "Come by the published address")
	sayUnwell    = fault.Say("系统现在存不了数据，请稍后再试", "Nothing can be stored just now; try again later")
	sayNoAsset   = fault.Say("没有这个文件，页面可能已经更新，请刷新", "There is no such file; the page may have been updated: load it again")
)

// What the stand-in of card readers says.
var (
	sayStandinCards = fault.Say("示例读卡器：从名单中选一张证件，不是真实的读卡", "Stand-in card reader: choose a card from the list; no card is read")
	sayNoCard       = fault.Say("读卡器上没有这张证件，请放好再读", "No such card lies on the reader: put it there and read again")
)

// What of a pushed record isn't as its source declares it.
var (
	sayPushedKey  = fault.Say("键（key）不是这个来源的号码", "The key is no number of this source")
	sayUndeclared = fault.Say("来源没有声明这些字段：%s", "The source declares no such fields: %s")
	sayUnreadable = fault.Say("这些字段的值读不出来：%s", "The values of these fields can't be read: %s")
)

// What the step is called that a list of items makes in a draft.
var sayListStep = fault.Say("按实施清单改", "Changed as the list says")
