package query

import "banshi/runtime/base/fault"

// What of a filter can't be read.
var (
	saySyntax      = fault.Say("从这里起读不懂，看看引号、括号和“and”“or”是不是写全了", "It can't be read from here on: look at quotes, brackets, and and or")
	sayLong        = fault.Say("最多%d个字", "At most %d characters")
	sayMany        = fault.Say("条件太多，请分成几个筛选", "Too many conditions: make several filters of it")
	sayManyWords   = fault.Say("一次最多列%d个", "At most %d in one list")
	sayNoTruth     = fault.Say("要写成一个条件，比如 days_left <= 1", "It must be a condition, such as days_left <= 1")
	sayNotHere     = fault.Say("这里只能用比较、in、and、or、not", "Only comparisons, in, and, or, not can be used here")
	sayUnknown     = fault.Say("没有这个名字，可用的名字列在下面", "There is no such name; those that there are stand below")
	sayUnknownNear = fault.Say("没有这个名字，是不是 %s", "There is no such name; is it %s")
	sayWord        = fault.Say("%s 没有这个值，有 %s", "%s is never that; it is one of %s")
	sayWordNear    = fault.Say("%s 没有这个值，是不是“%s”", "%s is never that; is it “%s”")
	sayNoList      = fault.Say("in 的后面要写成 [\"甲\", \"乙\"]", "After in comes [\"a\", \"b\"]")
	sayNoOrder     = fault.Say("是与否不分大小", "What is true or false has no order")
	sayKind        = fault.Say("这里要%s，写的是%s", "%s is needed here, and this is %s")
)

var named = map[kind]fault.Text{
	none:   fault.Say("别的", "something else"),
	truth:  fault.Say("是或否", "true or false"),
	number: fault.Say("数", "a number"),
	text:   fault.Say("带引号的文字", "a text in quotes"),
	list:   fault.Say("列表", "a list"),
}
