import { useState } from "preact/hooks";
import type { Booking, Bringing, Openings, Slot } from "../core/api";
import { nameSeen } from "../fields/mask";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { cx } from "../parts/classes";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon/icon";
import { Empty, Note } from "../parts/notices";
import { OfficeCard } from "../parts/office";
import { Tag, type TagKind } from "../parts/tag";
import { useVisitWords } from "../parts/visit-words";
import { usePlace } from "../screens/place";
import { visitDay, visitTime } from "./visit-time";

const places = (d: { slots: Slot[] }) => d.slots.reduce((n, s) => n + s.left, 0);

/** What is chosen of the openings. */
export interface Chosen { day: string; from: string }

interface PickProps {
  open: Openings;
  /** The booking that is moved; absent: a new one. */
  moving?: Booking;
  busy: boolean;
  fault: string;
  onOffice: (id: string) => void;
  onBook: (c: Chosen) => void;
}

/** Choosing where, which day and what time, and what to bring. */
export function PickVisit(p: PickProps) {
  const w = useVisitWords();
  const { href } = usePlace();
  const [day, setDay] = useState("");
  const [from, setFrom] = useState("");
  const { open } = p;
  const days = open.days;
  const now = days.find((d) => d.day === day);
  const pick = (d: string) => { setDay(d); setFrom(""); };
  const end = from ? endOf(from, open.slot ?? 0) : "";
  return (
    <div class="page band stack-l">
      <div class="stack-s">
        <h1>{w.bookTitle(open.name)}</h1>
        {open.visit && <p class="muted">{w.bookHint[open.visit]}</p>}
      </div>
      {open.mine && !p.moving && (
        <Note kind="yes" icon="check"><b>{w.haveOne}</b><p>{visitTime(open.mine, w)}</p><p class="mt"><ButtonLink small href={href(`/bookings/${open.mine.id}`)}>{w.seeBooking}</ButtonLink></p></Note>
      )}
      {p.fault && <Note kind="no" icon="alert" role="alert">{p.fault}</Note>}
      <div class="split">
        <div class="stack-l">
          <Where open={open} onOffice={p.onOffice} />
          {open.takes && (!open.mine || p.moving) && (days.length === 0 ? <Empty icon="cal" title={w.noDays} /> : (
            <>
              <Card id="day" title={w.whichDay}>
                <fieldset class="boxes"><legend class="sr-only">{w.whichDay}</legend>
                  {days.map((d) => <Box key={d.day} name="day" value={d.day} on={d.day === day} off={places(d) === 0} onPick={pick} title={visitDay(d.day, w)}
                    hint={d.closed ? w.shut(d.closed) : places(d) === 0 ? w.full : w.leftPlaces(places(d))} />)}
                </fieldset>
              </Card>
              {now && <Times day={now} from={from} minutes={open.slot ?? 0} onPick={setFrom} />}
            </>
          ))}
          {open.office && !open.takes && <Note icon="info">{w.notBooked}</Note>}
        </div>
        <aside class="rail stack" aria-label={w.yourVisit}>
          {open.takes && (!open.mine || p.moving) && (
            <div class="start"><div class="stack">
              <h2>{w.yourVisit}</h2>
              <p role="status"><b>{from ? w.at(visitDay(day, w), from, end) : day ? visitDay(day, w) : w.notChosen}</b></p>
              <Button kind="primary" wide busy={p.busy || !from} onClick={() => p.onBook({ day, from })}>{p.moving ? w.moveIt : w.bookIt}</Button>
              <p class="small muted">{from ? w.missedHint : w.pickDay}</p>
            </div></div>
          )}
          <Bring list={open.bring} visit={open.visit ?? "apply"} />
        </aside>
      </div>
    </div>
  );
}

function endOf(from: string, minutes: number): string {
  const [h, m] = from.split(":").map(Number);
  const end = (h ?? 0) * 60 + (m ?? 0) + minutes;
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}

/** One box of a choice; the whole box is the target. */
function Box(p: { name: string; value: string; title: string; hint?: string; on: boolean; off?: boolean; onPick: (v: string) => void }) {
  return (
    <label class={cx("choice", p.on && "choice--on", p.off && "choice--off")}>
      <input type="radio" name={p.name} value={p.value} checked={p.on} disabled={p.off} onChange={() => p.onPick(p.value)} />
      <span>{p.title}{p.hint && <small>{p.hint}</small>}</span>
    </label>
  );
}

function Times({ day, from, minutes, onPick }: { day: Openings["days"][number]; from: string; minutes: number; onPick: (v: string) => void }) {
  const w = useVisitWords();
  const halves = [{ title: w.morning, slots: day.slots.filter((s) => s.from < "12:00") }, { title: w.afternoon, slots: day.slots.filter((s) => s.from >= "12:00") }];
  return (
    <Card id="time" title={w.whichTime} note={w.minutesEach(minutes)}>
      <div class="stack">
        {halves.filter((h) => h.slots.length > 0).map((h) => (
          <fieldset key={h.title} class="boxes boxes--small"><legend class="small muted">{h.title}</legend>
            {h.slots.map((s) => <Box key={s.from} name="time" value={s.from} title={s.from} on={s.from === from} off={s.left === 0} onPick={onPick}
              hint={s.closed ? w.shut(s.closed) : s.left > 0 ? w.leftPlaces(s.left) : w.full} />)}
          </fieldset>
        ))}
      </div>
    </Card>
  );
}

function Where({ open, onOffice }: { open: Openings; onOffice: (id: string) => void }) {
  const w = useVisitWords();
  const choice = open.choice ?? [];
  return (
    <Card id="hall" title={w.whichHall}>
      {choice.length > 0 && (
        <fieldset class="boxes"><legend class="mb">{open.unknown?.length ? w.whichHallHint(open.unknown.join(w.comma)) : w.whichHallAny}</legend>
          {choice.map((o) => <Box key={o.id} name="hall" value={o.id} title={o.title} hint={o.address} on={o.id === open.office?.id} onPick={onOffice} />)}
        </fieldset>
      )}
      {open.office ? choice.length === 0 && <OfficeCard office={open.office} /> : choice.length === 0 && <p>{w.notBooked}</p>}
    </Card>
  );
}

function Bring({ list, visit }: { list: Bringing[]; visit: Booking["visit"] }) {
  const w = useVisitWords();
  return (
    <Card id="bring" title={w.toBring}>
      <ul class="checklist">
        <li><Icon name="card" />{w.ownCard}</li>
        {list.map((m) => <li key={m.id}><Icon name="doc" /><span>{m.title}{m.originals ? w.bracketed(w.originalsOf(m.originals)) : visit === "originals" ? w.bracketed(w.original) : ""}</span></li>)}
      </ul>
    </Card>
  );
}

const kinds: Record<Booking["state"], TagKind | undefined> = { open: "yes", arrived: "yes", missed: "no", cancelled: undefined, closed: "no", past: undefined };

/** Whether a booking is still to come. */
export const toCome = (b: Booking) => b.state === "open";

/** One booking: when, where, the code, what to bring. */
export function VisitScreen({ booking: b, fault, busy, onCancel }: { booking: Booking; fault: string; busy: boolean; onCancel: () => void }) {
  const w = useVisitWords();
  const { href, can } = usePlace();
  const [asked, setAsked] = useState(false);
  return (
    <div class="page band stack-l">
      <div class="stack-s">
        <p class="row"><Tag kind={kinds[b.state]} icon={b.state === "open" || b.state === "arrived" ? "check" : undefined}>{w.states[b.state]}</Tag><span class="muted small">{w.bookedFor(nameSeen({ name: b.applicant, kind: "person" }, can.shared))}</span></p>
        <h1>{toCome(b) ? w.booked : w.states[b.state]}{w.colon}{b.name}</h1>
        <p class="visit-when"><Icon name="cal" />{visitTime(b, w)}</p>
        <p class="muted">{w.bookHint[b.visit]}{b.case && <a href={href(`/cases/${encodeURIComponent(b.case)}`)}>{w.caseOf(b.case)}</a>}</p>
      </div>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {b.state === "cancelled" && b.note && <Note icon="info"><p>{w.endedWhy(b.note)}</p></Note>}
      {b.state === "closed" && <Note kind="no" icon="alert"><p>{w.closedWhy(b.note ?? "")}</p><p class="mt"><ButtonLink small kind="primary" href={href(again(b))}>{w.rebook}</ButtonLink></p></Note>}
      <div class="split">
        <div class="stack-l">
          {b.code && (
            <Card id="code" title={w.bookingCode}>
              <p class="visit-code">{b.code.slice(0, 4)} {b.code.slice(4)}</p>
              <p class="small muted">{w.bookingCodeHint}</p>
            </Card>
          )}
          {b.office && <Card id="where" title={w.where}><OfficeCard office={b.office} /></Card>}
        </div>
        <aside class="rail stack">
          <Bring list={b.bring} visit={b.visit} />
          {toCome(b) && (
            <div class="stack-s">
              {!can.shared && <a class="btn btn--wide" href={`/api/bookings/${b.id}/calendar.ics`} download><Icon name="cal" />{w.addCalendar}</a>}
              <ButtonLink wide icon="edit" href={href(`/bookings/${b.id}/move`)}>{w.changeTime}</ButtonLink>
              <Button wide busy={busy} onClick={() => setAsked(true)}>{w.cancelIt}</Button>
              <p class="small muted">{w.missedHint}</p>
            </div>
          )}
        </aside>
      </div>
      {asked && <Dialog title={w.cancelAsk} stay={w.cancelStay} go={w.cancelIt} busy={busy} onStay={() => setAsked(false)} onGo={() => { setAsked(false); onCancel(); }}><p>{w.cancelHint}</p></Dialog>}
    </div>
  );
}

/** Where one books the same thing again. */
export const again = (b: Booking) => (b.case ? `/cases/${encodeURIComponent(b.case)}/book` : `/book/${encodeURIComponent(b.item)}`);

/** 我的预约: what is to come first. */
export function Visits({ bookings }: { bookings: Booking[] }) {
  const w = useVisitWords();
  const { href, can } = usePlace();
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{w.myBookings}</li></ol></nav>
      <h1>{w.myBookings}</h1>
      {bookings.length === 0 ? <Empty icon="cal" title={w.noBookings} line={w.noBookingsHint} /> : (
        <div class="card card--flush">
          {bookings.map((b) => (
            <article class="caserow" key={b.id}>
              <div>
                <h2>{b.name}</h2>
                <p class="small"><b>{visitTime(b, w)}</b></p>
                <p class="small muted">{[b.office?.title, w.visitFor[b.visit], nameSeen({ name: b.applicant, kind: "person" }, can.shared)].filter(Boolean).join(" · ")}</p>
                {b.note && <p class="small">{b.state === "closed" ? w.closedWhy(b.note) : w.endedWhy(b.note)}</p>}
              </div>
              <Tag kind={kinds[b.state]} icon={b.state === "open" ? "check" : undefined}>{w.states[b.state]}</Tag>
              {toCome(b) ? <ButtonLink small kind="primary" href={href(`/bookings/${b.id}`)}>{w.seeBooking}</ButtonLink>
                : b.state === "arrived" ? <ButtonLink small href={href(`/bookings/${b.id}`)}>{w.seeBooking}</ButtonLink>
                  : <ButtonLink small href={href(again(b))}>{w.rebook}</ButtonLink>}
            </article>
          ))}
        </div>
      )}
    </div>
  );
}
