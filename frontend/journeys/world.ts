import type { Guide, Home, ItemHit, Person, Session, Site } from "../core/api";

/** A small made-up district for the browser tests: the same answers at every run. */
export const site: Site = {
  name: "南海网上办事",
  line: "广东省网上办事大厅南海分厅",
  host: "佛山市南海区政务服务办公室",
  wechat: "南海政务通",
  kiosk: "市民之窗",
  hotline: "12345",
  place: "桂城街道行政服务中心",
};

export const people: Person[] = [
  { id: "chen", name: "陈伯年", kind: "person", number: "4406**********0014", level: "四级", line: "82岁，可以领高龄津贴" },
  { id: "wu", name: "吴桂芳", kind: "person", number: "4406**********0007", level: "四级", line: "明天满80岁" },
  { id: "guli", name: "佛山市南海区古丽手抓饭店", kind: "firm", actor: "阿依古丽·买买提", number: "92440605MA90A0040F", level: "四级", line: "食品证4天前到期" },
];

export const home: Home = {
  tries: ["开饭店", "老人津贴", "办营业执照", "货车营运证", "买居保"],
  todos: [
    { id: "1", tag: "已到期4天", urgent: true, icon: "clock", title: "食品经营许可证该重新办了", line: "JY24406050000025，2026年11月19日到期。重新办理时，9份材料里有5份不用交。", act: "开始办理", to: "/items/food_business_licence_new" },
    { id: "2", tag: "填到第2步", urgent: false, icon: "edit", title: "餐馆排水许可", line: "11月21日存的草稿，还差2项。草稿一直保留，换手机也能接着填。", act: "接着填", to: "/apply/drainage" },
    { id: "3", tag: "已过期", urgent: true, icon: "card", title: "居住证9月1日到期", line: "过期期间，用居住证免交材料的事项会要您另外证明住址。", act: "看怎么续", to: "/items" },
  ],
  events: [
    { id: "e1", title: "开餐馆", line: "从执照到开业，一张表、一次交材料，各部门同时办。", icon: "bowl", query: "开餐馆", parts: ["个体工商户设立登记", "食品经营许可", "排水许可"] },
    { id: "e2", title: "家里老人满80岁", line: "高龄津贴，可提前30天申请；子女也能代办", icon: "elder", item: "elder_allowance" },
    { id: "e3", title: "开理发店、美容院", line: "公共场所卫生许可，到现场1次", icon: "scissors", query: "理发店" },
    { id: "e4", title: "跑货运", line: "道路普通货物运输经营许可", icon: "truck", query: "货运" },
    { id: "e5", title: "开书店", line: "出版物零售，网上卖书也要办", icon: "book", query: "书店" },
    { id: "e6", title: "家人有残疾", line: "生活补贴、护理补贴一起申请", icon: "heart", query: "残疾" },
    { id: "e7", title: "建厂房、投项目", line: "投资项目备案，拿项目代码", icon: "building", query: "投资" },
  ],
  themes: [
    ["准营准办", "开业前的许可", "shop"], ["食品药品", "食品经营、食堂", "bowl"], ["交通运输", "车辆、货运", "truck"],
    ["环保绿化", "排水、排污", "drop"], ["文化出版", "书店、网上卖书", "book"], ["投资项目", "立项、备案", "building"],
    ["就业创业", "开店、用工", "people"], ["市政公用", "水、路、招牌", "bank"], ["卫生健康", "场所卫生", "heart"],
    ["信用", "查询、修复", "shield"], ["变更注销", "改名、搬址、关店", "doc"], ["全部事项", "按部门、按字母", "list"],
  ].map(([title, line, icon], i) => ({ id: `t${i}`, title: title!, line, icon: icon!, query: title, audience: "both" as const })),
};

export const items: ItemHit[] = [
  { id: "food_business_licence_new", title: "食品经营许可（新办）", aka: ["开饭店", "开餐馆", "办食品证", "开奶茶店"], visits: 0 },
  { id: "restaurant", title: "开餐馆一件事", aka: ["开饭店一条龙"], together: 3 },
  { id: "drainage_permit", title: "城镇污水排入排水管网许可", aka: ["餐馆排水许可", "办排水证"], visits: 0 },
  { id: "elder_allowance", title: "高龄津贴", aka: ["老人津贴", "长寿金"], visits: 0 },
];

export const guide: Guide = {
  id: "food_business_licence_new",
  title: "食品经营许可（新办）",
  aka: ["开饭店", "开餐馆", "办食品证", "开奶茶店", "单位饭堂办证"],
  code: "SS53A00114024-01",
  version: "2026年11月20日起用的版本",
  office: "佛山市南海区市场监督管理局",
  online: true,
  facts: [
    { id: "visits", title: "您要到现场", figure: "0", unit: "次", line: "工作人员上门核查1次，您不用跑" },
    { id: "days", title: "承诺办完", figure: "5", unit: "个工作日", line: "法定10个工作日，受理后起算" },
    { id: "fee", title: "费用", figure: "0", unit: "元", line: "不收费，快递送证也不收费" },
    { id: "get", title: "您会拿到", figure: "1", unit: "本证", line: "食品经营许可证，5年有效" },
  ],
  materials: [
    { id: "layout", title: "主要设备设施、经营布局、操作流程文件", state: "upload", line: "一张平面图就行，手画也可以。要标出食品处理区、洗消设施的位置。" },
    { id: "right", title: "经营场所使用权证明", state: "promise", line: "信用等级A、B的商户，签一份承诺书就不用交租赁合同；也可以照常上传。" },
    { id: "licence", title: "营业执照", state: "reused", line: "用您的电子营业执照。姓名、统一社会信用代码对得上，而且有效。" },
    { id: "form", title: "食品经营许可申请书", state: "generated", line: "系统用您填的表生成，您签名就行。" },
    { id: "agent", title: "授权委托书", state: "unneeded", line: "您本人办理" },
  ],
  conditions: [
    { id: "c1", text: "已办营业执照，状态正常，经营范围里有餐饮或食品销售", by: "系统查登记库，您不用证明" },
    { id: "c2", text: "店在南海区", by: "按您填的地址" },
    { id: "c3", text: "场所、设备、布局合适，离污染源25米以上", by: "工作人员上门看" },
  ],
  steps: [
    { id: "s1", actor: "您", title: "网上提交", line: "4步，可随时存", you: true },
    { id: "s2", actor: "镇街市场监管所", title: "预审、受理", line: "缺什么一次说清", you: false },
    { id: "s3", actor: "镇街市场监管所", title: "上门核查", line: "先打电话约时间", you: false },
    { id: "s4", actor: "区市场监管局", title: "审查、决定", line: "不同意会写明理由", you: false },
    { id: "s5", actor: "您", title: "收证", line: "电子证照，可加快递", you: true },
  ],
  returned: [
    { id: "r1", text: "平面图没标食品处理区、专间、洗消设施", line: "上传前对照样例检查一遍" },
    { id: "r2", text: "店的地址和营业执照上的住所不一样", line: "先到登记机关办一照多址或分支登记" },
  ],
  basis: "《中华人民共和国食品安全法》第三十五条；《食品经营许可和备案管理办法》（市场监管总局令第78号）",
  appeal: "收到决定书起60日内可申请行政复议，6个月内可提起行政诉讼",
};

/** The session of somebody, or of nobody. */
export function sessionOf(person: Person | null): Session {
  return { person, site, csrf: "journey", today: "2026-11-23", standins: people };
}
