import { useState } from "preact/hooks";
import type { Person } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Empty, Note } from "../parts/notices";
import { useFrontWords } from "../parts/front-words";

interface SignInProps {
  /** Says that this is no real sign-in. */
  label: string;
  people: Person[];
  busy?: string;
  error?: string;
  /** level 0: in the person's usual way. */
  onPick: (person: Person, level: number) => void;
}

/** Choose a stand-in: every one is made up, and the page says so. */
export function SignIn({ label, people, busy, error, onPick }: SignInProps) {
  const w = useFrontWords();
  const [find, setFind] = useState("");
  const [level, setLevel] = useState(0);
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
      <div class="field">
        <label class="field__label" for="who-how">{w.signInHow}</label>
        <select class="input" id="who-how" value={level} onChange={(e) => setLevel(Number(e.currentTarget.value))}>
          <option value={0}>{w.signInUsual}</option>
          <option value={2}>{w.signInWeak}</option>
        </select>
      </div>
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
                    aria-disabled={busy ? "true" : undefined} onClick={() => !busy && onPick(p, level)}>
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

/** The way to a real provider, and what went wrong with it. */
export function ToProvider({ error, to }: { error?: string; to: string }) {
  const w = useFrontWords();
  return (
    <div class="page band stack-l sign-in">
      <div class="title"><h1>{w.signInTitle}</h1><p>{w.signInGoHint}</p></div>
      {error && <Note kind="no" icon="alert" role="alert">{error}</Note>}
      <p><ButtonLink kind="primary" icon="person" href={to}>{w.signInGo}</ButtonLink></p>
    </div>
  );
}

/** Asks to be recognised more surely. `to` is the provider's address; without one the stand-in does it here. */
export function StepUp({ level, now, label, to, busy, error, onDo }: { level: number; now: number; label: string; to: string; busy: boolean; error: string; onDo: () => void }) {
  const w = useFrontWords();
  return (
    <div class="page band stack-l sign-in">
      <div class="title"><h1>{w.stepUpTitle}</h1><p>{w.stepUpLine(w.realName(level))}</p></div>
      {error && <Note kind="no" icon="alert" role="alert">{error}</Note>}
      <p>{w.stepUpNow(w.realName(now))}</p>
      {to ? <p><ButtonLink kind="primary" icon="person" href={to}>{w.signInGo}</ButtonLink></p> : (
        <>
          <Note kind="plain">{label}</Note>
          <p><Button kind="primary" icon="person" busy={busy} onClick={onDo}>{w.stepUpDo}</Button></p>
        </>
      )}
      <p class="small muted">{w.stepUpOr}</p>
    </div>
  );
}
