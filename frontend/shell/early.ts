/**
 * Asks who is there and for the draft while the scripts of the form's page are still under way: a script of its own, begun by
 * the head of the document. What comes back waits for who asks for it first (`taken`).
 */
import { leaving } from "./leave";
import type { Early } from "./taken";

const { dataset, lang } = document.documentElement;
const { base = "/" } = dataset;
const [page, draft] = location.pathname.slice(base.length).split("/");
// Who has left and was not heard yet asks for nothing; nor does this script where the others were sooner.
if (!globalThis.early && page === "drafts" && /^[\w-]+$/.test(draft ?? "") && !leaving()) {
  const early: Early = { lang: lang === "en" ? "en" : "zh-CN", answers: new Map() };
  for (const url of ["/api/session", `/api/drafts/${draft}`]) {
    const answer = fetch(url, { headers: { Accept: "application/json, application/problem+json", "Accept-Language": early.lang } });
    answer.catch(() => undefined); // who takes it hears of it
    early.answers.set(url, answer);
  }
  globalThis.early = early;
}
