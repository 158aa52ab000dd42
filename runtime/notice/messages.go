package notice

import "banshi/runtime/base/fault"

// What people are told. A title says what happened; a body says of what and what to do; an act names the link.
var (
	sayOther = fault.Say("有新的消息", "There is news")

	actCase     = fault.Say("看办理进度", "See the progress")
	actBook     = fault.Say("约到场时间", "Arrange the visit")
	actMend     = fault.Say("去修改", "Make the changes")
	actDo       = fault.Say("去办理", "Go on with it")
	actWhy      = fault.Say("看原因", "See why")
	actWhere    = fault.Say("看去哪里办", "See where to go")
	actResult   = fault.Say("看办理结果", "See the result")
	actAnswer   = fault.Say("去答复", "Answer")
	actAnswered = fault.Say("看答复", "Read the answer")
	actGoOn     = fault.Say("继续填写", "Go on with the form")
	actVisit    = fault.Say("看预约", "See the visit")
	actRebook   = fault.Say("重新预约", "Book again")
	actRenew    = fault.Say("去办延续", "Renew it")
	actOpen     = fault.Say("打开办件", "Open the case")
	actList     = fault.Say("看办件", "See the cases")
	actGuide    = fault.Say("看事项", "See the item")
	actReview   = fault.Say("去复核", "Review it")

	titleAssigned = fault.Say("有一件交到您手里", "A case was given to you")
	sayAssigned   = fault.Say("“%s”的一件由同事交给您办", "A colleague gave you a case of “%s”")

	titleCame = fault.Say("别的受理点转来一件", "A case came from another office")
	sayCame   = fault.Say("“%s”的一件转到了您的受理点，接着办就行", "A case of “%s” was passed on to your office, to be continued there")

	titleCorrected = fault.Say("补正回来了", "What was sent back has come in again")
	sayCorrected   = fault.Say("“%s”的申请人已经修改好，重新提交了", "The applicant of “%s” has made the changes and handed it in again")

	titleDueSoon = fault.Say("快到期了", "Due soon")
	sayDueSoon   = fault.Say("“%s”的一件最后一天是%s", "The last day of a case of “%s” is %s")

	titleOverdue = fault.Say("超期了", "Overdue")
	sayOverdue   = fault.Say("“%s”的一件应在%s前办好，已经超期", "A case of “%s” was due on %s and is overdue")

	titleQuestion = fault.Say("咨询快到答复期限", "A question is to be answered soon")
	sayQuestion   = fault.Say("编号%s的咨询承诺在%s前答复", "Question number %s was promised an answer by %s")

	titleDisputed = fault.Say("有人对登记内容提出异议", "Something in a register is disputed")
	sayDisputed   = fault.Say("有人说“%s”里有一处不对，请核实后答复", "Somebody says that something in “%s” is wrong: please look into it and answer")

	titleDeputy = fault.Say("由您代同事办理", "You act for a colleague")
	sayDeputy   = fault.Say("“%s”请假，%s到%s由您代办", "%s is on leave: from %s to %s you act in that place")

	titleDeputyOff = fault.Say("不用再代办了", "You no longer act for a colleague")
	sayDeputyOff   = fault.Say("“%s”的请假提前结束或取消，由本人办理", "The leave of %s has ended or was called off")

	titleStopped = fault.Say("紧急停办", "Stopped urgently")
	sayStopped   = fault.Say("“%s”暂停接收新的申请，已经提交的照常办理", "“%s” takes no new applications for now; what was handed in goes on")

	titleLifted = fault.Say("恢复办理", "Taken up again")
	sayLifted   = fault.Say("“%s”恢复接收申请", "“%s” takes applications again")

	titleReview = fault.Say("有一份事项定义请您复核", "A definition waits for your review")
	sayReview   = fault.Say("“%s”的修改已经提交复核", "A change of “%s” was handed in for review")

	titleRating = fault.Say("您的评价有答复了", "Your grade was answered")
	sayRating   = fault.Say("您对“%s”的评价，单位已经核实并答复", "The office has looked into your grade of “%s” and answered")

	titleSnag = fault.Say("您反映的事有答复了", "What you reported was answered")
	saySnag   = fault.Say("您说的没能办成的事，已经有答复", "There is an answer to what you could not get done")

	titleConsultation = fault.Say("您的咨询有答复了", "Your question was answered")
	sayConsultation   = fault.Say("您咨询的问题（编号%s）已经答复", "Your question (number %s) has been answered")

	titleSubmitted = fault.Say("申请已提交", "Application submitted")
	saySubmitted   = fault.Say("“%s”的申请已经提交，窗口会先看材料是否齐全", "The application for “%s” is submitted; the office first looks whether the papers are complete")

	titleBring = fault.Say("预审通过，请带原件到场", "Pre-examination passed: please bring the originals")
	sayBring   = fault.Say("“%s”已通过预审，请在%s前带材料原件到%s", "“%s” has passed the pre-examination: by %s, please bring the originals to %s")

	titlePrechecked = fault.Say("预审通过", "Pre-examination passed")
	sayPrechecked   = fault.Say("“%s”已通过预审，不用到场，等窗口收件受理", "“%s” has passed the pre-examination: nobody need come, the office goes on with it")

	titleReturned = fault.Say("预审退回，请修改", "Returned: changes are needed")
	sayReturned   = fault.Say("“%s”要修改后重新提交，请在%s前完成", "“%s” needs changes: please hand it in again by %s")

	titleVisit = fault.Say("到场时间已约好", "The visit is arranged")
	sayVisit   = fault.Say("“%s”：请在%s带材料原件到%s", "“%s”: on %s, please bring the originals to %s")

	titleReceived = fault.Say("窗口已收件", "The papers were received")
	sayReceived   = fault.Say("“%s”的材料已由%s收下，五个工作日内告知是否受理", "The papers for “%s” were received by %s, which says within five working days whether it accepts them")

	titleAccepted = fault.Say("申请已受理", "Application accepted")
	sayAccepted   = fault.Say("“%s”已经受理，承诺不晚于%s办结", "“%s” is accepted, and promised to be settled by %s")
	sayTakenOn    = fault.Say("“%s”已经受理", "“%s” is accepted")

	titleNotAccepted = fault.Say("申请不予受理", "Application not accepted")
	sayNotAccepted   = fault.Say("“%s”不予受理，原因和救济途径在决定书里", "“%s” is not accepted: the decision says why, and what can be done against it")

	titleCorrection = fault.Say("请补正材料", "Please correct the papers")
	sayCorrection   = fault.Say("“%s”要补正的内容已一次列清，请在%s前补好，逾期视为撤回", "All that “%s” needs corrected is listed at once: please correct it by %s, or it counts as withdrawn")

	titleDeadline = fault.Say("快到期限了", "The last day is near")
	sayDeadline   = fault.Say("“%s”在等您办理，最后一天是%s，逾期视为撤回", "“%s” waits for you: the last day is %s, after which it counts as withdrawn")

	titleLapsed = fault.Say("期满未办，已终止", "Ended: the last day went by")
	sayLapsed   = fault.Say("“%s”在期限内没有继续办理，视为撤回，以后可以再申请", "“%s” was not continued in time and counts as withdrawn; it can be applied for again")

	titleStep = fault.Say("有一步要您来办", "A step is yours to do")
	sayStep   = fault.Say("“%s”办到了要您来做的一步，做完才能继续", "“%s” has come to a step that is yours to do before it goes on")

	titleSpecial = fault.Say("进入特别程序", "A special procedure begins")
	saySpecial   = fault.Say("“%s”要经过一项特别程序，这段时间不计入办理期限", "“%s” needs a special procedure; these days don't count")

	titleSuspended = fault.Say("审查已中止", "The examination is suspended")
	saySuspended   = fault.Say("“%s”的审查中止，这段时间不计入办理期限", "The examination of “%s” is suspended; these days don't count")

	titleResumed = fault.Say("审查已恢复", "The examination goes on")
	sayResumed   = fault.Say("“%s”的审查已经恢复", "The examination of “%s” goes on")

	titleExtended = fault.Say("办理期限已延长", "The time limit was extended")
	sayExtended   = fault.Say("“%s”的办理期限已延长，不晚于%s办结", "The time limit of “%s” was extended: it will be settled by %s")

	titleGranted = fault.Say("准予", "Granted")
	sayGranted   = fault.Say("“%s”已作出决定：准予", "“%s” was decided: granted")

	titlePartly = fault.Say("部分准予", "Granted in part")
	sayPartly   = fault.Say("“%s”已作出决定：部分准予，没有准予的部分写明了原因和救济途径", "“%s” was decided: granted in part; the decision says why the rest is not, and what can be done against it")

	titleRefused = fault.Say("不予准许", "Refused")
	sayRefused   = fault.Say("“%s”已作出决定：不予准许，原因和救济途径在决定书里", "“%s” was decided: refused; the decision says why, and what can be done against it")

	titleFee = fault.Say("请缴费", "A fee is to be paid")
	sayFee   = fault.Say("“%s”已准予，缴费后制证", "“%s” is granted; the result is made out once the fee is paid")

	titleReady = fault.Say("结果已制好", "The result is ready")
	sayReady   = fault.Say("“%s”的结果已制好，由%s交付", "The result of “%s” is ready, to be handed over by %s")

	titleSent = fault.Say("结果已寄出", "The result was sent")
	saySent   = fault.Say("“%s”的结果已寄出", "The result of “%s” is on its way")

	titleDelivered = fault.Say("已办结，结果已送达", "Done, and the result delivered")
	sayDelivered   = fault.Say("“%s”已经办好，结果在“我的空间”里", "“%s” is settled; its result is in your space")

	titleWithdrawn = fault.Say("申请已撤回", "Application withdrawn")
	sayWithdrawn   = fault.Say("“%s”的申请已经撤回，不再办理", "The application for “%s” was withdrawn and is not continued")

	titleNotOurs = fault.Say("不归这里办，已写明去处", "Not for this office: where to go is said")
	sayNotOurs   = fault.Say("“%s”不属于收件机关的职权范围，该去哪里办已写明", "“%s” is not for the office that received it, which says where to go")

	titlePassedOn = fault.Say("已转到另一个受理点", "Passed on to another office")
	sayPassedOn   = fault.Say("“%s”已转到%s办理，不用重新提交；约好了时间的，请重新预约", "“%s” was passed on to %s; nothing need be handed in again. If you had booked a visit, please book again")

	titleAmendAsk = fault.Say("请您同意一处更正", "Please agree to an amendment")
	sayAmendAsk   = fault.Say("窗口发现“%s”的申请里有一处写错，要您同意后才能更正", "The office has found a mistake in the application for “%s”, which is amended only if you agree")

	titleAmendDropped = fault.Say("更正已撤回", "An amendment was taken back")
	sayAmendDropped   = fault.Say("要您同意的“%s”那处更正已经撤回，不用答复，申请内容没有变", "The amendment for “%s” that you were asked about was taken back: nothing need be answered, and nothing was changed")

	titleAmended = fault.Say("已更正", "Amended")
	sayAmended   = fault.Say("“%s”的申请里有一处已经更正，原来的内容保留着", "Something in the application for “%s” was amended; what stood there is kept")

	titleSigningAsked = fault.Say("有人请您签一份材料", "Somebody asks you to sign a paper")
	saySigningAsked   = fault.Say("有人办“%s”，要您签一份材料，请在%s前用申请人给您的链接或二维码打开", "Somebody applies for “%s” and needs a paper signed by you: please open it by %s, by the link or code that the applicant gives you")

	titleSigned = fault.Say("材料已签好", "A paper was signed")
	saySigned   = fault.Say("“%s”里的“%s”已由对方签好", "In “%s”, the other person has signed “%s”")

	titleDeclined = fault.Say("对方没有签", "A signature was declined")
	sayDeclined   = fault.Say("“%s”里的“%s”，对方没有同意签", "In “%s”, the other person has declined to sign “%s”")

	titleDispute = fault.Say("异议有答复了", "A dispute was answered")
	sayDispute   = fault.Say("您对“%s”提出的异议，登记单位已经答复", "The keeper of “%s” has answered your dispute")

	titleBooked = fault.Say("约好了", "Visit booked")
	sayBooked   = fault.Say("“%s”：%s%s，%s。来不了请先取消", "“%s”: %s at %s, %s. If you can't come, please cancel")

	titleTomorrow = fault.Say("明天到窗口办理", "Your visit is tomorrow")
	sayTomorrow   = fault.Say("“%s”：%s%s，%s。请带身份证件和预约码", "“%s”: %s at %s, %s. Bring your identity card and the booking code")

	titleVisitOff = fault.Say("预约作废，请另约", "Your visit was called off")
	sayVisitOff   = fault.Say("“%s”：%s%s，%s停止办公，请重新预约", "“%s”: on %s at %s, %s is closed. Please book again")

	titleExpiring = fault.Say("证照快到期了", "A licence expires soon")
	sayExpiring   = fault.Say("“%s”的有效期到%s", "“%s” is valid until %s")

	titleExpired = fault.Say("证照已到期", "A licence has expired")
	sayExpired   = fault.Say("“%s”的有效期已在%s届满", "“%s” was valid until %s")
)
