import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { Icon, type IconName } from "./icon/icon";
import { Tag, type TagKind } from "./tag";
import { useLateWords } from "./late-words";

/** What evaluation says about a material. */
export type MaterialState = "upload" | "uploaded" | "reused" | "generated" | "promise" | "later" | "unneeded" | "unknown" | "found-later" | "other-signs";

/** The licence that stands in for the paper. */
export interface Evidence {
  name: string;
  number: string;
  /** Issuer, validity, trust level, joined by “ · ”. */
  line: string;
  onSee?: () => void;
}

/** One material; the line under the title says what to bring, or why not. */
export interface MaterialItem {
  id: string;
  title: string;
  state: MaterialState;
  line?: ComponentChildren;
  evidence?: Evidence;
  onWhy?: () => void;
  /** Another act than 为什么: 看样例, 先看看. */
  act?: ComponentChildren;
  /** Uploads, or the two choices. */
  body?: ComponentChildren;
}

interface Look {
  face: "todo" | "held" | "wait" | "off" | "unknown";
  sign: IconName;
  tag?: TagKind;
  mark?: IconName;
}

const looks: Record<MaterialState, Look> = {
  upload: { face: "todo", sign: "upload" },
  uploaded: { face: "todo", sign: "check", tag: "yes", mark: "check" },
  reused: { face: "held", sign: "seal", tag: "held", mark: "check" },
  generated: { face: "held", sign: "doc", tag: "held" },
  promise: { face: "wait", sign: "sign", tag: "wait" },
  later: { face: "wait", sign: "hourglass", tag: "wait" },
  unneeded: { face: "off", sign: "minus", tag: "unknown" },
  "found-later": { face: "held", sign: "eye", tag: "held" },
  "other-signs": { face: "wait", sign: "sign", tag: "wait" },
  unknown: { face: "unknown", sign: "ask", tag: "unknown", mark: "ask" },
};

/** One material with its sign, tag, reason and what can be done about it. */
export function Material({ m, level = 3 }: { m: MaterialItem; level?: 3 | 4 }) {
  const w = useLateWords();
  const look = looks[m.state];
  const H = level === 3 ? "h3" : "h4";
  const e = m.evidence;
  return (
    <div class={`material material--${look.face}`} id={m.id} tabIndex={-1}>
      <span class="material__sign"><Icon name={look.sign} /></span>
      <div>
        <H>{m.title}<Tag kind={look.tag} icon={look.mark}>{w.material[m.state]}</Tag></H>
        {m.line && <p class="material__why">{m.line}</p>}
        {e && (
          <div class="evidence">
            <Icon name="card" large />
            <div><b>{e.name}</b>　<span class="num">{e.number}</span><br /><span class="muted">{e.line}</span></div>
            {e.onSee && <TextButton onClick={e.onSee}>{w.seeLicence}</TextButton>}
          </div>
        )}
      </div>
      <div class="material__act">
        {m.act}
        {m.onWhy && <TextButton label={`${w.why}${m.title}`} onClick={m.onWhy}>{w.why}</TextButton>}
      </div>
      {m.body && <div class="material__body">{m.body}</div>}
    </div>
  );
}

/** The four groups, in the order that matters to a person. */
export type MaterialGroup = "todo" | "choose" | "free" | "unneeded";

const groupOf: Record<MaterialState, MaterialGroup> = {
  upload: "todo", uploaded: "todo", unknown: "todo", "other-signs": "todo", promise: "choose", later: "choose",
  reused: "free", generated: "free", "found-later": "free", unneeded: "unneeded",
};

/** All materials, each group headed with its count. */
export function Materials({ items, id = "materials" }: { items: MaterialItem[]; id?: string }) {
  const w = useLateWords();
  const heads: [MaterialGroup, (n: number) => string, string?][] = [
    ["todo", w.groupTodo],
    ["choose", w.groupChoose, w.groupChooseHint],
    ["free", w.groupFree, w.groupFreeHint],
    ["unneeded", w.groupUnneeded],
  ];
  return (
    <div class="stack-l">
      {heads.map(([group, head, hint]) => {
        const own = items.filter((m) => groupOf[m.state] === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`${id}-${group}`}>
            <div class="band__head">
              <h2 id={`${id}-${group}`}>{head(own.length)}</h2>
              {hint && <span class="muted">{hint}</span>}
            </div>
            <div class="card card--flush">{own.map((m) => <Material key={m.id} m={m} />)}</div>
          </section>
        );
      })}
    </div>
  );
}
