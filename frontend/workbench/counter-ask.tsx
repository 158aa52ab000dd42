import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { useLoad } from "../desk/seat";
import { useBench } from "./app";
import { screensOf } from "./counter-api";
import { useWork } from "./words";

/** Where the applicant is asked, and how it looks there. */
export interface Ask {
  screen: string;
  language: "zh-Hans" | "en";
  large: boolean;
}

/** The screen of this desk is the one that was used here last. */
const KEPT = "second-screen";

interface AskProps {
  /** The screen that shows it; "" none. */
  asked: string;
  busy: boolean;
  /** What the button says; left out: to look and confirm. */
  label?: string;
  onAsk: (to: Ask) => void;
  onUnask: () => void;
}

/** 在副屏上确认: on which screen, in which language and size. */
export function AskOnScreen({ asked, busy, label, onAsk, onUnask }: AskProps) {
  const w = useWork();
  const c = w.counter;
  const { router } = useBench();
  const loaded = useLoad("screens", (api) => screensOf(api));
  const [picked, pick] = useState(localStorage.getItem(KEPT) ?? "");
  const [language, setLanguage] = useState<Ask["language"]>("zh-Hans");
  const [large, setLarge] = useState(false);
  if (loaded.state !== "here") return null;
  const list = loaded.data.screens.filter((s) => s.paired);
  const screen = list.find((s) => s.id === picked) ?? list.find((s) => s.on) ?? list[0];
  if (!screen) return <p class="small muted">{c.screenNone} <a href={router.href("/screens")}>{c.screenPairLink}</a></p>;
  if (asked) return <p><Button small icon="cross" busy={busy} onClick={onUnask}>{c.takeBack}</Button></p>;
  const ask = () => {
    localStorage.setItem(KEPT, screen.id);
    onAsk({ screen: screen.id, language, large });
  };
  return (
    <div class="counter-ask">
      <div class="field"><label for="ask-screen">{c.onScreen}</label>
        <select id="ask-screen" class="input" value={screen.id} onChange={(e) => pick(e.currentTarget.value)}>
          {list.map((s) => <option key={s.id} value={s.id}>{s.on ? s.place : c.screenOff(s.place)}</option>)}
        </select>
      </div>
      <div class="field"><label for="ask-language">{c.inLanguage}</label>
        <select id="ask-language" class="input" value={language} onChange={(e) => setLanguage(e.currentTarget.value as Ask["language"])}>
          <option value="zh-Hans" lang="zh-CN">{c.chinese}</option><option value="en" lang="en">{c.english}</option>
        </select>
      </div>
      <p class="row row--wrap">
        <Button small kind="primary" icon="eye" busy={busy} onClick={ask}>{label ?? c.ask}</Button>
        <label class="tick"><input type="checkbox" checked={large} onChange={(e) => setLarge(e.currentTarget.checked)} />{c.inLarge}</label>
      </p>
    </div>
  );
}
