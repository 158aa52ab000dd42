import { Tag } from "../../parts/tag";
import { useStudio } from "../app";
import type { Made, Row } from "./api";
import { useListWords } from "./words";

/** What became of each row. */
export function Done({ made, rows }: { made: Made[]; rows: Row[] }) {
  const w = useListWords();
  const { router } = useStudio();
  const fine = made.filter((m) => m.draft).length;
  return (
    <section class="panel" aria-label={w.result}>
      <header class="panel__head"><h2 class="list__done"><span role="status">{fine < made.length ? w.doneSome(fine, made.length - fine) : w.done(fine)}</span></h2></header>
      <table class="t">
        <thead><tr><th scope="col">{w.row}</th><th scope="col">{w.name}</th><th scope="col">{w.result}</th></tr></thead>
        <tbody>
          {made.map((m) => {
            const name = rows.find((r) => r.no === m.no)?.name ?? m.item;
            return (
              <tr key={m.no}>
                <td>{m.no}</td><td class="strong">{name}<small>{m.item}</small></td>
                <td>{m.draft ? <a href={router.href(`/drafts/${m.draft}`)} aria-label={w.openDraftOf(name)}>{w.openDraft}</a> : <Tag kind="no" icon="alert">{m.problem}</Tag>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
