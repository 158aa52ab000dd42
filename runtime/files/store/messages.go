package store

import "banshi/runtime/base/fault"

// What the store of attachments refuses.
var (
	sayNoFile = fault.Say("没有这个文件", "There is no such file")
)
