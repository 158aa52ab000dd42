package api

import (
	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/casework"
)

// What the routes say and refuse.
var (
	sayNotYours  = fault.NotYours
	sayBecause   = fault.Say("%s：%s", "%s: %s")
	sayInstant   = fault.Say("%s，%s", "%s: %s")
	sayDoneAs    = fault.Say("%s（%s）", "%s: %s")
	saySystem    = fault.Say("系统", "The system")
	sayApplicant = fault.Say("申请人", "Applicant")
	sayActsFor   = fault.Say("代%s办理", "Acting for %s")
)

// The words of the table of permission.
var (
	sayClash         = fault.Say("%s：%s", "%s: %s")
	sayClashHere     = fault.Say("同一单位的%s：%s", "%s of the same office: %s")
	sayUntilMended   = fault.Say("补正期限，至", "Time to correct, until")
	sayUntilVisit    = fault.Say("到场日期", "Day of the visit")
	sayUntilEnd      = fault.Say("预计结束日期", "Expected to end on")
	sayReasonWhy     = fault.Say("理由", "Reason")
	sayReasonWhere   = fault.Say("去向和说明", "Where to, and why")
	sayReasonOpinion = fault.Say("预审意见", "Opinion of the pre-examination")
	sayReasonNote    = fault.Say("说明", "Note")
	sayNumberLater   = fault.Say("文号在签发时由系统取", "The number is given on signing")
	actTitles        = map[actor.Act]fault.Text{
		actor.DraftBegin:         fault.Say("开始申请", "Begin an application"),
		actor.DraftView:          fault.Say("看还没交的申请", "See what is not handed in yet"),
		actor.DraftEdit:          fault.Say("填写、改申请", "Fill in an application"),
		actor.DraftDelete:        fault.Say("删除还没交的申请", "Delete what is not handed in yet"),
		actor.DraftSubmit:        fault.Say("提交申请", "Submit an application"),
		actor.DraftPickUp:        fault.Say("凭取号码接办", "Take up by its code"),
		actor.DraftHand:          fault.Say("转回申请人自己填", "Hand back to the applicant"),
		actor.MandateWitness:     fault.Say("当面见证委托", "Witness that somebody agrees"),
		actor.ItemView:           fault.Say("看事项和规则", "See items and rules"),
		actor.ItemEdit:           fault.Say("改事项定义", "Change definitions"),
		actor.ItemDrafts:         fault.Say("看事项定义的草稿", "See drafts of definitions"),
		actor.ItemReview:         fault.Say("复核事项定义：同意、退回", "Review definitions: agree, return"),
		actor.ItemStop:           fault.Say("紧急停办事项", "Stop items at once"),
		actor.ItemLift:           fault.Say("解除紧急停办", "Lift urgent stops"),
		actor.ItemPublish:        fault.Say("发布事项定义", "Publish definitions"),
		actor.ScreenView:         fault.Say("看窗口的副屏", "See the second screens of windows"),
		actor.ScreenPair:         fault.Say("给窗口配副屏", "Pair second screens"),
		actor.ScreenShow:         fault.Say("在副屏上请申请人确认", "Show something on a second screen"),
		actor.ScreenRevoke:       fault.Say("停用副屏", "End second screens"),
		actor.CaseView:           fault.Say("看办件", "See cases"),
		actor.CaseCorrect:        fault.Say("补正、重新提交", "Mend and hand in again"),
		actor.CaseMend:           fault.Say("窗口补正", "Mend at the counter"),
		actor.CaseWithdraw:       fault.Say("撤回", "Withdraw"),
		actor.CasePrecheck:       fault.Say("预审", "Pre-examine"),
		actor.CaseReceive:        fault.Say("收件、核原件", "Receive, see originals"),
		actor.CaseIntake:         fault.Say("窗口收件", "Receive at the counter"),
		actor.CaseAccept:         fault.Say("受理、补正、不予受理", "Accept, ask for what is missing, refuse to accept"),
		actor.CaseExamine:        fault.Say("审查、核查", "Examine"),
		actor.CaseDecide:         fault.Say("决定", "Decide"),
		actor.CaseIssue:          fault.Say("收费、制证、送达", "Fee, issue, deliver"),
		actor.CaseArchive:        fault.Say("归档", "Archive"),
		actor.CaseRate:           fault.Say("评价（好差评）", "Grade"),
		actor.RatingView:         fault.Say("看差评", "See bad grades"),
		actor.RatingHandle:       fault.Say("办差评：核实、整改、反馈、回访", "Deal with bad grades: check, mend, answer, call back"),
		actor.RatingExcuse:       fault.Say("认定差评不成立", "Decide that a bad grade is unfounded"),
		actor.ConsultationAsk:    fault.Say("咨询", "Ask a question"),
		actor.ConsultationView:   fault.Say("看咨询", "See what people ask"),
		actor.ConsultationFollow: fault.Say("追问，说答复有没有帮助", "Follow a question up, say whether the answer helped"),
		actor.ConsultationAnswer: fault.Say("答复咨询，转交别的办事处", "Answer questions, hand them to another office"),
		actor.FAQView:            fault.Say("看推荐的和发布的常见问题", "See frequent questions"),
		actor.FAQPropose:         fault.Say("把答复推荐为常见问题", "Propose an answer as a frequent question"),
		actor.FAQReview:          fault.Say("审核常见问题：发布、不采用", "Review frequent questions: publish, decline"),
		actor.FAQWithdraw:        fault.Say("撤下常见问题", "Withdraw frequent questions"),
		actor.SnagTell:           fault.Say("反映办不成的事", "Say what could not be done"),
		actor.SnagView:           fault.Say("看办不成的事", "See what could not be done"),
		actor.SnagHandle:         fault.Say("办“办不成的事”：转交、答复、办结", "Deal with what could not be done: hand over, answer, close"),
		actor.CaseCode:           fault.Say("印查询码", "Print the query code"),
		actor.CaseExtend:         fault.Say("延长办理期限", "Extend the time limit"),
		actor.CaseTransfer:       fault.Say("转办、告知不属本机关", "Pass on, or say that it isn't ours"),
		actor.CaseAmend:          fault.Say("提出更正", "Propose to mend a mistake"),
		actor.CaseClaim:          fault.Say("认领、交办、放回", "Claim, hand on, put back"),
		actor.CaseTakeDown:       fault.Say("撤下公示", "Take the publication down"),
		actor.CaseEnclose:        fault.Say("附卷", "Enclose files"),
		actor.CaseMark:           fault.Say("在材料上批注", "Mark papers"),
		actor.ItemSignOn:         fault.Say("带着登录进入部门的系统", "Take the sign-on into a department's system"),
		actor.MissedRead:         fault.Say("看搜不到的词", "See words that found nothing"),
		actor.DisputeView:        fault.Say("看数据异议", "See disputes of data"),
		actor.ImportedBring:      fault.Say("导入存量纸质证照", "Bring in paper licences"),
		actor.ImportedView:       fault.Say("看导入的纸质证照和扫描件", "See paper licences that were brought in"),
		actor.ImportedJudge:      fault.Say("核对导入的纸质证照：确认或驳回", "Check paper licences that were brought in"),
		actor.DisputeAnswer:      fault.Say("答复数据异议：更正或维持", "Answer disputes of data: correct or uphold"),
		actor.NoticeView:         fault.Say("看消息", "Read one's notices"),
		actor.NoticeDesk:         fault.Say("看工作消息", "Read one's notices at work"),
		actor.BookingView:        fault.Say("看谁预约了来", "See who has booked"),
		actor.BookingReceive:     fault.Say("标记预约的人到了没有", "Mark who came"),
		actor.BookingClose:       fault.Say("停止、恢复预约", "Close slots, open them again"),
		actor.TrailRead:          fault.Say("看谁办过、看过什么", "Read who did and saw what"),
		actor.AccountView:        fault.Say("看人员名册", "See the directory of staff"),
		actor.AccountManage:      fault.Say("管人员：加入、调岗、休假、离岗", "Manage staff: join, move, leave"),
		actor.LicenceView:        fault.Say("看自己的证照", "See one's licences"),
	}
	sayOtherLink = fault.Say("只能给本站的签名链接生成二维码", "Only links of this site for signing are drawn as codes")
)

// What a booking says in a calendar.
var (
	sayVisitTo    = fault.Say("到窗口办理：%s", "Visit the office: %s")
	sayBringAlong = fault.Say("要带：%s", "Bring: %s")
	sayShowCode   = fault.Say("预约码：%s", "Booking code: %s")
)

// What is said of open information.
var (
	sayNoData        = fault.Say("没有这份开放数据，请从目录里另选", "There is no such open data: please choose from the index")
	sayWholeDistrict = fault.Say("全区", "The whole district")
	sayNoTown        = fault.Say("区级（不分镇街）", "The district itself (no one town)")
)

var outcomeTitles = map[string]fault.Text{
	casework.Granted: fault.Say("准予", "Granted"),
	casework.Partly:  fault.Say("部分准予", "Granted in part"),
	casework.Refused: fault.Say("不予", "Refused"),
}

var aspectTitles = map[runtime.Aspect]fault.Text{
	runtime.AspectName:       fault.Say("名称和类型", "Name and type"),
	runtime.AspectDepartment: fault.Say("实施和受理机构", "Who does it"),
	runtime.AspectApplicants: fault.Say("谁可以申请、怎么登录", "Who may apply"),
	runtime.AspectBasis:      fault.Say("设定依据", "Legal basis"),
	runtime.AspectConditions: fault.Say("受理条件", "Conditions"),
	runtime.AspectForm:       fault.Say("要填的内容", "What is asked"),
	runtime.AspectMaterials:  fault.Say("申请材料", "Papers"),
	runtime.AspectData:       fault.Say("查哪些共享数据", "Shared data"),
	runtime.AspectSteps:      fault.Say("办理环节", "Steps"),
	runtime.AspectLimit:      fault.Say("办理时限", "Time limit"),
	runtime.AspectFee:        fault.Say("收费", "Fee"),
	runtime.AspectResult:     fault.Say("办理结果", "Result"),
	runtime.AspectPublicity:  fault.Say("结果公示", "What is made public"),
	runtime.AspectGuide:      fault.Say("指南里的说明", "Words of the guide"),
	runtime.AspectOther:      fault.Say("其他", "Other"),
}
