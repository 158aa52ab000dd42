import type { desk as zh } from "./zh";

/** What every page of staff says, in English. */
export const desk: typeof zh = {
  help: "Help",
  modules: "Modules",
  otherLanguage: "中文",
  signOut: "Sign out",
  skip: "Skip to content",
  keysAre: "Shortcuts",
  loading: "Opening",
  loadingLong: "Still waiting for the server; you can go on with something else",
  signInOther: (name) => `The applicant ${name} is signed in by this browser. Choosing a member of staff replaces that.`,
  signInWindows: "Window clerks",
  signInDistrict: "Staff of the district",
  signInAs: (name) => `Sign in as ${name}`,
  signInNone: "Sign in at the provider of identities",
  signInNoneHint: "You come back here afterwards.",
  signInGo: "Sign in",
  lastTime: "used last",
  tryAgain: "Try again",
  trouble: "This could not be opened",
  errorSay: "The server has a fault; nothing of yours is lost.",
  offline: "You are offline. ",
  reference: (id) => `When you report it, quote ${id}`,
  keysOn: "Use single-letter shortcuts",
  keyHint: "Single letters do nothing while you type in a box.",
  noPage: "There is no such page",
};
