package grammar

// KeyTitle names a key in Chinese, for editors: by its struct where the name differs there, else for all.
func KeyTitle(structName, key string) string {
	if t := keyTitles[structName+"."+key]; t != "" {
		return t
	}
	return keyTitles[key]
}

var keyTitles = map[string]string{
	"access": "登录要求", "acting": "可以由谁来办", "acts_as": "以什么身份", "address": "地址", "ahead": "提前几天", "after": "在哪个之后",
	"also_known_as": "通俗名称", "amount": "金额", "answer": "回答", "answers": "填的内容", "any_of": "任选其一",
	"applicants": "服务对象", "article": "条款", "as": "申请人", "ask": "问法", "authority": "权责划分", "basis": "依据",
	"batch": "集中申报", "Licence.batch": "批次", "beside": "和哪个同时", "blocked": "不能提交", "booking": "预约", "by": "由谁填写",
	"Reuse.by": "凭什么", "Rank.by": "按什么", "calendar": "工作日历", "check": "校验", "choose": "有几件时取哪件", "chosen": "选定的记录",
	"clock": "是否计时", "closed": "不开放的日子", "code": "代码", "Item.code": "事项编码", "codes": "代码表", "compute": "计算", "confirmed": "已确认的",
	"consent": "授权", "consultation": "咨询", "contact": "咨询台", "copies": "复印件份数", "credit_tiers": "信用等级", "dated": "按日期生效", "days": "办理天数", "defer": "容缺后补",
	"deferred": "容缺的材料", "deliver": "领取方式", "department": "实施部门", "departments": "部门", "digits": "小数位数", "dispatch": "分发到",
	"disputed": "说不对的", "district": "区", "document": "文书", "down": "没有回音的来源", "driver": "从哪里取", "due": "什么时候交",
	"edit": "带出后能不能改", "effect": "不符合时", "eligibility": "受理条件", "entry": "办理入口", "equivalents": "改了也一样的规则", "errors": "错误", "events": "人生事和企业事",
	"expect": "预期", "extend": "可以延长", "external": "外部系统网址", "facts": "共享数据", "faq": "常见问题", "fault": "常见错误", "faults": "常见错误",
	"fee": "收费", "fields": "字段", "Result.fields": "证照或记录的内容", "file": "文件要求", "Driver.file": "文件", "fill": "自动带出",
	"form": "电子表单", "form_of": "选用的材料形式", "fresh": "多久内不重取", "from": "从什么生成", "Code.from": "启用日期", "Rows.from": "从哪个共享数据开始", "DatedRow.from": "开始日期", "DatedRow.to": "最后一天", "DatedRow.key": "查的内容", "Source.rows": "一行行的数", "values": "各字段的数",
	"given": "已交的材料", "guide": "办事指南", "handling": "办理", "help": "说明（点开看）", "hint": "提示（一直显示）", "holders": "持有者",
	"hours": "办公时间", "http": "接口地址", "id": "标识", "identity": "实名等级", "insist": "坚持提交", "instant": "即办条件", "intermediary": "中介服务",
	"is": "是谁", "issuer": "发证机关", "Basis.issuer": "颁布机关", "item": "事项", "items": "事项", "keep": "保管期限", "key": "用什么查",
	"Source.key": "键的类型", "Licence.key": "键的类型", "kind": "哪种定义", "language": "语言版本", "law": "法规名称", "length": "长度（最少、最多）", "level": "实名等级",
	"licence": "证照", "limit": "时限", "lines": "显示几行", "look_at": "看哪些材料和字段", "many": "可以有多条", "materials": "申请材料", "max": "最大",
	"Source.max": "最多几条", "Licence.max": "最多几件", "Rows.max": "最多几行", "max_mb": "最大（MB）", "mend": "怎么改", "min": "最小", "Rows.min": "最少几行",
	"missing": "还缺什么", "mobile": "必须是手机", "mode": "办理方式", "mutant": "怎么改的", "name": "名称", "need": "必填条件", "Material.need": "必交条件", "number": "文号",
	"off": "放假的日子", "often_down": "常常没有回音", "offer": "免申即享", "offices": "办事处", "online_level": "网办深度", "open": "开放时间", "options": "选项", "order": "顺序",
	"organisation": "法人", "originals": "原件份数", "otherwise": "不符合时怎么说", "outcomes": "结论去向", "pages": "最多几页", "paper": "纸质份数",
	"papers": "以前要交的叫法", "parent": "上级代码", "part": "属于哪一部分", "parts": "分开决定的部分", "pending": "还没回来的来源", "per": "每行一份",
	"person": "个人", "places": "每段几人", "phone": "电话", "phones": "电话", "points": "审查要点", "promise": "告知承诺", "promised": "承诺时限", "Test.promised": "承诺的材料",
	"purpose": "用途", "quota": "名额", "rank": "排序", "reach": "通办范围", "reason": "理由", "record": "写入的来源", "regions": "管辖的镇街", "required": "没有回音不能提交",
	"result": "办理结果", "reuse": "复用", "rights": "权利和救济", "roles": "角色", "rows": "行数", "rules": "条件", "same": "同一内容的字段", "sample": "样例",
	"say": "不对时怎么说", "section": "分节标识", "sensitive": "敏感信息", "settled": "已有定论", "short": "简称", "show": "显示条件", "sign": "谁签名",
	"sign_on": "单点登录", "system": "外部系统名称", "signed": "已签的材料", "since": "施行日期", "situations": "情形", "slot": "每段多少分钟", "source": "数据来源", "Material.source": "来源渠道",
	"statutory": "法定时限", "steps": "环节", "submit": "按提交来算", "template": "空白表样", "tests": "测试", "text": "文字", "Promise.text": "承诺内容", "that": "条件",
	"themes": "主题", "time_zone": "时区", "timeout": "等多久", "title": "名称", "to": "转到哪里", "Code.to": "停用日期", "today": "假定今天是", "towns": "镇街",
	"trust": "可信等级", "type": "类型", "Item.type": "事项类型", "types": "文件类型", "unit": "单位", "uscc": "统一社会信用代码", "use": "用到的片段",
	"publicity": "结果公示", "granted": "准予的公开", "refused": "不予的公开", "for": "公示期", "Publish.show": "公开哪些内容", "mask": "怎么遮", "public": "公开的内容",
	"user": "经办人", "push": "部门推送，最长多久没有消息", "json": "按接口取", "sql": "按数据库取", "url": "网址", "method": "请求方法", "query": "查询参数", "headers": "请求头", "body": "请求内容", "records": "记录在回答里的路径", "cells": "字段和它的路径", "database": "数据库", "statement": "查询语句", "valid": "有效期", "valid_to": "有效期至", "value": "值", "verdict": "结论", "verify": "看原件", "visit": "到现场", "visits": "到现场次数", "Booking.visits": "来办什么",
	"warnings": "提醒", "welcome": "不需要时也可交", "when": "什么时候", "who": "哪个角色", "why_visit": "为什么要到现场", "windows": "窗口", "within": "多久之内",
	"District.within": "上级地方", "Options.within": "属于哪里", "work": "调休上班的日子", "workdays": "几个工作日内答复", "year": "年份", "yearly_check": "年检年审",
}
