package grammar

// The closed lists of words.
var (
	ItemTypes = []Word{
		{"permit", "行政许可"}, {"grant", "行政给付"}, {"confirmation", "行政确认"},
		{"reward", "行政奖励"}, {"other", "其他行政权力"}, {"public_service", "公共服务"},
	}
	Holders = []Word{{"person", "自然人"}, {"organisation", "法人和其他组织"}}
	Acting  = []Word{
		{"self", "本人（法定代表人）"}, {"agent", "受委托的代办人"}, {"guardian", "监护人"},
		{"family", "家人"}, {"village", "村（社区）代办"},
	}
	FieldTypes = []Word{
		{"text", "文字"}, {"region", "行政区划"}, {"address", "地址"}, {"id_number", "公民身份号码"},
		{"uscc", "统一社会信用代码"}, {"phone", "电话"}, {"bank_card", "银行卡号"}, {"project_code", "项目代码"},
		{"choice", "单选"}, {"choices", "多选"}, {"finding", "查验结论（合格、不合格、不适用）"},
		{"integer", "整数"}, {"number", "小数"}, {"money", "金额（元）"}, {"date", "日期"}, {"boolean", "是或否"},
		{"file", "文件"}, {"point", "地图上的点"}, {"table", "表格"},
	}
	KeyTypes = []Word{
		{"text", "文字"}, {"id_number", "公民身份号码"}, {"uscc", "统一社会信用代码"}, {"project_code", "项目代码"},
		{"region", "行政区划"}, {"address", "地址"}, {"phone", "电话"}, {"bank_card", "银行卡号"}, {"choice", "代码"},
		{"integer", "整数"}, {"date", "日期"},
	}
	Trusts = []Word{
		{"A", "机关签发，有电子印章"}, {"B", "工作人员看过原件"}, {"C", "申请人上传"}, {"D", "自行填写"},
	}
	Edits   = []Word{{"confirm", "请申请人确认"}, {"locked", "不能改，可以说不对"}, {"free", "可以改"}}
	Effects = []Word{
		{"refuse", "不予受理"}, {"refer", "转到别处"}, {"window", "到窗口办理"}, {"review", "转人工审查"},
		{"inspect", "现场决定"}, {"warn", "提醒"},
	}
	CheckEffects = []Word{{"error", "错误，不能提交"}, {"warn", "提醒，可以提交"}}
	Modes        = []Word{
		{"original_precheck", "原件预审"}, {"front_verification", "前置核验（一次办结）"},
		{"back_verification", "后置核验（一次办结）"}, {"fully_online", "全程网办"},
	}
	Deliveries = []Word{{"window", "窗口领取"}, {"express", "快递送达"}, {"kiosk", "自助机领取"}, {"electronic", "电子证照"}}
	Verdicts   = []Word{
		{"pass", "可以申请"}, {"refuse", "不予受理"}, {"refer", "转到别处"}, {"window", "到窗口办理"},
		{"review", "转人工审查"}, {"inspect", "现场决定"}, {"warn", "提醒"},
	}
	Methods   = []Word{{"GET", "GET"}, {"POST", "POST"}}
	Orders    = []Word{{"up", "从小到大"}, {"down", "从大到小"}}
	Clerk     = []Word{{"clerk", "工作人员填写"}}
	Latest    = []Word{{"latest", "取最近签发的一件"}}
	FromForm  = []Word{{"form", "由系统按表单生成"}}
	Original  = []Word{{"original", "要看原件"}}
	Originals = []Word{{"originals", "在这一环节看原件"}}
	Stops     = []Word{{"stops", "期间不计入办理时限"}}
	Visits    = []Word{{"apply", "到窗口办理"}, {"originals", "交原件核对"}, {"collect", "领取结果"}}
	Masks     = []Word{
		{"whole", "全部公开"}, {"name", "只公开姓，如张**"}, {"number", "只公开末两位"}, {"area", "只公开到镇街"}, {"year", "只公开年份"},
	}
	GuideOnly = []Word{{"guide", "只有办事指南，没有表单"}}
)

// Kinds are the kinds of definition files, in the words of `kind`.
var Kinds = []Word{
	{"Catalog", "目录"}, {"Licence", "证照种类"}, {"Source", "数据来源"}, {"Codes", "代码表"},
	{"Fragment", "共用片段"}, {"Bundle", "一件事"}, {"Item", "事项"}, {"Tests", "事项的测试"},
}

// Titles name the structs of spec in Chinese, for messages and for editors.
var Titles = map[string]string{
	"Catalog": "目录", "Named": "带名称的标识", "District": "区", "Contact": "咨询台", "Town": "镇街", "Department": "部门", "Office": "办事处", "Booking": "预约", "Consultation": "咨询",
	"ThemeTable": "主题表", "Year": "年历", "Source": "数据来源", "DatedRow": "按日期生效的一行", "Driver": "取数方式", "Call": "接口调用", "Query": "数据库查询", "Licence": "证照种类",
	"Codes": "代码表", "Code": "代码", "Fragment": "片段", "Bundle": "一件事", "BundleItem": "一件事中的事项",
	"Item": "事项", "Themes": "主题", "Access": "登录要求", "EntryWay": "办理入口", "Guide": "办事指南", "QA": "常见问题",
	"Pitfall": "常见错误", "Fact": "共享数据", "Consent": "授权", "Field": "字段", "Options": "选项", "Option": "选项", "Rows": "行数",
	"Check": "校验", "Section": "表单分节", "Entry": "分条取值", "Eligibility": "受理条件", "Basis": "依据", "Material": "材料",
	"Paper": "纸质份数", "File": "文件要求", "Reuse": "复用", "Defer": "容缺后补", "Promise": "告知承诺", "Handling": "办理",
	"Limit": "时限", "Step": "环节", "Point": "审查要点", "Outcome": "办理结论", "Fee": "收费", "Result": "办理结果", "Publicity": "结果公示", "Publish": "公开的内容", "Shown": "公开的一项",
	"Batch": "集中申报", "Quota": "名额", "Rank": "排序", "Offer": "免申即享", "Tests": "测试", "Test": "测试",
	"Input": "答案", "TestUser": "经办人", "Expect": "预期", "Equivalent": "改了也一样的规则",
}

// What a test can state: of a field, of a condition, of a material.
var (
	FieldAspects   = []string{"shown", "need", "needed", "value", "filled", "is", "edit", "confirm", "from", "min", "max", "missing", "errors", "options", "rows", "disputed"}
	RuleResults    = []string{"true", "false", "unknown", "empty", "off"}
	MaterialStates = []string{"not_needed", "made", "given", "reused", "undecided", "promised", "deferred", "to_be_found", "needed"}
)
