/** What the designer says, in simplified Chinese. `en.ts` has the same keys: a missing one is a compile error. */
import type { Effect } from "../../core/contract";
import { desk } from "../../desk/messages/zh";
import { draftZh } from "./draft-zh";
import { ruleZh } from "./rule-zh";

export const zh = {
  ...desk,
  ...draftZh,
  ...ruleZh,
  signInTitle: "登录配置台",
  signInEnded: "登录已经过期。再登录一次，就回到刚才的地方，没有存上的改动还在。",
  backToList: "回到事项",
  notFound: "没有这份草稿",
  notFoundHint: "可能已经发布或者作废了，也可能不归您的部门。",
  forbidden: "您不能看这里",
  forbiddenHint: "事项管理员和政务服务办能配置事项。要开通，请找单位的管理员。",
  offlineHint: "可以接着改，改动先存在这台电脑里，连上后再存。",
  offlineSay: "连不上服务器。改动都在这台电脑里。",
  moduleNames: { items: "事项", shared: "共用", reuse: "复用", cases: "办件", hall: "大厅" },
  youAre: (name: string, title: string) => `${name}，${title}`,
  crumbs: "位置",

  // catalogue
  items: "事项",
  itemCount: (n: number) => `${n} 项`,
  department: "部门",
  allDepartments: "全部部门",
  state: "状态",
  allStates: "全部状态",
  standings: { online: "线上", open: "草稿", in_review: "复核中", published: "已发布", discarded: "已作废" } as Record<string, string>,
  findItem: "事项名、标识",
  columns: { item: "事项", department: "牵头部门", mode: "办理方式", state: "状态", draft: "草稿", act: "打开" },
  modes: { original_precheck: "原件预审", front_verification: "前置核验", back_verification: "后置核验", fully_online: "全程网办" } as Record<string, string>,
  versionsOf: (name: string) => `各版：${name}`,
  onlineAs: (n: number) => `线上 v${n}`,
  notOnline: "没有上线",
  stopped: "紧急停办",
  stoppedSince: (day: string, notice: string) => `${day} 起：${notice}`,
  withdrawn: "已停办",
  effectiveFrom: (day: string) => `${day} 起`,
  draftBy: (name: string, day: string) => `${name} ${day}`,
  noDraft: "没有草稿",
  goOn: "接着改",
  begin: "开始改",
  noItems: "还没有事项",
  noItemsHint: "导入实施清单，或者导入事项目录以后，会列在这里。",
  importList: "导入实施清单",
  exportList: "导出清单",
  listName: "实施清单.xlsx",
  noneFound: "没有找到",
  noneFoundHint: "换一个词，或者看全部部门、全部状态。",
  verdicts: { pass: "可以申请", warn: "可以申请，有提醒", inspect: "要现场看", review: "要人工看", window: "要到窗口", refer: "不在这里办", refuse: "不能申请" } as Record<Effect, string>,
};

export type StudioWords = typeof zh;
