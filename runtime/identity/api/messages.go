package api

import (
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
)

// What sign-in refuses.
var (
	sayNoList     = fault.Say("示例名单暂时读不到，请稍后再试", "The list of the stand-in can't be read just now: please try again later")
	sayFullDoor   = fault.Say("系统的存储空间满了，暂时不能登录；已经登录的人照常可以查看。请稍后再试", "There is no room left to store anything, so nobody can sign in just now; who is signed in already goes on reading. Try again later")
	sayWhoUnknown = fault.Say("暂时不能确认您的身份，请稍后再试", "Who you are can't be found out just now; try again later")
)

// Who somebody of the stand-in is.
var (
	sayCitizen   = fault.Say("个人", "Citizen")
	saySeparator = fault.Say("；", "; ")
)

// sayActing is by what right somebody acts for another.
var sayActing = map[identity.ActsAs]fault.Text{
	identity.Self:     fault.Say("%s的法定代表人", "legal representative of %s"),
	identity.Agent:    fault.Say("为%s代办，要有授权", "agent for %s, who must authorise it"),
	identity.Guardian: fault.Say("%s的监护人", "guardian of %s"),
	identity.Family:   fault.Say("%s的家人", "family of %s"),
	identity.Village:  fault.Say("为%s帮办的村（社区）人员", "of the village, helping %s"),
}
