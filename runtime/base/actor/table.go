package actor

import "slices"

// Act is something that one may be allowed to do.
type Act string

// The acts, by object.
const (
	ItemView    Act = "item.view"   // find it, read its guide, try it without saving
	ItemDrafts  Act = "item.drafts" // see drafts of definitions, and comment on them
	ItemEdit    Act = "item.edit"
	ItemReview  Act = "item.review" // return a draft or agree to it, by another than who wrote it
	ItemPublish Act = "item.publish"
	ItemStop    Act = "item.stop"    // 紧急停办: no new applications from now on
	ItemLift    Act = "item.lift"    // end that, by another than who stopped it
	ItemSignOn  Act = "item.sign_on" // take the sign-on along into a department's own system
	MissedRead  Act = "item.missed"  // words for which no item was found

	DraftBegin  Act = "draft.begin"
	DraftView   Act = "draft.view"
	DraftEdit   Act = "draft.edit" // answers and files
	DraftDelete Act = "draft.delete"
	DraftSubmit Act = "draft.submit"
	DraftTake   Act = "draft.take"    // go on with what an agent began, once his authorisation has ended
	DraftSign   Act = "draft.sign"    // see and sign a paper in somebody else's draft, or decline
	DraftCode   Act = "draft.code"    // 取号码: the code by which a counter takes it up
	DraftPickUp Act = "draft.pick_up" // 窗口接办: by that code
	DraftHand   Act = "draft.hand"    // 转回本人: from the counter to the applicant's own space

	CaseView     Act = "case.view"
	CaseCorrect  Act = "case.correct"  // the applicant mends and hands in again
	CaseMend     Act = "case.mend"     // 窗口补正: at the counter, for the applicant who came
	CaseWithdraw Act = "case.withdraw" // the applicant gives up
	CasePrecheck Act = "case.precheck" // 预审 passed or returned, with an opinion
	CaseReceive  Act = "case.receive"  // 收件, originals seen
	CaseIntake   Act = "case.intake"   // 窗口收件: handed in at the counter, originals compared there
	CaseAccept   Act = "case.accept"   // 受理, 补正 or 不予受理
	CaseExamine  Act = "case.examine"  // 审查, findings, 现场核验, 特别程序
	CaseDecide   Act = "case.decide"   // 准予 or 不予
	CaseIssue    Act = "case.issue"    // fee, 制证, 送达
	CaseArchive  Act = "case.archive"
	CaseRate     Act = "case.rate"      // 好差评: grade a visit, or the matter once it has ended
	CaseCode     Act = "case.code"      // 查询码: by which the case is followed without signing in
	CaseClaim    Act = "case.claim"     // 认领: take it in hand, give it back, hand it to a colleague
	CaseMark     Act = "case.mark"      // 标注 on a paper, for colleagues and for the correction notice
	CaseEnclose  Act = "case.enclose"   // 附卷: a picture of a visit, a letter, a sheet that was signed
	CaseBook     Act = "case.book"      // the applicant says when he or she comes
	CaseStep     Act = "case.step"      // the applicant does a step that is his or hers: 整改
	CaseTransfer Act = "case.transfer"  // to another office, or away, with where to go
	CaseTakeDown Act = "case.take_down" // 撤下公示: what was made public of the decision
	CaseExtend   Act = "case.extend"    // the time limit, once
	CaseAmend    Act = "case.amend"     // propose to mend a mistake (更正)
	CaseConsent  Act = "case.consent"   // the applicant agrees to that, or does not
	CaseLapse    Act = "case.lapse"     // who does not come back in time has given up

	MandateGive    Act = "mandate.give" // 授权书, or a helper's offer to act for somebody
	MandateView    Act = "mandate.view"
	MandateAnswer  Act = "mandate.answer"  // accept or decline
	MandateWitness Act = "mandate.witness" // a clerk sees the principal agree, at the window
	MandateEnd     Act = "mandate.end"

	TrailRead       Act = "trail.read"
	DisputeView     Act = "dispute.view" // 异议: what somebody says is wrong in a register
	DisputeWithdraw Act = "dispute.withdraw"
	DisputeAnswer   Act = "dispute.answer" // 更正 or 维持

	RatingView   Act = "rating.view"   // bad grades, with what is done about them
	RatingHandle Act = "rating.handle" // 核实, 整改, 反馈, 回访
	RatingExcuse Act = "rating.excuse" // 不成立: whether it counts

	SnagTell      Act = "snag.tell" // 办不成事: say what could not be done
	SnagView      Act = "snag.view"
	SnagHandle    Act = "snag.handle"    // hand over, answer, close
	ImportedBring Act = "imported.bring" // 存量证照: a list of paper licences with their scans
	ImportedView  Act = "imported.view"
	ImportedJudge Act = "imported.judge" // hold one against its scan, by another than who brought it in

	NoticeView  Act = "notice.view"  // what one is told: the list, and that it was read
	NoticeDesk  Act = "notice.desk"  // the same, of what one is told as a member of staff
	LicenceView Act = "licence.view" // 我的证照: look up what one holds

	ReadsView Act = "reads.view" // who read what of oneself, or of whom one may bind

	AccountView   Act = "account.view"   // the directory: who works where, as what
	AccountManage Act = "account.manage" // join, move, leave, deputy
)

// The acts on visits to an office.
const (
	BookingMake    Act = "booking.make"
	BookingView    Act = "booking.view"
	BookingChange  Act = "booking.change"  // move it or cancel it
	BookingReceive Act = "booking.receive" // 到了, 没来
	BookingClose   Act = "booking.close"   // close a slot or a day, and open it again
)

// The acts on questions.
const (
	ConsultationAsk    Act = "consultation.ask" // 咨询
	ConsultationView   Act = "consultation.view"
	ConsultationFollow Act = "consultation.follow" // 追问 once, and say whether the answer helped
	ConsultationAnswer Act = "consultation.answer" // or hand it over

	FAQView     Act = "faq.view"
	FAQPropose  Act = "faq.propose"  // 推荐为常见问题
	FAQReview   Act = "faq.review"   // publish it or decline it, by another than who proposed it
	FAQWithdraw Act = "faq.withdraw" // take it off the item's page
)

// The acts on second screens (副屏) of an office's windows.
const (
	ScreenView   Act = "screen.view"   // which there are, and whether they are on
	ScreenPair   Act = "screen.pair"   // make the code by which a device becomes one
	ScreenShow   Act = "screen.show"   // show something there, and take it away
	ScreenRevoke Act = "screen.revoke" // it shows nothing from now on
)

// Whose is what the actor must have to do with the object.
type Whose string

// The relations. Own: made by me, or made in the name for which I may speak myself.
// Office: handled by an office that I serve. Other: handled by me or not, but not examined by me.
// Named: a paper in it names me. Department: a definition of mine. Town: an account of my town's offices,
// Apart: any account; neither is one's own.
const (
	Any        Whose = "any"
	Own        Whose = "own"
	Oneself    Whose = "oneself" // addressed to one's account
	Named      Whose = "named"
	Office     Whose = "office"
	Department Whose = "department"
	Town       Whose = "town, but not oneself"
	Apart      Whose = "anybody but oneself"
	Others     Whose = "office, but examined by somebody else" // four eyes
	Second     Whose = "department, but brought in, proposed or written by somebody else"
)

// Who is a kind of actor, or a role of staff.
type Who struct {
	Kind Kind
	Role Role
}

var (
	anybody = Who{Kind: "anybody"}
	person  = Who{Kind: Person}
	robot   = Who{Kind: System}
	anyPost = Who{Kind: Staff} // whoever has a post, whichever
)

func staff(r Role) Who { return Who{Kind: Staff, Role: r} }

// Row lets Who do Act to an object that is Whose, in one of States (none listed: in any).
type Row struct {
	Act    Act
	Who    Who
	Whose  Whose
	States []State
}

func in(s ...State) []State { return s }

var (
	// Until the decision the applicant may give up.
	undecided = in(Submitted, PrecheckFailed, PrecheckPassed, AwaitingOnsite, Received, Correction, Accepted,
		InReview, JointReview, Special, Suspended, OnsiteVerify)
	examined = in(Accepted, InReview, JointReview, Special, Suspended, OnsiteVerify)
	decided  = in(DecidedYes, DecidedNo, DecidedPartial, Paying, Issued, Delivering)
	going    = append(slices.Clone(undecided), DecidedYes, DecidedNo, DecidedPartial, Paying, Issued, Delivering)
	finished = in(Done, Withdrawn, RejectedIntake, Transferred)
	// Once it is decided, also when all is done.
	ended = append(slices.Clone(decided), Done, Archived)
	// Until it is accepted it can be sent where it belongs.
	unaccepted = in(Submitted, PrecheckPassed, AwaitingOnsite, Received)
	underWay   = in(Accepted, InReview, JointReview, OnsiteVerify)
	inHand     = in(Received, Correction, Accepted, InReview, JointReview, Special, Suspended, OnsiteVerify)
	// On the applicant's side: who does not come back in time has given up.
	invited = in(Correction, PrecheckFailed, PrecheckPassed, AwaitingOnsite)
)

// Table is who may do what to which object in which state. What no row allows
// is forbidden. A row is added here and in the hand-written matrix of the test,
// which is the second opinion.
func Table() []Row { return table }

var table = []Row{
	// act          who                whose   states
	{ItemView, anybody, Any, nil},
	{ItemDrafts, staff(ItemManager), Department, nil},
	{ItemDrafts, staff(ServiceOffice), Any, nil},
	{ItemDrafts, staff(ReformOffice), Any, nil},
	{ItemEdit, staff(ItemManager), Department, nil},
	{ItemEdit, staff(ReformOffice), Any, nil},
	{ItemReview, staff(ItemManager), Second, nil},
	{ItemReview, staff(ServiceOffice), Others, nil},
	{ItemReview, staff(ReformOffice), Others, nil},
	{ItemPublish, staff(ServiceOffice), Others, nil}, // nobody publishes what he or she wrote
	{ItemPublish, staff(ReformOffice), Others, nil},
	{ItemStop, staff(ServiceOffice), Any, nil},
	{ItemStop, staff(ReformOffice), Any, nil},
	{ItemLift, staff(ServiceOffice), Others, nil},
	{ItemLift, staff(ReformOffice), Others, nil},
	{ItemSignOn, person, Any, nil},
	{MissedRead, staff(ServiceOffice), Any, nil},

	{DraftBegin, person, Any, nil},
	{DraftView, person, Own, nil},
	{DraftEdit, person, Own, nil},
	{DraftDelete, person, Own, nil},
	{DraftSubmit, person, Own, nil},
	{DraftTake, person, Own, nil},
	{DraftSign, person, Named, nil},
	{DraftCode, person, Own, nil},
	// At the counter: a draft there belongs to the office.
	{DraftBegin, staff(WindowClerk), Office, nil},
	{DraftView, staff(WindowClerk), Office, nil},
	{DraftEdit, staff(WindowClerk), Office, nil},
	{DraftDelete, staff(WindowClerk), Office, nil},
	{DraftSubmit, staff(WindowClerk), Office, nil},
	{DraftPickUp, staff(WindowClerk), Office, nil},
	{DraftHand, staff(WindowClerk), Office, nil},

	{CaseView, person, Own, nil},
	{CaseView, staff(WindowClerk), Office, nil},
	{CaseView, staff(Approver), Office, nil},
	{CaseView, staff(Leader), Office, nil},
	{CaseView, staff(Inspector), Office, nil},
	{CaseView, staff(SealKeeper), Office, nil},
	{CaseView, staff(Supervisor), Any, nil},
	{CaseView, robot, Any, nil},

	{CaseCorrect, person, Own, in(PrecheckFailed, Correction)},
	{CaseMend, staff(WindowClerk), Office, in(PrecheckFailed, Correction)},
	{CaseWithdraw, person, Own, undecided},

	{CasePrecheck, staff(WindowClerk), Office, in(Submitted)},
	{CasePrecheck, robot, Any, in(Submitted)},
	{CaseReceive, staff(WindowClerk), Office, in(PrecheckPassed, AwaitingOnsite)},
	{CaseReceive, robot, Any, in(PrecheckPassed)},
	{CaseIntake, staff(WindowClerk), Office, in(Submitted)},
	{CaseAccept, staff(WindowClerk), Office, in(Received, Correction)},
	{CaseAccept, staff(Approver), Office, in(Received, Correction)},
	{CaseAccept, robot, Any, in(Submitted, Received)}, // 即办: at submission

	{CaseClaim, staff(WindowClerk), Office, going},
	{CaseClaim, staff(Approver), Office, going},
	{CaseClaim, staff(Leader), Office, going},
	{CaseClaim, staff(Inspector), Office, going},
	{CaseEnclose, staff(WindowClerk), Office, going},
	{CaseEnclose, staff(Approver), Office, going},
	{CaseEnclose, staff(Leader), Office, going},
	{CaseEnclose, staff(Inspector), Office, going},
	{CaseMark, staff(WindowClerk), Office, undecided},
	{CaseMark, staff(Approver), Office, undecided},
	{CaseMark, staff(Leader), Office, undecided},
	{CaseMark, staff(Inspector), Office, undecided},

	{CaseExamine, staff(Approver), Office, examined},
	{CaseExamine, staff(Approver), Office, in(DecidedYes, DecidedPartial)}, // what the definition puts after the decision: 公示
	{CaseExamine, staff(Inspector), Office, in(OnsiteVerify, Special)},
	{CaseExtend, staff(Leader), Office, underWay},
	{CaseDecide, staff(Leader), Others, in(Accepted, InReview)},
	{CaseDecide, robot, Any, in(Accepted, InReview)}, // 即办: only what the definition lets the system decide

	{CaseBook, person, Own, in(PrecheckPassed, AwaitingOnsite)},
	{CaseStep, person, Own, in(Special)},
	{CaseTransfer, staff(WindowClerk), Office, unaccepted},
	{CaseAmend, staff(WindowClerk), Office, inHand},
	{CaseAmend, staff(Approver), Office, inHand},
	{CaseConsent, person, Own, inHand},
	{CaseLapse, robot, Any, invited},

	{CaseIssue, staff(WindowClerk), Office, decided},
	{CaseIssue, robot, Any, decided},
	{CaseArchive, robot, Any, finished},
	{CaseRate, person, Own, nil},
	{CaseTakeDown, staff(Leader), Office, ended},
	{CaseTakeDown, staff(Supervisor), Any, ended},
	{CaseCode, person, Own, nil},
	{CaseCode, staff(WindowClerk), Office, nil}, // it is on the receipt that the clerk hands out

	{MandateGive, person, Any, nil},
	{MandateView, person, Own, nil}, // the principal, the agent
	{MandateAnswer, person, Named, nil},
	{MandateWitness, staff(WindowClerk), Any, nil},
	{MandateEnd, person, Own, nil},

	{DisputeView, person, Own, nil},
	{DisputeView, staff(DataOwner), Department, nil},
	{DisputeView, staff(DataOffice), Any, nil},
	{DisputeWithdraw, person, Own, nil},
	{DisputeAnswer, staff(DataOwner), Department, nil},
	{DisputeAnswer, staff(DataOffice), Any, nil},

	{RatingView, staff(WindowClerk), Others, nil}, // nobody sees a grade of his or her own work
	{RatingView, staff(Approver), Others, nil},
	{RatingView, staff(Leader), Others, nil},
	{RatingView, staff(ServiceOffice), Any, nil},
	{RatingView, staff(Supervisor), Any, nil},
	{RatingHandle, staff(WindowClerk), Others, nil},
	{RatingHandle, staff(Approver), Others, nil},
	{RatingHandle, staff(Leader), Others, nil},
	{RatingHandle, staff(ServiceOffice), Any, nil}, // where all of an office were at it
	{RatingExcuse, staff(Supervisor), Any, nil},

	{SnagTell, anybody, Any, nil},
	{SnagView, person, Own, nil},
	{SnagView, staff(ServiceOffice), Any, nil},
	{SnagView, staff(Supervisor), Any, nil},
	{SnagView, staff(WindowClerk), Office, nil},
	{SnagView, staff(Approver), Office, nil},
	{SnagView, staff(Leader), Office, nil},
	{SnagHandle, staff(ServiceOffice), Any, nil},
	{SnagHandle, staff(WindowClerk), Office, nil},
	{SnagHandle, staff(Approver), Office, nil},
	{SnagHandle, staff(Leader), Office, nil},
	{ConsultationAsk, person, Any, nil},
	{ConsultationView, person, Own, nil},
	{ConsultationView, staff(ServiceOffice), Any, nil},
	{ConsultationView, staff(Supervisor), Any, nil},
	{ConsultationView, staff(WindowClerk), Office, nil},
	{ConsultationView, staff(Approver), Office, nil},
	{ConsultationView, staff(Leader), Office, nil},
	{ConsultationFollow, person, Own, nil},
	{ConsultationAnswer, staff(ServiceOffice), Any, nil},
	{ConsultationAnswer, staff(WindowClerk), Office, nil},
	{ConsultationAnswer, staff(Approver), Office, nil},
	{ConsultationAnswer, staff(Leader), Office, nil},
	{FAQView, staff(WindowClerk), Office, nil},
	{FAQView, staff(Approver), Office, nil},
	{FAQView, staff(Leader), Office, nil},
	{FAQView, staff(ItemManager), Department, nil},
	{FAQView, staff(ServiceOffice), Any, nil},
	{FAQView, staff(Supervisor), Any, nil},
	{FAQPropose, staff(WindowClerk), Office, nil},
	{FAQPropose, staff(Approver), Office, nil},
	{FAQPropose, staff(Leader), Office, nil},
	{FAQPropose, staff(ServiceOffice), Any, nil},
	{FAQReview, staff(Leader), Others, nil},
	{FAQReview, staff(ItemManager), Second, nil},
	{FAQReview, staff(ServiceOffice), Second, nil},
	{FAQWithdraw, staff(Leader), Office, nil},
	{FAQWithdraw, staff(ItemManager), Department, nil},
	{FAQWithdraw, staff(ServiceOffice), Any, nil},
	{ImportedBring, staff(DataOwner), Department, nil},
	{ImportedBring, staff(DataOffice), Any, nil},
	{ImportedView, staff(DataOwner), Department, nil},
	{ImportedView, staff(DataOffice), Any, nil},
	{ImportedJudge, staff(DataOwner), Second, nil},
	{ImportedJudge, staff(DataOffice), Second, nil},

	{LicenceView, person, Own, nil},
	{NoticeView, person, Own, nil},
	{NoticeDesk, anyPost, Oneself, nil},

	{ReadsView, person, Own, nil},
	{BookingMake, person, Any, nil},
	{BookingView, person, Own, nil},
	{BookingView, staff(WindowClerk), Office, nil},
	{BookingChange, person, Own, nil},
	{BookingReceive, staff(WindowClerk), Office, nil},
	{BookingClose, staff(WindowClerk), Office, nil},

	{ScreenView, staff(WindowClerk), Office, nil},
	{ScreenView, staff(DistrictAdmin), Any, nil},
	{ScreenPair, staff(WindowClerk), Office, nil},
	{ScreenShow, staff(WindowClerk), Office, nil},
	{ScreenRevoke, staff(WindowClerk), Office, nil},
	{ScreenRevoke, staff(DistrictAdmin), Any, nil},

	{TrailRead, staff(Supervisor), Any, nil},
	{TrailRead, staff(Auditor), Any, nil},
	{AccountView, staff(DistrictAdmin), Any, nil},
	{AccountView, staff(TownAdmin), Any, nil},
	{AccountView, staff(Supervisor), Any, nil},
	{AccountView, staff(Auditor), Any, nil},
	{AccountManage, staff(DistrictAdmin), Apart, nil},
	{AccountManage, staff(TownAdmin), Town, nil},
}
