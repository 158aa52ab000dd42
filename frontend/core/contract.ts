// Generated from the structs of engine/plan, engine/eval and engine/view. Don't edit it: `go test ./engine/view/gen -update`.

/** A checked rule as data: a list that begins with its kind. */
export type Node = [op: string, ...rest: unknown[]];

/** What a person reads: plain, or with values put in. */
export type Text = string | (string | { rule: Node; as: PlanField })[];

/** The types of fields. */
export type FieldType = "text" | "region" | "address" | "id_number" | "uscc" | "phone" | "bank_card" | "project_code" | "choice" | "finding" | "choices" | "integer" | "number" | "money" | "date" | "boolean" | "file" | "point" | "table";

/** What a rule does to the verdict, the gravest last. */
export const effects = ["pass", "warn", "inspect", "review", "window", "refer", "refuse"] as const;
export type Effect = typeof effects[number];

/** The three states of a value. */
export type Is = "value" | "empty" | "unknown";

/** What a source answered. */
export type FoundStatus = "records" | "pending" | "down";

/** What the applicant may do with a value. none: computed or hidden. */
export type EditWord = "none" | "locked" | "confirm" | "free";

/** States of a material. */
export type MaterialWord = "not_needed" | "made" | "given" | "reused" | "undecided" | "promised" | "deferred" | "to_be_found" | "needed";

/** What became of a rule; off: it doesn't apply. */
export type RuleResult = "true" | "false" | "unknown" | "empty" | "off";

/** Version of the view's JSON that these types describe. */
export const contract = 2;

/** Plan is one item, ready to be evaluated. Lists stand in the order of the file; Order is the order
 * of evaluation, worked out from what reads what. */
export interface Plan {
  /** sha-256 of the item's meaning, the same in every language of texts */
  digest: string;
  language: string;
  id: string;
  code?: string;
  name: string;
  alsoKnownAs?: string[];
  type: string;
  department: PlanNamed;
  applicants: string[];
  acting: string[];
  entry?: PlanEntry;
  keep?: PlanSpan;
  guide: PlanGuide;
  /** identity level wanted */
  access?: Node;
  dispatch?: PlanChoice[];
  /** field whose options are decided apart */
  parts?: string;
  /** by id of source or licence */
  records: Record<string, PlanRecordType>;
  facts?: PlanFact[];
  sections: PlanSection[];
  fields: PlanField[];
  /** form.<field>, section.<id>, or a fact */
  order: string[];
  rules?: PlanRule[];
  materials?: PlanMaterial[];
  mode?: string;
  steps?: PlanStep[];
  limits?: PlanLimit[];
  fees?: PlanFee[];
  results?: PlanResult[];
  instant?: Node;
  batch?: PlanBatch;
  offer?: PlanOffer;
  publicity?: PlanPublicity;
  calendar?: PlanYear[];
  /** what addresses of the district may leave out: 广东省 佛山市 南海区 */
  home?: string[];
}

/** Input is everything that evaluation sees. Paths: form.area, form.managers[r1].no; materials by id,
 * with [row] where they are asked for each row. */
export interface Input {
  /** false: a draft, where every blank question is unknown */
  submit: boolean;
  /** YYYY-MM-DD */
  today: string;
  applicant: Applicant;
  user: User;
  /** by field id, as JSON; a table is a list of objects with _row */
  answers: Record<string, unknown>;
  /** path → mark of what was confirmed by 没错, see Session.Mark */
  confirmed?: Record<string, string>;
  disputed?: string[];
  /** path of a fact → number of its record, or none */
  chosen?: Record<string, string>;
  /** materials uploaded, or to be brought on paper */
  given?: string[];
  /** materials promised instead (告知承诺) */
  promised?: string[];
  /** materials to be handed in later (容缺) */
  deferred?: string[];
  /** material → its pick among any_of */
  formOf?: Record<string, string>;
  /** material → number of who signed */
  signed?: Record<string, string>;
  /** 仍要提交 */
  insist?: boolean;
  /** Facts by id of source or licence, then by key ("" for a source without key). */
  facts?: Record<string, Record<string, Found>>;
  /** Withheld facts are known to the server only: records about somebody else. */
  withheld?: string[];
}

/** State is the result of evaluation: what every channel, the clerk's page, tests, replay and preview
 * show. Its canonical JSON has sorted keys, and sorted unique names of what is missing. */
export interface State {
  /** digest */
  plan: string;
  submit: boolean;
  today: string;
  sections: Record<string, SectionState>;
  /** by path */
  fields: Record<string, FieldState>;
  facts?: Record<string, FactState>;
  rules?: Record<string, RuleState>;
  materials?: Record<string, MaterialState>;
  /** Verdict is one of plan.Effects, the gravest so far. It counts only where Decided: a draft of which
   * nothing is known has the verdict pass, since nothing speaks against it yet. */
  verdict: Effect;
  /** no rule undecided */
  settled: boolean;
  parts?: Record<string, Effect>;
  /** why a person must look, besides rules: paths and names */
  review?: string[];
  /** names that undecided rules hang on */
  missing?: string[];
  /** what submission waits for, in the order of the form */
  blocked?: Block[];
  /** facts looked for and not had */
  wants?: Want[];
  steps?: StepState[];
  visits: CountRange;
  limit?: LimitState;
  fee?: FeeState;
  dispatch?: DispatchState;
  /** decided by the system itself at submission */
  instant: boolean;
  level?: number;
}

/** View is one application as a channel gets it. */
export interface View {
  contract: number;
  plan: Plan;
  input: Input;
  state: State;
  /** Sources are the titles of the sources and licences that values came from. */
  sources: Record<string, string>;
}

/** Named is an id with what people call it. */
export interface PlanNamed {
  id: string;
  title: string;
}

/** Entry says that the item is begun elsewhere, or only has a guide. */
export interface PlanEntry {
  guide?: boolean;
  external?: string;
  /** what people call it */
  system?: string;
  signOn?: boolean;
}

/** Span is a length of time as the law writes it. Unit is wd (working days), d, mo or y. */
export interface PlanSpan {
  n: number;
  unit: "wd" | "d" | "mo" | "y";
}

/** Guide is what the 办事指南 says beyond the rest of the plan. */
export interface PlanGuide {
  basis?: PlanBasis[];
  authority?: string;
  reach?: string;
  onlineLevel?: string;
  whyVisit?: string;
  rights?: string;
  faq?: PlanQA[];
  faults?: PlanPitfall[];
  intermediary?: string[];
  yearlyCheck?: string;
  hours?: string;
  phones?: string[];
}

/** Choice is one entry of a list of `{when, value}`: the first that holds counts. */
export interface PlanChoice {
  when?: Node;
  value: Node;
  /** Facts that Value reads, in order: where a filled value comes from. */
  facts?: string[];
  /** Hint: Value reads a cell that may only be a hint, which the applicant confirms. */
  hint?: boolean;
}

/** RecordType is what a source or licence kind holds. */
export interface PlanRecordType {
  id: string;
  title: string;
  licence?: boolean;
  many?: boolean;
  dated?: boolean;
  required?: boolean;
  trust?: string;
  cells: PlanField[];
}

/** Fact is something that the item looks up. */
export interface PlanFact {
  id: string;
  /** id of the source or licence */
  source: string;
  licence?: boolean;
  /** none: one table for all */
  key?: Node;
  many?: boolean;
  when?: Node;
  consent?: PlanConsent;
  latest?: boolean;
}

/** Section is a heading of the form. Those with a Step are the clerk's. */
export interface PlanSection {
  id: string;
  title: string;
  help?: Text;
  show?: Node;
  /** level that filling it in needs */
  identity?: Node;
  check?: PlanCheck[];
  step?: string;
}

/** Field is a question, a column, or a cell of a record. For cells only ID, Type, Title, Unit,
 * Digits, Options and OnlyHint count. */
export interface PlanField {
  id: string;
  type: FieldType;
  section?: string;
  title: string;
  ask?: Text;
  help?: Text;
  hint?: Text;
  unit?: string;
  digits?: number;
  /** least and most code points */
  length?: number[];
  lines?: number;
  mobile?: boolean;
  /** OnlyHint, of a cell: it may fill a field that the applicant confirms, and no decision may hang on it. */
  onlyHint?: boolean;
  options?: PlanOption[];
  /** only options whose Parent is this */
  within?: Node;
  show?: Node;
  need?: Node;
  min?: Node;
  max?: Node;
  fill?: PlanChoice[];
  /** of a filled field: confirm, locked, free */
  edit?: EditWord;
  compute?: PlanChoice[];
  check?: PlanCheck[];
  sensitive?: boolean;
  purpose?: string;
  clerk?: boolean;
  /** the step whose actor fills it */
  step?: string;
  point?: PlanPoint;
  rows?: PlanRows;
  facts?: PlanFact[];
  columns?: PlanField[];
  /** of a row: row.<column> or row.<fact> */
  order?: string[];
}

/** Rule is one 受理条件. */
export interface PlanRule {
  id: string;
  title: string;
  part?: string;
  when?: Node;
  that: Node;
  otherwise?: Text;
  effect: Effect;
  to?: string;
  basis?: PlanBasis[];
}

/** Material is one 申请材料. */
export interface PlanMaterial {
  id: string;
  title: string;
  help?: Text;
  /** none: always */
  need?: Node;
  part?: string;
  /** a table: once for each row */
  per?: string;
  /** from which it came */
  fragment?: string;
  /** papers of which one is enough; a pick is kept as it stands here */
  anyOf?: string[];
  /** the same in the language of the plan, where that is another */
  anyOfSaid?: string[];
  originals?: number;
  copies?: number;
  types?: string[];
  maxMB?: number;
  template?: string;
  sample?: string;
  /** by the system, from the form */
  made?: boolean;
  /** number of who signs */
  sign?: Node;
  signBy?: string;
  /** level that signing it needs */
  identity?: Node;
  verify?: boolean;
  sensitive?: boolean;
  source?: string;
  basis?: PlanBasis[];
  reuse?: PlanReuse[];
  defer?: PlanDefer;
  promise?: PlanPromise;
  welcome?: boolean;
}

/** Step is a 环节, in the order of handling. Beside it may stand others at the same time. */
export interface PlanStep {
  id: string;
  title: string;
  /** a role; applicant */
  who: string;
  whoTitle?: string;
  when?: Node;
  visit?: Node;
  limit?: PlanSpan;
  verify?: boolean;
  /** the clock stands during it */
  stops?: boolean;
  beside?: string;
  document?: string;
  outcomes?: PlanOutcome[];
}

/** Limit is one line of the time limits. */
export interface PlanLimit {
  when?: Node;
  statutory?: PlanSpan;
  promised?: PlanSpan;
  extend?: PlanSpan;
}

/** Fee is one line of the fee, in 元. */
export interface PlanFee {
  when?: Node;
  amount: Node;
  basis?: PlanBasis[];
  due?: string;
}

/** Result is what comes out when the item is granted. */
export interface PlanResult {
  /** licence, record, document */
  kind: "licence" | "record" | "document";
  of: string;
  title: string;
  when?: Node;
  part?: string;
  per?: string;
  valid?: PlanSpan;
  validTo?: Node;
  fields?: PlanAssign[];
  /** Key is the field under whose value it is looked up; KeyApplicant under the applicant's number, "" where the
   * source gives the key itself. */
  key?: string;
}

/** Batch is a window for handing in, and a rank that decides. */
export interface PlanBatch {
  from: string;
  to: string;
  quotaSource?: string;
  quotaKey?: Node;
  rank?: PlanRank[];
}

/** Offer names whom we ask (免申即享). */
export interface PlanOffer {
  source: string;
  when: Node;
}

/** Publicity is what of a decision is made public. */
export interface PlanPublicity {
  basis?: PlanBasis[];
  granted?: PlanPublish;
  refused?: PlanPublish;
}

/** Year is a published year of the working calendar: days off that are no weekend, make-up days. */
export interface PlanYear {
  year: number;
  off: string[];
  work: string[];
}

/** Applicant is in whose name the decision is given. */
export interface Applicant {
  /** person, organisation */
  kind: string;
  no: string;
  name: string;
}

/** User is who sits before the screen. */
export interface User {
  no: string;
  name: string;
  phone: string;
  level: number;
  actsAs: string;
}

/** Found is what a source answered for one key. */
export interface Found {
  status: FoundStatus;
  records?: SharedRecord[];
}

/** SectionState says whether a section is shown, which identity level filling it in needs, and which of its checks fail. */
export interface SectionState {
  shown: boolean;
  /** where that is its own */
  level?: number;
  /** shown is not known yet because of these */
  missing?: string[];
  errors?: FieldError[];
}

/** FieldState is one field, or one cell of a row. */
export interface FieldState {
  shown: boolean;
  need?: boolean;
  /** value, empty, unknown */
  is: Is;
  value?: unknown;
  /** none (computed, hidden), locked, confirm, free */
  edit?: EditWord;
  /** where the value came from; nil: nowhere yet */
  from?: Origin;
  /** what the fill gives, where the answer differs */
  filled?: unknown;
  /** waiting, done */
  confirm?: "waiting" | "done";
  /** 不对 */
  disputed?: boolean;
  /** Unverified (待核): the source that would have filled it has not answered, so it is typed. */
  unverified?: boolean;
  /** why it is unknown */
  missing?: string[];
  errors?: FieldError[];
  /** codes on offer, where something narrows them; [] none is left */
  options?: string[];
  /** of a table: its rows in order */
  rows?: string[];
  /** where a rule sets it */
  min?: string;
  max?: string;
}

/** FactState is what became of a look-up. */
export interface FactState {
  source: string;
  is: Is;
  down?: boolean;
  key?: string;
  record?: string;
  at?: string;
  /** with many */
  count?: number;
  /** records to choose from */
  pick?: string[];
  missing?: string[];
}

/** RuleState is one 受理条件. Result: true, false, unknown, empty, or off where it doesn't apply. */
export interface RuleState {
  result: RuleResult;
  /** what it does to the verdict; nothing where it holds */
  effect?: Effect;
  /** otherwise, with its values */
  text?: string;
  missing?: string[];
}

/** MaterialState is one material, or one of a row. State is a word of the table in the language page. */
export interface MaterialState {
  state: MaterialWord;
  need: boolean;
  /** reused: by which fact */
  by?: string;
  evidence?: Evidence;
  missing?: string[];
  /** its text, where a promise is on offer */
  promise?: string;
  /** a deferral is on offer */
  defer?: boolean;
  /** number of who must sign */
  signer?: string;
  /** identity level that signing needs, where that is its own */
  level?: number;
  formOf?: string;
}

/** Block is one thing that submission waits for. Kind: missing (an answer, or the pick of a record:
 * choose:<fact>), confirm, error, material, verdict, identity, source, batch. */
export interface Block {
  kind: "missing" | "confirm" | "error" | "material" | "verdict" | "identity" | "source" | "batch";
  path: string;
}

/** Want is a fact that evaluation looked for and did not have. */
export interface Want {
  source: string;
  key?: string;
  /** path of the fact that asks, for the purpose log */
  fact: string;
  other?: boolean;
}

/** StepState says whether a step belongs to the case: true, false, or unknown. */
export interface StepState {
  id: string;
  in: "true" | "false" | "unknown";
  visit?: "true" | "false" | "unknown";
  /** what is unknown of it hangs on these */
  missing?: string[];
}

/** Range is a number that an unknown answer may still change. */
export interface CountRange {
  min: number;
  max: number;
}

/** LimitState are the limits that apply; several where that is not decided yet. */
export interface LimitState {
  statutory?: string;
  promised?: string;
  extend?: string;
  /** promised end, were it accepted today */
  due?: string;
  estimated?: boolean;
  /** while it is not decided: the shortest promise that may come of it */
  least?: string;
  /** and the longest */
  most?: string;
  missing?: string[];
}

/** FeeState is what it costs, in 元. */
export interface FeeState {
  amount?: string;
  missing?: string[];
}

/** DispatchState says which region's office gets the application. */
export interface DispatchState {
  region?: string;
  missing?: string[];
}

/** Basis is the law that something rests on. */
export interface PlanBasis {
  law: string;
  article?: string;
  number?: string;
  text?: string;
  issuer?: string;
  since?: string;
}

/** QA is a frequent question with its answer. */
export interface PlanQA {
  ask: string;
  answer: string;
}

/** Pitfall is a usual reason for a return, and how to avoid it. */
export interface PlanPitfall {
  fault: string;
  mend?: string;
}

/** Consent allows a look at somebody else's record. */
export interface PlanConsent {
  law?: string;
  material?: string;
}

/** Check must hold of an answer, a section or each row. Warn: it doesn't block. */
export interface PlanCheck {
  that: Node;
  when?: Node;
  say: Text;
  warn?: boolean;
}

/** Option is one answer of a choice. */
export interface PlanOption {
  code: string;
  text: string;
  hint?: string;
  parent?: string;
  /** of a code table: the first day on which it is on offer */
  from?: string;
  /** and the last; a register may hold it all the same */
  to?: string;
  when?: Node;
}

/** Point is what a clerk must look at (审查要点). */
export interface PlanPoint {
  lookAt?: string[];
  basis?: PlanBasis[];
}

/** Rows says how many rows a table has, or which. */
export interface PlanRows {
  min?: number;
  max?: number;
  fixed?: string[];
  from?: string;
}

/** Reuse is one record that stands in for a material. */
export interface PlanReuse {
  /** a fact, row.<fact>, or earlier */
  by: string;
  /** with earlier: the paper, see Plan.Paper */
  paper?: string;
  node?: Node;
  when?: Node;
  trust: string;
  within?: PlanSpan;
  /** type of the record */
  records?: string;
}

/** Defer is 容缺后补. */
export interface PlanDefer {
  when?: Node;
  within: PlanSpan;
}

/** Promise is 告知承诺. */
export interface PlanPromise {
  when?: Node;
  text: Text;
}

/** Outcome names where an answer of the actor leads. */
export interface PlanOutcome {
  answer: string;
  to: string;
}

/** Assign gives one field of a result its value. */
export interface PlanAssign {
  field: string;
  value: Node;
}

/** Rank orders applications of a batch. */
export interface PlanRank {
  when?: Node;
  by: Node;
  down?: boolean;
}

/** Publish is what is shown of a decision, and for how long. */
export interface PlanPublish {
  for: PlanSpan;
  show: PlanShown[];
}

/** Record is one record of a source or licence. Cells are JSON as the source gave them; a choice may
 * hold the text of its option. A licence's own attributes (number, valid_to …) stand among the cells. */
export interface SharedRecord {
  id: string;
  /** day of the record's last change */
  at?: string;
  cells: Record<string, unknown>;
}

/** Error is what an answer doesn't satisfy. Code names the message; Say is the definition's own text. */
export interface FieldError {
  /** one of package field; check: a rule of the definition; undecided: a check that can't be decided */
  code: string;
  say?: string;
  /** the least or most that is allowed */
  bound?: string;
  warn?: boolean;
  /** check not decided because of these */
  names?: string[];
}

/** Origin says where a value came from. Kind: answer, fact, user, applicant, computed, profile. */
export interface Origin {
  kind: "answer" | "fact" | "user" | "applicant" | "computed" | "profile";
  /** path of the fact */
  fact?: string;
  /** its source or licence */
  source?: string;
  record?: string;
  at?: string;
}

/** Evidence is the record that stands in for a material. */
export interface Evidence {
  source: string;
  record: string;
  title: string;
  number?: string;
  issuer?: string;
  until?: string;
  trust?: string;
  at?: string;
}

/** Shown is one value that is shown, under a mask of package publicity. */
export interface PlanShown {
  path: string;
  mask: string;
}
