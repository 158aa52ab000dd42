/** The endpoints of the counter: /api/counter. */
import type { Api, CaseLine } from "../core/api";

/** Who stands before the window, as it is sent. */
export interface Visitor {
  no: string;
  name: string;
  phone?: string;
  how: "card" | "typed";
}

interface At { name: string; at: string }

/** What stands in a draft, or a case, of its time at a window. */
export interface CounterNote {
  office: string;
  title: string;
  person: { name: string; no: string; how: "card" | "typed" };
  taken: At;
  originals: Record<string, At & { trust: string; holds: boolean }>;
  entered: Record<string, At>;
  agreement?: At & { how: "screen" | "paper"; yes: boolean; screen?: string; now: boolean };
}

/** A draft at a counter. */
export interface CounterDraft {
  id: string;
  version: number;
  item: string;
  name: string;
  applicant: string;
  savedAt: string;
  /** Of what is entered now, as on the sheet that is signed. */
  digest: string;
  counter: CounterNote;
}

/** The card reader of a counter. */
export interface Reader {
  there: boolean;
  /** Address of the service on this machine that reads cards. */
  at?: string;
  label?: string;
  standIn?: boolean;
  cards: { id: string; name: string }[];
}

/** A second screen of a window. */
export interface SecondScreen {
  id: string;
  office: string;
  title: string;
  place: string;
  paired: boolean;
  /** It has asked of late. */
  on: boolean;
  seen?: string;
  /** That it shows. */
  draft?: string;
}

/** What a draft at the counter begins with. */
export interface Opening {
  office: string;
  item: string;
  person: Visitor;
  applicant?: { kind: "person" | "organisation"; no: string; name: string };
  actsAs?: string;
  authority?: boolean;
}

/** What a register says to a name and a number. */
export type NameSays = "match" | "differs" | "unknown" | "silent";

const enc = encodeURIComponent;
const at = (id: string) => `/counter/drafts/${enc(id)}`;

export const counterList = (api: Api) => api.call<{ drafts: CounterDraft[] }>("GET", "/counter/drafts").then((r) => r.drafts);
export const counterDraft = (api: Api, id: string) => api.call<CounterDraft>("GET", at(id));
export const readerOf = (api: Api, office: string) => api.call<Reader>("GET", `/counter/reader?office=${enc(office)}`);
export const readCard = (api: Api, office: string, card: string) => api.call<Visitor>("POST", "/counter/reader", { office, card });
/** What the service of this machine has read; that it was read is written down. */
export const noteCard = (api: Api, office: string, read: { no: string; name: string }) => api.call<Visitor>("POST", "/counter/reader", { office, read: { no: read.no, name: read.name } });
export const identify = (api: Api, office: string, person: Visitor) => api.call<{ name: NameSays }>("POST", "/counter/identify", { office, person }).then((r) => r.name);
export const openAtCounter = (api: Api, o: Opening, key: string) => api.call<CounterDraft>("POST", "/counter/drafts", { ...o, key }, { idempotencyKey: key });
export const pickUp = (api: Api, office: string, code: string, person: Visitor) => api.call<CounterDraft>("POST", "/counter/pick-up", { office, code, person });
export const mendHere = (api: Api, number: string, person: Visitor, authority: boolean) => api.call<CounterDraft>("POST", "/counter/mend", { number, person, authority });
export const compare = (api: Api, id: string, material: string, seen: boolean) => api.call<CounterDraft>("POST", `${at(id)}/originals`, { material, seen });
/** The second screens of one's windows, and the offices to whose windows one may pair another. */
export const screensOf = (api: Api) => api.call<{ screens: SecondScreen[]; offices: { id: string; title: string }[] }>("GET", "/staff/screens");
export const pairScreen = (api: Api, office: string, place: string) => api.call<{ code: string; until: string }>("POST", "/staff/screens", { office, place });
export const revokeScreen = (api: Api, id: string) => api.call<void>("DELETE", `/staff/screens/${enc(id)}`);
export const clearScreen = (api: Api, id: string) => api.call<void>("DELETE", `/staff/screens/${enc(id)}/shown`);
export const askApplicant = (api: Api, id: string, to: { version: number; screen: string; language: "zh-Hans" | "en"; large: boolean }) =>
  api.call<void>("POST", `${at(id)}/confirm`, to);
/** Asks for a grade (好差评) of a case on a second screen. */
export const askGrade = (api: Api, number: string, to: { screen: string; language: "zh-Hans" | "en"; large: boolean }) =>
  api.call<void>("POST", `/staff/screens/${enc(to.screen)}/grade`, { number, language: to.language, large: to.large });
/** The sheet that the applicant signs; its digest is that of the draft. */
export const sheetHref = (id: string) => `/api${at(id)}/sheet.pdf`;
export const signedOnPaper = (api: Api, id: string, version: number, digest: string) => api.call<CounterDraft>("POST", `${at(id)}/paper`, { version, digest });
export const handHome = (api: Api, id: string) => api.call<void>("POST", `${at(id)}/hand`, {});
export const submitDraft = (api: Api, id: string, version: number, key: string) =>
  api.call<{ case: CaseLine }>("POST", `/drafts/${enc(id)}/submit`, { version, key }, { idempotencyKey: key }).then((r) => r.case);
