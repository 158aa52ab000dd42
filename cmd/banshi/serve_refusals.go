package main

import "banshi/runtime/base/fault"

// What the pages refuse.
var (
	sayNoAddress = fault.Say("没有这个地址", "There is no such address")
	sayNoAsset   = fault.Say("没有这个文件，页面可能已经更新，请刷新", "There is no such file; the page may have been updated: load it again")
)
