package main

import "strings"

// messages are the words of the command line: Chinese, English.
var messages = map[string][2]string{
	"usage":          {"办事：一份定义，处处照办。用法：", "Banshi: one definition, followed everywhere. Usage:"},
	"codes":          {"退出码：0 正常；1 有问题（--strict 时提醒也算）；2 用法不对；3 程序自己出错", "Exit codes: 0 fine; 1 faults (with --strict warnings too); 2 used wrongly; 3 internal fault"},
	"verb-new":       {"新建一个事项，连同它的测试；不写 ITEM 就新建一个目录，里面有一个登记库、一种证照和一个事项", "begin an item and its tests; without ITEM a catalogue, with a register, a licence and an item"},
	"verb-check":     {"检查一个目录里的全部定义", "check all definitions of a catalogue"},
	"verb-test":      {"跑各事项的 tests.yaml；--coverage 看规则试没试全，--boundary 列出边界上的人，--mutate 改坏规则看测试发不发现，--mutant 只改名称里有这几个字的", "run the tests; --coverage tells which rules were tried both ways, --boundary lists those at the edges, --mutate breaks rules to see whether a test notices, --mutant only those whose name contains this"},
	"verb-eval":      {"替一个人算一遍，给出全部状态（JSON）", "evaluate for somebody and print the state (JSON)"},
	"verb-explain":   {"说明为什么：一条条件、一个字段、一份材料、一个环节，或者全部", "say why: one rule, field, material or step, or all"},
	"verb-schema":    {"给编辑器用的 JSON Schema；文件第一行写 # yaml-language-server: $schema=…", "JSON Schema for editors; a file's first line names it: # yaml-language-server: $schema=…"},
	"verb-functions": {"规则里能写什么：函数、运算、名字，各有例子", "what a rule may be made of: functions, operators, names, each with an example"},
	"functions":      {"函数和运算（一边空就是空，一边还不知道就还不知道）：", "Functions and operators (empty as soon as a part is, else unknown as soon as a part is):"},
	"forms":          {"先看一边就能定的，和一项一项看的：", "What may be decided by a part, and what goes through a list:"},
	"names":          {"名字（字段是 form.<字段>，共享数据是它的标识）：", "Names (a field is form.<field>, a fact its id):"},
	"such-as":        {"如", "as"},
	"verb-serve":     {"运行办事大厅，留在前台，按 Ctrl-C 停止", "run the service hall in the foreground; Ctrl-C stops it"},
	"verb-standin":   {"单独起一个示例数据源（合成数据），可以随时停掉", "run a source of synthetic records as its own process"},
	"verb-version":   {"版本", "version"},
	"internal":       {"程序自己出错了，请把这一行交给我们", "internal fault, please report this line"},
	"no-verb":        {"没有“%s”这个命令；有：%s", "no command %q; there are: %s"},
	"no-verb-near":   {"没有“%s”这个命令；是不是 %s？", "no command %q; did you mean %s?"},
	"bad-flag":       {"选项不对：%v", "bad option: %v"},
	"no-flag":        {"没有 --%s 这个选项", "no option --%s"},
	"no-flag-near":   {"没有 --%s 这个选项；是不是 --%s？", "no option --%s; did you mean --%s?"},
	"flag-value":     {"--%s 后面要有值", "--%s needs a value"},
	"flag-unfit":     {"--%s 不能写“%s”%s", "--%s can't be %q%s"},
	"because":        {"：", ": "},
	"bad-percent":    {"--min-coverage 要写 0 到 100，不是 %d", "--min-coverage is 0 to 100, not %d"},
	"extra-word":     {"多了“%s”，这里不用写", "%q is too much here"},
	"verb-push":      {"替部门推送一个文件的记录（每行一条 JSON），或者新建推送密钥", "push a file of records, one JSON a line, or make a key for a department"},
	"want-push":      {"要写一个文件，或者 --new 密钥名 --sources 来源", "name a file, or --new ID --sources NAME"},
	"want-source":    {"要写 source：banshi standin source", "write source: banshi standin source"},
	"no-write":       {"写不出去：%v", "can't write: %v"},
	"in":             {"目录也可以写成 --in DIR；站在目录里时 eval 和 explain 可以不写", "The folder may be given as --in DIR too; eval and explain may leave it out inside of one"},
	"answers":        {"--answers FILE：YAML 或 JSON，写“字段: 值”，或者 tests.yaml 里的 answers、given、signed、today 等键", "--answers FILE: YAML or JSON, `field: value`, or the keys of tests.yaml: answers, given, signed, today …"},
	"no-dir":         {"没有“%s”这个目录", "no folder %q"},
	"want-dir":       {"要写一个目录", "name one folder"},
	"want-item":      {"要写一个事项", "name one item"},
	"no-item":        {"没有“%s”这个事项；有：%s", "no item %q; there are: %s"},
	"no-item-near":   {"没有“%s”这个事项；是不是 %s？", "no item %q; did you mean %s?"},
	"want-as":        {"要写是谁办：--as person/P004 或 organisation/L04", "say in whose name: --as person/P004 or organisation/L04"},
	"bad-person":     {"不认得：%v", "unknown: %v"},
	"bad-answers":    {"答案文件读不了：%v", "can't read the answers: %v"},
	"bad-day":        {"日期要写成 2026-11-23，不是“%s”", "a day is written 2026-11-23, not %q"},
	"cannot":         {"“%s”算不出来：%v", "%q can't be evaluated: %v"},
	"no-file":        {"没有“%s”这个文件", "no file %q"},
	"not-regular":    {"“%s”不是普通文件，或者超过 1 MiB", "%q is no regular file, or larger than 1 MiB"},
	"who-applies":    {"这个事项不给这类申请人办；可以申请的：%s", "not for this kind of applicant; there are: %s"},
	"who-acts":       {"不能以“%s”的身份来办；可以写：%s", "nobody acts as %q here; there are: %s"},
	"no-path":        {"没有“%s”可以说明；不写它，就全部说明", "nothing at %q to explain; leave it out to have all explained"},
	"no-path-near":   {"没有“%s”可以说明；是不是 %s？", "nothing at %q to explain; did you mean %s?"},
	"mend-first":     {"定义有错，先改好再来", "the definitions have errors; mend them first"},
	"checked":        {"查了 %d 个事项：%d 个错误，%d 个提醒", "%d items checked: %d errors, %d warnings"},
	"coverage":       {"规则覆盖 %.1f%%（%d/%d）", "rule coverage %.1f%% (%d/%d)"},
	"too-low":        {"覆盖不到 %d%%", "coverage is below %d%%"},
	"unseen":         {"还没试到的：", "not tried yet:"},
	"no-tests":       {"一个测试也没有", "there are no tests"},
	"exists":         {"“%s”已经有了，不改它", "%q exists and is left alone"},
	"bad-id":         {"“%s”不能作标识：用小写字母、数字、下划线，字母开头", "%q is no id: small letters, digits and underscores, a letter first"},
	"no-catalog":     {"“%s”不是事项目录：里面没有 catalog.yaml。写上目录，如 examples/nanhai，或者 --in 目录", "%q is no catalogue: there is no catalog.yaml in it. Name the folder, such as examples/nanhai, or --in DIR"},
	"no-kind":        {"没有“%s”这一类；有：%s", "no kind %q; there are: %s"},
	"made":           {"写好了 %s", "made %s"},
	"made-next":      {"接着改它；改完 banshi check --strict %s，再 banshi test %s %s", "go on from there; then banshi check --strict %s, and banshi test %s %s"},
	"not-empty":      {"“%s”里已经有东西；往已有的目录里加事项，后面再写事项的标识", "%q is not empty; to add an item to a catalogue, name the item too"},
	"no-register":    {"目录里没有登记这类申请人的来源，所以没有写共享数据和测试", "the catalogue has no register of such applicants, so no facts and no tests were written"},
	"mutated":        {"改坏 %d 处，测试发现 %d 处（%.1f%%），另有 %d 处改了也一样", "%d mutants, %d noticed by tests (%.1f%%), and %d that make no difference"},
	"shows":          {"“%s”里有差别，没有写进预期：%s", "%q comes out otherwise, and does not say so: %s"},
	"survivors":      {"测试没发现的：", "not noticed by any test:"},
	"verb-verify":    {"核对审计链和全部文件：有没有被改过、断了、丢了、坏了；--kept 用上次记下的链尾核对", "check the trail and all files: changed, cut off, lost or damaged; --kept compares a head that was noted before"},
	"no-data":        {"“%s”里没有 banshi.db", "no banshi.db in %q"},
	"bad-kept":       {"--kept 要写成 条数:摘要，不是“%s”", "--kept is written PLACE:HASH, not %q"},
	"trail":          {"审计记录：%d 条成链，另有 %d 条还没封", "trail: %d events in the chain, %d not sealed yet"},
	"trail-fault":    {"审计记录第 %d 条（事件 %d）：%s", "trail, place %d (event %d): %s"},
	"head":           {"链尾 %d:%s，请抄在别处，下次用 --kept 核对", "head %d:%s; note it elsewhere, and compare it with --kept the next time"},
	"contents":       {"文件：%d 份", "files: %d"},
	"damaged":        {"文件 %s：内容坏了", "file %s: damaged"},
	"lost":           {"文件 %s：不见了", "file %s: lost"},
	"all-well":       {"都完好", "all is well"},
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
