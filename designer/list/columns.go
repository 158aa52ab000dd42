package list

import (
	"slices"

	"banshi/engine/print"
)

// column is one of the list: an element of an item, under the names that lists give it.
type column struct {
	key    string
	titles []string // as export writes it; what else lists call it
	width  float64  // in characters

	read  func(r *reader, cell string) string                  // as export would write it; "" where it isn't understood, of which r has a doubt then
	of    func(w *World, item print.Value) string              // of a definition
	edits func(w *World, item print.Value, text string) []edit // what makes a definition say it
}

// edit is one of what a column changes of a definition.
type edit struct {
	name    string // among those of its column
	removes bool
	command print.Command
}

// columns are in the order in which export writes them, and in which they are put into a definition.
var columns = []*column{
	{"id", []string{"事项标识", "标识"}, 24, (*reader).id, textOf("/id"), nil},
	{"code", []string{"实施编码", "事项编码", "业务办理项编码", "实施清单编码"}, 22, (*reader).text, textOf("/code"), setText("/code")},
	{"name", []string{"事项名称", "业务办理项名称", "办理项名称", "名称", "政务服务事项名称"}, 30, (*reader).text, textOf("/name"), setText("/name")},
	{"also", []string{"通俗名称", "日常用语", "通俗说法", "别名"}, 24, (*reader).names, namesOf("/also_known_as"), setNames("/also_known_as")},
	{"type", []string{"事项类型", "权力类型", "类型"}, 14, types.one, types.oneOf("/type"), types.setOne("/type")},
	{"uscc", []string{"实施主体代码", "实施主体统一社会信用代码", "部门代码"}, 22, (*reader).uscc, usccOf, setUSCC},
	{"department", []string{"实施主体", "实施部门", "实施机构", "牵头部门", "部门"}, 28, (*reader).department, departmentOf, setDepartment},
	{"applicants", []string{"服务对象", "办理对象", "申请对象", "申请人类型", "面向对象"}, 18, applicants.many, applicants.manyOf("/applicants"), applicants.setMany("/applicants")},
	{"theme_person", []string{"面向自然人主题分类", "自然人主题"}, 20, readThemes("person"), themesIn("person"), setThemes("person")},
	{"theme_organisation", []string{"面向法人主题分类", "法人主题"}, 20, readThemes("organisation"), themesIn("organisation"), setThemes("organisation")},
	{"basis", []string{"设定依据", "法律依据", "实施依据", "办理依据", "法定依据"}, 50, (*reader).basis, basisOf("/guide/basis"), setBasis("/guide/basis")},
	{"authority", []string{"权限划分", "行使层级", "权力来源"}, 24, (*reader).text, textOf("/guide/authority"), setText("/guide/authority")},
	{"reach", []string{"通办范围", "行使内容"}, 24, (*reader).text, textOf("/guide/reach"), setText("/guide/reach")},
	{"conditions", []string{"受理条件", "申请条件", "办理条件", "申办条件"}, 50, (*reader).conditions, conditionsOf, setConditions},
	{"materials", []string{"申请材料", "材料清单", "申请材料目录", "申请材料名称", "材料名称", "材料"}, 50, (*reader).materials, materialsOf, setMaterials},
	{"mode", []string{"办理方式", "审批服务形式"}, 18, modes.one, modes.oneOf("/handling/mode"), modes.setOne("/handling/mode")},
	{"statutory", []string{"法定办结时限", "法定时限", "法定期限"}, 16, (*reader).span, limitOf("statutory"), setLimit("statutory")},
	{"promised", []string{"承诺办结时限", "承诺时限", "承诺期限"}, 16, (*reader).span, limitOf("promised"), setLimit("promised")},
	{"fee", []string{"是否收费", "收费"}, 10, (*reader).fee, feeOf, setFee},
	{"amount", []string{"收费标准", "收费金额"}, 14, (*reader).amount, amountOf, setAmount},
	{"fee_basis", []string{"收费依据"}, 30, (*reader).basis, feeBasisOf, setFeeBasis},
	{"results", []string{"结果名称", "审批结果名称", "办理结果", "办理结果名称", "审批结果"}, 28, (*reader).results, resultsOf, setResults},
	{"deliver", []string{"送达方式", "结果送达方式", "结果领取方式"}, 18, deliveries.many, deliveries.manyOf("/handling/deliver"), deliveries.setMany("/handling/deliver")},
	{"online", []string{"是否网办", "是否网上办理"}, 10, (*reader).yesNo, onlineOf, setOnline},
	{"url", []string{"网办地址", "计算机端网办地址"}, 24, (*reader).text, urlOf, setURL},
	{"online_level", []string{"网上办理深度", "网办深度"}, 20, (*reader).text, textOf("/guide/online_level"), setText("/guide/online_level")},
	{"why_visit", []string{"必须现场办理原因说明", "必须现场办理原因"}, 28, (*reader).text, textOf("/guide/why_visit"), setText("/guide/why_visit")},
	{"hours", []string{"办理时间"}, 24, (*reader).text, textOf("/guide/hours"), setText("/guide/hours")},
	{"phones", []string{"咨询电话", "咨询方式"}, 20, (*reader).phones, namesOf("/guide/phones"), setNames("/guide/phones")},
	{"rights", []string{"权利与义务", "申请人权利和义务"}, 30, (*reader).text, textOf("/guide/rights"), setText("/guide/rights")},
	{"intermediary", []string{"中介服务"}, 20, (*reader).names, namesOf("/guide/intermediary"), setNames("/guide/intermediary")},
	{"yearly_check", []string{"年检年报", "是否年检"}, 16, (*reader).text, textOf("/guide/yearly_check"), setText("/guide/yearly_check")},
	{"faq", []string{"常见问题", "常见问题解答"}, 40, (*reader).questions, questionsOf, setQuestions},
	{"keep", []string{"保管期限", "档案保管期限"}, 12, (*reader).span, spanAt("/keep"), setSpan("/keep")},
}

// besides are elements that a definition gives by itself, or says elsewhere: they are known, and kept as comments.
var besides = []string{
	"基本编码", "事项版本", "事项状态", "实施主体性质", "委托部门", "承办机构", "联办机构", "受理部门", "计划生效日期", "计划取消日期", "办件类型", "办理形式",
	"法定办结时限单位", "法定办结时限说明", "承诺办结时限单位", "承诺办结时限说明", "特别程序", "办理流程", "线上办理流程说明", "线下办理流程说明", "到办事现场次数", "到现场次数",
	"移动端办理地址", "是否支持预约办理", "是否支持网上支付", "是否支持物流快递", "是否支持自助终端办理", "是否进驻政务大厅", "是否告知承诺制", "是否容缺受理",
	"数量限制", "办理地点", "监督投诉方式", "监督投诉电话", "监督电话", "审批结果类型", "结果样本", "是否电子证照", "有效期",
}

// columnOf is the column of a title; nil: it is none.
func columnOf(title string) *column {
	name := folded(title)
	for _, c := range columns {
		if name != "" && slices.Contains(c.titles, name) {
			return c
		}
	}
	return nil
}

// Header is that of an exported list, and the widths of its columns, in characters.
func Header() (titles []string, widths []float64) {
	for _, c := range columns {
		titles, widths = append(titles, c.titles[0]), append(widths, c.width)
	}
	return titles, widths
}

// Export is the row of a definition: what the list can say of it, in the order of Header.
func Export(w *World, item print.Value) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.of(w, item)
	}
	return out
}

// SheetName is what the sheet of an exported list is called.
const SheetName = "实施清单"

// Sample is a row that shows how each column may be filled in, with words of the catalogue.
func Sample(w *World) []string {
	says := map[string]string{
		"id": "small_catering", "code": "440605-10-001", "name": "小餐饮登记", "also": "开小吃店、小餐馆登记", "type": "行政许可", "applicants": "法人和其他组织",
		"basis": "1. 《中华人民共和国食品安全法》第三十六条", "conditions": "1. 有固定的经营场所\n2. 从业人员有健康证明",
		"materials": "1. 小餐饮登记申请表（系统生成）\n2. 营业执照（复印件1份）\n3. 经营场所平面图（原件1份，说明：标明操作间的位置）\n4. 委托书（原件1份，非必要）",
		"mode":      "全程网办", "statutory": "20个工作日", "promised": "5个工作日", "fee": "否", "results": "小餐饮登记证（有效期：3年）", "deliver": "电子证照、窗口领取",
		"online": "是", "phones": "0757-86000101", "faq": "问：多久能办好？ 答：5个工作日", "keep": "10年",
	}
	if list := w.Catalogue.Catalog.Departments; len(list) > 0 {
		says["department"] = list[0].Title.S
	}
	if list := w.Catalogue.Catalog.Themes.Organisation; len(list) > 0 {
		says["theme_organisation"] = list[0].Title.S
	}
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = says[c.key]
	}
	return out
}
