package store

import "banshi/runtime/base/fault"

// What the store of sessions refuses.
var (
	sayNoSession = fault.Say("没有这个会话", "There is no such session")
)
