package store

import "banshi/runtime/base/fault"

// What the stores refuse.
var (
	sayNoSession = fault.Say("没有这个会话", "There is no such session")
	sayNoAccount = fault.Say("没有这个账号", "There is no such account")
	sayNoMandate = fault.Say("没有这份授权", "There is no such authorisation")
	sayMoved     = fault.Say("这份授权刚有变化，请刷新后再看", "This authorisation has just changed: load it again and look")
)
