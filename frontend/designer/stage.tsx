import { useComputed } from "@preact/signals";
import { Seg } from "../parts/seg";
import { useEditing } from "./app";
import { Sign } from "./icons";
import type { Answering, Device } from "./trial";
import { useStudioWords } from "./words";

const devices: [Device, "screen" | "phone" | "kiosk"][] = [["web", "screen"], ["wechat", "phone"], ["kiosk", "kiosk"]];

/** With what the definition is tried: the channel, who applies, the day, how the sources answer. */
export function Stage() {
  const w = useStudioWords();
  const e = useEditing();
  const { trial } = e;
  const samples = e.samples.value;
  const device = trial.device.value;
  const today = useComputed(() => trial.session.value?.input.value.today ?? "").value;
  const sources = useComputed(() => (trial.drawn.value >= 0 ? Object.values(trial.session.value?.plan.records ?? {}) : [])).value;
  const states = trial.sources.value;
  const odd = Object.values(states).filter((s) => s !== "ok").length;
  return (
    <div class="stage" role="toolbar" aria-label={w.trial}>
      <span class="seg" role="group" aria-label={w.channel}>
        {devices.map(([d, icon]) => (
          <button key={d} type="button" aria-pressed={device === d} title={w.devices[d]} onClick={() => { trial.device.value = d; }}><Sign name={icon} />{w.devices[d]}</button>
        ))}
      </span>
      <label class="sr-only" for="stage-as">{w.applicant}</label>
      <select id="stage-as" class="select" value={trial.as.value} onChange={(ev) => trial.apply(ev.currentTarget.value)}>
        {samples.map((s) => <option key={s.as} value={s.as}>{s.name}</option>)}
        {samples.length === 0 && <option value="">{w.blankApplicant}</option>}
      </select>
      <label class="sr-only" for="stage-day">{w.day}</label>
      <input id="stage-day" class="input stage__day" type="date" value={trial.day.value || today} onChange={(ev) => { trial.day.value = ev.currentTarget.value; }} />
      <details class="stage__sources">
        <summary title={odd > 0 ? undefined : w.sourcesFine} class={`btn${odd > 0 ? " stage__odd" : ""}`}><Sign name="source" />{odd > 0 ? w.sourcesOdd(odd) : w.sourcesFine}</summary>
        <div class="float stage__list">
          <p class="tiny muted">{w.sourcesHint}</p>
          {sources.length === 0 && <p class="muted">{w.noSources}</p>}
          {sources.map(({ id, title }) => (
            <div key={id} class="stage__source">
              <span>{title}</span>
              <Seg label={title} value={states[id] ?? "ok"} options={(["ok", "slow", "down"] as const).map((s) => ({ code: s, text: w.answering[s] }))}
                onChange={(s) => { trial.sources.value = { ...trial.sources.peek(), [id]: s as Answering }; }} />
            </div>
          ))}
        </div>
      </details>
      {e.may && trial.session.value && <button type="button" class="btn stage__keep" title={w.keepHint} onClick={() => { e.keeping.value = true; }}><Sign name="flask" />{w.keep}</button>}
      <span class="push stage__look">
        {device !== "kiosk" && <button type="button" class="btn btn--quiet" aria-pressed={trial.large.value} onClick={() => { trial.large.value = !trial.large.peek(); }} title={w.largeHint}>{w.large}</button>}
        <button type="button" class="btn btn--quiet" aria-pressed={trial.lang.value === "en"} onClick={() => { trial.lang.value = trial.lang.peek() === "en" ? "zh" : "en"; }} title={w.englishHint}>EN</button>
        <button type="button" class="btn btn--quiet" aria-pressed={e.ghosts.value} onClick={() => { e.ghosts.value = !e.ghosts.peek(); }} title={w.ghostsHint} aria-label={w.ghosts}><Sign name="eye" /></button>
        <button type="button" class="btn btn--quiet" aria-pressed={e.yaml.value} onClick={() => { e.yaml.value = !e.yaml.peek(); }} title={w.yamlHint} aria-label={w.yaml}><Sign name="code" /></button>
      </span>
    </div>
  );
}
