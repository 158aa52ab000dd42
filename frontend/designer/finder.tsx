import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Key } from "../desk/states";
import { Sign } from "./icons";
import { useStudioWords } from "./words";

/** One thing that can be chosen. */
export interface Choice {
  key: string;
  title: string;
  /** Smaller, behind it. */
  under?: string;
  /** The heading that it stands under; those of a group stand together. */
  group?: string;
  icon: Parameters<typeof Sign>[0]["name"];
  /** Keys that do the same. */
  keys?: string[];
}

interface FinderProps<T extends Choice> {
  label: string;
  choices: T[];
  /** What is offered before anything is typed; missing: all. */
  first?: T[];
  onPick: (c: T) => void;
  /** Beside the list: more about the one that is marked. */
  about?: (c: T) => ComponentChildren;
}

/** How many are shown at once. */
const MOST = 200;

/** A box with a list below it: typing narrows it, arrows mark, Enter chooses. */
export function Finder<T extends Choice>({ label, choices, first, onPick, about }: FinderProps<T>) {
  const w = useStudioWords();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const needle = text.trim().toLowerCase();
  const list = (needle ? choices.filter((c) => [c.title, c.key, c.under ?? ""].some((t) => t.toLowerCase().includes(needle))) : first ?? choices).slice(0, MOST);
  const mark = Math.min(at, list.length - 1);
  const now = list[mark];
  const press = (e: KeyboardEvent) => {
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      const to = Math.max(0, Math.min(list.length - 1, mark + (e.key === "ArrowDown" ? 1 : -1)));
      setAt(to);
      document.getElementById(`choice-${to}`)?.scrollIntoView({ block: "nearest" });
    } else if (e.key === "Enter" && now) {
      e.preventDefault();
      onPick(now);
    }
  };
  const combobox = { role: "combobox", "aria-expanded": "true", "aria-controls": "choices", "aria-activedescendant": now ? `choice-${mark}` : undefined } as object;
  const groups = [...new Set(list.map((c) => c.group ?? ""))];
  const row = (c: T) => {
    const i = list.indexOf(c);
    return (
      <div key={c.key} id={`choice-${i}`} role="option" aria-selected={i === mark} class="chooser__offer" onPointerMove={() => setAt(i)} onClick={() => onPick(c)}>
        <Sign name={c.icon} /><span class="clip">{c.title}</span>{c.under && c.under !== c.title && <small>{c.under}</small>}{c.keys?.map((k) => <Key key={k}>{k}</Key>)}
      </div>
    );
  };
  return (
    <div class={about ? "chooser" : "chooser chooser--plain"}>
      <input class="input" aria-label={label} placeholder={label} autocomplete="off" value={text} onInput={(e) => { setText(e.currentTarget.value); setAt(0); }} onKeyDown={press} {...combobox} />
      <div class="chooser__lists" id="choices" role="listbox" aria-label={label} tabIndex={0}>
        {groups.map((g) => (g === "" ? list.filter((c) => !c.group).map(row) : (
          <div key={g} role="group" aria-label={g} class="chooser__group">
            <p class="chooser__head" aria-hidden="true">{g}</p>
            {list.filter((c) => c.group === g).map(row)}
          </div>
        )))}
      </div>
      {list.length === 0 && <p class="muted chooser__none" role="status">{w.noneFound}</p>}
      {about && now && <div class="chooser__about">{about(now)}</div>}
    </div>
  );
}
