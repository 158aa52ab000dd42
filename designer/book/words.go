package book

import (
	"fmt"
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// words are a text in Chinese and in English.
type words [2]string

func pickIn(language, zh, en string) string {
	if strings.HasPrefix(language, "en") {
		return en
	}
	return zh
}

func (w *writer) say(t words, args ...any) string {
	text := pickIn(w.lang, t[0], t[1])
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

func (w *writer) list(all []string) string { return strings.Join(all, w.say(sayOr)) }

// when puts behind a name where it is so.
func (w *writer) when(name, path string, when *expr.Node) string {
	if when == nil {
		return name
	}
	return name + w.say(sayAside, w.teller.Sentence(path+".when", when))
}

// text is one of the definition with the values that it names left open.
func (w *writer) text(t *plan.Text) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	for _, p := range t.Parts {
		b.WriteString(p.Words)
		if p.Rule != nil {
			b.WriteString("…")
		}
	}
	return b.String()
}

func (w *writer) span(s *plan.Span) string {
	if s == nil {
		return ""
	}
	return w.say(units[s.Unit], s.N)
}

func each[T any](list []T, say func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, say(x))
	}
	return out
}

var units = map[string]words{"wd": {"%d个工作日", "%d working days"}, "d": {"%d天", "%d days"}, "mo": {"%d个月", "%d months"}, "y": {"%d年", "%d years"}}

var types = map[string]words{
	"permit": {"行政许可", "permit"}, "grant": {"行政给付", "grant"}, "confirmation": {"行政确认", "confirmation"}, "reward": {"行政奖励", "reward"},
	"other": {"其他行政权力", "other power"}, "public_service": {"公共服务", "public service"},
}

// modes are the English names of the handling modes.
var modes = map[string]string{
	"original_precheck": "Pre-examination of originals", "front_verification": "Verification before acceptance",
	"back_verification": "Verification after acceptance", "fully_online": "Fully online",
}

var effects = map[string]words{
	"warn": {"提醒申请人", "the applicant is told"}, "inspect": {"要现场看", "it is looked at on site"}, "review": {"要人工看", "a person looks at it"},
	"window": {"请到窗口办", "it is handled at the window"}, "refer": {"不在这里办，指到别处", "it is handled elsewhere"}, "refuse": {"不能申请", "it can't be applied for"},
}

var ends = map[string]words{
	"refuse": {"不予许可", "Refusal"}, "correct": {"补正", "Correction"}, "decide": {"决定", "Decision"}, "special": {"特别程序", "Special procedure"},
}

var (
	sayOr, sayColon, sayStop = words{"、", ", "}, words{"：", ": "}, words{"；", "; "}
	sayAside                 = words{"（%s）", " (%s)"}

	sayGuideOf, sayHandbookOf = words{"%s办事指南", "Guide: %s"}, words{"%s审查工作细则", "Handbook: %s"}
	sayBasics                 = words{"基本信息", "At a glance"}
	sayName, sayAlso          = words{"事项名称", "Item"}, words{"也叫", "Also known as"}
	sayCode, sayType          = words{"事项编码", "Code"}, words{"事项类型", "Type"}
	sayDepartment             = words{"实施部门", "Department"}
	sayAuthority              = words{"办理权限", "Who decides"}
	sayApplicants, sayActing  = words{"申请对象", "Who applies"}, words{"谁能来办", "Who may act"}
	sayMode                   = words{"办理方式", "Way of handling"}
	sayPromised, sayStatutory = words{"承诺时限", "Promised time"}, words{"法定时限", "Time by law"}
	sayExtend                 = words{"可以延长", "Extension"}
	sayFee, sayFree           = words{"收费", "Fee"}, words{"不收费", "free"}
	sayReach, sayOnline       = words{"通办范围", "Where to apply"}, words{"网办深度", "Online"}
	sayWhyVisit               = words{"为什么要到现场", "Why a visit"}
	sayHours, sayPhones       = words{"办理时间", "Hours"}, words{"咨询电话", "Telephone"}
	sayBasis                  = words{"依据", "Law"}
	sayConditions             = words{"受理条件", "Conditions"}
	sayByItself               = words{"系统自动核查", "What the system checks by itself"}
	sayConditionsHint         = words{"系统照下面的规则核查申请人填的和查到的记录；查不到、还不知道的，交给人看，不算通过。", "The system holds answers and records to these rules; what is not known is left to a person and never passes."}
	sayApplies, sayHolds      = words{"什么时候适用", "Applies where"}, words{"要满足", "Must hold"}
	sayElse, sayTold          = words{"不满足的", "Otherwise"}, words{"告诉申请人", "The applicant is told"}
	sayPapers                 = words{"申请材料", "Papers"}
	sayNeeded, sayHow         = words{"要不要交", "Asked for"}, words{"怎么交", "How"}
	sayAlways, sayAlwaysSo    = words{"都要交", "always"}, words{"都可以", "always"}
	sayWhere                  = words{"%s的", "where %s"}
	sayEach                   = words{"，“%s”每行一份", ", one for each row of “%s”"}
	sayMade                   = words{"系统生成", "made by the system"}
	sayMadeSigned             = words{"系统生成，%s签字", "made by the system, to be signed by %s"}
	sayOriginals, sayCopies   = words{"原件%d份", "originals: %d"}, words{"复印件%d份", "copies: %d"}
	sayBoth                   = words{"原件%d份，复印件%d份", "originals: %d, copies: %d"}
	sayAnyOf, sayHelp         = words{"交其中一种", "One of"}, words{"怎么准备", "How to prepare it"}
	sayWaived                 = words{"查到就免交", "Not asked for where on record"}
	sayPromise, sayDefer      = words{"可以告知承诺", "A promise may do"}, words{"可以容缺后补", "May be handed in later"}
	sayWithin                 = words{"，%s内补", ", within %s"}
	saySituations             = words{"情形和材料", "Which answers lead to which papers"}
	saySituationsHint         = words{"没有查申请人记录时的结果；查到记录的，材料还会少。", "Before any record of the applicant is looked at; records spare papers."}
	sayMore                   = words{"还有 %d 种，见情形–材料表。", "%d more are in the table of outcomes."}
	sayComes, sayNotMet       = words{"结论", "Comes to"}, words{"不符合", "Not met"}
	sayVisits                 = words{"跑动次数", "Visits"}
	sayWay, sayApplicant      = words{"办理流程", "How it is handled"}, words{"申请人", "the applicant"}
	sayResults, sayValid      = words{"办理结果", "Result"}, words{"有效%s", "valid for %s"}
	sayQuestions, sayPitfalls = words{"常见问题", "Questions"}, words{"常见的退回原因", "Why applications come back"}
	sayRights                 = words{"权利和救济", "Your rights"}

	saySteps                = words{"办理环节", "Steps"}
	sayWho, sayLimit        = words{"谁办", "Who"}, words{"几天", "Within"}
	sayComesIn              = words{"申请人到场", "The applicant comes"}
	sayOriginalsSeen        = words{"核对原件", "Originals are seen"}
	sayYes                  = words{"要", "yes"}
	sayClock, sayStands     = words{"时限", "Clock"}, words{"这时不计时", "stands meanwhile"}
	sayBeside               = words{"同时进行", "Beside"}
	sayDocument             = words{"文书", "Document"}
	sayAsks                 = words{"要填", "To be filled in"}
	sayAnswers              = words{"选“%s”", "On “%s”"}
	sayPoints               = words{"审查要点", "What to look at"}
	sayLookAt, sayLook      = words{"看%s", "look at %s"}, words{"看什么", "Look at"}
	sayChecking             = words{"材料怎么查", "How each paper is checked"}
	sayChecks               = words{"填表时就核对的", "What the form itself checks"}
	sayDecision, sayInstant = words{"决定和结果", "Decision and result"}, words{"系统自己决定（即办）", "Decided by the system"}
	sayPage                 = words{"第 %d 页，共 %d 页", "%d / %d"}
)
