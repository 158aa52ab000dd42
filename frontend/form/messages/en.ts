import { en as parts } from "../../parts/messages/en";
import type { FormWords } from "./zh";

const s = (n: number | string, one: string, many = `${one}s`) => `${n} ${Number(n) === 1 ? one : many}`;

/** The form flow in plain English: same keys, sentence case, no abbreviations. */
export const en: FormWords = {
  steps: { questions: "Questions", form: "Fill in", materials: "Materials", review: "Check and submit" },
  comma: ", ",
  colon: ": ",
  titlesAre: (titles, how) => `${titles}: ${how}`,
  next: "Next",
  nextTo: (step) => `Next: ${step}`,
  prev: "Back",
  leave: "Save and leave",
  sectionOf: (n, of) => `part ${n} of ${of}`,
  items: (n) => s(n, "item"),
  more: (n) => `${n} more`,
  confirmIn: (section, n) => `Check ${section} (${n})`,
  whoseRow: (table, n) => `${table}, row ${n}`,
  signedOut: "Your sign-in has ended. Sign in again; what you filled in is still on this device.",
  savedFailed: "Not saved",
  draftGone: "This draft was submitted or deleted.",
  toSpace: "To my space",
  signInAgain: "Sign in again",

  nextQuestion: "Next question",
  between: (a, b) => (a === b ? `${a}` : `${a} to ${b}`),
  copies: "",
  times: "",
  beyond: "Outside the limits; staff will check it",
  verdicts: {
    pass: "You can apply", warn: "You can apply, please note", inspect: "You can apply, with a visit to you", review: "You can submit, staff check some points",
    window: "Please apply at the window", refer: "Please apply elsewhere", refuse: "You can't apply now",
  },
  noNeed: "No need to apply",

  partMend: (reason, mend) => (mend ? `${reason}. ${mend}` : reason),
  partLocked: "This needs no change, and can't be changed",
  pleaseFill: (title) => `Fill in ${title}`,
  pleasePick: (title) => `Choose ${title}`,
  pleaseAddRow: (title) => `Add a row to ${title}`,
  pleaseUpload: (title) => `Upload ${title}`,
  pleaseConfirm: (title) => `Check whether ${title} is right`,
  faults: {
    shape: "Check how it is written",
    too_long: (n) => `Write at most ${s(n, "character")}`,
    too_short: (n) => `Write at least ${s(n, "character")}`,
    too_big: (n) => `Fill in no more than ${n}`,
    too_small: (n) => `Fill in no less than ${n}`,
    too_late: (day) => `Fill in ${day} or earlier`,
    too_early: (day) => `Fill in ${day} or later`,
    too_many_digits: (n) => (n ? `At most ${s(n, "decimal")}` : "Fill in a whole number"),
    too_few_rows: (n) => `At least ${s(n, "row")}`,
    too_many_rows: (n) => `At most ${s(n, "row")}`,
  },
  plainFaults: {
    control_character: "There are characters that can't be seen, type it again",
    check_digit: "A digit is wrong, compare it with the document",
    no_such_day: "There is no such day, change it",
    born_later: "This date of birth is still to come, compare it with the document",
    old_number: "Fill in the new number of 18 characters",
    not_mobile: "Fill in a mobile number that gets messages",
    not_an_option: "This can't be chosen now, choose another",
    not_whole: "Fill in a whole number",
    same_row: "Two rows have the same name, change one",
    missing: "This is needed",
  },
  shapes: {
    id_number: "Fill in the identity number of 18 characters", uscc: "Fill in the credit code of 18 characters", phone: "Fill in a mobile number, or a landline with its area code",
    bank_card: "Fill in the card number of 16 to 19 digits", project_code: "Fill in the project code, such as 2311-440605-04-01-123456", date: "Fill in year, month and day, such as 2026-11-23",
    integer: "Fill in a whole number", number: "Fill in a number", money: "Fill in an amount",
  },
  stop: ". ",
  pickRecord: (name) => `${name} has several records. Which one is meant?`,
  pickOthers: (name) => `${name} has several records. They are somebody else's and not shown: choose “None of them” and fill in yourself`,
  pickNone: "None of them",
  recordNo: (no) => `number ${no}`,
  rowAsking: "Not found yet",
  rowLimit: "Not looked up",
  rowAskingSay: (source) => `${source} has not answered, we ask again. You can go on.`,

  forRow: (title, row) => `${title}: ${row}`,

  account: "your account",
  atOnce: "At once",
  dueHow: (span) => `${span} promised, if accepted today`,
  estimated: "estimated",
  materialStates: {
    given: "handed in", reused: "waived", made: "made by the system", promised: "promised", deferred: "later", needed: "missing", undecided: "not yet known", to_be_found: "staff look it up",
  },
  spans: parts.spans,
  blockedKinds: { source: (name) => `${name} has not answered yet, try again later` },

  office: "Office",

  whyTitle: (what) => `Why: ${what}`,
  disputeNow: "The register has been put right: please check what stands here now",
  disputeTold: {
    open: () => "The register was told, and will answer. You can go on",
    upheld: (answer) => `The register stands by its record: ${answer}`,
    corrected: (answer) => `The register puts it right: ${answer}. When the correction has come, you will be asked to check it here`,
  },
};
