/** What a walk looks for, in the language in which it is walked. A walk names it in Chinese. */

/** A language: what stands on the page in the place of a Chinese text. */
export interface Tongue {
  lang: "zh-Hans" | "en";
  say(chinese: string): string;
  /** Says yes to all that waits for one. */
  yes: RegExp;
  /** Goes on to the next step or question. */
  on: RegExp;
}

export const zh: Tongue = { lang: "zh-Hans", say: (text) => text, yes: /^(\d+项都对|没错(：.*)?)$/, on: /^(下一步|去填表|下一题)/ };

/** What the walks look for, by message table and by item. */
const english: Record<string, string> = {
  // the hall
  长辈版: "Large", 想办的事: "What you need to do", 开始办理: "Start", 去填表: "To the form", "下一步：交材料": "Next: Materials", "下一步：核对": "Next: Check", 加一行: "Add a row", 填好了: "Done",
  打开看: "Open", "以上内容和材料真实有效。": "All this is true, and so are the materials.", 签名并提交: "Sign and submit", "都齐了，可以提交。": "Complete, you can submit.", "已复用，免交": "Reused, waived",
  办理结果: "Result", 我的空间: "My space", 我的证照: "My licences", 现在上传: "Upload now", "没有网络。": "No network.", "已办结（准予）": "Done: granted", 准予: "[Gg]ranted", 只要电子的: "Electronic only",
  // 高龄津贴
  老人津贴: "allowance for elders", 高龄津贴申领: "Old-age allowance", 第一次申领: "First claim", 社会保障卡: "Social security card", 农商银行: "Rural Commercial Bank", 账号: "Account number", 一个人住: "Alone",
  "有急事找谁？": "Whom shall we call in an emergency?", 紧急联系人电话: "Phone of the emergency contact", 是: "Yes", 否: "No", 老年人身份证: "The elder's identity card", 户口簿: "Household register",
  审批结果通知书: "Notice of the decision on the old-age allowance", 社保卡或银行存折首页: "Social security card, or first page of the passbook",
  // 开书店
  开书店办证: "Bookshop permit", 出版物零售单位设立许可: "Permit to sell publications by retail", 零售: "Retail", 实体店: "In a shop", 普通程序: "Ordinary", "有多大？": "How large is it?", 商铺: "Shop or office", 租赁: "Rented",
  "租到哪天？": "Until when is it leased?", 图书: "Books", "一共几个人？": "How many people in all?", 租赁合同: "Lease", 经营场所使用权证明: "Proof of the right to the premises", 出版物经营许可证: "Publication business licence",
  // 个体户
  个体户: "Registration of a sole proprietor", 个体工商户设立登记: "Registration of a sole proprietor", 一个人经营: "Do you run it alone", 个人经营: "Alone", 经营场所是怎么来的: "How did you get the place of business", 租: "Rented",
  "详细地址是？": "What is the full address?", 在哪个镇街经营: "In which town", 这个地方是住宅吗: "Is the place a dwelling", 我承诺填的都是真的: "I state that what I filled in is true", 我承诺这个场所: "I state that the place", 做哪一行: "Which industry", 经营哪些项目: "What will you do",
  "连您在内，几个人做？": "How many work there, you included?", "投入多少资金？": "How much do you put in?", 不用店名: "Without a shop name", 行政区划名称: "Place in the name", 佛山市南海区: "Nanhai District, Foshan",
  "店名叫什么？": "What is the shop called?", "做什么的？": "What do you do?", 组织形式: "Form", 里水镇: "Lishui Town", 店: "Shop", 我承诺自己不是: "I state that I am no", 经营场所使用证明: "Proof of the use of the place", 正餐: "Restaurants", 餐饮服务: "Catering", 承诺: "promise",
};

export const en: Tongue = {
  lang: "en",
  say: (text) => english[text] ?? text.replace(/^用(.*)登录$/, "Sign in as $1"), // names, and what people type, stay as they are
  yes: /^(All \d+ are correct|Correct(: .*)?)$/, on: /^(Next|To the form)/,
};
