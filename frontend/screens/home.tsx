import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ButtonLink } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import { Pond } from "../parts/pond";
import { Seg } from "../parts/seg";
import { Tag } from "../parts/tag";
import { useFrontWords } from "../parts/front-words";
import { usePlace, type Place } from "./place";

/** A door on the home page: a life event, a theme, or what people often do. */
export interface Door {
  id: string;
  title: string;
  line?: string;
  icon: IconName;
  /** Item to open, else the items of a theme, else the search to run. */
  item?: string;
  theme?: string;
  query?: string;
  parts?: string[];
  audience?: "person" | "firm" | "both";
}

/** Something that waits for the person. */
export interface Todo {
  id: string;
  title: string;
  line: string;
  tag: string;
  urgent: boolean;
  icon: IconName;
  act: string;
  /** Path inside the channel. */
  to: string;
}

/** What the home page shows. */
export interface HomeData {
  tries: string[];
  todos: Todo[];
  events: Door[];
  themes: Door[];
}

/** Where a door leads: an item, else a search. */
export function doorHref(place: Place, door: Door): string {
  if (door.item) return place.href(`/items/${encodeURIComponent(door.item)}`);
  return place.href(door.theme ? `/items?theme=${encodeURIComponent(door.theme)}` : `/items?q=${encodeURIComponent(door.query ?? "")}`);
}

interface HomeProps {
  data: HomeData;
  signedIn: boolean;
  finder: ComponentChildren;
  /** Drawn over the picture: the head of a terminal. */
  head?: ComponentChildren;
}

/** Home: one question, what waits for me, life events, themes, the other counters. */
export function Home({ data, signedIn, finder, head }: HomeProps) {
  const w = useFrontWords();
  const place = usePlace();
  const { can } = place;
  return (
    <>
      <section class="hero">
        <Pond {...can.pond} />
        <div class="hero__shade" />
        {head}
        <div class="page hero__text">
          <h1>{w.ask}</h1>
          <p>{can.cardReader ? w.askHintKiosk : w.askHint}</p>
          {can.searchInPicture && finder}
          {can.searchInPicture && <Tries tries={data.tries} />}
        </div>
      </section>
      <div class="page">
        {can.cardReader && !signedIn && <StartByCard />}
        {!can.searchInPicture && <div class="finder-low">{finder}</div>}
        {data.todos.length > 0 && <Todos todos={data.todos} />}
        <section class="band band--life" aria-labelledby="life">
          <div class="band__head">
            <h2 id="life">{w.life}</h2><span class="muted">{w.lifeHint}</span><a href={place.href("/items")}>{w.all}</a>
          </div>
          <Events doors={data.events} />
        </section>
        <Unsigned />
        {can.showThemes && <Themes doors={data.themes} />}
        {can.showWays && <Ways />}
      </div>
    </>
  );
}

function Tries({ tries }: { tries: string[] }) {
  const w = useFrontWords();
  const { href } = usePlace();
  return (
    <div class="tries">
      <span>{w.tries}</span>
      {tries.map((t) => <a key={t} href={href(`/items?q=${encodeURIComponent(t)}`)}>{t}</a>)}
    </div>
  );
}

function StartByCard() {
  const w = useFrontWords();
  const { href } = usePlace();
  return (
    <a class="kstart" href={href("/sign-in")}>
      <Icon name="card" />
      <span><b>{w.startByCard}</b><small>{w.startByCardHint}</small></span>
      <span class="go"><Icon name="right" /></span>
    </a>
  );
}

function Todos({ todos }: { todos: Todo[] }) {
  const w = useFrontWords();
  const { href, can } = usePlace();
  // Where others can see the screen only the most urgent one is shown.
  const shown = todos.slice(0, can.shared ? 1 : 3);
  return (
    <section class="band lift" aria-labelledby="todo">
      <h2 id="todo" class="sr-only">{w.todos}</h2>
      <div class="todos">
        {shown.map((t, i) => (
          <article class="card todo" key={t.id}>
            <div class="row">
              <Tag kind={t.urgent ? "wait" : undefined} icon={t.icon}>{t.tag}</Tag>
              <span class="tiny push">{i === 0 ? w.todos : ""}{w.todoOf(i + 1, todos.length)}</span>
            </div>
            <h3>{t.title}</h3>
            <p>{t.line}</p>
            <ButtonLink kind={i === 0 ? "primary" : undefined} small href={href(t.to)}>{t.act}</ButtonLink>
          </article>
        ))}
      </div>
    </section>
  );
}

function Events({ doors }: { doors: Door[] }) {
  const place = usePlace();
  return (
    <div class="events">
      {doors.map((d) => (
        <a class={d.parts?.length ? "event event--big" : "event"} key={d.id} href={doorHref(place, d)}>
          <i><Icon name={d.icon} /></i>
          <h3>{d.title}</h3>
          {d.line && <p>{d.line}</p>}
          {d.parts && d.parts.length > 0 && <ol>{d.parts.map((x) => <li key={x}>{x}</li>)}</ol>}
        </a>
      ))}
    </div>
  );
}

function Themes({ doors }: { doors: Door[] }) {
  const w = useFrontWords();
  const place = usePlace();
  const [who, setWho] = useState<"person" | "firm">("person");
  const shown = doors.filter((d) => !d.audience || d.audience === "both" || d.audience === who);
  return (
    <section class="band" aria-labelledby="theme">
      <div class="band__head">
        <h2 id="theme">{w.themes}</h2>
        <Seg label={w.forWhom} value={who} onChange={(c) => setWho(c as typeof who)}
          options={[{ code: "person", text: w.forPerson }, { code: "firm", text: w.forFirm }]} />
      </div>
      <div class="themes">
        {shown.map((d) => (
          <a class="theme" key={d.id} href={doorHref(place, d)}>
            <Icon name={d.icon} /><span><b>{d.title}</b>{d.line && <small>{d.line}</small>}</span>
          </a>
        ))}
      </div>
    </section>
  );
}

/** What one can do without signing in. */
function Unsigned() {
  const w = useFrontWords();
  const { href } = usePlace();
  const doors: [IconName, string, string, string][] = [
    ["clock", "/progress", w.doorProgress, w.doorProgressLine],
    ["ask", "/cannot-be-done", w.doorSnag, w.doorSnagLine],
    ["eye", "/open", w.doorOpen, w.doorOpenLine],
  ];
  return (
    <section class="band" aria-labelledby="unsigned">
      <h2 id="unsigned">{w.unsigned}</h2>
      <div class="themes themes--doors">
        {doors.map(([icon, to, title, line]) => (
          <a class="theme" key={to} href={href(to)}><Icon name={icon} /><span><b>{title}</b><small>{line}</small></span></a>
        ))}
      </div>
    </section>
  );
}

function Ways() {
  const w = useFrontWords();
  const ways: [IconName, string, string][] = [
    ["phone", w.wayWechat, w.wayWechatHint],
    ["card", w.wayKiosk, w.wayKioskHint],
    ["people", w.wayHall, w.wayHallHint],
  ];
  return (
    <section class="band" aria-labelledby="ways">
      <h2 id="ways">{w.ways}</h2>
      <ul class="ways">
        {ways.map(([icon, title, line]) => (
          <li class="card way" key={title}><Icon name={icon} /><span><b>{title}</b><br /><span class="small muted">{line}</span></span></li>
        ))}
      </ul>
    </section>
  );
}
