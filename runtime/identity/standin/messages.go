package standin

import "banshi/runtime/base/fault"

// What the stand-in refuses.
var (
	sayNoAccount = fault.Say("没有这个账号，请另选一个", "There is no such account: choose another")
)

// What it says of itself.
var sayLabel = fault.Say("示例登录：从名单中选择，不是真实的身份认证", "A stand-in: one chooses from a list, this is no real sign-in")
