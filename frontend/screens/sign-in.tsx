import { useState } from "preact/hooks";
import type { Person } from "../core/api";
import { Icon } from "../parts/icon/icon";
import { Empty, Note } from "../parts/notices";
import { useFrontWords } from "../parts/front-words";

interface SignInProps {
  /** Says that this is no real sign-in. */
  label: string;
  people: Person[];
  busy?: string;
  error?: string;
  onPick: (person: Person) => void;
}

/** Choose a stand-in: every one is made up, and the page says so. */
export function SignIn({ label, people, busy, error, onPick }: SignInProps) {
  const w = useFrontWords();
  const [find, setFind] = useState("");
  const fits = (p: Person) => `${p.name} ${p.actor ?? ""} ${p.relation ?? ""} ${p.number ?? ""}`.includes(find.trim());
  const shown = people.filter(fits);
  const groups = [[w.signInPersons, "person"], [w.signInFirms, "firm"], [w.signInOthers, "other"]] as const;
  return (
    <div class="page band stack-l sign-in">
      <div class="title"><h1>{w.signInTitle}</h1><p>{label}</p></div>
      {error && <Note kind="no" icon="alert" role="alert">{error}</Note>}
      {people.length > 7 && (
        <div class="field">
          <label class="field__label" for="who-find">{w.signInFind}</label>
          <input class="input" id="who-find" type="search" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
        </div>
      )}
      {shown.length === 0 && <Empty icon="person" title={w.foundNone} />}
      {groups.map(([title, kind]) => {
        const own = shown.filter((p) => p.kind === kind);
        return own.length > 0 && (
          <section key={kind} aria-labelledby={`who-${kind}`}>
            <h2 id={`who-${kind}`}>{title}</h2>
            <ul class="people">
              {own.map((p) => (
                <li key={p.id}>
                  <button type="button" class="person" aria-label={w.signInAs(p.name) + (p.actor ? `（${w.actsBy(p.actor)}）` : "")} aria-describedby={`who-${p.id}`}
                    aria-disabled={busy ? "true" : undefined} onClick={() => !busy && onPick(p)}>
                    <i aria-hidden="true"><Icon name={kind === "firm" ? "shop" : "person"} /></i>
                    <span id={`who-${p.id}`}>
                      <b>{p.name}</b>
                      <small>{[p.relation && kind === "other" && (w.relations[p.relation] ?? p.relation), p.number, p.level && w.realName(p.level)].filter(Boolean).join(" · ")}</small>
                      {p.actor && <small>{w.actsBy(p.actor)}</small>}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
