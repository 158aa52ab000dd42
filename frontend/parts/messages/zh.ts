/**
 * What the parts and screens say, in simplified Chinese. Never a space between
 * 中文 and Latin or digits (the browser sets the gap), 您 to a person, verbs on
 * buttons. `en.ts` has the same keys: a missing one is a compile error.
 */
export const zh = {
  // words of many parts
  why: "为什么?",
  change: "改",
  changeIt: "改一下",
  remove: "删除",
  optional: "选填",
  comma: "、",
  none: "没有",
  yourAccount: "您的账号",
  dayOf: (y: number, m: number, d: number) => `${y ? `${y}年` : ""}${m}月${d}日`,
  yes: "是",
  no: "否",
  loading: "正在打开",
  skip: "跳到正文",

  // field
  applicantIs: (name: string) => `申请人${name}`,
  noSuchDay: "没有这一天，或者没填全，请改一下。",
  stillCounts: (day: string) => `现在还按${day}算。`,
  onlyHint: "提示，请核对",
  awaiting: "等您确认",
  colon: "：",
  right: "没错",
  wrong: "不对",
  withdraw: "撤回",
  withdrawDispute: "撤回异议",
  tellOwner: "告诉登记单位",
  useOriginal: "用回原来的",
  filled: "已自动填入",
  filledLocked: "已自动填入，不能直接改",
  source: (name: string) => `来源：${name}`,
  confirmed: "您已确认",
  corrected: (was: string, from: string) => `您改的。原来是${was}${from ? `（${from}）` : ""}`,
  disputed: (said: string) => `您说不对${said ? `：${said}` : ""}。会告诉办件人员，不影响继续办`,
  computed: (how: string) => how || "系统算的",
  sourceLimit: "您查的号码太多了，先停一停。要查的自己填，照样可以提交，工作人员会核对；过一小时会自动再查。",
  chosenFirst: "先替您选的，可以改",
  sourceDown: (name: string) => `${name}没有回应，正在重查。您可以先自己填，查到后会核对。`,
  allRight: (n: number) => (n === 1 ? "没错" : `${n}项都对`),
  allHeld: (n: number) => `${n}项都已填好`,
  heldHelp: "哪项不对，点它右边的“不对”，不影响继续办",

  // choice
  findIn: (n: number) => `在${n}项里找`,
  foundNone: "没有找到，换个说法试试",
  chosen: (text: string) => `选了：${text}`,

  // inputs
  addRow: "加一行",
  takeRecord: "用这条",
  rowOf: (n: number) => `第${n}行`,
  rowDone: "填好了",
  rowsAre: (n: number) => `共${n}行`,
  noRows: "还没有。点下面的按钮加一行。",
  actions: "操作",
  yuan: "元",

  // verdict
  verdict: {
    yes: "可以办",
    no: "现在不能办",
    unknown: (n: number) => `还差${n}项信息`,
  },

  // tally
  tally: "办理小结",
  missing: "还差",
  missingNone: "都填好了",
  waived: "已免交材料",
  visits: "您要到现场",
  doneBy: "预计办完",
  items: (_n: number) => "项",
  copies: (_n: number) => "份",
  times: (_n: number | string) => "次",
  missingIs: (n: number) => `还差${n}项`,
  whichOnes: "看看是哪几项",

  // visits
  visitsNone: "全程网办",

  // steps, timeline
  stepOf: (n: number, of: number) => `第${n}步，共${of}步`,

  // errors, notices
  errorsAre: (n: number) => `有${n}处要改`,
  offline: "没有网络。",
  offlineHint: "您填的都存在这台设备上，连上后自动补存。",
  sourceStopped: (name: string) => `${name}暂时连不上。`,
  sourceStoppedHint: "可以先自己填，提交后由工作人员核对，不影响办理。",
  undo: "撤销",
  saved: (at: string) => `已保存${at}`,
  saving: "正在保存…",
  notSaved: "还没存上，连上后自动补存",

  // shells
  home: "首页",
  allItems: "全部事项",
  mySpace: "我的空间",
  notices: "消息",
  unread: (n: number) => `${n > 98 ? "99条以上" : `${n}条`}没看`,
  mainNav: "主要栏目",
  elder: "长辈版",
  elderOn: "长辈版 已开",
  contrast: "高对比",
  otherLanguage: "English",
  signIn: "登录",
  stepUpNeeded: "要再核验一次身份",
  stepUp: "去核验",
  mayNot: "现在不能由您办",
  toMySpace: "回我的空间",
  signOut: "退出",
  footNav: "更多",
  openInfo: "信息公开",
  followCase: "查进度",
  cannotDo: "办不成事？",
  otherWays: "也可以用：微信、自助终端、镇街办事大厅、热线12345",

  // item
  spans: { wd: (n: number) => (n ? `${n}个工作日` : "当天办结"), d: (n: number) => (n ? `${n}日` : "当天办结"), mo: (n: number) => `${n}个月`, y: (n: number) => `${n}年` },

  // sign-in
  siteLine: "政务服务",

  // trouble
  notFound: "没有这个页面",
  notFoundHint: "网址可能打错了，或者事项已经停办。",
  toHome: "回首页",
  trouble: "现在打不开",
  again: "再试一次",
  reference: (id: string) => `问工作人员时请报编号${id}`,
};

/** The message table of one language. */
export type Messages = typeof zh;
