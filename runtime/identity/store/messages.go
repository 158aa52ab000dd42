package store

import "banshi/runtime/base/fault"

// What the stores refuse.
var (
	sayNoSession = fault.Say("没有这个会话，请重新登录", "There is no such session: please sign in again")
	sayNoAccount = fault.Say("没有这个账号，请另选一个", "There is no such account: choose another")
	sayNoMandate = fault.Say("没有这份授权，请找委托人重新授权", "There is no such authorisation: ask the principal for a new one")
	sayMoved     = fault.Say("这份授权刚有变化，请刷新后再看", "This authorisation has just changed: load it again and look")
)
