import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type SignOn } from "../../core/api";
import { useFrontWords } from "../../parts/front-words";
import { ElsewhereScreen } from "../../screens/elsewhere";
import { NotFound, Trouble } from "../../screens/trouble";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { stepUpFor } from "../provider";

/** /go/:item leads to the own system of a department, with the sign-on. */
export default function ElsewherePage({ item }: { item: string }) {
  const { session, router } = useApp();
  const person = session.value!.person;
  useEffect(() => {
    if (!person) router.go(`/sign-in?to=${encodeURIComponent(`/go/${item}`)}`, true);
  }, [person]);
  return person ? <Going item={item} /> : null;
}

function Going({ item }: { item: string }) {
  const { api, session } = useApp();
  const w = useFrontWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const loaded = useLoad(`go ${item}`, (a) => a.item(item));
  const to = loaded.state === "here" ? loaded.data.elsewhere : undefined;
  useScreen(to ? w.goTitle(to.system || to.department) : "");
  const person = session.value!.person!;
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      post(await api.call<SignOn>("POST", `/items/${encodeURIComponent(item)}/sign-on`));
      setTimeout(() => setBusy(false), 5000); // whoever comes back, or stays, may press again
    } catch (e) {
      setError(e instanceof ApiError ? e : new ApiError(0, ""));
      setBusy(false);
    }
  };
  const stepUp = error && stepUpFor(error, `/go/${item}`);
  if (error && stepUp) return <Trouble stepUp={stepUp} say={error.say} offline={false} onAgain={() => setError(null)} />;
  const fault = error ? error.say || w.trouble : "";
  return (
    <Await loaded={loaded}>
      {(data) => (data.elsewhere
        ? <ElsewhereScreen id={item} title={data.view.plan.name} to={data.elsewhere} who={person.name} level={person.level ?? 0} busy={busy} fault={fault} onGo={() => void go()} />
        : <NotFound />)}
    </Await>
  );
}

/** Brings the token there in the body of a form: in an address it would stand in logs and in the history. */
function post(on: SignOn): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = on.address;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = on.field;
  field.value = on.token;
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}
