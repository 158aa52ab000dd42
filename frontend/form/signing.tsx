import { useState } from "preact/hooks";
import { ApiError, type SigningPaper } from "../core/api";
import { Button } from "../parts/button";
import { Letter } from "../parts/letter";
import { Note } from "../parts/notices";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { dayText } from "./format";
import { domId } from "./outline";
import { usePaperWords } from "./paper-words";

/** Beside a paper that somebody else signs: the link for that person, and how it stands. */
export function AskToSign({ path, title }: { path: string; title: string }) {
  const { session, masked, link } = useForm();
  const w = useWords();
  const fw = usePaperWords();
  const [at, setAt] = useState<{ link: string; copied: boolean; code: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  if (masked) return <p class="small muted">{fw.askElsewhere}</p>; // a link on a shared screen is anybody's
  const asked = session.signings.value[path];
  const ask = async () => {
    setBusy(true);
    setFault("");
    try {
      const token = await session.invite(path);
      const address = link(`/sign/${token}`);
      const copied = await (navigator.clipboard?.writeText(address) ?? Promise.reject()).then(() => true, () => false);
      setAt({ link: address, copied, code: `/api/signings/${encodeURIComponent(token)}/qr.svg?to=${encodeURIComponent(address)}` });
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || fw.askFailed);
    }
    setBusy(false);
  };
  const id = `${domId(path)}-link`;
  return (
    <div class="stack-s">
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {asked && <p class="small" role="status">{asked.answer === "declined" ? fw.signRefused : fw.signAsked(dayText(asked.until, w))}</p>}
      {at?.copied && <p class="small" role="status">{fw.linkCopied}</p>}
      {at && (
        <figure class="page-thumb">
          <img src={at.code} alt={fw.signCode} width={160} height={160} />
          <figcaption class="small">{fw.signCodeHint}</figcaption>
        </figure>
      )}
      {at && !at.copied && (
        <div class="field">
          <label class="field__label" for={id}>{fw.linkHere}</label>
          <input class="input" id={id} readOnly value={at.link} onFocus={(e) => e.currentTarget.select()} />
        </div>
      )}
      <p><Button small icon="sign" busy={busy} label={`${asked ? fw.askSignAgain : fw.askSign}${fw.colon}${title}`} onClick={() => void ask()}>{asked ? fw.askSignAgain : fw.askSign}</Button></p>
      <p class="small muted">{fw.askSignHint}</p>
    </div>
  );
}

interface ToSignProps {
  paper: SigningPaper;
  busy: boolean;
  fault: string;
  onAnswer: (sign: boolean) => void;
}

/** What somebody is asked to sign, as it would stand on paper, and the answer. */
export function ToSign({ paper: p, busy, fault, onAnswer }: ToSignProps) {
  const w = useWords();
  const fw = usePaperWords();
  const rows: [string, string][] = [
    [fw.signAsks, p.actor ? fw.signFor(p.actor, p.applicant) : p.applicant],
    [fw.signItem, `${p.item} · ${p.department}`],
    [fw.signYours, p.number],
    [fw.signOpens, p.opens.join(w.comma)],
    [fw.signUntil, dayText(p.until, w)],
  ];
  return (
    <div class="page band stack-l">
      <h1>{p.title}</h1>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {p.answer && <Note kind={p.answer === "signed" ? "yes" : "wait"} icon={p.answer === "signed" ? "check" : "info"} role="status">{p.answer === "signed" ? fw.signDone : fw.signNotDone}</Note>}
      <Letter id="to-sign" title={p.title}>
        <dl class="summary-list">{rows.map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}</dl>
        <p class="small muted mt">{fw.signOnly}</p>
      </Letter>
      <div class="row row--wrap">
        {p.answer !== "signed" && <Button kind="primary" icon="sign" busy={busy} onClick={() => onAnswer(true)}>{fw.signYes}</Button>}
        {p.answer !== "declined" && <Button busy={busy} onClick={() => onAnswer(false)}>{p.answer === "signed" ? fw.signBack : fw.signNo}</Button>}
      </div>
    </div>
  );
}
