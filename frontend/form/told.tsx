import type { Draft } from "../core/api";
import { clockOf } from "../core/moment";
import { Note } from "../parts/notices";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { dayText } from "./format";
import { usePaperWords } from "./paper-words";

/** What has to be mended, on every page until it is handed in again. */
export function Returned({ returned }: { returned: NonNullable<Draft["returned"]> }) {
  const w = useWords();
  const fw = usePaperWords();
  return (
    <Note kind="wait" icon="alert">
      <b>{returned.kind === "correction" ? fw.correctTitle : fw.returnedTitle}</b> <span class="small muted">{returned.office} · {dayText(clockOf(returned.at).day, w)}</span>
      {returned.opinion && <p class="opinion">{returned.opinion}</p>}
      {returned.parts && returned.parts.length > 0 && (
        <><p class="small">{fw.partsOnly}</p><ul class="stack-s small">{returned.parts.map((p) => <li key={p.path}><b>{p.title}</b>{fw.colon}{fw.partMend(p.reason, p.mend)}</li>)}</ul></>
      )}
    </Note>
  );
}

/** What the applicant's tier of credit still lets one do; of the best there is nothing to say. */
export function CreditTier({ credit }: { credit: NonNullable<Draft["credit"]> }) {
  const fw = usePaperWords();
  const w = useWords();
  const { lang } = useForm();
  const means = lang === "zh" ? credit.means : fw.creditMeans[credit.tier];
  return <Note kind="plain"><b>{fw.creditTier(credit.tier)}</b> {means} <span class="small muted">{credit.from} · {dayText(clockOf(credit.at).day, w)}</span></Note>;
}
