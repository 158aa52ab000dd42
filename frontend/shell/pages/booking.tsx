import "../base";
import { useState } from "preact/hooks";
import { ApiError, type Booking } from "../../core/api";
import { VisitScreen } from "../../form/booking";
import { useVisitWords } from "../../parts/visit-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { useSignedIn } from "../signed-in";

/** /bookings/:id */
export default function BookingPage({ id }: { id: string }) {
  const person = useSignedIn(`/bookings/${id}`);
  return person ? <One id={id} /> : null;
}

function One({ id }: { id: string }) {
  const { api } = useApp();
  const w = useVisitWords();
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const path = `/bookings/${encodeURIComponent(id)}`;
  const loaded = useLoad(`booking ${id} ${round}`, (a) => a.call<Booking>("GET", path));
  useScreen(loaded.state === "here" ? `${w.states[loaded.data.state]} · ${loaded.data.name}` : "");
  const cancel = async () => {
    setBusy(true);
    setFault("");
    try {
      await api.call("DELETE", path);
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.trouble);
    }
    setBusy(false);
    setRound((n) => n + 1);
  };
  return <Await loaded={loaded}>{(b) => <VisitScreen booking={b} fault={fault} busy={busy} onCancel={() => void cancel()} />}</Await>;
}
