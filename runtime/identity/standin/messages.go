package standin

import "banshi/runtime/base/fault"

// What the stand-in refuses.
var (
	sayNoAccount = fault.Say("没有这个账号", "There is no such account")
)
