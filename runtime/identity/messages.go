package identity

import "banshi/runtime/base/fault"

// Why nobody is signed in.
var (
	sayNoChannel       = fault.Say("没有这个办理渠道", "There is no such channel")
	sayNoApplicant     = fault.Say("没有找到要代表的申请人", "There is no such applicant to act for")
	sayChooseApplicant = fault.Say("请从列出的申请人中选择", "Choose one of those listed")
	saySignInAgain     = fault.Say("登录已失效，请重新登录", "Your session has ended: sign in again")
)
