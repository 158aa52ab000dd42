package outcomes

import "strings"

// words are a text in Chinese and in English.
type words [2]string

func say(w words, language string) string {
	if strings.HasPrefix(language, "en") {
		return w[1]
	}
	return w[0]
}

var (
	sayBlank     = words{"不填", "left blank"}
	sayFilled    = words{"填了", "filled in"}
	sayOthers    = words{"只有别的选项", "other options alone"}
	sayOr        = words{"、", ", "}
	sayEither    = words{" / ", " / "} // between answers, whose own words may hold a comma
	sayAndMore   = words{"%s等%d项", "%s … (%d in all)"}
	sayLeast     = words{"不少于%s", "at least %s"}
	sayMore      = words{"多于%s", "more than %s"}
	sayMost      = words{"不多于%s", "at most %s"}
	sayLess      = words{"少于%s", "less than %s"}
	sayFromDay   = words{"%s起", "from %s on"}
	sayAfterDay  = words{"晚于%s", "after %s"}
	sayToDay     = words{"到%s为止", "until %s"}
	sayBeforeDay = words{"早于%s", "before %s"}
	sayKind      = words{"谁申请", "Who applies"}
	sayActing    = words{"谁来办", "Who acts"}

	// the table
	sayTable     = words{"情形–材料表", "Outcomes"}
	sayNo        = words{"序号", "No."}
	sayAny       = words{"不限", "any"}
	sayAlways    = words{"怎么答都一样", "Whatever is answered"}
	sayVerdict   = words{"结论", "Comes to"}
	sayPaper     = words{"材料", "Paper"}
	sayAsked     = words{"要不要交", "Asked for"}
	sayWaived    = words{"查到就免交", "Not asked for where this is on record"}
	sayWhy       = words{"说明", "Notes"}
	sayPromised  = words{"承诺时限", "Promised time"}
	sayStatutory = words{"法定时限", "Time by law"}
	sayVisits    = words{"跑动次数", "Visits"}
	sayFee       = words{"收费", "Fee"}
	sayColon     = words{"：", ": "}
	sayStop      = words{"；", "; "}
	sayTo        = words{"到", " to "}
	sayNotMet    = words{"（不符合：%s）", " (not met: %s)"}
	sayHangs     = words{"（还要看：%s）", " (still hangs on: %s)"}
	sayOpen      = words{"；还有 %d 条条件要核实", "; %d more conditions to be verified"}
	sayWaivedBy  = words{"（查到%s就免交）", " (not asked for where on record: %s)"}
	sayLeft      = words{"超过 %d 行，这几个问题没有再分：%s", "There would be more than %d rows; not branched on: %s"}
	sayNeeded    = words{"要交", "yes"}
	sayMaybe     = words{"有的要交", "sometimes"}
	sayMade      = words{"系统生成，要签字", "made by the system, to be signed"}
	sayMadeMaybe = words{"有的要签，系统生成", "sometimes; made by the system, to be signed"}
	sayWhen      = words{"%s时要交", "where %s"}
	sayEach      = words{"“%s”每行一份", "one for each row of “%s”"}
	sayPromise   = words{"可能可以告知承诺", "a promise may do instead"}
	sayDefer     = words{"可能可以容缺后补", "it may be handed in later"}
	sayNoVisit   = words{"不用跑", "no visit"}
	sayTimes     = words{"跑%d次", "visits: %d"}
	sayTimesTo   = words{"跑%d到%d次", "visits: %d to %d"}
	sayFree      = words{"不收费", "free"}
	sayFeeOpen   = words{"看情况收费", "the fee depends"}
	sayYuan      = words{"%s元", "%s yuan"}
)

var verdicts = map[string]words{
	"pass": {"可以申请", "may apply"}, "inspect": {"要现场看", "to be looked at on site"}, "review": {"要人工看", "looked at by a person"},
	"window": {"要到窗口", "at the window"}, "refer": {"不在这里办", "not handled here"}, "refuse": {"不能申请", "may not apply"},
}

// units of a length of time; wd before d.
var units = []struct {
	unit string
	say  words
}{
	{"wd", words{"%s个工作日", "%s working days"}}, {"mo", words{"%s个月", "%s months"}}, {"d", words{"%s天", "%s days"}}, {"y", words{"%s年", "%s years"}},
}
