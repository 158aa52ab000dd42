import { useState } from "preact/hooks";
import { ApiError, type Api } from "../core/api";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { join } from "./api";
import { useSecond } from "./words";

const LENGTH = 12;

/** 4821 9037 5512 */
const grouped = (code: string) => code.replace(/(\d{4})(?=\d)/g, "$1 ");

/** The screen of no window yet: the code is typed here, by the pad where there is no keyboard. */
export function Pair({ api, onPaired }: { api: Api; onPaired: () => void }) {
  const w = useSecond();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const type = (text: string) => { setFault(""); setCode(text.replace(/\D/g, "").slice(0, LENGTH)); };
  const pair = async () => {
    if (busy) return;
    if (code.length < LENGTH) return setFault(w.codeBad);
    setBusy(true);
    try {
      await join(api, code);
      onPaired();
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.failed);
      setCode("");
    }
    setBusy(false);
  };
  const key = (c: string) => <button key={c} class="key" type="button" onClick={() => type(code + c)}>{c}</button>;
  return (
    <main class="second-pair" id="main" tabIndex={-1}>
      <form class="card stack" onSubmit={(e) => { e.preventDefault(); void pair(); }}>
        <h1 tabIndex={-1}>{w.pairTitle}</h1>
        <p>{w.pairLine}</p>
        <div class="field">
          <label class="label" for="pair-code">{w.code}</label>
          <input id="pair-code" class="input second-code" inputMode="numeric" autocomplete="off" value={grouped(code)} aria-invalid={fault ? "true" : undefined}
            aria-describedby={fault ? "pair-fault" : undefined} onInput={(e) => type(e.currentTarget.value)} />
        </div>
        {fault && <Note kind="no" icon="alert" role="alert"><span id="pair-fault">{fault}</span></Note>}
        <div class="second-keys" role="group" aria-label={w.keys}>
          {[..."123456789"].map(key)}
          <button class="key second-keys__word" type="button" onClick={() => type("")}>{w.clear}</button>
          {key("0")}
          <button class="key" type="button" aria-label={w.erase} onClick={() => type(code.slice(0, -1))}><Icon name="del" /></button>
        </div>
        <Button kind="primary" type="submit" busy={busy} wide>{w.pair}</Button>
      </form>
    </main>
  );
}
