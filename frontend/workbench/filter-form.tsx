import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Icon } from "../parts/icon/icon";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { removeFilter, saveFilter, type DeskPage, type Filter } from "./desk";
import { columnOf } from "./model/column";
import { useWork } from "./words";

const EXAMPLES = ["waits and days_left <= 1", 'channel == "wechat" and checks_open == 0', 'item_name contains "食品" and not claimed', 'state in ["submitted", "received"] and days_waiting > 3'];

/** A filter and its name: judged by the server when it is saved, which says at which character it can't be read. */
export function FilterForm({ filter, page, onClose, onDone }: { filter: Filter | null; page: DeskPage; onClose: () => void; onDone: (id: string) => void }) {
  const w = useWork();
  const bench = useBench();
  const [title, setTitle] = useState(filter?.title ?? "");
  const [rule, setRule] = useState(filter?.rule ?? EXAMPLES[0]!);
  const [office, setOffice] = useState(filter?.office ?? "");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const mine = bench.seat.value?.clerk?.offices ?? [];
  const named = (id: string) => page.offices.find((o) => o.id === id)?.title ?? id;
  const put = (word: string) => {
    const t = box.current!;
    const [from, to] = [t.selectionStart, t.selectionEnd];
    const space = from > 0 && !/[\s(]$/.test(rule.slice(0, from)) ? " " : "";
    setRule(`${rule.slice(0, from)}${space}${word}${rule.slice(to)}`);
    queueMicrotask(() => { t.focus(); t.setSelectionRange(from + space.length + word.length, from + space.length + word.length); });
  };
  const fail = (e: unknown) => {
    const error = errorOf(e);
    setFaults(Object.keys(error.fields).length > 0 ? error.fields : { "": sayOf(error, w) });
    const at = columnOf(error.fields.rule ?? "");
    if (at > 0) {
      box.current?.focus();
      box.current?.setSelectionRange([...rule].slice(0, at - 1).join("").length, [...rule].slice(0, at).join("").length);
    }
  };
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setFaults({});
    try {
      const done = await saveFilter(bench.api, { title, rule, ...(office ? { office } : {}), ...(filter ? { id: filter.id } : {}) });
      bench.news.value = w.filterSaved(title);
      onDone(done.id);
    } catch (e) {
      fail(e);
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    try {
      await removeFilter(bench.api, filter!.id);
      bench.news.value = w.filterRemoved(title);
      onDone("today");
    } catch (e) {
      fail(e);
    }
  };
  const fault = (path: string) => faults[path] && <p class="opinion__fault" id={`filter-${path || "all"}`} role="alert"><Icon name="alert" />{faults[path]}</p>;
  return (
    <Drawer title={filter ? w.editFilter(filter.title ?? "") : w.saveFilter} onClose={onClose}
      foot={<div class="row">{filter && <Button kind="danger" icon="del" onClick={() => void remove()}>{w.filterRemove}</Button>}<Button kind="primary" busy={busy} onClick={() => void save()}>{w.filterSave}</Button></div>}>
      <form class="filter" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <label>{w.filterTitle}<input class="box" maxLength={20} value={title} aria-invalid={faults.title ? "true" : undefined} aria-describedby={faults.title ? "filter-title" : undefined} onInput={(e) => setTitle(e.currentTarget.value)} /></label>
        {fault("title")}
        <label>{w.filterRule}<textarea ref={box} class="box code" rows={3} spellcheck={false} autocapitalize="off" value={rule} aria-invalid={faults.rule ? "true" : undefined} aria-describedby={faults.rule ? "filter-rule" : "filter-hint"} onInput={(e) => setRule(e.currentTarget.value)} /></label>
        {fault("rule")}
        <p class="tiny" id="filter-hint">{w.filterRuleHint}</p>
        <fieldset class="filter__names"><legend>{w.filterNames}</legend>
          {page.names.map((n) => <button key={n} type="button" class="chip" title={w.filterWords[n]} onClick={() => put(n)}><span class="code">{n}</span> {w.filterWords[n]}</button>)}
        </fieldset>
        <fieldset class="filter__names"><legend>{w.filterExamples}</legend>
          {EXAMPLES.map((x) => <button key={x} type="button" class="chip code" onClick={() => setRule(x)}>{x}</button>)}
        </fieldset>
        <label>{w.filterShare}
          <select class="box" value={office} onChange={(e) => setOffice(e.currentTarget.value)}>
            <option value="">{w.filterOwn}</option>
            {mine.map((id) => <option key={id} value={id}>{w.filterWith(named(id))}</option>)}
          </select>
        </label>
        {fault("office")}{fault("")}
      </form>
    </Drawer>
  );
}
