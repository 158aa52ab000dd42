import type { Reason } from "./api";
import type { ReuseWords } from "./words";

/** Why a paper was asked for, in words; `title` names a licence or register. */
export function reasonText(r: Reason, title: (records: string) => string, w: ReuseWords): string {
  const of = r.records ? title(r.records) : "";
  switch (r.outcome) {
    case "none": return w.why.none(of);
    case "trust": return w.why.trust(of);
    case "paper": return w.why.paper(of);
    case "condition": return r.clause ? w.why.clause(r.clause) : w.why.condition(of);
    case "down": return w.why.down(of);
    case "unknown": return w.why.unknown(of);
    case "anyway": return w.why.anyway(of);
    case "no_rule": return w.why.noRule;
  }
}
