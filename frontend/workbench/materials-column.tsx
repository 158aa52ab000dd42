import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FileLine } from "../core/api";
import { Button, TextButton } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { spanOf } from "../core/span";
import { OriginalSeen } from "./counter-at";
import { fileHref, formHref, previewHref, type Box, type PaperMark, type StaffCase } from "./desk";
import { districtTime } from "./due";
import { useKeys } from "../desk/keys";
import { MarkForm, MarkLayer, MarkList } from "./marks";
import { START } from "./model/box";
import { isPicture, type Paper } from "./model/materials";
import { titleOf } from "./model/names";
import { Blank, Key } from "../desk/states";
import { useWork } from "./words";
import type { WorkWords } from "./messages/zh";

interface MaterialsProps {
  page: StaffCase;
  papers: Paper[];
  /** Of the material that is open; "" the first. */
  path: string;
  onPath: (path: string) => void;
  /** What colleagues wrote on papers. */
  marks: PaperMark[];
  /** Left out where this person marks nothing. */
  /** One is new, or gone. */
  onMark?: (id: string, mark: PaperMark | null) => void;
  /** Review points by what they look at. */
  points: Map<string, string[]>;
}

/** The materials: one open, all as tabs below. */
export function MaterialsColumn({ page, papers, path, onPath, marks, onMark, points }: MaterialsProps) {
  const w = useWork();
  const [at, setAt] = useState(0);
  const one = papers.find((p) => p.path === path) ?? papers[0];
  const pick = (p: string) => { setAt(0); onPath(p); };
  const wanted = papers.filter((p) => p.state.state !== "not_needed");
  const rest = papers.length - wanted.length;
  const [all, setAll] = useState(false);
  const [marking, setMarking] = useState(false);
  const [chosen, setChosen] = useState("");
  const [box, setBox] = useState<Box>(START);
  const words = useRef<HTMLTextAreaElement>(null);
  const [turns, setTurns] = useState(0);
  useEffect(() => { setMarking(false); setTurns(0); setBox(START); }, [one?.path, at]);
  const start = () => { if (onMark && one && !page.masked) { setBox(START); setTurns(0); setMarking(!marking); } };
  useKeys({ a: start, ...(marking ? { Escape: () => setMarking(false) } : {}) });
  if (!one) return <section class="column column--middle" aria-label={w.materials}><Blank icon="doc" title={w.noMaterials} /></section>;
  const file = one.files[Math.min(at, one.files.length - 1)];
  const here = marks.filter((m) => m.material === one.path).map((mark, i) => ({ mark, no: i + 1 }));
  const onFile = here.filter((m) => m.mark.file === file?.id);
  const drawn = marking && !!file && isPicture(file);
  const noted = (m: PaperMark) => { setMarking(false); setChosen(m.id); onMark?.(m.id, m); };
  return (
    <section class="column column--middle" aria-label={w.materials}>
      <div class="head">
        <h2 class="clip" title={one.title}>{one.title}</h2>
        <StateTag paper={one} />
        {onMark && !page.masked && <span class="push"><Button small icon="edit" pressed={marking} onClick={start}>{marking ? w.markStop : w.mark} <Key>A</Key></Button></span>}
        {one.files.length > 1 && (
          <span class="head__step">
            <Button small kind="quiet" icon="back" label={w.prevFile} busy={at === 0} onClick={() => setAt(at - 1)} />
            <span class="muted">{w.fileOf(at + 1, one.files.length)}</span>
            <Button small kind="quiet" icon="next" label={w.nextFile} busy={at >= one.files.length - 1} onClick={() => setAt(at + 1)} />
          </span>
        )}
      </div>
      <div class="scroll stage" tabIndex={0} role="group" aria-label={one.title}>
        {points.get(one.path)?.map((p) => <Note key={p} kind="plain" icon="eye"><b>{w.pointHere}</b>{w.colon}{p}</Note>)}
        <OriginalSeen counter={page.counter} material={one.path} />
        {drawn && <p class="tiny" id="mark-how">{w.markHow}</p>}
        {file && (
          <Preview key={file.id} title={one.title} file={file} closed={page.masked === true} turns={turns} onTurns={setTurns} fit={marking}>
            <MarkLayer list={onFile} drawing={drawn && turns === 0} box={box} onBox={setBox} chosen={chosen} onChoose={setChosen} onDone={() => words.current?.focus()} />
          </Preview>
        )}
        {marking && turns === 0 && <MarkForm number={page.case.number} material={one.path} file={file} box={drawn ? box : undefined} field={words} onDone={noted} onClose={() => setMarking(false)} />}
        <MarkList number={page.case.number} list={here} round={page.case.round} chosen={chosen} onChoose={setChosen} onGone={onMark && ((id) => onMark(id, null))} />
        <About page={page} paper={one} />
      </div>
      <ul class="papers" aria-label={w.materialList}>
        {(all ? papers : wanted).map((p) => (
          <li key={p.path}>
            <button type="button" class={p.look ? "paper paper--look" : "paper"} aria-pressed={p.path === one.path} onClick={() => pick(p.path)}>
              <b class="clip">{p.title}</b>
              {marks.some((m) => m.material === p.path) && <span class="count count--wait" title={w.paperMarks}>{marks.filter((m) => m.material === p.path).length}<span class="sr-only">{w.paperMarks}</span></span>}
              <span class="paper__state"><Icon name={icons[p.state.state] ?? "doc"} />{p.onPaper ? w.onPaper : w.states[p.state.state]}{p.files.length > 1 && ` ${p.files.length}`}
                {p.files.some((f) => f.check === "infected") ? <span class="said said--no"><Icon name="alert" />{w.fileInfected}</span> : p.files.some((f) => f.check === "waiting") && <span class="said said--wait"><Icon name="hourglass" />{w.fileWaiting}</span>}
                <Trust page={page} paper={p} /></span>
            </button>
          </li>
        ))}
        {rest > 0 && <li><TextButton onClick={() => setAll(!all)} icon={all ? "minus" : "plus"}>{w.notNeeded(rest)}</TextButton></li>}
      </ul>
    </section>
  );
}

/** How far a paper is trusted: as its record says, or since a clerk has seen the original. */
export function Trust({ page, paper }: { page: StaffCase; paper: Paper }) {
  const seen = page.counter?.originals[paper.path];
  const trust = paper.state.evidence?.trust ?? (seen?.holds ? seen.trust : undefined);
  return trust ? <span class="trust">{trust}</span> : null;
}

const icons: Record<Paper["state"]["state"], IconName> = {
  given: "eye", promised: "sign", deferred: "hourglass", to_be_found: "search", needed: "alert", undecided: "ask", reused: "check", made: "check", not_needed: "minus",
};

function StateTag({ paper }: { paper: Paper }) {
  const w = useWork();
  const { state } = paper.state;
  const kind = state === "reused" || state === "made" ? "tag tag--yes" : state === "needed" ? "tag tag--no" : state === "not_needed" ? "tag" : "tag tag--wait";
  return <span class={kind}><Icon name={icons[state]} />{paper.onPaper ? w.onPaper : w.states[state]}</span>;
}

/** A length of time in words. */
export function spanText(text: string, w: WorkWords): string {
  const s = spanOf(text);
  return s ? w.spans[s.unit](s.n) : text;
}

function About({ page, paper }: { page: StaffCase; paper: Paper }) {
  const w = useWork();
  const { state, plan } = paper;
  switch (state.state) {
    case "given": return paper.onPaper ? <Note icon="inbox"><b>{w.onPaper}</b><br />{w.onPaperHint}</Note> : <></>;
    case "reused": return <><p class="muted">{w.reusedHint}</p><EvidenceCard paper={paper} /></>;
    case "made": return (
      <Note kind="plain" icon="check">{w.madeHint}{state.signer && <><br />{w.madeSigned(signerName(page, state.signer))}</>}
        {!page.masked && <><br /><a href={formHref(page.case.number)} target="_blank" rel="noopener"><Icon name="doc" />{w.formPdf}</a></>}</Note>
    );
    case "promised": return <Note kind="wait" icon="sign"><b>{w.promisedHint}</b><br />{state.promise}</Note>;
    case "deferred": return <Note kind="wait" icon="hourglass">{plan.defer && w.deferredHint(w.spans[plan.defer.within.unit](plan.defer.within.n))}</Note>;
    case "to_be_found": return <Note kind="wait" icon="search">{w.toBeFoundHint}</Note>;
    case "needed": return <Note kind="no" icon="alert">{w.neededHint}</Note>;
    case "undecided": return <Note kind="wait" icon="ask">{w.undecidedHint((state.missing ?? []).map((n) => titleOf(page.view.plan, page.view.state, n)).filter(Boolean).join(w.comma))}</Note>;
    case "not_needed": return <Note kind="plain" icon="minus">{w.notNeededHint}</Note>;
  }
}

function signerName(page: StaffCase, no: string): string {
  const { applicant, user } = page.view.input;
  return no === user.no ? user.name : no === applicant.no ? applicant.name : no;
}

function EvidenceCard({ paper }: { paper: Paper }) {
  const w = useWork();
  const e = paper.state.evidence;
  if (!e) return null;
  const lines: [string, string | undefined][] = [
    [w.evidence.number, e.number], [w.evidence.issuer, e.issuer],
    [w.evidence.until, e.until && (e.until === "9999-12-31" ? w.forever : w.until(e.until))],
    [w.evidence.record, e.number ? undefined : e.record], [w.evidence.at, e.at],
  ];
  return (
    <div class="evidence">
      <header><Icon name="source" large /><b>{e.title}</b>{e.trust && <span class="trust trust--word">{w.trustIs(e.trust)}</span>}</header>
      <dl class="kv">{lines.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
    </div>
  );
}

/** kB or MB. */
function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))}kB` : `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}

function Preview({ title, file, closed, turns, onTurns, fit, children }: { title: string; file: FileLine; closed: boolean; turns: number; onTurns: (n: number) => void; fit: boolean; children: ComponentChildren }) {
  const w = useWork();
  const [broken, setBroken] = useState(false);
  const [big, setBig] = useState(false);
  useKeys({ " ": () => setBig((v) => !v) });
  const about = <p class="tiny" title={`${w.digest} ${file.digest}`}>{file.name} · {sizeText(file.size)} · {w.uploadedAt(districtTime(file.at))}</p>;
  if (closed) return <div class="preview"><Note kind="wait" icon="lock">{w.fileClosed}</Note>{about}</div>;
  if (file.check === "waiting" || file.check === "infected") {
    const waits = file.check === "waiting";
    return (
      <div class="preview preview--file">
        <Icon name={waits ? "hourglass" : "alert"} large />
        <b>{file.name}</b>
        <Note kind={waits ? "wait" : "no"} icon={waits ? "hourglass" : "alert"} role="status"><b>{waits ? w.fileWaiting : w.fileInfected}</b><br />{waits ? w.fileWaitingHint : w.fileInfectedHint}</Note>
        {about}
      </div>
    );
  }
  const save = <a class="btn btn--small" href={fileHref(file.id)} download={file.name}><Icon name="save" />{w.download}</a>;
  if (!isPicture(file) || broken) {
    return (
      <div class="preview preview--file">
        <Icon name="doc" large />
        <b>{file.name}</b>
        {broken && <Note kind="no" icon="alert" role="alert">{w.fileBroken}</Note>}
        {about}
        <div class="row">{file.type === "application/pdf" && <OpenFile href={fileHref(file.id)} onFail={() => setBroken(true)} />}{save}</div>
      </div>
    );
  }
  return (
    <figure class="preview">
      <div class="preview__tools">
        <Button small icon={big ? "minus" : "plus"} onClick={() => setBig(!big)}>{big ? w.zoomOut : w.zoomIn}</Button>
        <Button small icon="turn" onClick={() => onTurns((turns + 1) % 4)}>{w.turn}</Button>
        {save}
      </div>
      <div class={big && !fit ? "preview__frame preview__frame--big" : "preview__frame"}>
        <div class={`preview__paper turn-${turns}`}>
          <img src={previewHref(file)} alt={w.pictureOf(title, file.name)} onError={() => setBroken(true)} />
          {children}
        </div>
      </div>
      <figcaption>{about}</figcaption>
    </figure>
  );
}

/**
 * The server sends files as attachments in a sandbox. To read one without
 * saving it, its bytes are opened in a tab of their own by the type that the
 * server found, so never as a page of ours.
 */
export function OpenFile({ href, onFail }: { href: string; onFail: () => void }) {
  const w = useWork();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    if (busy) return;
    setBusy(true);
    const tab = window.open("", "_blank");
    try {
      const r = await fetch(href, { credentials: "same-origin" });
      if (!r.ok) throw new Error(`HTTP ${r.status}`);
      const url = URL.createObjectURL(new Blob([await r.arrayBuffer()], { type: "application/pdf" }));
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      if (tab) tab.location.href = url;
    } catch {
      tab?.close();
      onFail();
    } finally {
      setBusy(false);
    }
  };
  return <Button small kind="confirm" icon="eye" busy={busy} onClick={() => void open()}>{w.openFile}</Button>;
}
