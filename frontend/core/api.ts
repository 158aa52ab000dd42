/**
 * The door to the server: JSON over fetch, problem+json errors, the CSRF
 * header, and another try where a lost connection can't do a thing twice.
 * No DOM beyond fetch; the shapes are those of the public endpoints.
 */
import type { CountRange, Evidence, Input, Origin, PlanEntry, PlanNamed, State, View } from "./contract";

/** What went wrong, from application/problem+json or from the network. */
export class ApiError extends Error {
  /**
   * @param status HTTP status; 0 when no answer came.
   * @param say what to tell a person, "" where the server said nothing usable.
   * @param code the problem's own name, stable for programs.
   * @param reference number of the request for the log, to quote to staff.
   * @param fields faults at fields: path → sentence.
   * @param body the whole problem, for what only one endpoint says.
   */
  constructor(
    readonly status: number,
    readonly say: string,
    readonly code = "",
    readonly reference = "",
    readonly fields: Record<string, string> = {},
    readonly body: Record<string, unknown> = {},
  ) {
    super(say || `HTTP ${status}`);
  }

  /** No answer came: the request may or may not have been done. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** In how many ms it is worth trying again; 0: the server did not say. Nothing was done then. */
  get after(): number {
    return typeof this.body.after === "number" ? this.body.after * 1000 : 0;
  }
}

/** A person or firm in whose name one is, or could be, signed in. Numbers come masked. */
export interface Person {
  /** Of the account and the applicant: what sign-in takes. */
  id: string;
  account: string;
  as: string;
  name: string;
  kind: "person" | "firm" | "other";
  /** Who acts, where it is not the person himself. */
  actor?: string;
  number?: string;
  level?: number;
  actsAs: string;
  relation?: string;
  proven: boolean;
}

/** A member of staff who is signed in or could be. */
export interface Staff {
  account: string;
  name: string;
  title: string;
}

/** Who is signed in. */
export interface Session {
  person: Person | null;
  staff: Staff | null;
  csrf: string;
  /** In whose name the same account may act. */
  choices: Person[];
  /** Not empty: there is no real sign-in, show this text. */
  standIn: string;
}

/** Those who can be signed in where sign-in is a stand-in. */
export interface StandIns {
  label: string;
  people: Person[];
  staff: Staff[];
}

/** A theme or event of the home page. */
export interface Theme {
  id: string;
  title: string;
  count: number;
  /** Of the first few items behind it. */
  names?: string[];
}

/** An item in a list; its figures are evaluated without any answers. */
export interface Card {
  id: string;
  name: string;
  alsoKnownAs: string[];
  department: PlanNamed;
  type: string;
  applicants: string[];
  entry?: PlanEntry;
  visits: CountRange;
  /** 5wd, 7d, 2mo */
  promised?: string;
  fee?: string;
  instant: boolean;
  /** Handed in between two days. */
  batch?: boolean;
  materials: number;
  /** It takes no new applications for now (紧急停办). */
  stopped?: Stopped;
}

/** An item found; from and to count code points in text. */
export interface Hit extends Card {
  match?: { text: string; from: number; to: number };
}

/** GET /api/home */
export interface Home {
  district: { code: string; title: string };
  themes: Record<"person" | "organisation", Theme[]>;
  events: Record<"person" | "organisation", Theme[]>;
  popular: Card[];
}

/** GET /api/items */
export interface Found {
  query: string;
  hits: Hit[];
  near: Card[];
  total: number;
  filters: Filter[];
  /** What several items together are called. */
  bundles?: Bundle[];
  /** Who answers questions, where there is no hit. */
  ask?: Contact;
}

/** GET /api/open/items */
export interface OpenItem {
  id: string;
  name: string;
  department: string;
  withdrawn?: boolean;
  /** How many there were: the number of the newest. */
  editions: number;
  effective: string;
  at: string;
}

/** GET /api/open/items/{id} */
export interface OpenEditions {
  id: string;
  name: string;
  /** The newest first. */
  editions: {
    number: number;
    effective: string;
    at: string;
    name: string;
    department: string;
    first?: boolean;
    changes: { of: string; title: string; added: string[]; removed: string[]; altered: string[] }[];
  }[];
}

/** GET /api/open/items/{id}/editions/{number} */
export interface OpenEdition {
  view: View;
  number: number;
  newest: number;
}

/** What anybody may read of a decision. */
export interface OpenResult {
  id: string;
  item: string;
  name: string;
  department: string;
  office: string;
  outcome: string;
  outcomeTitle: string;
  document?: string;
  decided: string;
  until: string;
  /** Masked. */
  shown: { path: string; title: string; value: string }[];
  /** Why it is public no more. */
  takenDown?: string;
  laws?: { law: string; article?: string }[];
}

/** GET /api/open/results */
export interface OpenResults {
  results: OpenResult[];
  next?: string;
  items: OpenItem[];
}

/** One line of the statistics; null is hidden, or there is none. */
export interface StatisticsRow {
  id: string;
  title: string;
  of?: string;
  received: number | null;
  decided: number | null;
  inTime: number | null;
  workdays: number | null;
  noVisit: number | null;
  waived: number | null;
  rated: number | null;
  satisfied: number | null;
  hidden: string[];
}

/** GET /api/open/statistics */
export interface OpenStatistics {
  month: string;
  counted: string;
  months: string[];
  total: StatisticsRow;
  items: StatisticsRow[];
  offices: StatisticsRow[];
  towns: StatisticsRow[];
}

export interface OpenColumn { id: string; title: string; english: string; type: string; about?: string }

/** GET /open/data/index.json */
export interface OpenData {
  licence: string;
  licenceEnglish: string;
  changed: string;
  datasets: { id: string; title: string; english: string; about: string; columns: OpenColumn[]; files: { month?: string; csv: string; json: string; changed?: string }[] }[];
}

/** POST /api/progress: how a case stands, for whoever has its paper. */
export interface Standing {
  number: string;
  item: string;
  name: string;
  state: string;
  stateTitle: string;
  office: string;
  place?: Office;
  submitted: string;
  changed: string;
  promised?: string;
  due?: string;
  /** Decided by the system itself at submission (即办). */
  instant?: boolean;
  accepted?: string;
  waits?: "office" | "applicant";
  actBy?: string;
  light?: string;
  left: number;
  now: { title: string; who?: string }[];
  ahead: { title: string; who?: string }[];
  events: { at: string; title: string }[];
  today: string;
  ratings: Occasion[];
  grades: GradeLine[];
}

/** 好差评: something that may be graded, once; `day` is that of the visit. */
export interface Occasion {
  id: string;
  kind: "matter" | "visit";
  day: string;
  grade?: number;
  title?: string;
  /** Of a bad grade: what is done next, and until when. */
  task?: "check" | "excuse" | "mend" | "answer" | "call" | "closed";
  due?: string;
  answer?: string;
}

/** A grade with the reasons that can be ticked for it. */
export interface GradeLine {
  grade: number;
  title: string;
  reasons: { code: string; text: string }[];
}

/** A grade as it is given. */
export interface RatingOrder {
  occasion: string;
  grade: number;
  reasons: string[];
  text: string;
}

/** 办不成事: what somebody could not get done, and what came of it. */
export interface SnagLine {
  id: string;
  item?: string;
  case?: string;
  text: string;
  at: string;
  due: string;
  state: "open" | "answered" | "closed";
  office?: string;
  steps: { act: string; outcome?: string; text: string; office?: string; name?: string; title?: string; at: string }[];
  /** Told once, of who isn't signed in. */
  code?: string;
}

/** Who answers a question, and within what time. */
export interface Asking {
  item?: string;
  itemName?: string;
  case?: string;
  /** With an empty id: the government-service office. */
  offices: { id: string; title: string; days: number; due: string }[];
  usual?: string;
  /** Characters of a question. */
  most: number;
}

/** 咨询: a question to an office, and what came of it. */
export interface Question {
  id: string;
  number: string;
  item?: string;
  itemName?: string;
  case?: string;
  text: string;
  at: string;
  due: string;
  state: "open" | "answered";
  /** Title of the office that has it; absent: the government-service office. */
  office?: string;
  helped?: "yes" | "no";
  mayFollow?: boolean;
  steps: { act: "hand" | "answer" | "follow"; text?: string; office?: string; name?: string; title?: string; at: string }[];
}

/** 常见问题: what is answered already. */
export interface KnownAnswer {
  ask: string;
  answer: string;
}

/** What somebody tells. */
export interface SnagOrder {
  item: string;
  case: string;
  text: string;
  name: string;
  phone: string;
  key: string;
}

/** 查询码 of a case: its digits, where they lead, and that as a QR code. */
export interface QueryCode {
  code: string;
  to: string;
  qr: { size: number; path: string };
}

/** Several items done as one (一件事). */
export interface Bundle {
  id: string;
  title: string;
  alsoKnownAs: string[];
  items: Card[];
}

/** The desk that answers. */
export interface Contact {
  title: string;
  phone: string;
  hours?: string;
  open?: boolean;
  opens?: string;
}

/** What narrows a list: visits at most none or one, decided at once, handed in between two days. */
export type FilterId = "zero" | "once" | "instant" | "batch";

/** A filter, and what it would leave beside the others that are on. */
export interface Filter {
  id: FilterId;
  on: boolean;
  count: number;
  /** Hits without it. */
  without: number;
}

/** How a search is narrowed. */
export interface Narrow {
  filter?: string;
  show?: string;
  /** The question is whole, not half typed. */
  asked?: boolean;
}

/** An office that handles an item. */
export interface Office {
  id: string;
  title: string;
  address?: string;
  hours?: string;
  phones?: string[];
  windows?: string[];
  /** Now; absent where its hours can't be told. */
  open?: boolean;
  /** When it opens next: 2026-11-30T09:00, in the district. */
  opens?: string;
  /** Codes of the places that it serves. */
  regions?: string[];
}

/** One line of the list of drafts. */
export interface DraftLine {
  id: string;
  /** In whose name it was begun; `as` is that of the account that did. */
  applicant: { as: string; name: string; kind: "person" | "organisation" };
  item: string;
  name: string;
  savedAt: string;
  step: string;
  channel: string;
  /** Number of the returned case that it mends. */
  amends?: string;
  /** Name of the agent who fills it in; absent: oneself. */
  by?: string;
  /** The agent's authorisation has ended: the principal may take it over. */
  over?: boolean;
  /** It is at a window, whose office `by` names; or, with `over`, was begun there and is one's own to take. */
  counter?: boolean;
}

/** What somebody says is wrong in a register, and what its keeper answers. */
export interface DisputeLine {
  id: string;
  draft?: string;
  /** Name of the item. */
  item: string;
  path: string;
  /** Of the field. */
  title: string;
  register: string;
  /** What the register had. */
  said: unknown;
  right: string;
  reason: string;
  at: string;
  state: "open" | "corrected" | "upheld" | "withdrawn";
  answer?: string;
  answered?: string;
  /** For who keeps the register: whose record it is. */
  name?: string;
  no?: string;
}

/** One line of who read what of one's own. */
export interface ReadLine {
  at: string;
  /** Who read: oneself, who acts in one's name, another applicant, staff, the system. */
  by: "self" | "agent" | "other" | "staff" | "system";
  /** Of staff; absent of those who oversee. */
  office?: string;
  role?: string;
  /** Id and title of the register or licence; absent: the case itself. */
  source?: string;
  title?: string;
  /** Name of the item for which it was read. */
  item?: string;
  /** Number of one's own case. */
  case?: string;
  why: string;
}

/** GET /api/reads: a page of them, latest first. */
export interface ReadPage {
  reads: ReadLine[];
  more: boolean;
  /** Where the page ended: what the next one is asked with. */
  lookup: number;
  view: number;
  sources: { id: string; title: string }[];
  cases: { id: string; title: string }[];
}

/** A licence that one holds. */
export interface LicenceLine {
  type: string;
  title: string;
  number?: string;
  holder?: string;
  issuer?: string;
  from?: string;
  /** Its last day; absent: without end. */
  until?: string;
  status?: string;
  trust?: string;
  /** Days until its last one. */
  left?: number;
  near?: boolean;
  over?: boolean;
  /** The item that gives it anew. */
  renew?: { id: string; title: string };
}

/** GET /api/licences */
export interface LicencePage {
  licences: LicenceLine[];
  /** Titles of registers that did not answer. */
  silent: string[];
}

/** What one is told, in words. */
export interface NoticeLine {
  id: number;
  at: string;
  kind: string;
  title: string;
  body: string;
  /** Name of the link to the subject; absent: there is nothing to do. */
  act?: string;
  subject: { kind: string; id?: string };
  urgent?: boolean;
  read: boolean;
}

/** GET /api/notices/ways: a way to be told besides in the hall. */
export interface NoticeWay {
  channel: "sms" | "wechat";
  wanted: boolean;
  /** There is a number or an account to send to. */
  reached: boolean;
  /** The phone, masked. */
  address?: string;
  /** Nothing is really sent. */
  standIn?: boolean;
}

/** GET /api/notices: a page of them, latest first. */
export interface NoticePage {
  notices: NoticeLine[];
  /** 99: so many or more. */
  unread: number;
  more: boolean;
  /** Where the page ended: what the next one is asked with. */
  told?: number;
  last?: number;
}

/** GET /api/mandates: who may act for whom. Numbers come masked. */
export interface Mandate {
  id: string;
  kind: "agent" | "village";
  principal: Party;
  agent: Party;
  /** Ids of items; none: all. */
  items: string[];
  until: string;
  place?: string;
  state: "offered" | "accepted" | "declined" | "ended";
  /** One may act by it today. */
  counts: boolean;
  /** One is the principal. */
  given: boolean;
  /** One's answer is waited for. */
  answers: boolean;
  witnessed?: boolean;
}

/** One of the two. */
export interface Party {
  kind: "person" | "organisation";
  name: string;
  no: string;
}

/** An urgent stop of an item: what people are told, and since when. */
export interface Stopped {
  notice: string;
  at: string;
}

/** GET /api/items/{id} */
export interface ItemPage {
  view: View;
  version: number;
  offices: Office[];
  /** The one that this application would go to; absent: not known yet. */
  office?: Office;
  /** What would tell which office it is, as people call it. */
  unknown?: string[];
  drafts: DraftLine[];
  /** A visit can be booked. */
  books?: boolean;
  /** It takes no new applications for now. */
  stopped?: Stopped;
  /** Where it is handled; absent: here. */
  elsewhere?: Elsewhere;
  /** Frequent questions besides those of the guide. */
  answers?: KnownAnswer[];
}

/** For what one comes to an office. */
export type VisitKind = "apply" | "originals" | "collect";

/** A paper to bring. */
export interface Bringing {
  id: string;
  title: string;
  originals?: number;
}

/** A visit that was booked. */
export interface Booking {
  id: string;
  state: "open" | "arrived" | "missed" | "cancelled" | "closed" | "past";
  visit: VisitKind;
  item: string;
  name: string;
  case?: string;
  applicant: string;
  day: string;
  from: string;
  to: string;
  office?: Office;
  bring: Bringing[];
  code?: string;
  /** Why the office called it off. */
  note?: string;
}

/** A slot with the places that are left. */
export interface Slot {
  from: string;
  left: number;
  closed?: string;
}

/** GET …/slots: what can be booked. */
export interface Openings {
  item: string;
  name: string;
  /** Visits are booked; else one comes without. */
  takes: boolean;
  office?: Office;
  unknown?: string[];
  /** Among which one chooses while it is not known. */
  choice?: Office[];
  visit?: VisitKind;
  /** Minutes. */
  slot?: number;
  days: { day: string; closed?: string; slots: Slot[] }[];
  bring: Bringing[];
  /** The open one that there is. */
  mine?: Booking;
}

/** A department's own system. */
export interface Elsewhere {
  system?: string;
  department: string;
  address: string;
  /** The sign-on is handed over: POST /items/:id/sign-on. Else one signs in there. */
  handsOver: boolean;
  level?: number;
}

/** A sign-on to be posted to a department's own system, once and soon. */
export interface SignOn {
  address: string;
  field: string;
  token: string;
}

/** A file handed in for a material. */
export interface FileLine {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  digest: string;
  at: string;
  /** Degrees to the right; previews are turned already. */
  turn?: number;
  /** What is known of viruses in it. */
  check?: "waiting" | "clean" | "infected";
  /** It may have a preview. */
  picture?: boolean;
}

/** Files by the path of their material. */
export type Files = Record<string, FileLine[]>;

/** What somebody else was asked to sign in a draft. */
export interface Signing {
  /** The last day on which it can be answered. */
  until: string;
  answer?: "signed" | "declined";
}

/** GET and POST /api/signings/{token}: what somebody is asked to sign. */
export interface SigningPaper extends Signing {
  title: string;
  /** Name of the item. */
  item: string;
  department: string;
  /** Who asks. */
  applicant: string;
  /** Who fills it in for the applicant. */
  actor?: string;
  /** Of who signs, masked. */
  number: string;
  /** Titles of what may then be looked up. */
  opens: string[];
  /** Goes back with the answer: what was seen is what is signed. */
  digest: string;
}

/** Why a case came back, and what exactly may be changed. */
export interface Returned {
  opinion: string;
  at: string;
  office: string;
  kind?: "precheck" | "correction";
  /** What is to be mended; none: whatever is found. */
  parts?: Part[];
  /** Paths that stay as they were handed in. */
  locked?: string[];
  until?: string;
}

/** One draft with all that is needed to go on with it. */
export interface Draft {
  id: string;
  item: string;
  itemVersion: number;
  version: number;
  savedAt: string;
  step: string;
  amends?: string;
  /** Tier of the applicant, where the item asks for it; what it allows is in the catalogue's language. */
  credit?: { tier: string; means?: string; from: string; at: string };
  /** It can't be handed in for now. */
  stopped?: Stopped;
  /** Why the case that it mends came back. */
  returned?: Returned;
  view: View;
  files: Files;
  /** By path of the material. */
  signings: Record<string, Signing>;
  /** Sources in which one may look up no more typed numbers for now. */
  limited?: string[];
}

/** What a change of a draft answers. */
export interface Saved {
  version: number;
  savedAt: string;
  input: Input;
  state: State;
  sources: Record<string, string>;
  files: Files;
  signings: Record<string, Signing>;
  limited?: string[];
}

/** GET …/why: why something of a state is as it is, in words, with the values that were seen. */
export interface Why {
  path: string;
  title: string;
  answer: string;
  conditions?: WhyCondition[];
  evidence?: Evidence;
  from?: Origin;
  /** Of the verdict: the rules that made it. */
  parts?: Why[];
}

/** One rule that took part, and the parts of it that decided. */
export interface WhyCondition {
  rule: string;
  /** What hangs on it: 要交的条件. */
  role?: string;
  text: string;
  result: string;
  value?: string;
  because?: { text: string; result: string; values?: { name: string; value: string }[] }[];
  missing?: string[];
}

/** A case in a list. */
export interface CaseLine {
  number: string;
  item: string;
  itemVersion: number;
  name: string;
  state: string;
  stateTitle: string;
  version: number;
  round: number;
  applicant: string;
  office: { id: string; title: string };
  verdict: string;
  submittedAt: string;
  changedAt: string;
  promised?: string;
  due?: string;
  /** Decided by the system itself at submission (即办). */
  instant?: boolean;
  /** Conditions that hold, and what a person has to look at. */
  checks?: { held: number; open: number };
  opinion?: string;
  /** On whose side it waits, and the last day of that. */
  waits?: "office" | "applicant";
  actBy?: string;
  /** The last day by law, once accepted. */
  legal?: string;
  /** The day of acceptance: due is counted from it. */
  accepted?: string;
  outcome?: "granted" | "partly" | "refused";
  /** Ids of the steps that wait. */
  steps?: string[];
}

/** One thing that the applicant is asked to mend. */
export interface Part {
  /** form.x, form.t[row].x or materials.x */
  path: string;
  title: string;
  reason: string;
  mend: string;
}

/** How a case stands for whoever looks at it. */
export interface Handling {
  steps: { id: string; title: string; who?: string; mine?: boolean; answers?: { code: string; title: string; corrects?: boolean }[] }[];
  ahead: string[];
  /** What could be done now; `why` says why not for the one who looks. */
  may: { event: string; title: string; act: string; step?: string; why?: string; for?: string; who?: { role: string; title: string; names: string[] }[] }[];
  waits?: "office" | "applicant";
  actBy?: string;
  until?: string;
  visit?: string;
  /** Visits about it are booked now. */
  books?: boolean;
  /** The one that is to come. */
  booking?: { id: string; day: string; from: string; to: string };
  received?: string;
  accepted?: string;
  light?: "green" | "yellow" | "red" | "still";
  /** Working days left of the promise. */
  left: number;
  extended?: string;
  outcome?: "granted" | "partly" | "refused";
  proposed?: boolean;
  stops?: { from: string; to?: string; why: string }[];
  documents: { seq: number; kind: string; title: string; number: string; at: string }[];
  results: { kind: "licence" | "record"; of: string; title: string; number: string; holder: string; day: string; validTo?: string }[];
  parts?: Part[];
  /** What waits for the applicant's consent; who proposed it and when, for staff. */
  amendment?: { path: string; title: string; before: unknown; after: unknown; reason: string; name?: string; at?: string };
  /** For staff. */
  work?: { step: string; answer?: string; title?: string; note?: string; name: string; role?: string; at: string }[];
  refusable?: { code: string; text: string }[];
  offices?: { id: string; title: string }[];
}

/** One event of a case. */
export interface Happening {
  at: string;
  event: string;
  title: string;
  round: number;
  /** Name of who did it. */
  actor?: string;
  /** What he or she is. */
  role?: string;
  /** It was you. */
  mine?: boolean;
  text?: string;
  /** Title of the step that was done, and what was answered in it. */
  step?: string;
  answer?: string;
  /** Number, in the case, of what was written with it. */
  document?: number;
  /** For staff: what was found about each open check. */
  findings?: Record<string, "fits" | "differs">;
}

/** GET /api/cases/{number}; staff get the same. */
export interface CasePage {
  case: CaseLine;
  view: View;
  timeline: Happening[];
  files: Files;
  opinion?: string;
  masked?: boolean;
  /** SHA-256 of what was handed in, as on receipt and form. */
  digest: string;
  channel: string;
  today: string;
  handling: Handling;
  /** For the applicant: the office that has it, with address, hours and phones. */
  place?: Office;
  /** Name of who acted for the applicant. */
  agent?: string;
  actsAs?: string;
}

/** What submission waits for, in the words of the form: the body of a refused submit. */
export interface Obstacle {
  kind: string;
  path: string;
  title: string;
}

/** The public endpoints that screens use; a test or the gallery gives another. */
export interface Api {
  session(): Promise<Session>;
  standIns(): Promise<StandIns>;
  /** Chooses somebody of the stand-in's list, by the provider's own protocol. `level` is by how sure a way, 0 the usual one. */
  signIn(account: string, as?: string, level?: number): Promise<Session>;
  /** Recognised more surely by the stand-in, as the same person and in the same name. */
  stepUp(account: string, level: number): Promise<Session>;
  /** Goes on in another applicant's name. */
  actAs(as: string): Promise<Session>;
  signOut(): Promise<Session>;
  /**
   * Leaves this device: from now on nothing is asked in the name of who was there, and the server is told until
   * it has heard. The cookie is the browser's own and goes only then. `last` is what is still being saved: it goes
   * before, by calls with keepalive.
   */
  leave(last?: Promise<unknown>): Promise<void>;
  home(): Promise<Home>;
  items(query: string, theme?: string, signal?: AbortSignal, narrow?: Narrow): Promise<Found>;
  item(id: string): Promise<ItemPage>;
  /** Anything else of /api, for the form flow: typed by its caller. */
  call<T>(method: Method, path: string, body?: unknown, options?: CallOptions): Promise<T>;
  /** Asks now for what will soon be called for: the next GET of this path, if it comes before somebody leaves, takes its answer. It does not fail. */
  ahead(path: string): Promise<unknown>;
  /** One request of tus: bytes go up, headers come back, and what was sent so far is told. Fails with ApiError. */
  raw(method: string, path: string, options: RawOptions): Promise<RawAnswer>;
}

/** What goes with a request whose body is no JSON. */
export interface RawOptions {
  headers?: Record<string, string>;
  body?: Blob;
  sent?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** What came back of it. */
export interface RawAnswer {
  header: (name: string) => string | null;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

/** How one call differs from the ordinary. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Goes on when the page is left, and in the name of who is just leaving. */
  keepalive?: boolean;
  /** A POST that carries its own key may be sent again: the server does it once. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** What the client needs of the world; tests give their own. */
export interface ApiWorld {
  fetch: typeof fetch;
  wait: (ms: number) => Promise<void>;
  /** Path before /api, without a slash at its end. */
  root?: string;
  lang?: () => string;
  /** From 0 to 1. */
  random?: () => number;
  /** The counter that this is, for the session: web, wechat, kiosk, workbench. */
  channel?: string;
}

const pauses = [300, 1000, 3000];
/** A server where too much goes on says when to come back; a longer wait than this, in ms, is the person's to know of. */
const LONGEST = 5000;
/** A browser sends no larger body, in characters, after its page is gone: such a call fails before it is sent. */
const KEPT_ALIVE = 20_000;
/** Between two tries to tell the server that somebody has left, in ms. */
const TELL_AGAIN = 5000;

const world: ApiWorld = {
  fetch: (...a) => fetch(...a),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};

async function problem(r: Response): Promise<ApiError> {
  const body: Record<string, unknown> = await r.json().catch(() => ({}));
  const text = (key: string) => (typeof body[key] === "string" ? (body[key] as string) : "");
  const fields: Record<string, string> = {};
  if (Array.isArray(body.errors)) {
    for (const e of body.errors as { path?: unknown; message?: unknown }[]) {
      if (typeof e.path === "string" && typeof e.message === "string") fields[e.path] = e.message;
    }
  }
  return new ApiError(r.status, text("detail") || text("title"), text("code"), text("request") || r.headers.get("X-Request-Id") || "", fields, body);
}

/** Makes the client. It keeps the CSRF token of the session it has seen last. */
export function connect(w: ApiWorld = world): Api {
  let csrf = "";
  /** Somebody has left and the server has not heard it: his cookie is still there. */
  let owed = false;
  /** What is still being saved in his name. */
  let last: Promise<unknown> | undefined;
  /** Called once the server has heard it. */
  let heard: (() => void) | undefined;
  /** How often somebody has left. */
  let left = 0;
  /** Answers that were asked for ahead, by path. */
  const begun = new Map<string, Promise<unknown>>();

  async function once(method: Method, path: string, body: unknown, o: CallOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json, application/problem+json", ...o.headers };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
    if (o.idempotencyKey) headers["Idempotency-Key"] = o.idempotencyKey;
    const lang = w.lang?.();
    const text = body === undefined ? undefined : JSON.stringify(body);
    if (lang) headers["Accept-Language"] = lang === "en" ? "en" : "zh-CN";
    try {
      return await w.fetch(`${w.root ?? ""}/api${path}`, {
        method,
        headers,
        body: text,
        // Who comes next is nobody until the one before has signed out.
        credentials: owed && path !== "/session" && !o.keepalive ? "omit" : "same-origin",
        signal: o.signal,
        keepalive: o.keepalive && (text?.length ?? 0) <= KEPT_ALIVE,
      });
    } catch (e) {
      if (o.signal?.aborted) throw e;
      throw new ApiError(0, "");
    }
  }

  async function call<T>(method: Method, path: string, body?: unknown, o: CallOptions = {}): Promise<T> {
    const here = method === "GET" && begun.get(path);
    if (here) {
      begun.delete(path);
      return here as Promise<T>;
    }
    // PATCH is excluded: two merges of the same draft could cross with a third one.
    const again = method === "GET" || method === "PUT" || method === "DELETE" || !!o.idempotencyKey;
    for (let i = 0; ; i++) {
      let r: Response;
      try {
        r = await once(method, path, body, o);
      } catch (e) {
        if (!(e instanceof ApiError) || !again || i >= pauses.length) throw e;
        await w.wait(pauses[i]!);
        continue;
      }
      if (r.ok) return r.status === 204 ? undefined as T : (await r.json()) as T;
      const fault = await problem(r);
      const wait = fault.after > 0 ? (fault.after <= LONGEST ? fault.after * (1 + (w.random ?? Math.random)() / 2) : 0)
        // A gateway that lost the server has not done the work, either.
        : r.status === 502 || r.status === 503 || r.status === 504 ? pauses[i] ?? 0 : 0;
      if (again && i < pauses.length && wait > 0) {
        await w.wait(wait);
        continue;
      }
      throw fault;
    }
  }

  const keep = (s: SessionBody) => {
    csrf = s.csrf ?? "";
    return sessionOf(s);
  };
  const session = () => call<SessionBody>("GET", "/session").then(keep);
  /** Tells the server that nobody is there any more: one after the other, so that nobody signs out who comes next. */
  let telling: Promise<void> | null = null;
  const tell = () => (telling ??= (async () => {
    try {
      await last?.catch(() => undefined);
      if (!csrf) await session();
      if (csrf) await call("DELETE", "/session"); // nobody's session has none
      owed = false;
      heard?.();
    } finally {
      csrf = ""; // one that was refused is asked for anew
      telling = null;
    }
  })());
  const leave = async (saving?: Promise<unknown>) => {
    last = saving;
    owed = true;
    left++;
    begun.clear();
    const told = new Promise<void>((done) => { heard = done; });
    while (owed) await Promise.race([told, tell().catch(() => w.wait(TELL_AGAIN))]);
  };
  /** By an address that the server gave, outside /api. */
  const onward = async <T>(address: string, form?: Record<string, string>): Promise<T> => {
    const at = new URL(address, "http://here");
    let r: Response;
    try {
      const lang = w.lang?.() === "en" ? "en" : "zh-CN";
      r = await w.fetch(`${w.root ?? ""}${at.pathname}${at.search}`, {
        method: form ? "POST" : "GET", headers: { Accept: "application/json, application/problem+json", "Accept-Language": lang },
        body: form && new URLSearchParams(form), credentials: "same-origin",
      });
    } catch {
      throw new ApiError(0, "");
    }
    if (!r.ok) throw await problem(r);
    return (await r.json()) as T;
  };
  /** Asks the stand-in by the way of any provider: to it, who one is, and back with what it gave. */
  const recognised = async (want: { level?: number }, form: Record<string, string>) => {
    if (owed) await tell();
    const before = left;
    const { url } = await call<{ url: string }>("POST", "/sign-in", { channel: w.channel ?? "web", ...want });
    const { location } = await onward<{ location: string }>(url, form);
    const s = await onward<SessionBody>(location);
    if (left === before) return keep(s);
    void leave(); // gone before the answer came: it is not for who stands there now
    throw new ApiError(0, "");
  };
  const signIn = (account: string, as = "", level = 0) => recognised({}, { account, as, ...(level ? { level: String(level) } : {}) });
  const enc = encodeURIComponent;
  return {
    session,
    standIns: () => call<PeopleBody>("GET", "/stand-in/people").then(standInsOf),
    signIn,
    stepUp: (account, level) => recognised({ level }, { account }),
    actAs: (as) => call<SessionBody>("POST", "/session", { as }).then(keep),
    signOut: () => tell().then(session),
    leave,
    home: () => call("GET", "/home"),
    items: (query, theme = "", signal, narrow = {}) => call("GET", `/items?q=${enc(query)}&theme=${enc(theme)}`
      + (narrow.filter ? `&filter=${enc(narrow.filter)}` : "") + (narrow.show ? `&show=${enc(narrow.show)}` : "") + (narrow.asked ? "&asked=true" : ""), undefined, { signal }),
    item: (id) => call("GET", `/items/${enc(id)}`),
    call,
    ahead: (path) => {
      const answer = call("GET", path);
      begun.set(path, answer);
      return answer.catch(() => undefined);
    },
    raw: (method, path, options) => raw(method, `${w.root ?? ""}/api${path}`, { ...(csrf && method !== "HEAD" ? { "X-CSRF-Token": csrf } : {}), ...(w.lang?.() === "en" ? { "Accept-Language": "en" } : {}) }, options),
  };
}

interface ApplicantBody { id: string; kind: string; name: string; no: string; acts_as: string; relation?: string; proven: boolean }
interface StaffBody { title: string }
interface SessionBody {
  signed_in: boolean;
  who?: { id: string; name: string; level: number; staff?: StaffBody };
  applicant?: ApplicantBody;
  choices?: ApplicantBody[];
  csrf?: string;
  stand_in?: string;
}
interface PeopleBody { label: string; people: { id: string; name: string; level: number; applicants?: ApplicantBody[]; staff?: StaffBody }[] }

function personOf(who: { id: string; name: string; level: number }, a: ApplicantBody): Person {
  const self = a.id === "self";
  return {
    id: `${who.id}/${a.id}`, account: who.id, as: a.id, name: a.name, actor: self ? undefined : who.name, number: a.no, level: who.level,
    kind: a.kind === "organisation" ? "firm" : self ? "person" : "other", actsAs: a.acts_as, relation: a.relation, proven: a.proven,
  };
}

function sessionOf(s: SessionBody): Session {
  const { who } = s;
  return {
    person: who && s.applicant ? personOf(who, s.applicant) : null,
    staff: who?.staff ? { account: who.id, name: who.name, title: who.staff.title } : null,
    csrf: s.csrf ?? "",
    choices: who ? (s.choices ?? []).map((a) => personOf(who, a)) : [],
    standIn: s.stand_in ?? "",
  };
}

function standInsOf(b: PeopleBody): StandIns {
  return {
    label: b.label,
    people: b.people.flatMap((p) => (p.applicants ?? []).map((a) => personOf(p, a))),
    staff: b.people.flatMap((p) => (p.staff ? [{ account: p.id, name: p.name, title: p.staff.title }] : [])),
  };
}

/** fetch can't tell how much was sent: bytes go up through XMLHttpRequest. */
function raw(method: string, url: string, headers: Record<string, string>, o: RawOptions): Promise<RawAnswer> {
  return new Promise((done, fail) => {
    o.signal?.throwIfAborted();
    const x = new XMLHttpRequest();
    x.open(method, url);
    for (const [name, value] of Object.entries({ Accept: "application/json, application/problem+json", ...headers, ...o.headers })) x.setRequestHeader(name, value);
    x.upload.onprogress = (e) => o.sent?.(e.loaded);
    x.onerror = () => fail(new ApiError(0, ""));
    x.onabort = () => fail(new DOMException("aborted", "AbortError"));
    x.onload = () => {
      if (x.status < 400) return done({ header: (name) => x.getResponseHeader(name) });
      problem(new Response(x.responseText || null, { status: x.status, headers: { "X-Request-Id": x.getResponseHeader("X-Request-Id") ?? "" } })).then(fail);
    };
    o.signal?.addEventListener("abort", () => x.abort());
    x.send(o.body);
  });
}
