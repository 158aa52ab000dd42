package store

import "banshi/runtime/base/fault"

// What the store of attachments refuses.
var (
	sayNoFile     = fault.Say("没有这个文件，请重新上传", "There is no such file: please upload it again")
	sayOtherFiles = fault.Say("文件已有变化，请看一下再排", "The files have changed: look again, then put them in order")
)
