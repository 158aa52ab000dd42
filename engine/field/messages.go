package field

import "strings"

// words is one text in Chinese and in English.
type words struct{ zh, en string }

func (w words) in(lang string) string { return w.pick(english(lang)) }

func (w words) pick(en bool) string {
	if en {
		return w.en
	}
	return w.zh
}

// english tells whether a language tag asks for English; all else is Chinese.
func english(lang string) bool { return lang == "en" || strings.HasPrefix(lang, "en-") }

var (
	toFill  = words{"待填", "to be filled in"}
	nothing = words{"无", "none"}
	yes     = words{"是", "Yes"}
	no      = words{"否", "No"}
	noEnd   = words{"长期", "no end date"}
	oneFile = words{"1个文件", "1 file"}
)

// messages says what to do, never what was wrong. A type's own words stand
// under type.code, those for every type under the code. {limit} is the bound.
var messages = map[string]words{
	"shape":             {"请重新填一遍", "Please fill this in again"},
	"control_character": {"请去掉看不见的字符或乱码", "Please remove hidden or unreadable characters"},
	"too_long":          {"请最多填{limit}个字", "Please use at most {limit} characters"},
	"too_short":         {"请至少填{limit}个字", "Please use at least {limit} characters"},
	"check_digit":       {"请对照证件再填一遍，有一位对不上", "Please check it against the document: one character doesn't match"},
	"no_such_day":       {"请检查月份和日子，日历上没有这一天", "Please check month and day: there is no such day"},
	"born_later":        {"请检查第7到14位，出生日期不能晚于今天", "Please check digits 7 to 14: the birthday can't be after today"},
	"old_number":        {"请填18位号码，15位的号码已经换新", "Please enter the 18-digit number: those of 15 digits were replaced"},
	"not_mobile":        {"请填11位手机号码，好收到短信", "Please enter an 11-digit mobile number, so that messages reach you"},
	"not_an_option":     {"请从选项里选一个", "Please choose one of the options"},
	"not_whole":         {"请填整数，不带小数", "Please enter a whole number"},
	"too_many_digits":   {"请最多填{limit}位小数", "Please use at most {limit} decimal places"},
	"too_big":           {"请填不超过{limit}的数", "Please enter at most {limit}"},
	"too_small":         {"请填不小于{limit}的数", "Please enter at least {limit}"},
	"same_row":          {"请删掉重复的一行", "Please delete the row that stands twice"},
	"too_few_rows":      {"请至少填{limit}行", "Please fill in at least {limit} rows"},
	"too_many_rows":     {"请最多填{limit}行", "Please fill in at most {limit} rows"},
	"missing":           {"请填这一项", "Please fill this in"},

	"text.shape":      {"请填文字", "Please enter text"},
	"address.shape":   {"请填详细地址，写到门牌号", "Please enter the address down to the door number"},
	"region.shape":    {"请选择所在地区", "Please choose a region"},
	"id_number.shape": {"请填18位身份证号码，最后一位是X也可以", "Please enter the 18-character ID number; the last may be X"},
	"id_number.no_such_day": {
		"请检查第7到14位，那是出生日期", "Please check digits 7 to 14: they are the birthday",
	},
	"uscc.shape":       {"请填18位代码，没有字母I、O、S、V、Z", "Please enter the 18-character code; it has no I, O, S, V or Z"},
	"uscc.check_digit": {"请对照营业执照再填一遍，有一位对不上", "Please check it against the licence: one character doesn't match"},
	"phone.shape":      {"请填11位手机号，或带区号的座机", "Please enter a mobile number of 11 digits, or a landline with its area code"},
	"bank_card.shape":  {"请填银行卡正面的16到19位卡号", "Please enter the 16 to 19 digits on the front of the card"},
	"project_code.shape": {
		"请填项目代码，如2404-440605-04-01-100001", "Please enter the project code, such as 2404-440605-04-01-100001",
	},
	"bank_card.check_digit": {"请对照银行卡再填一遍，有一位对不上", "Please check it against the card: one digit doesn't match"},
	"choices.shape":         {"请从选项里选", "Please choose from the options"},
	"choices.not_an_option": {"请从选项里选", "Please choose from the options"},
	"choice.shape":          {"请从选项里选一个", "Please choose one of the options"},
	"finding.shape":         {"请选合格、不合格或不适用", "Please choose pass, fail or not applicable"},
	"finding.not_an_option": {"请选合格、不合格或不适用", "Please choose pass, fail or not applicable"},
	"integer.shape":         {"请填整数，如12", "Please enter a whole number, such as 12"},
	"number.shape":          {"请填数字，如12.5", "Please enter a number, such as 12.5"},
	"money.shape":           {"请填金额，如1234.50", "Please enter an amount, such as 1234.50"},
	"date.shape":            {"请填年月日，如2026年11月23日", "Please enter a date, such as 2026-11-23"},
	"date.too_big":          {"请填{limit}或更早的日期", "Please enter {limit} or an earlier date"},
	"date.too_small":        {"请填{limit}或更晚的日期", "Please enter {limit} or a later date"},
	"boolean.shape":         {"请选“是”或“否”", "Please choose yes or no"},
	"file.shape":            {"请重新上传这个文件", "Please upload this file again"},
	"point.shape":           {"请在地图上点一下位置", "Please pick the place on the map"},
	"table.shape":           {"请重新填这张表", "Please fill in this table again"},
	"choice.missing":        {"请选一个", "Please choose one"},
	"choices.missing":       {"请至少选一个", "Please choose at least one"},
	"boolean.missing":       {"请选“是”或“否”", "Please choose yes or no"},
	"file.missing":          {"请上传文件", "Please upload a file"},
	"point.missing":         {"请在地图上点一下位置", "Please pick the place on the map"},
	"table.missing":         {"请至少填一行", "Please fill in at least one row"},
}
