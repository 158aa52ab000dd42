import { useState } from "preact/hooks";
import { ApiError, type SnagLine, type SnagOrder } from "../core/api";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { usePlace } from "../screens/place";
import { dayText, momentText } from "./format";
import { usePublicWords } from "./public-words";
import { putAway, steady } from "./steady";

interface Props {
  /** Signed in: nothing more is needed to be reached. */
  signedIn: boolean;
  item: string;
  itemName: string;
  number: string;
  /** With which it begins: about which publication it is. */
  text?: string;
  mine: SnagLine[];
  onTell: (order: SnagOrder) => Promise<SnagLine>;
  onLook: (code: string) => Promise<SnagLine>;
}

/** 办不成事: says what could not be done, and shows what came of it. */
export function SnagScreen(p: Props) {
  const w = usePublicWords();
  const { can, href } = usePlace();
  const [told, setTold] = useState<SnagLine | null>(null);
  const [found, setFound] = useState<SnagLine | null>(null);
  return (
    <div class="page band stack-l">
      <div class="title"><h1>{w.snagTitle}</h1><p>{w.snagHint}</p><p class="small"><a href={href(p.item ? `/ask?item=${encodeURIComponent(p.item)}` : "/ask")}>{w.snagAsk}</a></p></div>
      {told ? (
        <div class="stack" role="status">
          <Note kind="yes" icon="check"><b>{w.snagTold(dayText(told.due, w))}</b>{told.code && <p>{w.snagCode}<b class="code-digits"> {told.code.match(/.{1,4}/g)!.join(" ")}</b></p>}{!told.code && p.signedIn && <p>{w.snagWhere}</p>}</Note>
        </div>
      ) : <Tell {...p} onDone={setTold} />}
      {!p.signedIn && <Look onLook={async (code) => setFound(await p.onLook(code))} />}
      {found && <Card id="found" title={w.snagAnswer}><One snag={found} /></Card>}
      {p.signedIn && p.mine.length > 0 && !can.shared && <Card id="mine" title={w.snagMine}>{p.mine.map((s) => <One key={s.id} snag={s} />)}</Card>}
    </div>
  );
}

function Tell({ signedIn, item, itemName, number, text, onTell, onDone }: Props & { onDone: (s: SnagLine) => void }) {
  const w = usePublicWords();
  const [v, setV] = useState({ text: text ?? "", name: "", phone: "", number });
  const [key] = useState(() => `snag-${crypto.randomUUID()}`);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const go = async () => {
    putAway();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      onDone(await onTell({ item, case: v.number, text: v.text, name: v.name, phone: v.phone, key }));
    } catch (e) {
      setError(e instanceof ApiError ? e : new ApiError(0, ""));
      setBusy(false);
    }
  };
  const field = (id: "name" | "phone" | "number", of: string, label: string, pad?: string) => {
    const fault = error?.fields[`body.${of}`];
    return (
      <div class={fault ? "field field--error" : "field"}>
        <label class="field__label" for={`snag-${id}`}>{label}</label>
        {fault && <p class="field__error" id={`snag-${id}-said`}>{fault}</p>}
        <input class="input input--medium" id={`snag-${id}`} value={v[id]} autocomplete="off" maxLength={60} inputMode={pad === undefined ? undefined : "tel"} data-pad={pad}
          aria-invalid={fault ? true : undefined} aria-describedby={fault && `snag-${id}-said`} onInput={(e) => setV({ ...v, [id]: e.currentTarget.value })} />
      </div>
    );
  };
  const textFault = error?.fields["body.text"];
  return (
    <form class="card stack follow" noValidate onSubmit={(e) => { e.preventDefault(); void go(); }}>
      {error && <Note kind="no" icon="alert" role="alert">{error.say || w.trouble}</Note>}
      {itemName && <p class="small">{w.snagItem(itemName)}</p>}
      <div class={textFault ? "field field--error" : "field"}>
        <label class="field__label" for="snag-text">{w.snagText}</label>
        {textFault && <p class="field__error" id="snag-text-said">{textFault}</p>}
        <textarea class="input" id="snag-text" rows={5} maxLength={1000} value={v.text} aria-invalid={textFault ? true : undefined} aria-describedby={textFault && "snag-text-said"} onInput={(e) => setV({ ...v, text: e.currentTarget.value })} />
      </div>
      {field("number", "case", w.snagCase, "-")}
      {!signedIn && field("phone", "phone", w.snagPhone, "-")}
      {!signedIn && field("name", "name", w.snagName)}
      <p onMouseDown={steady}><Button kind="primary" type="submit" busy={busy}>{w.snagGo}</Button></p>
    </form>
  );
}

function Look({ onLook }: { onLook: (code: string) => Promise<void> }) {
  const w = usePublicWords();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState("");
  const go = async () => {
    putAway();
    setFault("");
    await onLook(code).catch((e: unknown) => setFault((e instanceof ApiError && (e.fields["body.code"] ?? e.say)) || w.trouble));
  };
  return (
    <form class="card stack-s follow" noValidate onSubmit={(e) => { e.preventDefault(); void go(); }}>
      <label class="field__label" for="snag-code">{w.snagLook}</label>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <input class="input input--medium" id="snag-code" value={code} inputMode="numeric" data-pad="" autocomplete="off" maxLength={20} onInput={(e) => setCode(e.currentTarget.value)} />
      <p onMouseDown={steady}><Button type="submit" icon="search">{w.followGo}</Button></p>
    </form>
  );
}

function One({ snag: s }: { snag: SnagLine }) {
  const w = usePublicWords();
  return (
    <article class="rated">
      <p class="row row--wrap"><b>{s.item || w.snagOther}</b><Tag kind={s.state === "open" ? "wait" : "yes"}>{w.snagStates[s.state]}</Tag><span class="small muted">{momentText(s.at, w)}</span></p>
      <p>{s.text}</p>
      {s.state === "open" && <p class="small muted">{w.snagTold(dayText(s.due, w))}</p>}
      {s.steps.filter((x) => x.act === "answer").map((x, i) => <blockquote key={i}>{x.text}</blockquote>)}
    </article>
  );
}
