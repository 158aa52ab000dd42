import { desk } from "../../desk/messages/en";
import { draftEn } from "./draft-en";
import { ruleEn } from "./rule-en";
import type { StudioWords } from "./zh";

/** The designer in English. */
export const en: StudioWords = {
  ...desk,
  ...draftEn,
  ...ruleEn,
  signInTitle: "Sign in to the designer",
  signInEnded: "Your session has ended. Sign in again to come back here; what was not saved is kept.",
  backToList: "Back to the items",
  notFound: "There is no such draft",
  notFoundHint: "It may have been published or discarded, or it is another department's.",
  forbidden: "You may not look here",
  forbiddenHint: "Item managers and the service office configure items. Ask the administrator of your office.",
  offlineHint: "You can go on; your changes stay on this computer and are saved when you are online.",
  offlineSay: "The server can't be reached. Your changes are on this computer.",
  moduleNames: { items: "Items", reuse: "Reuse", cases: "Cases", hall: "Hall" },
  youAre: (name, title) => `${name}, ${title}`,
  crumbs: "Where you are",

  items: "Items",
  itemCount: (n) => `${n} ${n === 1 ? "item" : "items"}`,
  department: "Department",
  allDepartments: "All departments",
  state: "State",
  allStates: "All states",
  standings: { online: "Online", open: "Draft", in_review: "In review", published: "Published", discarded: "Discarded" },
  findItem: "Name or id of an item",
  columns: { item: "Item", department: "Department", mode: "Handling", state: "State", draft: "Draft", act: "Open" },
  modes: { original_precheck: "Originals first", front_verification: "Checked beforehand", back_verification: "Checked afterwards", fully_online: "Fully online" },
  versionsOf: (name) => `Versions: ${name}`,
  onlineAs: (n) => `Online v${n}`,
  notOnline: "Not online",
  withdrawn: "Withdrawn",
  effectiveFrom: (day) => `from ${day}`,
  draftBy: (name, day) => `${name}, ${day}`,
  noDraft: "No draft",
  goOn: "Go on",
  begin: "Begin",
  noItems: "There are no items yet",
  noItemsHint: "They are listed here once a catalogue is imported.",
  noneFound: "Nothing was found",
  noneFoundHint: "Try another word, or all departments and states.",
  verdicts: { pass: "May apply", warn: "May apply, with a reminder", inspect: "To be inspected", review: "To be looked at", window: "To come to the window", refer: "Not to be applied for here", refuse: "May not apply" },
};
