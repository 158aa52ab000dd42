import { useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { errorOf, useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import { useStudio } from "../app";
import { Shell } from "../frame";
import { Sign } from "../icons";
import { Difference } from "../review/change";
import { partsOf } from "../review/told";
import { titleOf } from "../review/review";
import { useReviewWords } from "../review/words";
import { useStudioWords } from "../words";
import { beginFrom, between, versionsOf, type VersionLine, type Versions } from "./api";
import { Stopping } from "./stop";
import { useVersionsWords } from "./words";

/** /items/:id/versions: what was published of an item, how it came about, and what two versions differ in. */
export default function VersionsScreen({ id }: { id: string }) {
  const w = useVersionsWords();
  const s = useStudioWords();
  const { router } = useStudio();
  const loaded = useLoad(`versions ${id}`, (a) => versionsOf(a, id));
  const title = loaded.state === "here" ? loaded.data.title : "";
  useTitle(title ? w.versionsOf(title) : w.versions);
  const place = (
    <nav class="crumbs" aria-label={s.crumbs}>
      <a href={router.href("/")}>{s.items}</a><span aria-hidden="true">/</span>
      <h1 tabIndex={-1}>{title ? w.versionsOf(title) : w.versions}</h1>
      {loaded.state === "here" && <span class="muted">{w.count(loaded.data.versions.length)}</span>}
    </nav>
  );
  return (
    <Shell place={place} shortcuts={[[["?"], "help"]]}>
      {loaded.state === "here" ? <Open key={id} of={loaded.data} again={loaded.again} /> : loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <Waiting lines={8} />}
    </Shell>
  );
}

function Open({ of, again }: { of: Versions; again: () => void }) {
  const w = useVersionsWords();
  const { api, router } = useStudio();
  const list = of.versions;
  const [from, setFrom] = useState(list[1]?.number ?? 0);
  const [to, setTo] = useState(list[0]?.number ?? 0);
  const [asking, setAsking] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiError | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(null);
    try {
      router.go(`/drafts/${(await beginFrom(api, of.item, asking)).id}`);
    } catch (x) {
      setFault(errorOf(x));
      setAsking(0);
      setBusy(false);
    }
  };
  const why = of.draft ? w.hasDraft : of.may.may ? "" : of.may.why ?? "";
  return (
    <div class="versions" tabIndex={0}>
      {fault && <Note kind="no" icon="alert" role="alert">{fault.say}</Note>}
      {of.draft && <Note kind="wait" icon="info">{w.hasDraft} <a href={router.href(`/drafts/${of.draft.id}`)}>{w.goToDraft}</a></Note>}
      <Stopping of={of} again={again} />
      <section class="panel" aria-label={w.versions}>
        <table class="t">
          <thead><tr><th scope="col">{w.columns.version}</th><th scope="col">{w.columns.effective}</th><th scope="col">{w.columns.how}</th><th scope="col">{w.columns.stands}</th>{list.length > 1 && <th scope="col">{w.columns.compare}</th>}<th scope="col"><span class="sr-only">{w.columns.acts}</span></th></tr></thead>
          <tbody>
            {list.map((v, i) => (
              <tr key={v.number}>
                <td class="strong">v{v.number}<small><time dateTime={v.at}>{v.at.slice(0, 10)}</time></small></td>
                <td>{v.effective}<small><Standing version={v} before={i > list.findIndex((x) => x.inForce)} withdrawn={of.withdrawn === true} /></small></td>
                <td><How version={v} /></td>
                <td><Use version={v} /></td>
                {list.length > 1 && (
                  <td class="versions__pick">
                    <label><input type="radio" name="from" aria-label={w.from(v.number)} checked={from === v.number} onChange={() => setFrom(v.number)} /></label>
                    <label><input type="radio" name="to" aria-label={w.to(v.number)} checked={to === v.number} onChange={() => setTo(v.number)} /></label>
                  </td>
                )}
                <td class="num versions__acts">
                  <a class="btn btn--quiet btn--small" href={router.href(`/drafts/${encodeURIComponent(v.id)}`)} aria-label={w.readOf(v.number)}>{w.read}</a>
                  {i > 0 && <Button small busy={why !== ""} label={why ? w.cannot(w.againOf(v.number), why) : w.againOf(v.number)} onClick={() => setAsking(v.number)}>{why && <Sign name="lock" />}{w.again}</Button>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {list.length > 1 && from !== to ? <Differences item={of.item} from={from} to={to} /> : <Blank icon="check" title={list.length > 1 ? w.same(from, to) : w.only} line={list.length > 1 ? undefined : w.onlyHint} />}
      {asking > 0 && <Dialog title={w.againAsk(asking)} stay={w.notYet} go={w.again} busy={busy} onStay={() => setAsking(0)} onGo={() => void begin()}><p>{w.againHint(asking)}</p></Dialog>}
    </div>
  );
}

function Standing({ version: v, before, withdrawn }: { version: VersionLine; before: boolean; withdrawn: boolean }) {
  const w = useVersionsWords();
  if (v.inForce) return <Tag kind="yes">{w.inForce}</Tag>;
  if (withdrawn) return <Tag kind="unknown">{w.withdrawn}</Tag>;
  return before ? <span class="muted">{w.past}</span> : <Tag kind="wait">{w.coming(v.effective)}</Tag>;
}

/** How a version came about. */
function How({ version: v }: { version: VersionLine }) {
  const w = useVersionsWords();
  if (!v.published) return <span class="muted">{w.withFolder}</span>;
  return <>{w.wrote(v.authors.join("、"))}<small>{[v.approved && w.approved(v.approved), w.published(v.published)].filter(Boolean).join(" · ")}</small></>;
}

/** Who stands on a version. */
function Use({ version: v }: { version: VersionLine }) {
  const w = useVersionsWords();
  if (v.drafts + v.cases === 0) return <span class="muted">{w.nothing}</span>;
  return <>{[v.cases > 0 && w.cases(v.cases), v.drafts > 0 && w.drafts(v.drafts)].filter(Boolean).join(" · ")}</>;
}

/** What two versions differ in, one sentence each. */
function Differences({ item, from, to }: { item: string; from: number; to: number }) {
  const w = useVersionsWords();
  const r = useReviewWords();
  const s = useStudioWords();
  const { look } = useStudio();
  const english = look.lang.value === "en";
  const loaded = useLoad(`between ${item} ${from} ${to}`, (a) => between(a, item, from, to));
  if (loaded.state === "waiting") return <Waiting lines={4} />;
  if (loaded.state === "failed") return <Failed error={loaded.error} onAgain={loaded.again} />;
  const parts = partsOf(loaded.data);
  const count = parts.reduce((n, p) => n + p.list.length, 0);
  if (parts.length === 0) return <Blank icon="check" title={w.same(from, to)} line={w.sameHint} />;
  return (
    <>
      <h2 class="review__title">{w.difference(from, to, count)}</h2>
      {parts.map((p) => {
        const title = titleOf(p, r, s);
        return (
          <section key={`${p.file} ${p.part}`} class="panel review__part" aria-label={title}>
            <h3>{title}<span class="muted">{p.list.length || ""}</span>{!p.part && <small class="muted">{p.file}</small>}</h3>
            {p.broken && <p class="no">{r.unreadable}</p>}
            <ul>{p.list.map((c) => <li key={c.key} class="change"><Difference change={c} part={english ? p.part : title} english={english} /></li>)}</ul>
          </section>
        );
      })}
    </>
  );
}
