package notice

// Kind is what a notice tells.
type Kind string

// The kinds. A new one needs a row below and its texts in messages.go.
const (
	CaseSubmitted    Kind = "case.submitted"
	CaseBring        Kind = "case.bring" // pre-examination passed: the originals are wanted
	CasePrechecked   Kind = "case.prechecked"
	CaseReturned     Kind = "case.returned"
	CaseVisit        Kind = "case.visit"
	CaseReceived     Kind = "case.received"
	CaseAccepted     Kind = "case.accepted"
	CaseTakenOn      Kind = "case.taken_on" // accepted, where no day is promised
	CaseNotAccepted  Kind = "case.not_accepted"
	CaseCorrection   Kind = "case.correction"
	CaseDeadline     Kind = "case.deadline" // what the applicant is to do is due soon
	CaseLapsed       Kind = "case.lapsed"
	CaseStep         Kind = "case.step" // a step is the applicant's: 整改
	CaseSpecial      Kind = "case.special"
	CaseSuspended    Kind = "case.suspended"
	CaseResumed      Kind = "case.resumed"
	CaseExtended     Kind = "case.extended"
	CaseGranted      Kind = "case.granted"
	CasePartly       Kind = "case.partly"
	CaseRefused      Kind = "case.refused"
	CaseFee          Kind = "case.fee"
	CaseReady        Kind = "case.ready"
	CaseSent         Kind = "case.sent"
	CaseDelivered    Kind = "case.delivered"
	CaseWithdrawn    Kind = "case.withdrawn"
	CaseNotOurs      Kind = "case.not_ours"
	CasePassedOn     Kind = "case.passed_on"
	CaseAmendAsk     Kind = "case.amend_ask"
	CaseAmended      Kind = "case.amended"
	CaseAmendDropped Kind = "case.amend_dropped"

	SigningAsked    Kind = "signing.asked"
	SigningSigned   Kind = "signing.signed"
	SigningDeclined Kind = "signing.declined"

	DisputeAnswered Kind = "dispute.answered"

	BookingMade     Kind = "booking.made"
	BookingReminder Kind = "booking.reminder"
	BookingClosed   Kind = "booking.closed" // the office is closed then

	RatingAnswered Kind = "rating.answered"
	SnagAnswered   Kind = "snag.answered"

	ConsultationAnswered Kind = "consultation.answered"

	LicenceExpiring Kind = "licence.expiring"
	LicenceExpired  Kind = "licence.expired"
)

// What staff is told at its desk (To.Holder is Desk or DeskOf); it is sent nowhere.
const (
	DeskAssigned  Kind = "desk.assigned"   // a colleague gave somebody a case
	DeskPassedOn  Kind = "desk.passed_on"  // another office gave this one a case
	DeskCorrected Kind = "desk.corrected"  // the applicant has mended what was sent back
	DeskDueSoon   Kind = "desk.due_soon"   // the yellow light
	DeskOverdue   Kind = "desk.overdue"    // the red one
	DeskQuestion  Kind = "desk.question"   // its promised day is near
	DeskDispute   Kind = "desk.dispute"    // of a value of a register that one keeps
	DeskDeputy    Kind = "desk.deputy"     // one acts in the place of a colleague
	DeskDeputyOff Kind = "desk.deputy_off" // and no longer
	DeskStopped   Kind = "desk.stopped"    // an item of one's office was stopped urgently
	DeskLifted    Kind = "desk.lifted"     // and goes on
	DeskReview    Kind = "desk.review"     // a definition waits for whoever may review it
)

// The words of rows: title of the item, title of the office, days.
const (
	Item   = "item"
	Office = "office"
	Day    = "day"    // a word that ends in day is a day, and written as one
	Time   = "time"   // of a visit: 09:00
	Number = "number" // of a question
	Title  = "title"  // of a licence, a register, a paper, a colleague's work

	LastDay = "lastday"
)

var rows = []Row{
	{Kind: CaseSubmitted, Args: []string{Item}, Title: titleSubmitted, Body: saySubmitted, Act: actCase},
	{Kind: CaseBring, Args: []string{Item, Day, Office}, Title: titleBring, Body: sayBring, Act: actBook, Urgent: true},
	{Kind: CasePrechecked, Args: []string{Item}, Title: titlePrechecked, Body: sayPrechecked, Act: actCase},
	{Kind: CaseReturned, Args: []string{Item, Day}, Title: titleReturned, Body: sayReturned, Act: actMend, Urgent: true},
	{Kind: CaseVisit, Args: []string{Item, Day, Office}, Title: titleVisit, Body: sayVisit, Act: actCase},
	{Kind: CaseReceived, Args: []string{Item, Office}, Title: titleReceived, Body: sayReceived, Act: actCase},
	{Kind: CaseAccepted, Args: []string{Item, Day}, Title: titleAccepted, Body: sayAccepted, Act: actCase},
	{Kind: CaseTakenOn, Args: []string{Item}, Title: titleAccepted, Body: sayTakenOn, Act: actCase},
	{Kind: CaseNotAccepted, Args: []string{Item}, Title: titleNotAccepted, Body: sayNotAccepted, Act: actWhy, Urgent: true},
	{Kind: CaseCorrection, Args: []string{Item, Day}, Title: titleCorrection, Body: sayCorrection, Act: actMend, Urgent: true},
	{Kind: CaseDeadline, Args: []string{Item, Day}, Title: titleDeadline, Body: sayDeadline, Act: actCase, Urgent: true},
	{Kind: CaseLapsed, Args: []string{Item}, Title: titleLapsed, Body: sayLapsed, Act: actCase},
	{Kind: CaseStep, Args: []string{Item}, Title: titleStep, Body: sayStep, Act: actDo, Urgent: true},
	{Kind: CaseSpecial, Args: []string{Item}, Title: titleSpecial, Body: saySpecial, Act: actWhy},
	{Kind: CaseSuspended, Args: []string{Item}, Title: titleSuspended, Body: saySuspended, Act: actWhy},
	{Kind: CaseResumed, Args: []string{Item}, Title: titleResumed, Body: sayResumed, Act: actCase},
	{Kind: CaseExtended, Args: []string{Item, Day}, Title: titleExtended, Body: sayExtended, Act: actWhy},
	{Kind: CaseGranted, Args: []string{Item}, Title: titleGranted, Body: sayGranted, Act: actResult},
	{Kind: CasePartly, Args: []string{Item}, Title: titlePartly, Body: sayPartly, Act: actWhy, Urgent: true},
	{Kind: CaseRefused, Args: []string{Item}, Title: titleRefused, Body: sayRefused, Act: actWhy, Urgent: true},
	{Kind: CaseFee, Args: []string{Item}, Title: titleFee, Body: sayFee, Act: actDo, Urgent: true},
	{Kind: CaseReady, Args: []string{Item, Office}, Title: titleReady, Body: sayReady, Act: actCase},
	{Kind: CaseSent, Args: []string{Item}, Title: titleSent, Body: saySent, Act: actCase},
	{Kind: CaseDelivered, Args: []string{Item}, Title: titleDelivered, Body: sayDelivered, Act: actResult},
	{Kind: CaseWithdrawn, Args: []string{Item}, Title: titleWithdrawn, Body: sayWithdrawn, Act: actCase},
	{Kind: CaseNotOurs, Args: []string{Item}, Title: titleNotOurs, Body: sayNotOurs, Act: actWhere, Urgent: true},
	{Kind: CasePassedOn, Args: []string{Item, Office}, Title: titlePassedOn, Body: sayPassedOn, Act: actCase},
	{Kind: CaseAmendAsk, Args: []string{Item}, Title: titleAmendAsk, Body: sayAmendAsk, Act: actAnswer, Urgent: true},
	{Kind: CaseAmendDropped, Args: []string{Item}, Title: titleAmendDropped, Body: sayAmendDropped, Act: actCase},
	{Kind: CaseAmended, Args: []string{Item}, Title: titleAmended, Body: sayAmended, Act: actCase},

	{Kind: SigningAsked, Args: []string{Item, Day}, Title: titleSigningAsked, Body: saySigningAsked},
	{Kind: SigningSigned, Args: []string{Item, Title}, Title: titleSigned, Body: saySigned, Act: actGoOn},
	{Kind: SigningDeclined, Args: []string{Item, Title}, Title: titleDeclined, Body: sayDeclined, Act: actGoOn},

	{Kind: DisputeAnswered, Args: []string{Title}, Title: titleDispute, Body: sayDispute, Act: actAnswered, Inside: true},

	{Kind: BookingMade, Args: []string{Item, Day, Time, Office}, Title: titleBooked, Body: sayBooked, Act: actVisit},
	{Kind: BookingReminder, Args: []string{Item, Day, Time, Office}, Title: titleTomorrow, Body: sayTomorrow, Act: actVisit, Urgent: true},
	{Kind: BookingClosed, Args: []string{Item, Day, Time, Office}, Title: titleVisitOff, Body: sayVisitOff, Act: actRebook, Urgent: true},

	{Kind: RatingAnswered, Args: []string{Item}, Title: titleRating, Body: sayRating, Act: actAnswered},
	{Kind: SnagAnswered, Title: titleSnag, Body: saySnag, Act: actAnswered},
	{Kind: ConsultationAnswered, Args: []string{Number}, Title: titleConsultation, Body: sayConsultation, Act: actAnswered},

	{Kind: LicenceExpiring, Args: []string{Title, Day}, Title: titleExpiring, Body: sayExpiring, Act: actRenew},
	{Kind: LicenceExpired, Args: []string{Title, Day}, Title: titleExpired, Body: sayExpired, Act: actRenew},

	{Kind: DeskAssigned, Args: []string{Item}, Title: titleAssigned, Body: sayAssigned, Act: actOpen, Inside: true},
	{Kind: DeskPassedOn, Args: []string{Item}, Title: titleCame, Body: sayCame, Act: actOpen, Inside: true},
	{Kind: DeskCorrected, Args: []string{Item}, Title: titleCorrected, Body: sayCorrected, Act: actOpen, Inside: true},
	{Kind: DeskDueSoon, Args: []string{Item, Day}, Title: titleDueSoon, Body: sayDueSoon, Act: actOpen, Inside: true, Urgent: true},
	{Kind: DeskOverdue, Args: []string{Item, Day}, Title: titleOverdue, Body: sayOverdue, Act: actOpen, Inside: true, Urgent: true},
	{Kind: DeskQuestion, Args: []string{Number, Day}, Title: titleQuestion, Body: sayQuestion, Act: actAnswer, Inside: true, Urgent: true},
	{Kind: DeskDispute, Args: []string{Title}, Title: titleDisputed, Body: sayDisputed, Act: actAnswer, Inside: true},
	{Kind: DeskDeputy, Args: []string{Title, Day, LastDay}, Title: titleDeputy, Body: sayDeputy, Act: actList, Inside: true},
	{Kind: DeskDeputyOff, Args: []string{Title}, Title: titleDeputyOff, Body: sayDeputyOff, Inside: true},
	{Kind: DeskStopped, Args: []string{Item}, Title: titleStopped, Body: sayStopped, Act: actGuide, Inside: true, Urgent: true},
	{Kind: DeskLifted, Args: []string{Item}, Title: titleLifted, Body: sayLifted, Act: actGuide, Inside: true},
	{Kind: DeskReview, Args: []string{Item}, Title: titleReview, Body: sayReview, Act: actReview, Inside: true},
}
