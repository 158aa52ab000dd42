package actor

import "banshi/runtime/base/fault"

// Why not, for the person.
var (
	saySignIn     = fault.Say("请先登录", "Please sign in first")
	sayWrongState = fault.Say("当前状态下不能这样办理，请刷新后再看", "This can't be done in the present state: load it again and look")
	sayFourEyes   = fault.Say("您参与过本件的审查，须由另一人决定", "You took part in examining this case: somebody else must decide it")
	sayNotYours   = fault.Say("没有找到，或者不属于您", "It isn't there, or it isn't yours")
	sayNoRight    = fault.Say("您没有办理这一步的权限", "You have no right to take this step")
	sayLevel      = fault.Say("本事项要求%s级实名认证，请提升认证等级后再办，填过的都还在", "This item asks for real-name identity of level %s: raise yours first; what you filled in is kept")
)
