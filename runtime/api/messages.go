package api

import "banshi/runtime/base/fault"

// What the routes say and refuse.
var (
	sayNotYours  = fault.Say("没有找到，或者不属于您", "It isn't there, or it isn't yours")
	sayInstant   = fault.Say("%s，%s", "%s: %s")
	sayDoneAs    = fault.Say("%s（%s）", "%s: %s")
	saySystem    = fault.Say("系统", "The system")
	sayApplicant = fault.Say("申请人", "Applicant")
	sayActsFor   = fault.Say("代%s办理", "Acting for %s")
)
