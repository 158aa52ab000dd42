package web

import (
	"regexp"
	"strings"
)

// messages tells huma's findings in Chinese. A finding without a row is told as
// “格式不正确”, so that nothing of the value sent can slip through. $1 stands only
// where the word comes from our own schema.
var messages = []struct {
	found *regexp.Regexp
	say   string
}{
	{exactly(`expected required property (\S+) to be present`), "缺少必填项 $1"},
	{exactly(`expected property (\S+) to be present when (\S+) is present`), "填了 $2，就须填 $1"},
	{exactly(`unexpected property`), "没有这一项"},
	{exactly(`expected value to be one of "(.*)"`), "只能是 $1 之一"},
	{exactly(`expected string`), "应为文字"},
	{exactly(`expected boolean`), "应为是或否"},
	{exactly(`expected number`), "应为数字"},
	{exactly(`expected integer`), "应为整数"},
	{exactly(`expected array`), "应为列表"},
	{exactly(`expected object`), "应为一组内容"},
	{exactly(`expected array items to be unique`), "有重复项"},
	{exactly(`expected number >= (\S+)`), "不能小于 $1"},
	{exactly(`expected number <= (\S+)`), "不能大于 $1"},
	{exactly(`expected number > (\S+)`), "应大于 $1"},
	{exactly(`expected number < (\S+)`), "应小于 $1"},
	{exactly(`expected length >= (\d+)`), "至少 $1 个字"},
	{exactly(`expected length <= (\d+)`), "最多 $1 个字"},
	{exactly(`expected array length >= (\d+)`), "至少 $1 项"},
	{exactly(`expected array length <= (\d+)`), "最多 $1 项"},
	{exactly(`expected string to be RFC 3339 date`), "日期应写作 2026-01-31"},
	{exactly(`expected string to be RFC 3339 date-time`), "时间格式不正确"},
	{exactly(`request body is required`), "没有收到内容"},
	{exactly(`required (\S+) parameter is missing`), "缺少参数"},
	{exactly(`invalid integer`), "应为整数"},
	{exactly(`invalid boolean`), "应为是或否"},
}

func exactly(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

func inChinese(found string) string {
	for _, m := range messages {
		if at := m.found.FindStringSubmatchIndex(found); at != nil {
			return string(m.found.ExpandString(nil, strings.ReplaceAll(m.say, "$1", "${1}"), found, at))
		}
	}
	return "格式不正确"
}
