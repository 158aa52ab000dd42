package main

import "strings"

// messages are the words of the command line: Chinese, English.
var messages = map[string][2]string{
	"usage":        {"办事：一份定义，处处照办。用法：", "Banshi: one definition, followed everywhere. Usage:"},
	"codes":        {"退出码：0 正常；1 有问题（--strict 时提醒也算）；2 用法不对；3 程序自己出错", "Exit codes: 0 fine; 1 faults (with --strict warnings too); 2 used wrongly; 3 internal fault"},
	"verb-new":     {"新建一个事项，写好能通过检查的样子", "begin an item, with a definition that passes the checks"},
	"verb-check":   {"检查一个目录里的全部定义", "check all definitions of a catalogue"},
	"verb-test":    {"跑各事项的 tests.yaml；--coverage 看规则试没试全，--boundary 列出边界上的人，--mutate 改坏规则看测试发不发现，--mutant 只改名称里有这几个字的", "run the tests; --coverage tells which rules were tried both ways, --boundary lists those at the edges, --mutate breaks rules to see whether a test notices, --mutant only those whose name contains this"},
	"verb-eval":    {"替一个人算一遍，给出全部状态（JSON）", "evaluate for somebody and print the state (JSON)"},
	"verb-explain": {"说明为什么：一条条件、一个字段、一份材料、一个环节，或者全部", "say why: one rule, field, material or step, or all"},
	"verb-schema":  {"给编辑器用的 JSON Schema", "JSON Schema for editors"},
	"verb-serve":   {"运行办事大厅，留在前台，按 Ctrl-C 停止", "run the service hall in the foreground; Ctrl-C stops it"},
	"verb-standin": {"单独起一个示例数据源（合成数据），可以随时停掉", "run a source of synthetic records as its own process"},
	"verb-verify":  {"核对审计链和全部文件：有没有被改过、断了、丢了、坏了；--kept 用上次记下的链尾核对", "check the trail and all files: changed, cut off, lost or damaged; --kept compares a head that was noted before"},
	"verb-version": {"版本", "version"},
	"no-data":      {"“%s”里没有 banshi.db", "no banshi.db in %q"},
	"bad-kept":     {"--kept 要写成 条数:摘要，不是“%s”", "--kept is written PLACE:HASH, not %q"},
	"trail":        {"审计记录：%d 条成链，另有 %d 条还没封", "trail: %d events in the chain, %d not sealed yet"},
	"trail-fault":  {"审计记录第 %d 条（事件 %d）：%s", "trail, place %d (event %d): %s"},
	"head":         {"链尾 %d:%s，请抄在别处，下次用 --kept 核对", "head %d:%s; note it elsewhere, and compare it with --kept the next time"},
	"contents":     {"文件：%d 份", "files: %d"},
	"damaged":      {"文件 %s：内容坏了", "file %s: damaged"},
	"lost":         {"文件 %s：不见了", "file %s: lost"},
	"all-well":     {"都完好", "all is well"},
	"internal":     {"程序自己出错了，请把这一行交给我们", "internal fault, please report this line"},
	"no-verb":      {"没有“%s”这个命令", "no command %q"},
	"bad-flag":     {"选项不对：%v", "bad option: %v"},
	"no-dir":       {"没有“%s”这个目录", "no folder %q"},
	"want-dir":     {"要写一个目录", "name one folder"},
	"want-item":    {"要写一个事项", "name one item"},
	"no-item":      {"没有“%s”这个事项；有：%s", "no item %q; there are: %s"},
	"want-as":      {"要写是谁办：--as person/P004 或 organisation/L04", "say in whose name: --as person/P004 or organisation/L04"},
	"bad-person":   {"不认得：%v", "unknown: %v"},
	"bad-answers":  {"答案文件读不了：%v", "can't read the answers: %v"},
	"bad-day":      {"日期要写成 2026-11-23，不是“%s”", "a day is written 2026-11-23, not %q"},
	"cannot":       {"“%s”算不出来：%v", "%q can't be evaluated: %v"},
	"no-path":      {"没有“%s”可以说明", "nothing at %q to explain"},
	"mend-first":   {"定义有错，先改好再来", "the definitions have errors; mend them first"},
	"checked":      {"查了 %d 个事项：%d 个错误，%d 个提醒", "%d items checked: %d errors, %d warnings"},
	"coverage":     {"规则覆盖 %.1f%%（%d/%d）", "rule coverage %.1f%% (%d/%d)"},
	"too-low":      {"覆盖不到 %d%%", "coverage is below %d%%"},
	"unseen":       {"还没试到的：", "not tried yet:"},
	"no-tests":     {"一个测试也没有", "there are no tests"},
	"exists":       {"“%s”已经有了，不改它", "%q exists and is left alone"},
	"bad-id":       {"“%s”不能作标识：用小写字母、数字、下划线，字母开头", "%q is no id: small letters, digits and underscores, a letter first"},
	"no-catalog":   {"“%s”里没有 catalog.yaml", "no catalog.yaml in %q"},
	"no-kind":      {"没有“%s”这一类；有：%s", "no kind %q; there are: %s"},
	"made":         {"写好了 %s，接着改它", "made %s; go on from there"},
	"mutated":      {"改坏 %d 处，测试发现 %d 处（%.1f%%），另有 %d 处改了也一样", "%d mutants, %d noticed by tests (%.1f%%), and %d that make no difference"},
	"shows":        {"“%s”里有差别，没有写进预期：%s", "%q comes out otherwise, and does not say so: %s"},
	"survivors":    {"测试没发现的：", "not noticed by any test:"},
}

// language is zh-Hans, or en where BANSHI_LANG says so.
func (c *call) language() string {
	if strings.HasPrefix(c.env("BANSHI_LANG"), "en") {
		return "en"
	}
	return "zh-Hans"
}

func (c *call) say(key string) string {
	m := messages[key]
	if c.language() == "en" {
		return m[1]
	}
	return m[0]
}
