/** Every page there is, and who looks at it there. A test holds the list against the tables of the pages. */
import type { Who, World } from "./world";

/** A page as somebody opens it. */
export interface Stop {
  /** As it stands in the table of the pages. */
  route: string;
  /** Tells this look at the page from the others. */
  name: string;
  who: Who;
  /** Below the counter's base. */
  at: (w: World) => string;
}

/** One stop of a page: its name, who looks, and its address where that isn't the route itself. */
const of = (route: string, name: string, who: Who, at?: (w: World) => string): Stop => ({ route, name, who, at: at ?? (() => route.slice(1)) });

export const publicStops: Stop[] = [
  of("/", "home", "nobody"),
  of("/", "home-mine", "elder"),
  of("/items", "items", "nobody"),
  of("/items", "found", "nobody", () => "items?q=laoren"),
  of("/items", "nothing-found", "nobody", () => "items?q=zzzzz"),
  of("/items/:id", "item", "nobody", () => "items/elder_allowance"),
  of("/items/:id", "item-mine", "elder", () => "items/elder_allowance"),
  of("/items/:id", "item-shop", "shop", () => "items/public_place_hygiene_new"),
  of("/sign-in", "sign-in", "nobody"),
  of("/apply/:item", "apply", "newcomer", () => "apply/elder_allowance"),
  of("/go/:item", "elsewhere", "shop", () => "go/enterprise_investment_approval"),
  of("/drafts/:id", "draft", "filling", (w) => `drafts/${w.draft}`),
  of("/drafts/:id/:step", "draft-questions", "filling", (w) => `drafts/${w.draft}/questions`),
  of("/drafts/:id/:step", "draft-form", "filling", (w) => `drafts/${w.draft}/form`),
  of("/drafts/:id/:step", "draft-materials", "filling", (w) => `drafts/${w.draft}/materials`),
  of("/drafts/:id/:step", "draft-review", "filling", (w) => `drafts/${w.draft}/review`),
  of("/drafts/:id/:step/:section", "draft-section", "filling", (w) => `drafts/${w.draft}/form/account`),
  of("/cases/:number", "case-waiting", "elder", (w) => `cases/${w.waiting}`),
  of("/cases/:number", "case-returned", "mending", (w) => `cases/${w.returned}`),
  of("/cases/:number", "case-granted", "settled", (w) => `cases/${w.granted}`),
  of("/cases/:number", "case-withdrawn", "elder", (w) => `cases/${w.withdrawn}`),
  of("/cases/:number/done", "case-done", "elder", (w) => `cases/${w.waiting}/done`),
  of("/sign/:token", "sign", "landlord", (w) => `sign/${w.sign}`),
  of("/ask", "ask", "newcomer"),
  of("/ask", "ask-nobody", "nobody"),
  of("/space/questions", "questions", "elder"),
  of("/cannot-be-done", "snag", "nobody"),
  of("/cannot-be-done", "snag-mine", "elder", (w) => `cannot-be-done?case=${w.waiting}`),
  of("/book/:item", "book", "newcomer", () => "book/elder_allowance"),
  of("/cases/:number/book", "book-case", "elder", (w) => `cases/${w.waiting}/book`),
  of("/bookings/:id", "booking", "elder", (w) => `bookings/${w.booking}`),
  of("/bookings/:id/move", "booking-move", "elder", (w) => `bookings/${w.booking}/move`),
  of("/space/bookings", "bookings", "elder"),
  of("/space/bookings", "bookings-none", "newcomer"),
  of("/open", "open", "nobody"),
  of("/open/items/:id", "open-editions", "nobody", () => "open/items/elder_allowance"),
  of("/open/items/:id/editions/:number", "open-edition", "nobody", () => "open/items/elder_allowance/editions/1"),
  of("/open/results", "open-results", "nobody"),
  of("/open/results/:id", "open-result", "nobody", (w) => `open/results/${w.publication}`),
  of("/open/statistics", "open-statistics", "nobody"),
  of("/open/data", "open-data", "nobody"),
  of("/progress", "progress", "nobody"),
  of("/progress", "progress-told", "nobody", (w) => `progress#${w.progress}`),
  of("/space/acting", "acting", "elder"),
  of("/space/acting", "acting-none", "newcomer"),
  of("/space/licences", "licences", "shop"),
  of("/space/notices", "notices", "elder"),
  of("/space/notices", "notices-none", "newcomer"),
  of("/space/reads", "reads", "elder"),
  of("/space", "space", "elder"),
  of("/space", "space-none", "newcomer"),
];

export const staffStops: Stop[] = [
  of("/", "sign-in", "nobody"),
  of("/", "list", "clerk"),
  of("/counter", "counter", "clerk"),
  of("/counter/:id", "counter-draft", "clerk", (w) => `counter/${w.atWindow}`),
  of("/counter/:id/:step", "counter-materials", "clerk", (w) => `counter/${w.atWindow}/materials`),
  of("/counter/:id/:step", "counter-review", "clerk", (w) => `counter/${w.atWindow}/review`),
  of("/screens", "screens", "clerk"),
  of("/cases/:number/trail", "trail-of-case", "auditor", (w) => `cases/${w.granted}/trail`),
  of("/trail", "trail", "auditor"),
  of("/missed", "missed", "service"),
  of("/members", "members", "admin"),
  of("/bookings", "bookings", "clerk"),
  of("/disputes", "disputes", "data"),
  of("/questions", "questions", "clerk"),
  of("/faq", "faq", "service"),
  of("/notices", "desk-notices", "clerk"),
  of("/snags", "snags", "service"),
  of("/ratings", "ratings", "clerk"),
  of("/imported", "imported", "data"),
  of("/roles", "roles", "seal"),
  of("/print", "print", "clerk", (w) => `print?kind=receipt&n=${w.deciding}`),
  of("/cases/:number/correction", "correction", "clerk", (w) => `cases/${w.waiting}/correction`),
  of("/cases/:number/rounds/:round", "round", "clerk", (w) => `cases/${w.waiting}/rounds/1`),
  of("/cases/:number", "case", "clerk", (w) => `cases/${w.waiting}`),
  of("/cases/:number", "case-deciding", "leader", (w) => `cases/${w.deciding}`),
  of("/cases/:number", "case-granted", "approver", (w) => `cases/${w.granted}`),
];

export const designerStops: Stop[] = [
  of("/", "definitions", "manager"),
  of("/drafts/:id", "definition", "manager", (w) => `drafts/${w.definition}`),
  of("/drafts/:id/replay", "replay", "manager", (w) => `drafts/${w.definition}/replay`),
  of("/import", "import", "manager"),
  of("/shared", "shared", "manager"),
  of("/reuse", "reuse", "manager"),
  of("/drafts/:id", "definition-tests", "manager", (w) => `drafts/${w.definition}?view=tests`),
  of("/drafts/:id", "definition-outcomes", "manager", (w) => `drafts/${w.definition}?view=outcomes`),
  of("/items/:id/versions", "definition-versions", "manager", () => "items/elder_allowance/versions"),
  of("/drafts/:id/review", "definition-review", "manager", (w) => `drafts/${w.definition}/review`),
];
