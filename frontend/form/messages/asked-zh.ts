/** What the questions say and the conditions that they decide. `asked-en.ts` has the same keys. */
export const zh = {
  skipQuestion: "说不准，先跳过",
  answerNow: "现在回答",
  toForm: "去填表",
  decidesVerdict: "会决定能不能办",
  decidesMaterial: (title: string) => `会决定要不要交${title}`,
  questionsNote: "这一步只是帮您判断，不算正式申请。答案会带到表里，随时能改。",
  laterAsked: "填表时还会问",
  goFill: "去填",
  waitingSource: (name: string) => `正在查${name}`,
  notYetFilled: (titles: string) => `还没填：${titles}`,
  noReason: "没有不能办的理由。",
  materialsToGive: "要交的材料",
  staffLook: "工作人员核对",
  onSpot: "上门核查时看，现在不用证明",
  seeCase: "去看这一件",
  conditionsHold: (held: number, all: number) => `${all}个条件，${held}个已满足`,
};

/** The table in one language. */
export type AskedOwn = typeof zh;
