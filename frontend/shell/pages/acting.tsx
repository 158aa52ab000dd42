import "../base";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Mandate } from "../../core/api";
import type { Giving } from "../../form/acting";
import { Acting } from "../../form/papers";
import { usePaperWords } from "../../form/paper-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { stepUpFor } from "../provider";

/** For how many days an authorisation is proposed. */
const PROPOSED = 90;

/** The day in so many days, YYYY-MM-DD. */
function day(ahead: number): string {
  const d = new Date();
  d.setDate(d.getDate() + ahead);
  return d.toLocaleDateString("sv");
}

/** /space/acting: 授权和代办 */
export default function ActingPage() {
  const { api, session, router } = useApp();
  const fw = usePaperWords();
  const person = session.value!.person;
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [fault, setFault] = useState<ApiError | null>(null);
  /** Of what is being sent: the same until it has arrived. */
  const key = useRef("");
  useScreen(fw.acting);
  useEffect(() => {
    if (!person) router.go("/sign-in?to=/space/acting", true);
  }, [person]);
  const loaded = useLoad(`acting ${round}`, async (a) => {
    const [{ mandates, helper }, { hits }] = await Promise.all([a.call<{ mandates: Mandate[]; helper: boolean }>("GET", "/mandates"), a.items("")]);
    return { mandates, helper, items: hits.map((h) => ({ id: h.id, name: h.name })) };
  });
  if (!person) return null;
  const attempt = async (work: Promise<unknown>, then = "") => {
    setBusy(true);
    setFault(null);
    setSaid("");
    try {
      await work;
      key.current = "";
      setSaid(then);
      session.value = await api.session(); // in whose name one may act has changed
      setRound((n) => n + 1);
    } catch (e) {
      const error = e instanceof ApiError ? e : new ApiError(0, "");
      const up = stepUpFor(error, "/space/acting");
      if (up) router.go(up);
      setFault(error);
    }
    setBusy(false);
  };
  const give = (g: Giving) => {
    key.current ||= crypto.getRandomValues(new Uint32Array(4)).join("-");
    void attempt(api.call("POST", "/mandates", { ...g, key: key.current }), fw.actingSent);
  };
  const path = (id: string) => `/mandates/${encodeURIComponent(id)}`;
  const holder = person.actsAs === "self" && person.proven ? person.name : "";
  return (
    <Await loaded={loaded}>
      {(data) => <Acting {...data} holder={holder} today={day(0)} last={day(PROPOSED)} busy={busy} said={said} fault={fault} onGive={give}
        onAnswer={(id, accept) => void attempt(api.call("POST", `${path(id)}/answer`, { accept }))} onEnd={(id) => void attempt(api.call("DELETE", path(id)))} />}
    </Await>
  );
}
