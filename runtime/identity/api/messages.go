package api

import "banshi/runtime/base/fault"

// What sign-in refuses.
var (
	sayNoList     = fault.Say("示例名单暂时读不到", "The list of the stand-in can't be read just now")
	sayWhoUnknown = fault.Say("暂时不能确认您的身份，请稍后再试", "Who you are can't be found out just now; try again later")
)
