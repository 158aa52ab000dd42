import { useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { errorOf } from "../desk/seat";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { newItem, type ItemLine } from "./api";
import { useStudio } from "./app";
import { Panel } from "./panel";
import { useStudioWords } from "./words";

type From = "empty" | "template" | "item";
const modes = ["fully_online", "front_verification", "back_verification", "original_precheck"];

/** 新事项: what it is called, and what it begins with. The department is one's own, or chosen. */
export default function NewItem({ items, departments, onClose }: { items: ItemLine[]; departments: [id: string, title: string][]; onClose: () => void }) {
  const w = useStudioWords();
  const { api, router } = useStudio();
  const [name, setName] = useState("");
  const [id, setId] = useState("");
  const [from, setFrom] = useState<From>("empty");
  const [mode, setMode] = useState(modes[0]!);
  const like = items.filter((i) => i.version > 0);
  const [item, setItem] = useState(like[0]?.id ?? "");
  const [department, setDepartment] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const begin = async () => {
    if (busy || !name.trim() || !id.trim()) return;
    setBusy(true);
    setFailed(null);
    try {
      const draft = await newItem(api, { item: id.trim(), name: name.trim(), from: from === "template" ? `template:${mode}` : from === "item" ? `item:${item}` : "empty", ...(department ? { department } : {}) });
      router.go(`/drafts/${draft.id}`);
    } catch (e) {
      setFailed(errorOf(e));
      setBusy(false);
    }
  };
  const wrong = (field: string) => failed?.fields[`body.${field}`];
  const said = failed && !["item", "name", "department", "from"].some(wrong);
  const way = (is: From, title: string, hint: string) => (
    <label class="tick"><input type="radio" name="new-from" checked={from === is} onChange={() => setFrom(is)} /><span>{title}<small class="muted"> {hint}</small></span></label>
  );
  return (
    <Panel title={w.newItem} onClose={onClose}>
      <form class="new-item" onSubmit={(ev) => { ev.preventDefault(); void begin(); }}>
        {said && <Note kind="no" icon="alert" role="alert">{failed.say || w.errorSay}</Note>}
        <label class="new-item__line"><span>{w.newName}</span><input class="input" value={name} maxLength={100} autocomplete="off" aria-invalid={!!wrong("name") || undefined} onInput={(ev) => setName(ev.currentTarget.value)} /></label>
        {wrong("name") && <p class="field__error" role="alert">{wrong("name")}</p>}
        <label class="new-item__line"><span>{w.theId}</span><input class="input" value={id} maxLength={40} spellcheck={false} autocapitalize="off" autocomplete="off" aria-describedby="new-id-hint" aria-invalid={!!wrong("item") || undefined} onInput={(ev) => setId(ev.currentTarget.value)} /></label>
        <p class="muted" id="new-id-hint">{w.newIdHint}</p>
        {wrong("item") && <p class="field__error" role="alert">{wrong("item")}</p>}
        <label class="new-item__line"><span>{w.department}</span>
          <select class="select" value={department} onChange={(ev) => setDepartment(ev.currentTarget.value)}>
            <option value="">{w.ownDepartment}</option>
            {departments.map(([code, title]) => <option key={code} value={code}>{title}</option>)}
          </select>
        </label>
        {wrong("department") && <p class="field__error" role="alert">{wrong("department")}</p>}
        <fieldset class="new-item__from">
          <legend>{w.beginWith}</legend>
          {way("empty", w.fromEmpty, w.fromEmptyHint)}
          {way("template", w.fromTemplate, w.fromTemplateHint)}
          {from === "template" && <select class="select" aria-label={w.columns.mode} value={mode} onChange={(ev) => setMode(ev.currentTarget.value)}>{modes.map((m) => <option key={m} value={m}>{w.modes[m]}</option>)}</select>}
          {like.length > 0 && way("item", w.fromItem, w.fromItemHint)}
          {from === "item" && <select class="select" aria-label={w.columns.item} value={item} onChange={(ev) => setItem(ev.currentTarget.value)}>{like.map((i) => <option key={i.id} value={i.id}>{i.name}</option>)}</select>}
          {wrong("from") && <p class="field__error" role="alert">{wrong("from")}</p>}
        </fieldset>
        <div class="panel-foot">
          <Button kind="primary" type="submit" busy={busy || !name.trim() || !id.trim()}>{w.beginItem}</Button>
          <Button kind="quiet" onClick={onClose}>{w.cancel}</Button>
        </div>
      </form>
    </Panel>
  );
}
