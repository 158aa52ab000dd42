import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { trail, type TrailLine } from "./members-api";
import { Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** Who did and saw what of a case, as the audit trail has it. */
export function TrailScreen({ number }: { number: string }) {
  const w = useWork();
  const s = w.staff;
  const { router } = useBench();
  useTitle(s.trailOf(number));
  const loaded = useLoad(`trail ${number}`, (api) => trail(api, number));
  const place = <nav class="crumbs" aria-label={w.crumbs}><a href={router.href("/")}>{w.cases}</a><span aria-hidden="true">/</span><h1 tabIndex={-1}>{s.trailOf(number)}</h1></nav>;
  const who = (e: TrailLine) => e.name || (e.kind === "person" ? s.person : e.kind === "system" ? s.system : e.actor);
  const detail = (e: TrailLine) => Object.entries(e.detail).filter(([, v]) => v !== "" && v !== null && typeof v !== "object").map(([k, v]) => `${k} ${String(v)}`).join(w.semicolon);
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <Note kind="plain" icon="eye">{s.trailHint}</Note>
      {loaded.state === "waiting" && <Waiting lines={10} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (
        <div class="scroll staff__trail" tabIndex={0} role="region" aria-label={s.trail}>
          <table class="grid">
            <thead><tr>{Object.values(s.trailColumns).map((c) => <th key={c} scope="col">{c}</th>)}</tr></thead>
            <tbody>
              {loaded.data.entries.map((e, i) => (
                <tr key={i}>
                  <td class="nowrap">{districtTime(e.at)}</td><td>{who(e)}<small class="muted block">{e.actor}</small></td><td>{e.title}</td><td class="tiny">{detail(e)}</td>
                  <td><span class={`tag${e.sealed ? " tag--yes" : ""}`}>{e.sealed ? s.sealed : s.waiting}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Shell>
  );
}

/** Whose trail: an auditor has no list of cases, only numbers. */
export function TrailSearch() {
  const s = useWork().staff;
  const { router } = useBench();
  useTitle(s.trail);
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{s.trail}</h1></div>} shortcuts={shortcuts}>
      <Note kind="plain" icon="eye">{s.trailHint}</Note>
      <form class="staff__card staff__form" onSubmit={(e) => { e.preventDefault(); router.go(`/cases/${encodeURIComponent(String(new FormData(e.currentTarget).get("n") ?? "").trim())}/trail`); }}>
        <div class="staff__field"><label for="number">{s.number}</label><input class="input" id="number" name="n" required /></div>
        <div class="staff__acts"><Button type="submit" kind="primary">{s.look}</Button></div>
      </form>
    </Shell>
  );
}
