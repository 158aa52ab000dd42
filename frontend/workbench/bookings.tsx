import { useState } from "preact/hooks";
import type { Booking, Bringing, Slot } from "../core/api";
import { clockOf } from "../core/moment";
import { Button, ButtonLink } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

interface Line {
  id: string;
  state: Exclude<Booking["state"], "cancelled">;
  visit: Booking["visit"];
  item: string;
  name: string;
  case?: string;
  applicant: string;
  from: string;
  to: string;
  bring: Bringing[];
}

interface Day {
  office: { id: string; title: string };
  day: string;
  takes: boolean;
  closed?: string;
  slots: Slot[];
  bookings: Line[];
  offices: { id: string; title: string }[];
}

/** A day so many days away. */
function shifted(day: string, by: number): string {
  const d = new Date(`${day}T00:00:00Z`);
  d.setUTCDate(d.getUTCDate() + by);
  return d.toISOString().slice(0, 10);
}

/** 预约: who comes to one's hall on a day, by time; slots are closed and opened here. */
export function BookingsScreen() {
  const w = useWork();
  const s = w.booked;
  const { router, news, api } = useBench();
  useTitle(s.title);
  const search = router.search.value;
  const today = clockOf(new Date()).day;
  const asked = { office: search.get("office") ?? "", day: search.get("day") ?? today };
  const [code, setCode] = useState("");
  const [found, setFound] = useState<Line[] | null>(null);
  const [closing, setClosing] = useState<string | null>(null);
  const [fault, setFault] = useState("");
  const go = (part: Partial<typeof asked>) => { setFound(null); router.go(`/bookings?${new URLSearchParams({ ...asked, ...part })}`, true); };
  const loaded = useLoad(`bookings ${JSON.stringify(asked)}`, (a) => a.call<Day>("GET", `/staff/bookings?${new URLSearchParams(asked)}`));
  const data = loaded.state === "here" ? loaded.data : null;
  const attempt = async (work: Promise<unknown>, then = "") => {
    setFault("");
    try {
      await work;
      if (then) news.value = then;
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setFound(null);
    loaded.again();
  };
  const look = async () => {
    setFault("");
    try {
      const { bookings } = await api.call<Day>("POST", "/staff/bookings/find", { office: data?.office.id ?? "", code });
      setFound(bookings);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
  };
  const open = (from: string) => attempt(api.call("DELETE", `/staff/booking-closures?${new URLSearchParams({ office: data!.office.id, day: asked.day, from })}`), s.opened);
  const weekday = s.weekdays[new Date(`${asked.day}T00:00:00Z`).getUTCDay()];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{data && <span class="muted">{s.count(data.bookings.filter((b) => b.state !== "closed").length)}</span>}</div>;
  const tools = data?.takes && !data.closed && data.slots.length > 0 && asked.day >= today && <Button small icon="minus" onClick={() => setClosing("")}>{s.closeDay}</Button>;
  return (
    <Shell place={place} tools={tools} shortcuts={shortcuts}>
      <div class="staff">
        <section class="staff__list" aria-label={s.title}>
          <div class="staff__find">
            {data && data.offices.length > 1 && (
              <label class="staff__pick"><span class="sr-only">{s.office}</span>
                <select class="input" value={data.office.id} onChange={(e) => go({ office: e.currentTarget.value })}>{data.offices.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select>
              </label>
            )}
            <Button small icon="back" label={s.before} onClick={() => go({ day: shifted(asked.day, -1) })} />
            <label class="staff__pick"><span class="sr-only">{s.day}</span><input class="input" type="date" value={asked.day} onChange={(e) => e.currentTarget.value && go({ day: e.currentTarget.value })} /></label>
            <span>{weekday}</span>
            <Button small icon="next" label={s.after} onClick={() => go({ day: shifted(asked.day, 1) })} />
            {asked.day !== today && <Button small onClick={() => go({ day: today })}>{s.today}</Button>}
            {asked.day === today && (
              <form class="row push" role="search" onSubmit={(e) => { e.preventDefault(); void look(); }}>
                <label class="row" for="visit-code">{s.find}</label>
                <input class="input visits__code" id="visit-code" inputMode="numeric" autocomplete="off" value={code} onInput={(e) => setCode(e.currentTarget.value.replace(/\D/g, "").slice(0, 8))} />
                <Button small type="submit" busy={code.length !== 8}>{s.findGo}</Button>
                {found && <Button small onClick={() => { setFound(null); setCode(""); }}>{s.findAll}</Button>}
              </form>
            )}
          </div>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          {data?.closed && <Note kind="wait" icon="alert"><p>{s.closed(data.closed)}</p><p><Button small onClick={() => void open("")}>{s.openAgain}</Button></p></Note>}
          {loaded.state === "waiting" && <Waiting lines={8} />}
          {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {found && found.length === 0 && <Blank icon="search" title={s.findNone} />}
          {data && !found && data.bookings.length === 0 && <Blank icon="cal" title={data.takes ? s.none : s.notTaken} />}
          {data && (found ?? data.bookings).length > 0 && <People list={found ?? data.bookings} today={asked.day === today} onMark={(id, came) => void attempt(api.call("POST", `/staff/bookings/${id}/received`, { came }))} />}
        </section>
        {data && data.slots.length > 0 && (
          <aside class="staff__one" aria-label={s.free}>
            <div class="staff__card">
              <h2 class="h-s">{s.free}</h2>
              <ul class="staff__posts">
                {data.slots.map((x) => (
                  <li key={x.from}>
                    <span><b class="num">{x.from}</b> <span class="muted">{x.closed ? s.closed(x.closed) : data.closed ? "" : s.left(x.left)}</span></span>
                    {!data.closed && asked.day >= today && (x.closed ? <Button small label={`${s.openAgain}${w.colon}${x.from}`} onClick={() => void open(x.from)}>{s.openAgain}</Button>
                      : <Button small label={`${s.closeSlot}${w.colon}${x.from}`} onClick={() => setClosing(x.from)}>{s.closeSlot}</Button>)}
                  </li>
                ))}
              </ul>
            </div>
          </aside>
        )}
      </div>
      {closing !== null && data && <Close day={data} from={closing} onClose={() => setClosing(null)} onDone={(n) => { setClosing(null); news.value = s.told(n); setFound(null); loaded.again(); }} />}
    </Shell>
  );
}

const face = { open: "wait", arrived: "yes", missed: "no", closed: undefined, past: undefined } as const;

function People({ list, today, onMark }: { list: Line[]; today: boolean; onMark: (id: string, came: boolean) => void }) {
  const w = useWork();
  const s = w.booked;
  const { router } = useBench();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={s.title}>
      <table class="grid">
        <thead><tr><th scope="col">{s.time}</th><th scope="col">{s.who}</th><th scope="col">{s.forWhat}</th><th scope="col">{s.status}</th><th scope="col">{s.acts}</th></tr></thead>
        <tbody>
          {list.map((b) => (
            <tr key={b.id}>
              <td class="nowrap"><b>{b.from}</b>–{b.to}</td>
              <td><b>{b.applicant}</b></td>
              <td>{b.name}<small class="muted block">{[s.kinds[b.visit], b.case, b.bring.map((m) => m.title).join(w.comma)].filter(Boolean).join(" · ")}</small></td>
              <td><Tag kind={face[b.state]}>{s.states[b.state]}</Tag></td>
              <td>
                {today && b.state !== "closed" && b.state !== "past" && (
                  <span class="staff__acts">
                    {b.state !== "arrived" && <Button small kind="primary" label={`${s.came}${w.colon}${b.applicant}`} onClick={() => onMark(b.id, true)}>{s.came}</Button>}
                    {b.state === "open" && <Button small label={`${s.notCome}${w.colon}${b.applicant}`} onClick={() => onMark(b.id, false)}>{s.notCome}</Button>}
                    {b.case ? <ButtonLink small href={router.href(`/cases/${encodeURIComponent(b.case)}`)}>{s.openCase}</ButtonLink>
                      : b.state === "arrived" && <ButtonLink small href={router.href("/counter")}>{s.atCounter}</ButtonLink>}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Close({ day, from, onClose, onDone }: { day: Day; from: string; onClose: () => void; onDone: (told: number) => void }) {
  const w = useWork();
  const s = w.booked;
  const { api } = useBench();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const send = async () => {
    setBusy(true);
    setFault("");
    try {
      onDone((await api.call<{ told: number }>("POST", "/staff/booking-closures", { office: day.office.id, day: day.day, from: from || undefined, reason })).told);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
      setBusy(false);
    }
  };
  return (
    <Drawer title={s.closeTitle(`${day.day} ${from}`)} onClose={onClose}>
      <form class="staff__form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
        <p>{s.closeHint}</p>
        <div class="staff__field"><label for="close-why">{s.reason}</label><textarea class="input" id="close-why" rows={2} maxLength={100} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></div>
        <div class="staff__acts"><Button kind="danger" type="submit" busy={busy}>{s.closeGo}</Button><Button onClick={onClose}>{s.cancel}</Button></div>
      </form>
    </Drawer>
  );
}
