import { useRef, useState } from "preact/hooks";
import { clockOf } from "../core/moment";
import { useLoad, useTitle } from "../desk/seat";
import { Blank, Failed, Waiting } from "../desk/states";
import { useKeys } from "../desk/keys";
import { later } from "../desk/later";
import { Button, ButtonLink } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { definitions, type DraftState, type ItemLine } from "./api";
import { useStudio } from "./app";
import { Shell } from "./frame";
import { exportHref } from "./list/api";
import { useOpening, useRow } from "./opening";
import { useStudioWords } from "./words";

const NewItem = later(() => import("./new-item").then((m) => m.default));

type Standing = "" | "online" | DraftState;

const standingOf = (i: ItemLine): Standing[] => [...(i.version ? ["online" as const] : []), ...(i.draft ? [i.draft.state] : [])];

/** 事项: every item with its department, mode and state; a row opens its draft. */
export function CatalogueScreen() {
  const w = useStudioWords();
  const { router } = useStudio();
  useTitle(w.items);
  const loaded = useLoad("definitions", definitions);
  const [text, setText] = useState("");
  const [department, setDepartment] = useState("");
  const [standing, setStanding] = useState<Standing>("");
  const { busy, failed, open } = useOpening();
  const box = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const items = loaded.state === "here" ? loaded.data : [];
  const needle = text.trim().toLowerCase();
  const list = items.filter((i) => (!department || i.department.id === department) && (!standing || standingOf(i).includes(standing))
    && (!needle || [i.name, i.id].some((t) => t.toLowerCase().includes(needle))));
  const departments = [...new Map(items.map((i) => [i.department.id, i.department.title]))];
  const { at, setAt, go } = useRow(list.length);
  const now = list[Math.min(at, list.length - 1)];
  useKeys({ "/": () => box.current?.focus(), ArrowDown: () => go(1), ArrowUp: () => go(-1), Enter: () => now && void open(now.id, now), n: () => setAdding(true) });
  const count = loaded.state === "here" ? w.itemCount(items.length) : "";
  const tools = (
    <>
      {list.length > 0 && <a class="btn btn--small" href={exportHref(list.length === items.length ? [] : list.map((i) => i.id))} download={w.listName}><Icon name="save" />{w.exportList}</a>}
      <ButtonLink small href={router.href("/import")}>{w.importList}</ButtonLink>
      <Button small kind="primary" icon="plus" onClick={() => setAdding(true)}>{w.newItem}</Button>
    </>
  );
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{w.items}</h1><span class="muted">{count}</span></div>} tools={tools}
      shortcuts={[[["/"], "find"], [["↑", "↓"], "rows"], [["Enter"], "openIt"], [["N"], "newItem"], [["?"], "help"]]}>
      {adding && loaded.state === "here" && <NewItem items={items} departments={departments} onClose={() => setAdding(false)} />}
      <div class="catalogue">
        {failed && <Note kind="no" icon="alert" role="alert">{failed.say || w.errorSay}</Note>}
        {loaded.state === "waiting" && <Waiting lines={10} />}
        {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
        {loaded.state === "here" && (
          <section class="panel" aria-label={w.items}>
            <div class="panel__head">
              <label class="sr-only" for="cat-dep">{w.department}</label>
              <select id="cat-dep" class="select" value={department} onChange={(e) => setDepartment(e.currentTarget.value)}>
                <option value="">{w.allDepartments}</option>
                {departments.map(([id, title]) => <option key={id} value={id}>{title}</option>)}
              </select>
              <label class="sr-only" for="cat-state">{w.state}</label>
              <select id="cat-state" class="select" value={standing} onChange={(e) => setStanding(e.currentTarget.value as Standing)}>
                <option value="">{w.allStates}</option>
                {(["online", "open", "in_review"] as const).map((s) => <option key={s} value={s}>{w.standings[s]}</option>)}
              </select>
              <label class="sr-only" for="cat-find">{w.findItem}</label>
              <input id="cat-find" ref={box} class="input panel__find" type="search" placeholder={w.findItem} value={text} onInput={(e) => { setText(e.currentTarget.value); setAt(0); }} />
              <span class="muted push" role="status">{list.length === items.length ? "" : w.itemCount(list.length)}</span>
            </div>
            {list.length === 0 ? <Blank icon="search" title={items.length === 0 ? w.noItems : w.noneFound} line={items.length === 0 ? w.noItemsHint : w.noneFoundHint} act={items.length === 0 ? <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>{w.newItem}</Button> : undefined} /> : (
              <div class="panel__scroll" tabIndex={0}>
                <table class="t">
                  <thead><tr><th scope="col">{w.columns.item}</th><th scope="col">{w.columns.department}</th><th scope="col">{w.columns.mode}</th><th scope="col">{w.columns.state}</th><th scope="col">{w.columns.draft}</th><th scope="col"><span class="sr-only">{w.columns.act}</span></th></tr></thead>
                  <tbody>
                    {list.map((i, n) => <Row key={i.id} item={i} on={n === at} busy={busy === i.id} onOpen={() => void open(i.id, i)} onPick={() => setAt(n)} />)}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </div>
    </Shell>
  );
}

function Row({ item: i, on, busy, onOpen, onPick }: { item: ItemLine; on: boolean; busy: boolean; onOpen: () => void; onPick: () => void }) {
  const w = useStudioWords();
  const { router } = useStudio();
  return (
    <tr class={on ? "is-on" : undefined} title={i.may.may ? undefined : i.may.why} onClick={onPick}>
      <td><button type="button" class="link strong" onFocus={onPick} onClick={onOpen}>{i.name}</button><small>{i.id}</small></td>
      <td>{i.department.title}</td>
      <td>{w.modes[i.mode ?? ""] ?? "—"}</td>
      <td>{i.version ? <a class="link" href={router.href(`/items/${i.id}/versions`)} aria-label={w.versionsOf(i.name)}><Tag kind="yes">{w.onlineAs(i.version)}</Tag></a> : <Tag kind="unknown">{w.notOnline}</Tag>}{i.effective && <small>{w.effectiveFrom(i.effective)}</small>}
        {i.stopped && <><Tag kind="no" icon="alert">{w.stopped}</Tag><small class="no">{w.stoppedSince(clockOf(i.stopped.at).day, i.stopped.notice)}</small></>}</td>
      <td>{i.draft ? <><Tag kind={i.draft.state === "in_review" ? "wait" : "held"}>{w.standings[i.draft.state]}</Tag><small>{w.draftBy(i.draft.by, i.draft.at.slice(0, 10))}</small></> : <span class="muted">{w.noDraft}</span>}</td>
      <td class="num"><Button small busy={busy || !i.draft && !i.may.may} onClick={onOpen} label={`${i.draft ? w.goOn : w.begin}：${i.name}`}>{i.draft ? w.goOn : w.begin}</Button></td>
    </tr>
  );
}
