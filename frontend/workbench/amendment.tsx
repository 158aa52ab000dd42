import { Note } from "../parts/notices";
import type { StaffCase } from "./desk";
import { districtTime } from "./due";
import { Value } from "./values";
import { useWork } from "./words";

/** An amendment that waits for the applicant's consent: who proposed what, why and since when. */
export function Amendment({ page }: { page: StaffCase }) {
  const w = useWork();
  const a = page.handling.amendment;
  if (!a) return null;
  const field = page.view.plan.fields.find((f) => `form.${f.id}` === a.path);
  const side = (v: unknown) => (v === undefined || v === null || v === "" || !field ? w.notFilled : <Value field={field} value={v} />);
  return (
    <Note kind="wait" icon="clock" role="status">
      <b>{w.amendWaits(field?.title ?? a.title)}</b>{a.name && a.at && <>{w.then}<span class="muted">{w.amendBy(a.name, districtTime(a.at))}</span></>}<br />
      {w.amendFrom}{w.colon}<del>{side(a.before)}</del>{w.then}{w.amendInto}{w.colon}<b>{side(a.after)}</b>{w.then}{a.reason}
    </Note>
  );
}
