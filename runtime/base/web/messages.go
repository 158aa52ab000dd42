package web

import (
	"regexp"

	"banshi/runtime/base/fault"
)

// The kinds of problem, and what to do where nobody has said anything better.
var (
	sayInvalid         = fault.Say("提交的内容有误", "Something that was sent is wrong")
	sayNotFound        = fault.Say("没有找到", "Not found")
	sayConflict        = fault.Say("情况已变化", "Something has changed")
	sayForbidden       = fault.Say("没有权限", "Not allowed")
	sayUnauthenticated = fault.Say("请先登录", "Please sign in first")
	sayTooLarge        = fault.Say("超出限制", "Beyond a limit")
	sayTooMany         = fault.Say("次数太多", "Too often")
	sayUnavailable     = fault.Say("暂时不能办理", "Not possible just now")
	sayFull            = fault.Say("存储空间已满", "No room left")
	sayInternal        = fault.Say("系统出错，请稍后再试", "Our fault: please try again later")

	sayInvalidDetail     = fault.Say("请按提示修改后再提交", "Mend what is marked, then send it again")
	sayNotFoundDetail    = fault.NotYours
	sayConflictDetail    = fault.Say("内容已被修改，请刷新后再看", "It was changed meanwhile: load it again and look")
	sayForbiddenDetail   = fault.Say("您没有这样办理的权限", "You have no right to do that")
	sayTooLargeDetail    = fault.Say("提交的内容太大，请分几次提交", "What was sent is too large: please send less at a time")
	sayTooManyDetail     = fault.Say("短时间内次数太多，请稍后再试", "That was too often in too short a time; try again later")
	sayUnavailableDetail = fault.Say("暂时不能办理，请稍后再试", "This isn't possible just now; try again later")
	sayFullDetail        = fault.Say("系统的存储空间满了，这次没有保存；以前保存的都还在。请稍后再试", "There is no room left to store anything: this was not kept, what was kept before still is. Try again later")
	sayInternalDetail    = fault.Say("系统出错了，请稍后再试；如需帮助，请报出请求编号", "Something went wrong here; try again later, and name the number of the request when you ask for help")
)

// What every request passes before a handler sees it.
var (
	sayOtherSite = fault.Say("请求不是从本站页面发出的，已拒绝", "The request didn't come from a page of this site and was refused")
	sayOldPage   = fault.Say("页面已过期，请刷新后再试", "The page is out of date: load it again, then try")
	sayBadPath   = fault.Say("地址里有不能用的字符，请从首页进入", "The address holds a character that can't be used: please begin at the first page")
	sayNUL       = fault.Say("内容里有不能用的字符（NUL）", "What was sent holds a character that can't be used (NUL)")
	sayMethod    = fault.Say("这个地址不接受这样的请求", "This address doesn't take such a request")
	sayNoAddress = fault.Say("没有这个地址，请从首页进入", "There is no such address: please begin at the first page")
	sayNumber    = fault.Say("问工作人员时请报编号", "Give this number to staff:")
	sayFormat    = fault.Say("格式不正确", "It isn't written in the right form")
)

// messages tells huma's findings. A finding without a row is told as sayFormat, so that nothing of the
// value sent can slip through. What the pattern catches stands only where the word comes from our own
// schema.
var messages = []struct {
	found *regexp.Regexp
	say   fault.Text
}{
	{exactly(`expected required property (\S+) to be present`), fault.Say("缺少必填项 %s", "%s is missing")},
	{exactly(`expected property (\S+) to be present when (\S+) is present`), fault.Say("填了 %[2]s，就须填 %[1]s", "%[1]s is needed where %[2]s is given")},
	{exactly(`unexpected property`), fault.Say("没有这一项，请刷新页面再看", "There is no such entry: reload the page and look again")},
	{exactly(`expected value to be one of "(.*)"`), fault.Say("只能是 %s 之一", "It must be one of %s")},
	{exactly(`NUL`), sayNUL},
	{exactly(`expected string`), fault.Say("应为文字", "It must be a text")},
	{exactly(`expected boolean`), fault.Say("应为是或否", "It must be true or false")},
	{exactly(`expected number`), fault.Say("应为数字", "It must be a number")},
	{exactly(`expected integer`), fault.Say("应为整数", "It must be a whole number")},
	{exactly(`expected array`), fault.Say("应为列表", "It must be a list")},
	{exactly(`expected object`), fault.Say("应为一组内容", "It must be an object")},
	{exactly(`expected array items to be unique`), fault.Say("有重复项", "Something stands twice")},
	{exactly(`expected number >= (\S+)`), fault.Say("不能小于 %s", "It must be %s or more")},
	{exactly(`expected number <= (\S+)`), fault.Say("不能大于 %s", "It must be %s or less")},
	{exactly(`expected number > (\S+)`), fault.Say("应大于 %s", "It must be more than %s")},
	{exactly(`expected number < (\S+)`), fault.Say("应小于 %s", "It must be less than %s")},
	{exactly(`expected length >= (\d+)`), fault.Say("至少 %s 个字", "At least %s characters")},
	{exactly(`expected length <= (\d+)`), fault.Say("最多 %s 个字", "At most %s characters")},
	{exactly(`expected array length >= (\d+)`), fault.Say("至少 %s 项", "At least %s entries")},
	{exactly(`expected array length <= (\d+)`), fault.Say("最多 %s 项", "At most %s entries")},
	{exactly(`expected string to be RFC 3339 date`), fault.Say("日期应写作 2026-01-31", "A date is written 2026-01-31")},
	{exactly(`expected string to be RFC 3339 date-time`), fault.Say("时间格式不正确", "The time isn't written in the right form")},
	{exactly(`request body is required`), fault.Say("没有收到内容", "Nothing was received")},
	{exactly(`required (?:\S+) parameter is missing`), fault.Say("缺少参数", "A parameter is missing")},
	{exactly(`invalid integer`), fault.Say("应为整数", "It must be a whole number")},
	{exactly(`invalid boolean`), fault.Say("应为是或否", "It must be true or false")},
}

func exactly(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

// told is a finding of huma in our words.
func told(found string) fault.Text {
	for _, m := range messages {
		caught := m.found.FindStringSubmatch(found)
		if caught == nil {
			continue
		}
		values := make([]any, len(caught)-1)
		for i, c := range caught[1:] {
			values[i] = c
		}
		return m.say.With(values...)
	}
	return sayFormat
}
