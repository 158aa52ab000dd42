package api

import "banshi/runtime/base/fault"

// What the routes refuse.
var (
	sayNotYours = fault.Say("没有找到，或者不属于您", "It isn't there, or it isn't yours")
)
