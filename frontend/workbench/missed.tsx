import { useLoad, useTitle } from "../desk/seat";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

interface Missed { words: string; count: number; last: string }

/** What people looked for and didn't find: for the office that owns the catalogue, which adds a popular name, or an item. */
export function MissedScreen() {
  const w = useWork();
  useTitle(w.missed.title);
  const loaded = useLoad("missed", (api) => api.call<{ missed: Missed[] }>("GET", "/staff/missed"));
  const list = loaded.state === "here" ? loaded.data.missed : [];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{w.missed.title}</h1>{loaded.state === "here" && <span class="muted">{w.missed.many(list.length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts} foot={<span class="muted">{w.missed.masked}</span>}>
      <div class="staff staff--missed">
        <section class="work" aria-label={w.missed.title}>
          <p class="missed__what">{w.missed.what}</p>
          {loaded.state === "waiting" && <Waiting lines={12} />}
          {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {loaded.state === "here" && list.length === 0 && <Blank icon="check" title={w.missed.none} />}
          {list.length > 0 && (
            <div class="scroll" tabIndex={0} role="region" aria-label={w.missed.title}>
              <table class="t">
                <thead><tr><th scope="col">{w.missed.words}</th><th scope="col">{w.missed.count}</th><th scope="col">{w.missed.last}</th></tr></thead>
                <tbody>
                  {list.map((m) => <tr key={m.words}><td>{m.words}</td><td class="nowrap">{m.count}</td><td class="nowrap muted">{districtTime(m.last)}</td></tr>)}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
    </Shell>
  );
}
