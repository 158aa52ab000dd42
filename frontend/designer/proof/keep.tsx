import { useState } from "preact/hooks";
import { useLoad } from "../../desk/seat";
import { Failed, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { Panel } from "../panel";
import { keepTrial, type Kept } from "./api";
import { commandsOf, groups, keyOf, usual } from "./kept";
import { useProofWords } from "./words";

/** 存为测试: who applies, the day and the answers as they are on the canvas, and what of all that came out is to be expected. */
export default function Keep() {
  const w = useProofWords();
  const e = useEditing();
  const [submit, setSubmit] = useState(false);
  const close = () => { e.keeping.value = false; };
  const loaded = useLoad(`keep ${e.doc.id} ${submit}`, async (api) => {
    await e.doc.flush();
    return keepTrial(api, e.doc.id, { ...e.trial.body(), submit });
  });
  return (
    <Panel title={w.keep} onClose={close}>
      {loaded.state === "waiting" ? <Waiting lines={8} />
        : loaded.state === "failed" ? (loaded.error.status === 422 ? <p class="keep__cannot">{loaded.error.say}</p> : <Failed error={loaded.error} onAgain={loaded.again} />)
          : <Choose key={String(submit)} kept={loaded.data} submit={submit} onSubmit={setSubmit} onClose={close} />}
    </Panel>
  );
}

function Choose({ kept, submit, onSubmit, onClose }: { kept: Kept; submit: boolean; onSubmit: (on: boolean) => void; onClose: () => void }) {
  const w = useProofWords();
  const e = useEditing();
  const [name, setName] = useState(kept.name);
  const [chosen, setChosen] = useState(() => new Set(usual(kept)));
  const named = name.trim();
  const tick = (keys: string[], on: boolean) => setChosen((was) => new Set([...was, ...keys].filter((k) => on || !keys.includes(k))));
  const save = () => {
    if (!named || chosen.size === 0) return;
    if (!e.step(commandsOf(kept, named, chosen).map((command) => ({ file: kept.file, command })), w.keptLabel(named))) return;
    e.proving.kept.value = named;
    const sample = e.samples.peek().find((x) => x.as === e.trial.as.peek());
    if (sample) sample.tests = [...(sample.tests ?? []), named];
    onClose();
    e.beside.value = "tests";
    e.say(w.keptSaid(named));
  };
  return (
    <form class="keep" onSubmit={(ev) => { ev.preventDefault(); save(); }}>
      <p class="muted">{w.keepHint}</p>
      <label class="keep__name"><span>{w.testName}</span><input class="input" value={name} maxLength={100} required onInput={(ev) => setName(ev.currentTarget.value)} /></label>
      <label class="tick"><input type="checkbox" checked={submit} onChange={(ev) => onSubmit(ev.currentTarget.checked)} />{w.asSubmitted}</label>
      <div class="keep__list" tabIndex={0} role="group" aria-label={w.expectations}>
        {groups.map((g) => {
          const list = kept.expects.filter((x) => x.group === g);
          if (list.length === 0) return null;
          const keys = list.map(keyOf);
          const all = keys.every((k) => chosen.has(k));
          return (
            <fieldset key={g}>
              <legend>{w.groups[g]} <small class="muted">{w.chosenOf(keys.filter((k) => chosen.has(k)).length, keys.length)}</small><button type="button" class="link" aria-label={all ? w.noneOf(w.groups[g]) : w.allOf(w.groups[g])} onClick={() => tick(keys, !all)}>{all ? w.noneHere : w.allHere}</button></legend>
              {list.map((x) => (
                <label key={keyOf(x)} class="keep__one"><input type="checkbox" checked={chosen.has(keyOf(x))} onChange={(ev) => tick([keyOf(x)], ev.currentTarget.checked)} /><span>{x.what}</span><b>{x.text}</b></label>
              ))}
            </fieldset>
          );
        })}
      </div>
      <div class="panel-foot">
        <Button kind="primary" type="submit" busy={!named || chosen.size === 0}>{w.keepThese(chosen.size)}</Button>
        <Button kind="quiet" onClick={onClose}>{w.cancel}</Button>
        {chosen.size === 0 && <span class="muted" role="status">{w.chooseOne}</span>}
      </div>
    </form>
  );
}
