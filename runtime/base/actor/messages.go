package actor

import "banshi/runtime/base/fault"

// Why not, for the person.
var (
	saySignIn     = fault.Say("请先登录", "Please sign in first")
	sayWrongState = fault.Say("当前状态下不能这样办理，请刷新后再看", "This can't be done in the present state: load it again and look")
	sayProposed   = fault.Say("这一条是您推荐的，要由另一个人来审", "You proposed this: somebody else reviews it")
	sayWrote      = fault.Say("您参与了编写，须由另一人审阅、发布", "You wrote part of this: somebody else must review and publish it")
	sayTwoPeople  = fault.Say("是您导入的，须由另一人核对", "You brought it in: somebody else must check it")
	sayFourEyes   = fault.Say("您参与过本件的审查，须由另一人决定", "You took part in examining this case: somebody else must decide it")
	sayNotYours   = fault.NotYours
	sayNoRight    = fault.Say("您没有办理这一步的权限", "You have no right to take this step")
	sayOthersDo   = fault.Say("这一步由%s办理，您没有这个权限", "This is for the %s to do: you have no right to it")
	sayAnd        = fault.Say("、", ", ")
	sayOneself    = fault.Say("不能管理自己的账号，请由另一位管理员办理", "Nobody manages his or her own appointment: another administrator must")
	sayLevel      = fault.Say("这一步要求%s级实名认证，请提升认证等级后再办，填过的都还在", "This step asks for real-name identity of level %s: raise yours first; what you filled in is kept")
)

// What roles are called.
var (
	sayRole = fault.Say("工作人员", "staff")
	titles  = map[Role]fault.Text{
		ReformOffice:  fault.Say("改革办", "reform office"),
		ServiceOffice: fault.Say("政务服务办", "government-service office"),
		DataOffice:    fault.Say("数据管理", "data office"),
		ItemManager:   fault.Say("部门事项管理员", "department's item manager"),
		DataOwner:     fault.Say("部门数据管理员", "department's data owner"),
		WindowClerk:   fault.Say("窗口人员", "window clerk"),
		Approver:      fault.Say("审查人员", "examiner"),
		Leader:        fault.Say("分管领导", "deciding officer"),
		Inspector:     fault.Say("核查人员", "inspector"),
		SealKeeper:    fault.Say("印章管理员", "seal keeper"),
		Archivist:     fault.Say("档案员", "archivist"),
		Supervisor:    fault.Say("监察员", "supervisor"),
		TownAdmin:     fault.Say("镇街管理员", "town administrator"),
		DistrictAdmin: fault.Say("区级管理员", "district administrator"),
		Auditor:       fault.Say("审计员", "auditor"),
	}
)

// What there is that somebody may do something to.
var kindTitles = map[ObjectKind]fault.Text{
	Item:         fault.Say("事项与规则", "Items and rules"),
	Draft:        fault.Say("窗口上的申请", "Applications at the counter"),
	Case:         fault.Say("办件", "Cases"),
	Trail:        fault.Say("监察与审计", "Oversight"),
	Account:      fault.Say("人员", "Staff"),
	Mandate:      fault.Say("委托代办", "Acting for somebody"),
	Dispute:      fault.Say("数据异议", "Disputes of data"),
	Imported:     fault.Say("存量纸质证照", "Licences on paper"),
	Rating:       fault.Say("好差评", "Grades"),
	Snag:         fault.Say("办不成事", "What could not be done"),
	Booking:      fault.Say("预约", "Bookings"),
	Screen:       fault.Say("副屏", "Second screens"),
	Consultation: fault.Say("咨询", "Questions"),
	FAQ:          fault.Say("常见问题", "Answers in guides"),
}

// Why two roles can't be one person's.
var (
	sayExaminesDecides = fault.Say("审查和决定要由两个人做", "Who examines may not decide")
	saySealsDecides    = fault.Say("管印章的人不能作决定", "Who keeps the seals may not decide")
	sayAuditsAdmin     = fault.Say("审计员不能兼任管理员", "An auditor may not be an administrator")
	sayAuditsHandles   = fault.Say("审计员不能办件", "An auditor may not handle cases")
	sayWatchesHandles  = fault.Say("监察员不能办件", "A supervisor may not handle cases")
)
