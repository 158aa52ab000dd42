package store

import "banshi/runtime/base/fault"

// What the store of versions refuses.
var (
	sayPublished       = fault.Say("目录刚被别人发布过，请重新导入", "Somebody has just published a catalogue: import again")
	sayNothingImported = fault.Say("事项目录还没有导入，请管理员先导入", "No catalogue was imported yet: please ask the administrator to import one")
	sayNoPack          = fault.Say("没有这一份事项目录，请重新导入", "There is no such catalogue: import it again")
	sayNoVersion       = fault.Say("没有这个事项的这一版，请看最新的一版", "There is no such version of this item: please look at the newest")
	sayNoDraft         = fault.Say("没有这份草稿，请回到列表另选", "There is no such draft: choose another from the list")
	sayNoStep          = fault.Say("没有这一步，请刷新页面再看", "There is no such step: reload the page and look again")
	sayStopped         = fault.Say("这个事项已经停办了，请刷新页面再看", "This item is stopped already: reload the page and look again")
	sayLifted          = fault.Say("停办已经解除，请刷新页面再看", "The stop is lifted already: reload the page and look again")
	sayNotStopped      = fault.Say("这个事项没有停办，请刷新页面再看", "This item isn't stopped: reload the page and look again")
	sayMoved           = fault.Say("草稿刚被别人改过，请再看一下", "Somebody has just changed the draft: look again")
)
