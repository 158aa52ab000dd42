package store

import "banshi/runtime/base/fault"

// What the store of versions refuses.
var (
	sayPublished       = fault.Say("目录刚被别人发布过，请重新导入", "Somebody has just published a catalogue: import again")
	sayNothingImported = fault.Say("事项目录还没有导入", "No catalogue was imported yet")
	sayNoPack          = fault.Say("没有这一份事项目录", "There is no such catalogue")
	sayNoVersion       = fault.Say("没有这个事项的这一版", "There is no such version of this item")
	sayNoDraft         = fault.Say("没有这份草稿", "There is no such draft")
	sayNoStep          = fault.Say("没有这一步", "There is no such step")
	sayMoved           = fault.Say("草稿刚被别人改过，请再看一下", "Somebody has just changed the draft: look again")
)
