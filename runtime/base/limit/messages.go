package limit

import "banshi/runtime/base/fault"

// What is refused before anything is done, and when to come back.
var (
	sayTooOften = fault.Say("操作太频繁了，请过%d秒再试；已经填好的都还在", "That was too often in too short a time. Try again in %d s; what you filled in is kept")
	sayBusy     = fault.Say("现在办事的人多，系统忙不过来，请过%d秒再试；已经填好的都还在", "Too many people are here just now. Try again in %d s; what you filled in is kept")
)
