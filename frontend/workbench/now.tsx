import { Icon } from "../parts/icon/icon";
import type { StaffCase } from "./desk";
import { useWork } from "./words";

/** What waits, for whom, and until when. */
export function Now({ page }: { page: StaffCase }) {
  const w = useWork();
  const h = page.handling;
  if (h.steps.length === 0 && !h.waits) return null;
  return (
    <p class="acts__now">
      {h.steps.length > 0 && <><span class="muted">{w.step}</span> <b>{h.steps.map((s) => s.title).join(w.comma)}</b></>}
      {h.waits && <span class="tag">{w.waitsOn(h.waits)}{h.actBy && ` · ${w.actBy(h.actBy)}`}</span>}
      {h.light && page.case.accepted && <span class={`tag tag--${{ green: "yes", yellow: "wait", red: "no", still: "still" }[h.light]}`}>{h.light === "still" ? w.clockStands : w.workDays(h.left)}</span>}
      {page.case.legal && <span class="muted">{w.legalBy(page.case.legal)}</span>}
      {h.proposed && <span class="tag tag--wait"><Icon name="alert" />{w.proposed}</span>}
    </p>
  );
}
