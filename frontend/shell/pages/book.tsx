import "../base";
import { useRef, useState } from "preact/hooks";
import { ApiError, type Booking, type Openings } from "../../core/api";
import { PickVisit, type Chosen } from "../../form/booking";
import { useVisitWords } from "../../parts/visit-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { useSignedIn } from "../signed-in";

const said = (e: unknown, otherwise: string) => (e instanceof ApiError && e.say) || otherwise;

/** /book/:item, /cases/:number/book, /bookings/:id/move: choosing a time. */
export default function BookPage({ item, number, move }: { item?: string; number?: string; move?: string }) {
  const here = move ? `/bookings/${move}/move` : number ? `/cases/${number}/book` : `/book/${item}`;
  const person = useSignedIn(here);
  return person ? <Pick item={item} number={number} move={move} /> : null;
}

const slotsOf = (item: string | undefined, number: string | undefined, office: string) =>
  (number ? `/cases/${encodeURIComponent(number)}/slots` : `/items/${encodeURIComponent(item ?? "")}/slots?office=${encodeURIComponent(office)}`);

function Pick({ item, number, move }: { item?: string; number?: string; move?: string }) {
  const { api, router } = useApp();
  const w = useVisitWords();
  const [office, setOffice] = useState("");
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  /** Of what is being sent: the same until it has arrived. */
  const key = useRef("");
  const loaded = useLoad(`slots ${item} ${number} ${move} ${office} ${round}`, async (a) => {
    const moving = move ? await a.call<Booking>("GET", `/bookings/${encodeURIComponent(move)}`) : undefined;
    const open = await a.call<Openings>("GET", moving ? slotsOf(moving.item, moving.case, moving.office?.id ?? "") : slotsOf(item, number, office));
    return { open, moving };
  });
  useScreen(loaded.state === "here" ? w.bookTitle(loaded.data.open.name) : "");
  const send = async (open: Openings, c: Chosen) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    key.current ||= crypto.getRandomValues(new Uint32Array(4)).join("-");
    try {
      const body = move ? { ...c, key: key.current } : { ...c, key: key.current, visit: open.visit, ...(number ? { case: number } : { item, office: open.office?.id }) };
      const b = await api.call<Booking>("POST", move ? `/bookings/${encodeURIComponent(move)}/move` : "/bookings", body, { idempotencyKey: key.current });
      router.go(`/bookings/${b.id}`, true);
    } catch (e) {
      setFault(said(e, w.trouble));
      if (!(e instanceof ApiError) || !e.offline) key.current = "";
      if (e instanceof ApiError && e.status === 409) setRound((n) => n + 1); // somebody was quicker: what is left now
    }
    setBusy(false);
  };
  return (
    <Await loaded={loaded}>
      {({ open, moving }) => <PickVisit open={open} moving={moving} busy={busy} fault={fault} onOffice={setOffice} onBook={(c) => void send(open, c)} />}
    </Await>
  );
}
