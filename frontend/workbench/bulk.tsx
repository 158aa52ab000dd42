import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { useLoad } from "../desk/seat";
import { useBench } from "./app";
import { mayClaim, order, whyNot } from "./claims";
import { colleagues, type StaffLine } from "./desk";
import { Failed, Key, Waiting } from "../desk/states";
import { useWork } from "./words";

/** What can be ordered about one or several cases of the list. */
export interface Orders {
  may: boolean;
  toggle: (line: StaffLine | undefined, range?: boolean) => void;
  /** Picks all, or none where all are. */
  all: () => void;
  claim: () => void;
  release: () => void;
  give: () => void;
  print: (kind: "cover" | "receipt") => void;
  /** Numbers that an order is about: the picked ones, else the selected one. */
  about: string[];
  giving: boolean;
  /** Hands them to somebody; null closes the choice. */
  handTo: (to: { account: string; name: string } | null) => void;
}

/** Orders about the picked rows of a list, or the selected one. */
export function useOrders(cases: StaffLine[], chosen: StaffLine | undefined, reload: () => void): Orders {
  const w = useWork();
  const bench = useBench();
  const { picked, router } = bench;
  const [giving, setGiving] = useState(false);
  const last = useRef("");
  const busy = useRef(false);
  const may = mayClaim(bench);
  const about = picked.value.size > 0 ? [...picked.value] : chosen ? [chosen.number] : [];
  const run = async (to: string, done: (n: number) => string, numbers = about) => {
    if (!may || busy.current) return;
    busy.current = true;
    const ok = await order(bench, w, numbers, to, done);
    busy.current = false;
    if (ok.length > 0) picked.value = new Set([...picked.value].filter((n) => !ok.some((r) => r.number === n)));
    reload();
  };
  const toggle = (line: StaffLine | undefined, range = false) => {
    if (!line || !may) return;
    const now = new Set(picked.value);
    const from = cases.findIndex((c) => c.number === last.current);
    const to = cases.indexOf(line);
    if (range && from >= 0) cases.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((c) => now.add(c.number));
    else if (!now.delete(line.number)) now.add(line.number);
    last.current = line.number;
    picked.value = now;
  };
  const claim = () => {
    const one = picked.value.size === 0 ? chosen : undefined;
    if (one?.claim?.mine) return void run("", w.didRelease);
    void run("me", w.didClaim);
  };
  return {
    may, about, toggle, claim, giving,
    all: () => { if (may) picked.value = cases.every((c) => picked.value.has(c.number)) ? new Set() : new Set(cases.slice(0, 100).map((c) => c.number)); },
    release: () => void run("", w.didRelease),
    give: () => { if (may && about.length > 0) setGiving(true); },
    handTo: (to) => { setGiving(false); if (to) void run(to.account, (n) => w.didGive(n, to.name)); },
    print: (kind) => { if (may && about.length > 0) router.go(`/print?kind=${kind}&n=${about.join(",")}`); },
  };
}

/** What can be done with the picked rows. */
export function Bulk({ orders }: { orders: Orders }) {
  const w = useWork();
  const { picked } = useBench();
  return (
    <div class="bulk" role="group" aria-label={w.picked(picked.value.size)}>
      <b role="status">{w.picked(picked.value.size)}</b>
      <Button small kind="confirm" icon="check" onClick={orders.claim}>{w.claim} <Key>M</Key></Button>
      <Button small icon="people" onClick={orders.give}>{w.give} <Key>G</Key></Button>
      <Button small icon="back" onClick={orders.release}>{w.release} <Key>U</Key></Button>
      <Button small icon="printer" onClick={() => orders.print("cover")}>{w.printCovers} <Key>P</Key></Button>
      <Button small icon="printer" onClick={() => orders.print("receipt")}>{w.printReceipts}</Button>
      <span class="push"><Button small kind="quiet" icon="cross" onClick={() => { picked.value = new Set(); }}>{w.pickNone} <Key>Esc</Key></Button></span>
    </div>
  );
}

/** What of the last order was not done, case by case. */
export function Undone() {
  const w = useWork();
  const { undone } = useBench();
  return (
    <Note kind="wait" icon="people" role="alert">
      <b>{w.notDone(undone.value.length)}</b>
      <ul>{undone.value.map((r) => <li key={r.number}><span class="code">{r.number}</span> {whyNot(r, w)}</li>)}</ul>
      <Button small onClick={() => { undone.value = []; }}>{w.closeNote}</Button>
    </Note>
  );
}

/** Choose a colleague. */
export function Give({ orders }: { orders: Orders }) {
  const w = useWork();
  const loaded = useLoad("colleagues", (api) => colleagues(api));
  return (
    <Drawer title={w.giveTo(orders.about.length)} onClose={() => orders.handTo(null)}>
      {loaded.state === "waiting" && <Waiting lines={4} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && loaded.data.length === 0 && <p>{w.giveNobody}</p>}
      {loaded.state === "here" && (
        <ul class="people" aria-label={w.giveWho}>
          {loaded.data.map((c) => <li key={c.account}><button type="button" class="account" onClick={() => orders.handTo(c)}><i aria-hidden="true">{[...c.name][0]}</i><span><b>{c.name}</b><small>{c.title}</small></span></button></li>)}
        </ul>
      )}
    </Drawer>
  );
}
