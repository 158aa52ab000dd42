package main

import "banshi/runtime/base/fault"

// What the pages refuse.
var (
	sayNoAddress = fault.Say("没有这个地址", "There is no such address")
	sayUnwell    = fault.Say("系统现在存不了数据，请稍后再试", "Nothing can be stored just now; try again later")
	sayNoAsset   = fault.Say("没有这个文件，页面可能已经更新，请刷新", "There is no such file; the page may have been updated: load it again")
)
