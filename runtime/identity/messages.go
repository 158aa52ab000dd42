package identity

import "banshi/runtime/base/fault"

// Why nobody is signed in.
var (
	sayNoSession       = fault.Say("没有写明要退出哪一次登录，请写明", "It isn't said which session is to end: please say it")
	sayNoChannel       = fault.Say("没有这个办理渠道，请从首页进入", "There is no such channel: please begin at the first page")
	sayNoApplicant     = fault.Say("没有找到要代表的申请人，请另选一个", "There is no such applicant to act for: choose another")
	sayChooseApplicant = fault.Say("请从列出的申请人中选择", "Choose one of those listed")
	saySignInAgain     = fault.Say("登录已失效，请重新登录", "Your session has ended: sign in again")
	sayNoLevel         = fault.Say("实名认证等级应为1到5", "Levels of real-name identity must be 1 to 5")
	sayStaleSignIn     = fault.Say("这次登录已经过期，或者是在别的浏览器里开始的。请重新登录，填过的都还在", "This sign-in has run out, or began in another browser. Sign in again: what you filled in is kept")
	sayAnotherPerson   = fault.Say("认证的是另一个人。要换人，请先退出再登录；填过的都还在", "Somebody else was recognised. To change the person, sign out and in again: what you filled in is kept")
	sayStillLower      = fault.Say("这次认证是%d级，这一步要%d级。请在统一身份认证平台换一种核验方式，或者带证件到窗口；填过的都还在",
		"This time you were recognised at level %d, and this step asks for level %d. Choose another way at the provider, or come to the window with your document: what you filled in is kept")
)

// Acting for others.
var (
	sayNoMandate    = fault.Say("没有找到，或者不是给您的，请找发给您的人", "It isn't there, or it isn't meant for you: ask who sent it")
	sayMandateState = fault.Say("这份授权已经有了结果，请刷新后再看", "This authorisation has been answered already: load it again and look")
	sayMandateBad   = fault.Say("授权书还没有填好，请看标出的地方", "The authorisation isn't complete yet: see the places that are marked")
	sayAgentNo      = fault.Say("请填受托人的18位身份证号码", "Give the agent's identity number of 18 digits")
	sayAgentName    = fault.Say("请填姓名，2到50个字", "Give the name, 2 to 50 characters")
	sayUntil        = fault.Say("截止日期应从今天起，最长一年", "The last day must be from today on, a year at most")
	sayItems        = fault.Say("请选1到50个事项，或者选全部", "Choose 1 to 50 items, or all of them")
	sayOneself      = fault.Say("不能委托给自己，请写别人的姓名和号码", "Nobody is an agent of oneself: give somebody else's name and number")
	sayMayNotGive   = fault.Say("只有本人，或者单位的法定代表人，才能授权别人", "Only the person, or the legal representative of an organisation, can authorise somebody")
	sayNoHelper     = fault.Say("只有村（社区）的代办员能提出代办；您的账号没有登记在村（社区）", "Only a helper of a village or community can offer this; your account isn't registered with one")
)
