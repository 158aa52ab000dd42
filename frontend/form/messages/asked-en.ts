import type { AskedOwn } from "./asked-zh";

const s = (n: number | string, one: string, many = `${one}s`) => `${n} ${Number(n) === 1 ? one : many}`;

/** What the questions say and the conditions that they decide. */
export const en: AskedOwn = {
  skipQuestion: "Not sure, skip",
  answerNow: "Answer now",
  toForm: "To the form",
  decidesVerdict: "decides whether you can apply",
  decidesMaterial: (title) => `decides whether ${title} is needed`,
  questionsNote: "This only helps you to judge; it is no application yet. Answers go into the form and can be changed.",
  laterAsked: "asked in the form",
  goFill: "Fill in",
  waitingSource: (name) => `Looking up ${name}`,
  notYetFilled: (titles) => `Not filled in yet: ${titles}`,
  noReason: "Nothing speaks against it.",
  materialsToGive: "Materials to hand in",
  staffLook: "Staff check it",
  onSpot: "Seen on the spot, nothing to prove now",
  seeCase: "See this case",
  conditionsHold: (held, all) => `${held} of ${s(all, "condition")} hold`,
};
