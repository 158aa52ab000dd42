import { zh as parts } from "../../parts/messages/zh";

/** What the form, the materials, the review, cases and the drawer of reasons say. `en.ts` has the same keys. */
export const zh = {
  steps: { questions: "答几个问题", form: "填表", materials: "交材料", review: "核对、提交" },
  comma: "、",
  colon: "：",
  titlesAre: (titles: string, how: string) => `${titles}：${how}`,
  next: "下一步",
  nextTo: (step: string) => `下一步：${step}`,
  prev: "上一步",
  leave: "存好，先退出",
  sectionOf: (n: number, of: number) => `第${n}段，共${of}段`,
  items: (n: number) => `${n}项`,
  more: (n: number) => `还有${n}项`,
  confirmIn: (section: string, n: number) => `核对${section}（${n}项）`,
  whoseRow: (table: string, n: number) => `${table}第${n}行`,
  signedOut: "登录过期了，请重新登录。您填的还在这台设备上。",
  savedFailed: "没有存上",
  draftGone: "这份草稿已经提交或者删除了。",
  toSpace: "去我的空间",
  signInAgain: "重新登录",

  // questions
  nextQuestion: "下一题",
  between: (a: number, b: number) => (a === b ? `${a}` : `${a}到${b}`),
  copies: "份",
  times: "次",
  beyond: "不在规定的范围内，工作人员会核对",
  verdicts: {
    pass: "可以办", warn: "可以办，请留意", inspect: "可以办，要上门核查", review: "可以提交，有的要人工核对",
    window: "要到窗口办", refer: "请到别处办", refuse: "现在不能办",
  } as Record<string, string>,
  noNeed: "不用再办",

  // every page
  partMend: (reason: string, mend: string) => (mend ? `${reason}。${mend}` : reason),
  partLocked: "这一项不用改，也不能改",

  // fields
  pleaseFill: (title: string) => `请填${title}`,
  pleasePick: (title: string) => `请选${title}`,
  pleaseAddRow: (title: string) => `请在${title}里加一行`,
  pleaseUpload: (title: string) => `请上传${title}`,
  pleaseConfirm: (title: string) => `请看看${title}对不对`,
  faults: {
    shape: "请检查一下，写法不对",
    too_long: (n: string) => `请写短一点，最多${n}个字`,
    too_short: (n: string) => `请写全，至少${n}个字`,
    too_big: (n: string) => `请填不超过${n}的数`,
    too_small: (n: string) => `请填不小于${n}的数`,
    too_late: (day: string) => `请填${day}或更早的日期`,
    too_early: (day: string) => `请填${day}或更晚的日期`,
    too_many_digits: (n: number) => (n ? `小数最多${n}位` : "请填整数"),
    too_few_rows: (n: string) => `请至少填${n}行`,
    too_many_rows: (n: string) => `最多填${n}行，请删去多余的`,
  },
  plainFaults: {
    control_character: "有看不见的字符，请重新输入",
    check_digit: "号码里有数字不对，请对照证件再看一遍",
    no_such_day: "日历上没有这一天，请改一下",
    born_later: "出生日期还没到，请对照证件再看一遍",
    old_number: "请填18位的新号码",
    not_mobile: "请填手机号，收得到短信",
    not_an_option: "这一项现在不能选，请另选",
    not_whole: "请填整数",
    same_row: "有两行重名，请改一行",
    missing: "这一项要填",
  } as Record<string, string>,
  shapes: {
    id_number: "请填18位身份证号码", uscc: "请填18位统一社会信用代码", phone: "请填11位手机号，或者带区号的座机", bank_card: "请填16到19位的卡号",
    project_code: "请填投资项目代码，例如2311-440605-04-01-123456", date: "请填年月日，例如2026-11-23", integer: "请填整数", number: "请填数字", money: "请填金额数字",
  } as Record<string, string>,
  stop: "。",
  pickRecord: (name: string) => `${name}有几条记录，请选这次用哪一条`,
  pickOthers: (name: string) => `${name}有几条记录，是别人的，内容不显示。请选“都不是”，再自己填`,
  pickNone: "都不是",
  recordNo: (no: string) => `编号${no}`,
  rowAsking: "还没查到",
  rowLimit: "暂不能查",
  rowAskingSay: (source: string) => `${source}没有回应，正在重查，可以先往下填`,

  // materials
  forRow: (title: string, row: string) => `${title}：${row}`,

  // review
  account: "您的账号",
  atOnce: "即时办结",
  dueHow: (span: string) => `承诺${span}，今天受理的话`,
  estimated: "估计",
  materialStates: {
    given: "已上传", reused: "免交", made: "系统生成", promised: "承诺代替", deferred: "以后补", needed: "还没交", undecided: "还不知道", to_be_found: "由工作人员核查",
  } as Record<string, string>,
  spans: parts.spans,
  blockedKinds: { source: (name: string) => `${name}还没查到，请稍后再试` },

  // space and cases
  office: "受理机构",

  // why
  whyTitle: (what: string) => `为什么：${what}`,
  disputeNow: "登记单位已更正，上面是新的信息，请核对",
  disputeTold: {
    open: () => "已经告诉登记单位，等答复。不影响继续办",
    upheld: (answer: string) => `登记单位维持原来的登记：${answer}`,
    corrected: (answer: string) => `登记单位答复更正：${answer}。更正送到后，这里会换成新的，请您再核对`,
  } as Record<string, (answer: string) => string>,
};

/** The table of the form flow in one language. */
export type FormWords = typeof zh;
